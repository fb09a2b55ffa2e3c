"""Which limit holds a gift back, and what widening it would bring: told only if confirmed.

The table `binding` predicts from the prices of the limits and solves again. Where both agree, what
was found by solving again is told; where not, that it is not confirmed.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.proposals.explained_facts import PlanFacts
from needs.proposals.explained_givers import gift_label
from needs.proposals.explained_words import (
    children_words,
    communes_words,
    counted_words,
    place_words,
    units_words,
)
from needs.proposals.words import support_name
from needs.tables import rows_of
from needs.wording import money, number, say

#: What the table `binding` says of a limit that solving again has confirmed.
CONFIRMED = "yes"
#: Stands in the place of a gift where any further money is meant.
ANY_DONOR = "*"


def limits_words(plan: PlanFacts, gift_ids: list[str], *, lang: str) -> list[str]:
    """Say which limits of these gifts bind; nothing where the table `binding` is absent."""
    binding = plan.table("binding")
    if binding.empty:
        return []
    gifts = {gift.gift_id: gift for gift in rows_of(plan.gifts)}
    own = binding[binding.gift_id.isin(gift_ids)].sort_values(["gift_id", "limit"])
    return [_bound(plan, gifts[row.gift_id], row, lang) for row in rows_of(own)]


def any_donor_words(plan: PlanFacts, *, lang: str) -> list[str]:
    """Say what further money of anybody would bring, if solving again has confirmed it."""
    binding = plan.table("binding")
    if binding.empty:
        return []
    rows = binding[(binding.gift_id == ANY_DONOR) & (binding.limit == "means")]
    return [
        say(
            "Cứ thêm {amount} thì được thêm {n} trẻ theo trọng số ưu tiên (đã giải lại để kiểm).",
            lang=lang,
            amount=money(row.step, lang=lang),
            n=number(row.confirmed_split, lang=lang, decimals=1),
        )
        for row in rows_of(rows[rows.status == CONFIRMED])
    ]


def _bound(plan: PlanFacts, gift: Any, row: Any, lang: str) -> str:
    name = gift_label(plan, gift, lang=lang)
    if row.limit == "gap":
        return _gap(plan, name, row, lang)
    if row.status != CONFIRMED:
        limits = {
            "means": say("có thêm nguồn", lang=lang),
            "most_communes": say("đến thêm xã", lang=lang),
            "most_per_commune": say("nới mức nhiều nhất một xã", lang=lang),
        }
        words = "{gift}: {step} có thể giúp thêm, chưa xác nhận: giải lại không cho cùng kết quả."
        return say(words, lang=lang, gift=name, step=limits[row.limit])
    words = {
        "means": "{gift}: có thêm {amount} thì được thêm {n} trẻ theo trọng số ưu tiên (đã giải "
        "lại để kiểm).",
        "most_communes": "{gift}: đến thêm {amount} thì được thêm {n} trẻ theo trọng số ưu tiên "
        "(đã giải lại để kiểm).",
        "most_per_commune": "{gift}: mỗi xã được nhận thêm {amount} thì được thêm {n} trẻ theo "
        "trọng số ưu tiên (đã giải lại để kiểm).",
    }[row.limit]
    effect = number(row.confirmed_split, lang=lang, decimals=1)
    return say(words, lang=lang, gift=name, amount=_amount(plan, gift, row, lang), n=effect)


def _gap(plan: PlanFacts, name: str, row: Any, lang: str) -> str:
    """Say that what is lacking within the wishes is met: more of the gift finds no place there."""
    cells = plan.cells
    here = (cells.commune_code == row.commune_code) & (cells.category == row.category)
    place = next(rows_of(cells[here]))
    values = {
        "gift": name,
        "commune": place_words(place, lang=lang),
        "category": support_name(plan.programme, row.category, lang=lang),
    }
    if row.status == CONFIRMED and pd.notna(place.open) and place.open > 0:
        # Less than a whole package may stay open: «full» would contradict what the commune reads.
        values["open"] = counted_words(plan.programme, place, place.open, lang=lang)
        words = (
            "{gift}: nơi hợp nhất, {commune}, {category}, chỉ còn {open} chưa có nguồn; thiếu "
            "nhiều hơn thì quà giúp được thêm."
        )
    elif row.status == CONFIRMED:
        words = "{gift}: phần thiếu ở nơi hợp nhất, {commune}, {category}, đã hết chỗ nhận thêm."
    else:
        words = "{gift}: có thể bị giới hạn bởi phần thiếu ở {commune}, {category}; chưa xác nhận."
    return say(words, lang=lang, **values)


def _amount(plan: PlanFacts, gift: Any, row: Any, lang: str) -> str:
    if row.per == "vnd":
        return money(row.step, lang=lang)
    count = int(row.step) if float(row.step).is_integer() else row.step
    if row.per == "communes":
        return communes_words(count, lang=lang)
    if row.per == "units":
        return units_words(plan.programme, gift.category, count, lang=lang)
    return children_words(count, lang=lang)
