"""What the profiles say of sponsoring: whole, sourced, and fitting the rest of the profile."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from needs.programmes import list_programmes, load_programme
from needs.programmes.sponsorship import Sponsorship
from needs.sponsorship.publication import cases_for_publication
from needs.sponsorship.register import Register, register_file
from needs.sponsorship.tables import commune_places, register_tables

from .cases import DAY, desk, with_consents

FUNDS = ("hai-duong-2024", "thanh-hoa-fund")


def test_the_fund_programmes_sponsor_and_the_others_do_not(data: Path):
    sponsoring = {one for one in list_programmes(data) if load_programme(one, data).sponsorship}
    assert sponsoring == set(FUNDS)


@pytest.mark.parametrize("name", FUNDS)
def test_groups_and_categories_are_those_of_the_profile(data: Path, name: str):
    programme = load_programme(name, data)
    rules = programme.sponsorship
    assert rules is not None
    assert {one.id for one in rules.groups} == {one.id for one in programme.beneficiaries.groups}
    assert len(rules.groups) == 14
    every = {category for base in FUNDS for category in category_ids(data, base)}
    named = {category for one in rules.purposes for category in one.categories}
    assert named <= every


def category_ids(data: Path, name: str) -> list[str]:
    return [one.id for one in load_programme(name, data).categories]


@pytest.mark.parametrize("name", FUNDS)
def test_registers_of_both_editions_of_the_map(data: Path, name: str, tmp_path: Path):
    programme = load_programme(name, data)
    rules = programme.sponsorship
    assert rules is not None
    commune = commune_places(programme).iloc[0]
    assert register_tables(programme, tmp_path, on=DAY) == {}
    register = Register(register_file(name, tmp_path), rules)
    one = desk(register, commune_code=commune.commune_code)
    register.write(with_consents(one.child_id, ["publication"]))
    (needs,) = register_tables(programme, tmp_path, on=DAY)["sponsorship_needs"].to_dict("records")
    assert (needs["commune"], needs["district"]) == (commune.commune, commune.district)
    (case,) = cases_for_publication(programme, tmp_path, DAY).to_dict("records")
    assert case["district"] == commune.district


def test_the_law_of_ages_and_consent(rules: Sponsorship):
    assert (rules.child_consents_from.value, rules.aged_out.value) == (7, 16)
    for figure in (rules.child_consents_from, rules.aged_out):
        assert figure.kind == "official"
    assert "91/2025/QH15" in rules.child_consents_from.source
    # Whoever belongs to these groups is never told of in public, with whatever consent.
    hidden = {one.id for one in rules.groups if not one.publish}
    assert {"hiv", "sexual-abuse", "trafficked", "violence", "exploited"} <= hidden


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("renew_before", [7, 30]),
        ("renew_before", []),
        ("pay_by", 31),
        ("birth_years", 0),
        ("groups", "twice"),
        ("urgency", "twice"),
    ],
)
def test_what_does_not_fit_is_refused(rules: Sponsorship, part: str, value: object):
    told = rules.model_dump()
    told[part] = told[part] * 2 if value == "twice" else value
    with pytest.raises(ValidationError, match=part):
        Sponsorship.model_validate(told)


def test_a_profile_reads_back_as_it_is(rules: Sponsorship):
    assert Sponsorship.model_validate(rules.model_dump()) == rules
