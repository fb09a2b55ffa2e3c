"""A child leaves the register: what is done at once, and what stays to be settled."""

from __future__ import annotations

import datetime as dt

from needs.programmes.sponsorship import Sponsorship
from needs.sponsorship.acts import Act, Sponsor
from needs.sponsorship.deeds import proposed
from needs.sponsorship.judging import state_words
from needs.sponsorship.months import later, month_of, month_text, months_between
from needs.sponsorship.payments import pledge_sums
from needs.sponsorship.standing import AGREED, RUNNING, Standing
from needs.wording import money, say


def left_with(
    standing: Standing,
    child_id: str,
    to_child: str = "",
    *,
    reason: str,
    by: str,
    at: dt.date,
    evidence: str,
) -> list[Act]:
    """Return the leaving of a child, and proposals of its sponsors for another child.

    The leaving itself ends every sponsorship of the child with the month under way. The sponsors
    who had agreed are proposed to `to_child` (none: to nobody) for the months that were left, from
    the month after; the child has to want the same, and each sponsor is asked anew.
    """
    acts = [Act("left", by, at, child_id=child_id, evidence=evidence, content={"reason": reason})]
    if not to_child:
        return acts
    next_month = later(month_of(at), 1)
    for pledge in standing.held(child_id):
        first = max(next_month, pledge.first_month)
        months = len(months_between(first, pledge.last_month))
        if pledge.state not in (AGREED, RUNNING) or months < 1:
            continue
        sponsor = Sponsor(pledge.sponsor_id, pledge.sponsor, pledge.gift_id)
        acts.append(
            proposed(
                to_child,
                pledge.purpose,
                sponsor,
                amount_vnd=pledge.amount_vnd,
                first_month=first,
                months=months,
                by=by,
                at=at,
            )
        )
    return acts


def still_held(
    standing: Standing, rules: Sponsorship, child_id: str, *, on: dt.date, lang: str = "vi"
) -> list[str]:
    """Tell of every sponsorship of a child that left on a day how it ended, and what money is over.

    What came beyond the months that ran is to be given back, or kept for another child.
    """
    sums = pledge_sums(standing, rules, on=on)
    beyond = dict(zip(sums.pledge_id, sums.over_vnd, strict=True))
    lines = []
    for pledge in sorted(standing.pledges.values(), key=lambda one: one.pledge_id):
        if pledge.child_id != child_id or pledge.since != on:
            continue
        over = beyond[pledge.pledge_id]
        lines.append(
            say(
                "{pledge}: {state}, tháng cuối {month}",
                lang=lang,
                pledge=pledge.pledge_id,
                state=state_words(pledge.state, lang=lang),
                month=month_text(pledge.last_month),
            )
        )
        if over:
            lines.append(
                say(
                    "{pledge}: còn {amount} đã nhận cho tháng sau; trả lại (`pay`, số âm) hoặc "
                    "hỏi người đỡ đầu chuyển sang trẻ khác",
                    lang=lang,
                    pledge=pledge.pledge_id,
                    amount=money(over, lang=lang),
                )
            )
    return lines
