"""What was typed in a wrong place, as a message tells it: what is wrong, not about whom."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.wording import masked, typed

NAME = "Lò Thị Vượn"


@pytest.mark.parametrize(
    "text",
    [
        *("12,5o", "1O0", "1.23.456", "-5", "12/", "1/2", "5%", "7-8", "120", "01290"),
        *("khoảng 50 em", "Không có", "12 tr.đ", "một nửa", "mười hai", "nhiều", "IV", "x"),
        *("#REF!", "#N/A", "=1/0"),
    ],
)
def test_what_shows_the_slip_is_shown(text):
    assert typed(text) == text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (NAME, "chữ, 11 ký tự"),
        (unicodedata.normalize("NFD", NAME), "chữ, 11 ký tự"),
        (NAME.upper(), "chữ, 11 ký tự"),
        (f"50 em {NAME}", "50 em …"),
        # A word of counting may be a part of a name.
        ("Lò Thị Năm", "chữ, 10 ký tự"),
        ("LÒ THỊ VI", "chữ, 9 ký tự"),
        (f"{NAME}, 12 tuổi", "…, 12 tuổi"),
        ("0912 345 678", "•••• ••• •••"),
        (912345678, "•••••••••"),
        ("034211004588", "••••••••••••"),
        ("14/3/2016", "••/•/••••"),
        (dt.date(2016, 3, 14), "••••-••-••"),
        (f"{NAME} 14.3.16", "… ••.•.••"),
        (12.5, "12.5"),
        (None, "None"),
    ],
)
def test_what_may_be_a_child_s_is_described(value, shown):
    assert typed(value) == shown


def test_the_words_of_a_list_and_ids_are_shown_where_they_are_asked_for():
    assert typed("Bữa ăn", known=["bữa ăn"]) == "Bữa ăn"
    assert typed("bữa ăn phụ", known=["Bữa ăn"]) == "bữa ăn …"
    assert typed("meals_2") != "meals_2"
    for told in ("meals_2", "QR-PT", "01290"):
        assert typed(told, ids=True) == told
    for told in (NAME, "Hoa", "0912345678", "2016-03-14"):
        assert typed(told, ids=True) != told
    assert typed("3/4/2026", dates=True) == "3/4/2026"


def test_it_is_described_in_the_reader_s_language():
    assert typed(NAME, lang="en") == "text, 11 characters"
    assert masked(NAME) == "…"


@given(st.text("abcđêởÀÝ .,-/:1930…•", max_size=60))
def test_no_word_longer_than_a_letter_passes_but_those_of_counting(text):
    """None of the letters here makes a word of counting but «đ», «c» and the like alone."""
    shown = masked(text)
    words = "".join(sign if sign.isalpha() else " " for sign in shown).split()
    assert all(len(word) == 1 or word.casefold() == "ba" for word in words)
    assert len(shown) <= 40
