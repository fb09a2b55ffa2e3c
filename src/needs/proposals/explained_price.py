"""What fairness costs, and what the usual practice would do: sentences from the compared plans."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.briefing.words import plan_name
from needs.proposals.explained_facts import PlanFacts
from needs.proposals.explained_floors import full_places_note
from needs.proposals.explained_words import supported_words
from needs.tables import rows_of
from needs.wording import money, number, percent, say
from needs.wording.numbers import is_missing

#: Less than this share of the effect is nothing that a planner would notice.
_HARDLY = 0.005
OURS = "ours"


def price_words(plan: PlanFacts, *, lang: str) -> list[str]:
    """Say what keeping the floors costs, from full fairness to none.

    Reads `frontier`: step, floor, children_reached, price_of_fairness. Nothing where it is absent.
    """
    points = plan.table("frontier")
    if points.empty:
        return []
    points = points.sort_values("step", ascending=False)
    full = next(rows_of(points))
    lines = []
    if not is_missing(full.price_of_fairness):
        share = float(full.price_of_fairness)
        if share < _HARDLY:
            words = "Công bằng trọn vẹn hầu như không làm giảm số trẻ cần nhất được giúp."
            lines.append(say(words, lang=lang))
        else:
            words = "Công bằng trọn vẹn giảm {share} hiệu quả (số trẻ theo trọng số ưu tiên)."
            lines.append(say(words, lang=lang, share=percent(share, lang=lang, decimals=1)))
    lines += [
        say(
            "Giữ {step} mức công bằng: nơi thấp nhất {floor}, {children}, hiệu quả giảm {price}.",
            lang=lang,
            step=percent(point.step, lang=lang),
            floor=percent(point.floor, lang=lang, decimals=1),
            children=supported_words(point.children_reached, _kinds(plan), lang=lang),
            price=percent(point.price_of_fairness, lang=lang, decimals=1),
        )
        for point in rows_of(points)
    ]
    return lines + full_places_note(plan, lang=lang)


def practice_words(plan: PlanFacts, *, lang: str) -> list[str]:
    """Put the plan beside what is usually done; what is worse is said as well as what is better.

    Reads `practice`: plan, lowest_coverage, gini, children_reached, unspent_vnd. Nothing where it
    is absent.
    """
    plans = plan.table("practice")
    if plans.empty:
        return []
    mine = plans[plans.plan == OURS]
    if mine.empty:
        return []
    ours = next(rows_of(mine))
    lines = [_measured(plan, ours, lang)]
    for other in rows_of(plans[plans.plan != OURS]):
        lines += [_measured(plan, other, lang), _judged(ours, other, lang)]
    return lines + full_places_note(plan, lang=lang)


def _kinds(plan: PlanFacts) -> int:
    """Return in how many categories children are lacking something: they are added up."""
    lacking = plan.cells[
        (plan.cells.counted == "children") & plan.cells.gap_low.gt(0).fillna(False)
    ]
    return int(lacking.category.nunique())


def _measured(plan: PlanFacts, row: Any, lang: str) -> str:
    return say(
        "{plan}: nơi thấp nhất {floor}, chênh lệch (Gini) {gini}, {children}, chưa dùng {unspent}.",
        lang=lang,
        plan=_capital(plan_name(row.plan, lang=lang)),
        floor=percent(row.lowest_coverage, lang=lang, decimals=1),
        gini=number(row.gini, lang=lang, decimals=3),
        children=supported_words(row.children_reached, _kinds(plan), lang=lang),
        unspent=money(row.unspent_vnd, lang=lang),
    )


def _judged(ours: Any, other: Any, lang: str) -> str:
    """Say how the plan compares: the worst-off, and how many children."""
    floor = _sign(ours.lowest_coverage, other.lowest_coverage)
    count = _sign(ours.children_reached, other.children_reached)
    worst_off = {
        1: say("kế hoạch này nâng nơi thấp nhất cao hơn", lang=lang),
        0: say("nơi thấp nhất bằng nhau", lang=lang),
        -1: say("kế hoạch này để nơi thấp nhất thấp hơn", lang=lang),
    }[floor]
    children = {
        1: say("giúp nhiều trẻ hơn", lang=lang),
        0: say("giúp số trẻ bằng nhau", lang=lang),
        -1: say("giúp ít trẻ hơn", lang=lang),
    }[count]
    return say(
        "So lại: {worst_off}, {children}.", lang=lang, worst_off=worst_off, children=children
    )


def _sign(ours: Any, other: Any) -> int:
    if pd.isna(ours) or pd.isna(other):
        return 0
    difference = float(ours) - float(other)
    return 0 if abs(difference) < 1e-9 else (1 if difference > 0 else -1)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
