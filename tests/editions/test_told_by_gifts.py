"""A published gift tells how many were helped: what is lacking must not follow from the target."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from needs.disclosure import cell_id, protect
from needs.editions.figures import GIVEN, LACKING, TARGET, cells_of_figures
from needs.programmes.disclosure import Disclosure

RULES = Disclosure(threshold=10, kind="assumption", source="test")
#: Commune → children of the target, helped by one donor alone.
PLACES = {"00001": (30, 25), "00002": (60, 40), "00003": (90, 50), "00004": (70, 20)}


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


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_decides_nothing(seed):
    rows = figures(told=True)
    shuffled = rows.sample(frac=1, random_state=seed, ignore_index=True)
    first, second = (protect(cells_of_figures(one), RULES) for one in (rows, shuffled))
    assert first.hidden == second.hidden
