"""Commands about the plan: `allocate`, `explain`."""

from __future__ import annotations

from typing import Annotated

import pandas as pd
import typer

from needs.cli.common import (
    Boundaries,
    Data,
    Lang,
    ModeName,
    Out,
    ProgrammeId,
    known_mode,
    reports,
    spoken,
    tell,
)
from needs.errors import NeedsError
from needs.programmes import data_root, load_programme
from needs.tables import rows_of
from needs.wording import check_language, say


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    for command in (allocate, explain):
        app.command()(command)


@spoken
def allocate(
    programme: ProgrammeId,
    mode: ModeName = None,
    out: Out = None,
    boundaries: Boundaries = None,
    data: Data = None,
    lang: Lang = "vi",
    force: Annotated[bool, typer.Option("--force", help="Lập lại tất cả.")] = False,
) -> None:
    """Đề xuất ai giúp gì, ở đâu; trang cho từng nhà tài trợ / who gives what; a page each."""
    from needs.assessment.standing import require_list
    from needs.proposals.explained_plan import explain_plan
    from needs.runs.allocate import allocate_programme

    check_language(lang)
    run = allocate_programme(
        programme,
        data=data_root(data),
        out=reports(out),
        mode=known_mode(mode, lang),
        lang=lang,
        boundaries=boundaries,
        force=force,
    )
    require_list(run.assessment, lang=lang)
    tell(explain_plan(run.assessment, lang=lang))
    waiting = run.assessment.gift_remarks.query("set_aside")
    if len(waiting):
        tell([(say("Món quà chưa dùng được", lang=lang), _waiting(waiting, lang))])
    if run.difference is not None:
        tell([(say("So với đề xuất trước", lang=lang), list(run.difference.sentences))])
    typer.echo(
        say("{n} trang cho nhà tài trợ: {folder}", lang=lang, n=len(run.pages), folder=run.folder)
    )
    for problem in run.problems:
        typer.echo(problem, err=True)
    if run.problems:
        raise typer.Exit(1)


@spoken
def explain(
    programme: ProgrammeId,
    commune: Annotated[str | None, typer.Option("--commune", help="Tên hoặc mã xã.")] = None,
    donor: Annotated[str | None, typer.Option("--donor", help="Tên hoặc mã nhà tài trợ.")] = None,
    category: Annotated[
        str | None, typer.Option("--category", help="Chỉ loại hỗ trợ này (mã).")
    ] = None,
    widen: Annotated[
        bool, typer.Option("--widen", help="Thử bỏ từng mong muốn của nhà tài trợ; lâu hơn.")
    ] = False,
    mode: ModeName = None,
    out: Out = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Vì sao xã này, vì sao không phải xã kia; giới hạn nào quyết định / why this, why not that."""
    from needs.assessment.standing import require_list
    from needs.proposals.explained_commune import explain_commune
    from needs.proposals.explained_donor import explain_donor
    from needs.proposals.explained_plan import explain_plan
    from needs.proposals.explained_widening import widened_table
    from needs.runs.result_tables import result_tables

    check_language(lang)
    if commune is not None and donor is not None:
        raise NeedsError(say("chọn một: --commune hoặc --donor, không cả hai", lang=lang))
    root = data_root(data)
    assessment = result_tables(
        load_programme(programme, root),
        data=root,
        folder=reports(out) / programme / "tables",
        mode=known_mode(mode, lang),
    ).assessment
    require_list(assessment, lang=lang)
    if commune is not None:
        tell(explain_commune(assessment, commune, lang=lang, category=category))
    elif donor is not None:
        widened = widened_table(assessment, donor) if widen else None
        tell(explain_donor(assessment, donor, lang=lang, widened=widened))
    else:
        tell(explain_plan(assessment, lang=lang))


def _waiting(remarks: pd.DataFrame, lang: str) -> list[str]:
    """Say which rows of the donors' file wait, and what is to be mended in them."""
    return [
        say(
            "chưa dùng được: {donor}, {source}, {column}: thấy {found}, cần {expected}",
            lang=lang,
            donor=row.donor,
            source=row.source,
            column=row.column,
            found=row.fault_found,
            expected=row.fault_expected,
        )
        for row in rows_of(remarks)
    ]
