"""Words of a task sheet: what a duty is about, who is in it, what this software gives for it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from needs.agencies import Offices, Role, Task, taken_from
from needs.briefing.html import Fragment, basis_tag, text
from needs.programmes import Programme, Words
from needs.programmes.agencies import Change, Office
from needs.programmes.duties import Duty
from needs.tables import TABLES, table
from needs.tables.schemas import RECORDS
from needs.wording import collation_key, date_text, say

#: Where the task sheets stand below `reports/<programme>`.
FOLDER = PurePosixPath("offices") / "agencies"
INDEX = "index.html"


def slug(office: Office) -> str:
    """Return the name of an office's page."""
    return office.id.replace("_", "-") + ".html"


def role_word(role: Role, *, lang: str) -> str:
    """Return what an office does in a duty."""
    return {
        "lead": say("chủ trì", lang=lang),
        "with": say("phối hợp", lang=lang),
        "supplies": say("cung cấp số liệu, báo cáo", lang=lang),
        "receives": say("nhận kết quả", lang=lang),
    }[role]


def level_word(level: str, *, lang: str) -> str:
    """Return the level at which a duty is done, as the plan has it."""
    return {
        "province": say("cấp tỉnh", lang=lang),
        "district": say("cấp huyện (cũ)", lang=lang),
        "commune": say("cấp xã", lang=lang),
    }[level]


def about(programme: Programme, duty: Duty, *, lang: str) -> str:
    """Name the categories and facilities that a duty is about; empty: the plan as a whole."""
    names: dict[str, Words] = {entry.id: entry.name for entry in programme.categories}
    names |= {entry.id: entry.name for entry in programme.facilities}
    return ", ".join(names[one].text(lang) for one in (*duty.categories, *duty.facilities))


def what(programme: Programme, task: Task, *, lang: str) -> str:
    """Return the first cell of a row: the duty, what it is about, and what it rests on."""
    duty = task.duty
    lines = [f"<b>{text(duty.text.text(lang))}</b>"]
    small = [about(programme, duty, lang=lang)]
    if duty.level != "province":
        small.append(level_word(duty.level, lang=lang))
    lines.append(text(" · ".join(part for part in small if part)))
    then = ", ".join(taken_from([task], lang=lang))
    if then:
        lines.append(text(say("kế hoạch ghi: {office}", lang=lang, office=then)))
    mark = basis_tag("assumption", lang=lang) + " " if duty.kind == "assumption" else ""
    lines.append(mark + text(say("căn cứ: {source}", lang=lang, source=duty.source)))
    first, *rest = [line for line in lines if line]
    return first + "".join(f"<br><small>{line}</small>" for line in rest)


def whom(offices: Offices, task: Task, *, lang: str) -> str:
    """Return the other offices of a duty, by what they do in it."""
    duty = task.duty
    lead = say("Chủ trì", lang=lang)
    if task.role == "lead":
        lead = say("Mỗi bên phần mình", lang=lang)
    # An office is named once, for the most it does: two of the plan may be one today.
    doing: set[str] = {task.office.id}
    lines = [
        _group(offices, duty, lead, duty.lead, doing, lang=lang),
        _group(offices, duty, say("Phối hợp", lang=lang), duty.with_, doing, lang=lang),
    ]
    for title, agencies in (
        (say("Nhận từ", lang=lang), duty.receives_from),
        (say("Gửi", lang=lang), duty.hands_to),
    ):
        lines.append(_group(offices, duty, title, agencies, {task.office.id}, lang=lang))
    return "<br>".join(line for line in lines if line)


def _group(
    offices: Offices,
    duty: Duty,
    title: str,
    agencies: Iterable[str],
    named: set[str],
    *,
    lang: str,
) -> str:
    """Name the offices of the day that were not named yet, and note them as named."""
    names = []
    for office in (offices.office(agency, duty) for agency in agencies):
        if office.id not in named:
            named.add(office.id)
            names.append(office.name.text(lang))
    return f"<small>{text(title)}:</small> {text(', '.join(names))}" if names else ""


