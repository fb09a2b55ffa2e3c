"""No limit is ever broken: plans judged by a second reading of the contract (`own_checker`)."""

from __future__ import annotations

import pandas as pd
import pytest

from needs.allocation import AllocationRules, allocate
from needs.errors import InputFaults

from .allocation_cases import (
    Case,
    ages_table,
    cell,
    cells_table,
    gift,
    gifts_table,
    held_table,
    random_case,
)
from .own_checker import broken_limits, one_donor_each, untrue_tables

MODES = ("fair_first", "effect_first", "proportional")
# Limits are kept however early the search for the best plan ends: short searches, more cases.
SHORT = {"floor_nodes": 10, "effect_nodes": 20, "mip_gap": 0.02}
BATCHES, OF_EACH = 4, 25


def judged(case, allocation):
    lots = allocation.lots
    return broken_limits(
        case.cells, case.gifts, lots, ages=case.ages, held=case.held
    ) + untrue_tables(case.cells, case.gifts, allocation, held=case.held)


@pytest.mark.parametrize("batch", range(BATCHES))
@pytest.mark.parametrize("mode", MODES)
def test_random_provinces_break_no_limit(mode, batch):
    """100 provinces in each mode, with every kind of wish; most of them are given something."""
    given = 0
    for seed in range(batch * OF_EACH, (batch + 1) * OF_EACH):
        case = random_case(
            seed, communes=3, categories=4, gifts=3 + seed % 4, largest=(40, 400)[seed % 2]
        )
        plan = allocate(
            case.cells,
            case.gifts,
            ages=case.ages,
            held=case.held,
            rules=AllocationRules(mode=mode, **SHORT),
        )
        assert judged(case, plan) == [], (seed, mode)
        given += len(plan.lots) > 0
    assert given > 0.9 * OF_EACH


# Ten children and 100 đồng a package: money pays 10 packages of meals in A or B, where each
# lacks 10; there are 3 packages of coats.
def small(**of_gift):
    return Case(
        cells_table(cell("A"), cell("B", months=(10, 11)), cell("A", "coats", package_units=2)),
        gifts_table(
            gift("money", **({"budget_vnd": 1_000, "categories": ("meals",)} | of_gift)),
            gift("coats", units=6, category="coats"),
        ),
    )


def changed(lots, row, **values):
    """Change one lot, keeping what follows from the packages: units, children, cost."""
    lots = lots.copy()
    if "packages" in values:
        each = lots.loc[row, ["quantity", "children_reached", "cost_vnd"]] // lots.packages[row]
        for name, one in each.items():
            values.setdefault(name, one * values["packages"])
        values.setdefault("paid_vnd", values["cost_vnd"])
    for name, value in values.items():
        lots.loc[row, name] = value
    return lots


# What is done to a sound plan, and the limit that has to be named. Its lots: 0 coats in A,
# 1 money in A, 2 money in B (five packages each).
PLANTED = {
    "means": lambda lots: changed(lots, 1, packages=6),
    "gap": lambda lots: changed(lots, 1, packages=11),
    "wish": lambda lots: changed(lots, 0, commune_code="B", category="meals"),
    "season": lambda lots: changed(lots, 2, months="9; 10"),
    "package": lambda lots: changed(lots, 0, children_reached=29),
    "cost": lambda lots: changed(lots, 1, cost_vnd=499, paid_vnd=499),
    "share": lambda lots: changed(lots, 1, paid_vnd=499, partner_vnd=1),
    "twice": lambda lots: pd.concat([lots, lots.tail(1)]),
    "unknown": lambda lots: changed(lots, 2, commune_code="C"),
}


@pytest.mark.parametrize("limit", PLANTED)
def test_the_checker_finds_what_is_planted(limit):
    case = small()
    lots = allocate(case.cells, case.gifts).lots
    assert list(lots.gift_id + lots.commune_code) == ["coatsA", "moneyA", "moneyB"]
    assert list(lots.packages) == [3, 5, 5]
    assert broken_limits(case.cells, case.gifts, lots) == []
    found = broken_limits(case.cells, case.gifts, PLANTED[limit](lots))
    assert limit in {line.partition(":")[0].split()[0] for line in found}, found


@pytest.mark.parametrize(
    ("limit", "wish"),
    [
        ("least", {"least_per_commune": 600}),
        ("most", {"most_per_commune": 400}),
        ("communes", {"most_communes": 1}),
        ("wish", {"without_communes": ("B",)}),
        ("wish", {"zones": ("I",)}),
        ("season", {"visit_months": (1,)}),
        ("whole", {"whole": True, "budget_vnd": 1_250}),
        ("period", {"period": "2027"}),
    ],
)
def test_a_wish_that_a_plan_did_not_know_is_missed(limit, wish):
    """The plan made without the wish breaks it; made with it, it does not."""
    without, within = small(), small(**wish)
    lots = allocate(without.cells, without.gifts).lots
    found = broken_limits(within.cells, within.gifts, lots, period="2026")
    assert limit in {line.partition(":")[0] for line in found}, found
    kept = allocate(within.cells, within.gifts, period="2026")
    assert broken_limits(within.cells, within.gifts, kept.lots, period="2026") == []


