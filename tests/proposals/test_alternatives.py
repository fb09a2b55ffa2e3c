"""Exchanges: other communes of equal value, possible beside everybody else's lots."""

from __future__ import annotations

from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.allocation.checking.check_limits import Given, check_ages, check_gaps, check_gifts
from needs.allocation.checking.check_lots import check_lots
from needs.allocation.given.inputs import checked_inputs
from needs.errors import FaultCollector
from needs.programmes import load_programme
from needs.proposals.alternatives import EQUAL_PERCENT, exchanges

from .planned import CODES, Planned, cell, gift, inputs, planned

CELL = ["commune_code", "category"]


@pytest.fixture(scope="module")
def programme(data):
    return load_programme("cao-bang-588", data)


def exchanged(assessment, cells, chosen):
    """Return the plan's lots with some exchanges carried out."""
    lots = assessment.plan.lots
    by_cell = cells.set_index(CELL)
    for one in chosen:
        out = one.given_up.set_index(CELL).index
        gone = (lots.gift_id == one.gift_id) & pd.MultiIndex.from_frame(lots[CELL]).isin(out)
        assert gone.sum() == len(one.given_up)
        like = lots[gone].iloc[0]
        new = []
        for lot in one.lots:
            there = by_cell.loc[(one.to.code, lot.category)]
            places = there.counted == "places"
            months = sorted(set(there.months) & set(map(int, visits(assessment, one.gift_id))))
            new.append(
                like.to_dict()
                | {"commune_code": one.to.code, "category": lot.category, "cost_vnd": lot.cost_vnd}
                | {name: there[name] for name in ("commune", "district_code", "district", "zone")}
                | {"packages": lot.packages, "quantity": int(lot.quantity), "unit": there.unit}
                | {"children_reached": 0 if places else lot.served, "counted": there.counted}
                | {"places": lot.served if places else 0, "paid_vnd": lot.cost_vnd}
                | {"unit_price_vnd": there.unit_price_vnd}
                | {"months": "; ".join(map(str, months or there.months))}
            )
        kept = lots[~gone]
        lots = pd.concat([kept, pd.DataFrame(new).astype(lots.dtypes)], ignore_index=True)
    return lots


def visits(assessment, gift_id):
    gifts = assessment.tables["gifts"].set_index("gift_id")
    return gifts.visit_months[gift_id]


def broken(assessment, cells, gifts, chosen, ages=None):
    """Return the limits that the exchanged plan breaks, by the outside check of the plan."""
    checked = checked_inputs(cells, gifts, ages, None, None)
    faults = FaultCollector("exchanged")
    by_cell = {(r["commune_code"], r["category"]): r for r in checked.cells.to_dict("records")}
    by_gift = {r["gift_id"]: r for r in checked.gifts.to_dict("records")}
    lots = check_lots(faults, exchanged(assessment, cells, chosen), by_cell, by_gift)
    found = Given(lots, checked.held)
    check_gifts(faults, found, by_gift, checked.cells)
    check_gaps(faults, found, by_cell)
    by_age = {}
    for row in checked.ages.itertuples():
        by_age.setdefault((row.commune_code, row.category), {})[row.age] = row.children
    check_ages(faults, lots, by_cell, by_gift, by_age, checked.held)
    return faults.faults


def test_a_commune_is_exchanged_for_one_with_open_children_of_the_same_kind(programme):
    """One gift of 6 million pays 60 sets (2 packages of 30 at 100,000 đồng) in one commune."""
    cells = [cell(programme, code, priority=0.1 * n) for n, code in enumerate(CODES[:3], 1)]
    plan = planned(programme, cells, [gift("A", budget_vnd=6_000_000, most_communes=1)])
    served = plan.allocation.commune_code.unique()
    assert len(served) == 1
    found = exchanges(plan, "A")
    others = [code for code in reversed(CODES[:3]) if code not in served]
    # Both others are offered, that of the higher priority first.
    assert [one.to.code for one in found] == others
    for one in found:
        assert list(one.given_up.commune_code) == list(served)
        assert [(lot.category, lot.packages, lot.served) for lot in one.lots] == [
            ("warm_clothing", 2, 60)
        ]
        assert one.cost_vnd == 6_000_000


def test_what_is_left_of_a_gift_may_pay_a_dearer_commune(programme):
    """A package costs 3 million at home, 3.3 away: with 3.3 million given the exchange is paid."""
    cells = [
        cell(programme, CODES[0], priority=1.0),
        cell(programme, CODES[1], unit_price_vnd=110_000, priority=0.0),
    ]
    options = {"most_communes": 1, "districts": ("042",)}
    enough = planned(programme, cells, [gift("A", budget_vnd=3_300_000, **options)])
    assert set(enough.allocation.commune_code) == {CODES[0]}
    assert [one.cost_vnd for one in exchanges(enough, "A")] == [3_300_000]
    short = planned(programme, cells, [gift("A", budget_vnd=3_299_999, **options)])
    assert exchanges(short, "A") == []


def test_less_than_nine_tenths_of_the_value_is_no_exchange(programme):
    """10 packages at home; away 9 fit (270 children: 90 %), or only 8 (80 %)."""
    for open_away, offered in ((270, True), (269, False)):
        cells = [
            cell(programme, CODES[0], gap_low=300, children_target=300, priority=1.0),
            cell(programme, CODES[1], gap_low=open_away, children_target=300, priority=0.0),
        ]
        plan = planned(
            programme,
            cells,
            [gift("A", units=300, category="warm_clothing", most_communes=1)],
        )
        assert set(plan.allocation.commune_code) == {CODES[0]}
        assert bool(exchanges(plan, "A")) is offered
    assert EQUAL_PERCENT == 90


