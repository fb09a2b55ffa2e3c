"""Small words of the network's pages: donors with their kind, needs, amounts."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.briefing.html import text
from needs.network import JOINED, NOT_NAMED, fewest_children
from needs.network.words import award_of, kind_name
from needs.programmes import Programme
from needs.programmes.network import Condition
from needs.proposals.words import supports
from needs.wording import money, number, say
from needs.wording.numbers import is_missing


def category_words(programme: Programme, category: str, *, lang: str) -> str:
    """Name a category or a kind of place; one of an earlier profile by its id.

    Nothing stands for several, in a joined row of the public list.
    """
    if not category:
        return say("nhiều loại hỗ trợ (gộp)", lang=lang)
    named = {entry.id: entry.name.text(lang) for entry in supports(programme)}
    return named.get(category, category)


def categories_words(programme: Programme, categories: Any, *, lang: str) -> str:
    """Name several."""
    return "; ".join(category_words(programme, one, lang=lang) for one in categories)


def donor_cell(programme: Programme, donor: str, kind: str, *, lang: str) -> str:
    """Return a donor's name with its kind below."""
    return f"{text(donor)}<br><small>{text(kind_name(programme, kind, lang=lang))}</small>"


def value_cell(value: Any, unpriced: int, *, lang: str) -> str:
    """Return đồng, and how many lots without a value they leave out."""
    shown = number(value, lang=lang)
    if not unpriced:
        return shown
    left_out = say("chưa kể {n} lô chưa rõ giá trị", lang=lang, n=number(unpriced, lang=lang))
    return f'{shown}<br><small style="white-space:normal">{text(left_out)}</small>'


def given_cell(children: Any, places: Any, *, lang: str) -> str:
    """Return how many children or places; too few children to be told in words."""
    if is_missing(children):
        return text(say("số nhỏ", lang=lang))
    parts = []
    if children:
        parts.append(say("{n} trẻ", lang=lang, n=number(children, lang=lang)))
    if places:
        parts.append(say("{n} nơi", lang=lang, n=number(places, lang=lang)))
    return text("; ".join(parts))


def joined_words(row: Any, *, lang: str) -> str:
    """Say how many gifts a row of the public list is made of; nothing for one."""
    if row.lots < 2:
        return ""
    return say("gộp {n} khoản", lang=lang, n=number(row.lots, lang=lang))


def joined_note(programme: Programme, rows: pd.DataFrame, *, lang: str) -> str:
    """Say how many gifts of the public list are joined, into how many rows, and why."""
    joined = rows[rows["lots"] > 1]
    least = number(fewest_children(programme), lang=lang)
    why = say(
        "Khoản cho dưới {n} trẻ không đứng riêng, vì lấy số tiền chia cho đơn giá là ra số trẻ của "
        "một xã: gộp với khoản khác cùng xã, nếu chưa đủ thì cùng huyện (cũ), cùng tỉnh, rồi với "
        "khoản lớn hơn. Không bớt đồng nào.",
        lang=lang,
        n=least,
    )
    if joined.empty:
        return why + " " + say("Lần này không có khoản nào phải gộp.", lang=lang)
    return (
        why
        + " "
        + say(
            "Lần này {n} khoản gộp thành {rows} dòng.",
            lang=lang,
            n=number(joined["lots"].sum(), lang=lang),
            rows=number(len(joined), lang=lang),
        )
    )


def is_named(donor_id: str) -> bool:
    """Tell whether the public list names this donor."""
    return donor_id not in (NOT_NAMED, JOINED)


def measure_words(measure: str, amount: Any, *, lang: str) -> str:
    """Write an amount of what a threshold counts: «20.000.000 đồng», «200 trẻ», «3 năm liền»."""
    if measure == "value_vnd":
        return money(amount, lang=lang)
    if measure == "children":
        return say("{n} trẻ", lang=lang, n=number(amount, lang=lang))
    return say("{n} năm liền", lang=lang, n=number(amount, lang=lang))


def condition_words(programme: Programme, condition: Condition, *, lang: str) -> str:
    """Write a condition: «cá nhân: 20.000.000 đồng hoặc 3 năm liền»."""
    kinds = ", ".join(kind_name(programme, kind, lang=lang) for kind in condition.kinds)
    if all(figure.value <= 1 for figure in condition.thresholds.values()):
        return say("mọi khoản đã xác nhận", lang=lang)
    thresholds = [
        measure_words(name, figure.value, lang=lang)
        for name, figure in condition.thresholds.items()
    ]
    joint = say(" và ", lang=lang) if condition.meets == "all" else say(" hoặc ", lang=lang)
    whom = kinds or say("các nhà tài trợ khác", lang=lang)
    return f"{whom}: {joint.join(thresholds)}"


def award_name(programme: Programme, award: str, *, lang: str) -> str:
    """Name a form of commendation."""
    return award_of(programme, award).name.text(lang)
