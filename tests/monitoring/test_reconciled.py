"""Districts are the province, and what is owed is never less than nothing: over random years."""

from __future__ import annotations

import datetime as dt

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.assessment import Assessment
from needs.commitments import commitments
from needs.commitments.states import GIVEN
from needs.monitoring.delivered import by_area, delivered_table, places_of
from needs.monitoring.histories import lot_histories
from needs.monitoring.later_plans import AMOUNTS
from needs.monitoring.outstanding import money_table, undelivered_lots
from needs.monitoring.pace import PROVINCE, pace_table
from needs.monitoring.scope import Scope
from needs.places import load_gazetteer
from needs.programmes.figures import Words

from .conftest import COMMUNES, day, lot, planned, way
from .random_year import CATEGORY, DISTRICTS, ROOM, START, RandomYear, random_year

FIGURES = ("lots", *AMOUNTS, "known_vnd", "unpriced_lots")


def scopes() -> list[Scope]:
    return [
        Scope("district", Words(vi=name, en=name), district_code=code)
        for code, name in sorted(DISTRICTS.items())
    ]


def tables(year: RandomYear) -> dict[str, pd.DataFrame]:
    """The plan of the day, and the gap of each commune before anything was promised."""
    categories = sorted(set(CATEGORY.values()))
    cells = COMMUNES.merge(pd.DataFrame({"category": categories}), how="cross").assign(
        in_target=True, gap_low=ROOM, gap_high=ROOM + 20
    )
    by = cells.groupby(["district_code", "district", "category"])
    targets = by[["gap_low", "gap_high"]].sum().astype("Int64").reset_index()
    targets = targets.rename(columns={"gap_low": "to_reach_low", "gap_high": "to_reach_high"})
    more = {"children_target": 400, "covered_low": 0, "covered_high": 0, "year": "2026"}
    targets = targets.assign(
        denominator_children=400, target_share=1.0, years_left=3, basis="estimated", **more
    )
    return {
        "communes": COMMUNES,
        "allocation": year.allocation(),
        "gap": cells.astype({"gap_low": "Int64", "gap_high": "Int64"}),
        "targets": targets,
    }


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 200))
def test_every_figure_of_the_districts_adds_up_to_the_province(
    tmp_path_factory, profile_of_cao_bang, seed, days
):
    year = random_year(tmp_path_factory.mktemp("year"), seed)
    until = START + dt.timedelta(days=days)
    then, now = lot_histories(year.ledger, until=until), lot_histories(year.ledger)
    assessment = Assessment(profile_of_cao_bang, tables(year))
    gazetteer = load_gazetteer()
    table = delivered_table(assessment, then, now, gazetteer)
    late = {"on": until, "overdue_days": 60, "assessment": assessment, "gazetteer": gazetteer}

    districts = pd.concat([scope.of(table) for scope in scopes()], ignore_index=True)
    both = [frame.set_index(["commune_code", "category", "year", "stage"]).sort_index()
            for frame in (districts, table)]  # fmt: skip
    pd.testing.assert_frame_equal(*both)

    places = places_of(then.commune_code, assessment, gazetteer).reset_index()
    parts = [scope.lots(then, places) for scope in scopes()]
    assert sum(map(len, parts)) == len(then)
    owed = undelivered_lots(then, **late)
    owed_by_district = pd.concat([undelivered_lots(part, **late) for part in parts])
    assert sorted(owed_by_district.lot_id) == sorted(owed.lot_id)
    paid = money_table(then).delivered_vnd.sum()
    assert paid == sum(money_table(part).delivered_vnd.sum() for part in parts)

    stages = by_area(table, []).set_index("stage").reindex(["waiting", "short", "delivered"])
    stages = stages[["children", "units", "amount_vnd"]].fillna(0).astype("int64")
    assert (owed[["children", "units", "value_vnd"]].fillna(0) >= 0).all(axis=None)
    told = owed.rename(columns={"value_vnd": "amount_vnd"}).groupby("why")[list(stages)].sum()
    for why in ("waiting", "short"):
        expected = told.loc[why].tolist() if why in told.index else [0, 0, 0]
        assert stages.loc[why].tolist() == expected
    assert stages.loc["delivered", "amount_vnd"] == paid

    pace = pace_table(assessment, then).set_index("level")
    figures = ["children_delivered", "to_reach_low", "to_reach_high"]
    by_category = pace.groupby(["level", "category"])[figures].sum()
    pd.testing.assert_frame_equal(by_category.loc["district"], by_category.loc[PROVINCE])
    for scope in scopes():
        part = pace_table(scope.assessment(assessment), scope.lots(then, places))
        own = part[part.level == "district"].set_index(["area_code", "category"])[figures]
        whole = pace[pace.area_code == scope.district_code].reset_index()
        pd.testing.assert_frame_equal(own, whole.set_index(["area_code", "category"])[figures])
    if until > year.day:
        lots = commitments(year.ledger)
        assert paid == lots[lots.state.isin(GIVEN)].value_vnd.sum()


def test_what_one_district_gives_up_is_not_planned_twice_for_another(ledger, profile):
    """Cô Ba's coats, cancelled in March, go to Lý Bôn; each district's report knows of it."""
    tables = {"communes": COMMUNES, "allocation": planned(("01294", 30 + 10))}
    early, now = lot_histories(ledger, until=dt.date(2026, 2, 28)), lot_histories(ledger)
    table = delivered_table(Assessment(profile, tables), early, now, load_gazetteer())
    proposed = by_area(table, ["district"]).set_index(["district", "stage"]).children
    # Of Lý Bôn's 10 beyond the offer none are more than what Cô Ba gave up.
    assert proposed["Huyện Bảo Lạc", "accepted"] == 10
    assert proposed["Huyện Bảo Lâm", "proposed"] == 100 + 50 + 40 + 30


def test_a_lot_of_a_former_commune_is_its_districts(ledger, profile):
    """A lot promised before the merger, to a commune of the map before July 2025."""
    gazetteer = load_gazetteer()
    former = gazetteer.units["pre-2025"]
    gone = ~former.commune_code.isin(COMMUNES.commune_code)
    row = former[former.district_code.eq("042") & gone].iloc[0]
    way(ledger, lot(row.commune_code, 7), ("accepted", day(5, 5)))
    lots = lot_histories(ledger)
    assessment = Assessment(profile, {"communes": COMMUNES})
    places = places_of(lots.commune_code, assessment, gazetteer).reset_index()
    own = scopes()[0].lots(lots, places)
    assert row.commune_code in set(own.commune_code)
    late = undelivered_lots(own, on=dt.date(2026, 8, 1), overdue_days=60, assessment=assessment,
                            gazetteer=gazetteer)  # fmt: skip
    assert late.set_index("commune_code").district[row.commune_code] == row.district
