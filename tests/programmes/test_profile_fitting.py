"""Parts of a profile that do not fit together: each named by its key, all of them at once."""

from __future__ import annotations

import pytest

from needs.errors import InputFaults
from needs.programmes import load_programme

SAMPLE = 'id = "stunting"\ncategory = "nutrition"'
CENTRE = (
    '[centre]\ncommune_code = "01273"\nname = { vi = "Phường Thục Phán", en = "Phường Thục Phán" }'
    '\nsource = "phường gồm trung tâm thành phố Cao Bằng cũ; chọn làm gốc đo khoảng cách '
    '(giả định)"\n'
)
MEALS_BANDS = 'age_bands = ["kindergarten", "primary"]'
SECOND_REPORT = 'deadline = "12-15"'
ONE_MORE_BAND = """[[age_bands]]
id = "primary"
name = { vi = "tiểu học", en = "primary" }
from_age = 6
to_age = 10
"""

TWO_LIMITS = """[disclosure]
threshold = 10
kind = "assumption"
source = "giả định"

[public_page]
shows = ["needs"]
smallest_group = 9
round_to = 10
how_to_give = { vi = "liên hệ", en = "ask" }
kind = "assumption"
source = "giả định"

"""

# Misfit → what is replaced by what, the key that the planner has to find, what else is said.
MISFITS = {
    "two age bands of one id": (
        (('[[categories]]\nid = "health"', f'{ONE_MORE_BAND}[[categories]]\nid = "health"'),),
        "age_bands",
        '"primary"',
    ),
    "a category and a facility of one id": (
        (('id = "classroom"', 'id = "play"'),),
        "categories, facilities",
        '"play"',
    ),
    "an age band that is not there": (
        ((MEALS_BANDS, 'age_bands = ["kindergarten", "mau-giao"]'),),
        "categories.nutrition.age_bands",
        '"mau-giao"',
    ),
    "an age band named twice": (
        ((MEALS_BANDS, 'age_bands = ["primary", "primary"]'),),
        "categories.nutrition.age_bands",
        "hai lần",
    ),
    "a scheme named twice": (
        (('scheme = "boarding-meals"', 'scheme = "lunch-border"'),),
        "categories.nutrition.state_schemes",
        '"lunch-border"',
    ),
    "a limit of the public page without effect": (
        (("[uncertainty]\n", f"{TWO_LIMITS}[uncertainty]\n"),),
        "public_page.smallest_group",
        "disclosure.threshold = 10",
    ),
    "a disadvantaged zone outside the area": (
        (('area_zones = ["I", "II", "III"]', 'area_zones = ["I", "II"]'),),
        "beneficiaries.area_zones",
        '"III"',
    ),
    "a zone without severity": (
        (("zone_weights = { I = 1.0, II = 2.0,", "zone_weights = { I = 1.0,"),),
        "priority.zone_weights",
        '"II"',
    ),
    "a sample of no category": (
        ((SAMPLE, 'id = "stunting"\ncategory = "bua-an"'),),
        "returns.samples",
        '"bua-an"',
    ),
    "a rate that no sample gives": (
        (('id = "nutrition"', 'id = "nutrition"\neligible_rate = "wasting"'),),
        "categories.nutrition.eligible_rate",
        '"wasting"; một trong: "stunting"',
    ),
    "an indicator of a category that is not there": (
        (('categories = ["warm_clothing"]', 'categories = ["ao-am"]'),),
        "priority.indicators.cold.categories",
        '"ao-am"',
    ),
    "an indicator of a group that nobody is asked for": (
        (('measure = "group:poor"', 'measure = "group:very-poor"'),),
        "priority.indicators.poor.measure",
        '"very-poor"; một trong: "disabled", "near_poor", "orphan", "poor"',
    ),
    "an indicator of a sample that nobody takes": (
        (('measure = "sample:stunting"', 'measure = "sample:wasting"'),),
        "priority.indicators.stunting.measure",
        '"wasting"; một trong: "stunting"',
    ),
    "distances from nowhere": (
        ((CENTRE, ""),),
        "priority.indicators.remote, returns.samples.stunting, delivery",
        "[centre]",
    ),
    "two deadlines for returns": (
        ((SECOND_REPORT, SECOND_REPORT + "\nfor_returns = true"),),
        "reports",
        "for_returns",
    ),
}


