"""Reading the schemes: every fault at once, and what stands in the file that is shipped."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from needs.entitlements import read_schemes, status_words
from needs.errors import InputFaults, NotFound
from needs.people import read_assumptions

from .small import ASSUMPTIONS

GOOD = """
[[schemes]]
id = "{id}"
name = {{ vi = "thử", en = "test" }}
legal_basis = "Nghị định thử"
source = "thử"
valid_from = {valid_from}
from_age = {from_age}
to_age = 10
factors = [{factors}]
amount_vnd = {amount}
months = 9
excludes = [{excludes}]
{more}
"""


def entry(**changes: object) -> str:
    plain = {
        "id": "lunch",
        "valid_from": "2020-01-01",
        "from_age": 3,
        "factors": '"attendance"',
        "amount": 100_000,
        "excludes": "",
        "more": "",
    }
    return GOOD.format(**(plain | changes))


@pytest.fixture
def read(tmp_path: Path):
    def reading(*entries: str):
        folder = tmp_path / "reference"
        folder.mkdir(exist_ok=True)
        (folder / "state_schemes.toml").write_text("\n".join(entries), encoding="utf-8")
        return read_schemes(tmp_path, ASSUMPTIONS)

    return reading


def faults_of(reading, *entries: str) -> list[str]:
    with pytest.raises(InputFaults) as told:
        reading(*entries)
    return [str(fault) for fault in told.value.faults]


def test_an_exclusion_stated_once_holds_for_both(read):
    schemes = read(entry(id="a", excludes='"b"'), entry(id="b"))
    assert schemes["a"].excludes == ["b"]
    assert schemes["b"].excludes == ["a"]


def test_all_faults_of_all_schemes_are_told_at_once(read):
    found = faults_of(
        read,
        entry(id="a", valid_from='"tháng 5"'),
        entry(id="b", from_age=12),
        entry(id="c", more="valid_to = 2019-12-31"),
        entry(id="d", excludes='"lost"'),
        entry(id="e", factors='"guess"'),
        entry(id="f", amount="1.5"),
        entry(id="g", more="zone = 3"),
    )
    assert len(found) == 7
    for where, word in (
        ("schemes[a].valid_from", "tháng 5"),
        ("schemes[b]", "12 > 10"),
        ("schemes[c]", "2020-01-01 > 2019-12-31"),
        ("schemes[d].excludes", "lost"),
        ("schemes[e].factors", "guess"),
        ("schemes[f].amount_vnd", "1.5"),
        ("schemes[g].zone", "3"),
    ):
        assert any(fault.startswith(where) and word in fault for fault in found), where


def test_a_repeated_id_is_a_fault(read):
    assert "lunch" in faults_of(read, entry(), entry())[0]


def test_a_scheme_cannot_exclude_itself(read):
    assert len(faults_of(read, entry(excludes='"lunch"'))) == 1


def test_an_exclusion_in_part_is_a_fault(read):
    """a excludes b and c, which can be drawn together: which of them counts would be open."""
    found = faults_of(read, entry(id="a", excludes='"b", "c"'), entry(id="b"), entry(id="c"))
    assert len(found) == 1
    assert "b, c" in found[0]


def test_a_factor_must_be_a_share(tmp_path, read):
    from .small import assumption, assumptions_of

    read(entry())
    figures = assumptions_of(assumption("attendance", 0.9, 1.0, 1.1))
    with pytest.raises(InputFaults, match=r"0\.9 … 1\.1"):
        read_schemes(tmp_path, figures)


def test_villages_without_zones_mean_nothing(read):
    assert "villages" in faults_of(read, entry(more="villages = true"))[0]


@pytest.mark.parametrize("content", ["[[schemes]", "other = 1"])
def test_a_file_that_is_not_one_is_told(read, content):
    assert len(faults_of(read, content)) == 1


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(InputFaults, match=r"state_schemes\.toml"):
        read_schemes(tmp_path, ASSUMPTIONS)


def test_an_unknown_scheme_lists_the_known(read):
    with pytest.raises(NotFound, match="lunch"):
        read(entry())["dinner"]


@pytest.fixture(scope="module")
def shipped(data: Path):
    return read_schemes(data, read_assumptions(data))


def test_the_shipped_schemes_are_the_sourced_ones(shipped):
    """Amount a child and month, months a year: the table of facts, row by row."""
    paid = {name: (scheme.amount_vnd, scheme.months) for name, scheme in shipped.items()}
    assert paid == {
        "lunch-kindergarten": (160_000, 9),
        "lunch-kindergarten-poor": (160_000, 9),
        "lunch-nursery": (360_000, 9),
        "boarding-meals": (936_000, 9),
        "boarding-lodging": (360_000, 9),
        "lunch-border": (450_000, 9),
        "study-cost": (150_000, 9),
        "social-assistance": (500_000, 12),
    }


def test_boarding_meals_and_the_border_lunch_cannot_be_drawn_together(shipped):
    assert shipped["boarding-meals"].excludes == ["lunch-border"]
    assert shipped["lunch-border"].excludes == ["boarding-meals"]


def test_the_border_lunch_begins_on_its_day(shipped):
    border = shipped["lunch-border"]
    assert not border.in_force(dt.date(2025, 12, 24))
    assert border.in_force(dt.date(2025, 12, 25))


def test_every_share_that_no_source_gives_says_that_it_is_assumed(shipped, data):
    figures = read_assumptions(data)
    used = {factor for scheme in shipped.values() for factor in scheme.factors}
    assert used
    for name in used:
        assert figures[name].kind == "assumption"
        assert figures[name].source.startswith("giả định: ")
        assert figures[name].at_low < figures[name].value < figures[name].at_high


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    "status",
    [
        "used",
        "computed",
        "excluded",
        "not_known",
        "not_known: border",
        "not_known: border, group:poor",
        "not_in_force",
        "no_commune",
    ],
)
def test_every_status_has_words(status, lang):
    said = status_words(status, lang=lang)
    assert said
    assert "{" not in said
    assert ("poor" in said) == ("poor" in status)
