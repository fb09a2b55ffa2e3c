"""The record, and what earlier editions have told."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings

from needs.disclosure import (
    audit,
    cell_id,
    cells_of,
    hidden_before,
    known_before,
    linked,
    protect,
    record_of,
)
from needs.disclosure.record import RECORD
from needs.disclosure.rules import RULES
from needs.errors import InputFaults

from .cases import cells_of_grid, cells_of_line, grids, line, rules, thresholds

EDITION = {"document": "needs", "audience": "public", "issued": "2026-11-22", "as_of": "2026-06-30"}
C0, C1, C2 = (cell_id("children", commune_code=name) for name in ("c0", "c1", "c2"))
ALL = "children|all"


def edition(decision, **other):
    return record_of(decision, **(EDITION | other))


def test_the_record_tells_what_was_hidden_and_why_and_not_how_many():
    decision = protect(cells_of_line(line(3, 20, 9)), rules(5))
    record = edition(decision).set_index("cell")
    assert record.reason[[C0, C2]].tolist() == ["primary", "secondary"]
    assert record.rule[C0] == "small_count"
    assert record.reason[[C1, ALL]].isna().all()
    assert record.shown.to_dict() == {ALL: True, C0: False, C1: True, C2: False}
    assert record.highest[[C0, C2]].tolist() == [12, 12], "what every reader can work out"
    assert record.safe.all()
    assert "value" not in record
    assert not (record.drop(columns=["lowest", "highest"]).astype("str") == "3").any(axis=None)


def test_the_schema_knows_every_reason():
    assert set(RECORD.column("rule").allowed) == set(RULES)
    assert RECORD.check(edition(protect(cells_of_line(line(3, 20, 9)), rules(5)))) is not None


def test_the_record_survives_a_file(tmp_path):
    record = edition(protect(cells_of_line(line(3, 20, 9)), rules(5)))
    record.to_parquet(tmp_path / "disclosure.parquet")
    again = RECORD.check(pd.read_parquet(tmp_path / "disclosure.parquet"))
    pd.testing.assert_frame_equal(again, record)


def test_what_an_earlier_edition_showed_is_caught():
    """An edition for donors showed c2; today c2 was to hide c0 (3 + 20 + 9)."""
    cells, told = cells_of_line(line(3, 20, 9)), rules(5)
    today = protect(cells, told)
    assert today.hidden == {C0, C2}
    earlier = edition(today, audience="donors")
    earlier = earlier[earlier.cell == C2].assign(shown=True)
    known = known_before(cells, earlier, as_of="2026-06-30")
    checked = audit(known, today.hidden, told).set_index("cell")
    assert not checked.safe[C0]
    assert checked.lowest[C0] == checked.highest[C0] == 3
    # With that in mind, another cell hides it.
    assert protect(known, told, keep=hidden_before(earlier, as_of="2026-06-30")).hidden == {C0, C1}


def test_a_total_shown_before_as_well_leaves_no_way_and_is_told():
    cells, told = cells_of_line(line(3, 20, 9)), rules(5)
    earlier = edition(protect(cells, told)).assign(shown=lambda row: row.cell != C0)
    known = known_before(cells, earlier, as_of="2026-06-30")
    with pytest.raises(InputFaults) as faults:
        protect(known, told)
    assert [fault.where for fault in faults.value.faults] == [C0]


def test_a_small_count_shown_before_cannot_be_taken_back():
    cells, told = cells_of_line(line(3, 20, 9)), rules(5)
    earlier = edition(protect(cells, rules(3)))
    assert earlier.shown.all(), "3 is not small where the threshold is 3"
    with pytest.raises(InputFaults):
        protect(known_before(cells, earlier, as_of="2026-06-30"), told)


def test_figures_of_another_day_tell_nothing():
    cells, told = cells_of_line(line(3, 20, 9)), rules(5)
    earlier = edition(protect(cells, rules(3)), as_of="2025-06-30")
    known = known_before(cells, earlier, as_of="2026-06-30")
    assert protect(known, told).hidden == {C0, C2}
    assert hidden_before(earlier, as_of="2026-06-30") == frozenset()


def test_a_rounded_edition_tells_within_half_a_step():
    """Shown before to tens: c0 0–4, c1 15–24, c2 5–14, all 25–34."""
    cells, told = cells_of_line(line(3, 20, 9)), rules(5)
    rounded = cells_of(cells.frame.assign(step=10.0), cells.terms, cells.limits)
    earlier = edition(protect(rounded, rules(3), must_hold=False))
    assert set(earlier.step) == {10.0}
    known = known_before(cells, earlier, as_of="2026-06-30")
    bounds = known.frame.set_index("cell")[["seen_low", "seen_high"]]
    assert bounds.loc[C0].tolist() == [0, 4]
    assert bounds.loc[ALL].tolist() == [25, 34]
    # «0–4 children» was said to the public: that they are fewer than 5 cannot be unsaid.
    told_now = audit(known, [C0, C2], told).set_index("cell")
    assert (told_now.lowest[C0], told_now.highest[C0]) == (0, 4)


def test_a_table_that_was_shown_and_is_left_out_now_is_asked_for():
    cells, told = cells_of_line(line(3, 20, 9)), rules(5)
    other = cells_of(pd.DataFrame({"cell": ["children|age_band=a"], "value": [32]}))
    earlier = edition(protect(linked(cells, other), told))
    with pytest.raises(InputFaults, match=r"children\|age_band=a"):
        known_before(cells, earlier, as_of="2026-06-30")


@given(grids(), thresholds)
@settings(max_examples=10)
def test_the_same_edition_twice_is_the_same(frame, threshold):
    """What it showed before changes nothing, and what it hid stays hidden."""
    cells, told = cells_of_grid(frame), rules(threshold)
    first = protect(cells, told)
    record = edition(first)
    known = known_before(cells, record, as_of="2026-06-30")
    again = protect(known, told, keep=hidden_before(record, as_of="2026-06-30"))
    assert again.hidden == first.hidden
    assert again.safe
