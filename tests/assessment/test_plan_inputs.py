"""What an allocation starts from: cells, gifts, ages, what is held and offered."""

from __future__ import annotations

import pandas as pd
import pytest

from needs.allocation.beside.next_gift import open_gift
from needs.assessment.plan_inputs import PlanInputs, children_by_year, plan_inputs
from needs.assessment.proposal import gifts_of, plan_tables, propose
from needs.assessment.reconcile import reconcile
from needs.tables import PLACE, table

from .promised_lots import promised

CELL = ["commune_code", "category"]
CAO_BANG, BAO_LAM, LY_BON = "cao-bang-588", "01290", "01294"
TAM_CHUNG, CAC_SON = "14848", "16591"


@pytest.fixture
def inputs_of(third):
    """The inputs of the third programme's plan, some tables replaced."""

    def of(**changes) -> PlanInputs:
        tables = {
            name: third.tables[name]
            for name in ("gap", "need", "facilities", "priority", "commitments")
        }
        gifts = gifts_of(third.gifts)
        return plan_inputs(third.programme, **{**tables, "gifts": gifts, **changes})

    return of


def cell(inputs: PlanInputs, commune: str, category: str) -> pd.Series:
    return inputs.cells.set_index(CELL).loc[(commune, category)]


# -- ages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("programme", [CAO_BANG, "ninh-thuan-588"])
def test_the_children_of_every_year_of_age_add_up_to_the_low_gap(gap_of, programme):
    found = gap_of(programme)
    years = children_by_year(found.programme, found.gap, found.need)
    known = found.gap[found.gap.gap_low.fillna(0) > 0].set_index(CELL).gap_low
    assert years.groupby(CELL).children.sum().to_dict() == known.to_dict()
    assert not years.duplicated([*CELL, "age"]).any()
    assert (years.children >= 0).all()
    for category in found.programme.categories:
        ages = {
            age
            for band in map(found.programme.band, category.age_bands)
            for age in range(band.from_age, band.to_age + 1)
        }
        told = set(years[years.category == category.id].age)
        assert told == ages or category.id not in known.index.get_level_values("category")


def test_the_gap_is_divided_as_the_eligible_children_are(gap_of):
    """Meals: 3–5 years 60 children, 6–10 years 40: of 10 children open, 6 and 4.

    A year of the younger has 20 of 100, of the older 8: 2 each of 3 years; 0,8 each of 5 years,
    which the largest remainders make 1 for the first four.
    """
    found = gap_of(CAO_BANG)
    here = "commune_code == @BAO_LAM and category == 'nutrition'"
    need, gap = found.need.query(here).copy(), found.gap.query(here).copy()
    assert need.age_band.tolist() == ["kindergarten", "primary"]
    need["children_eligible"] = pd.array([60, 40], dtype="Int64")
    gap["gap_low"] = pd.array([10], dtype="Int64")
    years = children_by_year(found.programme, gap, need)
    assert dict(zip(years.age, years.children, strict=True)) == {
        **dict.fromkeys((3, 4, 5), 2),
        **dict.fromkeys((6, 7, 8, 9), 1),
        10: 0,
    }
    other_order = children_by_year(found.programme, gap, need.iloc[::-1])
    pd.testing.assert_frame_equal(other_order, years)


def test_ages_are_asked_for_only_where_a_gift_is_for_some(inputs_of, third, all_kinds):
    assert inputs_of().ages is None
    aged = inputs_of(gifts=gifts_of(all_kinds.gifts)).ages
    assert (
        aged.groupby(CELL).children.sum()[TAM_CHUNG, "warm_sets"]
        == (third.gap.set_index(CELL).gap_low[TAM_CHUNG, "warm_sets"])
    )


# -- cells ---------------------------------------------------------------------------------------


def test_every_gap_that_is_known_is_a_cell_against_its_low_target(inputs_of, third):
    inputs = inputs_of()
    gap = third.gap.set_index(CELL)
    cells = inputs.cells.set_index(CELL)
    assert sorted(cells.index) == sorted(gap[gap.in_target].index)
    assert cells.gap_low.to_dict() == gap.gap_low[cells.index].to_dict()
    assert cells.children_target.to_dict() == gap.children_target_low[cells.index].to_dict()
    assert set(cells.counted) == {"children"}
    assert (cells.held == 0).all()


def test_a_gap_that_nobody_knows_is_no_cell(inputs_of, third):
    gap = third.gap.copy()
    gap.loc[(gap.commune_code == TAM_CHUNG) & (gap.category == "warm_sets"), "gap_low"] = pd.NA
    cells = inputs_of(gap=gap).cells.set_index(CELL)
    assert (TAM_CHUNG, "warm_sets") not in cells.index
    assert (TAM_CHUNG, "swimming") in cells.index


