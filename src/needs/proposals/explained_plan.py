"""The plan as a whole, in sentences: how it chooses, how fair, at what price, what stays open."""

from __future__ import annotations

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.promised import promised_lines
from needs.briefing.words import idle_reason, illustrative_notice
from needs.proposals.explained_commune import Section
from needs.proposals.explained_facts import PlanFacts, plan_facts
from needs.proposals.explained_floors import floors_words
from needs.proposals.explained_limits import any_donor_words
from needs.proposals.explained_open import unmet_by_reason
from needs.proposals.explained_price import practice_words, price_words
from needs.proposals.explained_words import (
    communes_words,
    given_words,
    place_words,
    supported_words,
    units_words,
)
from needs.proposals.words import support_name
from needs.tables import CELL, rows_of
from needs.wording import money, number, percent, say

_MOST_LOTS = 8


def explain_plan(assessment: Assessment, *, lang: str) -> list[Section]:
    """Explain the plan of a programme as a whole.

    Parameters
    ----------
    assessment
        With the tables that `explain_commune` reads, and `stages`; `frontier`, `practice` and
        `next_gifts` where they are there: a section without its table is left out.
    lang
        "vi" or "en".

    Returns
    -------
    list of (title, lines)
    """
    plan = plan_facts(assessment)
    amount = money(plan.programme.allocation.next_vnd, lang=lang)
    sections = [
        (say("Kế hoạch chọn thế nào", lang=lang), _choice(assessment, plan, lang)),
        (
            say("Ngoài đề xuất: đã có trong sổ cam kết", lang=lang),
            promised_lines(assessment, lang=lang),
        ),
        (say("Mức thấp nhất tăng tới đâu", lang=lang), floors_words(plan, lang=lang)),
        (say("Giá của công bằng", lang=lang), price_words(plan, lang=lang)),
        (say("So với cách làm thường gặp", lang=lang), practice_words(plan, lang=lang)),
        (
            say("{amount} tiếp theo làm được gì", lang=lang, amount=amount),
            _next(plan, lang),
        ),
        (say("Còn thiếu gì, ai giúp được", lang=lang), unmet_by_reason(plan, lang=lang)),
        (say("Chắc tới đâu", lang=lang), _exactness(plan, lang)),
    ]
    return [(title, lines) for title, lines in sections if lines]


def _choice(assessment: Assessment, plan: PlanFacts, lang: str) -> list[str]:
    settings = plan.programme.allocation
    kept = percent(settings.epsilon, lang=lang, decimals=0 if settings.epsilon >= 0.01 else 1)
    words = {
        "fair_first": say(
            "Công bằng trước: nâng nơi được hỗ trợ ít nhất lên cao hết mức, rồi giúp được nhiều "
            "trẻ cần nhất; bước sau bớt của bước trước không quá {share}.",
            lang=lang,
            share=kept,
        ),
        "effect_first": say(
            "Hiệu quả trước: giúp được nhiều trẻ cần nhất, rồi nâng nơi được hỗ trợ ít nhất; bước "
            "sau bớt của bước trước không quá {share}.",
            lang=lang,
            share=kept,
        ),
        "proportional": say(
            "Chia đều: mọi nơi được đáp ứng cùng một phần của điều còn thiếu, rồi giúp được nhiều "
            "trẻ cần nhất; bước sau bớt của bước trước không quá {share}.",
            lang=lang,
            share=kept,
        ),
    }
    lines = [words[settings.mode], *_given(plan, lang)]
    if assessment.illustrative:
        lines.append(illustrative_notice(lang=lang))
    return lines


def _given(plan: PlanFacts, lang: str) -> list[str]:
    lots = plan.lots
    if lots.empty:
        return [say("Kế hoạch không đề xuất gì: không quà nào đến được nơi nào.", lang=lang)]
    donors = {*lots.donor_id, *lots.partner_id} - {""}
    lines = [
        say(
            "Đề xuất: {given} ở {communes}, trị giá {cost}, từ {donors} nhà tài trợ.",
            lang=lang,
            given=given_words(plan.programme, lots, lang=lang),
            communes=communes_words(lots.commune_code.nunique(), lang=lang),
            cost=money(lots.cost_vnd.sum(), lang=lang),
            donors=number(len(donors), lang=lang),
        )
    ]
    cash = plan.use[plan.use.funding == "cash"]
    if len(cash):
        words = "Tiền chưa phân bổ: {left} trong {all}."
        left, budget = cash.left.sum(), cash.budget_vnd.sum()
        lines.append(
            say(words, lang=lang, left=money(left, lang=lang), all=money(budget, lang=lang))
        )
        lines += _why_left(plan, cash, lang)
    return lines