def when(duty: Duty, offices: Offices, *, lang: str) -> str:
    """Return when a duty is due: the plan's words, else the timetable's; missing in words."""
    if duty.when is not None:
        return text(duty.when.text(lang))
    timetable = offices.programme.timetable
    for one in timetable.deadlines if timetable and duty.deadline else ():
        if one.id == duty.deadline:
            return text(say("theo lịch: {name}", lang=lang, name=one.name.text(lang)))
    return text(say("kế hoạch không nêu", lang=lang))


def help_for(duty: Duty, folder: Path, *, lang: str) -> str:
    """Return what this software gives for a duty, and what people do themselves.

    Pages that stand under `folder` are linked; those that are not there yet are named.
    """
    lines = [_served(entry, folder, lang=lang) for entry in duty.served_by]
    if duty.by_people is not None:
        words = say("Tự làm: {what}", lang=lang, what=duty.by_people.text(lang))
        lines.append(f"<i>{text(words)}</i>")
    return "<br>".join(lines)


def _served(entry: str, folder: Path, *, lang: str) -> str:
    words = text(served_word(entry, lang=lang))
    if entry.startswith("needs "):
        return f"<code>{words}</code>"
    if not entry.endswith(".html"):
        return words
    if (folder / entry).is_file() or entry == str(FOLDER / INDEX):
        up = "../" * len(FOLDER.parts)
        return f'<a href="{up}{text(entry)}">{words}</a>'
    return f"{words} <small>({text(say('có sau khi chạy needs run', lang=lang))})</small>"


def served_word(entry: str, *, lang: str) -> str:
    """Return what serves a duty, as people call it: a command, a page, or a table by its title."""
    if entry.startswith("needs "):
        return entry
    if entry.endswith(".html"):
        return page_word(entry, lang=lang)
    if entry not in TABLES and entry not in RECORDS:
        return say("bảng {name}", lang=lang, name=entry)
    title = table(entry).vi if lang == "vi" else table(entry).en
    return say("bảng «{title}»", lang=lang, title=title)


def page_word(page: str, *, lang: str) -> str:
    """Return what a page is called; its address where it has no name here."""
    return {
        "donors/basket.html": say("trang giỏ nhu cầu", lang=lang),
        "offices/network.html": say("trang mạng lưới nhà tài trợ", lang=lang),
        "offices/transparency.html": say("trang công bố đã nhận gì, tới đâu", lang=lang),
        "offices/timetable.html": say("trang lịch và hạn", lang=lang),
        "offices/fund.html": say("trang sổ Quỹ", lang=lang),
        "offices/sponsorship.html": say("trang đỡ đầu", lang=lang),
        "offices/friendly.html": say("trang xã phù hợp với trẻ em", lang=lang),
        "offices/agencies/index.html": say("trang phân công", lang=lang),
        "public/index.html": say("trang công khai", lang=lang),
    }.get(page, page)


def changed(tasks: Iterable[Task], *, lang: str) -> Fragment:
    """Say, each once, what changed between the plan's offices and this one, and by what."""
    found = dict.fromkeys(change for task in tasks for change in task.office.changes)
    items = "".join(
        f"<li>{_change(change, lang=lang)}</li>"
        for change in sorted(found, key=lambda one: (one.on, collation_key(one.before.vi)))
    )
    listed = f'<ul style="margin:0;padding-left:1.1rem">{items}</ul>'
    return Fragment(f'<div class="note">{listed}</div>' if items else "")


def _change(change: Change, *, lang: str) -> str:
    day, why = date_text(change.on, lang=lang), change.why.text(lang)
    if change.before == change.after:
        words = say("Từ {day}: {why}.", lang=lang, day=day, why=why)
    else:
        words = say(
            "Từ {day}: {why} ({before} → {after}).",
            lang=lang,
            day=day,
            why=why,
            before=change.before.text(lang),
            after=change.after.text(lang),
        )
    mark = "" if change.kind == "official" else _kind(change.kind, lang)
    source = text(say("Căn cứ: {source}", lang=lang, source=change.source))
    return f"{text(words)} {mark}<br><small>{source}</small>"


def _kind(kind: str, lang: str) -> str:
    if kind == "assumption":
        return basis_tag("assumption", lang=lang)
    words = text(say("theo báo chí", lang=lang))
    return f'<span class="basis-estimated">{words}</span>'
