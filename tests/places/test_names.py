"""One name in many spellings; different names kept apart; names fit for folders."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from needs.places import load_gazetteer, normalise, slug, tidy, without_prefix
from needs.places.names import UNIT_PREFIXES

# Names that Windows keeps for devices: no folder may be called so.
WINDOWS_DEVICES = {"con", "prn", "aux", "nul"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)
}


def real_names() -> list[str]:
    names: set[str] = set()
    for units in load_gazetteer().units.values():
        names |= {*units.commune, *units.district.dropna(), *units.province}
    return sorted(names)


NAMES = real_names()
a_name = st.sampled_from(NAMES)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Xã Quan Hoá", "Xã Quan Hóa"),
        ("Cẩm Thuỷ", "Cẩm Thủy"),
        ("Khánh Hoà", "Khánh Hòa"),
        ("BẢO LẠC", "Bảo Lạc"),
        ("Huyện Bảo Lạc", "Bảo Lạc"),
        ("TP. Cao Bằng", "Thành phố Cao Bằng"),
        ("TP Cao Bằng", "Cao Bằng"),
        ("tx. Nghi Sơn", "Thị xã Nghi Sơn"),
        ("TT. Pác Miầu", "Thị trấn Pác Miầu"),
        ("P. Tân Giang", "Phường Tân Giang"),
        ("Phan Rang - Tháp Chàm", "Phan Rang-Tháp Chàm"),
        ("Phan Rang – Tháp Chàm", "Phan Rang-Tháp Chàm"),
        ("  Bảo   Lạc ", "Bảo Lạc"),
        ("Ðức Long", "Đức Long"),
    ],
)
def test_spellings_of_one_place_are_equal(one, other):
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tân Thành", "Tân Thạnh"),
        ("Phước Hà", "Phước Hạ"),
        ("Đức Hồng", "Dức Hồng"),
        ("Sơn Lộ", "Sơn Lập"),
        ("Hòa An", "Hoàn"),
    ],
)
def test_different_places_stay_apart(one, other):
    assert normalise(one) != normalise(other)


def test_the_prefix_counts_where_it_is_asked_to():
    """A ward and a commune of the same name are two places."""
    assert normalise("Phường Thành Công") == normalise("Xã Thành Công")
    assert normalise("Phường Thành Công", keep_prefix=True) != normalise(
        "Xã Thành Công", keep_prefix=True
    )


@given(name=a_name, keep_prefix=st.booleans())
@settings(deadline=None)
def test_the_way_of_writing_does_not_matter(name, keep_prefix):
    key = normalise(name, keep_prefix=keep_prefix)
    spaced = "  " + name.replace(" ", " \u00a0 ") + "\n"
    for variant in (
        unicodedata.normalize("NFD", name),
        unicodedata.normalize("NFC", name),
        name.upper(),
        name.lower(),
        spaced,
        name.replace("-", " – "),
    ):
        assert normalise(variant, keep_prefix=keep_prefix) == key


@given(name=a_name, prefix=st.sampled_from(UNIT_PREFIXES))
@settings(deadline=None)
def test_a_prefix_in_front_changes_nothing(name, prefix):
    bare = without_prefix(name)
    if without_prefix(bare) == bare:  # «Phường Đúc» is a name that begins with a prefix
        assert normalise(f"{prefix.title()} {bare}") == normalise(name)


@given(name=a_name, keep_prefix=st.booleans())
@example(name="Phường Phường Đúc", keep_prefix=False)
@settings(deadline=None)
def test_normalising_again_changes_nothing(name, keep_prefix):
    key = normalise(name, keep_prefix=keep_prefix)
    assert normalise(key, keep_prefix=keep_prefix) == key


def test_no_two_communes_of_one_district_share_a_key():
    for edition, units in load_gazetteer().units.items():
        keys = units.assign(key=[normalise(name, keep_prefix=True) for name in units.commune])
        within = ["province_code", "key"] + (["district_code"] if edition == "pre-2025" else [])
        assert not keys.duplicated(within).any(), edition


@given(name=a_name)
@settings(deadline=None)
def test_tidying_keeps_the_name_readable(name):
    shown = tidy(unicodedata.normalize("NFD", f"  {name}  "))
    assert shown == unicodedata.normalize("NFC", " ".join(name.split()))


def test_a_number_or_a_bare_prefix_is_a_name_too():
    assert without_prefix("Phường 5") == "5"
    assert without_prefix("Huyện") == "Huyện"


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("Huyện Bảo Lạc", "bao-lac"),
        ("Thành phố Phan Rang-Tháp Chàm", "phan-rang-thap-cham"),
        ("Đặc khu Côn Đảo", "con-dao"),
        ("Huyện M'Đrắk", "m-drak"),
    ],
)
def test_a_folder_is_named_in_plain_letters(name, folder):
    assert slug(name) == folder


def test_every_real_name_gives_a_folder_that_windows_accepts():
    slugs = {name: slug(name) for name in NAMES}
    assert {
        name: text for name, text in slugs.items() if not re.fullmatch(r"[a-z0-9-]+", text)
    } == {}
    assert {name: text for name, text in slugs.items() if text in WINDOWS_DEVICES} == {}
