"""Two communes that merge: their counts add up, their rates are never averaged."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.need import assess_need
from needs.people import Assumption, Assumptions
from needs.rates import commune_rates

COUNTS = ["children_eligible", "children_eligible_low", "children_eligible_high"]


def place_of(codes: list[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "commune_code": codes,
            "commune": [f"Xã {code}" for code in codes],
            "district_code": "001",
            "district": "Huyện A",
            "zone": "III",
            "population_figures": None,
            "distance_km": pd.NA,
            "village_share": pd.NA,
            "village_share_low": pd.NA,
            "village_share_high": pd.NA,
            "village_source": pd.NA,
        }
    )


def children_of(counts: dict[str, tuple[float, float, float]]) -> pd.DataFrame:
    rows = [(code, band, *ends) for code, ends in counts.items() for band in ("young", "school")]
    frame = pd.DataFrame(
        rows, columns=["commune_code", "age_band", "children_low", "children", "children_high"]
    )
    ends = ["children_low", "children", "children_high"]
    return frame.astype(dict.fromkeys(ends, "Float64")).assign(
        basis="estimated", cells=pd.Series(pd.NA, index=frame.index, dtype="str"), exact_age=False
    )


@pytest.fixture(scope="module")
def exactly_even() -> Assumptions:
    return Assumptions(
        {"age_spread": Assumption("age_spread", "", "", 1.0, 1.0, 1.0, "", "official", "thử", "")}
    )


many = st.tuples(st.integers(0, 4_000), st.integers(0, 4_000), st.integers(0, 4_000)).map(
    lambda ends: tuple(float(end) for end in sorted(ends))
)


@given(one=many, other=many)
@settings(max_examples=40, deadline=None)
def test_the_need_of_merged_communes_is_the_sum_of_theirs(programme, exactly_even, one, other):
    apart = assess_need(
        programme,
        place_of(["00001", "00002"]),
        children_of({"00001": one, "00002": other}),
        exactly_even,
    )
    both = tuple(first + second for first, second in zip(one, other, strict=True))
    merged = assess_need(programme, place_of(["00003"]), children_of({"00003": both}), exactly_even)
    for category in ("meals", "play"):
        sums = apart[apart.category == category][COUNTS].sum()
        of_merged = merged[merged.category == category][COUNTS].sum()
        # Each commune is rounded to whole children once.
        assert (sums - of_merged).abs().max() <= 1


def test_a_rate_of_merged_communes_is_that_of_all_children_examined_not_the_mean_of_rates():
    """5 of 10 examined and 10 of 90: together 15 of 100 = 15 %, the mean of rates would be 31 %."""

    def direct(samples: dict[str, tuple[int, int]]) -> pd.Series:
        frame = pd.DataFrame(
            [(code, n, a, pd.NA) for code, (n, a) in samples.items()],
            columns=["commune_code", "examined", "affected", "population"],
        )
        index = pd.Index(list(samples), name="commune_code")
        return commune_rates(frame, pd.DataFrame(index=index)).set_index("commune_code").direct

    apart = direct({"00001": (10, 5), "00002": (90, 10)})
    merged = direct({"00003": (100, 15)})
    assert merged["00003"] == 0.15
    assert apart.mean() > 0.3
