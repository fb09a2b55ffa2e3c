"""Counts and names as they stand in the sentences of an explanation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from needs.programmes import Programme
from needs.proposals.words import support
from needs.tables import rows_of
from needs.wording import money, number, percent, say
from needs.wording.numbers import is_missing

#: How many names a sentence lists before it counts the others.
MOST_NAMES = 4


def children_words(count: Any, *, lang: str) -> str:
    """Write a number of children."""
    if count == 1:
        return say("1 trẻ", lang=lang)
    return say("{n} trẻ", lang=lang, n=number(count, lang=lang))


def supported_words(count: Any, kinds: int, *, lang: str) -> str:
    """Write a number of children; where several kinds of support are added up, say that it is."""
    if kinds <= 1:
        return children_words(count, lang=lang)
    return say("{n} lượt trẻ", lang=lang, n=number(count, lang=lang))


def communes_words(count: int, *, lang: str) -> str:
    """Write a number of communes."""
    if count == 1:
        return say("1 xã", lang=lang)
    return say("{n} xã", lang=lang, n=number(count, lang=lang))


def needs_words(count: int, *, lang: str) -> str:
    """Write a number of communes × categories: where something is lacking."""
    if count == 1:
        return say("1 chỗ", lang=lang)
    return say("{n} chỗ", lang=lang, n=number(count, lang=lang))


def units_words(programme: Programme, category: str, units: Any, *, lang: str) -> str:
    """Write a quantity with its unit: «30 bộ đồ ấm», «30 sets of clothes»."""
    unit = support(programme, category).unit.text(lang)
    whole = is_missing(units) or float(units).is_integer()
    amount = number(units, lang=lang, decimals=0 if whole else 1)
    return f"{amount} {unit if lang == 'vi' or units == 1 else _plural(unit)}"


def counted_words(programme: Programme, cell: Any, count: Any, *, lang: str) -> str:
    """Write what is counted in a cell: children, or places of its kind."""
    if cell.counted == "children":
        return children_words(count, lang=lang)
    return units_words(programme, cell.category, count, lang=lang)


def given_words(programme: Programme, lots: Any, *, lang: str) -> str:
    """Write what lots give altogether: children («lượt» for several kinds), places by kind.

    `lots` is a frame with category, children_reached and places; without lots: "".
    """
    parts = []
    if children := int(lots.children_reached.sum()):
        several = lots.category[lots.children_reached > 0].nunique()
        parts.append(supported_words(children, several, lang=lang))
    kinds = lots[lots.places > 0].groupby("category", sort=True).places.sum()
    parts += [units_words(programme, str(k), int(n), lang=lang) for k, n in kinds.items()]
    return ", ".join(parts)


def held_words(programme: Programme, gift: Any, amount: Any, *, lang: str) -> str:
    """Write an amount of what a gift holds: đồng, units of its goods, or children sponsored."""
    if gift.funding == "cash" or is_missing(amount):
        return money(amount, lang=lang)
    if gift.funding == "stock":
        return units_words(programme, gift.category, amount, lang=lang)
    return children_words(amount, lang=lang)


def listed_names(names: Iterable[str], *, lang: str, most: int = MOST_NAMES) -> str:
    """List names, each once, in the order given; those beyond `most` are counted."""
    each = list(dict.fromkeys(names))
    if len(each) <= most + 1:
        return "; ".join(each)
    return say(
        "{names} và {n} tên khác",
        lang=lang,
        names="; ".join(each[:most]),
        n=number(len(each) - most, lang=lang),
    )


def place_words(row: Any, *, lang: str) -> str:
    """Name a commune with its (former) district."""
    return say("{commune} ({district})", lang=lang, commune=row.commune, district=row.district)


def communes_list(rows: Any, *, lang: str, most: int = MOST_NAMES) -> str:
    """List the communes of some rows (commune, district), each once."""
    return listed_names(
        [place_words(row, lang=lang) for row in rows_of(rows)], lang=lang, most=most
    )


def apart(one: float, other: float, *, lang: str) -> tuple[str, str]:
    """Write two shares so that the reader sees which is the greater one."""
    for decimals in range(4):
        words = [percent(share, lang=lang, decimals=decimals) for share in (one, other)]
        if words[0] != words[1]:
            return words[0], words[1]
    return percent(one, lang=lang), percent(other, lang=lang)


def _plural(unit: str) -> str:
    """Return the English plural of a unit: the noun before «of» takes it."""
    noun, of, rest = unit.partition(" of ")
    if noun.endswith(("s", "x", "ch", "sh")):
        plural = f"{noun}es"
    elif noun.endswith("y") and noun[-2:-1] not in "aeiou":
        plural = f"{noun[:-1]}ies"
    else:
        plural = f"{noun}s"
    return f"{plural}{of}{rest}"
