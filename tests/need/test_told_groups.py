"""Children in special circumstances as communes tell them, group by group."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from needs.need.told_groups import groups_together, with_told_groups
from needs.programmes import Category

CATEGORY = Category.model_validate(
    {
        "id": "gifts",
        "name": {"vi": "Quà", "en": "Gifts"},
        "unit": {"vi": "suất", "en": "gift"},
        "age_bands": ["small", "big"],
        "eligible_share": {"value": 0.04, "kind": "official", "source": "thử"},
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


def estimates(small: int = 6, big: int = 10) -> pd.DataFrame:
    rows = pd.DataFrame(
        {
            "commune_code": "00001",
            "age_band": ["small", "big"],
            "children_eligible": [small, big],
            "children_eligible_low": [small // 2, big // 2],
            "children_eligible_high": [small * 2, big * 2],
            "basis": "estimated",
            "sources": "gifts.eligible_share",
            "from_residents": True,
        }
    )
    columns = ["children_eligible", "children_eligible_low", "children_eligible_high"]
    return rows.astype(dict.fromkeys(columns, "Int64"))


def told(**groups: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "commune_code": "00001",
            "field": [f"gifts.group.{name}" for name in groups],
            "value": list(groups.values()),
            "source": [f"a.xlsx gifts!{name}" for name in groups],
        }
    )


CHILDREN = pd.DataFrame(
    {
        "commune_code": "00001",
        "age_band": ["small", "big"],
        "children": [150.0, 250.0],
        "children_high": [150.0, 250.0],
    }
)


def result(groups: list[str], **counts: int) -> pd.DataFrame:
    return with_told_groups(estimates(), told(**counts), CATEGORY, groups, CHILDREN)


def totals(rows: pd.DataFrame) -> tuple[int, int, int]:
    ends = ("_low", "", "_high")
    return tuple(int(rows[f"children_eligible{end}"].sum()) for end in ends)


def test_children_of_all_groups_lie_between_the_largest_group_and_the_sum():
    rows = result(["orphan", "disabled"], orphan=20, disabled=10)
    # At least 20 (every disabled child an orphan), at most 30; independent of each other among
    # 400 children: 400 × (1 − (1 − 20/400) × (1 − 10/400)) = 400 × (1 − 0.95 × 0.975) = 29.5 → 30.
    assert totals(rows) == (20, 30, 30)
    assert rows.told_range.all()
    assert set(rows.basis) == {"estimated"}
    assert rows.sources.iloc[0] == "a.xlsx gifts!orphan; a.xlsx gifts!disabled"
    assert not rows.from_residents.any()


def test_they_are_divided_among_age_bands_by_the_estimates():
    rows = result(["orphan"], orphan=32).set_index("age_band")
    # 6 : 10 of 32 children.
    assert rows.children_eligible.to_dict() == {"small": 12, "big": 20}


def test_a_group_not_told_leaves_the_estimate_raised_to_what_was_told():
    # Estimate 16 (8–32). 20 orphans are told, nothing of disabled children.
    assert totals(result(["orphan", "disabled"], orphan=20)) == (20, 20, 32)
    assert totals(result(["orphan", "disabled"], orphan=10)) == (10, 16, 32)


def test_a_told_zero_of_every_group_is_nobody():
    assert totals(result(["orphan", "disabled"], orphan=0, disabled=0)) == (0, 0, 0)


def test_a_commune_that_told_no_group_keeps_its_estimate():
    rows = result(["orphan", "disabled"])
    assert totals(rows) == (8, 16, 32)
    assert not rows.told_range.any()
    assert rows.sources.unique().tolist() == ["gifts.eligible_share"]


@given(
    counts=st.lists(st.integers(0, 500), min_size=1, max_size=6),
    children=st.one_of(st.none(), st.integers(0, 800)),
)
def test_bounds_hold_whatever_is_told(counts, children):
    union = groups_together(counts, None if children is None else float(children))
    assert max(counts) == union.low <= union.middle <= union.high <= sum(counts)
    if children is not None and children >= max(counts):
        assert union.high <= children
    assert groups_together(counts[::-1], children) == union


@given(counts=st.lists(st.integers(0, 60), min_size=2, max_size=4))
def test_every_band_is_ordered_and_adds_up(counts):
    names = [f"g{n}" for n in range(len(counts))]
    rows = result(names, **dict(zip(names, counts, strict=True)))
    low, middle, high = (rows[f"children_eligible{end}"] for end in ("_low", "", "_high"))
    assert ((low <= middle) & (middle <= high)).all()
    union = groups_together(counts, 400.0)
    assert totals(rows) == (union.low, union.middle, union.high)
