"""Command `timetable`: the year's occasions, deadlines and steps; a calendar file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from needs.cli.common import Data, Lang, OnDay, ProgrammeId, console, spoken, tell
from needs.errors import NeedsError
from needs.programmes import Programme, data_root, load_programme
from needs.wording import check_language, date_text, say, today
from needs.wording.numbers import is_missing

if TYPE_CHECKING:
    import pandas as pd


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(timetable)


@spoken
def timetable(
    programme: ProgrammeId,
    year: Annotated[
        int | None, typer.Option("--year", help="Cả năm này; không ghi: việc trễ và sắp tới.")
    ] = None,
    ics: Annotated[
        Path | None,
        typer.Option("--ics", dir_okay=False, help="Ghi lịch ra tệp .ics để nạp vào điện thoại."),
    ] = None,
    on: OnDay = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Lịch công tác: dịp, hạn, bước vận động đếm ngược / occasions, deadlines, steps."""
    from needs.sheets.timetable import two_years, write_calendar
    from needs.timetable import calendar_file, timetable_lines, year_of

    check_language(lang)
    root = data_root(data)
    profile = load_programme(programme, root)
    day = today() if on is None else on.date()
    if year is None:
        done = known_done(profile, root)
        blocks = timetable_lines(profile, day, root=root, lang=lang, done=done)
        tell(blocks)
        if not blocks:
            typer.echo(say("Không có việc nào trễ hay sắp tới.", lang=lang))
    else:
        console().print(_table(year_of(profile, year, root=root, on=day), year, lang))
    if ics is not None:
        tasks = (
            two_years(profile, root=root, on=day)
            if year is None
            else year_of(profile, year, root=root, on=day)
        )
        try:
            write_calendar(ics, calendar_file(tasks, profile, on=day, lang=lang))
        except OSError as error:
            raise NeedsError(say("--ics: không ghi được {file}", lang=lang, file=ics)) from error
        typer.echo(say("{file}: {n} mục; mở bằng ứng dụng lịch", lang=lang, file=ics, n=len(tasks)))


def known_done(profile: Programme, root: Path) -> dict[str, bool] | None:
    """Return what the records show as done; nothing where they cannot be read now.

    A list of communes that has ended does not end the timetable: `needs status` tells of the list.
    """
    from needs.monitoring.done import done_on_record

    try:
        return done_on_record(profile, root)
    except NeedsError:
        return None


def _table(tasks: pd.DataFrame, year: int, lang: str) -> Table:
    """Return all tasks of a year, by day."""
    from needs.tables import rows_of
    from needs.timetable.lines import task_name

    table = Table(title=say("Lịch công tác năm {year}", lang=lang, year=str(year)))
    for title in (
        say("Ngày", lang=lang),
        say("Bắt đầu", lang=lang),
        say("Việc", lang=lang),
        say("Ai làm", lang=lang),
        say("Hỏi ai, báo ai", lang=lang),
    ):
        table.add_column(title)
    second = "" if lang == "vi" else "_en"
    for row in rows_of(tasks.sort_values(["due", "start", "task"])):
        who, whom, lunar = (getattr(row, f"{name}{second}") for name in ("who", "whom", "lunar"))
        name = task_name(row, lang=lang)
        table.add_row(
            date_text(dt.date.fromisoformat(row.due), lang=lang),
            date_text(dt.date.fromisoformat(row.start), lang=lang),
            name if is_missing(lunar) else f"{name}; {lunar}",
            "" if is_missing(who) else str(who),
            "" if is_missing(whom) else str(whom),
        )
    return table
