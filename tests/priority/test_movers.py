"""What moves a commune's rank most: named by id, found with one thing varied at a time."""

from __future__ import annotations

import numpy as np
import pandas as pd

from needs.priority.movers import movers
from needs.uncertainty.streams import Draws

NONE = np.nan


def moved_by(inputs):
    return movers(inputs, Draws(1, 200))


def test_nothing_moves_a_commune_that_is_first_in_everything(small):
    inputs = small.index_inputs({"a": ([0.9, 0.1], 1), "b": ([0.8, 0.2], 1)})
    assert moved_by(inputs).isna().tolist() == [True, True]


def test_a_value_that_is_not_known_moves_its_commune_and_whom_it_passes(small):
    inputs = small.index_inputs(
        {"a": ([0.9, 0.5, 0.5, 0.1], 1), "b": ([0.9, NONE, 0.5, 0.01], 1)}, aggregation="arithmetic"
    )
    assert moved_by(inputs).tolist()[1:3] == ["b", "b"]


def test_a_weight_that_is_not_agreed_on_is_named(small):
    """a speaks for the first, b for the second: equal weights leave them nearly level."""
    inputs = small.index_inputs(
        {"a": ([0.80, 0.2, 0.5], (0.1, 1.0, 1.1)), "b": ([0.2, 0.79, 0.5], 1.0)},
        aggregation="arithmetic",
    )
    # With less weight on a: 0,2 + w·0,6 falls below 0,79 − w·0,59 and below ½.
    assert moved_by(inputs).tolist()[0] == "weight:a"


def test_the_way_of_aggregating_is_named(small):
    """0,9 and 0,1 have mean 0,5 and root 0,3; 0,45 twice is the other way round.

    Min–max over these two leaves each commune 1 and 0, a tie that their codes decide, as do ranks
    and z-scores: only the aggregation turns the order.
    """
    inputs = small.index_inputs(
        {"a": ([0.9, 0.45], 1), "b": ([0.1, 0.45], 1)}, aggregation="arithmetic"
    )
    assert moved_by(inputs).tolist() == ["aggregation"] * 2


def test_the_way_of_normalising_is_named(small):
    """Goalposts: a hardly differs and b decides; from least to most a differs as much as b."""
    inputs = small.index_inputs(
        {"a": ([0.52, 0.51, 0.50], 2.0), "b": ([0.1, 0.5, 0.9], 1.0)}, aggregation="arithmetic"
    )
    # Goalposts put the third first (1,00 + 0,9), min–max the first (2 + 0 against 0 + 1).
    assert moved_by(inputs).tolist()[0] == "normalisation"


def test_a_commune_alone_has_no_rank_to_lose(small):
    inputs = small.index_inputs({"b": ([0.5], 1), "a": ([NONE], 1)})
    assert moved_by(inputs).isna().all()


def test_the_index_is_the_commune_code(small):
    inputs = small.index_inputs({"a": ([0.9, 0.1], 1)}, codes=["00007", "00009"])
    pd.testing.assert_index_equal(
        moved_by(inputs).index, pd.Index(["00007", "00009"], name="commune_code")
    )
