"""Whom to propose for commendation: the thresholds of the profile against what was confirmed."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.network.giving import history_of_donors
from needs.network.network import DonorNetwork
from needs.network.records import COMMENDED
from needs.network.words import network_of
from needs.programmes.network import Condition
from needs.tables import rows_of
from needs.wording import collation_key

#: What a threshold counts, and the column that has it.
MEASURES = {
    "value_vnd": "confirmed_vnd",
    "children": "confirmed_children",
    "years_in_a_row": "years_in_a_row",
}
COMMENDATION_COLUMNS = (
    *("donor_id", "donor", "donor_kind", "award", "reached", "rank", "tied", "beyond"),
    *("nearly", "nearly_measure", "lacking", "given_before", "confirmed_vnd"),
    *("confirmed_children", "years_in_a_row", "unpriced"),
)


def commendations(network: DonorNetwork, records: pd.DataFrame, *, year: int) -> pd.DataFrame:
    """Return whom to propose for which form of commendation, and who has just missed one.

    Only what was confirmed counts: đồng and children of the year, and how many years up to it
    without a gap. A donor is proposed for the highest form whose condition is met.

    Parameters
    ----------
    network
        `read_network`.
    records
        `Records.table`: forms that were given for the year already are named.
    year
        The year that is looked at.

    Returns
    -------
    DataFrame
        `COMMENDATION_COLUMNS`, one row a donor with something confirmed in the year, highest form
        first, then by đồng, children, name. `reached`: the measures that met the condition.
        `rank`: place within the form, by đồng and children; equal donors share it (`tied`).
        `beyond`: the form is limited and this place lies beyond its number; where equal donors
        stand on both sides of the limit all of them are beyond: somebody has to choose. `nearly`:
        the next higher form of which a measure reaches the profile's share, with the measure that
        comes closest and what it lacks (đồng, children or years). `unpriced`: confirmed lots
        without a value, which the đồng leave out.
    """
    history = history_of_donors(network.given, period=str(year))
    kinds = dict(zip(network.known["donor_id"], network.known["donor_kind"], strict=True))
    given = _given_before(records, str(year))
    rows: list[dict[str, Any]] = []
    for donor in rows_of(history.reset_index()):
        if donor.confirmed_vnd == 0 and donor.confirmed_children == 0 and donor.unpriced == 0:
            continue
        kind = kinds.get(donor.donor_id, "")
        figures = {name: int(getattr(donor, column)) for name, column in MEASURES.items()}
        rows.append(
            {
                "donor_id": donor.donor_id,
                "donor": donor.donor,
                "donor_kind": kind,
                **_judged(network, kind, figures),
                "given_before": given.get(donor.donor_id, ()),
                "confirmed_vnd": figures["value_vnd"],
                "confirmed_children": figures["children"],
                "years_in_a_row": figures["years_in_a_row"],
                "unpriced": int(donor.unpriced),
            }
        )
    _rank(network, rows)
    frame = pd.DataFrame(rows, columns=list(COMMENDATION_COLUMNS))
    counts = ("rank", "lacking", "confirmed_vnd", "confirmed_children", "years_in_a_row")
    texts = dict.fromkeys(("award", "nearly", "nearly_measure"), "str")
    flags = {"tied": "bool", "beyond": "bool"}
    return frame.astype(dict.fromkeys((*counts, "unpriced"), "Int64") | texts | flags)


def _judged(network: DonorNetwork, kind: str, figures: dict[str, int]) -> dict[str, Any]:
    """Return the highest form that is reached, and the next one that is nearly."""
    rules = network_of(network.programme).commendation
    award, place = "", -1
    reached: tuple[str, ...] = ()
    for number, form in enumerate(rules.awards):
        condition = form.condition_for(kind)
        met = () if condition is None else _met(condition, figures)
        if met:
            award, reached, place = form.id, met, number
    nearly: dict[str, Any] = {"nearly": "", "nearly_measure": "", "lacking": pd.NA}
    for form in rules.awards[place + 1 :]:
        condition = form.condition_for(kind)
        missed = None if condition is None else _nearly(condition, figures, rules.nearly.value)
        if missed is not None:
            nearly = {"nearly": form.id, "nearly_measure": missed[0], "lacking": missed[1]}
            break
    return {"award": award, "reached": reached, **nearly}


def _met(condition: Condition, figures: dict[str, int]) -> tuple[str, ...]:
    met = tuple(
        name for name, figure in condition.thresholds.items() if figures[name] >= figure.value
    )
    enough = len(met) == len(condition.thresholds) if condition.meets == "all" else bool(met)
    return met if enough else ()


def _nearly(condition: Condition, figures: dict[str, int], share: float) -> tuple[str, int] | None:
    """Return the measure by which a condition is just missed, and what it lacks.

    Where all thresholds are needed, each has to come near, and the farthest is told; else the
    nearest.
    """
    reach = {name: figures[name] / figure.value for name, figure in condition.thresholds.items()}
    missed = {name: part for name, part in reach.items() if part < 1}
    if not missed:
        return None
    needs_all = condition.meets == "all"
    name = (min if needs_all else max)(sorted(missed), key=lambda one: missed[one])
    if missed[name] < share:
        return None
    return name, int(condition.thresholds[name].value) - figures[name]


def _rank(network: DonorNetwork, rows: list[dict[str, Any]]) -> None:
    """Sort the rows, and note places, ties and what lies beyond a form's number."""
    awards = network_of(network.programme).commendation.awards
    height = {form.id: number for number, form in enumerate(awards)} | {"": -1}
    limits = {form.id: form.most for form in awards}

    def worth(row: dict[str, Any]) -> tuple[int, int]:
        return row["confirmed_vnd"], row["confirmed_children"]

    rows.sort(key=lambda row: (collation_key(row["donor"]), row["donor_id"]))
    rows.sort(key=lambda row: (-height[row["award"]], *(-one for one in worth(row))))
    for row in rows:
        same = [worth(other) for other in rows if other["award"] == row["award"]]
        better = sum(one > worth(row) for one in same)
        equal = sum(one == worth(row) for one in same)
        most = limits.get(row["award"])
        row["rank"] = better + 1
        row["tied"] = equal > 1
        row["beyond"] = most is not None and better + equal > most


def _given_before(records: pd.DataFrame, year: str) -> dict[str, tuple[str, ...]]:
    stand = records[
        records["standing"] & (records["kind"] == COMMENDED) & (records["year"] == year)
    ]
    return {
        str(donor_id): tuple(sorted(set(own["award"])))
        for donor_id, own in stand.groupby("donor_id")
    }
