"""Children from residents and named shares, in hand-worked numbers and on real data."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.errors import InputFaults, NotFound
from needs.people import (
    Assumption,
    Assumptions,
    age_range,
    children_by_age,
    children_under_16,
    read_assumptions,
)
from needs.programmes import AgeBand, Words

ASSUMPTIONS = "reference/assumptions.csv"


def figure(name: str, value: float, low: float, high: float, kind: str = "derived") -> Assumption:
    return Assumption(name, name, name, value, low, high, "", kind, "thử", "")


def band(name: str, first: int, last: int) -> AgeBand:
    return AgeBand(id=name, name=Words(vi=name, en=name), from_age=first, to_age=last)


SMALL = Assumptions(
    {
        "children_share": figure("children_share", 0.25, 0.2, 0.3),
        "age_spread": figure("age_spread", 1.0, 0.9, 1.1, "assumption"),
    }
)
BANDS = [band("nursery", 0, 2), band("kindergarten", 3, 5), band("school", 6, 15)]


def people(counts: dict[str, int | None], basis: str = "official") -> pd.DataFrame:
    frame = pd.DataFrame(index=pd.Index(list(counts), name="commune_code"))
    for column in ("population", "population_low", "population_high"):
        frame[column] = pd.array(list(counts.values()), dtype="Int64")
    frame["population_basis"] = [pd.NA if n is None else basis for n in counts.values()]
    return frame


def test_children_under_16_by_hand():
    """1,600 residents × 0.25 = 400 children; × 0.20 = 320 at least; × 0.30 = 480 at most."""
    found = children_under_16(people({"01001": 1_600}), SMALL).loc["01001"]
    assert found.drop("children_source").tolist() == [400, 320, 480, "estimated"]
    assert pd.isna(found.children_source)


def test_children_by_age_by_hand():
    """400 children (320–480) over 16 years of age: 3 years 75 (60–90), 10 years 250 (200–300)."""
    by_age = children_by_age(children_under_16(people({"01001": 1_600}), SMALL), BANDS)
    found = by_age.set_index("age_band")
    assert found.children.to_dict() == {"nursery": 75, "kindergarten": 75, "school": 250}
    assert found.children_low.to_dict() == {"nursery": 60, "kindergarten": 60, "school": 200}
    assert found.children_high.to_dict() == {"nursery": 90, "kindergarten": 90, "school": 300}
    assert set(found.basis) == {"estimated"}


def test_the_range_of_ages_by_hand():
    """Up to 10 % more or fewer in some ages than an even spread gives, inside as outside.

    3 of 16 years: × 0.9 to × 1.1; the other 13 could take up to 14.3/16, which leaves 1.7/16 and
    binds less. 13 of 16 years: the other 3 hold 2.7/16 to 3.3/16, so 12.7/13 to 13.3/13.
    """
    assert age_range(3, SMALL)[:2] == pytest.approx((0.9, 1.1))
    low, high, basis = age_range(13, SMALL)
    assert (low, high) == pytest.approx((12.7 / 13, 13.3 / 13))
    assert basis == "assumption"
    assert age_range(16, SMALL) == (1.0, 1.0, None)


def test_one_band_of_all_ages_has_no_deviation_between_ages():
    under_16 = children_under_16(people({"01001": 1_600}), SMALL)
    found = children_by_age(under_16, [band("all", 0, 15)]).iloc[0]
    assert [found.children, found.children_low, found.children_high] == [400, 320, 480]
    assert found.basis == "estimated"


def test_unknown_residents_are_unknown_children_in_every_band():
    under_16 = children_under_16(people({"01001": None, "01002": 160}), SMALL)
    assert under_16.loc["01001"].isna().all()
    by_age = children_by_age(under_16, BANDS).set_index("commune_code")
    columns = ["children", "children_low", "children_high", "basis"]
    assert by_age.loc["01001", columns].isna().all(axis=None)
    assert by_age.loc["01002", columns].notna().all(axis=None)
    assert pd.isna(under_16.children.sum(skipna=False))


def test_a_weaker_basis_of_residents_is_handed_on():
    found = children_under_16(people({"01001": 100}, basis="illustrative"), SMALL)
    assert found.children_basis.tolist() == ["illustrative"]


@given(
    counts=st.lists(st.none() | st.integers(0, 200_000), min_size=1, max_size=8),
    cuts=st.sets(st.integers(1, 15)),
)
@settings(deadline=None)
def test_bands_that_span_16_years_add_up_to_the_children(counts, cuts):
    edges = [0, *sorted(cuts), 16]
    bands = [band(f"b{a}", a, b - 1) for a, b in pairwise(edges)]
    named = {f"{number:05}": count for number, count in enumerate(counts)}
    under_16 = children_under_16(people(named), SMALL)
    by_age = children_by_age(under_16, bands)
    known = by_age.dropna(subset=["children"])
    assert (known.children_low <= known.children).all()
    assert (known.children <= known.children_high).all()
    sums = by_age.groupby("commune_code").children.sum(skipna=False)
    for code, children in under_16.children.items():
        if pd.isna(children):
            assert pd.isna(sums[code])
        else:
            assert sums[code] == pytest.approx(int(children))


def test_the_share_of_children_follows_from_the_letter_of_2021(data):
    """40,000 children are 4.3 % of all children, so 930,232.6; of 3,640,128 people in 2019."""
    share = read_assumptions(data)["children_share"]
    assert share.value == pytest.approx(40_000 / 0.043 / 3_640_128, abs=1e-9)
    assert share.at_low == 0.2327
    assert share.at_high == pytest.approx(2 * share.value - share.at_low, abs=1e-9)
    assert "40.000" in share.source
    assert "3.640.128" in share.source


def test_every_assumption_has_a_range_that_holds_it_and_a_source(data):
    for entry in read_assumptions(data).values():
        assert entry.at_low <= entry.value <= entry.at_high
        assert entry.source
        assert entry.basis in ("estimated", "assumption")


def test_an_unknown_assumption_lists_those_that_exist(data):
    with pytest.raises(NotFound) as told:
        read_assumptions(data)["birth_rate"]
    assert "children_share" in told.value.valid


def test_every_fault_of_the_assumptions_is_told_at_once(edit):
    def spoil(frame: pd.DataFrame) -> pd.DataFrame:
        frame.loc[0, "low"] = "0.9"
        frame.loc[1, "kind"] = "guess"
        frame.loc[2, "source"] = ""
        return frame

    with pytest.raises(InputFaults) as told:
        read_assumptions(edit(ASSUMPTIONS, spoil))
    assert [fault.where for fault in told.value.faults] == [
        "dòng 4, cột source",
        "dòng 3, cột kind",
        "children_share",
    ]


def test_a_decimal_comma_is_a_fault(edit):
    def comma(frame: pd.DataFrame) -> pd.DataFrame:
        frame.loc[0, "value"] = "0,2555"
        return frame

    with pytest.raises(InputFaults, match="0,2555"):
        read_assumptions(edit(ASSUMPTIONS, comma))
