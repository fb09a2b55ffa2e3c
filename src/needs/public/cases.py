"""Cases that ask for help: only with consent, and told so that nobody is recognised."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

import pandas as pd

from needs.briefing.html import Fragment, data_table, heading, paragraph, text
from needs.programmes import Programme
from needs.programmes.public_page import PublicPage
from needs.tables import rows_of
from needs.wording import money, number, say
from needs.wording.numbers import is_missing


def cases_section(
    cases: pd.DataFrame | None,
    programme: Programme,
    rules: PublicPage,
    *,
    on: dt.date,
    lang: str,
) -> Fragment:
    """Return the cases with consent, as much of each as may be told.

    Where there are more than the profile shows at once, the choice changes every week, so that
    every case has its turn.

    Parameters
    ----------
    cases
        `needs.public.register.cases_in_public`; None: there is no register yet.
    programme, rules
        The programme and its rules for the public page.
    on
        The day of the edition.
    """
    title = heading(say("Trường hợp cần giúp", lang=lang))
    if cases is None:
        return title + paragraph(say("Chưa có sổ theo dõi trẻ em.", lang=lang), kind="note")
    promise = paragraph(_promise(programme, rules, lang), kind="note")
    if cases.empty:
        none = say("Hiện không có trường hợp nào được nêu.", lang=lang)
        return title + promise + paragraph(none)
    shown = _turn(cases, rules.cases_most, on)
    table = data_table(
        [
            say("Số, hoàn cảnh", lang=lang),
            say("Cần giúp gì, khoảng bao nhiêu tiền", lang=lang),
        ],
        [_row(row, programme, lang) for row in rows_of(shown)],
        caption=say("Trường hợp cần giúp, theo số", lang=lang),
        kinds="tt",
    )
    rest = Fragment("")
    if len(cases) > len(shown):
        words = say(
            "Mỗi tuần nêu {n} trường hợp; còn trường hợp khác, hãy hỏi Quỹ.",
            lang=lang,
            n=number(len(shown), lang=lang),
        )
        rest = paragraph(words)
    return title + promise + table + rest


def _promise(programme: Programme, rules: PublicPage, lang: str) -> str:
    own = programme.sponsorship
    words = say(
        "Không nêu tên, ảnh, nơi ở. Mỗi trường hợp chỉ được nêu bằng những lời đúng với ít nhất "
        "{n} trẻ, khi người giám hộ đã đồng ý; rút lại lúc nào cũng được.",
        lang=lang,
        n=number(rules.smallest_group, lang=lang),
    )
    if own is None:
        return words
    child = say(
        "Trẻ từ {age} tuổi phải tự đồng ý.",
        lang=lang,
        age=number(own.child_consents_from.value, lang=lang),
    )
    return f"{words} {child}"


def _turn(cases: pd.DataFrame, most: int, on: dt.date) -> pd.DataFrame:
    """Return this week's cases: drawn by week and number alone, shown by number."""
    week = "{}-{}".format(*on.isocalendar()[:2])
    drawn = cases.case.map(lambda case: hashlib.sha256(f"{week} {case}".encode()).hexdigest())
    return cases.loc[drawn.sort_values().index[:most]].sort_values("case")


def _row(row: Any, programme: Programme, lang: str) -> list[str]:
    rules = programme.sponsorship
    bands = {band.id: band.name.text(lang) for band in programme.age_bands}
    groups = {} if rules is None else {group.id: group.name.text(lang) for group in rules.groups}
    needs = {} if rules is None else {one.id: one.need.text(lang) for one in rules.purposes}
    who = (
        say("Trẻ em có hoàn cảnh đặc biệt", lang=lang)
        if is_missing(row.child_group)
        else groups[row.child_group]
    )
    more = [] if is_missing(row.age_band) else [bands[row.age_band]]
    place = programme.province.text(lang) if is_missing(row.district) else row.district
    asked = "<br>".join(text(needs[need]) for need in row.needs)
    return [
        f"{text(row.case)}<br>{text(who)}<br><small>{text('; '.join([*more, place]))}</small>",
        f"{asked}<br><small>{text(_amount(row, lang))}</small>",
    ]


def _amount(row: Any, lang: str) -> str:
    low, high = row.amount_from, row.amount_below
    if is_missing(low) and is_missing(high):
        return say("hỏi Quỹ", lang=lang)
    if is_missing(high):
        return say("từ {low} trở lên", lang=lang, low=money(int(low), lang=lang, millions=True))
    if not low:
        return say("dưới {high}", lang=lang, high=money(int(high), lang=lang, millions=True))
    return say(
        "từ {low} đến dưới {high}",
        lang=lang,
        low=money(int(low), lang=lang, millions=True),
        high=money(int(high), lang=lang, millions=True),
    )
