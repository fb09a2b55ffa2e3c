"""A donor knows its own lots: with them and all pages, no other count may be worked out."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from needs.disclosure import cell_id, cells_of, protect, sensitive
from needs.disclosure.insiders import kept_from, told_to_insiders
from needs.editions.donor_figures import OPEN, donor_cells
from needs.editions.figures import HELPED, LACKING, TARGET, cells_of_figures
from needs.editions.own_lots import insider, own_lots
from needs.editions.rest import hanging_together, known_exactly, what_is_left
from needs.programmes.disclosure import Disclosure

LIMIT = 10
RULES = Disclosure(threshold=LIMIT, kind="assumption", source="test")
NOBODY = pd.Series(dtype="float64")


def figures(lacking, *, helped=40):
    """So many lack one kind, commune by commune, two communes a district; prices unknown."""
    rows = []
    for place, count in enumerate(lacking):
        for measure, value in ((LACKING, count), (TARGET, count + helped)):
            where = {"commune_code": f"c{place}", "district_code": f"d{place // 2}"}
            row = {"measure": measure, **where, "category": "coats"}
            rows.append(row | {"value": float(value), "factor": np.nan})
    return pd.DataFrame(rows)


def still_open(counts):
    rows = [
        {"measure": OPEN, "amount": 0, "commune_code": f"c{place}", "category": "coats"}
        | {"value": float(count), "factor": np.nan}
        for place, count in enumerate(counts)
        if count
    ]
    columns = ["measure", "amount", "commune_code", "category", "value", "factor"]
    return pd.DataFrame(rows, columns=columns)


def name(measure, place):
    return cell_id(measure, commune_code=f"c{place}", category="coats")


def range_of(cells, hidden, cell, lots):
    """What a donor finds: another solver, his own lots written down as he would."""
    frame = cells.frame
    at = {one: number for number, one in enumerate(frame.cell)}
    row = {one: number for number, one in enumerate(cells.limits.relation)}
    lines = np.zeros((len(row) + 2 * len(lots), len(frame)))
    for relation, one, factor in cells.terms.itertuples(index=False):
        lines[row[relation], at[one]] += factor
    low = np.append(cells.limits.low, np.zeros(2 * len(lots)))
    high = np.append(cells.limits.high, np.full(2 * len(lots), np.inf))
    for number, ((commune, category), children) in enumerate(lots.items()):
        sides = {"commune_code": commune, "category": category}
        lack, left, target = (at.get(cell_id(one, **sides)) for one in (LACKING, OPEN, TARGET))
        if lack is not None:
            lines[len(row) + 2 * number, lack] = 1
            low[len(row) + 2 * number] = children
            if left is not None:
                lines[len(row) + 2 * number, left] = -1
        if target is not None:
            lines[len(row) + 2 * number + 1, target] = 1
            low[len(row) + 2 * number + 1] = children
    bounds = [
        (one.low, None if np.isinf(one.high) else one.high)
        if one.cell in hidden or not one.printed
        else (one.value, one.value)
        for one in frame.itertuples()
    ]
    finite = np.isfinite(high)
    ends = []
    for sign in (1, -1):
        cost = np.zeros(len(at))
        cost[at[cell]] = sign
        found = linprog(
            cost,
            A_ub=np.vstack([-lines, lines[finite]]),
            b_ub=np.concatenate([-low, high[finite]]),
            bounds=bounds,
            method="highs-ds",
        )
        assert found.status in (0, 3), found.message
        ends.append(sign * found.fun if found.status == 0 else np.inf)
    return np.ceil(ends[0] - 1e-6), np.floor(ends[1] + 1e-6)


def check(cells, decision, donors, excused=()):
    """No hidden figure is pinned for any donor; none elsewhere is known to be small."""
    small = set(sensitive(cells, RULES).cell)
    for lots in donors:
        own = {cell_id("x", commune_code=one, category=kind)[1:] for one, kind in lots}
        for cell in sorted(set(decision.hidden) | small):
            if cell in excused:
                continue
            low, high = range_of(cells, decision.hidden, cell, lots)
            assert high - low >= 1, (cell, low, high)
            if cell in small and cell[cell.index("|") :] not in own:
                assert high >= LIMIT, (cell, low, high)


def judged(cells, donors, keep=()):
    readers = [insider(cells, lots) for lots in donors]
    return kept_from(protect(cells, RULES, keep=keep), readers, RULES, keep=keep), readers


def test_a_lot_of_28_among_30_does_not_tell_that_at_most_6_lack_it_beside():
    """4 and 30 are hidden, their district's 34 is told: who gives to 28 in one place knows ≥ 28."""
    cells, lots = cells_of_figures(figures([4, 30, 50, 60])), {("c1", "coats"): 28}
    before = protect(cells, RULES)
    assert {name(LACKING, 0), name(LACKING, 1)} <= before.hidden
    assert range_of(cells, before.hidden, name(LACKING, 0), lots)[1] < LIMIT, "the leak"
    (leak,) = told_to_insiders(before, [insider(cells, lots)], RULES)
    assert name(LACKING, 0) in leak
    after, readers = judged(cells, [lots])
    assert after.safe
    assert before.hidden < after.hidden
    assert told_to_insiders(after, readers, RULES) == [[]]
    check(cells, after, [lots])


