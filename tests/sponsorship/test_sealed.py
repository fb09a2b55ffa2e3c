"""The sealed file: a wrong passphrase and a changed file are told plainly, and apart."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.sponsorship.sealed import (
    LEAST_COST,
    Passphrase,
    SealedError,
    Tampered,
    WrongPassphrase,
    seal,
    unseal,
)

SECRET = Passphrase("trăng rằm tháng Tám")
CONTENT = "Nguyễn Thị Minh Họa, 15/3/2016".encode()
SEALED = seal(CONTENT, SECRET, cost=LEAST_COST)


def test_what_was_sealed_comes_back_and_never_looks_the_same_twice():
    assert unseal(SEALED, SECRET, name="f") == CONTENT
    again = seal(CONTENT, SECRET, cost=LEAST_COST)
    assert again != SEALED
    assert CONTENT not in SEALED
    assert b"Minh" not in SEALED


def test_a_keyboard_that_composes_letters_otherwise_opens_it_too():
    apart = Passphrase(unicodedata.normalize("NFD", "trăng rằm tháng Tám"))
    assert unseal(SEALED, apart, name="f") == CONTENT


def test_a_wrong_passphrase_is_told():
    with pytest.raises(WrongPassphrase, match="mật khẩu không đúng"):
        unseal(SEALED, Passphrase("trăng rằm tháng tám"), name="identities.enc")


@settings(max_examples=60)
@given(st.integers(0, len(SEALED) - 1), st.integers(1, 255))
def test_every_changed_byte_is_noticed(place: int, change: int):
    changed = bytearray(SEALED)
    changed[place] ^= change
    with pytest.raises(SealedError) as told:
        unseal(bytes(changed), SECRET, name="identities.enc")
    # With the right passphrase, nobody is told that it is wrong.
    assert not isinstance(told.value, WrongPassphrase)


@pytest.mark.parametrize("length", [0, 3, 8, 9, 40, 90, len(SEALED) - 1])
def test_a_file_cut_off_is_noticed(length: int):
    with pytest.raises(SealedError) as told:
        unseal(SEALED[:length], SECRET, name="identities.enc")
    assert not isinstance(told.value, WrongPassphrase)


def test_more_behind_the_end_is_noticed():
    with pytest.raises(Tampered):
        unseal(SEALED + b"x", SECRET, name="identities.enc")


def test_a_short_passphrase_is_refused_and_none_shows_itself():
    with pytest.raises(SealedError, match="ít nhất 12"):
        seal(CONTENT, Passphrase("ngắn"), cost=LEAST_COST)
    assert "trăng" not in f"{SECRET} {SECRET!r} {[SECRET]}"
