"""The two Funds by groups: estimates brought to the official total, and intervals around it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from needs.areas import read_attributes
from needs.assessment import Assessment, assess, list_communes
from needs.assessment.need_chain import need_of
from needs.places import load_gazetteer
from needs.programmes import Programme, load_programme

#: Programme → its official total of children in special circumstances.
TOTALS = {"thanh-hoa-fund": 40_000, "hai-duong-2024": 4_222}


@pytest.fixture(scope="module", params=sorted(TOTALS))
def assessed(request: pytest.FixtureRequest, data: Path) -> Assessment:
    return assess(request.param, data, up_to_gap=True)


def test_communes_and_districts_add_up_to_the_official_total(assessed):
    official = TOTALS[assessed.programme.id]
    people = assessed.people_in_need
    assert people.children.sum() == official
    assert people.in_need.sum() == official  # gifts are for all of them
    gifts = assessed.need[assessed.need.category == "visits_gifts"]
    assert gifts.children_eligible.sum() == official
    by_district = gifts.groupby("district_code").children_eligible.sum()
    assert by_district.equals(
        people.groupby("district_code").children.sum().rename(by_district.name)
    )


def test_the_share_of_a_category_is_a_share_of_the_official_total(assessed):
    need = assessed.need.groupby("category").children_eligible.sum()
    part = {"thanh-hoa-fund": 0.05, "hai-duong-2024": 0.10}[assessed.programme.id]
    assert need["treatment"] == round(TOTALS[assessed.programme.id] * part)
    # Ten of sixteen years of age are of primary or lower secondary school.
    assert need["scholarships"] == round(TOTALS[assessed.programme.id] * 10 / 16)


def test_intervals_lie_around_the_official_total(assessed):
    rows = assessed.intervals[assessed.intervals.level == "province"]
    drawn = rows[rows.measure.isin(["children_eligible", "people_in_need", "children"])]
    assert (drawn.interval_low <= drawn.middle).all()
    assert (drawn.middle <= drawn.interval_high).all()
    # Only what was counted has no width: 4,222 children, of whom nobody is outside the gifts.
    width = drawn.interval_high - drawn.interval_low
    counted = drawn.middle.eq(4_222)
    assert (width[~counted] > 0).all()
    assert not width[counted].any()
    people = drawn.set_index("measure").loc["people_in_need"]
    # Neither end is further away than the «about» of the official total.
    about = assessed.assumptions.set_index("figure").loc["special_circumstances"]
    assert about.low <= people.interval_low
    assert people.interval_high <= about.high
    # Middle of the interval and the figure agree: the ranges are not lopsided.
    centre = (people.interval_low + people.interval_high) / 2
    assert centre == pytest.approx(people.middle, rel=0.02)


def test_how_many_children_there_are_does_not_move_the_total(assessed):
    figures = assessed.assumptions.set_index("figure")
    assert figures.uncertainty_share["children_share"] == pytest.approx(0, abs=1e-9)
    # «About 40,000» may be more or fewer; 4,222 were counted.
    about = figures.low["special_circumstances"] < figures.high["special_circumstances"]
    assert about == (assessed.programme.id == "thanh-hoa-fund")
    assert pd.notna(figures.uncertainty_share["special_circumstances"]) == about
    # All children keep their own interval, of the share of children among residents.
    rows = assessed.intervals.query("level == 'province' and measure == 'children'")
    assert (rows.interval_high / rows.interval_low > 1.1).all()


def needs_at(programme: Programme, data: Path, official: int) -> pd.Series:
    """Return the children of each category and commune, at one official total."""
    totals = programme.beneficiaries.totals
    total = totals.special_circumstances.model_copy(update={"value": float(official)})
    totals = totals.model_copy(update={"special_circumstances": total})
    beneficiaries = programme.beneficiaries.model_copy(update={"totals": totals})
    other = programme.model_copy(update={"beneficiaries": beneficiaries})
    listed = list_communes(other, data)
    told = pd.DataFrame(columns=["commune_code", "field", "value", "source"])
    attributes = read_attributes(data, other.edition, gazetteer=load_gazetteer())
    _, _, need = need_of(other, listed, told, attributes)
    return need.groupby(["category", "commune_code"]).children_eligible.sum()


def test_a_larger_official_total_gives_no_commune_less(data):
    programme = load_programme("thanh-hoa-fund", data)
    fewer, more = (needs_at(programme, data, official) for official in (40_000, 40_100))
    assert (more >= fewer).all()
    assert more["visits_gifts"].sum() == fewer["visits_gifts"].sum() + 100
