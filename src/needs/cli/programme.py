"""Commands about a programme: `programmes`, `status`, `run`, `trace`."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from needs.cli.common import (
    Boundaries,
    Data,
    Lang,
    Out,
    ProgrammeId,
    console,
    reports,
    spoken,
    tell,
    today,
)
from needs.errors import NeedsError
from needs.programmes import data_root, list_programmes, load_programme
from needs.wording import check_language, say


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    for command in (programmes, status, run, trace):
        app.command()(command)


@spoken
def programmes(data: Data = None, lang: Lang = "vi") -> None:
    """Liệt kê và kiểm tra các chương trình / list and check the programmes."""
    check_language(lang)
    root = data_root(data)
    table = Table(title=say("Chương trình", lang=lang))
    for title in ("Mã", "Tỉnh", "Bản đồ", "Kỳ", "Loại hỗ trợ"):
        table.add_column(
            {
                "Mã": say("Mã", lang=lang),
                "Tỉnh": say("Tỉnh", lang=lang),
                "Bản đồ": say("Bản danh mục", lang=lang),
                "Kỳ": say("Kỳ", lang=lang),
                "Loại hỗ trợ": say("Loại hỗ trợ", lang=lang),
            }[title]
        )
    broken = []
    for programme in list_programmes(root):
        try:
            profile = load_programme(programme, root)
        except NeedsError as error:
            broken.append(str(error))
            continue
        table.add_row(
            profile.id,
            profile.province.text(lang),
            profile.edition,
            f"{profile.plan.period_from}–{profile.plan.period_to}",
            "; ".join(category.name.text(lang) for category in profile.categories),
        )
    console().print(table)
    if broken:
        typer.echo("\n".join(broken), err=True)
        raise typer.Exit(1)


@spoken
def status(programme: ProgrammeId, data: Data = None, lang: Lang = "vi") -> None:
    """Cho biết đã nạp gì, từ đâu, khớp số chính thức không, còn thiếu gì / what is loaded."""
    from needs.assessment.status import programme_status

    check_language(lang)
    tell(programme_status(programme, data_root(data), today=today(), lang=lang))


@spoken
def run(
    programme: ProgrammeId,
    district: Annotated[
        list[str] | None, typer.Option("--district", help="Chỉ huyện này; lặp lại được.")
    ] = None,
    lang: Lang = "vi",
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Số trang cùng lúc.")
    ] = None,
    out: Out = None,
    boundaries: Boundaries = None,
    data: Data = None,
    force: Annotated[bool, typer.Option("--force", help="Lập lại tất cả.")] = False,
) -> None:
    """Tính toán và lập bản tóm tắt từng huyện, tổng quan tỉnh / compute, brief, overview."""
    from needs.runs.programme import run_programme

    check_language(lang)
    root = data_root(data)
    result = run_programme(
        programme,
        data=root,
        out=reports(out),
        districts=district,
        lang=lang,
        workers=workers,
        boundaries=boundaries,
        force=force,
    )
    typer.echo(result.summary.text(lang=lang))
    typer.echo(say("Kết quả: {folder}", lang=lang, folder=result.folder))
    raise typer.Exit(result.summary.exit_code)


@spoken
def trace(
    programme: ProgrammeId,
    commune: Annotated[str, typer.Option("--commune", help="Tên hoặc mã xã.")],
    category: Annotated[str, typer.Option("--category", help="Mã hoặc tên loại hỗ trợ.")],
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Cho biết một con số lấy từ đâu: tệp, trang, ô, mã kiểm, giả định / where a figure is from."""
    from needs.assessment import assess, trace_gap

    check_language(lang)
    root = data_root(data)
    chain = trace_gap(assess(programme, root, up_to_gap=True), commune, category, root, lang=lang)
    typer.echo("\n".join(chain.lines()))
