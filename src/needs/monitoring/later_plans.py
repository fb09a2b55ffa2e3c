"""What the plan of the day reported held beyond the ledger of that day; nothing of it twice.

The ledger tells how every lot stood at the end of the day. What has been taken up since, and what
the plan proposes today, is taken to have stood in that day's plan, too. But what is planned now
only because something was given up meanwhile (a lot cancelled, declined, come short; an offer that
the plan no longer makes) did not: the same children, and the same money, would count twice. So
much as became free is left out again, first in the same commune and category, then of the same
gift elsewhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from needs.commitments.from_plan import PLAN_KEY, taken_of
from needs.commitments.states import FIXED, GIVEN, OFFERED, PROPOSED
from needs.tables import rows_of

_KEY = list(PLAN_KEY)
_ASKED = (PROPOSED, OFFERED)
_PLANNED = (*_ASKED, *FIXED)
#: An amount of a lot → what histories call it after «promised_» and «given_».
KEPT = {"children": "children", "places": "places", "units": "units", "amount_vnd": "vnd"}
AMOUNTS = tuple(KEPT)
#: What a lot takes from its gift and from its partner's.
_TAKEN = ("taken", "partner_taken")
_WORDS = ["commune", "unit", "basis"]
LATER_COLUMNS = ("lot_id", *PLAN_KEY, "period", *_WORDS, *AMOUNTS, *_TAKEN)


def planned_later(
    plan: pd.DataFrame | None, histories: pd.DataFrame, now: pd.DataFrame, *, year: str
) -> pd.DataFrame:
    """Return what stood in the plan on the day reported, and not yet on the ledger.

    Parameters
    ----------
    plan
        The year's plan (table `allocation`); None: there is none.
    histories
        The ledger on the day reported (`lot_histories`).
    now
        The ledger today.
    year
        The year of the plan.

    Returns
    -------
    DataFrame
        `LATER_COLUMNS`: lots taken up since (with their number) and the rest of the plan, without
        what became free since the day reported. With what stood on the ledger that day, no gift
        gives more than it held, and no commune gets more than it lacked, on that day or today.
    """
    asked = _asked(now, year)
    rest = _empty() if plan is None else _beyond(_of_plan(plan, year), asked)
    taken_back = _empty() if plan is None else _beyond(asked, _of_plan(plan, year))
    given_up = _beyond(_in_force(histories), _in_force(now), by=["lot_id"])
    later = _as_promised(now[~now.lot_id.isin(histories.lot_id)])
    rows = _joined([later, rest]).sort_values([*_KEY, "period", "lot_id"], ignore_index=True)
    return _without(rows, _joined([given_up, taken_back]))


def _in_force(histories: pd.DataFrame) -> pd.DataFrame:
    """Return the lots that stand in the plan, with what they hold: once given, what was given."""
    lots = _as_promised(histories)
    given = histories.state.isin(GIVEN).reindex(lots.index)
    told = histories.reindex(lots.index)
    return lots.assign(
        **{
            name: lots[name].mask(given, told[f"given_{kept}"].fillna(lots[name]))
            for name, kept in KEPT.items()
        }
    )


def _as_promised(histories: pd.DataFrame) -> pd.DataFrame:
    lots = histories[histories.state.isin(_PLANNED)]
    promised = {name: lots[f"promised_{kept}"] for name, kept in KEPT.items()}
    return lots.assign(**promised, partner_taken=lots.partner_vnd)[list(LATER_COLUMNS)]


def _asked(now: pd.DataFrame, year: str) -> pd.DataFrame:
    """Return what the plan would name again: proposed or offered on the ledger, added up."""
    lots = _as_promised(now[now.state.isin(_ASKED) & now.period.eq(year)])
    lots = lots.assign(amount_vnd=lots.amount_vnd.fillna(0), lot_id="")
    figures = [*AMOUNTS, *_TAKEN]
    by = lots.groupby(_KEY, sort=True)
    whole = by[figures].sum().join(by[["lot_id", "period", *_WORDS]].first()).reset_index()
    return whole[list(LATER_COLUMNS)]


def _of_plan(plan: pd.DataFrame, year: str) -> pd.DataFrame:
    """Return the lots of the plan, as far as they reach a child or make a place."""
    taken = [
        taken_of(row.funding, row.paid_vnd, row.quantity, row.packages) for row in rows_of(plan)
    ]
    lots = plan.assign(
        lot_id="",
        period=year,
        children=_whole(plan.children_reached),
        places=_whole(plan.places),
        units=_whole(plan.quantity),
        amount_vnd=plan.cost_vnd.astype("Int64"),
        taken=_whole(pd.Series(taken, index=plan.index, dtype="Float64")),
        partner_taken=_whole(plan.partner_vnd).where(plan.partner_gift.fillna("").ne(""), 0),
        partner_gift=plan.partner_gift.fillna("").astype("str"),
    )
    return lots[list(LATER_COLUMNS)]


def _whole(figures: pd.Series) -> pd.Series:
    return figures.astype("Float64").round().astype("Int64").fillna(0)


def _beyond(
    lots: pd.DataFrame, others: pd.DataFrame, *, by: list[str] | None = None
) -> pd.DataFrame:
    """Return what lots hold beyond others of the same key: nothing less than 0."""
    key = _KEY if by is None else by
    figures = [*AMOUNTS, *_TAKEN]
    there = lots[key].merge(others[[*key, *figures]], on=key, how="left", validate="many_to_one")
    there.index = lots.index
    rest = {
        # Without a price in the one nothing is known of the difference either.
        name: (lots[name] - there[name].fillna(0)).clip(lower=0).astype("Int64")
        for name in figures
    }
    return lots.assign(**rest)


@dataclass
class _Later:
    """A lot of later, of which a part may have to be left out."""

    cell: tuple[str, str, str]
    count: int
    taken: dict[tuple[str, str], int]
    left: Fraction = Fraction(1)

    def cut(self, part: Fraction, gifts: dict[tuple[str, str], Fraction]) -> None:
        """Leave out a part; what it took counts for what its gifts have free."""
        self.left -= part
        for gift, amount in self.taken.items():
            gifts[gift] = max(Fraction(0), gifts[gift] - amount * part)


def _later(row: Any) -> _Later:
    taken: dict[tuple[str, str], int] = {}
    for gift, amount in _sides(row):
        taken[gift] = taken.get(gift, 0) + amount
    return _Later(_cell(row), int(row.children + row.places), taken)


def _cell(row: Any) -> tuple[str, str, str]:
    return str(row.commune_code), str(row.category), str(row.period)


def _sides(row: Any) -> list[tuple[tuple[str, str], int]]:
    """Return each gift and year that a lot takes from, and how much."""
    sides = ((row.gift_id, row.taken), (row.partner_gift, row.partner_taken))
    return [
        ((str(gift), str(row.period)), int(amount))
        for gift, amount in sides
        if gift and not pd.isna(amount) and amount > 0
    ]


def _without(rows: pd.DataFrame, freed: pd.DataFrame) -> pd.DataFrame:
    """Leave out so much as became free: in the same place first, then of the same gift."""
    cells: Counter[tuple[str, str, str]] = Counter()
    gifts: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    same: set[tuple[tuple[str, str, str], tuple[str, str]]] = set()
    for row in rows_of(freed):
        cells[_cell(row)] += int(row.children + row.places)
        for gift, amount in _sides(row):
            gifts[gift] += amount
            same.add((_cell(row), gift))
    lots = [_later(row) for row in rows_of(rows)]
    # Whoever gave it up may give it again: his own lot there goes before another's.
    for lot in sorted(lots, key=lambda one: all((one.cell, g) not in same for g in one.taken)):
        again = min(cells[lot.cell], lot.count)
        if again:
            cells[lot.cell] -= again
            lot.cut(Fraction(again, lot.count), gifts)
    for lot in lots:
        for gift, amount in lot.taken.items():
            again_taken = min(gifts[gift], amount * lot.left)
            if again_taken:
                lot.cut(again_taken / amount, gifts)
    return _of_share(rows, [lot.left for lot in lots])


def _of_share(rows: pd.DataFrame, shares: list[Fraction]) -> pd.DataFrame:
    """Return the lots with the part of each that is left, rounded down; none for nobody."""
    figures = {
        name: pd.Series(
            [
                pd.NA if pd.isna(value) else int(value * share)
                for value, share in zip(rows[name], shares, strict=True)
            ],
            index=rows.index,
            dtype="Int64",
        )
        for name in (*AMOUNTS, *_TAKEN)
    }
    kept = rows.assign(**figures)
    return kept[(kept.children + kept.places).gt(0)].reset_index(drop=True)


def _joined(parts: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat([part for part in parts if len(part)] or [_empty()], ignore_index=True)


def _empty() -> pd.DataFrame:
    whole = (*AMOUNTS, *_TAKEN)
    return pd.DataFrame(
        {name: pd.Series(dtype="Int64" if name in whole else "str") for name in LATER_COLUMNS}
    )
