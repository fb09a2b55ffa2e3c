"""Whom a programme is for: communes on a list, or groups of children wherever they live."""

from __future__ import annotations

import tomllib

import pytest
from pydantic import ValidationError

from needs.programmes import Programme
from tests.assessment.standing_programmes import BY_GROUPS, WITHOUT_LIST
from tests.assessment.third_programme import PROFILE


def loaded(text: str, *changes: tuple[str, str]) -> Programme:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return Programme.model_validate(tomllib.loads(text))


def refused(text: str, *changes: tuple[str, str]) -> str:
    with pytest.raises(ValidationError) as told:
        loaded(text, *changes)
    return str(told.value)


def test_a_programme_counts_by_list_unless_it_says_otherwise():
    assert not loaded(PROFILE).beneficiaries.by_groups
    assert loaded(PROFILE).districts == []
    assert loaded(WITHOUT_LIST).districts[0].name == "Tĩnh Gia"


def test_a_programme_by_groups_needs_no_zone_anywhere():
    programme = loaded(BY_GROUPS)
    assert programme.beneficiaries.by_groups
    assert [group.id for group in programme.beneficiaries.groups] == ["orphan", "disabled"]
    assert programme.beneficiaries.totals.special_circumstances.value == 40000
    assert programme.priority.zone_weights == {}
    assert all(programme.zones_in_scope(category) == [] for category in programme.categories)


def test_a_programme_by_list_needs_its_zones():
    told = refused(
        PROFILE,
        ('specially_disadvantaged_zones = ["III"]\n', ""),
        ('area_zones = ["I", "II", "III"]\n', ""),
    )
    assert "specially_disadvantaged_zones" in told
    assert "area_zones" in told


def test_what_one_kind_of_programme_does_not_use_is_a_fault_of_the_other():
    told = refused(
        BY_GROUPS,
        ('by = "special_circumstances"\n', 'by = "special_circumstances"\narea_zones = ["III"]\n'),
    )
    assert "beneficiaries.area_zones" in told
    assert "beneficiaries.groups" in refused(BY_GROUPS, ('by = "special_circumstances"\n', ""))
    told = refused(PROFILE, ('denominator = "area"', 'denominator = "special_circumstances"'))
    assert "categories.swimming.target.denominator" in told


def test_targets_by_groups_are_shares_of_children_in_special_circumstances():
    told = refused(
        BY_GROUPS, ('denominator = "special_circumstances"\nstated', 'denominator = "area"\nstated')
    )
    assert told.count("target.denominator") == 2


def test_a_group_that_no_form_asks_about_is_a_fault():
    asked = '{ id = "orphan", name = { vi = "trẻ mồ côi", en = "orphans" } },'
    told = refused(BY_GROUPS, (asked, asked.replace("orphan", "poor", 1)))
    assert "returns.groups" in told
    assert "orphan" in told


def test_by_groups_nothing_is_measured_by_zones():
    told = refused(BY_GROUPS, ('measure = "unmet_rate"', 'measure = "zone"'))
    assert 'measure = "zone"' in told


@pytest.mark.parametrize("key", ["special_circumstances", "at_risk"])
def test_official_totals_are_whole_children(key):
    whole = {"special_circumstances": "40000", "at_risk": "3000"}[key]
    told = refused(BY_GROUPS, (f"{key} = {{ value = {whole}", f"{key} = {{ value = {whole}.5"))
    assert "số nguyên" in told


def test_group_ids_are_not_repeated():
    assert "mã lặp lại" in refused(BY_GROUPS, ('{ id = "disabled", name', '{ id = "orphan", name'))
