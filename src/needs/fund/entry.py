"""What is written into the books: an entry with its lines, units, earmarked funds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

EntryKind = Literal[
    "opening",
    "contribution",
    "income",
    "spending",
    "goods_in",
    "goods_out",
    "purchase",
    "move",
    "handover",
    "close",
    "reversal",
    "units",
    "earmark",
]
#: Entries that move nothing: they tell which units there are, and which funds are kept apart.
REGISTERS = ("units", "earmark")
GENERAL = ""


@dataclass(frozen=True)
class Line:
    """One line of an entry.

    Parameters
    ----------
    account
        Id of an account of the profile's chart.
    amount
        Đồng: debit above zero, credit below. None: goods that go out, valued by the books at the
        average of what lies in stock, and the spending (or other fund's stock) they go to.
    level, place
        Whose money: level of the Fund, and the district or commune where there are several.
    unit_id
        Who contributed.
    earmark
        The fund kept apart that it belongs to; empty: the general fund.
    activity, occasion, commune_code
        What it was spent on, when, for which commune.
    item, measure, quantity
        Goods: what, in which unit, how many (below zero: out of stock).
    """

    account: str
    amount: int | None
    level: str
    place: str = ""
    unit_id: str = ""
    earmark: str = GENERAL
    activity: str = ""
    occasion: str = ""
    commune_code: str = ""
    item: str = ""
    measure: str = ""
    quantity: int = 0


@dataclass(frozen=True)
class Unit:
    """A unit that is asked to contribute, as it stands in one year.

    `staff` (people) and `daily_pay_vnd` (average, đồng) may be unknown: what is expected of it is
    then unknown, never nothing. `days` None: as the profile asks.
    """

    unit_id: str
    name: str
    year: int
    level: str
    place: str = ""
    staff: int | None = None
    daily_pay_vnd: int | None = None
    days: float | None = None


@dataclass(frozen=True)
class Earmark:
    """Money or goods given for a purpose: for these activities, and these communes (all: none)."""

    earmark: str
    name: str
    activities: tuple[str, ...]
    communes: tuple[str, ...] = ()
    donor: str = ""
    named: bool = False


@dataclass(frozen=True)
class Entry:
    """One entry of the journal.

    Parameters
    ----------
    key
        Makes a repetition harmless: an entry whose key is in the books is not written again.
    day
        When it happened.
    by
        Who writes it down.
    document
        Number of the voucher; every entry that moves money needs one.
    donor, named
        Who gave; whether the name may be published.
    note
        For those who keep the books; never shown in a table or page.
    reverses
        Number of the entry that this one takes back.
    basis
        "official", or "illustrative" where the books were made up for trying things out.
    source
        File and sheet that it was read from.
    """

    key: str
    kind: EntryKind
    day: dt.date
    by: str
    document: str
    lines: tuple[Line, ...] = ()
    units: tuple[Unit, ...] = ()
    earmarks: tuple[Earmark, ...] = ()
    donor: str = ""
    named: bool = False
    note: str = ""
    reverses: int | None = None
    basis: str = "official"
    source: str = ""
    where: str = field(default="", compare=False)

    @property
    def subject(self) -> str:
        """What it is called in messages: where it was read, else its voucher, else its key."""
        return self.where or self.document or self.key


@dataclass(frozen=True)
class Written:
    """An entry in the books: its number, and whether it had been there before."""

    seq: int
    key: str
    repeated: bool