@pytest.mark.parametrize("misfit", MISFITS)
def test_a_misfit_is_named_by_its_key(load_edited, misfit):
    edits, key, said = MISFITS[misfit]
    with pytest.raises(InputFaults) as told:
        load_edited(*edits)
    (fault,) = told.value.faults
    assert fault.where.startswith(key)
    assert said in f"{fault.found}; {fault.expected}"
    assert fault.action.endswith("trong cao-bang-588/programme.toml")


def test_all_misfits_are_told_at_once(load_edited):
    """Each thing wrong adds its own fault and hides none of the others."""
    # Two of them would edit the same line.
    together = [misfit for misfit in MISFITS if misfit != "an age band named twice"]
    edits = [edit for misfit in together for edit in MISFITS[misfit][0]]
    with pytest.raises(InputFaults) as told:
        load_edited(*edits)
    found = [f"{fault.where}: {fault.found}; {fault.expected}" for fault in told.value.faults]
    for misfit in together:
        _, key, said = MISFITS[misfit]
        matching = [line for line in found if line.startswith(key)]
        assert any(said in line for line in matching), misfit
    assert len(found) >= len(together)


@pytest.mark.parametrize(
    ("edit", "key"),
    [
        (('measure = "zone"', 'measure = "khu-vuc"'), "priority.indicators[zone].measure"),
        (('covariates = ["distance_km"]', 'covariates = ["km"]'), "returns.samples[stunting]"),
        (("goalpost_high = 100.0", "goalpost_high = 0.0"), "priority.indicators[remote]"),
        (("floor = 0.05", "floor = 0.0"), "priority.floor"),
        (("top_k = 10", "top_k = 0"), "priority.top_k"),
        (("draws = 1000", "draws = 100"), "uncertainty.draws"),
        (('commune_code = "01273"', 'commune_code = "1273"'), "centre.commune_code"),
        (('aggregation = "geometric"', 'aggregation = "median"'), "priority.aggregation"),
    ],
)
def test_a_part_that_is_wrong_in_itself_is_named_by_its_key(load_edited, edit, key):
    with pytest.raises(InputFaults) as told:
        load_edited(edit)
    assert [fault.where.startswith(key) for fault in told.value.faults] == [True]


def test_weights_that_may_all_be_nothing_are_refused(load_edited):
    """An index without weight ranks nobody: the low ends of all weights are 0."""
    ends = ("0.2", "0.3", "0.05", "0.05", "0.05", "0.05")
    with pytest.raises(InputFaults) as told:
        load_edited(
            *(
                (f"low = {low}, high = {high}", f"low = 0.0, high = {high}")
                for low, high in zip(ends, ("0.4", "0.5", *["0.25"] * 4), strict=True)
            )
        )
    (fault,) = told.value.faults
    assert fault.where == "priority.indicators"


def test_a_rate_may_stand_in_place_of_the_share(load_edited):
    loaded = load_edited((MEALS_BANDS, MEALS_BANDS + '\neligible_rate = "stunting"'))
    assert loaded.category("nutrition").eligible_rate == "stunting"


@pytest.mark.parametrize("programme", ["cao-bang-588", "ninh-thuan-588"])
def test_every_scheme_that_meets_a_need_says_why(data, programme):
    schemes = [
        entry
        for category in load_programme(programme, data).categories
        for entry in category.state_schemes
    ]
    assert len(schemes) >= 3
    assert all(len(entry.source) > len(entry.scheme) for entry in schemes)
