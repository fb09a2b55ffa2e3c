"""Residents of communes of before 1/7/2025: each district adds up to its census."""

from __future__ import annotations

import pandas as pd
import pytest

from needs.errors import InputFaults
from needs.people import read_assumptions, read_district_census, read_registered, residents

CENSUS = "reference/population_districts.csv"
COMMUNES = "reference/population_communes_2025.csv"

# Census of 2019, people; Ninh Phước and Thuận Nam share one figure.
CENSUS_2019 = {
    ("582",): 167_394,
    ("584",): 30_598,
    ("585",): 71_888,
    ("586",): 92_231,
    ("587", "589"): 185_034,
    ("588",): 43_322,
}


@pytest.fixture(scope="module")
def communes(gazetteer):
    return gazetteer.communes("58", "pre-2025")


@pytest.fixture(scope="module")
def residents_in(gazetteer, communes):
    def get(root, places=communes):
        return residents(
            places,
            gazetteer=gazetteer,
            registered=read_registered(root),
            census=read_district_census(root),
            assumptions=read_assumptions(root),
        )

    return get


@pytest.fixture(scope="module")
def people(residents_in, data):
    return residents_in(data)


def test_each_district_adds_up_to_its_census(communes, people):
    district = communes.set_index("commune_code").district_code
    for codes, census in CENSUS_2019.items():
        members = people[district[people.index].isin(codes).to_numpy()]
        assert members.population.sum(skipna=False) == census
    assert people.population.sum(skipna=False) == 590_467


def test_bac_ai_is_30598(communes, people):
    bac_ai = communes[communes.district == "Huyện Bác Ái"].commune_code
    assert people.population[bac_ai].sum(skipna=False) == 30_598
    assert len(bac_ai) == 9


def test_an_even_split_is_an_assumption_with_an_interval(people):
    assert set(people.population_basis) == {"assumption"}
    assert (people.population_low < people.population).all()
    assert (people.population < people.population_high).all()
    assert people.population_note.str.contains("giả định").all()
    assert people.population_source.str.contains("Tổng điều tra dân số 2019").all()


def test_where_a_new_commune_is_not_counted_its_predecessors_are_missing(
    gazetteer, residents_in, communes, edit, data
):
    """The district's census cannot be divided then, and nobody's count is made up."""
    links = gazetteer.crosswalk
    of_bac_ai = links[links.district_code == "584"]
    new_code = sorted(of_bac_ai.new_code)[0]
    lost = set(of_bac_ai[of_bac_ai.new_code == new_code].old_code)

    def blank(frame: pd.DataFrame) -> pd.DataFrame:
        frame.loc[frame.commune_code == new_code, "population"] = ""
        return frame

    people = residents_in(edit(COMMUNES, blank))
    assert set(people.index[people.population.isna()]) == lost
    assert people.loc[sorted(lost), ["population_low", "population_basis"]].isna().all(axis=None)


def test_a_census_for_a_district_that_does_not_exist_is_a_fault(edit, residents_in):
    """584 is Bác Ái; with 854 the census would silently go unused."""

    def mistype(census: pd.DataFrame) -> pd.DataFrame:
        census["district_codes"] = census.district_codes.replace("584", "854")
        return census

    with pytest.raises(InputFaults, match="854"):
        residents_in(edit(CENSUS, mistype))


def test_the_order_of_the_communes_does_not_matter(residents_in, communes, people, data):
    shuffled = communes.sample(frac=1, random_state=588).reset_index(drop=True)
    again = residents_in(data, shuffled)
    assert again.sort_index().equals(people.sort_index())


def test_a_census_alone_is_divided_evenly_among_the_communes(gazetteer, residents_in, data):
    """Hải Dương has no counts of 2025 here: Nam Sách's 126,325 people over its communes."""
    places = gazetteer.communes("30", "pre-2025")
    people = residents_in(data, places)
    codes = places.commune_code[places.district == "Huyện Nam Sách"]
    own = people.loc[codes]
    assert own.population.sum() == 126_325
    assert own.population.max() - own.population.min() <= 1
    assert set(own.population_basis) == {"assumption"}
    assert (own.population_low < own.population).all()
    assert own.population_note.str.contains("chia đều").all()
    shuffled = places.sample(frac=1, random_state=588).reset_index(drop=True)
    assert residents_in(data, shuffled).sort_index().equals(people.sort_index())
