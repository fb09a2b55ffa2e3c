"""Progress to the targets by year and district, worked by hand, then in general."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from needs.gap import assess_gap
from needs.gap.covered import STATE
from needs.gap.progress import due_year, target_progress
from needs.programmes import CategoryScheme, Programme
from needs.returns.result_tables import COUNTED_ONCE
from needs.tables import table

ENDS = ("", "_low", "_high")
PLACES = {
    "00001": ("Huyện A", "001", "III"),
    "00002": ("Huyện A", "001", "III"),
    "00003": ("Huyện B", "002", "III"),
}
REACH = ["to_reach_low", "to_reach_high"]
COVERED = ["covered_low", "covered_point", "covered_high"]
counts = st.integers(0, 150)


def need_of(**eligible):
    """Meals: eligible children (low, point, high) by commune: c00001=(80, 100, 120)."""
    rows = []
    for name, value in eligible.items():
        code = name.removeprefix("c")
        district, number, zone = PLACES[code]
        low, point, high = (pd.NA,) * 3 if value is None else value
        rows.append(
            {
                "commune_code": code,
                "commune": f"Xã {code}",
                "district": district,
                "district_code": number,
                "zone": zone,
                "category": "meals",
                "age_band": "young",
                **dict(
                    zip(
                        (f"children_eligible{end}" for end in ENDS), (point, low, high), strict=True
                    )
                ),
            }
        )
    frame = pd.DataFrame(rows)
    names = [f"children_eligible{end}" for end in ENDS]
    frame[names] = frame[names].astype("Int64")
    prices = ["unit_price_vnd", "price_low_vnd", "price_high_vnd"]
    return frame.assign(
        basis="returned",
        eligible_basis="returned",
        price_basis="official",
        **dict.fromkeys(prices, 100),
    )


def ledger(*entries, basis="returned"):
    """Entries: commune, year, donor, children."""
    frame = pd.DataFrame(entries, columns=["commune_code", "period", "donor_id", "children"])
    frame["children"] = frame.children.astype("Int64")
    return frame.assign(category="meals", basis=basis)


def progress(programme, need, support, **more):
    gap = assess_gap(programme, need, support[support.period == programme.period], **more)
    return target_progress(programme, gap, support)


def row_of(rows, district, year):
    (row,) = rows[(rows.district_code == district) & (rows.year == year)].to_dict("records")
    return row


@pytest.fixture(scope="module")
def meals(programme: Programme) -> Programme:
    """Only meals: target 90 % (80–100 %), due at the end of the plan, in 2030; assessed 2026."""
    return programme.model_copy(update={"categories": programme.categories[:1]})


def with_target(programme, **changes):
    category = programme.categories[0]
    target = category.target.model_copy(update=changes)
    return programme.model_copy(
        update={"categories": [category.model_copy(update={"target": target})]}
    )


SCHOOLS = {"c00001": (80, 100, 120), "c00002": (50, 50, 50), "c00003": (40, 60, 80)}
GIVEN = (
    ("00001", "2026", "a", 30),
    ("00001", "2026", "b", 20),
    ("00002", "2026", "a", 50),
    ("00001", "2025", "a", 10),
)


def test_a_district_by_hand(meals):
    """Huyện A: 100 (80–120) + 50 children; to reach 90 + 45 (64–120 and 40–50).

    2026: 00001 has 30 to 50 covered, in the middle 100 × (1 − 0.7 × 0.8) = 44; 00002 has 50.
    Still to reach: at least 64 − 50 = 14 and 0, at most 120 − 30 = 90 and 0. Four years are
    left until 2030: 14 / 4 = 3.5 → 4, 90 / 4 = 22.5 → 23 children a year.
    """
    row = row_of(progress(meals, need_of(**SCHOOLS), ledger(*GIVEN)), "001", "2026")
    assert (row["denominator_children"], row["children_target"]) == (150, 135)
    assert [row[name] for name in COVERED] == [80, 94, 100]
    assert [row[name] for name in REACH] == [14, 90]
    assert (row["years_left"], row["pace_low"], row["pace_high"]) == (4, 4, 23)
    assert (row["target_share"], row["basis"]) == (0.9, "returned")


def test_the_children_still_to_reach_are_the_gap(meals):
    """A child served beyond one commune's target does not stand for one missed in another."""
    support = ledger(*GIVEN)
    need = need_of(**SCHOOLS)
    rows = progress(meals, need, support)
    gap = assess_gap(meals, need, support[support.period == "2026"])
    for end in ("low", "high"):
        of_gap = gap.groupby("district_code")[f"gap_{end}"].sum()
        of_targets = rows[rows.year == "2026"].set_index("district_code")[f"to_reach_{end}"]
        assert of_targets.to_dict() == of_gap.to_dict()
    # 00002 has 50 of 45 covered: by district totals alone, 5 children less would be to reach.
    district = row_of(rows, "001", "2026")
    assert district["to_reach_high"] > 170 - district["covered_low"] - 1