def test_each_child_has_one_donor():
    """6 children of three, 3 of four, 1 of five: what two gifts for ages can share, by hand."""
    by_age = {3: 6, 4: 3, 5: 1}
    assert one_donor_each([(6, 3, 3), (4, 4, 5)], by_age, 10, 10)
    assert one_donor_each([(7, 3, 4), (3, 4, 5)], by_age, 10, 10)
    # Eight take all but one of three and four; with that of five, two are left for the second.
    assert not one_donor_each([(8, 3, 4), (3, 4, 5)], by_age, 11, 11)
    assert not one_donor_each([(7, 3, 3)], by_age, 10, 10)
    # Half is promised: 3, 1½ and ½ children are left; four of the youngest two ages, not five.
    assert one_donor_each([(4, 3, 4)], by_age, 10, 5)
    assert not one_donor_each([(5, 3, 4)], by_age, 10, 5)


def test_what_is_held_counts_and_stays():
    """100 children, 60 held by the gift itself: 40 more at most, but the most is 800 đồng."""
    cells = cells_table(cell("A", held=60))
    gifts = gifts_table(gift("money", budget_vnd=1_000, most_per_commune=800))
    held = held_table(("money", "A", "meals", 60, 600))
    plan = allocate(cells, gifts, held=held)
    assert judged(Case(cells, gifts, None, held), plan) == []
    assert list(plan.lots.packages) == [2]
    more = changed(plan.lots, 0, packages=5)
    found = broken_limits(cells, gifts, more, held=held)
    assert [line.partition(":")[0].split()[0] for line in found] == ["gap", "means", "most"]


CONTRADICTIONS = {
    "least_per_commune": {"budget_vnd": 9, "least_per_commune": 5, "most_per_commune": 4},
    "from_age": {"units": 9, "category": "coats", "from_age": 6, "to_age": 3},
    "share": {"units": 9, "category": "coats", "share": 0.5},
    "joins": {"children": 9, "category": "meals", "joins": True},
    "category": {"units": 9},
    "months": {"children": 9, "category": "meals", "months": 13},
    "budget_vnd": {"budget_vnd": -1},
    "most_communes": {"budget_vnd": 9, "most_communes": 0},
    "visit_months": {"budget_vnd": 9, "visit_months": (13,)},
    "units": {"budget_vnd": 9, "units": 3, "funding": "cash"},
}


def test_contradictory_wishes_are_all_told_at_once():
    """Each fault names the gift, the column, and what is expected."""
    rows = []
    for column, wish in CONTRADICTIONS.items():
        funding = wish.pop("funding", None)
        row = gift(f"gift-{column}", **wish)
        rows.append(row | ({"funding": funding} if funding else {}))
    with pytest.raises(InputFaults) as told:
        allocate(small().cells, gifts_table(*rows))
    found = {fault.where: fault for fault in told.value.faults}
    for column in CONTRADICTIONS:
        fault = found[f"gifts: gift-{column}"]
        assert column in f"{fault.found} {fault.expected}"
        assert fault.expected.strip()


@pytest.mark.parametrize(
    ("wish", "cell_reason"),
    [
        ({"least_per_commune": 1_001}, "lot_too_large"),
        ({"whole": True, "budget_vnd": 10**9}, "lot_too_large"),
        ({"visit_months": (1,), "communes": ("B",)}, "no_season"),
        ({"budget_vnd": 99}, "no_means"),
        ({"share": 0.5}, "no_partner"),
        ({"from_age": 3, "to_age": 3}, "no_age"),
        ({"zones": ("I",)}, "no_donor"),
    ],
)
def test_a_wish_that_cannot_be_kept_gives_nothing_and_says_why(wish, cell_reason):
    case = small(**wish)
    ages = ages_table(("A", "meals", {4: 100}), ("B", "meals", {4: 100}))
    plan = allocate(case.cells, case.gifts, ages=ages)
    assert set(plan.lots.gift_id) == {"coats"}
    assert judged(case, plan) == []
    use = plan.gift_use.set_index("gift_id").loc["money"]
    assert use.left == use.budget_vnd
    assert use.reason
    reasons = plan.coverage.set_index(["commune_code", "category"]).reason
    assert reasons["B", "meals"] == cell_reason
