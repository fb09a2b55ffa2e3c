"""Acts with many parts, made from what an officer says."""

from __future__ import annotations

import datetime as dt

from needs.sponsorship.acts import Act, Sponsor
from needs.sponsorship.months import later


def proposed(
    child_id: str,
    purpose: str,
    sponsor: Sponsor,
    *,
    amount_vnd: int,
    first_month: str,
    months: int,
    by: str,
    at: dt.date,
) -> Act:
    """Return the proposal of a sponsor for a child, purpose and period.

    `amount_vnd` đồng each month, or once; `months` months from `first_month` on.
    """
    content = {
        **sponsor.content(),
        "purpose": purpose,
        "amount_vnd": amount_vnd,
        "first_month": first_month,
        "months": months,
    }
    return Act("proposed", by, at, child_id=child_id, content=content)


def handed_over(
    pledge_id: str,
    sponsor: Sponsor,
    *,
    amount_vnd: int,
    first_month: str,
    by: str,
    at: dt.date,
    evidence: str,
) -> Act:
    """Return the handing over to another sponsor from a month on, to the end of the period.

    The sponsorship before ends with the month before: no month without a sponsor, none with two.
    """
    content = {
        **sponsor.content(),
        "amount_vnd": amount_vnd,
        "last_month": later(first_month, -1),
        "reason": "",
    }
    return Act("handed_over", by, at, pledge_id=pledge_id, evidence=evidence, content=content)
