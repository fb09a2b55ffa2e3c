"""Why that commune and not this one: what the same gifts serve instead, read off the tables."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.proposals.explained_facts import PlanFacts
from needs.proposals.explained_floors import SAME
from needs.proposals.explained_givers import fitting
from needs.proposals.explained_words import apart, communes_list, place_words, units_words
from needs.proposals.words import support_names
from needs.tables import CELL, rows_of
from needs.wording import money, number, say

MOST_COMPARED = 3


def served_instead(plan: PlanFacts, cell: Any, refused: pd.DataFrame, *, lang: str) -> list[str]:
    """Say which communes the gifts that fit a cell serve instead, and what speaks for these.

    Up to three are named that had less cover before, or whose children weigh more for the same
    money. Where the tables show neither, that is said: the plan as a whole decided, not these two
    communes side by side.
    """
    gifts = {gift.gift_id for gift in fitting(plan, cell, refused)}
    lots = plan.lots[plan.lots.gift_id.isin(gifts) | plan.lots.partner_gift.isin(gifts)]
    lots = lots[lots.commune_code != cell.commune_code]
    if lots.empty:
        return []
    same = lots[lots.category == cell.category]
    if same.empty:
        names = support_names(plan.programme, set(lots.category), lang=lang)
        return [say("Các quà phù hợp được dùng cho loại khác: {names}.", lang=lang, names=names)]
    cash = same.groupby(CELL).funding.agg(lambda kinds: (kinds == "cash").any()).rename("cash")
    others = plan.cells.merge(cash.reset_index(), on=CELL, how="inner")
    compared = [
        (order, amount, other.commune_code, words)
        for other in rows_of(others)
        for order, amount, words in _ahead(plan, cell, other, lang)[:1]
    ]
    if compared:
        return [words for *_, words in sorted(compared)[:MOST_COMPARED]]
    return [
        say(
            "Cùng các quà này còn đến {names}; xét riêng từng nơi thì các nơi ấy không cấp bách "
            "hơn: gói trọn, mong muốn và giới hạn của nhà tài trợ quyết định trong cả kế hoạch.",
            lang=lang,
            names=communes_list(others, lang=lang, most=MOST_COMPARED),
        )
    ]


def _ahead(plan: PlanFacts, cell: Any, other: Any, lang: str) -> list[tuple[int, float, str]]:
    """Return what puts the other commune ahead, what counts first in the plan's mode first."""
    mode = plan.programme.allocation.mode
    reasons = [_less_cover(cell, other, lang), _more_effect(plan, cell, other, lang)]
    if mode == "effect_first":
        reasons.reverse()
    if mode == "proportional":
        reasons = reasons[1:]
    return [(order, *reason) for order, reason in enumerate(reasons) if reason is not None]


def _less_cover(cell: Any, other: Any, lang: str) -> tuple[float, str] | None:
    if pd.isna(other.before) or other.before >= cell.before - SAME:
        return None
    theirs, here = apart(other.before, cell.before, lang=lang)
    words = say(
        "Đi trước: {commune}, mới phủ {theirs}, ở đây đã {here}.",
        lang=lang,
        commune=place_words(other, lang=lang),
        theirs=theirs,
        here=here,
    )
    return float(other.before), words


def _more_effect(plan: PlanFacts, cell: Any, other: Any, lang: str) -> tuple[float, str] | None:
    """Return a reason where the same money, or the same goods, weigh more there."""
    if pd.isna(cell.priority) or pd.isna(other.priority):
        return None
    priced = other.cash and pd.notna(cell.price) and pd.notna(other.price)
    theirs = other.priority / (other.price if priced else 1)
    here = cell.priority / (cell.price if priced else 1)
    if theirs <= here * (1 + SAME):
        return None
    if other.priority > cell.priority:
        words = say(
            "Đi trước: {commune}, trọng số ưu tiên {theirs}, ở đây {here}.",
            lang=lang,
            commune=place_words(other, lang=lang),
            theirs=number(other.priority, lang=lang, decimals=3),
            here=number(cell.priority, lang=lang, decimals=3),
        )
    else:
        words = say(
            "Đi trước: {commune}, {unit} giá {theirs}, ở đây {here}: cùng số tiền được nhiều hơn.",
            lang=lang,
            commune=place_words(other, lang=lang),
            unit=units_words(plan.programme, cell.category, 1, lang=lang),
            theirs=money(other.price, lang=lang),
            here=money(cell.price, lang=lang),
        )
    return -float(theirs), words
