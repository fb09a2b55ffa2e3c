"""Commands about promises: `commit`, `ledger`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from needs.cli.common import (
    DATE_FORMATS,
    Data,
    Lang,
    ModeName,
    Out,
    ProgrammeId,
    known_mode,
    reports,
    spoken,
)
from needs.commitments.states import EVIDENCED
from needs.errors import InputFaults, NeedsError
from needs.programmes import data_root, load_programme
from needs.wording import VIETNAM, check_language, number, say


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    for command in (commit, ledger):
        app.command()(command)


@spoken
def commit(
    programme: ProgrammeId,
    state: Annotated[
        str,
        typer.Argument(
            help="proposed | offered | accepted | delivered | confirmed | declined | cancelled"
        ),
    ],
    by: Annotated[str, typer.Option("--by", help="Ai ghi: họ tên, cơ quan.")],
    donor: Annotated[str, typer.Option("--donor", help="Tên hoặc mã nhà tài trợ.")] = "",
    commune: Annotated[str, typer.Option("--commune", help="Chỉ xã này.")] = "",
    category: Annotated[str, typer.Option("--category", help="Chỉ loại hỗ trợ này (mã).")] = "",
    lot: Annotated[
        list[str] | None, typer.Option("--lot", help="Số lô trong sổ; lặp lại được.")
    ] = None,
    evidence: Annotated[
        str, typer.Option("--evidence", help="Căn cứ: công văn, thư, biên bản.")
    ] = "",
    note: Annotated[str, typer.Option("--note", help="Ghi chú.")] = "",
    at: Annotated[
        datetime | None, typer.Option("--at", formats=DATE_FORMATS, help="Ngày xảy ra.")
    ] = None,
    children: Annotated[
        int | None, typer.Option("--children", min=0, help="Số trẻ (nơi) thực trao, của một lô.")
    ] = None,
    quantity: Annotated[
        int | None, typer.Option("--quantity", min=0, help="Số lượng thực trao, của một lô.")
    ] = None,
    value: Annotated[
        int | None, typer.Option("--value", min=0, help="Giá trị thực trao, đồng, của một lô.")
    ] = None,
    children_file: Annotated[
        Path | None,
        typer.Option(
            "--children-file",
            exists=True,
            dir_okay=False,
            help="Mã trẻ (không tên), mỗi dòng một mã, của một lô.",
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Mọi nhà tài trợ, khi không nêu --donor hay --lot.")
    ] = False,
    mode: ModeName = None,
    out: Out = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Ghi vào sổ cam kết: đã mời, nhận lời, đã trao… / write a commitment down."""
    from needs.assessment.meant import Meant
    from needs.assessment.promising import Saying, known_state, ledger_of, open_ledger, promise
    from needs.cli.ledger_table import print_lots
    from needs.commitments import Given, commitments
    from needs.runs.result_tables import published_tables

    check_language(lang)
    root = data_root(data)
    profile = load_programme(programme, root)
    # What is told at once comes before the plan, which takes its time.
    known_state(state, lang=lang)
    narrowed = bool(donor or commune or category or lot or everything)
    _said_enough(state, by, evidence, narrowed=narrowed, lang=lang)
    if ledger_of(profile, root, lang=lang).is_file():
        open_ledger(profile, root, lang=lang)
    differs = any(figure is not None for figure in (children, quantity, value))
    saying = Saying(
        by=by,
        evidence=evidence,
        note=note,
        at=None if at is None else at.replace(tzinfo=VIETNAM),
        given=Given(count=children, quantity=quantity, value_vnd=value) if differs else None,
        children=None if children_file is None else _lines(children_file, lang),
    )
    plan, plan_id = published_tables(
        profile,
        data=root,
        folder=reports(out) / programme / "tables",
        mode=known_mode(mode, lang),
    )
    # Made only now: a ledger that comes to be would make the tables out of date.
    book = open_ledger(profile, root, lang=lang)
    written = promise(
        plan.assessment,
        book,
        state,
        Meant(donor=donor, commune=commune, category=category, lots=tuple(lot or ())),
        saying,
        lang=lang,
        plan_id=plan_id,
    )
    lots = commitments(book)
    print_lots(profile, lots[lots.lot_id.isin([one.lot_id for one in written])], lang=lang)
    typer.echo(say("Đã ghi {n} mục.", lang=lang, n=number(len(written), lang=lang)))


@spoken
def ledger(
    programme: ProgrammeId,
    state: Annotated[str, typer.Option("--state", help="Chỉ các lô đang ở trạng thái này.")] = "",
    history: Annotated[
        bool, typer.Option("--history", help="Mọi mục đã ghi: ai, khi nào, căn cứ.")
    ] = False,
    export: Annotated[
        Path | None, typer.Option("--export", help="Ghi sổ ra tệp CSV trong thư mục này.")
    ] = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Sổ cam kết: ai hứa gì, đã trao gì; kiểm tra sổ còn nguyên / the ledger, and whether sound."""
    from needs.assessment.promising import known_state, open_ledger
    from needs.cli.ledger_table import print_entries, print_lots
    from needs.commitments import commitments, entries_table, ledger_tables, verify
    from needs.tables.files import write_csv

    check_language(lang)
    root = data_root(data)
    profile = load_programme(programme, root)
    if state:
        known_state(state, lang=lang)
    book = open_ledger(profile, root, lang=lang, create=False)
    wrong = verify(book, lang=lang)
    if history:
        print_entries(entries_table(book), lang=lang)
    else:
        lots = commitments(book)
        print_lots(profile, lots[lots.state == state] if state else lots, lang=lang)
    if export is not None:
        _make_folder(export, lang)
        for name, frame in ledger_tables(book, lang=lang).items():
            path = export / f"{name}.csv"
            write_csv(frame, path)
            typer.echo(str(path))
    head = book.head()
    typer.echo(
        say(
            "Sổ có {n} mục; dấu niêm phong {seal}.",
            lang=lang,
            n=number(head.entries, lang=lang),
            seal=head.seal[:16],
        )
    )
    if wrong:
        raise InputFaults(book.path.name, wrong)


def _make_folder(folder: Path, lang: str) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NeedsError(
            say("--export: không tạo được thư mục {folder}", lang=lang, folder=folder)
        ) from error


def _lines(path: Path, lang: str) -> tuple[str, ...]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NeedsError(
            say(
                "{file}: không đọc được; cần tệp văn bản UTF-8, mỗi dòng một mã trẻ",
                lang=lang,
                file=path.name,
            )
        ) from error
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _said_enough(state: str, by: str, evidence: str, *, narrowed: bool, lang: str) -> None:
    """Refuse at once what the ledger would refuse lot by lot, and what may not have been meant."""
    missing = []
    if not by.strip():
        missing.append(say("--by: ghi tên người hoặc cơ quan ghi sổ", lang=lang))
    if state in EVIDENCED and not evidence.strip():
        missing.append(say("--evidence: ghi căn cứ (công văn, thư, biên bản)", lang=lang))
    if not narrowed:
        missing.append(
            say("--donor hoặc --lot: của ai, lô nào; mọi nhà tài trợ thì ghi --all", lang=lang)
        )
    if missing:
        raise NeedsError("\n".join(missing))
