"""Numbers, money and dates as a reader of each language expects them."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from needs.errors import NotFound
from needs.wording import date_text, interval, missing_text, money, number, percent

MISSING = [None, float("nan"), pd.NA, pd.NaT]


@pytest.mark.parametrize(
    ("value", "decimals", "vi", "en"),
    [
        (1_234_567, 0, "1.234.567", "1,234,567"),
        (np.int64(573_119), 0, "573.119", "573,119"),
        (0, 0, "0", "0"),
        (1234.5, 1, "1.234,5", "1,234.5"),
        (0.25, 2, "0,25", "0.25"),
        (-12, 0, "-12", "-12"),
    ],
)
def test_numbers(value, decimals, vi, en):
    assert number(value, lang="vi", decimals=decimals) == vi
    assert number(value, lang="en", decimals=decimals) == en


def test_shares():
    assert percent(0.9) == "90%"
    assert percent(0.043, decimals=1) == "4,3%"
    assert percent(0.043, lang="en", decimals=1) == "4.3%"


def test_money():
    assert money(70_000_000) == "70.000.000 đồng"
    assert money(70_000_000, lang="en") == "VND 70,000,000"
    assert money(1_234_567_890, millions=True) == "1.235 triệu đồng"
    assert money(1_234_567_890, millions=True, lang="en") == "VND 1,235 million"


def test_a_sum_of_money_is_never_rounded_to_nothing():
    assert not money(400_000, millions=True).startswith("0 ")


def test_intervals():
    assert interval(1_200, 1_500) == "1.200–1.500"
    assert interval(1_200, 1_200) == "1.200"
    assert interval(0, pd.NA) == "chưa có số liệu"


def test_dates():
    assert date_text(dt.date(2026, 11, 1)) == "01/11/2026"
    assert date_text(dt.date(2026, 11, 1), lang="en") == "1 November 2026"


@pytest.mark.parametrize("value", MISSING)
def test_what_is_missing_is_said_in_words_and_never_zero(value):
    for lang, words in (("vi", "chưa có số liệu"), ("en", "no data")):
        assert missing_text(lang=lang) == words
        assert number(value, lang=lang) == words
        assert percent(value, lang=lang) == words
        assert money(value, lang=lang) == words
        assert money(value, lang=lang, millions=True) == words
        assert interval(value, 5, lang=lang) == words


def test_an_unknown_language_lists_the_valid_ones():
    for write in (number, percent, money, missing_text):
        with pytest.raises(NotFound, match="vi; en"):
            write(*([] if write is missing_text else [1]), lang="fr")
