"""The price of a unit brought to a commune: far, high, without a road (hand-worked)."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.need import assess_need, delivered_prices, way_there
from needs.programmes import Figure, Programme
from needs.programmes.settings import Delivery

FAR, NOT_KNOWN, CENTRE = "00001", "00002", "00003"
PRICES = ["unit_price_vnd", "price_low_vnd", "price_high_vnd"]


def share(value: float, low: float, high: float, kind: str = "assumption") -> Figure:
    return Figure(value=value, low=low, high=high, kind=kind, source="thử")


#: 5 % (0–10 %) for 100 km, 2 % (0–5 %) for 1,000 m, 10 % (0–30 %) without a road.
DELIVERY = Delivery(
    per_100_km=share(0.05, 0.0, 0.1),
    per_1000_m=share(0.02, 0.0, 0.05),
    no_road=share(0.1, 0.0, 0.3),
)


def with_delivery(
    programme: Programme, *by_distance: str, delivery: Delivery | None = DELIVERY
) -> Programme:
    categories = [
        entry.model_copy(update={"uplift_by_distance": entry.id in by_distance})
        for entry in programme.categories
    ]
    return programme.model_copy(update={"delivery": delivery, "categories": categories})


def attributes(*rows: tuple[str, str, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["commune_code", "attribute", "value"])
    frame["value"] = frame.value.astype("Float64")
    return frame.assign(low=frame.value, high=frame.value, kind="observed", source="thử")


#: «Xã Một» lies at 1,500 m and has no road, the centre at sea level has one; of «Xã Hai» nothing.
KNOWN = attributes(
    (FAR, "altitude_m", 1500),
    (FAR, "no_road", 1),
    (CENTRE, "altitude_m", 0),
    (CENTRE, "no_road", 0),
)


@pytest.fixture
def communes(communes) -> pd.DataFrame:
    """80 km away, not known, the centre itself."""
    return communes.assign(distance_km=pd.array([80.0, pd.NA, 0.0], dtype="Float64"))


def prices_of(programme, communes, known=KNOWN, category: str = "play") -> pd.DataFrame:
    prices = delivered_prices(programme, communes, known)
    return prices[prices.category == category].set_index("commune_code")


def test_distance_altitude_and_no_road_by_hand(programme, communes):
    """Play, 10,000,000 đồng: + 0.8 × 5 % + 1.5 × 2 % + 10 % = 17 % → 11,700,000.

    At least nothing is added; at most 0.8 × 10 % + 1.5 × 5 % + 30 % = 45.5 % → 14,550,000.
    """
    found = prices_of(with_delivery(programme, "play"), communes)
    assert found.loc[FAR, PRICES].tolist() == [11_700_000, 10_000_000, 14_550_000]


def test_the_way_is_added_to_the_category_s_own_uplift_and_range(programme, communes):
    """Meals, 100,000 (80,000–150,000) + 10 % (0–20 %), and the way 17 % (0–45.5 %).

    100,000 × 1.27; 80,000 × 1; 150,000 × 1.655.
    """
    found = prices_of(with_delivery(programme, "meals"), communes, category="meals")
    assert found.loc[FAR, PRICES].tolist() == [127_000, 80_000, 248_250]


def test_what_is_not_known_adds_nothing_and_is_no_source(programme, communes):
    found = prices_of(with_delivery(programme, "play"), communes).loc[NOT_KNOWN]
    assert found[PRICES].tolist() == [10_000_000] * 3
    assert found.price_figures == "play.unit_price_vnd; play.delivery_uplift"
    assert found.price_basis == "official"


def test_the_centre_with_its_road_pays_no_way(programme, communes):
    found = prices_of(with_delivery(programme, "play"), communes).loc[CENTRE]
    assert found[PRICES].tolist() == [10_000_000] * 3
    assert "delivery." not in found.price_figures


def test_a_price_names_the_figures_it_rests_on_and_the_weakest_of_them(programme, communes):
    found = prices_of(with_delivery(programme, "play"), communes).loc[FAR]
    assert found.price_figures.split("; ")[2:] == [
        "delivery.per_100_km",
        "delivery.per_1000_m",
        "delivery.no_road",
    ]
    assert found.price_basis == "assumption"
    observed = DELIVERY.model_copy(update={"per_100_km": share(0.05, 0.0, 0.1, "observed")})
    only_far = prices_of(
        with_delivery(programme, "play", delivery=observed), communes, attributes()
    )
    assert only_far.price_basis.to_dict() == {
        FAR: "estimated",
        NOT_KNOWN: "official",
        CENTRE: "official",
    }


def test_one_thing_known_is_added_alone(programme, communes):
    """The distance is not known, the altitude is: 1.0 × 2 % → 10,200,000."""
    high = attributes((NOT_KNOWN, "altitude_m", 1000))
    found = prices_of(with_delivery(programme, "play"), communes, high).loc[NOT_KNOWN]
    assert found.unit_price_vnd == 10_200_000
    assert found.price_figures.endswith("; delivery.per_1000_m")


def test_only_goods_that_have_to_be_driven_there_pay_the_way(programme, communes):
    """Meals are bought in the commune: 100,000 × 1.1 wherever it lies."""
    found = prices_of(with_delivery(programme, "play"), communes, category="meals")
    assert set(found.unit_price_vnd) == {110_000}
    assert set(found.price_figures) == {"meals.unit_price_vnd; meals.delivery_uplift"}


def test_a_programme_without_delivery_figures_has_one_price(programme, communes):
    without = with_delivery(programme, "meals", "play", delivery=None)
    assert way_there(without, communes, KNOWN) == {}
    assert set(prices_of(without, communes).unit_price_vnd) == {10_000_000}


def test_altitude_counts_only_where_the_profile_prices_it(programme, communes):
    flat = DELIVERY.model_copy(update={"per_1000_m": None, "no_road": None})
    found = prices_of(with_delivery(programme, "play", delivery=flat), communes)
    assert found.unit_price_vnd[FAR] == 10_400_000


def test_other_attributes_add_nothing(programme, communes):
    other = attributes((FAR, "border", 1), (FAR, "altitude", 1500))
    ways = way_there(with_delivery(programme, "play"), communes, other)
    assert ways["delivery.per_1000_m"][1].isna().all()
    assert ways["delivery.no_road"][1].isna().all()


def test_the_cost_of_a_commune_is_at_its_own_price(programme, communes, by_age, assumptions):
    """Play in zone III: 300 children, 3 sets. At 80 km without more known: 10,400,000 each."""
    far = communes.assign(distance_km=pd.array([0.0, 0.0, 80.0], dtype="Float64"))
    need = assess_need(with_delivery(programme, "play"), far, by_age, assumptions)
    play = need[need.category == "play"]
    assert set(play.unit_price_vnd) == {10_400_000}
    assert play.cost_vnd.sum() == 31_200_000
    assert play.sources.str.endswith("; play.delivery_uplift; delivery.per_100_km").all()
    meals = need[(need.category == "meals") & (need.commune_code == "00003")]
    assert meals.cost_vnd.tolist() == [50 * 9 * 110_000]


def test_the_order_of_communes_and_attributes_does_not_matter(programme, communes):
    plan = with_delivery(programme, "meals", "play")
    straight = prices_of(plan, communes)
    turned = prices_of(plan, communes[::-1], KNOWN[::-1])
    pd.testing.assert_frame_equal(turned.sort_index(), straight)


kilometres = st.floats(0, 300)


@given(near=kilometres, further=kilometres, metres=st.floats(0, 3000))
def test_farther_and_higher_is_never_cheaper(programme, near, further, metres):
    communes = pd.DataFrame(
        {
            "commune_code": ["00001", "00002"],
            "distance_km": pd.array([near, near + further], dtype="Float64"),
        }
    )
    known = attributes(("00002", "altitude_m", metres))
    found = prices_of(with_delivery(programme, "play"), communes, known)
    for column in PRICES:
        assert found[column]["00001"] <= found[column]["00002"]
    assert (found.price_low_vnd <= found.unit_price_vnd).all()
    assert (found.unit_price_vnd <= found.price_high_vnd).all()
