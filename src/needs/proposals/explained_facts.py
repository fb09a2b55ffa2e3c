"""What an explanation rests on: every cell, lot and gift of the plan, read from the tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.errors import NotFound
from needs.programmes import Programme
from needs.programmes.category import Category, Facility
from needs.proposals.words import is_place, support
from needs.tables import ALL, CELL, PLACE, rows_of

#: States of the ledger in which somebody has given a word that is kept in a new plan.
_KEPT = ("accepted", "delivered", "confirmed")

_LOTS = {
    "gift": "",
    "partner_id": "",
    "partner": "",
    "partner_gift": "",
}
#: Names of columns in the result tables → as the allocation names them.
_OF_GIFTS = {
    "goods_category": "category",
    "goods_units": "units",
    "sponsored_children": "children",
    "sponsored_months": "months",
    "gift_package_units": "package_units",
}
_OF_PLACES = {
    "facility": "category",
    "places_needed": "target",
    "places_open": "gap_low",
    "facility_price_vnd": "price",
}
_OF_USE = {"communes_served": "communes", "left_reason": "reason"}
_OF_OPEN = {"reached": "children_reached"}
_OF_FRONTIER = {"fair_share": "step", "lowest_coverage": "floor"}
_OF_BINDING = {
    "limit_commune": "commune_code",
    "limit_category": "category",
    "widened_by": "step",
}


@dataclass(frozen=True)
class PlanFacts:
    """The plan in the form in which it is explained.

    Attributes
    ----------
    programme
        Its profile.
    cells
        One row per commune × category or kind of place: the columns of PLACE, category, counted
        ("children" or "places"), target, gap_low, held, reached, open, before, after (coverage),
        priority, price (đồng a unit), reachable, reason, part, package_units, package_children.
        What is not known is missing.
    lots
        Table `allocation`, with `count` (children or places).
    gifts, use
        Tables `gifts` and `gift_use`, in the names of the allocation.
    held
        gift_id, commune_code: what has been promised before.
    tables
        All tables of the assessment.
    """

    programme: Programme
    cells: pd.DataFrame
    lots: pd.DataFrame
    gifts: pd.DataFrame
    use: pd.DataFrame
    held: pd.DataFrame
    tables: dict[str, pd.DataFrame]

    def table(self, name: str) -> pd.DataFrame:
        """Return a table of the assessment; an empty one where it is not there."""
        return self.tables.get(name, pd.DataFrame())

    def left_of(self, gift_id: str) -> Any:
        """Return what is left of a gift (đồng, units or children); missing if not known."""
        left = self.use.left[self.use.gift_id == gift_id]
        return left.iloc[0] if len(left) else pd.NA

    def communes_of(self, gift_id: str) -> set[str]:
        """Return the communes where a gift is proposed, or promised before."""
        mine = (self.lots.gift_id == gift_id) | (self.lots.partner_gift == gift_id)
        return set(self.lots.commune_code[mine]) | set(
            self.held.commune_code[self.held.gift_id == gift_id]
        )

    def lots_of_donor(self, donor_id: str) -> pd.DataFrame:
        """Return the lots that a donor gives or pays a part of."""
        return self.lots[(self.lots.donor_id == donor_id) | (self.lots.partner_id == donor_id)]

    def rank_of(self, commune_code: str, category: str = ALL) -> Any | None:
        """Return the row of the table `priority`, with `ranked` (how many are); None: no rank."""
        return self._ranks.get((commune_code, category))

    @cached_property
    def _ranks(self) -> dict[tuple[str, str], Any]:
        """Return the ranked rows of the table `priority`, by commune and category."""
        ranks = self.table("priority")
        if ranks.empty:
            return {}
        ranks = ranks[ranks["rank"].notna()]
        ranks = ranks.assign(ranked=ranks.groupby("category")["rank"].transform("size"))
        return {(row.commune_code, row.category): row for row in rows_of(ranks)}


def plan_facts(assessment: Assessment) -> PlanFacts:
    """Gather what explanations need from the tables of an assessment."""
    tables = assessment.tables
    lots = _with_columns(tables["allocation"], _LOTS)
    lots["count"] = (lots.children_reached + lots.places).astype("Int64")
    lots = lots.sort_values(["gift_id", "partner_gift", *CELL], ignore_index=True)
    held = _held(tables.get("commitments"), assessment.programme.period)
    return PlanFacts(
        programme=assessment.programme,
        cells=_cells(assessment, lots, held),
        lots=lots,
        gifts=tables["gifts"].rename(columns=_OF_GIFTS).sort_values("gift_id"),
        use=tables["gift_use"].rename(columns=_OF_USE).sort_values("gift_id"),
        held=held,
        tables=tables
        | {
            name: tables.get(name, pd.DataFrame()).rename(columns=names)
            for name, names in (("frontier", _OF_FRONTIER), ("binding", _OF_BINDING))
        },
    )


def supports(programme: Programme) -> list[Category | Facility]:
    """Return all categories, then all kinds of places, in the order of the profile."""
    return [*programme.categories, *programme.facilities]


def find_support(programme: Programme, name: str) -> str:
    """Return the id of the category or kind of place that somebody named.

    Raises
    ------
    NotFound
        If there is none; lists them.
    """
    wanted = name.strip().casefold()
    every = supports(programme)
    for entry in every:
        if wanted in {entry.id.casefold(), entry.name.vi.casefold(), entry.name.en.casefold()}:
            return entry.id
    raise NotFound("loại hỗ trợ / category", name, [f"{e.id} ({e.name.vi})" for e in every])


def find_donor(plan: PlanFacts, name: str) -> str:
    """Return the id of the donor that somebody named, by id or by name.

    Raises
    ------
    NotFound
        If there is none, or if several bear the name; lists them.
    """
    known = pd.concat([frame[["donor_id", "donor"]] for frame in (plan.gifts, plan.use)])
    known = known.drop_duplicates("donor_id")
    if name.strip() in set(known.donor_id):
        return name.strip()
    named = known[known.donor.str.casefold() == name.strip().casefold()]
    if len(named) == 1:
        return str(named.donor_id.iloc[0])
    listed = known if named.empty else named
    raise NotFound(
        "nhà tài trợ / donor", name, [f"{row.donor_id} ({row.donor})" for row in rows_of(listed)]
    )


def _with_columns(frame: pd.DataFrame, defaults: dict[str, Any]) -> pd.DataFrame:
    absent = {name: value for name, value in defaults.items() if name not in frame}
    full = frame.assign(**absent)
    return full.fillna({name: value for name, value in defaults.items() if value == ""})


def _held(commitments: pd.DataFrame | None, period: str) -> pd.DataFrame:
    columns = ["gift_id", *CELL, "count"]
    if commitments is None or commitments.empty:
        return pd.DataFrame(columns=columns).astype({"commune_code": "str", "gift_id": "str"})
    kept = commitments[commitments.lot_state.isin(_KEPT) & (commitments.period == period)]
    return kept.assign(count=kept.lot_children + kept.places)[columns]


def _cells(assessment: Assessment, lots: pd.DataFrame, held: pd.DataFrame) -> pd.DataFrame:
    solved = _solved(assessment)
    gap = assessment.gap[assessment.gap.in_target]
    columns = {"children_target_low": "target", "unit_price_vnd": "price"}
    kept = [*PLACE, "category", "target", "gap_low", "priority", "price"]
    cells = gap.rename(columns=columns)[kept]
    lacking = assessment.tables.get("facilities", pd.DataFrame(columns=list(_OF_PLACES)))
    named = lacking.rename(columns=_OF_PLACES).reindex(columns=kept)
    parts = [part for part in (cells, named[named.gap_low.gt(0).fillna(False)]) if len(part)]
    cells = pd.concat(parts, ignore_index=True) if parts else cells
    programme = assessment.programme
    places = [is_place(programme, name) for name in cells.category]
    cells["counted"] = pd.Series(places, dtype="bool").map({True: "places", False: "children"})
    for column in ("package_units", "package_children"):
        cells[column] = [getattr(support(programme, c), column, 1) for c in cells.category]
    cells["price"] = cells.price.astype("Int64")
    return _with_outcome(cells, solved, lots, held)


def _solved(assessment: Assessment) -> pd.DataFrame:
    """Return what the plan says cell by cell: all cells if kept, else those that stay open."""
    found = assessment.tables.get("coverage")
    return (assessment.open_needs if found is None else found).rename(columns=_OF_OPEN)


def _with_outcome(
    cells: pd.DataFrame, solved: pd.DataFrame, lots: pd.DataFrame, held: pd.DataFrame
) -> pd.DataFrame:
    """Add what each cell is given and what stays open; cells without a row of their own add up."""
    columns = ["held", "part", "children_open", "coverage_before", "coverage_after"]
    known = solved.reindex(columns=[*CELL, *columns, "reachable", "reason"])
    table = cells.merge(known, on=CELL, how="left")
    table["reached"] = _summed(table, lots)
    table["held"] = table.held.astype("Int64").fillna(_summed(table, held))
    gap, target = table.gap_low.astype("Int64"), table.target.astype("Float64")
    room = (gap - table.held).clip(lower=0)
    # Cells that stay open, or whose gap is not known, have a row; the others are met.
    table["open"] = table.children_open.astype("Int64").fillna(gap * 0)
    before = (target - room) / target.where(target > 0)
    table["before"] = table.coverage_before.astype("Float64").fillna(before)
    after = table.before + table.reached / target.where(target > 0)
    table["after"] = table.coverage_after.astype("Float64").fillna(after)
    table["reachable"] = table.reachable.eq(True).fillna(False).astype("bool") | table.reached.gt(0)
    reason = table.reason.astype("str").fillna("").mask(gap.isna(), "gap_unknown")
    table["reason"] = reason.mask(gap.eq(0).fillna(False), "no_gap")
    table["gap_low"], table["target"] = gap, table.target.astype("Int64")
    dropped = ["children_open", "coverage_before", "coverage_after"]
    return table.drop(columns=dropped).sort_values(CELL, ignore_index=True)


def _summed(cells: pd.DataFrame, given: pd.DataFrame) -> pd.Series:
    sums = given.groupby(CELL)["count"].sum().to_dict()
    keys = zip(cells.commune_code, cells.category, strict=True)
    return pd.Series([sums.get(key, 0) for key in keys], index=cells.index, dtype="Int64")
