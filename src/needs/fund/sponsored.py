"""Sponsors' money in the Fund's books: an earmarked fund; entries name a sponsorship, nobody."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from needs.fund.book import Book, Contents
from needs.fund.entry import Earmark, Entry, Written
from needs.fund.vouchers import Purse, came_in
from needs.programmes.fund import INCOME_KINDS, MONEY_KINDS, FundRules, Sponsored

_MARK = "sponsorship"
#: A sponsorship, the receipt of its money, and whether the money went back.
Due = tuple[str, str, bool]


@dataclass(frozen=True)
class Received:
    """Money that came from a sponsor, or (below zero) went back, in đồng.

    `pledge_id`, the number of the sponsorship, is the only link to the register: no sponsor, no
    child. `document` is the number of the receipt.
    """

    pledge_id: str
    amount_vnd: int
    day: dt.date
    document: str


def due_entry(
    rules: FundRules,
    sponsored: Sponsored,
    received: Received,
    *,
    account: str | None,
    by: str,
    undone: int = 0,
) -> Entry:
    """Return the entry of a sponsor's money.

    Its key is the sponsorship and the receipt, so that a due is posted once.

    Parameters
    ----------
    account
        Where it came to; None: the bank, or cash where there is none.
    undone
        How often it was posted and taken back: it may be posted once more after each.
    """
    held = [one for one in rules.accounts if one.kind in MONEY_KINDS]
    bank = next((one for one in held if one.kind == "bank"), held[0])
    more = (":back" if received.amount_vnd < 0 else "") + (f"#{undone}" if undone else "")
    return Entry(
        key=f"{_MARK}:{received.pledge_id}:{received.document}{more}",
        kind="income",
        day=received.day,
        by=by,
        document=f"{received.document} ({received.pledge_id})",
        lines=came_in(
            rules,
            Purse(sponsored.level, earmark=sponsored.earmark),
            kind="donation",
            amount=received.amount_vnd,
            account=account or bank.id,
        ),
    )


def keep_apart(book: Book, sponsored: Sponsored, *, day: dt.date, by: str) -> Written | None:
    """Make sure that there is the earmarked fund; None where it was there."""
    with book.to_read() as connection:
        there = connection.execute(
            "SELECT 1 FROM earmarks WHERE earmark = ?", (sponsored.earmark,)
        ).fetchone()
    if there is not None:
        return None
    kept = Earmark(sponsored.earmark, sponsored.name.vi, tuple(sorted(sponsored.activities)))
    entry = Entry(f"earmark:{sponsored.earmark}", "earmark", day, by, "", earmarks=(kept,))
    return book.write([entry])[0]


def posted(contents: Contents, *, on: dt.date) -> tuple[dict[Due, int], Counter[Due]]:
    """Return the number of the standing entry of each due, and how often it was taken back."""
    entries = _until(contents, on)
    reversed_ = {entry["reverses"] for entry in entries}
    dues = [(due, entry["seq"]) for entry in entries if (due := due_of(entry)) is not None]
    standing = {due: seq for due, seq in dues if seq not in reversed_}
    return standing, Counter(due for due, seq in dues if seq in reversed_)


def sponsored_income(
    contents: Contents, sponsored: Sponsored, *, on: dt.date
) -> tuple[dict[str, int], int]:
    """Return the income of the earmarked fund up to a day: by sponsorship, and tied to none.

    Both in đồng; what was taken back is taken off. Goods and opening balances are no dues.
    """
    entries = {entry["seq"]: entry for entry in _until(contents, on)}
    income: Counter[str | None] = Counter()
    for line in contents.lines:
        entry = entries.get(line["seq"])
        ours = line["earmark"] == sponsored.earmark and line["account_kind"] in INCOME_KINDS
        if entry is None or not ours or entry["kind"] == "close":
            continue
        due = due_of(entries.get(entry["reverses"], entry))
        income[due[0] if due else None] -= line["amount"]
    loose = income.pop(None, 0)
    return {pledge: amount for pledge, amount in income.items() if pledge is not None}, loose


def due_of(entry: dict[str, Any]) -> Due | None:
    """Return which due an entry posts; None if none."""
    mark, _, rest = str(entry["key"]).partition(":")
    if mark != _MARK:
        return None
    pledge_id, _, document = rest.partition(":")
    document = document.partition("#")[0]
    return pledge_id, document.removesuffix(":back"), document.endswith(":back")


def _until(contents: Contents, on: dt.date) -> list[dict[str, Any]]:
    return [entry for entry in contents.entries if entry["day"] <= on.isoformat()]
