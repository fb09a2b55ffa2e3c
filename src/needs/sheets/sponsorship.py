"""The page of sponsorships for the office in charge: counts, money, what is to be done; no name."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd

from needs.briefing.audience import edition_mark
from needs.briefing.html import (
    Fragment,
    bullets,
    data_table,
    heading,
    key_figures,
    missing,
    paragraph,
    text,
)
from needs.briefing.measures import alphabetical_rank
from needs.programmes import Programme
from needs.programmes.sponsorship import Sponsorship
from needs.proposals.page import Section, page_html, write_page
from needs.sponsorship.judging import state_words
from needs.sponsorship.register import Register, register_file
from needs.sponsorship.reminders import Reminder, reminders
from needs.sponsorship.tables import sponsorship_tables
from needs.sponsorship.urgency import unanswered
from needs.tables import rows_of
from needs.wording import check_language, date_text, money, number, say

FOLDER, PAGE = "offices", "sponsorship.html"
_COUNTS = (
    *("children_registered", "children_sponsored", "children_proposed"),
    *("children_open", "children_unconsented"),
)
_MOST_REMINDERS = 60


def write_sponsorship_pages(
    programme: Programme, folder: Path, *, root: Path, on: dt.date, lang: str = "vi"
) -> tuple[Path, ...]:
    """Write `offices/sponsorship.html`: counts by group, purpose and former district, what is due.

    The page is for the office. It names no child and no sponsor; renewals stand by the number of
    the sponsorship.

    Parameters
    ----------
    programme
        With a section `sponsorship`; without one, nothing is written.
    folder
        `reports/<programme>`.
    root
        The data root.
    on
        The day of the page.
    lang
        "vi" or "en".

    Raises
    ------
    LedgerError
        If the register cannot be read.
    """
    check_language(lang)
    rules = programme.sponsorship
    if rules is None:
        return ()
    path = register_file(programme.id, root)
    sections = [Section(_head(programme, on, lang))]
    if path.is_file():
        sections += _known(programme, rules, path, on, lang)
    else:
        sections.append(Section(_nothing_yet(programme, lang)))
    title = say("Đỡ đầu trẻ em", lang=lang)
    html = page_html(f"{title} – {programme.title.text(lang)}", sections, lang=lang)
    return (write_page(folder / FOLDER / PAGE, html),)


def _head(programme: Programme, on: dt.date, lang: str) -> Fragment:
    rows = [
        (say("Chương trình", lang=lang), programme.title.text(lang)),
        (say("Cơ quan chủ trì", lang=lang), programme.lead_agency.text(lang)),
        (say("Tỉnh", lang=lang), programme.province.text(lang)),
        (say("Ngày", lang=lang), date_text(on, lang=lang)),
    ]
    lines = "<br>".join(f"{text(name)}: <b>{text(words)}</b>" for name, words in rows)
    note = say(
        "Chỉ có số đếm và số lượt đỡ đầu, không có tên. Nhóm ít trẻ vẫn có thể cho biết là ai: "
        "không gửi ra ngoài.",
        lang=lang,
    )
    return (
        edition_mark("keeper", lang=lang)
        + heading(say("Đỡ đầu trẻ em có hoàn cảnh đặc biệt", lang=lang), level=1)
        + Fragment(f'<p class="from">{lines}</p>')
        + paragraph(note, kind="note")
    )


def _nothing_yet(programme: Programme, lang: str) -> Fragment:
    return (
        heading(say("Chưa có sổ", lang=lang))
        + paragraph(say("Chưa ghi trẻ nào vào sổ đỡ đầu của chương trình này.", lang=lang))
        + bullets(
            [
                say(
                    "Lấy phiếu khảo sát trống: «needs register {programme} form phieu.xlsx».",
                    lang=lang,
                    programme=programme.id,
                ),
                say(
                    "Nhập phiếu: «needs register {programme} import phieu.xlsx --by …»; danh tính "
                    "vào tệp mã hóa, sổ chỉ có mã.",
                    lang=lang,
                    programme=programme.id,
                ),
            ]
        )
    )


def _known(
    programme: Programme, rules: Sponsorship, path: Path, on: dt.date, lang: str
) -> list[Section]:
    standing = Register(path, rules, lang=lang, create=False).standing()
    tables = sponsorship_tables(programme, standing, rules, on=on)
    needs, states = tables["sponsorship_needs"], tables["sponsorship_states"]
    active = [one for one in standing.children.values() if one.active]
    figures = [
        (number(len(active), lang=lang), say("trẻ trong sổ", lang=lang)),
        *(
            (number(int(needs[name].sum()), lang=lang), title)
            for name, title in zip(_COUNTS, _count_titles(lang), strict=True)
        ),
    ]
    unknown = sum(bool(unanswered(one, rules)) for one in active)
    notes = [
        say(
            "{n} trẻ chưa có đủ trả lời về mức cấp thiết: câu chưa có trả lời không được tính "
            "điểm.",
            lang=lang,
            n=number(unknown, lang=lang),
        ),
        say(
            "{n} nhu cầu chưa biết số tiền: không cộng vào số tiền còn cần.",
            lang=lang,
            n=number(int(needs.children_amount_missing.sum()), lang=lang),
        ),
        say(
            "Một trẻ có nhiều mục đích được đếm ở mỗi mục đích; nhóm là nhóm chính của trẻ.",
            lang=lang,
        ),
    ]
    groups = {one.id: one.name.text(lang) for one in rules.groups}
    purposes = {one.id: one.name.text(lang) for one in rules.purposes}
    due = reminders(standing, rules, on=on, lang=lang)
    return [
        Section(key_figures(figures) + bullets(notes)),
        Section(_due(due, lang)),
        Section(
            heading(say("Nhu cầu đỡ đầu", lang=lang))
            + _counts(needs, "purpose", purposes, lang)
            + _counts(needs, "child_group", groups, lang)
            + _counts(needs, "district", {}, lang)
        ),
        Section(_money(states, purposes, lang)),
    ]


def _count_titles(lang: str) -> list[str]:
    return [
        say("nhu cầu trong sổ", lang=lang),
        say("đang được đỡ đầu", lang=lang),
        say("đã đề xuất, chờ trả lời", lang=lang),
        say("chờ người đỡ đầu, đã có đồng ý", lang=lang),
        say("chờ, chưa có đồng ý", lang=lang),
    ]


def _counted_by(by: str, lang: str) -> tuple[str, str]:
    """Return the title of a table and of its first column."""
    words = {
        "purpose": (say("Theo mục đích", lang=lang), say("Mục đích", lang=lang)),
        "child_group": (say("Theo nhóm hoàn cảnh", lang=lang), say("Nhóm hoàn cảnh", lang=lang)),
        "district": (say("Theo huyện (cũ)", lang=lang), say("Huyện (cũ)", lang=lang)),
    }
    return words[by]


def _still_asked(known: int, unknown: int, lang: str) -> str:
    """Return the money still asked for; a need whose amount nobody knows is not nothing."""
    if not unknown:
        return number(known, lang=lang)
    return (
        text(say("ít nhất {n}", lang=lang, n=number(known, lang=lang)))
        if known
        else missing(lang=lang)
    )


def _counts(needs: pd.DataFrame, by: str, names: dict[str, str], lang: str) -> Fragment:
    columns = [*_COUNTS, "open_vnd", "children_amount_missing"]
    caption, first = _counted_by(by, lang)
    # A commune whose district is not known must not fall out of the sums.
    summed = needs.groupby(by, as_index=False, dropna=False)[columns].sum()
    place = {one: number for number, one in enumerate(names)}
    summed = summed.sort_values(
        by, key=lambda ids: ids.map(place) if place else alphabetical_rank(ids)
    )
    rows = [
        [
            missing(lang=lang) if pd.isna(row[by]) else text(names.get(str(row[by]), row[by])),
            *(number(row[name], lang=lang) for name in _COUNTS),
            _still_asked(row["open_vnd"], row["children_amount_missing"], lang),
        ]
        for row in summed.to_dict("records")
    ]
    whole = {name: int(needs[name].sum()) for name in columns}
    total = [text(say("Cộng", lang=lang))]
    total += [number(whole[name], lang=lang) for name in _COUNTS]
    total.append(_still_asked(whole["open_vnd"], whole["children_amount_missing"], lang))
    return data_table(
        [first, *_count_titles(lang), say("còn cần cho cả kỳ, đồng", lang=lang)],
        rows,
        caption=caption,
        compact=True,
        total=total,
    )


def _due(due: list[Reminder], lang: str) -> Fragment:
    title = heading(say("Việc cần làm", lang=lang))
    if not due:
        return title + paragraph(say("Không có việc nào đến hạn.", lang=lang))
    # One row for each sponsorship; the earliest first.
    by_pledge: dict[str, list[Reminder]] = {}
    for one in due:
        by_pledge.setdefault(one.pledge_id, []).append(one)
    rows = [
        [
            f"{text(pledge_id)}<br>{text(date_text(own[0].by, lang=lang))}",
            text("; ".join(one.words for one in own)),
        ]
        for pledge_id, own in list(by_pledge.items())[:_MOST_REMINDERS]
    ]
    table = data_table(
        [say("lượt đỡ đầu, hạn", lang=lang), say("việc", lang=lang)],
        rows,
        caption=say("Gia hạn, trả lời, tiền chậm, tuổi, đồng ý; sớm nhất trước", lang=lang),
        kinds="tt",
        compact=True,
    )
    if len(by_pledge) <= _MOST_REMINDERS:
        return title + table
    more = say(
        "Còn {n} lượt nữa: xem «needs register … list --due».",
        lang=lang,
        n=number(len(by_pledge) - _MOST_REMINDERS, lang=lang),
    )
    return title + table + paragraph(more)


def _money(states: pd.DataFrame, purposes: dict[str, str], lang: str) -> Fragment:
    title = heading(say("Tiền đỡ đầu", lang=lang))
    if states.empty:
        return title + paragraph(say("Chưa có lượt đỡ đầu nào.", lang=lang))
    columns = ("asked_vnd", "due_vnd", "received_vnd", "late_vnd", "over_vnd")
    rows = [
        [
            text(purposes[row.purpose]),
            text(state_words(row.pledge_state, lang=lang)),
            number(row.pledges, lang=lang),
            *(number(getattr(row, name), lang=lang) for name in columns),
        ]
        for row in rows_of(states)
    ]
    total = [text(say("Cộng", lang=lang)), "", number(int(states.pledges.sum()), lang=lang)]
    total += [number(int(states[name].sum()), lang=lang) for name in columns]
    late = money(int(states.late_vnd.sum()), lang=lang)
    return (
        title
        + data_table(
            [
                *(say("mục đích", lang=lang), say("trạng thái", lang=lang)),
                *(say("lượt", lang=lang), say("hứa cả kỳ", lang=lang)),
                *(say("đến hạn", lang=lang), say("đã nhận", lang=lang)),
                *(say("còn chậm", lang=lang), say("quá kỳ", lang=lang)),
            ],
            rows,
            caption=say("Lượt đỡ đầu và tiền, đồng", lang=lang),
            kinds="ttn",
            compact=True,
            total=total,
        )
        + paragraph(say("Còn chậm: {amount}.", lang=lang, amount=late))
    )
