"""The command about offices: who leads and takes part in what, and who that is today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from needs.cli.common import DATE_FORMATS, Data, Lang, ProgrammeId, console, spoken
from needs.errors import NotFound
from needs.programmes import data_root, load_programme
from needs.wording import check_language, date_text, number, say, today

if TYPE_CHECKING:
    from needs.agencies import Offices, Task


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(agencies)


@spoken
def agencies(
    programme: ProgrammeId,
    agency: Annotated[
        str, typer.Option("--agency", help="Mã hoặc tên cơ quan, nay hoặc trước; có thể bỏ dấu.")
    ] = "",
    on: Annotated[
        datetime | None,
        typer.Option(
            "--on",
            formats=DATE_FORMATS,
            help="Cơ quan của ngày này (mặc định: hôm nay).",
        ),
    ] = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Cơ quan nào chủ trì, phối hợp việc gì, hôm nay là cơ quan nào / who does what today."""
    from needs.agencies import offices_on, tasks
    from needs.sheets.tasks import by_office

    check_language(lang)
    root = data_root(data)
    day = today() if on is None else on.date()
    profile = load_programme(programme, root, on=day)
    offices = offices_on(profile, root, day)
    every = by_office(tasks(offices), lang=lang)
    if not every:
        typer.echo(say("Hồ sơ chương trình chưa ghi việc nào (duties.toml).", lang=lang))
        return
    if agency:
        for own in _meant(agency, every):
            _print_tasks(offices, own, lang=lang)
        return
    _print_offices(offices, every, lang=lang)


def _meant(asked: str, every: Sequence[list[Task]]) -> list[list[Task]]:
    """Return the offices that an id or a name means: whole first, else a part of the name."""
    from needs.places.similar import folded

    wanted = folded(asked.strip().lower())
    names = [(own, [folded(name.lower()) for name in _names(own)]) for own in every]
    found = [own for own, known in names if wanted in known]
    if not found:
        found = [own for own, known in names if any(wanted in name for name in known)]
    if not found:
        valid = [f"{own[0].office.id} ({own[0].office.name.vi})" for own in every]
        raise NotFound("cơ quan", asked, valid)
    return found


def _names(own: Sequence[Task]) -> list[str]:
    """Return every id and name of an office, of today and of the plan."""
    names = []
    for task in own:
        for office in (task.office, *task.then):
            names += [office.id, office.name.vi, office.name.en]
        names += task.agencies
    return names


def _print_offices(offices: Offices, every: Sequence[list[Task]], *, lang: str) -> None:
    from rich.table import Table

    from needs.agencies import taken_from

    table = Table(
        title=say(
            "{programme}: các cơ quan, ngày {day}",
            lang=lang,
            programme=offices.programme.id,
            day=date_text(offices.on, lang=lang),
        )
    )
    table.add_column(say("Mã", lang=lang), no_wrap=True)
    table.add_column(say("Cơ quan ngày ấy", lang=lang), overflow="fold")
    table.add_column(say("Nhận việc của", lang=lang), overflow="fold")
    table.add_column(say("Chủ trì", lang=lang), justify="right")
    table.add_column(say("Phối hợp", lang=lang), justify="right")
    for own in every:
        office = own[0].office
        counts = [
            number(sum(task.role == role for task in own), lang=lang) for role in ("lead", "with")
        ]
        table.add_row(
            office.id, office.name.text(lang), "; ".join(taken_from(own, lang=lang)), *counts
        )
    console().print(table)


def _print_tasks(offices: Offices, own: Sequence[Task], *, lang: str) -> None:
    from rich.table import Table

    from needs.agencies import taken_from
    from needs.sheets.tasks_words import role_word, served_word

    office = own[0].office
    table = Table(title=f"{office.name.text(lang)} ({date_text(offices.on, lang=lang)})")
    for title in (
        say("Việc", lang=lang),
        say("Vai trò", lang=lang),
        say("Khi nào", lang=lang),
        say("Kế hoạch ghi", lang=lang),
        say("Phần mềm giúp gì", lang=lang),
    ):
        table.add_column(title, overflow="fold")
    for task in own:
        duty = task.duty
        table.add_row(
            duty.text.text(lang),
            role_word(task.role, lang=lang),
            "" if duty.when is None else duty.when.text(lang),
            "; ".join(taken_from([task], lang=lang)),
            "; ".join(served_word(entry, lang=lang) for entry in duty.served_by),
        )
    console().print(table)
    changes = dict.fromkeys(change for task in own for change in task.office.changes)
    for change in changes:
        typer.echo(
            say(
                "Từ {day}: {why}. Căn cứ: {source}",
                lang=lang,
                day=date_text(change.on, lang=lang),
                why=change.why.text(lang),
                source=change.source,
            )
        )