def test_another_year_is_told_with_its_own_support_and_todays_children(meals):
    """2025: 10 children in 00001; to reach at most (120 − 10) + 50, at least (64 − 10) + 40."""
    rows = progress(meals, need_of(**SCHOOLS), ledger(*GIVEN))
    row = row_of(rows, "001", "2025")
    assert [row[name] for name in COVERED] == [10, 10, 10]
    assert [row[name] for name in REACH] == [94, 160]
    assert row["years_left"] == 5
    assert row["basis"] == "assumption"
    assert sorted(set(rows.year)) == ["2025", "2026"]


def test_the_year_assessed_is_told_even_without_any_support(meals):
    rows = progress(meals, need_of(**SCHOOLS), ledger())
    assert set(rows.year) == {"2026"}
    assert row_of(rows, "002", "2026")["covered_high"] == 0


def test_places_are_no_children_reached(meals):
    """Classrooms of 2024 in the ledger: no child is fed by them, and 2024 is no year of meals."""
    rooms = ledger(("00001", "2024", "a", None)).assign(category="classroom", units=3)
    rows = progress(meals, need_of(**SCHOOLS), pd.concat([ledger(*GIVEN), rooms]))
    pd.testing.assert_frame_equal(rows, progress(meals, need_of(**SCHOOLS), ledger(*GIVEN)))


@pytest.mark.parametrize(
    ("due", "left", "pace"),
    [(None, 4, 23), (2028, 2, 45), (2027, 1, 90), (2026, 0, None), (2025, 0, None)],
)
def test_the_pace_until_the_target_is_due(meals, due, left, pace):
    """90 children at most; once no year is left, they are all due at once: no pace is named."""
    programme = with_target(meals, due_year=due)
    assert due_year(programme, programme.categories[0]) == (due or 2030)
    row = row_of(progress(programme, need_of(**SCHOOLS), ledger(*GIVEN)), "001", "2026")
    assert row["years_left"] == left
    assert row["to_reach_high"] == 90
    assert pd.isna(row["pace_high"]) if pace is None else row["pace_high"] == pace


def test_one_commune_that_is_not_known_leaves_its_district_unknown(meals):
    rows = progress(meals, need_of(**SCHOOLS | {"c00002": None}), ledger(*GIVEN))
    for year in ("2025", "2026"):
        row = row_of(rows, "001", year)
        numbers = ["denominator_children", "children_target", *REACH, "pace_low", "pace_high"]
        assert all(pd.isna(row[name]) for name in numbers)
        assert not pd.isna(row_of(rows, "002", year)["to_reach_high"])


