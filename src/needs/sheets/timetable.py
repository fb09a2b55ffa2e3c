"""The page of the year's timetable: what is late, what comes next, the year at a glance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from needs.briefing.audience import edition_mark
from needs.briefing.html import (
    Fragment,
    bullets,
    heading,
    key_figures,
    paragraph,
    picture,
    side_by_side,
    text,
)
from needs.programmes import Programme
from needs.proposals.page import Section, bases_legend, page_html, write_page
from needs.sheets.timetable_picture import year_band
from needs.sheets.timetable_tables import (
    deadlines_table,
    goal_tables,
    occasions_table,
    standing_tables,
)
from needs.tables.files import in_one_step
from needs.timetable import Standing, calendar_file, late_and_next, year_of
from needs.timetable.meant import left_out
from needs.wording import date_text, number, say

FOLDER, PAGE, CALENDAR = "offices", "timetable.html", "timetable.ics"
#: From this month on next year's band is shown too: its plans begin now.
_NEXT_YEAR_FROM_MONTH = 7


def write_timetable_pages(
    programme: Programme,
    folder: Path,
    *,
    root: Path,
    on: dt.date,
    lang: str = "vi",
    done: Mapping[str, bool] | None = None,
) -> tuple[Path, ...]:
    """Write `offices/timetable.html` and `offices/timetable.ics`; return their paths.

    The calendar file holds this year and the next, so that it may be taken in once a year.

    Parameters
    ----------
    programme, root
        As for `year_of`.
    folder
        `reports/<programme>`.
    on
        Today.
    lang
        "vi" or "en".
    done
        Which tasks are known to be done or not, as for `late_and_next`.

    Raises
    ------
    InputFaults
        As `year_of`.
    """
    tasks = two_years(programme, root=root, on=on)
    standing = late_and_next(programme, on, root=root, done=done)
    page = folder / FOLDER / PAGE
    html = timetable_page(programme, tasks, standing, lang=lang)
    write_page(page, html)
    calendar = write_calendar(
        folder / FOLDER / CALENDAR, calendar_file(tasks, programme, on=on, lang=lang)
    )
    return page, calendar


def two_years(programme: Programme, *, root: Path, on: dt.date) -> pd.DataFrame:
    """Return the tasks of this year and the next, each once."""
    years = [year_of(programme, year, root=root, on=on) for year in (on.year, on.year + 1)]
    return pd.concat(years).drop_duplicates("task").sort_values("task").reset_index(drop=True)


def write_calendar(path: Path, content: bytes) -> Path:
    """Write a calendar file: the old one or the new, never half; what is the same stays."""
    if not path.is_file() or path.read_bytes() != content:
        with in_one_step(path) as temporary:
            temporary.write_bytes(content)
    return path


def timetable_page(
    programme: Programme, tasks: pd.DataFrame, standing: Standing, *, lang: str
) -> str:
    """Return the whole page; `tasks` of this year and the next."""
    on = standing.on
    title = say("Lịch công tác năm {year}", lang=lang, year=str(on.year))
    bands = [_band(tasks, on.year, on, lang)]
    if on.month >= _NEXT_YEAR_FROM_MONTH:
        bands.append(_band(tasks, on.year + 1, on, lang))
    sections = [
        Section(_top(programme, title, tasks, standing, lang)),
        Section(standing_tables(standing, lang=lang)),
        Section(side_by_side(*bands)),
        Section(goal_tables(tasks, on, lang=lang)),
        Section(deadlines_table(tasks, on, lang=lang)),
        Section(occasions_table(tasks, on, lang=lang)),
        Section(_how(programme, lang)),
        Section(bases_legend(lang=lang)),
    ]
    return page_html(title, sections, lang=lang)


def _top(
    programme: Programme, title: str, tasks: pd.DataFrame, standing: Standing, lang: str
) -> Fragment:
    on = standing.on
    lines = [
        (say("Chương trình", lang=lang), programme.title.text(lang)),
        (say("Căn cứ", lang=lang), programme.plan.number),
        (say("Cơ quan chủ trì", lang=lang), programme.lead_agency.text(lang)),
        (say("Lập ngày", lang=lang), date_text(on, lang=lang)),
    ]
    words = "<br>".join(f"{text(name)}: <b>{text(value)}</b>" for name, value in lines)
    top = edition_mark("offices", lang=lang) + Fragment(
        f'<h1>{text(title)}</h1><p class="from">{words}</p>'
    )
    if programme.plan.period_to < on.year:
        ended = say(
            "Kế hoạch đã hết kỳ năm {year}: lịch này lặp lại việc hằng năm của kế hoạch ấy, đến "
            "khi có kế hoạch mới.",
            lang=lang,
            year=str(programme.plan.period_to),
        )
        top += paragraph(ended, kind="note")
    if tasks.empty:
        return top + paragraph(
            say(
                "Hồ sơ chương trình chưa có dịp, hạn hay đích nào: thêm vào timetable.toml.",
                lang=lang,
            ),
            kind="note",
        )
    return top + key_figures(
        [
            (number(len(standing.late), lang=lang), say("việc trễ hạn", lang=lang)),
            (
                number(len(standing.unknown), lang=lang),
                say("việc qua hạn, chưa biết đã xong chưa", lang=lang),
            ),
            (number(len(standing.next), lang=lang), say("việc trong 60 ngày tới", lang=lang)),
            (
                number(len(standing.under_way), lang=lang),
                say("việc đang làm, hạn còn xa", lang=lang),
            ),
        ]
    )


def _band(tasks: pd.DataFrame, year: int, on: dt.date, lang: str) -> Fragment:
    first, last = f"{year}-01-01", f"{year}-12-31"
    drawn = year_band(tasks[(tasks.start <= last) & (tasks.due >= first)], year, on=on, lang=lang)
    if drawn is None:
        return Fragment("")
    return heading(say("Năm {year}", lang=lang, year=str(year))) + picture(drawn)


def _how(programme: Programme, lang: str) -> Fragment:
    """Say by which rules the days stand where they do, and what is left out."""
    rules = [
        say(
            "Ngày âm lịch tính theo giờ Việt Nam (UTC+7): có năm khác lịch Trung Quốc.",
            lang=lang,
        ),
        say(
            "Hạn và bước rơi vào thứ Bảy, Chủ nhật hoặc ngày lễ được dời lên ngày làm việc liền "
            "trước; dịp giữ nguyên ngày. Ngày nghỉ hoán đổi chỉ biết khi Nhà nước đã quyết định.",
            lang=lang,
        ),
        say(
            "Thời gian của từng bước không có trong văn bản: là giả định trong timetable.toml, sửa "
            "theo thực tế của tỉnh.",
            lang=lang,
        ),
        say(
            "«Trễ hạn» chỉ ghi khi sổ sách cho biết chưa xong; không có gì cho biết thì ghi «chưa "
            "biết», và thôi hỏi khi đích đã qua.",
            lang=lang,
        ),
    ]
    rules += [
        say(
            "Không lập: «{goal}» (kế hoạch không có loại hỗ trợ hoặc hạn báo cáo ấy).",
            lang=lang,
            goal=goal.name.text(lang),
        )
        for goal in left_out(programme)
    ]
    return heading(say("Cách lập lịch", lang=lang)) + bullets(rules)
