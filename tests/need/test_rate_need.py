"""Eligible children by an estimated rate in place of the profile's share (hand-worked).

The rates are illustrative («số liệu minh họa»).
"""

from __future__ import annotations

import pandas as pd
import pytest

from needs.gap import assess_gap
from needs.need import assess_need
from needs.programmes import Programme

FIRST, THIRD = "00001", "00003"
CHILDREN = ["children_eligible", "children_eligible_low", "children_eligible_high"]
KEY = ["category", "commune_code", "age_band"]


@pytest.fixture
def counted(programme) -> Programme:
    """Meals go to the children whom a sample finds stunted."""
    categories = [
        entry.model_copy(update={"eligible_rate": "stunting"}) if entry.id == "meals" else entry
        for entry in programme.categories
    ]
    return programme.model_copy(update={"categories": categories})


def rate(code: str, sample: str, *ends: float | None) -> dict[str, object]:
    names = ("rate", "rate_low", "rate_high")
    return {"commune_code": code, "sample": sample, **dict(zip(names, ends, strict=True))}


@pytest.fixture
def rates() -> pd.DataFrame:
    """25 % (20–35 %) stunted in «Xã Một»; nothing known of the others; another sample beside."""
    frame = pd.DataFrame(
        [
            rate(FIRST, "stunting", 0.25, 0.2, 0.35),
            rate(FIRST, "wasting", 0.9, 0.8, 1.0),
            rate("00002", "stunting", 0.5, 0.4, 0.6),
            rate(THIRD, "stunting", None, None, None),
        ]
    )
    ends = ["rate", "rate_low", "rate_high"]
    return frame.astype(dict.fromkeys(ends, "Float64"))


@pytest.fixture
def need(counted, communes, by_age, assumptions, rates) -> pd.DataFrame:
    return assess_need(counted, communes, by_age, assumptions, rates=rates).set_index(KEY)


def test_children_by_the_commune_s_own_rate(need):
    """25 % of 100 = 25; at least 20 % of 80 = 16; at most 35 % of 120 = 42.

    25 children need 225 meal-months at 110,000 = 24,750,000 đồng.
    """
    row = need.loc[("meals", FIRST, "young")]
    assert row[CHILDREN].tolist() == [25, 16, 42]
    assert row.eligible_share == 0.25
    assert row.cost_vnd == 24_750_000


def test_the_rate_is_named_in_place_of_the_share(need):
    sources = need.loc[("meals", FIRST, "young")].sources.split("; ")
    assert "rate:stunting" in sources
    assert "meals.eligible_share" not in sources
    assert need.loc[("meals", FIRST, "young")].eligible_basis == "estimated"


def test_an_unknown_rate_is_no_zero(need):
    row = need.loc[("meals", THIRD, "young")]
    assert row[[*CHILDREN, "eligible_share", "quantity", "cost_vnd", "cost_low_vnd"]].isna().all()
    assert pd.isna(row.eligible_basis), "nothing is known, so nothing is «estimated» either"
    assert row.basis == "assumption"


def test_a_rate_of_unknown_children_is_unknown(need):
    assert need.loc[("meals", "00002", "young"), CHILDREN].isna().all()


def test_the_gap_of_an_unknown_rate_is_unknown(counted, need):
    none = pd.DataFrame(columns=["commune_code", "category", "donor_id", "children", "basis"])
    gap = assess_gap(counted, need.reset_index(), none).set_index(["category", "commune_code"])
    row = gap.loc[("meals", THIRD)]
    unknown = ["children_target", "gap_low", "gap_point", "gap_high", "target_vnd", "gap_vnd"]
    assert row[unknown].isna().all()
    assert pd.isna(row.eligible_basis)


def test_other_categories_keep_their_share(need, programme, communes, by_age, assumptions):
    plain = assess_need(programme, communes, by_age, assumptions).set_index(KEY)
    pd.testing.assert_frame_equal(need.loc["play"], plain.loc["play"])


def test_told_children_stand_in_place_of_the_rate(counted, communes, by_age, assumptions, rates):
    told = pd.DataFrame(
        {
            "commune_code": [THIRD],
            "field": ["meals.eligible.young"],
            "value": [40],
            "source": ["a.xlsx › Bữa ăn!C5"],
        }
    )
    need = assess_need(counted, communes, by_age, assumptions, told=told, rates=rates)
    row = need.set_index(KEY).loc[("meals", THIRD, "young")]
    assert row[CHILDREN].tolist() == [40, 40, 40]
    assert row.eligible_basis == "returned"
    assert row.sources.startswith("a.xlsx › Bữa ăn!C5; ")


def test_a_commune_that_no_rate_is_given_for_is_unknown(
    counted, communes, by_age, assumptions, rates
):
    fewer = rates[rates.commune_code != FIRST]
    need = assess_need(counted, communes, by_age, assumptions, rates=fewer).set_index(KEY)
    assert need.loc[("meals", FIRST, "young"), CHILDREN].isna().all()


def test_without_the_table_of_rates_the_caller_is_told(counted, communes, by_age, assumptions):
    with pytest.raises(ValueError, match="meals: rates of sample stunting"):
        assess_need(counted, communes, by_age, assumptions)


def test_the_order_of_the_rates_does_not_matter(
    counted, communes, by_age, assumptions, rates, need
):
    turned = assess_need(counted, communes, by_age, assumptions, rates=rates[::-1])
    pd.testing.assert_frame_equal(turned.set_index(KEY), need)