def test_what_the_state_covered_in_another_year_is_not_known(meals):
    """State meals reach 40 of 00001 in 2026; in 2025 they reached nobody knows how many."""
    scheme = CategoryScheme(scheme="lunch", source="thử")
    category = meals.categories[0].model_copy(update={"state_schemes": [scheme]})
    programme = meals.model_copy(update={"categories": [category]})
    state = pd.DataFrame(
        {
            "commune_code": ["00001"],
            "category": ["meals"],
            **{name: pd.array([40], dtype="Int64") for name in STATE},
            "state_basis": ["estimated"],
        }
    )
    rows = progress(programme, need_of(**SCHOOLS), ledger(*GIVEN), state=state)
    now = row_of(rows, "001", "2026")
    # 40 of the State and 30 to 50 of donors: 40 to 90, and 50 in 00002.
    assert (now["covered_low"], now["covered_high"]) == (90, 140)
    before = row_of(rows, "001", "2025")
    assert (before["covered_low"], before["to_reach_high"]) == (10, 160)
    unknown = ["covered_point", "covered_high", "to_reach_low", "pace_low"]
    assert all(pd.isna(before[name]) for name in unknown)
    assert before["pace_high"] == 32
    assert before["denominator_children"] == 150
    # A commune that counts each child once in 2025 has counted those of the State.
    once = ledger(("00001", "2025", COUNTED_ONCE, 45), ("00002", "2025", COUNTED_ONCE, 30))
    told = row_of(progress(programme, need_of(**SCHOOLS), once, state=state), "001", "2025")
    assert [told[name] for name in COVERED] == [75, 75, 75]
    assert [told[name] for name in REACH] == [(64 - 45) + (40 - 30), (120 - 45) + (50 - 30)]


def test_only_children_of_the_targets_communes_count(programme, need, support):
    """Play aims at zone III only, meals at the whole area: three communes and one."""
    support = support.assign(period="2026")
    rows = target_progress(programme, assess_gap(programme, need, support), support)
    told = {(r.category, r.district_code): r.denominator_children for r in rows.itertuples()}
    assert told[("play", "002")] == 300
    assert ("play", "001") not in told
    assert told[("meals", "002")] == 50
    assert pd.isna(told[("meals", "001")])
    outside = assess_gap(programme, need, support)
    outside["in_target"] = outside.category.eq("play")
    assert set(target_progress(programme, outside, support).category) == {"play"}


def test_invented_support_is_told(meals):
    rows = progress(meals, need_of(**SCHOOLS), ledger(*GIVEN, basis="illustrative"))
    assert row_of(rows, "001", "2025")["basis"] == "illustrative"
    assert row_of(rows, "001", "2026")["basis"] == "illustrative"


def test_it_fits_its_table(meals):
    rows = progress(meals, need_of(**SCHOOLS | {"c00003": None}), ledger(*GIVEN))
    checked = table("targets").check(rows)
    assert checked.years_left.tolist() == [5, 4, 5, 4]


entries = st.lists(
    st.tuples(
        st.sampled_from(sorted(PLACES)),
        st.sampled_from(["2024", "2026"]),
        st.sampled_from("ab"),
        counts,
    ),
    max_size=8,
    unique_by=lambda entry: entry[:3],
)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    given_=entries,
    eligible=st.tuples(*(st.tuples(counts, counts, counts) for _ in PLACES)),
    more=st.tuples(st.sampled_from(sorted(PLACES)), st.sampled_from(["2024", "2026"]), counts),
    seed=st.integers(0, 3),
)
def test_properties(meals, given_, eligible, more, seed):
    need = need_of(
        **{f"c{code}": tuple(sorted(ends)) for code, ends in zip(PLACES, eligible, strict=True)}
    )
    support = ledger(*given_)
    # The year of the added gift is told in both, whether something else was given in it or not.
    none = ledger((more[0], more[1], "other", 0))
    base = pd.concat([support, none])
    rows = progress(meals, need, base)
    assert (rows.to_reach_low <= rows.to_reach_high).all()
    assert (rows.covered_low <= rows.covered_point).all()
    assert (rows.covered_point <= rows.covered_high).all()
    assert (rows.pace_high * rows.years_left >= rows.to_reach_high).all()
    # More support never leaves more children to reach.
    richer = progress(meals, need, pd.concat([base, ledger((more[0], more[1], "new", more[2]))]))
    assert (richer[REACH] <= rows[REACH]).all(axis=None)
    # Sums of communes: every commune as a district of its own adds up to the same province.
    alone = progress(meals, need.assign(district_code=need.commune_code.str[2:]), base)
    summed = ["denominator_children", "children_target", *COVERED, *REACH]
    pd.testing.assert_frame_equal(
        alone.groupby("year")[summed].sum(), rows.groupby("year")[summed].sum()
    )
    shuffled = progress(
        meals, need.sample(frac=1, random_state=seed), base.sample(frac=1, random_state=seed)
    )
    pd.testing.assert_frame_equal(shuffled, rows)
