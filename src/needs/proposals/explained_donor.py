"""What a donor is proposed to give, why there, what holds it back, and what would change that."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.words import donor_type, idle_reason, illustrative_notice
from needs.proposals.explained_commune import Section
from needs.proposals.explained_facts import PlanFacts, find_donor, plan_facts, supports
from needs.proposals.explained_givers import gift_label
from needs.proposals.explained_limits import limits_words
from needs.proposals.explained_widening import widened_words
from needs.proposals.explained_wishes import gift_rows, refusals
from needs.proposals.explained_words import (
    communes_list,
    communes_words,
    given_words,
    held_words,
    needs_words,
    units_words,
)
from needs.proposals.gifts import gift_words
from needs.proposals.why import why_these
from needs.proposals.words import support_name
from needs.tables import rows_of
from needs.wording import money, say
from needs.wording.numbers import is_missing

_MOST_COMMUNES = 12


def explain_donor(
    assessment: Assessment,
    donor: str,
    *,
    lang: str,
    widened: pd.DataFrame | None = None,
    alternatives: list[str] | None = None,
) -> list[Section]:
    """Explain what a donor is proposed to give.

    Parameters
    ----------
    assessment
        With the tables that `explain_commune` reads; `binding` where it is there.
    donor
        Its id or name.
    lang
        "vi" or "en".
    widened
        What becomes of the plan if a wish is widened, from `widened_table`.
    alternatives
        Sentences on other choices of equal value.

    Returns
    -------
    list of (title, lines)

    Raises
    ------
    NotFound
        If there is no such donor; lists them.
    """
    plan = plan_facts(assessment)
    donor_id = find_donor(plan, donor)
    sections = [
        _of_donor(assessment, plan, donor_id, lang),
        (say("Ở đâu", lang=lang), _where(plan, donor_id, lang)),
        (say("Vì sao các xã này", lang=lang), why_these(plan, donor_id, lang=lang)),
        (say("Điều gì giới hạn", lang=lang), _limits(plan, donor_id, lang)),
    ]
    if widened is not None:
        mine = widened[widened.gift_id.isin(plan.gifts.gift_id[plan.gifts.donor_id == donor_id])]
        lines = widened_words(plan, mine, lang=lang)
        sections.append((say("Nếu nới một mong muốn", lang=lang), lines))
    if alternatives:
        sections.append((say("Phương án khác có giá trị ngang nhau", lang=lang), alternatives))
    return [(title, lines) for title, lines in sections if lines]


def _of_donor(assessment: Assessment, plan: PlanFacts, donor_id: str, lang: str) -> Section:
    gifts = plan.gifts[plan.gifts.donor_id == donor_id]
    source = gifts if len(gifts) else plan.use[plan.use.donor_id == donor_id]
    first = next(rows_of(source))
    title = f"{first.donor} ({donor_type(first.donor_type, lang=lang)})"
    lots = plan.lots_of_donor(donor_id)
    if lots.empty:
        lines = [say("Kế hoạch chưa đề xuất gì cho nhà tài trợ này.", lang=lang)]
    else:
        lines = [
            say(
                "Kế hoạch đề xuất: {given} ở {communes}; nhà tài trợ trả hoặc trao {cost}.",
                lang=lang,
                given=given_words(plan.programme, lots, lang=lang),
                communes=communes_words(lots.commune_code.nunique(), lang=lang),
                cost=money(_pays(lots, donor_id), lang=lang),
            )
        ]
    for gift in gift_rows(gifts):
        lines.append(" ".join(gift_words(assessment, gift, lang=lang)))
    if assessment.illustrative:
        lines.append(illustrative_notice(lang=lang))
    return title, lines


def _pays(lots: pd.DataFrame, donor_id: str) -> int:
    own, joined = lots.donor_id == donor_id, lots.partner_id == donor_id
    return int(lots.paid_vnd[own].sum() + lots.partner_vnd[joined].sum())


def _where(plan: PlanFacts, donor_id: str, lang: str) -> list[str]:
    """Say, kind by kind, how much goes where; the communes with the most first."""
    lots = plan.lots_of_donor(donor_id)
    lines = []
    for entry in supports(plan.programme):
        rows = lots[lots.category == entry.id]
        if rows.empty:
            continue
        by_size = rows.sort_values(["count", "commune_code"], ascending=[False, True])
        lines.append(
            say(
                "{category}: {quantity} ở {n}: {communes}.",
                lang=lang,
                category=support_name(plan.programme, entry.id, lang=lang),
                quantity=units_words(plan.programme, entry.id, rows.quantity.sum(), lang=lang),
                n=communes_words(rows.commune_code.nunique(), lang=lang),
                communes=communes_list(by_size, lang=lang, most=_MOST_COMMUNES),
            )
        )
    shared = lots[lots.partner_id != ""]
    for row in rows_of(shared.drop_duplicates(["donor_id", "partner_id"])):
        other = row.partner if row.donor_id == donor_id else row.donor
        lines.append(say("Cùng trả một phần với {donor}.", lang=lang, donor=other))
    return lines


def _limits(plan: PlanFacts, donor_id: str, lang: str) -> list[str]:
    gifts = {gift.gift_id: gift for gift in gift_rows(plan.gifts)}
    mine = plan.use[plan.use.donor_id == donor_id].sort_values("gift_id")
    lines = [
        _left(plan, gifts[row.gift_id], row, lang) for row in rows_of(mine) if row.gift_id in gifts
    ]
    return lines + limits_words(plan, list(mine.gift_id), lang=lang)


def _left(plan: PlanFacts, gift: Any, row: Any, lang: str) -> str:
    """Say what is left of a gift, and why."""
    name = gift_label(plan, gift, lang=lang)
    if is_missing(row.left) or row.left == 0:
        lacking = plan.cells[plan.cells.open.gt(0).fillna(False)]
        more = int((refusals(gift, lacking, plan) == "").sum())
        if not more:
            return say("{gift}: dùng hết.", lang=lang, gift=name)
        words = "{gift}: dùng hết; còn {n} hợp mong muốn mà chưa đủ nguồn."
        return say(words, lang=lang, gift=name, n=needs_words(more, lang=lang))
    amount = held_words(plan.programme, gift, row.left, lang=lang)
    why = idle_reason(str(row.reason), lang=lang) if row.reason else ""
    if not why:
        return say("{gift}: còn {amount}.", lang=lang, gift=name, amount=amount)
    return say("{gift}: còn {amount}, vì {why}.", lang=lang, gift=name, amount=amount, why=why)
