"""Targets with pace: what was delivered this year brings them nearer, commune by commune."""

from __future__ import annotations

import pandas as pd

from needs.assessment import Assessment
from needs.monitoring.histories import lot_histories
from needs.monitoring.pace import pace_table

from .conftest import COMMUNES, day, lot, way

CATEGORY = "warm_clothing"


def tables(gaps: dict[str, tuple[int | None, int | None]], *, left: int = 4) -> dict:
    """Gaps (low, high) by commune; the table `targets` of their districts, before deliveries."""
    rows = COMMUNES.assign(
        category=CATEGORY,
        in_target=True,
        gap_low=[gaps[code][0] for code in COMMUNES.commune_code],
        gap_high=[gaps[code][1] for code in COMMUNES.commune_code],
    ).astype({"gap_low": "Int64", "gap_high": "Int64"})
    targets = pd.DataFrame(
        {
            "district_code": ["042", "043", "042"],
            "district": ["Huyện Bảo Lâm", "Huyện Bảo Lạc", "Huyện Bảo Lâm"],
            "category": CATEGORY,
            "year": ["2026", "2026", "2025"],
            "denominator_children": [1000, 500, 1000],
            "target_share": 1.0,
            "children_target": [1000, 500, 1000],
            "covered_low": [300, 100, 200],
            "covered_high": [400, 150, 250],
            "to_reach_low": [400, 50, 750],
            "to_reach_high": [510, 60, 800],
            "years_left": [left, left, left + 1],
            "basis": ["estimated", "assumption", "assumption"],
        }
    )
    whole = [name for name in targets if name.startswith(("to_", "covered", "children"))]
    return {
        "communes": COMMUNES,
        "gap": rows,
        "targets": targets.astype(dict.fromkeys(whole, "Int64")),
    }


def paced(profile, ledger, gaps, **other) -> pd.DataFrame:
    assessment = Assessment(programme=profile, tables=tables(gaps, **other))
    rows = pace_table(assessment, lot_histories(ledger))
    return rows.set_index(["area_code", "year"])


def test_by_hand(profile, ledger):
    """Bảo Lâm: gaps 100–200 and 300–310; 140 delivered in the first, none in the second.

    Low end max(0, 100 − 140) + 300 = 300, high end (200 − 140) + 310 = 370; over four years 75
    and, rounded up, 93.
    """
    gaps = {"01290": (100, 200), "01294": (300, 310), "01327": (50, 60)}
    rows = paced(profile, ledger, gaps)
    district = rows.loc[("042", "2026")]
    assert district.children_delivered == 140
    assert (district.to_reach_low, district.to_reach_high) == (300, 370)
    assert (district.pace_low, district.pace_high) == (75, 93)
    province = rows.loc[("province", "2026")]
    assert (province.to_reach_low, province.to_reach_high) == (350, 430)
    # (370 + 60) ÷ 4 = 107.5: rounded up once, not once for each district.
    assert province.pace_high == 108
    assert province.basis == "assumption"


def test_another_year_stands_as_it_was(profile, ledger):
    gaps = {"01290": (100, 200), "01294": (300, 310), "01327": (50, 60)}
    row = paced(profile, ledger, gaps).loc[("042", "2025")]
    assert (row.to_reach_low, row.to_reach_high) == (750, 800)
    assert pd.isna(row.children_delivered)


def test_nothing_is_paced_when_no_year_is_left(profile, ledger):
    rows = paced(profile, ledger, dict.fromkeys(COMMUNES.commune_code, (10, 20)), left=0)
    assert rows.loc[("042", "2026"), "to_reach_high"] > 0
    assert pd.isna(rows.loc[("042", "2026"), "pace_high"])


def test_an_unknown_commune_leaves_its_district_and_the_province_open(profile, ledger):
    gaps = {"01290": (100, 200), "01294": (None, None), "01327": (50, 60)}
    rows = paced(profile, ledger, gaps)
    assert pd.isna(rows.loc[("042", "2026"), "to_reach_low"])
    assert pd.isna(rows.loc[("province", "2026"), "to_reach_low"])
    assert rows.loc[("043", "2026"), "to_reach_low"] == 50


def test_more_delivered_never_leaves_more_to_reach(profile, ledger):
    gaps = {"01290": (100, 200), "01294": (300, 310), "01327": (50, 60)}
    before = paced(profile, ledger, gaps).loc[("province", "2026")]
    way(ledger, lot("01327", 45), ("delivered", day(10, 1)))
    after = paced(profile, ledger, gaps).loc[("province", "2026")]
    assert before.to_reach_high - after.to_reach_high == 45


def test_without_a_ledger_nobody_knows_what_was_delivered(profile):
    gaps = {"01290": (100, 200), "01294": (300, 310), "01327": (50, 60)}
    assessment = Assessment(programme=profile, tables=tables(gaps))
    rows = pace_table(assessment, None)
    assert rows.children_delivered.isna().all()
    other = rows[(rows.level == "district") & (rows.year == "2025")]
    assert other.to_reach_high.tolist() == [800]
    province = rows[(rows.level == "province") & (rows.year == "2026")]
    assert province.to_reach_high.tolist() == [510 + 60]
