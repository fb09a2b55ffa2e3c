"""Donors' pages of before count as sent: what they and those of today tell together is weighed."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.disclosure import audit, cell_id, cells_of, protect
from needs.editions.donor_figures import DONOR_FIGURES, OPEN, donor_cells
from needs.editions.donors_past import (
    keep_donors_edition,
    read_donors_past,
    with_donors_past,
)
from needs.programmes.disclosure import Disclosure

LIMIT = 10
RULES = Disclosure(threshold=LIMIT, kind="assumption", source="test")
NOTHING = cells_of(pd.DataFrame({"cell": [], "value": []}))
NOBODY = pd.Series(dtype="float64")
TOTAL = cell_id(OPEN, category="coats")


def still_open(counts):
    rows = [
        (OPEN, 0, f"c{place}", "coats", float(count), np.nan)
        for place, count in enumerate(counts)
        if count
    ]
    return pd.DataFrame(rows, columns=DONOR_FIGURES)


def name(place):
    return cell_id(OPEN, commune_code=f"c{place}", category="coats")


def tell(folder, counts, day):
    """Decide and put on record, as a run does."""
    figures, past = still_open(counts), read_donors_past(folder)
    today, _ = donor_cells(figures, lacking=NOBODY, rest=NOTHING, least=LIMIT)
    cells, kept = with_donors_past(today, past, least=LIMIT)
    decision = protect(cells, RULES, keep=kept)
    keep_donors_edition(folder, past, decision, figures, day=day)
    return today, decision


def test_company_that_was_told_before_is_no_company(tmp_path):
    """4 hid behind 30 beside 40; now 30 is 45, and 40, the smallest beside it, is known: not it."""
    _, first = tell(tmp_path, [4, 40, 30], "2026-03-01")
    assert first.hidden == {name(0), name(2)}
    _, alone = tell(tmp_path / "other", [4, 40, 45], "2026-09-01")
    assert alone.hidden == {name(0), name(1)}, "without a past it would be the 40"
    _, second = tell(tmp_path, [4, 40, 45], "2026-09-01")
    assert second.hidden == {name(0), name(2)}
    assert second.safe


def test_who_was_helped_since_is_not_told_by_two_sums(tmp_path):
    """142 were open and 138 are: one sum less the other would be the 4 helped in one place."""
    _, first = tell(tmp_path, [4, 60, 30, 17, 25, 6], "2026-03-01")
    assert first.shows(TOTAL)
    _, alone = tell(tmp_path / "other", [0, 60, 30, 17, 25, 6], "2026-09-01")
    _, second = tell(tmp_path, [0, 60, 30, 17, 25, 6], "2026-09-01")
    assert alone.shows(TOTAL)
    assert not second.shows(TOTAL)


def test_what_tells_nothing_new_is_not_written_again(tmp_path):
    tell(tmp_path, [4, 40, 30], "2026-03-01")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert {"disclosure_donors.csv", "disclosure_donor_editions.parquet"} <= set(before)
    _, again = tell(tmp_path, [4, 40, 30], "2026-04-01")
    assert again.hidden == {name(0), name(2)}
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    tell(tmp_path, [4, 40, 45], "2026-04-01")
    assert read_donors_past(tmp_path).editions == ["2026-03-01", "2026-04-01"]


@settings(max_examples=12, deadline=None)
@given(
    editions=st.lists(
        st.lists(st.sampled_from([0, 3, 9, 12, 30, 55]), min_size=4, max_size=4),
        min_size=2,
        max_size=3,
    )
)
def test_no_edition_tells_with_those_before_what_is_hidden(editions, tmp_path_factory):
    """Every page of every day in one system: none of today's small counts is worked out."""
    folder = tmp_path_factory.mktemp("tables")
    for turn, counts in enumerate(editions):
        today, decision = tell(folder, counts, f"2026-0{turn + 1}-01")
        judged = audit(decision.cells, decision.hidden, RULES)
        assert judged.safe.all()
        assert set(today.ids) <= set(decision.cells.ids)