def test_wishes_are_kept(programme):
    """A donor for Bảo Lâm, not for Lý Bôn, is offered neither Lý Bôn nor Bảo Lạc."""
    cells = [cell(programme, code) for code in CODES]
    wishes = {"districts": ("042",), "without_communes": (CODES[1],), "most_communes": 1}
    plan = planned(programme, cells, [gift("A", budget_vnd=6_000_000, **wishes)])
    allowed = {CODES[0], *CODES[2:5]} - set(plan.allocation.commune_code)
    found = {one.to.code for one in exchanges(plan, "A")}
    assert found
    assert found <= allowed


def test_accepted_and_co_funded_lots_stay_where_they_are(programme):
    cells = [cell(programme, code) for code in CODES[:4]]
    alone = planned(programme, cells, [gift("A", budget_vnd=6_000_000)])
    assert exchanges(alone, "A")
    accepted = alone | {"allocation": alone.allocation.assign(state="accepted")}
    assert exchanges(accepted, "A") == []
    shared = planned(
        programme,
        cells,
        [
            gift("A", budget_vnd=3_000_000, share=0.5),
            gift("B", budget_vnd=3_000_000, joins=True, districts=("043",)),
            gift("C", budget_vnd=3_000_000, joins=True, districts=("042",)),
        ],
    )
    assert shared.allocation.partner_gift.ne("").any()
    assert exchanges(shared, "A") == []


def test_a_gift_for_some_ages_is_offered_only_children_of_those_ages(programme):
    """Of 60 children there are 20 (30) aged 6 to 10: a package of 30 fits only where 30 are."""
    cells = [cell(programme, code) for code in CODES[:3]]
    rows = [(CODES[0], 60), (CODES[1], 20), (CODES[2], 30)]
    ages = pd.DataFrame(
        [(code, "warm_clothing", 7, of_age) for code, of_age in rows]
        + [(code, "warm_clothing", 12, 60 - of_age) for code, of_age in rows if of_age < 60],
        columns=[*CELL, "age", "children"],
    )
    coats = gift("A", units=30, category="warm_clothing", from_age=6, to_age=10)
    plan = planned(programme, cells, [coats | {"communes": (CODES[0],)}], ages=ages)
    wider = plan.tables["gifts"].assign(communes=pd.Series([()], dtype="object"))
    found = exchanges(plan | {"gifts": wider}, "A")
    assert [one.to.code for one in found] == [CODES[2]]
    tables = {name: frame for name, frame in plan.tables.items() if name != "ages"}
    unknown = Planned(programme, tables | {"gifts": wider})
    assert exchanges(unknown, "A") == [], "no table of ages: nothing is known"


def test_without_the_table_of_gifts_nothing_is_offered(programme):
    plan = planned(
        programme, [cell(programme, code) for code in CODES], [gift("A", budget_vnd=10**7)]
    )
    tables = {name: frame for name, frame in plan.tables.items() if name != "gifts"}
    assert exchanges(Planned(programme, tables), "A") == []


CATEGORIES = ("warm_clothing", "health", "nutrition")
some_gift = st.fixed_dictionaries(
    {},
    optional={
        "budget_vnd": st.integers(2, 60).map(lambda millions: millions * 1_000_000),
        "most_communes": st.integers(1, 3),
        "least_per_commune": st.integers(1, 6).map(lambda millions: millions * 1_000_000),
        "most_per_commune": st.integers(6, 20).map(lambda millions: millions * 1_000_000),
        "whole": st.just(value=True),
        "categories": st.sampled_from([("warm_clothing",), ("health", "nutrition")]),
        "districts": st.sampled_from([("042",), ("043",)]),
    },
)
some_goods = st.fixed_dictionaries(
    {
        "units": st.integers(30, 200),
        "category": st.just("warm_clothing"),
        "package_units": st.sampled_from([pd.NA, 10, 20]),
    },
    optional={"most_communes": st.integers(1, 3), "visit_months": st.just((10, 11))},
)


@settings(max_examples=40)
@given(
    gaps=st.lists(st.integers(0, 200), min_size=12, max_size=12),
    prices=st.lists(st.sampled_from([90_000, 100_000, 130_000]), min_size=12, max_size=12),
    money=st.lists(some_gift, min_size=1, max_size=3),
    goods=st.lists(some_goods, max_size=1),
)
def test_every_exchange_is_possible_alone_and_together(data, gaps, prices, money, goods):
    """The plan after any choice of a donor's exchanges keeps every limit, checked from outside."""
    programme = load_programme("cao-bang-588", data)
    pairs = [(code, category) for code in CODES[3:7] for category in CATEGORIES]
    cells = [
        cell(programme, code, category, gap_low=gap, children_target=200, unit_price_vnd=price)
        for (code, category), gap, price in zip(pairs, gaps, prices, strict=True)
    ]
    given_ = [gift(f"M{n}", **({"budget_vnd": 9_000_000} | one)) for n, one in enumerate(money)]
    given_ += [gift(f"S{n}", **one) for n, one in enumerate(goods)]
    plan = planned(programme, cells, given_)
    cell_frame, gift_frame = inputs(cells, given_)
    for donor in sorted(set(plan.allocation.donor_id)):
        found = exchanges(plan, donor)
        for count in range(1, len(found) + 1):
            for chosen in combinations(found, count):
                given_up = [(one.gift_id, one.given_up.commune_code.iloc[0]) for one in chosen]
                if len(set(given_up)) < count:
                    continue  # of the exchanges for one commune a donor chooses one
                assert broken(plan, cell_frame, gift_frame, chosen) == []
        assert len(found) <= 3
        assert len({one.to.code for one in found}) == len(found)