def test_a_donor_with_small_lots_hides_nothing_more():
    cells = cells_of_figures(figures([4, 30, 50, 60]))
    after, _ = judged(cells, [{("c3", "coats"): 20}, {("c1", "coats"): 3}])
    assert after.hidden == protect(cells, RULES).hidden


@settings(max_examples=10, deadline=None)
@given(
    lacking=st.lists(st.sampled_from([0, 2, 4, 9, 12, 30, 55, 200]), min_size=4, max_size=7),
    helped=st.sampled_from([3, 15, 60]),
    shares=st.lists(
        st.lists(st.sampled_from([0.0, 0.0, 0.5, 0.9, 1.0]), min_size=7, max_size=7),
        min_size=1,
        max_size=3,
    ),
)
def test_no_donor_works_out_a_count_from_its_lots_and_all_pages(lacking, helped, shares):
    """Lots share out what is lacking; the rest is open, and told to donors as it may be."""
    lots, left = [], list(lacking)
    for share in shares:
        mine = {}
        for place, part in enumerate(share[: len(lacking)]):
            children = int(part * left[place])
            if children:
                mine[f"c{place}", "coats"] = children
                left[place] -= children
        lots.append(mine)
    cells = cells_of_figures(figures(lacking, helped=helped))
    public, readers = judged(cells, lots)
    assert public.safe
    told = set().union(*told_to_insiders(public, readers, RULES))
    # What is left is what nothing could have hidden.
    everything = [protect(cells, RULES, keep=cells.ids)]
    nothing_helps = set().union(*told_to_insiders(everything[0], readers, RULES))
    assert told <= nothing_helps
    check(cells, public, lots, excused=told)
    # The donors' pages beside it; the donor has all of the public edition in hand.
    known = known_exactly(public)
    pages, own = donor_cells(
        still_open(left), lacking=known, rest=what_is_left(public), least=LIMIT
    )
    part = hanging_together(pages, own)
    donors = [insider(part, mine, known) for mine in lots]
    decision = kept_from(protect(part, RULES, keep=public.hidden), donors, RULES,
                         keep=public.hidden)  # fmt: skip
    assert decision.safe
    excused = set().union(*told_to_insiders(decision, donors, RULES))
    silent = protect(part, RULES, keep=[*own, *public.hidden])
    assert excused <= set().union(*told_to_insiders(silent, donors, RULES))
    whole, _ = donor_cells(still_open(left), lacking=NOBODY, rest=cells, least=LIMIT)
    both = _Shown(set(public.hidden) | set(decision.hidden))
    check(cells_of(whole.frame, whole.terms, whole.limits), both, lots, excused=excused | told)


class _Shown:
    def __init__(self, hidden):
        self.hidden = frozenset(hidden)


def test_own_lots_are_read_from_the_plan_with_those_paid_in_part():
    lots = pd.DataFrame(
        [
            ("A", None, "c0", "coats", "children", 12),
            ("A", "B", "c0", "coats", "children", 5),
            ("B", "", "c1", "homes", "places", 0),
        ],
        columns=["donor_id", "partner_id", "commune_code", "category", "counted",
                 "children_reached"],
    )  # fmt: skip

    plan, shuffled = (SimpleNamespace(tables={"allocation": one}) for one in (lots, lots[::-1]))
    assert own_lots(plan) == {"A": {("c0", "coats"): 17}, "B": {("c0", "coats"): 5}}
    assert own_lots(shuffled) == own_lots(plan)


@pytest.mark.parametrize("measure", [LACKING, TARGET, HELPED])
def test_what_is_true_stays_possible(measure):
    """A lot larger than what lacks today (it was promised before) contradicts nothing."""
    cells = cells_of_figures(figures([4, 30]))
    reader = insider(cells, {("c0", "coats"): 99, ("c1", "coats"): 30})
    frame = reader.cells.frame.set_index("cell")
    assert frame.low[name(measure, 0)] <= frame.value[name(measure, 0)]
    assert frame.value[name(measure, 0)] <= frame.high[name(measure, 0)]
