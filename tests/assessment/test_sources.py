"""Every figure traces to a source: what `need` names stands in `assumptions`, and no more."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("programme", "population_is_assumed"), [("cao-bang-588", False), ("ninh-thuan-588", True)]
)
def test_sources_named_are_listed_and_those_listed_are_used(
    gap_of, programme, population_is_assumed
):
    tables = gap_of(programme).tables
    named = {name for text in tables["need"].sources for name in text.split("; ")}
    listed = set(tables["assumptions"].figure)
    assert named <= listed
    by_state = {name for text in tables["entitlements"].sources for name in text.split("; ")}
    # Targets, priority weights and the overlap of sources enter after the need.
    assert {
        name
        for name in listed - named - by_state - {"overlap_position"}
        if not name.endswith(".target") and "priority." not in name
    } == set()
    assert ("predecessor_share_spread" in named) == population_is_assumed
