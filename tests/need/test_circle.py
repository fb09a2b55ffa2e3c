"""Children in special circumstances, brought to the official total: by hand, and in general."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.need import Circle, circle_of, eligible_children
from needs.need.circle import FACTOR
from needs.people import AgeRange
from needs.programmes import Category, Share
from needs.programmes.groups import Children

EVEN = AgeRange(1.0, 1.0, None)


def share(value: float = 0.05, **ends: float) -> Share:
    return Share(value=value, kind="official", source="thử", **ends)


def total(value: int, **ends: int) -> Children:
    floats = {name: float(end) for name, end in ends.items()}
    return Children(value=float(value), kind="official", source="thử", **floats)


def people(children: list[int | None], *, spread: float = 1.0) -> pd.DataFrame:
    """Return communes with four residents to a child; `spread` > 1: the residents may differ."""
    frame = pd.DataFrame({"commune_code": [f"{n:05}" for n in range(len(children))]})
    counts = pd.array(children, dtype="Int64")
    frame["population"] = counts * 4
    frame["population_low"] = (counts * (4 / spread)).round().astype("Int64")
    frame["population_high"] = (counts * (4 * spread)).round().astype("Int64")
    # A tenth more or fewer of the residents may be children: common to all communes.
    frame["children"] = counts
    frame["children_low"] = (counts * (0.9 / spread)).round().astype("Int64")
    frame["children_high"] = (counts * (1.1 * spread)).round().astype("Int64")
    return frame


def by_age(frame: pd.DataFrame) -> pd.DataFrame:
    """Return ten of sixteen years small, six big."""
    bands = []
    for band, years in (("small", 10), ("big", 6)):
        rows = frame[["commune_code"]].assign(age_band=band, basis="estimated", exact_age=False)
        for end in ("", "_low", "_high"):
            rows[f"children{end}"] = frame[f"children{end}"].astype("Float64") * years / 16
        bands.append(rows.assign(cells=pd.Series(pd.NA, index=rows.index, dtype="str")))
    return pd.concat(bands, ignore_index=True)


def category(value: float, **ends: float) -> Category:
    return Category.model_validate(
        {
            "id": "gifts",
            "name": {"vi": "Quà", "en": "Gifts"},
            "unit": {"vi": "suất", "en": "gift"},
            "age_bands": ["small", "big"],
            "eligible_share": {"value": value, "kind": "official", "source": "thử", **ends},
            "standard": {"units": 1, "per_children": 1, "kind": "assumption", "source": "thử"},
            "unit_price_vnd": {"value": 1000.0, "kind": "assumption", "source": "thử"},
            "delivery_uplift": {"value": 0.0, "kind": "assumption", "source": "thử"},
            "package_units": 1,
            "target": {
                "share": {"value": 1.0, "kind": "official", "source": "thử"},
                "denominator": "special_circumstances",
                "stated": True,
            },
            "lead_agency": {"vi": "Quỹ", "en": "Fund"},
        }
    )


def circle(
    children: list[int | None], official: Children | None, of: Share | None = None
) -> Circle:
    found = circle_of(of or share(), official, people(children))
    assert found is not None
    return found


def by_commune(frame: pd.DataFrame, column: str = "children_eligible") -> list[int]:
    return frame.groupby("commune_code")[column].sum(skipna=False).tolist()


def test_by_hand():
    # 1000, 600 and 400 children, 5 % of them: 100. The province says 80: × 0.8.
    found = circle([1000, 600, 400], total(80, low=60, high=90))
    assert found.estimate == 100
    assert found.factor == pytest.approx((0.8, 0.6, 0.9))
    assert found.whole().special.tolist() == [40, 24, 16]
    assert found.whole().special_low.tolist() == [30, 18, 12]
    assert found.whole().special_high.tolist() == [45, 27, 18]
    # Half of them need something: 2.5 % of all children, 40 in all.
    own = eligible_children(by_age(people([1000, 600, 400])), category(0.025), EVEN, circle=found)
    assert by_commune(own) == [20, 12, 8]
    # Ten of sixteen years: 12.5 of 20 children, 7.5 of 12, 5 of 8; never half a child.
    assert own.children_eligible.tolist() == [12, 8, 8, 4, 5, 3]
    assert own.eligible_share.tolist() == pytest.approx([0.02] * 6)
    assert all(FACTOR in sources for sources in own.sources)


def test_parts_of_a_child_go_by_code_where_nothing_else_decides():
    assert circle([100, 100, 100], total(20)).whole().special.tolist() == [7, 7, 6]


def test_how_many_children_there_are_among_residents_cancels():
    # A tenth more children everywhere is the same part of the total for each commune.
    whole = circle([1000, 600], total(80)).whole()
    assert whole.special_low.tolist() == whole.special_high.tolist() == [50, 30]


def test_residents_that_are_not_sure_stay_unsure():
    found = circle_of(share(), total(80), people([1000, 600], spread=1.5))
    assert found is not None
    whole = found.whole()
    assert whole.special.tolist() == [50, 30]
    assert whole.special_low.tolist() == [33, 20]
    assert whole.special_high.tolist() == [75, 45]


def test_without_an_official_total_estimates_stay():
    found = circle([1000, 600, 400], None)
    assert not found.benchmarked
    assert found.whole().special.tolist() == [50, 30, 20]
    assert found.whole().special_low.tolist() == [45, 27, 18]


def test_with_a_hole_there_is_no_factor_and_the_hole_stays():
    found = circle([1000, None, 400], total(80))
    assert (found.unknown, found.estimate, found.benchmarked) == (1, None, False)
    assert found.whole().special.isna().tolist() == [False, True, False]
    ages = by_age(people([1000, None, 400]))
    own = eligible_children(ages, category(0.05), EVEN, circle=found)
    assert by_commune(own)[0] == 50  # the estimate as it was
    assert pd.isna(by_commune(own)[1])
    assert not any(FACTOR in sources for sources in own.sources)


def test_a_province_without_children_has_no_factor():
    assert not circle([0, 0], total(80)).benchmarked


def test_no_share_no_circle():
    assert circle_of(None, total(80), people([1000])) is None


some = settings(max_examples=30, deadline=None)

CHILDREN = st.lists(st.integers(0, 5000), min_size=1, max_size=30).filter(any)
TOTALS = st.integers(1, 3000)


@some
@given(CHILDREN, TOTALS)
def test_communes_add_up_to_the_official_total(children, official):
    found = circle(children, total(official))
    whole = found.whole()
    assert whole.special.sum() == official
    assert (whole.special_low <= whole.special).all()
    assert (whole.special <= whole.special_high).all()
    # A category that serves all of them serves just these, commune by commune.
    own = eligible_children(by_age(people(children)), category(0.05), EVEN, circle=found)
    if official <= sum(children):  # a share is 1 at most
        assert by_commune(own) == whole.special.tolist()


@some
@given(CHILDREN, TOTALS, st.integers(1, 50), st.floats(0.001, 0.05))
def test_a_larger_official_total_gives_no_commune_less(children, official, more, of_children):
    parts = []
    for count in (official, official + more):
        found = circle(children, total(count))
        own = eligible_children(by_age(people(children)), category(of_children), EVEN, circle=found)
        parts.append((found.whole().special, pd.Series(by_commune(own))))
    (special, eligible), (special_more, eligible_more) = parts
    assert (special_more >= special).all()
    assert (eligible_more >= eligible).all()


@some
@given(CHILDREN, TOTALS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(children, official, random):
    frame = people(children)
    order = list(range(len(frame)))
    random.shuffle(order)
    shuffled = frame.iloc[order].reset_index(drop=True)
    results = []
    for rows in (frame, shuffled):
        found = circle_of(share(), total(official), rows)
        assert found is not None
        own = eligible_children(by_age(rows), category(0.03), EVEN, circle=found)
        key = ["commune_code", "age_band"]
        results.append(own.set_index(key).children_eligible.sort_index())
    pd.testing.assert_series_equal(*results)


@some
@given(CHILDREN, TOTALS, st.floats(0.0, 1.0), st.floats(1.0, 2.0))
def test_need_lies_between_its_ends(children, official, fewer, more):
    found = circle(children, total(official, low=int(official * fewer), high=official * 2))
    low, high = 0.02 * fewer, min(0.02 * more, 1.0)
    own = eligible_children(
        by_age(people(children)), category(0.02, low=low, high=high), EVEN, circle=found
    )
    assert (own.children_eligible_low <= own.children_eligible).all()
    assert (own.children_eligible <= own.children_eligible_high).all()
