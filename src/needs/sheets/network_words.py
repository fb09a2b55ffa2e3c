"""Small words of the network's pages: donors with their kind, needs, amounts."""

from __future__ import annotations

from typing import Any

from needs.briefing.html import text
from needs.network import NOT_NAMED
from needs.network.words import award_of, kind_name
from needs.programmes import Programme
from needs.programmes.network import Condition
from needs.proposals.words import supports
from needs.wording import money, number, say
from needs.wording.numbers import is_missing


def category_words(programme: Programme, category: str, *, lang: str) -> str:
    """Name a category or a kind of place; one of an earlier profile by its id."""
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


def is_named(donor_id: str) -> bool:
    """Tell whether the public list names this donor."""
    return donor_id != NOT_NAMED


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