PLAY_AREAS = (
    (BAO_LAM, "play_area", 5, 2, 3, 80_000_000),
    (LY_BON, "play_area", 2, 2, 0, 80_000_000),
)
CLASSROOMS = ((BAO_LAM, "classroom", 4, 0, 4, pd.NA),)


def lacking(gap_of, places) -> pd.DataFrame:
    """Commune, kind of place, needed, pledged, open, price of one."""
    communes = gap_of(CAO_BANG).communes.set_index("commune_code", drop=False)
    frame = pd.DataFrame(
        [
            {
                **communes.loc[code, list(PLACE)],
                "facility": facility,
                "places_needed": needed,
                "places_pledged": pledged,
                "places_open": left,
                "unit": "nơi",
                "facility_price_vnd": price,
                "cost_vnd": pd.NA,
                "basis": "illustrative",
                "sources": "minh họa",
            }
            for code, facility, needed, pledged, left, price in places
        ]
    )
    return table("facilities").check(frame)


@pytest.fixture
def with_places(gap_of):
    """Two communes of Cao Bằng, the places they lack, and the gifts that are handed in."""
    found = gap_of(CAO_BANG)
    gap = found.gap[found.gap.commune_code.isin([BAO_LAM, LY_BON])]

    def of(
        gifts: pd.DataFrame, places: tuple = PLAY_AREAS
    ) -> tuple[PlanInputs, dict[str, pd.DataFrame]]:
        facilities = lacking(gap_of, places)
        inputs = plan_inputs(
            found.programme,
            gap=gap,
            need=found.need,
            facilities=facilities,
            priority=found.priority,
            gifts=gifts,
            commitments=promised(),
        )
        tables = {
            name: table(name).check(frame)
            for name, frame in plan_tables(
                found.programme, gap, facilities, propose(found.programme, inputs)
            ).items()
        }
        tables |= {"need": found.need[found.need.commune_code.isin([BAO_LAM, LY_BON])]}
        tables |= {"gap": gap, "facilities": facilities, "commitments": promised()}
        reconcile(tables, found.programme.period)
        return inputs, tables

    return of


@pytest.fixture
def money(third):
    """One billion đồng of somebody who wishes for nothing in particular, or for something."""

    def gift(**wishes) -> pd.DataFrame:
        given = open_gift(gifts_of(third.gifts), 1_000_000_000, gift_id="minh-hoa")
        given["period"] = "2026"
        for name, value in wishes.items():
            given[name] = pd.Series([value], dtype="object")
        return given

    return gift


def test_places_lacking_are_cells_counted_in_places(with_places, money):
    inputs, _ = with_places(money())
    areas = cell(inputs, BAO_LAM, "play_area")
    assert (areas.counted, areas.gap_low, areas.children_target) == ("places", 3, 5)
    assert (areas.package_units, areas.package_children, areas.worth) == (1, 1, 1.0)
    assert areas.unit_price_vnd == 80_000_000
    assert (LY_BON, "play_area") not in inputs.cells.set_index(CELL).index


def test_money_without_a_wish_never_builds_a_place(with_places, money):
    """A billion would pay all three play areas many times over."""
    _, tables = with_places(money())
    lots = tables["allocation"]
    assert set(lots.counted) == {"children"}
    assert lots.paid_vnd.sum() > 900_000_000
    left = tables["open_needs"].set_index(CELL)
    assert left.children_open[BAO_LAM, "play_area"] == 3
    assert left.reason[BAO_LAM, "play_area"] == "no_donor"


def test_money_for_play_areas_builds_them_and_nothing_else(with_places, money):
    _, tables = with_places(money(categories=("play_area",)))
    (lot,) = tables["allocation"].to_dict("records")
    assert (lot["commune_code"], lot["category"]) == (BAO_LAM, "play_area")
    assert (lot["counted"], lot["places"], lot["children_reached"]) == ("places", 3, 0)
    assert lot["paid_vnd"] == 3 * 80_000_000


def test_a_place_whose_price_nobody_knows_cannot_be_paid(with_places, money):
    inputs, tables = with_places(money(categories=("classroom",)), CLASSROOMS)
    assert pd.isna(cell(inputs, BAO_LAM, "classroom").unit_price_vnd)
    assert tables["allocation"].empty
    left = tables["open_needs"].set_index(CELL).loc[(BAO_LAM, "classroom")]
    assert (left.children_open, left.reason) == (4, "no_price")
    assert pd.isna(left.cost_vnd)


# -- what donors have promised -------------------------------------------------------------------


