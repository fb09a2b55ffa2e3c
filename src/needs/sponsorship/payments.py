"""What sponsors have to pay by month, what came, what is late; in whole đồng."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from needs.programmes.sponsorship import Sponsorship
from needs.sponsorship.months import first_day, months_between
from needs.sponsorship.standing import (
    AGREED,
    ENDED,
    HANDED_OVER,
    RUNNING,
    Payment,
    Pledge,
    Standing,
)

#: Pledges in these states owe what has fallen due.
OWING = (AGREED, RUNNING, ENDED, HANDED_OVER)
COLUMNS = ("pledge_id", "child_id", "purpose", "sponsor_id", "month", "due_vnd", "received_vnd")


def due_months(pledge: Pledge, rules: Sponsorship) -> tuple[str, ...]:
    """Return the months for which a pledge owes its amount: each, or the first where paid once."""
    months = months_between(pledge.first_month, pledge.last_month)
    return months[:1] if rules.purpose(pledge.purpose).paid == "once" else months


def pay_day(month: str, rules: Sponsorship) -> dt.date:
    """Return the day by which a month is to be paid."""
    return first_day(month).replace(day=rules.pay_by)


def payments_by_month(standing: Standing, rules: Sponsorship, *, on: dt.date) -> pd.DataFrame:
    """Return what is due and received for each pledge and month up to a day.

    What came fills the earliest unpaid month first. What came beyond all months of the pledge
    stands in none of them (`over_vnd` of `pledge_sums`).

    Returns
    -------
    DataFrame
        `COLUMNS` and `late` (flag: the day of payment has passed and the month is not paid up),
        one row for each month that has begun to be due, by pledge and month.
    """
    rows: list[tuple[object, ...]] = []
    for pledge in sorted(standing.pledges.values(), key=lambda one: one.pledge_id):
        if pledge.state not in OWING:
            continue
        left = received_by(pledge, on)
        for month in due_months(pledge, rules):
            paid = min(left, pledge.amount_vnd)
            left -= paid
            if first_day(month) > on and not paid:
                break
            late = pay_day(month, rules) < on and paid < pledge.amount_vnd
            rows.append(
                (
                    *(pledge.pledge_id, pledge.child_id, pledge.purpose, pledge.sponsor_id),
                    *(month, pledge.amount_vnd, paid, late),
                )
            )
    frame = pd.DataFrame(rows, columns=[*COLUMNS, "late"])
    return frame.astype(
        {
            **dict.fromkeys(COLUMNS[:5], "str"),
            **dict.fromkeys(COLUMNS[5:], "Int64"),
            "late": "bool",
        }
    )


def received_by(pledge: Pledge, on: dt.date) -> int:
    """Return what came from a sponsor up to a day, corrections included."""
    return sum(one.amount_vnd for one in pledge.payments if one.on <= on)


def same_payment(pledge: Pledge, payment: Payment) -> Payment | None:
    """Return the payment of a sponsorship that bears the same paper, in the same direction.

    A receipt counts once; a correction (below zero) may name the receipt that it corrects.
    """
    for one in pledge.payments:
        back = (one.amount_vnd < 0, payment.amount_vnd < 0)
        if one.evidence == payment.evidence and back[0] == back[1]:
            return one
    return None


def pledge_sums(standing: Standing, rules: Sponsorship, *, on: dt.date) -> pd.DataFrame:
    """Return, for each pledge, what fell due up to a day, what came, what is late or beyond.

    Returns
    -------
    DataFrame
        pledge_id, asked_vnd (the whole period), due_vnd, received_vnd, late_vnd, over_vnd (came
        beyond the whole period: to be given back or kept for another), late_months.
    """
    rows = []
    months = payments_by_month(standing, rules, on=on)
    by_pledge = dict(iter(months.groupby("pledge_id"))) if len(months) else {}
    for pledge in sorted(standing.pledges.values(), key=lambda one: one.pledge_id):
        own = by_pledge.get(pledge.pledge_id)
        owing = pledge.state in OWING
        asked = pledge.amount_vnd * len(due_months(pledge, rules)) if owing else 0
        came = received_by(pledge, on)
        due = late = late_months = 0
        if own is not None:
            fell = own[own.month.map(lambda month: pay_day(month, rules) < on)]
            due = int(fell.due_vnd.sum())
            behind = own[own.late]
            late = int((behind.due_vnd - behind.received_vnd).sum())
            late_months = len(behind)
        rows.append((pledge.pledge_id, asked, due, came, late, max(0, came - asked), late_months))
    names = ("asked_vnd", "due_vnd", "received_vnd", "late_vnd", "over_vnd", "late_months")
    frame = pd.DataFrame(rows, columns=["pledge_id", *names])
    return frame.astype({"pledge_id": "str", **dict.fromkeys(names, "Int64")})
