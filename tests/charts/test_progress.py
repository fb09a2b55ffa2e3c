"""Coverage against the target, year by year."""

from __future__ import annotations

import pandas as pd
import pytest

from needs.charts import coverage_by_year, progress


def test_shares_are_sums_over_sums(targets, programme):
    rows = coverage_by_year(targets, programme).set_index("year")
    # (40 + 60) ÷ (400 + 600) = 10 %, (100 + 200) ÷ 1,000 = 30 %; target 900 ÷ 1,000
    assert rows.loc["2025", ["low", "point", "high", "target"]].tolist() == pytest.approx(
        [0.1, 0.2, 0.3, 0.9]
    )
    assert rows.loc["2026", ["low", "point", "high"]].tolist() == pytest.approx([0.4, 0.5, 0.6])


def test_line_and_target_stand_at_their_shares(targets, programme, ids, spans):
    found = spans(progress(targets, programme, lang="vi"))
    low, high = found[f"interval {ids[0]} 2025"]
    ten_percent = (high - low) / 2
    assert found[f"interval {ids[0]} 2026"][0] == pytest.approx(low + 3 * ten_percent, abs=0.3)
    assert found[f"target {ids[0]} 2025"][0] == pytest.approx(low + 8 * ten_percent, abs=0.5)


def test_figures_are_written(targets, programme, texts):
    assert {"10–30% / 90%", "40–60% / 90%"} <= set(texts(progress(targets, programme, lang="vi")))


def test_a_district_without_figures_is_told_not_counted_as_nothing(targets, programme, texts):
    targets.loc[1, ["covered_low", "covered_point", "covered_high"]] = pd.NA
    written = texts(progress(targets, programme, lang="vi"))
    # 2025 rests on district 042 alone: 40 ÷ 400 to 100 ÷ 400.
    assert "10–25% / 90%" in written
    assert "2025: tính trên 1/2 huyện có số liệu" in written


def test_partly_known_every_year_is_told_once(targets, programme, texts):
    targets.loc[[1, 3], "covered_low"] = pd.NA
    written = texts(progress(targets, programme, lang="vi"))
    assert written.count("tính trên 1/2 huyện có số liệu") == 1


def test_a_year_without_figures_has_words(targets, programme, ids, texts, spans):
    targets.loc[targets.year == "2025", "covered_high"] = pd.NA
    picture = progress(targets, programme, lang="vi")
    assert "chưa có số liệu" in texts(picture)
    assert f"interval {ids[0]} 2025" not in spans(picture)


def test_no_child_in_the_denominator_is_not_a_share(targets, programme):
    targets["denominator_children"] = pd.array([0] * 4, dtype="Int64")
    assert coverage_by_year(targets, programme).point.isna().all()


def test_nothing_to_draw_is_none(targets, programme):
    assert progress(targets[:0], programme, lang="vi") is None
