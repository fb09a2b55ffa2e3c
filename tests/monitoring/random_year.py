"""A year of promises as it may happen: plans, offers, part deliveries, cancellations, new plans."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

import pandas as pd

from needs.commitments import Entry, Given, Ledger, Lot, commitments
from needs.commitments.states import HOLDING, TRANSITIONS

from .conftest import COMMUNES, HANOI, NAMES, PLAN_COLUMNS

#: What each gift holds: two stocks of coats, one of school things.
MEANS = {"kho": 120, "quy": 80, "but": 60}
CATEGORY = {"kho": "warm_clothing", "quy": "warm_clothing", "but": "nutrition"}
#: Children lacking in each commune and category.
ROOM = 70
PRICE = 300_000
START = dt.date(2026, 1, 10)


@dataclass
class RandomYear:
    """A ledger on which things happen; the plan is made anew whenever somebody asks for it."""

    ledger: Ledger
    random: Random
    day: dt.date = START
    plan: dict[tuple[str, str], int] = field(default_factory=dict)
    #: The plan of each day on which there was one.
    plans: dict[dt.date, dict[tuple[str, str], int]] = field(default_factory=dict)

    def live(self, steps: int) -> None:
        for _ in range(steps):
            self.day += dt.timedelta(days=self.random.randint(1, 12))
            self.random.choice([self.replan, self.promise, self.promise, self.move, self.move])()
        self.day += dt.timedelta(days=1)
        self.replan()

    def lots(self) -> pd.DataFrame:
        return commitments(self.ledger)

    def held(self, column: str, value: str, *, state: tuple[str, ...] = HOLDING) -> int:
        lots = self.lots()
        return int(lots[lots[column].eq(value) & lots.state.isin(state)].children.sum())

    def room(self, code: str, category: str) -> int:
        lots = self.lots()
        here = lots.commune_code.eq(code) & lots.category.eq(category) & lots.state.isin(HOLDING)
        return ROOM - int(lots[here].children.sum())

    def replan(self) -> None:
        """Give what is left of each gift to what is lacking, in an order by chance."""
        left = {gift: most - self.held("gift_id", gift) for gift, most in MEANS.items()}
        rooms = {
            (code, category): self.room(code, category)
            for code in NAMES
            for category in set(CATEGORY.values())
        }
        # What is only offered stays in the plan, or a part of it: the rest may go elsewhere.
        self.plan = {}
        lots = self.lots()
        for row in lots[lots.state == "offered"].itertuples():
            keeps = row.children if self.random.random() < 0.7 else row.children // 2
            if keeps:
                key = (row.gift_id, row.commune_code)
                self.plan[key] = self.plan.get(key, 0) + keeps
            left[row.gift_id] += row.children - keeps
            rooms[row.commune_code, row.category] += row.children - keeps
        cells = [(gift, code) for gift in MEANS for code in NAMES]
        self.random.shuffle(cells)
        for gift, code in cells:
            more = min(left[gift], rooms[code, CATEGORY[gift]], self.random.randint(0, 60))
            if more > 0:
                self.plan[gift, code] = self.plan.get((gift, code), 0) + more
                left[gift] -= more
                rooms[code, CATEGORY[gift]] -= more
        self.plans[self.day] = dict(self.plan)

    def promise(self) -> None:
        """Put one lot of the plan on the ledger, as it stands there."""
        fresh = [key for key in sorted(self.plan) if not self._asked(key)]
        if not fresh:
            return
        gift, code = self.random.choice(fresh)
        count = self.plan[gift, code]
        category = CATEGORY[gift]
        if count > MEANS[gift] - self.held("gift_id", gift) or count > self.room(code, category):
            return
        lot = Lot(
            donor_id=gift, donor=gift.title(), gift_id=gift, commune_code=code,
            commune=NAMES[code], category=category, period="2026", counted="children",
            count=count, packages=1, quantity=count, unit="bộ", value_vnd=count * PRICE,
            taken=count, basis="returned",
        )  # fmt: skip
        state = self.random.choice(["offered", "accepted", "delivered"])
        self._write(Entry(state=state, by="Sở", evidence="thư", at=self._at(), lot=lot))
        if state != "offered":
            del self.plan[gift, code]

    def _asked(self, key: tuple[str, str]) -> bool:
        lots = self.lots()
        same = lots.gift_id.eq(key[0]) & lots.commune_code.eq(key[1])
        return bool((same & lots.state.eq("offered")).any())

    def move(self) -> None:
        """Take one lot a step on its way: accepted, delivered in part or whole, given up."""
        lots = self.lots()
        open_lots = lots[[bool(TRANSITIONS[state]) for state in lots.state]]
        if open_lots.empty:
            return
        row = open_lots.iloc[self.random.randrange(len(open_lots))]
        state = self.random.choice(TRANSITIONS[row.state])
        entry = Entry(state=state, by="Sở", evidence="thư", at=self._at(), lot_id=row.lot_id)
        if state == "delivered":
            came = self.random.choice([row.children, self.random.randint(0, row.children)])
            given = Given(count=came, quantity=came, value_vnd=came * PRICE, taken=came)
            entry = replace(entry, given=given)
        self._write(entry)
        if row.state == "offered":
            self.plan.pop((row.gift_id, row.commune_code), None)

    def _at(self) -> dt.datetime:
        return dt.datetime.combine(self.day, dt.time(9), tzinfo=HANOI)

    def _write(self, entry: Entry) -> None:
        room = {(code, what, "2026"): ROOM for code in NAMES for what in set(CATEGORY.values())}
        self.ledger.write([entry], room=room, means=MEANS)

    def allocation(self) -> pd.DataFrame:
        """The plan as a table."""
        rows = [
            (gift, "", code, NAMES[code], CATEGORY[gift], "bộ", count, 0, float(count),
             count * PRICE, "returned", "stock", 0, count, 0)
            for (gift, code), count in sorted(self.plan.items())
        ]  # fmt: skip
        frame = pd.DataFrame(rows, columns=list(PLAN_COLUMNS))
        whole = ("children_reached", "places", "cost_vnd", "paid_vnd", "packages", "partner_vnd")
        return frame.astype(dict.fromkeys(whole, "Int64") | {"quantity": "Float64"})


def random_year(folder: Path, seed: int, *, steps: int = 14) -> RandomYear:
    """Return a year in which things happen by chance, the same for the same seed."""
    year = RandomYear(Ledger(folder / f"{seed}.sqlite"), Random(seed))
    year.replan()
    year.live(steps)
    return year


DISTRICTS = dict(zip(COMMUNES.district_code, COMMUNES.district, strict=True))
