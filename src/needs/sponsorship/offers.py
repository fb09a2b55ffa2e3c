"""What sponsors offer: so many children, so many months, and what they wish."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from needs.disclosure import choice_typed
from needs.errors import FaultCollector
from needs.programmes.sponsorship import Sponsorship
from needs.sponsorship.acts import Sponsor
from needs.tables import rows_of
from needs.tables.reference import read_reference
from needs.wording import say, typed

#: The file of sponsors beside the register.
SPONSORS = "sponsors.csv"

#: Columns of a file of sponsors; of these, only `NEEDED` have to be filled in.
COLUMNS = (
    *("sponsor_id", "gift_id", "sponsor", "may_be_named", "children", "amount_vnd", "months"),
    *("purposes", "groups", "districts", "communes", "from_age", "to_age", "only"),
)
NEEDED = ("sponsor_id", "gift_id", "children")
#: Wishes that a sponsor may make conditions.
CONDITIONS = ("age", "group", "place")


@dataclass(frozen=True)
class Offer:
    """A sponsor's offer.

    `children` children, `amount_vnd` đồng each (a month, or once; None: what the child needs) for
    `months` months (None: the purpose's own). Empty wishes are open. `only` names the wishes that
    are conditions: «age», «group», «place»; purposes always are. `name` is shown to officers;
    `may_be_named` whether others may learn it.
    """

    sponsor_id: str
    gift_id: str
    children: int
    name: str = ""
    may_be_named: bool = False
    amount_vnd: int | None = None
    months: int | None = None
    purposes: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    from_age: int | None = None
    to_age: int | None = None
    only: frozenset[str] = frozenset()

    def sponsor(self) -> Sponsor:
        """Return who offers it; by name only if others may learn it."""
        return Sponsor(self.sponsor_id, self.name if self.may_be_named else "", self.gift_id)


def offers_of_gifts(gifts: pd.DataFrame, rules: Sponsorship) -> list[Offer]:
    """Return the offers that stand in the register of donors: gifts of sponsored children.

    Ages and places of a gift are conditions. A gift whose category no purpose of the profile names
    is left out: it is allocated to communes, not to a child.

    Parameters
    ----------
    gifts
        `needs.donors.read_gifts(...).gifts`.
    """
    offers = []
    for gift in rows_of(gifts[gifts.funding == "sponsored"]):
        purposes = tuple(
            one.id for one in rules.purposes if str(gift.category) in (one.id, *one.categories)
        )
        if not purposes:
            continue
        offers.append(
            Offer(
                str(gift.donor_id),
                str(gift.gift_id),
                int(gift.children),
                name=str(gift.donor),
                amount_vnd=_whole(gift.month_vnd),
                months=_whole(gift.months),
                purposes=purposes,
                districts=tuple(gift.districts),
                communes=tuple(gift.communes),
                without=(*gift.without_districts, *gift.without_communes),
                from_age=_whole(gift.from_age),
                to_age=_whole(gift.to_age),
                only=frozenset(("age", "place")),
            )
        )
    return sorted(offers, key=lambda one: one.gift_id)


def read_offers(
    path: Path, rules: Sponsorship, communes: pd.DataFrame, *, lang: str = "vi"
) -> list[Offer]:
    """Read a file of sponsors (CSV, `COLUMNS`); several values of a cell are parted by «;».

    Raises
    ------
    InputFaults
        With every cell that cannot be read.
    """
    rows = read_reference(path, columns=NEEDED)
    faults = FaultCollector(path.name)
    known = {
        "purposes": {one.id for one in rules.purposes},
        "groups": {one.id for one in rules.groups},
        "districts": set(communes.district_code.dropna().astype(str)),
        "communes": set(communes.commune_code.astype(str)),
        "only": set(CONDITIONS),
    }
    for column in sorted(set(rows.columns) - set(COLUMNS)):
        faults.add(column, say("không có cột này", lang=lang), ", ".join(COLUMNS))
    offers = []
    for number, row in enumerate(rows.to_dict("records"), start=2):
        told = {str(name): "" if pd.isna(value) else str(value) for name, value in row.items()}
        cell = _Cells(told, number, faults, lang)
        several = {name: cell.several(name, known[name]) for name in known}
        offers.append(
            Offer(
                cell.text("sponsor_id"),
                cell.text("gift_id"),
                cell.whole("children", at_least=1) or 0,
                name=cell.text("sponsor"),
                may_be_named=cell.text("may_be_named").lower() in ("1", "có", "yes", "x"),
                amount_vnd=cell.whole("amount_vnd", at_least=1),
                months=cell.whole("months", at_least=1),
                purposes=several["purposes"],
                groups=several["groups"],
                districts=several["districts"],
                communes=several["communes"],
                from_age=cell.whole("from_age"),
                to_age=cell.whole("to_age"),
                only=frozenset(several["only"]),
            )
        )
        for name in NEEDED:
            if not cell.text(name):
                cell.fault(name, say("ô trống", lang=lang), say("ô này phải điền", lang=lang))
    for gift_id in sorted({one.gift_id for one in offers}):
        times = sum(one.gift_id == gift_id for one in offers)
        if gift_id and times > 1:
            faults.add(
                gift_id,
                say("{n} dòng cùng gift_id", lang=lang, n=times),
                say("mỗi dòng một gift_id riêng", lang=lang),
            )
    faults.raise_if_any()
    return sorted(offers, key=lambda one: one.gift_id)


@dataclass
class _Cells:
    row: dict[str, str]
    number: int
    faults: FaultCollector
    lang: str

    def fault(self, column: str, found: str, expected: str) -> None:
        where = say("dòng {line}, cột {column}", lang=self.lang, line=self.number, column=column)
        self.faults.add(where, found, expected)

    def text(self, column: str) -> str:
        return self.row.get(column, "").strip()

    def whole(self, column: str, *, at_least: int = 0) -> int | None:
        text = self.text(column)
        if not text:
            return None
        if not text.isdecimal() or int(text) < at_least:
            self.fault(
                column,
                typed(text, lang=self.lang),
                say("số nguyên từ {n}", lang=self.lang, n=at_least),
            )
            return None
        return int(text)

    def several(self, column: str, known: set[str]) -> tuple[str, ...]:
        words = sorted({word.strip() for word in self.text(column).split(";")} - {""})
        for word in words:
            if word not in known:
                told = choice_typed(word, known, lang=self.lang)
                self.fault(column, told, ", ".join(sorted(known)[:20]))
        return tuple(words)


def _whole(value: object) -> int | None:
    missing = value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))
    return None if missing else int(str(value))
