"""What is accepted as a pseudonym, and what gives a child away."""

from __future__ import annotations

import hashlib
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.support.pseudonyms import why_refused

GIVEN_AWAY = {
    "form": ["an1", "Lò Văn An 1", "Trẻ-00012", "abcdefghij", "HS 000123", "a1" * 33, ""],
    "number": ["001234567890", "123456789", "CCCD001234567890", "TE1040123456789", "00000012"],
    "phone": ["HS0912345678", "sdt-84912345678"],
    "birth": ["HS-20150312", "an15032018", "tre_12-03-2015", "2016_7_1-xk"],
    "name": [
        "nguyenvanan2015",
        "le-van-an-01",
        "LyAPhu123",
        "vu_thi_mai_09",
        "hs12trieumuinai",
        "2015hoangvanthu",
    ],
}
# The last is as long as an MD5: «20150312» came about by chance in it.
ACCEPTED = [
    "CB588-000123",
    "HS-00012345",
    "tre-00007",
    "7f3a9c21d0",
    "k3Xw-92hQzR4",
    "a20150312bc0ffeedeadbeefdeadbeef",
]


@pytest.mark.parametrize(
    ("kind", "word"), [(kind, word) for kind, words in GIVEN_AWAY.items() for word in words]
)
def test_what_gives_a_child_away_is_refused_with_its_kind(kind, word):
    assert why_refused(word) == kind


@pytest.mark.parametrize("word", ACCEPTED)
def test_serial_and_random_codes_are_accepted(word):
    assert why_refused(word) is None


@given(st.integers(0, 10**6))
def test_numbers_made_by_computers_are_accepted(child):
    """A hash holds runs of digits that look like dates and telephones: it is none of them."""
    word = str(child).encode()
    assert why_refused(hashlib.sha256(word).hexdigest()) is None
    assert why_refused(hashlib.md5(word, usedforsecurity=False).hexdigest()) is None
    assert why_refused(str(uuid.uuid5(uuid.NAMESPACE_OID, str(child)))) is None


@given(st.text(max_size=70))
def test_only_the_stated_form_is_ever_accepted(word):
    if why_refused(word) is None:
        assert 8 <= len(word) <= 64
        assert word.isascii()
        assert any(letter.isdigit() for letter in word)
        assert any(letter.isalpha() for letter in word)
        assert not set(word) - set("-_") - set(filter(str.isalnum, word))


def test_a_long_word_of_ambiguous_syllables_is_read_in_reasonable_time():
    """«aiaiai…» falls into syllables in 2³⁰ ways."""
    assert why_refused("ai" * 30 + "zz1") is None
