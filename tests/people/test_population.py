"""Registered residents of 2025: what the table holds, and what is noticed when it is spoilt."""

from __future__ import annotations

import pandas as pd
import pytest

from needs.errors import InputFaults
from needs.people import (
    check_population_totals,
    read_assumptions,
    read_district_census,
    read_registered,
    residents,
)

COMMUNES = "reference/population_communes_2025.csv"
TOTALS = "reference/population_totals.csv"
BAO_LAM, YEN_PHU = "01290", "15409"


@pytest.fixture(scope="module")
def registered(data):
    return read_registered(data)


@pytest.fixture
def residents_of(gazetteer, data):
    def get(province, registered, edition="2025"):
        return residents(
            gazetteer.communes(province, edition),
            gazetteer=gazetteer,
            registered=registered,
            census=read_district_census(data),
            assumptions=read_assumptions(data),
        )

    return get


@pytest.mark.parametrize(
    ("province", "communes", "people"),
    [("04", 56, 573_119), ("38", 166, 4_320_947), ("56", 65, 2_243_553)],
)
def test_every_commune_has_its_count_and_the_province_its_sum(
    gazetteer, registered, residents_of, province, communes, people
):
    found = residents_of(province, registered)
    assert sorted(found.index) == sorted(gazetteer.communes(province, "2025").commune_code)
    assert len(found) == communes
    assert found.population.sum(skipna=False) == people
    assert found.population_source.notna().all()


def test_names_in_the_population_table_are_those_of_the_codes(gazetteer, registered):
    """A shifted column would give each commune its neighbour's people."""
    official = gazetteer.units["2025"].set_index("commune_code").commune
    assert registered.commune.tolist() == official[registered.commune_code].tolist()


def test_sums_are_shown_beside_the_stated_totals(registered, data):
    checks = check_population_totals(registered, data).set_index("check")
    assert checks.loc["population 04", ["expected", "found", "status"]].tolist() == [
        "573119",
        "573119",
        "ok",
    ]
    assert len(checks) == 3


def test_a_dropped_trailing_zero_shows_both_sums(edit):
    """Thục Phán has 41157 people; «4115» takes 37,042 from the province's 573,119."""

    def drop_digit(people: pd.DataFrame) -> pd.DataFrame:
        people.loc[people.commune_code == "01273", "population"] = "4115"
        return people

    root = edit(COMMUNES, drop_digit)
    with pytest.raises(InputFaults) as told:
        check_population_totals(read_registered(root), root)
    (fault,) = told.value.faults
    assert fault.where == "Cao Bằng"
    assert (fault.found, fault.expected) == ("536077", "573119 người")


def test_the_doubtful_commune_carries_its_note(residents_of, registered):
    people = residents_of("38", registered)
    assert "18800" in people.population_note[YEN_PHU].replace(".", "")
    assert people.population_note.notna().sum() < 10, "a note on everything says nothing"


def test_a_province_without_a_stated_total_is_unchecked(edit, registered):
    root = edit(TOTALS, lambda totals: totals[totals.province_code != "38"])
    checks = check_population_totals(registered, root)
    told = checks[checks.check.str.contains("38")]
    assert told.status.tolist() == ["unchecked"], "166 communes are used without any check"


def test_a_total_left_empty_is_unchecked_and_does_not_crash(edit, registered):
    def forget(totals: pd.DataFrame) -> pd.DataFrame:
        totals.loc[totals.province_code == "04", "population"] = ""
        return totals

    checks = check_population_totals(registered, edit(TOTALS, forget)).set_index("check")
    assert checks.status["population 04"] == "unchecked"
    assert checks.status["population 38"] == "ok"


def test_a_commune_not_counted_yet_leaves_the_total_unchecked(edit):
    """The others' sum (558,921) cannot be held against 573,119; it is not an error either."""

    def blank(people: pd.DataFrame) -> pd.DataFrame:
        people.loc[people.commune_code == BAO_LAM, "population"] = ""
        return people

    root = edit(COMMUNES, blank)
    checks = check_population_totals(read_registered(root), root).set_index("check")
    assert checks.status["population 04"] == "unchecked"


def test_a_missing_count_is_missing_not_zero(edit, residents_of):
    def blank(people: pd.DataFrame) -> pd.DataFrame:
        people.loc[people.commune_code == BAO_LAM, "population"] = ""
        return people

    people = residents_of("04", read_registered(edit(COMMUNES, blank)))
    columns = ["population", "population_low", "population_high", "population_basis"]
    assert people.loc[BAO_LAM, columns].isna().all()
    assert people.drop(BAO_LAM).population.notna().all()
    assert pd.isna(people.population.sum(skipna=False))


@pytest.mark.parametrize(
    ("column", "value"),
    [("population", "14.198"), ("population", "14.000"), ("population", "-5"), ("population", "?")],
)
def test_a_count_that_is_not_a_plain_number_names_its_row(edit, column, value):
    def spoil(people: pd.DataFrame) -> pd.DataFrame:
        people.loc[3, column] = value
        return people

    with pytest.raises(InputFaults) as told:
        read_registered(edit(COMMUNES, spoil))
    (fault,) = told.value.faults
    assert (fault.where, fault.found) == (f"dòng 5, cột {column}", value)


def test_a_code_that_lost_its_zero_is_a_fault_not_a_missing_commune(edit):
    def lose(people: pd.DataFrame) -> pd.DataFrame:
        people["commune_code"] = people.commune_code.replace(BAO_LAM, "1290")
        return people

    with pytest.raises(InputFaults, match="1290"):
        read_registered(edit(COMMUNES, lose))


def test_a_commune_listed_twice_is_a_fault(edit):
    with pytest.raises(InputFaults, match=BAO_LAM):
        read_registered(edit(COMMUNES, lambda people: pd.concat([people, people.iloc[[3]]])))


def test_registered_counts_have_no_interval(residents_of, registered):
    people = residents_of("04", registered)
    assert people.population_low.equals(people.population.rename("population_low"))
    assert people.population_high.equals(people.population.rename("population_high"))
