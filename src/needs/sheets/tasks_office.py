"""One office's task sheet: what it leads, what it takes part in, with whom and until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from needs.agencies import Offices, Task
from needs.briefing.audience import edition_mark
from needs.briefing.html import (
    Fragment,
    basis_tag,
    data_table,
    heading,
    key_figures,
    paragraph,
    text,
)
from needs.briefing.words import at_start, plan_words
from needs.proposals.page import Section, page_html
from needs.sheets.tasks_words import INDEX, changed, help_for, role_word, what, when, whom
from needs.timetable import year_of
from needs.wording import date_text, number, say
from needs.wording.numbers import is_missing


def office_page(
    offices: Offices, tasks: Sequence[Task], due: pd.DataFrame, folder: Path, *, lang: str
) -> str:
    """Return the page of one office; `tasks` are all of its own, `due` what the timetable asks."""
    office = tasks[0].office
    title = say("Phiếu việc: {office}", lang=lang, office=office.name.text(lang))
    leads = [task for task in tasks if task.role == "lead"]
    joins = [task for task in tasks if task.role == "with"]
    others = [task for task in tasks if task.role in ("supplies", "receives")]
    own = (
        edition_mark("offices", lang=lang)
        + Fragment(f"<h1>{text(title)}</h1>")
        + of_programme(offices, lang=lang)
    )
    sections = [
        Section(
            own
            + changed(tasks, lang=lang)
            + key_figures(
                [
                    (number(len(leads), lang=lang), say("việc chủ trì", lang=lang)),
                    (number(len(joins), lang=lang), say("việc phối hợp", lang=lang)),
                    (number(len(others), lang=lang), say("việc cung cấp, nhận", lang=lang)),
                ]
            )
            + _links(folder, lang=lang)
        ),
        Section(_tasks(offices, leads, _led(lang), folder, lang=lang)),
        Section(_tasks(offices, joins, _joined(lang), folder, lang=lang)),
        Section(_others(offices, others, lang=lang)),
        Section(_due(due, offices, lang=lang)),
        Section(_contact(lang=lang)),
    ]
    return page_html(title, sections, lang=lang)


def of_programme(offices: Offices, *, lang: str) -> Fragment:
    """Return the programme, its plan, its province and the day of the sheet."""
    programme = offices.programme
    rows = [
        (say("Chương trình", lang=lang), programme.title.text(lang)),
        (say("Căn cứ", lang=lang), at_start(plan_words(programme.plan, lang=lang))),
        (say("Tỉnh", lang=lang), programme.province.text(lang)),
        (say("Cơ quan ghi theo ngày", lang=lang), date_text(offices.on, lang=lang)),
    ]
    lines = "<br>".join(f"{text(name)}: <b>{text(words)}</b>" for name, words in rows)
    return Fragment(f'<p class="from">{lines}</p>')


def _links(folder: Path, *, lang: str) -> Fragment:
    links = [(INDEX, say("Phân công của mọi cơ quan", lang=lang))]
    if (folder / "offices" / "timetable.html").is_file():
        links.append(("../timetable.html", say("Lịch và hạn trong năm", lang=lang)))
    items = " · ".join(f'<a href="{address}">{text(words)}</a>' for address, words in links)
    return Fragment(f'<p class="screen-only">{items}</p>')


def _led(lang: str) -> tuple[str, str]:
    return say("Chủ trì", lang=lang), say("Các việc cơ quan chủ trì", lang=lang)


def _joined(lang: str) -> tuple[str, str]:
    return say("Phối hợp", lang=lang), say("Các việc cơ quan phối hợp", lang=lang)


def _tasks(
    offices: Offices, tasks: Sequence[Task], titles: tuple[str, str], folder: Path, *, lang: str
) -> Fragment:
    if not tasks:
        return Fragment("")
    title, caption = titles
    return heading(title) + data_table(
        [
            say("Việc", lang=lang),
            say("Khi nào", lang=lang),
            say("Với ai", lang=lang),
            say("Phần mềm giúp gì", lang=lang),
        ],
        [
            [
                _wide(what(offices.programme, task, lang=lang)),
                when(task.duty, offices, lang=lang),
                whom(offices, task, lang=lang),
                help_for(task.duty, folder, lang=lang),
            ]
            for task in tasks
        ],
        caption=caption,
        kinds="tttt",
    )


def _wide(cell: str) -> str:
    """Return a cell of many words: it is to be wider than it is long."""
    return f'<span style="display:block;min-width:15rem;font-weight:400">{cell}</span>'


def _others(offices: Offices, tasks: Sequence[Task], *, lang: str) -> Fragment:
    if not tasks:
        return Fragment("")
    title = heading(say("Việc của cơ quan khác cần cơ quan này", lang=lang))
    return title + data_table(
        [
            say("Việc", lang=lang),
            say("Khi nào", lang=lang),
            say("Với ai", lang=lang),
            say("Vai trò", lang=lang),
        ],
        [
            [
                _wide(what(offices.programme, task, lang=lang)),
                when(task.duty, offices, lang=lang),
                whom(offices, task, lang=lang),
                text(role_word(task.role, lang=lang)),
            ]
            for task in tasks
        ],
        caption=say("Cung cấp số liệu cho ai, nhận kết quả của ai", lang=lang),
        kinds="tttt",
    )


def due_soon(offices: Offices, root: Path) -> pd.DataFrame:
    """Return what the timetable asks of whom in the twelve months from the day, by date.

    Table `tasks` with a column `offices`: ids of the offices of the day. Where others act (donors),
    the office that is told; none where the plan only says in words who reports, which may be
    every office. Empty without timetable.
    """
    programme, first = offices.programme, offices.on
    last = first + dt.timedelta(days=365)
    if programme.timetable is None:
        return pd.DataFrame(columns=["offices"])
    years = [year_of(programme, year, root=root, on=first) for year in (first.year, first.year + 1)]
    tasks = pd.concat(years).drop_duplicates("task")
    near = (tasks.due >= first.isoformat()) & (tasks.due <= last.isoformat())
    tasks = tasks[near & tasks.kind.ne("occasion")].sort_values(["due", "task"])
    ids = [
        {offices.office(one).id for one in (who if len(who) else whom)}
        for who, whom in zip(tasks.who_ids, tasks.whom_ids, strict=True)
    ]
    return tasks.assign(offices=pd.Series(ids, index=tasks.index, dtype="object"))


def _due(due: pd.DataFrame, offices: Offices, *, lang: str) -> Fragment:
    if due.empty:
        return Fragment("")
    own = "" if lang == "vi" else "_en"
    rows = []
    for row in due.to_dict("records"):
        goal = row[f"goal{own}"]
        who = row[f"who{own}"]
        small = [] if is_missing(goal) else [str(goal)]
        if not len(row["who_ids"]) and not is_missing(who):
            small.append(say("ai làm: {who}", lang=lang, who=who))
        about = "".join(f"<br><small>{text(words)}</small>" for words in small)
        whom = row[f"whom{own}"]
        rows.append(
            [
                text(date_text(dt.date.fromisoformat(row["due"]), lang=lang)),
                f"{text(row[f'name{own}'])}{about}",
                "–" if is_missing(whom) else text(whom),
                basis_tag(row["basis"], lang=lang),
            ]
        )
    return heading(say("Lịch của cơ quan, mười hai tháng tới", lang=lang)) + data_table(
        [
            say("Xong trước hết ngày", lang=lang),
            say("Việc", lang=lang),
            say("Hỏi ai, báo ai", lang=lang),
            say("Căn cứ", lang=lang),
        ],
        rows,
        caption=say(
            "Từ {day}; hạn rơi vào ngày nghỉ đã dời lên ngày làm việc trước đó",
            lang=lang,
            day=date_text(offices.on, lang=lang),
        ),
        kinds="tttt",
        compact=True,
    )


def _contact(*, lang: str) -> Fragment:
    """Return room for whom to call, filled in by hand."""
    lines = "".join(
        f'<p class="line"><span>{text(label)}:</span><i></i></p>'
        for label in (
            say("Cán bộ đầu mối, chức vụ", lang=lang),
            say("Điện thoại, thư điện tử", lang=lang),
            say("Ngày nhận phiếu", lang=lang),
        )
    )
    title = heading(say("Đầu mối của cơ quan", lang=lang))
    return Fragment(f'<div class="slip">{title.html}{lines}</div>') + paragraph(
        say(
            "Phiếu lập từ hồ sơ chương trình và danh sách cơ quan (reference/agencies.toml); "
            "việc hay cơ quan chưa đúng thì sửa ở đó.",
            lang=lang,
        ),
        kind="note",
    )
