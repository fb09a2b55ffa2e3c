"""The first communes and how sure their places are."""

from __future__ import annotations

import pandas as pd
import pytest

from needs.charts import ranking


def test_rank_interval_and_probability_are_written(priority, programme, texts):
    written = texts(ranking(priority, programme, lang="vi"))
    assert {"1. Xã Một", "1–2", "95%", "2. Xã Hai", "1–4", "60%"} <= set(written)
    assert written.index("1. Xã Một") < written.index("2. Xã Hai") < written.index("3. Xã Ba")


def test_lines_and_bars_are_in_proportion(priority, programme, spans):
    found = spans(ranking(priority, programme, lang="vi"))
    lengths = {code: found[f"interval {code}"] for code in ("01201", "01202", "01203")}
    one_rank = lengths["01201"][1] - lengths["01201"][0]
    assert lengths["01202"][1] - lengths["01202"][0] == pytest.approx(3 * one_rank, abs=0.3)
    whole, chance = found["whole 01202"], found["chance 01202"]
    assert (chance[1] - chance[0]) / (whole[1] - whole[0]) == pytest.approx(0.6, abs=0.01)


def test_only_the_first_are_drawn_and_the_rest_is_told(priority, programme, texts):
    written = texts(ranking(priority, programme, lang="vi", top=2))
    assert "3. Xã Ba" not in written
    assert "2 xã đầu trong 3 xã đã xếp hạng." in written


def test_unranked_communes_are_counted(priority, programme, texts):
    picture = ranking(priority, programme, lang="vi")
    assert "Chưa xếp hạng được 1 xã: chưa có số liệu." in texts(picture)
    assert not [line for line in texts(picture) if "Xã Bốn" in line]


def test_no_commune_ranked_is_said(priority, programme, texts):
    rows = priority[priority["rank"].isna()]
    assert texts(ranking(rows, programme, lang="vi")) == [
        "Chưa xếp hạng được 1 xã: chưa có số liệu."
    ]


def test_missing_probability_and_interval_have_words(priority, programme, texts, spans):
    priority.loc[0, ["rank_low", "rank_high", "top_probability"]] = pd.NA
    picture = ranking(priority, programme, lang="vi")
    assert texts(picture).count("chưa có số liệu") == 2
    assert not [part for part in spans(picture) if part.endswith("01201") and "middle" not in part]


def test_ties_stand_in_the_order_of_codes(priority, programme, texts):
    priority["rank"] = pd.array([1, 1, 1, pd.NA], dtype="Int64")
    written = texts(ranking(priority[::-1], programme, lang="vi"))
    assert written.index("1. Xã Một") < written.index("1. Xã Hai") < written.index("1. Xã Ba")


def test_another_category_without_rows_is_none(priority, programme):
    assert ranking(priority, programme, lang="vi", category="play") is None
    assert ranking(priority[:0], programme, lang="vi") is None


def test_districts_of_a_province_have_one_measure(priority, programme, spans):
    def one_rank(rows):
        low, high = spans(ranking(rows, programme, lang="vi", of_all=50))["interval 01202"]
        return (high - low) / 3  # ranks 1–4

    both = one_rank(priority)
    assert one_rank(priority[priority.commune_code == "01202"]) == pytest.approx(both, abs=0.1)
    low, high = spans(ranking(priority, programme, lang="vi"))["interval 01202"]
    assert (high - low) / 3 > both
