"""Sponsors' money that comes through the Fund: written into both books, and compared.

The register says who owes and paid; the Fund's books hold the money, under the number of the
sponsorship alone.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from needs.errors import FaultCollector
from needs.fund.book import Book, Contents
from needs.fund.entry import Entry, Written
from needs.fund.sponsored import Due, Received, due_entry, keep_apart, posted, sponsored_income
from needs.programmes.fund import Sponsored
from needs.sponsorship.acts import Act
from needs.sponsorship.payments import same_payment
from needs.sponsorship.register import Register, RegisterRefused
from needs.sponsorship.standing import Payment, Pledge, Standing
from needs.wording import date_text, money, say

COLUMNS = ("pledge_id", "purpose", "register_vnd", "fund_vnd", "difference_vnd")


@dataclass(frozen=True)
class Till:
    """Where sponsors' money comes to: the Fund's books, and the account (None: the bank)."""

    book: Book
    sponsored: Sponsored
    account: str | None = None

    def entry(self, pledge_id: str, payment: Payment, *, by: str, undone: int) -> Entry:
        """Return the entry of the Fund's books for a payment of the register."""
        received = Received(pledge_id, payment.amount_vnd, payment.on, payment.evidence)
        return due_entry(
            self.book.rules,
            self.sponsored,
            received,
            account=self.account,
            by=by,
            undone=undone,
        )


def due_of(pledge_id: str, payment: Payment) -> Due:
    """Return what a payment is called in the Fund's books."""
    return pledge_id, payment.evidence, payment.amount_vnd < 0


def pay_in(register: Register, till: Till, act: Act) -> Written:
    """Write money received from a sponsor into the register and the Fund's books, as one act.

    The Fund's entry is written while the register waits: what either refuses stands in neither.
    After a power cut in between the same act, said again, completes the register.

    Raises
    ------
    RegisterRefused, BookRefused
        With the reason; a due that was posted before is named with its entry.
    LedgerError
        If a file cannot be written.
    """
    payment = Payment(act.at, act.content["amount_vnd"], act.evidence)
    with register.writing() as write:
        there, undone = posted(till.book.contents(), on=dt.date.max)
        due = due_of(act.pledge_id, payment)
        pledge = register.standing().pledges.get(act.pledge_id)
        if pledge is not None:
            _judge_once(register, pledge, payment, there.get(due))
        write([act])
        keep_apart(till.book, till.sponsored, day=act.at, by=act.by)
        entry = till.entry(act.pledge_id, payment, by=act.by, undone=undone[due])
        (written,) = till.book.write([entry])
    return written


def post_dues(
    register: Register, till: Till, *, by: str, today: dt.date
) -> list[tuple[str, Written]]:
    """Write the register's payments that the Fund's books lack into them, oldest first.

    Returns
    -------
    list
        Sponsorship and entry of each; empty where nothing was lacking.

    Raises
    ------
    BookRefused
        With every payment that the books do not take, and why; none of them was written then.
    """
    with register.writing():
        there, undone = posted(till.book.contents(), on=dt.date.max)
        lacking = [
            (pledge_id, payment)
            for pledge_id, payment in through_fund(register.standing(), on=today)
            if due_of(pledge_id, payment) not in there
        ]
        if not lacking:
            return []
        keep_apart(till.book, till.sponsored, day=lacking[0][1].on, by=by)
        entries = [
            till.entry(pledge_id, payment, by=by, undone=undone[due_of(pledge_id, payment)])
            for pledge_id, payment in lacking
        ]
        written = till.book.write(entries)
    return [(pledge_id, one) for (pledge_id, _), one in zip(lacking, written, strict=True)]


def through_fund(standing: Standing, *, on: dt.date) -> list[tuple[str, Payment]]:
    """Return the payments that come through the Fund up to a day, by day and sponsorship."""
    found = [
        (pledge.pledge_id, payment)
        for pledge in standing.pledges.values()
        for payment in pledge.payments
        if payment.on <= on and not payment.direct
    ]
    return sorted(found, key=lambda one: (one[1].on, one[1].amount_vnd < 0, one[0]))


def reconciled_dues(
    standing: Standing, contents: Contents, sponsored: Sponsored, *, on: dt.date
) -> pd.DataFrame:
    """Compare what the register received with the earmarked income of the Fund, up to a day.

    Returns
    -------
    DataFrame
        `COLUMNS`, one row for each sponsorship with money in either, by number; đồng. Income of
        the earmarked fund that names no sponsorship stands in a last row with an empty
        `pledge_id`. The two sums are equal where no difference is told.
    """
    received: dict[str, int] = {}
    for pledge_id, payment in through_fund(standing, on=on):
        received[pledge_id] = received.get(pledge_id, 0) + payment.amount_vnd
    income, loose = sponsored_income(contents, sponsored, on=on)
    rows = [
        (one, standing.pledges[one].purpose if one in standing.pledges else "", *both)
        for one in sorted({*received, *income})
        if any(both := (received.get(one, 0), income.get(one, 0)))
    ]
    rows += [("", "", 0, loose)] if loose else []
    frame = pd.DataFrame(rows, columns=list(COLUMNS[:-1]))
    frame = frame.astype({"pledge_id": "str", "purpose": "str"}).astype(
        dict.fromkeys(COLUMNS[2:4], "Int64")
    )
    return frame.assign(difference_vnd=frame.register_vnd - frame.fund_vnd)


def _judge_once(register: Register, pledge: Pledge, payment: Payment, seq: int | None) -> None:
    """Refuse what stands in the register; `seq`: its entry in the Fund's books, if any."""
    lang = register.lang
    same = same_payment(pledge, payment)
    if same is None:
        return
    faults = FaultCollector(register.path.name)
    day, amount = date_text(same.on, lang=lang), money(same.amount_vnd, lang=lang)
    found = (
        say(
            "phiếu {paper} đã ghi ngày {day}, {amount}; chưa vào sổ Quỹ",
            lang=lang,
            paper=payment.evidence,
            day=day,
            amount=amount,
        )
        if seq is None
        else say(
            "phiếu {paper} đã ghi ngày {day}, {amount}; sổ Quỹ: bút toán {n}",
            lang=lang,
            paper=payment.evidence,
            day=day,
            amount=amount,
            n=seq,
        )
    )
    todo = (
        say("ghi vào sổ Quỹ bằng `needs register … dues --post`", lang=lang)
        if seq is None
        else say("nếu là khoản khác, ghi số phiếu khác; ghi sai thì điều chỉnh", lang=lang)
    )
    faults.add(pledge.pledge_id, found, say("mỗi phiếu thu một lần", lang=lang), todo)
    raise RegisterRefused(faults.subject, faults.faults)
