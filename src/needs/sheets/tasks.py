"""Task sheets: a page for each office of today, and one with who leads and takes part in what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from needs.agencies import Offices, Task, offices_on, taken_from, tasks
from needs.briefing.audience import edition_mark
from needs.briefing.html import Fragment, basis_tag, data_table, heading, paragraph, text
from needs.programmes import Programme
from needs.programmes.duties import Duty
from needs.proposals.page import Section, page_html, write_page
from needs.sheets.tasks_office import due_soon, of_programme, office_page
from needs.sheets.tasks_words import FOLDER, INDEX, about, changed, slug
from needs.wording import check_language, collation_key, number, say

_LEVELS = ("province", "district", "commune")


def write_task_pages(
    programme: Programme, folder: Path, *, root: Path, on: dt.date, lang: str = "vi"
) -> tuple[Path, ...]:
    """Write `offices/agencies/index.html` and a page for every office with a duty, and no other.

    Parameters
    ----------
    programme
        The profile.
    folder
        `reports/<programme>`; pages that other commands wrote there are linked.
    root
        The data root, for `reference/agencies.toml`.
    on
        The day whose offices are named.
    lang
        "vi" or "en".

    Returns
    -------
    tuple of Path
        The index first; none where the programme has no duties.

    Raises
    ------
    InputFaults
        Where a duty names an office, category or deadline that is not there.
    """
    check_language(lang)
    offices = offices_on(programme, root, on)
    every = by_office(tasks(offices), lang=lang)
    if not every:
        return ()
    home = folder / FOLDER
    pages = [write_page(home / INDEX, index_page(offices, every, lang=lang))]
    due = due_soon(offices, root)
    for own in every:
        office = own[0].office
        its = due[[not ids or office.id in ids for ids in due.offices]]
        html = office_page(offices, own, its, folder, lang=lang)
        pages.append(write_page(home / slug(office), html))
    # The sheet of an office that is gone would go on telling people what to do.
    for old in sorted(set(home.glob("*.html")) - set(pages)):
        old.unlink()
    return tuple(pages)


def by_office(found: Sequence[Task], *, lang: str) -> list[list[Task]]:
    """Group tasks by office: those that lead most first; central offices have no sheet."""
    groups: dict[str, list[Task]] = {}
    for task in found:
        if task.office.level != "central":
            groups.setdefault(task.office.id, []).append(task)
    # A name tells the whole change, whichever of its tasks came first.
    return sorted(
        groups.values(),
        key=lambda own: (
            _LEVELS.index(own[0].office.level),
            -sum(task.role == "lead" for task in own),
            -sum(task.role == "with" for task in own),
            collation_key(own[0].office.name.text(lang)),
        ),
    )


def index_page(offices: Offices, every: Sequence[list[Task]], *, lang: str) -> str:
    """Return the page of all offices: who they are, and the matrix of duties."""
    title = say(
        "Phân công thực hiện, tỉnh {province}",
        lang=lang,
        province=offices.programme.province.text(lang),
    )
    top = (
        edition_mark("offices", lang=lang)
        + Fragment(f"<h1>{text(title)}</h1>")
        + of_programme(offices, lang=lang)
    )
    flat = [task for own in every for task in own]
    moved = changed(flat, lang=lang)
    sections = [
        Section(top + _offices(every, lang=lang)),
        Section(_matrix(offices, every, lang=lang)),
        Section(
            heading(say("Đã đổi từ khi ban hành kế hoạch", lang=lang)) + moved
            if moved.html
            else moved
        ),
        Section(_by_people(offices, lang=lang)),
    ]
    return page_html(title, sections, lang=lang)


def _offices(every: Sequence[list[Task]], *, lang: str) -> Fragment:
    rows = []
    for own in every:
        office = own[0].office
        counts = [
            number(sum(task.role == role for task in own), lang=lang) for role in ("lead", "with")
        ]
        rows.append(
            [
                f'<a href="{slug(office)}">{text(office.name.text(lang))}</a>',
                text(office.short.text(lang)),
                "<br>".join(map(text, taken_from(own, lang=lang))) or "–",
                *counts,
            ]
        )
    return heading(say("Các cơ quan", lang=lang)) + data_table(
        [
            say("Cơ quan hôm nay", lang=lang),
            say("Tên gọn", lang=lang),
            say("Nhận việc của (khi ban hành kế hoạch)", lang=lang),
            say("Chủ trì", lang=lang),
            say("Phối hợp", lang=lang),
        ],
        rows,
        caption=say("Mỗi cơ quan một phiếu việc", lang=lang),
        kinds="tttnn",
    )


def _matrix(offices: Offices, every: Sequence[list[Task]], *, lang: str) -> Fragment:
    roles = {(task.duty.id, task.office.id): task.role for own in every for task in own}
    columns = [own[0].office for own in every]
    marks = _marks(lang)
    rows = [
        [
            _duty(offices, duty, lang=lang),
            *(
                _mark(marks[roles[duty.id, office.id]]) if (duty.id, office.id) in roles else ""
                for office in columns
            ),
        ]
        for duty in offices.programme.duties
    ]
    legend = "; ".join(
        (
            say("{mark}: chủ trì", lang=lang, mark=marks["lead"]),
            say("{mark}: phối hợp", lang=lang, mark=marks["with"]),
            say("{mark}: cung cấp số liệu, báo cáo", lang=lang, mark=marks["supplies"]),
            say("{mark}: nhận kết quả", lang=lang, mark=marks["receives"]),
        )
    )
    return (
        heading(say("Ai làm việc gì", lang=lang))
        + paragraph(legend)
        + data_table(
            [say("Việc", lang=lang), *(office.short.text(lang) for office in columns)],
            rows,
            caption=say("Việc của kế hoạch và cơ quan", lang=lang),
            kinds="t" + "c" * len(columns),
            compact=True,
        )
    )


def _marks(lang: str) -> dict[str, str]:
    return {
        "lead": say("C", lang=lang),
        "with": say("P", lang=lang),
        "supplies": say("c", lang=lang),
        "receives": say("n", lang=lang),
    }


def _mark(mark: str) -> str:
    return f"<b>{text(mark)}</b>" if mark.isupper() else text(mark)


def _duty(offices: Offices, duty: Duty, *, lang: str) -> str:
    topic = about(offices.programme, duty, lang=lang)
    mark = f" {basis_tag('assumption', lang=lang)}" if duty.kind == "assumption" else ""
    small = f"<br><small>{text(topic)}</small>" if topic else ""
    words = text(duty.text.text(lang))
    return f'<span style="font-weight:400">{words}{mark}{small}</span>'


def _by_people(offices: Offices, *, lang: str) -> Fragment:
    """List what no software does."""
    left = [duty for duty in offices.programme.duties if duty.by_people is not None]
    if not left:
        return Fragment("")
    items = "".join(
        f"<li>{text(duty.text.text(lang))}: <b>{text(duty.by_people.text(lang))}</b></li>"
        for duty in left
        if duty.by_people is not None
    )
    title = heading(say("Phần không phần mềm nào làm thay", lang=lang))
    return title + Fragment(f"<ul>{items}</ul>")
