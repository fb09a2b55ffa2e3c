"""Which assumption moves the cost of the gap most."""

from __future__ import annotations

import pandas as pd
import pytest

from needs.charts import most_moving, tornado

CENTRAL = 100_000_000


def test_strongest_first_and_exact_figures_left_out(assumptions):
    assert most_moving(assumptions).figure.tolist() == ["share", "price", "small"]


def test_bars_stand_on_both_sides_of_the_middle(assumptions, spans):
    bars = spans(tornado(assumptions, central_vnd=CENTRAL, lang="vi"))
    middle = bars["central price"][0]
    # price: 90 → 130 million around 100: 10 to the left, 30 to the right.
    left, right = bars["low price"], bars["high price"]
    assert left[1] == pytest.approx(middle, abs=0.2)
    assert right[0] == pytest.approx(middle, abs=0.2)
    assert right[1] - right[0] == pytest.approx(3 * (left[1] - left[0]), abs=0.5)
    # share works the other way round: at its low end the cost is higher.
    assert bars["low share"][1] > middle > bars["high share"][0]


def test_totals_and_share_are_written(assumptions, texts):
    vietnamese = texts(tornado(assumptions, central_vnd=CENTRAL, lang="vi"))
    assert {"đơn giá", "30,0%", "90 → 130", "150 → 70"} <= set(vietnamese)
    assert {"unit price", "30.0%"} <= set(
        texts(tornado(assumptions, central_vnd=CENTRAL, lang="en"))
    )


def test_the_rest_is_told_together(assumptions, texts):
    written = texts(tornado(assumptions, central_vnd=CENTRAL, lang="vi", top=1))
    # 0.3 + 0.1
    assert "2 giả định khác cộng lại: 40,0%." in written
    assert "đơn giá" not in written


def test_missing_middle_has_words_and_no_stroke(assumptions, texts, spans):
    picture = tornado(assumptions, central_vnd=pd.NA, lang="vi")
    assert "chưa có số liệu" in " ".join(texts(picture))
    assert not [part for part in spans(picture) if part.startswith("central")]


def test_a_share_that_is_not_known_has_words(assumptions, texts):
    assumptions.loc[0, "uncertainty_share"] = pd.NA
    assert "chưa có số liệu" in texts(tornado(assumptions, central_vnd=CENTRAL, lang="vi"))


def test_nothing_moves_is_none(assumptions):
    exact = assumptions[assumptions.figure.isin(["exact", "unknown"])]
    assert tornado(exact, central_vnd=CENTRAL, lang="vi") is None
    assert tornado(assumptions[:0], central_vnd=CENTRAL, lang="vi") is None


def test_cost_that_rests_on_invented_data_says_so(assumptions, texts):
    plain = tornado(assumptions, central_vnd=CENTRAL, lang="vi")
    invented = tornado(assumptions, central_vnd=CENTRAL, lang="vi", illustrative=True)
    assert "Số liệu minh họa" not in texts(plain)
    assert "Số liệu minh họa" in texts(invented)