def test_accepted_delivered_and_confirmed_lots_are_held(inputs_of):
    """50 accepted, 30 delivered, 20 confirmed: 100 children. Nothing else holds in a new plan."""
    commitments = promised(
        {},
        {"lot_state": "delivered", "lot_children": 30, "taken": 30},
        {"lot_state": "confirmed", "lot_children": 20, "taken": 20},
        *({"lot_state": state} for state in ("proposed", "offered", "declined", "cancelled")),
        {"period": "2025"},
    )
    inputs = inputs_of(commitments=commitments)
    assert cell(inputs, TAM_CHUNG, "warm_sets").held == 100
    assert inputs.cells.held.sum() == 100
    assert inputs.held[["count", "taken"]].sum().tolist() == [100, 100]
    assert inputs.offered.to_dict("records") == [
        {
            "gift_id": "kho-am",
            "partner_gift": "",
            "commune_code": TAM_CHUNG,
            "category": "warm_sets",
            "packages": 5,
        }
    ]


def test_two_offers_of_one_gift_in_one_place_are_one(inputs_of):
    offered = inputs_of(
        commitments=promised({"lot_state": "offered"}, {"lot_state": "offered", "packages": 2})
    ).offered
    assert offered.packages.tolist() == [7]


def test_who_pays_the_rest_has_given_too_and_the_children_count_once(inputs_of):
    """Of 24 million for 40 courses the one pays 12 million, the other 12 million."""
    joint = {
        "gift_id": "ven-bien",
        "category": "swimming",
        "commune_code": CAC_SON,
        "lot_children": 40,
        "taken": 12_000_000,
        "partner_gift": "kho-tien",
        "partner_taken": 12_000_000,
    }
    inputs = inputs_of(commitments=promised(joint))
    rows = inputs.held.set_index("gift_id")[["count", "taken"]]
    assert rows.loc["ven-bien"].tolist() == [40, 12_000_000]
    assert rows.loc["kho-tien"].tolist() == [0, 12_000_000]
    assert cell(inputs, CAC_SON, "swimming").held == 40


@pytest.mark.parametrize(
    ("lots", "held", "left"),
    [
        ([{}], 50, 450),
        ([{}, {}], 100, 400),
        ([{"lot_state": "delivered", "lot_children": 0, "taken": 0}], 0, 500),
        ([{"gift_id": "kho-cu", "donor_id": "kho-cu", "donor": "Kho cũ"}], 50, 500),
        ([{"lot_children": 600, "taken": 600}], 600, 0),
        ([{"commune_code": "15010", "commune": "Xã Sơn Thủy"}], 0, 450),
    ],
    ids=[
        "one lot",
        "two lots in one place",
        "delivered, but nothing came",
        "of a gift that no longer stands in the register",
        "more than the gift is said to hold",
        "in a commune that is no longer in the target",
    ],
)
def test_a_plan_is_made_around_what_was_promised(third, inputs_of, lots, held, left):
    """500 warm sets; what was accepted counts in its commune and is gone from its gift."""
    commitments = promised(*lots)
    inputs = inputs_of(commitments=commitments)
    allocation = propose(third.programme, inputs)
    use = allocation.gift_use.set_index("gift_id").loc["kho-am"]
    assert use.used + use.left == left
    assert use.left < 10, "the rest of the store is given"
    cells = allocation.coverage.set_index(CELL).loc[(TAM_CHUNG, "warm_sets")]
    assert cells.held == held
    assert held + cells.children_reached + cells.children_open == 1053
    frames = plan_tables(third.programme, third.gap, third.facilities, allocation)
    tables = {name: table(name).check(frame) for name, frame in frames.items()}
    reconcile({**third.tables, **tables, "commitments": commitments}, "2026")


def test_a_gap_that_shrank_below_what_was_accepted_asks_for_nothing_more(third, inputs_of):
    """50 accepted; the gap is told to be 30: nothing open, nothing proposed, nothing taken back."""
    gap = third.gap.copy()
    gap.loc[(gap.commune_code == TAM_CHUNG) & (gap.category == "warm_sets"), "gap_low"] = 30
    commitments = promised({})
    allocation = propose(third.programme, inputs_of(gap=gap, commitments=commitments))
    cells = allocation.coverage.set_index(CELL).loc[(TAM_CHUNG, "warm_sets")]
    assert (cells.held, cells.children_reached, cells.children_open) == (50, 0, 0)
    frames = plan_tables(third.programme, gap, third.facilities, allocation)
    tables = {name: table(name).check(frame) for name, frame in frames.items()}
    reconcile({**third.tables, **tables, "gap": gap, "commitments": commitments}, "2026")
