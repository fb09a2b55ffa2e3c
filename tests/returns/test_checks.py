"""The logic checks, each worked by hand on both sides of its boundary."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.programmes import AgeBand, Words
from needs.reading.records import Place
from needs.returns.checks import logic_faults
from needs.returns.figures import CommuneFigure
from needs.returns.words import words_of

from .reads import FILE, compared, figures, limited

HERE = "01294"
PEOPLE = 1_000


@pytest.fixture(scope="module")
def profile(programme):
    return limited(programme)


def found(profile, told, *, people=None, before=None, listed=(HERE,)):
    last_period = {(HERE, field_id): value for field_id, value in (before or {}).items()}
    known = {} if people is None else {HERE: people}
    other = compared(profile, population=known, last_period=last_period, listed=listed)
    return logic_faults(figures(HERE, told), other)


def bands(prefix, **counts):
    return {f"{prefix}.{band}": count for band, count in counts.items()}


BY_AGE = bands("children.children", nursery=10, kindergarten=20, primary=30, lower_secondary=40)
MEALS = bands("nutrition.eligible", kindergarten=20, primary=30)

# What fits; what is one child too many (or too few); which cell is blamed; code; severity.
CASES = {
    "ages of the children": (
        BY_AGE | {"children.children": 100},
        BY_AGE | {"children.children": 101},
        "children.children",
        "bands_differ_from_total",
        "error",
    ),
    "total below its ages": (
        BY_AGE | {"children.children": 100},
        BY_AGE | {"children.children": 99},
        "children.children",
        "bands_differ_from_total",
        "error",
    ),
    "one age left empty": (
        bands("children.children", nursery=10, primary=30) | {"children.children": 40},
        bands("children.children", nursery=10, primary=30) | {"children.children": 39},
        "children.children",
        "bands_differ_from_total",
        "error",
    ),
    "ages of the eligible": (
        MEALS | {"nutrition.eligible": 50},
        MEALS | {"nutrition.eligible": 51},
        "nutrition.eligible",
        "bands_differ_from_total",
        "error",
    ),
    "poor among the eligible": (
        {"health.eligible": 50, "health.group.poor": 50},
        {"health.eligible": 50, "health.group.poor": 51},
        "health.group.poor",
        "part_exceeds_whole",
        "error",
    ),
    "poor among the eligible, told by age only": (
        MEALS | {"nutrition.group.poor": 50},
        MEALS | {"nutrition.group.poor": 51},
        "nutrition.group.poor",
        "part_exceeds_whole",
        "error",
    ),
    "poor among the children of these ages": (
        BY_AGE | {"nutrition.group.poor": 50},
        BY_AGE | {"nutrition.group.poor": 51},
        "nutrition.group.poor",
        "part_exceeds_whole",
        "error",
    ),
    "covered among all children": (
        {"children.children": 100, "health.covered.state": 100},
        {"children.children": 100, "health.covered.state": 101},
        "health.covered.state",
        "part_exceeds_whole",
        "error",
    ),
    "covered by one source": (
        {"health.eligible": 50, "health.covered.state": 50},
        {"health.eligible": 50, "health.covered.state": 51},
        "health.covered.state",
        "part_exceeds_whole",
        "error",
    ),
    "covered, each child once": (
        {"health.eligible": 50, "health.covered": 50},
        {"health.eligible": 50, "health.covered": 51},
        "health.covered",
        "part_exceeds_whole",
        "error",
    ),
    "a source covers more than all together": (
        {"health.covered.state": 30, "health.covered": 30},
        {"health.covered.state": 31, "health.covered": 30},
        "health.covered.state",
        "part_exceeds_whole",
        "error",
    ),
    "more covered than the sources name": (
        {"health.covered.state": 20, "health.covered.society": 30, "health.covered": 50},
        {"health.covered.state": 20, "health.covered.society": 30, "health.covered": 51},
        "health.covered",
        "covered_more_than_sources",
        "error",
    ),
    "stunted among the measured": (
        {"nutrition.examined.stunting": 40, "nutrition.affected.stunting": 40},
        {"nutrition.examined.stunting": 40, "nutrition.affected.stunting": 41},
        "nutrition.affected.stunting",
        "part_exceeds_whole",
        "error",
    ),
    "more measured than eligible": (
        {"nutrition.eligible": 40, "nutrition.examined.stunting": 40},
        {"nutrition.eligible": 40, "nutrition.examined.stunting": 41},
        "nutrition.examined.stunting",
        "part_exceeds_whole",
        "warning",
    ),
    "eligible of one age": (
        {"children.children.nursery": 10, "health.eligible.nursery": 10},
        {"children.children.nursery": 10, "health.eligible.nursery": 11},
        "health.eligible.nursery",
        "part_exceeds_whole",
        "error",
    ),
    "eligible among the children of these ages": (
        BY_AGE | {"children.children": 100, "nutrition.eligible": 50},
        BY_AGE | {"children.children": 100, "nutrition.eligible": 51},
        "nutrition.eligible",
        "part_exceeds_whole",
        "error",
    ),
    "eligible among all children": (
        {"children.children": 100, "health.eligible": 100},
        {"children.children": 100, "health.eligible": 101},
        "health.eligible",
        "part_exceeds_whole",
        "error",
    ),
    "children among the residents told": (
        {"children.population": 400, "children.children": 400},
        {"children.population": 400, "children.children": 401},
        "children.children",
        "part_exceeds_whole",
        "error",
    ),
    "children of one age among the residents told": (
        {"children.population": 400, "children.children.nursery": 400},
        {"children.population": 400, "children.children.nursery": 401},
        "children.children.nursery",
        "part_exceeds_whole",
        "error",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_figures_that_do_not_fit_together(profile, case):
    good, bad, field_id, code, severity = CASES[case]
    assert found(profile, good) == []
    faults = found(profile, bad)
    assert {(fault.code, fault.severity) for fault in faults} == {(code, severity)}
    assert {fault.place for fault in faults} == set(figures(HERE, bad)[HERE, field_id].places)
    assert dict(faults[0].values)["found"] == str(bad[field_id])


PLAUSIBLE = {
    "more children than people": (
        {"children.children": PEOPLE},
        {"children.children": PEOPLE + 1},
        "more_children_than_people",
        "error",
    ),
    "more eligible than people": (
        {"health.eligible.nursery": PEOPLE},
        {"health.eligible.nursery": PEOPLE + 1},
        "more_children_than_people",
        "error",
    ),
    "more covered than people": (
        {"health.covered.state": PEOPLE},
        {"health.covered.state": PEOPLE + 1},
        "more_children_than_people",
        "error",
    ),
    "many children: 45 % of 1,000": (
        {"children.children": 450},
        {"children.children": 451},
        "many_children",
        "warning",
    ),
    "many eligible: 45 % of 1,000": (
        {"warm_clothing.eligible": 450},
        {"warm_clothing.eligible": 451},
        "many_children",
        "warning",
    ),
    "a digit too many in the residents: 30 % more than 1,000": (
        {"children.population": 1_300},
        {"children.population": 1_301},
        "many_residents",
        "warning",
    ),
    "people and no child": (
        {"children.children": 1},
        {"children.children": 0},
        "nobody",
        "warning",
    ),
}


@pytest.mark.parametrize("case", PLAUSIBLE)
def test_figures_against_the_residents_on_record(profile, case):
    good, bad, code, severity = PLAUSIBLE[case]
    assert code not in {fault.code for fault in found(profile, good, people=PEOPLE)}
    faults = [fault for fault in found(profile, bad, people=PEOPLE) if fault.code == code]
    assert [fault.severity for fault in faults] == [severity]
    assert not [f for f in found(profile, bad) if f.code == code]  # no residents on record


def test_many_children_are_asked_about_once_and_not_again_in_every_category(profile):
    told = {"children.children": 460, "health.eligible": 460, "warm_clothing.eligible": 460}
    assert [fault.code for fault in found(profile, told, people=PEOPLE)] == ["many_children"]


@pytest.mark.parametrize(
    ("before", "now", "asked"),
    [
        (100, 130, False),  # 30 % more
        (100, 131, True),
        (100, 70, False),  # 30 % fewer, as the words say
        (100, 69, True),
        (29, 0, False),  # few children: changes mean nothing
        (30, 0, True),
        (0, 30, True),
        (0, 29, False),
    ],
)
def test_a_leap_from_last_year_is_a_warning(profile, before, now, asked):
    told = {"health.group.poor": now}
    faults = found(profile, told, before={"health.group.poor": before})
    assert [(f.code, f.severity) for f in faults] == [("changed_much", "warning")] * asked


@pytest.mark.parametrize(
    "field_id", ["health.covered.state", "health.covered", "nutrition.examined.stunting"]
)
def test_support_and_screening_may_leap(profile, field_id):
    """A donor gave nothing last year and much this year: nothing is wrong."""
    assert found(profile, {field_id: 400}, before={field_id: 40}) == []


def test_last_years_return_sent_again_is_told(profile):
    """Three counts that are all what they were were copied; two may happen."""
    told = bands("health.eligible", nursery=41, kindergarten=57, primary=93)
    (fault,) = found(profile, told, before=told)
    assert (fault.code, fault.severity) == ("same_as_last_period", "warning")
    assert dict(fault.values)["count"] == "3"
    assert found(profile, told, before=told | {"health.eligible.primary": 92}) == []
    two = bands("health.eligible", nursery=41, kindergarten=57)
    assert found(profile, two, before=two) == []


def test_an_unlisted_commune_is_told_once_a_row(profile):
    told = BY_AGE | {"children.children": 100}
    (fault,) = found(profile, told, listed=())
    assert (fault.code, fault.severity) == ("commune_not_listed", "warning")


def test_which_of_two_rows_is_wrong_is_not_guessed(profile):
    """12 children for 120: the right 118 eligible must not wait alone while 12 are used."""
    told = figures(HERE, {"children.children": 12}, sheet="Trẻ em", row=4)
    told |= figures(HERE, {"health.eligible": 118}, sheet="Khám", row=7)
    faults = logic_faults(told, compared(profile, listed=[HERE]))
    assert {(f.place.sheet, f.place.row, f.code, f.severity) for f in faults} == {
        ("Khám", 7, "part_exceeds_whole", "error"),
        ("Trẻ em", 4, "figures_disagree", "error"),
    }
    words = words_of(next(f for f in faults if f.code == "figures_disagree"), lang="vi")
    assert "Khám!C8" in words.expected
    assert "118" in words.expected


def test_a_sum_says_of_which_cells(profile):
    """51 of meals stand in two cells: each is shown with the sum and both addresses."""
    told = MEALS | {"nutrition.eligible.primary": 31, "children.children": 50}
    faults = found(profile, told)
    assert {fault.place.cell for fault in faults} == {"C3", "D3"}
    assert {dict(f.values)["found"] for f in faults} == {"51 (= Biểu!C3 + Biểu!D3)"}


def band(name, first, last):
    return AgeBand(id=name, name=Words(vi=name, en=name), from_age=first, to_age=last)


def test_bands_that_leave_ages_out_may_add_up_to_less(profile):
    """Ages 0–10 only: the other children under 16 are in no band."""
    some = profile.model_copy(update={"age_bands": profile.age_bands[:3]})
    some = some.model_copy(update={"categories": profile.categories[1:2]})
    three = bands("children.children", nursery=10, kindergarten=20, primary=30)
    assert found(some, three | {"children.children": 100}) == []
    assert {f.code for f in found(some, three | {"children.children": 59})} == {
        "bands_differ_from_total"
    }


def test_bands_that_overlap_are_not_added_up(profile):
    twice = profile.model_copy(
        update={
            "age_bands": [band("all", 0, 15), band("school", 6, 15)],
            "categories": [
                profile.categories[0].model_copy(update={"age_bands": ["all"]}),
            ],
        }
    )
    told = bands("children.children", all=100, school=60) | {"children.children": 100}
    assert found(twice, told) == []
    assert {f.code for f in found(twice, told | {"children.children.school": 101})} == {
        "part_exceeds_whole"
    }


def test_every_cell_of_an_added_up_figure_is_blamed(profile):
    places = (Place(FILE, "Biểu", 3, 4), Place(FILE, "Biểu", 9, 4))
    told = {
        **figures(HERE, {"health.eligible": 10}, row=20),
        (HERE, "health.group.poor"): CommuneFigure(HERE, "health.group.poor", 11, places),
    }
    faults = logic_faults(told, compared(profile, listed=[HERE]))
    blamed = {f.place for f in faults if f.code == "part_exceeds_whole"}
    assert blamed == set(places)


# A return in which everything fits, by construction.
counts = st.integers(0, 300)


@st.composite
def consistent(draw, categories):
    told = {}
    children = {
        name: draw(counts) for name in ("nursery", "kindergarten", "primary", "lower_secondary")
    }
    told |= bands("children.children", **children)
    told["children.children"] = sum(children.values())
    told["children.population"] = told["children.children"] + draw(counts)
    for category in categories:
        eligible = {name: draw(st.integers(0, children[name])) for name in category.age_bands}
        total = sum(eligible.values())
        told |= bands(f"{category.id}.eligible", **eligible) | {f"{category.id}.eligible": total}
        for group in ("poor", "near_poor", "disabled", "orphan"):
            told[f"{category.id}.group.{group}"] = draw(st.integers(0, total))
        state, society = draw(st.integers(0, total)), draw(st.integers(0, total))
        once = draw(st.integers(max(state, society), min(state + society, total)))
        told |= {
            f"{category.id}.covered.state": state,
            f"{category.id}.covered.society": society,
            f"{category.id}.covered": once,
        }
    examined = draw(st.integers(0, told["nutrition.eligible"]))
    told["nutrition.examined.stunting"] = examined
    told["nutrition.affected.stunting"] = draw(st.integers(0, examined))
    return told


@given(data=st.data())
def test_a_return_that_fits_has_no_fault_whatever_cells_are_left_empty(profile, data):
    told = data.draw(consistent(profile.categories))
    left = data.draw(st.sets(st.sampled_from(sorted(told))))
    kept = {name: value for name, value in told.items() if name not in left}
    assert found(profile, kept) == []


@given(data=st.data())
def test_a_mistyped_total_never_passes(profile, data):
    told = data.draw(consistent(profile.categories))
    totals = ["children.children", *(f"{entry.id}.eligible" for entry in profile.categories)]
    wrong = data.draw(st.sampled_from(totals))
    value = data.draw(st.integers(0, 5_000).filter(lambda n: n != told[wrong]))
    faults = found(profile, told | {wrong: value})
    assert any(f.code == "bands_differ_from_total" and f.severity == "error" for f in faults)


@given(data=st.data())
def test_faults_do_not_depend_on_the_order_and_all_have_words(profile, data):
    fields = list(compared(profile).labels)
    names = [name for name in fields if name.split(".")[0] not in ("ledger", "donors")]
    told = data.draw(st.dictionaries(st.sampled_from(names), st.integers(0, 2_000), min_size=1))
    placed = figures(HERE, told)
    turned = dict(data.draw(st.permutations(list(placed.items()))))
    before = {(HERE, name): data.draw(st.integers(0, 500)) for name in told}
    other = compared(profile, population={HERE: PEOPLE}, last_period=before)
    faults = logic_faults(placed, other)
    assert logic_faults(turned, dataclasses.replace(other)) == faults
    cells = {place for figure in placed.values() for place in figure.places}
    for fault in faults:
        assert fault.place in cells
        for lang in ("vi", "en"):
            words = words_of(fault, lang=lang)
            assert words.found
            assert words.expected
            assert words.action