def _why_left(plan: PlanFacts, cash: pd.DataFrame, lang: str) -> list[str]:
    """Say why money is left; where places are full, how far the gap itself is known."""
    told = cash[cash.left.gt(0).fillna(False) & cash.reason.fillna("").ne("")]
    if told.empty:
        return []
    sums = sorted(told.groupby("reason").left.sum().items(), key=lambda s: (-int(s[1]), str(s[0])))
    reasons = "; ".join(
        f"{idle_reason(str(reason), lang=lang)} ({money(left, lang=lang)})" for reason, left in sums
    )
    lines = [say("Vì sao còn: {reasons}.", lang=lang, reasons=reasons)]
    gap = plan.table("gap")
    if "reach_full" in set(told.reason) and "gap_high" in gap:
        counted = gap[gap.in_target & gap.gap_low.notna() & gap.gap_high.notna()]
        low, high = int(counted.gap_low.sum()), int(counted.gap_high.sum())
        kinds = counted.category[counted.gap_high > 0].nunique()
        if high > low:
            words = (
                "Đề xuất chỉ bù phần thiếu chắc chắn, {low}; phần thiếu có thể tới {high}. Thêm "
                "báo cáo của xã thì lập lại kế hoạch: tiền còn lại có thể có chỗ dùng."
            )
            least = supported_words(low, kinds, lang=lang)
            most = supported_words(high, kinds, lang=lang)
            lines.append(say(words, lang=lang, low=least, high=most))
    return lines


def _next(plan: PlanFacts, lang: str) -> list[str]:
    """Say what one further gift of money would do, and where; then what other amounts would."""
    given = plan.table("next_gifts")
    if given.empty and "amount_vnd" not in given:
        return []
    settings = plan.programme.allocation
    lots = given[given.amount_vnd == settings.next_vnd]
    ordered = lots.sort_values(["children_reached", *CELL], ascending=[False, True, True])
    lines = [_further(plan, settings.next_vnd, lots, lang)]
    lines += [
        say(
            "{commune}: {category}, {quantity}.",
            lang=lang,
            commune=place_words(lot, lang=lang),
            category=support_name(plan.programme, lot.category, lang=lang),
            quantity=units_words(plan.programme, lot.category, lot.quantity, lang=lang),
        )
        for lot in rows_of(ordered.head(_MOST_LOTS))
    ]
    more = ordered.iloc[_MOST_LOTS:]
    if len(more):
        words = "Và {n} ở các nơi khác."
        lines.append(say(words, lang=lang, n=given_words(plan.programme, more, lang=lang)))
    lines += [
        _further(plan, amount, given[given.amount_vnd == amount], lang)
        for amount in sorted({*settings.baskets_vnd} - {settings.next_vnd})
    ]
    return lines + any_donor_words(plan, lang=lang)


def _further(plan: PlanFacts, amount_vnd: int, lots: pd.DataFrame, lang: str) -> str:
    amount = money(amount_vnd, lang=lang)
    if lots.empty:
        words = "Thêm {amount} chưa mua được gói nào cho phần còn thiếu."
        return say(words, lang=lang, amount=amount)
    return say(
        "Thêm {amount} không kèm mong muốn nào: giúp được {given} ở {communes}, hết {cost}.",
        lang=lang,
        amount=amount,
        given=given_words(plan.programme, lots, lang=lang),
        communes=communes_words(lots.commune_code.nunique(), lang=lang),
        cost=money(lots.cost_vnd.sum(), lang=lang),
    )


def _exactness(plan: PlanFacts, lang: str) -> list[str]:
    """Say how near the plan is proven to be to the best one possible."""
    stages = plan.table("stages")
    if stages.empty:
        return []
    told = stages[stages.gap.notna()]
    worst = float(told.gap.max()) if len(told) else 0.0
    late = stages[stages.status == "limit"]
    if worst <= _EXACT and late.empty:
        words = "Đã chứng minh: không kế hoạch nào tốt hơn theo các quy tắc trên."
        return [say(words, lang=lang)]
    lines = [
        say(
            "Đã chứng minh: kế hoạch kém mức tốt nhất có thể không quá {gap}.",
            lang=lang,
            gap=percent(worst, lang=lang, decimals=2),
        )
    ]
    if len(late):
        words = "{n} bước tính dừng vì hết thời gian; cho thêm thời gian có thể tốt hơn."
        lines.append(say(words, lang=lang, n=number(len(late), lang=lang)))
    return lines


#: A gap of a solver's rounding is none.
_EXACT = 1e-9
