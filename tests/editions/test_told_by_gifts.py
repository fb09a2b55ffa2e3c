"""A published gift tells how many were helped: what is lacking must not follow from the target."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from needs.assessment import Assessment
from needs.disclosure import cell_id, protect
from needs.editions.figures import GIVEN, LACKING, TARGET, cells_of_figures, edition_figures
from needs.programmes import load_programme
from needs.programmes.disclosure import Disclosure

RULES = Disclosure(threshold=10, kind="assumption", source="test")
#: Commune → children of the target, helped by one donor alone.
PLACES = {"00001": (30, 25), "00002": (60, 40), "00003": (90, 50), "00004": (70, 20)}


@pytest.fixture(scope="module")
def programme(data):
    return load_programme("cao-bang-588", data)


def figures(*, told: bool) -> pd.DataFrame:
    rows = []
    for commune, (target, helped) in PLACES.items():
        measures = {TARGET: target, LACKING: target - helped}
        if told:
            measures[GIVEN] = helped
        rows += [
            {
                "measure": measure,
                "commune_code": commune,
                "district_code": "001",
                "category": "clothes",
                "value": float(value),
                "factor": np.nan,
            }
            for measure, value in measures.items()
        ]
    return pd.DataFrame(rows)


def cell(measure: str) -> str:
    return cell_id(measure, commune_code="00001", category="clothes")


def test_five_lacking_are_told_neither_by_themselves_nor_by_target_less_gift():
    decision = protect(cells_of_figures(figures(told=True)), RULES)
    assert not decision.shows(cell(LACKING))
    assert not decision.shows(cell(TARGET))
    assert decision.safe


def test_where_no_gift_tells_it_the_target_may_stand():
    decision = protect(cells_of_figures(figures(told=False)), RULES)
    assert not decision.shows(cell(LACKING))
    assert decision.shows(cell(TARGET))


def test_gifts_beside_what_the_state_gives_tell_that_few_lack_it():
    """30 are aimed at and gifts reached 22: no more than 8 lack it, whoever helped the others."""
    rows = figures(told=True)
    rows = rows[(rows.measure != GIVEN) | (rows.commune_code == "00001")]
    beside_state = rows.assign(value=rows.value.mask(rows.measure == GIVEN, 22.0))
    decision = protect(cells_of_figures(beside_state), RULES)
    assert not decision.shows(cell(LACKING))
    assert not decision.shows(cell(TARGET))
    assert decision.safe


def test_gifts_are_counted_where_the_state_helps_too(programme):
    gap = pd.DataFrame(
        {
            "commune_code": ["00001", "00002", "00003"],
            "district_code": "001",
            "category": "clothes",
            "children_target": [30, 60, 90],
            "gap_low": [5, 20, 40],
            "cost_vnd": [5, 20, 40],
            "donors_low": [22, 30, 6],
            "donors_high": [22, 35, 6],
            "state_high": [3, 0, 0],
        }
    ).astype(dict.fromkeys(("children_target", "gap_low", "cost_vnd", "donors_high"), "Int64"))
    found = edition_figures(Assessment(programme, {"communes": gap.head(0), "gap": gap}))
    told = found[found.measure == GIVEN].set_index("commune_code").value
    # Gifts to fewer than ten are joined with others on the list: it does not tell them.
    assert told.to_dict() == {"00001": 22.0, "00002": 35.0}


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_decides_nothing(seed):
    rows = figures(told=True)
    shuffled = rows.sample(frac=1, random_state=seed, ignore_index=True)
    first, second = (protect(cells_of_figures(one), RULES) for one in (rows, shuffled))
    assert first.hidden == second.hidden
