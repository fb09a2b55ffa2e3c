"""Dots, intervals and the figures beside them."""

from __future__ import annotations

import pandas as pd
import pytest

from needs.charts import interval_chart


def test_figures_of_the_province_are_written(intervals, programme, texts):
    written = texts(interval_chart(intervals, programme, lang="vi"))
    assert "250 (200–400)" in written
    # 280 (210–530) million VND, over all categories; in brackets the 90 % interval.
    assert "280 (210–530)" in written
    # Neither another measure nor another level.
    assert not [line for line in written if "999" in line or "77" in line]


def test_lines_are_as_long_as_the_intervals(intervals, programme, ids, spans):
    lines = spans(interval_chart(intervals, programme, lang="vi"))
    low, high = lines[f"interval gap_children {ids[0]}"]
    # Children are drawn from 0 to 400: an interval of 200 is half of that.
    start = lines[f"interval gap_children {ids[1]}"][0]
    per_child = (high - low) / 200
    assert low - start == pytest.approx((200 - 10) * per_child, abs=0.2)


def test_a_district_is_shown_alone(intervals, programme, texts):
    written = texts(interval_chart(intervals, programme, lang="vi", district="042"))
    assert "77 (70–90)" in written
    assert not [line for line in written if "250" in line]


def test_districts_are_drawn_on_one_measure(intervals, programme, ids, spans, texts):
    """70–90 in one district; the largest of all, 180, sets how long that is."""
    other = intervals[intervals.area_code == "042"].assign(
        area_code="043", middle=150.0, interval_low=90.0, interval_high=180.0
    )
    both = pd.concat([intervals, other], ignore_index=True)
    small = interval_chart(both, programme, lang="vi", district="042")
    large = interval_chart(both, programme, lang="vi", district="043")
    line = f"interval gap_children {ids[0]}"
    (low, high), (other_low, other_high) = spans(small)[line], spans(large)[line]
    assert high == pytest.approx(other_low, abs=0.2), "90 is at the same place in both"
    assert (other_high - other_low) / (high - low) == pytest.approx(90 / 20, rel=0.02)
    assert "Cùng thước đo cho mọi huyện trong tỉnh." in texts(small)


def test_missing_has_words_and_no_dot(intervals, programme, ids, texts, spans):
    rows = (intervals.category == ids[0]) & (intervals.measure == "gap_children")
    intervals.loc[rows, ["middle", "interval_low", "interval_high"]] = pd.NA
    picture = interval_chart(intervals, programme, lang="vi")
    assert "chưa có số liệu" in texts(picture)
    parts = spans(picture)
    assert f"interval gap_children {ids[0]}" not in parts
    assert f'"middle gap_children {ids[0]}"' not in picture.svg
    assert f"interval gap_cost_vnd {ids[0]}" in parts


def test_an_exact_figure_has_no_brackets_width(intervals, programme, ids, texts):
    intervals[["interval_low", "interval_high"]] = intervals[["middle", "middle"]].to_numpy()
    assert "250 (250)" in texts(interval_chart(intervals, programme, lang="vi"))


def test_all_zero_can_be_drawn(intervals, programme, texts):
    intervals[["middle", "interval_low", "interval_high"]] = 0.0
    assert "0 (0)" in texts(interval_chart(intervals, programme, lang="vi"))


def test_an_area_without_rows_is_none(intervals, programme):
    assert interval_chart(intervals, programme, lang="vi", district="099") is None
    assert interval_chart(intervals[:0], programme, lang="vi") is None
