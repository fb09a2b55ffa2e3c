"""What points say: hand-worked cases, and what has to hold whatever the points are."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from needs.friendly import friendly_of, friendly_results, needs_that_lift
from needs.friendly.lifting import NEED_COLUMNS, OPEN_COLUMNS
from needs.friendly.results import bounds

from .filled import WHOLE, scores


def judged(criteria, communes, points, kind="other", most=None):
    code = communes.commune_code.iloc[0]
    one = communes.head(1).assign(commune_class=kind)
    told = scores(criteria, **{f"c{code}": points})
    (row,) = friendly_results(criteria, one, told, most=most).itertuples()
    return row


def test_the_standard_is_that_of_the_decision(criteria):
    assert len(criteria.criteria) == 13
    assert [one.number for one in criteria.criteria] == list(range(1, 14))
    floors = {one.id: one.points.value for one in criteria.classes}
    assert floors == {"city_ward": 900, "mountain": 800, "other": 850}
    assert criteria.most == {"c1": 100, "c6": 125, "c7": 50}


def test_all_criteria_and_enough_points_meet_the_conditions(criteria, communes):
    row = judged(criteria, communes, WHOLE)
    assert (row.points, row.outcome, row.points_lacking) == (985, "recognised", 0)
    assert (row.criteria_met, row.criteria_failed) == (13, 0)


def test_one_criterion_at_zero_fails_whatever_the_sum(criteria, communes):
    row = judged(criteria, communes, (*WHOLE[:11], 0, 50))
    # 985 − 100 = 885, above the 850 needed.
    assert (row.points, row.points_lacking, row.outcome) == (885, 0, "not_recognised")
    assert row.criteria_failed == 1


def test_too_few_points_say_how_many_are_lacking(criteria, communes):
    row = judged(criteria, communes, (10, *WHOLE[1:5], 60, *WHOLE[6:]))
    # 985 − 80 − 60 = 845: five short of 850.
    assert (row.points, row.points_lacking, row.outcome) == (845, 5, "not_recognised")


def test_the_class_decides(criteria, communes):
    points = (10, *WHOLE[1:5], 60, *WHOLE[6:])
    outcomes = {
        kind: judged(criteria, communes, points, kind).outcome
        for kind in ("mountain", "other", "city_ward")
    }
    assert outcomes == {
        "mountain": "recognised",
        "other": "not_recognised",
        "city_ward": "not_recognised",
    }


def test_without_a_class_only_what_holds_for_all_is_said(criteria, communes):
    # 985 is enough for every class, 845 for one of three; 0 points fail everywhere.
    assert judged(criteria, communes, WHOLE, "").outcome == "recognised"
    between = judged(criteria, communes, (10, *WHOLE[1:5], 60, *WHOLE[6:]), "")
    assert between.outcome == "unknown"
    assert pd.isna(between.points_needed)
    assert pd.isna(between.points_lacking)
    assert judged(criteria, communes, (0, *WHOLE[1:]), "").outcome == "not_recognised"


def test_a_missing_score_stays_missing(criteria, communes):
    row = judged(criteria, communes, (*WHOLE[:5], None, *WHOLE[6:]))
    # 985 − 120 = 865 so far, above 850; criterion 6 gives 0 to 125 and could still be 0.
    assert pd.isna(row.points)
    assert (row.points_low, row.points_high) == (865, 990)
    assert row.outcome == "unknown"
    assert row.criteria_scored == 12


def test_a_commune_that_can_no_longer_reach_the_points_is_known_to_fail(criteria, communes):
    # 50 of 100 and 300 so far in 11 criteria; criteria 6 and 7 give at most 125 + 50 more.
    low = (50, 30, 30, 30, 30, None, None, 30, 30, 30, 30, 30, 30)
    row = judged(criteria, communes, low)
    assert (row.points_low, row.points_high) == (350, 525)
    assert row.outcome == "not_recognised"


def test_nothing_scored_is_nothing_known(criteria, communes):
    row = judged(criteria, communes, ())
    assert (row.points_low, row.points_high, row.outcome) == (0, 1000, "unknown")


def test_most_points_that_a_form_tells_narrow_the_bounds(criteria, communes):
    points = (*WHOLE[:11], None, 50)
    wide = judged(criteria, communes, points)
    narrow = judged(criteria, communes, points, most={"c12": 110})
    # 885 so far. What the total leaves: 1000 − (100 + 125 + 50 known, 625 given) = 100.
    assert (wide.points_low, wide.points_high) == (885, 985)
    assert narrow.points_high == 985
    tight = judged(criteria, communes, points, most={"c12": 60})
    assert tight.points_high == 945


PARTIAL = st.lists(st.none() | st.integers(0, 50), min_size=13, max_size=13)


@given(points=PARTIAL)
def test_bounds_hold_and_close_when_scores_come_in(criteria, points):
    told = zip(criteria.ids, points, strict=True)
    known = {one: value for one, value in told if value is not None}
    low, high = bounds(criteria, criteria.most, known)
    assert 0 <= low <= high <= criteria.total_points.value
    for missing in [one for one in criteria.ids if one not in known]:
        closer = bounds(criteria, criteria.most, known | {missing: 25})
        assert closer[0] == low + 25
        assert closer[1] <= max(high, closer[0])


@given(points=st.lists(st.integers(0, 50), min_size=13, max_size=13))
def test_whole_scores_have_one_sum_and_a_certain_outcome(criteria, communes, points):
    row = judged(criteria, communes, tuple(points), "mountain")
    assert row.points == row.points_low == row.points_high == sum(points)
    assert row.outcome != "unknown"
    assert (row.outcome == "recognised") == (min(points) > 0 and sum(points) >= 800)


@given(points=PARTIAL, better=st.integers(0, 12))
def test_a_better_score_never_lowers_the_outcome(criteria, communes, points, better):
    rank = {"not_recognised": 0, "unknown": 1, "recognised": 2}
    before = judged(criteria, communes, tuple(points), "mountain")
    if points[better] is None:
        return
    raised = [*points]
    raised[better] = 50
    after = judged(criteria, communes, tuple(raised), "mountain")
    assert rank[after.outcome] >= rank[before.outcome]


def test_row_order_changes_nothing(criteria, communes):
    first, second = communes.commune_code[:2]
    told = scores(criteria, **{f"c{first}": WHOLE, f"c{second}": WHOLE[:5]})
    results = friendly_results(criteria, communes, told)
    again = friendly_results(criteria, communes, told.sample(frac=1, random_state=1))
    assert results.equals(again)


def test_needs_are_linked_to_criteria_that_are_not_met(programme, criteria, communes):
    profile = friendly_of(programme)
    codes = list(communes.commune_code)
    kinds = communes.assign(commune_class="other")
    told = scores(
        criteria,
        # Recognised: nothing to lift. Play at 0, criterion 6 at its most, 10 not scored.
        **{
            f"c{codes[0]}": WHOLE,
            f"c{codes[1]}": (*WHOLE[:5], 125, *WHOLE[6:9], None, 75, 0, 50),
        },
    )
    needs = pd.DataFrame(
        [
            (code, category, counted, 7, 5, 9)
            for code in codes[:2]
            for category, counted in (("play_area", "places"), ("treatment", "children"))
        ],
        columns=list(NEED_COLUMNS),
    )
    needs.loc[len(needs)] = (codes[1], "classroom", "places", 0, 0, 0)
    results = friendly_results(criteria, kinds, told)
    lifting = needs_that_lift(profile, criteria, results, told, needs)
    own = lifting[lifting.commune_code.isin(codes[:2])]
    assert set(own.commune_code) == {codes[1]}
    # Treatment belongs to 6 (full) and 9; the classroom is not open.
    assert list(zip(own.criterion, own.category, strict=True)) == [
        ("c12", "play_area"),
        ("c9", "treatment"),
    ]
    assert own.points.iloc[0] == 0
    assert own[["still_open", "still_open_low", "still_open_high"]].iloc[0].tolist() == [7, 5, 9]


def lifted_by_play_areas(programme, criteria, communes, still_open):
    count = pd.array([still_open] * len(communes), dtype="Int64")
    needs = pd.DataFrame(
        {"commune_code": communes.commune_code, "category": "play_area", "counted": "places"}
    ).assign(**dict.fromkeys(OPEN_COLUMNS, count))
    told = scores(criteria)
    results = friendly_results(criteria, communes, told)
    return needs_that_lift(friendly_of(programme), criteria, results, told, needs)


def test_nothing_open_lifts_nothing(programme, criteria, communes):
    assert lifted_by_play_areas(programme, criteria, communes, 0).empty


def test_a_need_that_nobody_counted_stays_missing(programme, criteria, communes):
    rows = lifted_by_play_areas(programme, criteria, communes, None)
    assert set(rows.commune_code) == set(communes.commune_code)
    assert rows.still_open.isna().all()
