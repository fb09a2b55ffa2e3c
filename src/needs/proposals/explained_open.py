"""What stays open in a cell: why, how much would be needed, and who could give it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.briefing.words import open_reason, who_could
from needs.proposals.explained_facts import PlanFacts
from needs.proposals.explained_words import (
    children_words,
    needs_words,
    supported_words,
    units_words,
)
from needs.tables import rows_of
from needs.wording import money, say

_OUT_OF_REACH = frozenset(
    {
        *("no_donor", "no_price", "no_season", "no_partner", "no_means", "gap_below_package"),
    }
)


def open_reason_words(cell: Any, *, lang: str) -> str:
    """Say why something stays open in a cell; in words for one that no reason is told of."""
    # What is given cannot be told to be out of reach.
    told = cell.reason if cell.reached == 0 or cell.reason not in _OUT_OF_REACH else ""
    words = open_reason(told, lang=lang)
    return words or say("chưa rõ lý do: cần xem lại kế hoạch", lang=lang)


def open_need_words(plan: PlanFacts, cell: Any, *, lang: str) -> list[str]:
    """Say how much would meet what is open, the smallest gift of use, and who could give it."""
    who = say(
        "Ai giúp được: {who}.", lang=lang, who=who_could(cell.reason or "means_spent", lang=lang)
    )
    if pd.isna(cell.open):
        return [who]
    package = int(cell.package_children)
    values = {
        "all": _units(plan, cell, cell.open, lang),
        "cost": _cost(cell, cell.open, lang),
        "least": _units(plan, cell, package, lang),
        "least_cost": _cost(cell, package, lang),
    }
    if cell.open < package:
        words = "Để đủ cần thêm {all}, {cost}: một quà nhỏ hơn một gói là đủ."
    elif cell.open == package:
        words = "Để đủ cần thêm {all}, {cost}: một món quà là đủ."
    elif cell.counted == "places":
        words = "Để đủ cần thêm {all}, {cost}; quà nhỏ nhất có ích: {least}, {least_cost}."
    else:
        words = (
            "Để đủ cần thêm {all}, {cost}; quà nhỏ nhất có ích: {least} cho {who}, {least_cost}."
        )
        values["who"] = children_words(package, lang=lang)
    return [say(words, lang=lang, **values), who]


def unmet_by_reason(plan: PlanFacts, *, lang: str) -> list[str]:
    """Say what stays open in the whole programme, reason by reason, and who could meet it.

    Children are counted once for each kind of support; the last line adds all reasons up. Cells
    whose gap nobody knows are named, not counted.
    """
    left = plan.cells[plan.cells.open.gt(0).fillna(False)].copy()
    unknown = plan.cells[plan.cells.gap_low.isna()]
    if left.empty and unknown.empty:
        return [say("Không nơi nào còn thiếu.", lang=lang)]
    left["units"] = left.open * left.package_units / left.package_children
    left["cost"] = left.units * left.price
    groups = sorted(left.groupby("reason"), key=lambda group: (-int(group[1].open.sum()), group[0]))
    lines = []
    for reason, cells in groups:
        words = "{why}: {n}, {open}; {cost}. Ai giúp được: {who}."
        first = next(rows_of(cells))
        lines.append(
            _sentence(
                say(
                    words,
                    lang=lang,
                    why=open_reason_words(first, lang=lang),
                    n=needs_words(len(cells), lang=lang),
                    open=_all_open(plan, cells, lang),
                    cost=_all_cost(cells, lang),
                    who=who_could(str(reason) or "means_spent", lang=lang),
                )
            )
        )
    if len(left):
        lines.append(
            say(
                "Cộng: {n}, {open}; {cost}.",
                lang=lang,
                n=needs_words(len(left), lang=lang),
                open=_all_open(plan, left, lang),
                cost=_all_cost(left, lang),
            )
        )
    if len(unknown):
        lines.append(
            say(
                "Chưa biết còn thiếu bao nhiêu: {n}. Ai giúp được: {who}.",
                lang=lang,
                n=needs_words(len(unknown), lang=lang),
                who=who_could("gap_unknown", lang=lang),
            )
        )
    return lines


def _all_open(plan: PlanFacts, cells: pd.DataFrame, lang: str) -> str:
    of_children = cells[cells.counted == "children"]
    children, several = int(of_children.open.sum()), of_children.category.nunique()
    parts = [supported_words(children, several, lang=lang)] if children else []
    kinds = cells[cells.counted == "places"].groupby("category").open.sum()
    parts += [units_words(plan.programme, str(k), int(n), lang=lang) for k, n in kinds.items()]
    return ", ".join(parts)


def _all_cost(cells: pd.DataFrame, lang: str) -> str:
    priced = cells.cost.notna()
    if not priced.any():
        return say("chưa có đơn giá", lang=lang)
    cost = _about(cells.cost[priced].sum(), lang)
    if priced.all():
        return cost
    words = "{cost}, chưa kể {n} chưa có đơn giá"
    return say(words, lang=lang, cost=cost, n=needs_words(int((~priced).sum()), lang=lang))


def _units(plan: PlanFacts, cell: Any, count: int, lang: str) -> str:
    units = count * cell.package_units / cell.package_children
    return units_words(plan.programme, cell.category, units, lang=lang)


def _cost(cell: Any, count: int, lang: str) -> str:
    if pd.isna(cell.price):
        return say("chưa có đơn giá", lang=lang)
    return _about(count * cell.package_units / cell.package_children * cell.price, lang)


def _about(amount: float, lang: str) -> str:
    return say("khoảng {cost}", lang=lang, cost=money(round(amount), lang=lang))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
