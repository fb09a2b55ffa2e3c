"""Names and codes find their commune: exactly, in any spelling; else a person is asked."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cache

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.errors import NotFound
from needs.places import EDITIONS, NameResolver, Resolution, load_gazetteer, normalise
from needs.places.written import code_of, name_of
from needs.tables import rows_of

TONES = "\u0300\u0301\u0303\u0309\u0323"
VOWELS = "aăâeêioôơuưy"


@cache
def resolver(province_code: str, edition: str) -> NameResolver:
    return NameResolver(load_gazetteer(), province_code=province_code, edition=edition)


def district_of(unit, edition: str) -> str:
    """What a sender would state: the district, which only communes of before 2025 have."""
    return unit.district_code if edition == "pre-2025" else ""


def code_text(unit) -> str:
    return "" if pd.isna(unit.commune_code) else unit.commune_code


def bare(name: str) -> str:
    """The name without «Xã», «Thị trấn»…, told by the data's own spelling alone."""
    kinds = ("thị trấn ", "phường ", "đặc khu ", "huyện ", "xã ")
    return next(name[len(kind) :] for kind in kinds if name.lower().startswith(kind))


key = cache(normalise)


# -- every unit, every spelling ---------------------------------------------------------------


def windows_1258(name: str) -> str:
    """As Windows keyboards type: letters with their hat, tones as signs of their own."""
    return "".join(
        unicodedata.normalize("NFC", "".join(sign for sign in spread if sign not in TONES))
        + "".join(sign for sign in spread if sign in TONES)
        for spread in (unicodedata.normalize("NFD", letter) for letter in name)
    )


def tone_on_another_vowel(name: str) -> str:
    """Hóa → Hoá, Thủy → Thuỷ, Quý → Qúy: the tone on the next vowel, or on the one before."""
    return " ".join(map(_moved, name.split(" ")))


def _moved(syllable: str) -> str:
    letters = [unicodedata.normalize("NFD", letter) for letter in syllable]
    for place, spread in enumerate(letters):
        tone = next((sign for sign in spread if sign in TONES), None)
        beside = [
            near
            for near in (place + 1, place - 1)
            if 0 <= near < len(letters) and letters[near][0].lower() in VOWELS
        ]
        if tone and beside:
            letters[place] = spread.replace(tone, "")
            letters[beside[0]] += tone
            break
    return unicodedata.normalize("NFC", "".join(letters))


SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": lambda name: name,
    "composed": lambda name: unicodedata.normalize("NFC", name),
    "decomposed": lambda name: unicodedata.normalize("NFD", name),
    "Windows-1258": windows_1258,
    "tone on another vowel": tone_on_another_vowel,
    "upper case": str.upper,
    "lower case": str.lower,
    "stray spaces": lambda name: f"  {name.replace(' ', '   ')}\t",
    "unbreakable spaces": lambda name: name.replace(" ", "\u00a0"),
    "eth": lambda name: name.replace("Đ", "\u00d0").replace("đ", "\u00f0"),
}


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_unit_is_found_by_its_name_in_any_spelling(gazetteer, edition, spelling):
    write = SPELLINGS[spelling]
    wrong = []
    for unit in rows_of(gazetteer.units[edition]):
        found = resolver(unit.province_code, edition).resolve(
            write(unit.commune), district_code=district_of(unit, edition)
        )
        expected = ("exact", edition, code_text(unit), unit.commune)
        if (found.outcome, found.edition, found.commune_code, found.commune) != expected:
            wrong.append((unit.commune, write(unit.commune), found))
    assert wrong == []


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_without_its_kind_a_unit_is_found_where_its_name_is_the_only_one(
    gazetteer, edition, spelling
):
    """Several in one district (or, in 2025, province): asked, and the right one is among them."""
    write = SPELLINGS[spelling]
    units = gazetteer.units[edition]
    scope = "district_code" if edition == "pre-2025" else "province_code"
    alike = Counter((getattr(unit, scope), key(unit.commune)) for unit in rows_of(units))
    wrong = []
    for unit in rows_of(units):
        found = resolver(unit.province_code, edition).resolve(
            write(bare(unit.commune)), district_code=district_of(unit, edition)
        )
        several = alike[getattr(unit, scope), key(unit.commune)] > 1
        itself = (edition, code_text(unit)) in {
            (c.edition, c.commune_code) for c in found.candidates
        }
        if found.outcome != ("ambiguous" if several else "exact") or not itself:
            wrong.append((unit.commune, found))
    assert wrong == []
    assert (max(alike.values()) > 1) == (edition == "pre-2025")


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    ("write", "padded"),
    [
        (str, False),
        (lambda code: code.lstrip("0"), True),
        (int, True),
        (float, True),
        (lambda code: f"{int(code)}.0", True),
        (lambda code: f" {code}\u00a0", False),
        (lambda code: f"'{code}", False),
    ],
)
def test_every_code_is_found_with_and_without_its_zeros(gazetteer, edition, write, padded):
    units = gazetteer.units[edition]
    wrong = []
    for unit in rows_of(units[units.commune_code.notna()]):
        find = resolver(unit.province_code, edition).resolve
        lost = padded and unit.commune_code.startswith("0")
        for name in ("", unit.commune, bare(unit.commune).upper()):
            found = find(name, code=write(unit.commune_code))
            same = (found.outcome, found.edition, found.commune_code, found.padded)
            if same != ("exact", edition, unit.commune_code, lost):
                wrong.append((unit.commune, name, found))
    assert wrong == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_units_are_told_apart_by_the_key_that_the_rest_of_needs_uses(gazetteer, edition):
    for name in set(gazetteer.units[edition].commune):
        assert name_of(name).core == normalise(name)
        assert name_of(name).full == normalise(name, keep_prefix=True)


# -- hand-worked cases ------------------------------------------------------------------------


def in_cao_bang(written: str, **options) -> Resolution:
    return resolver("04", "2025").resolve(written, **options)


def test_a_township_exists_only_before_2025():
    found = in_cao_bang("Thị trấn Bảo Lạc")
    assert (found.outcome, found.edition, found.commune_code) == ("exact", "pre-2025", "01321")
    found = in_cao_bang("Bảo Lạc")
    assert (found.outcome, found.edition, found.commune) == ("exact", "2025", "Xã Bảo Lạc")
    found = in_cao_bang("Bảo Lạc", prefer_edition="pre-2025")
    assert (found.edition, found.commune) == ("pre-2025", "Thị trấn Bảo Lạc")


@pytest.mark.parametrize(
    "written", ["TT. Bảo Lạc", "TT Bảo Lạc", "tt.bảo lạc", "Thị trấn thị trấn Bảo Lạc"]
)
def test_abbreviated_and_repeated_kinds(written):
    assert in_cao_bang(written).commune == "Thị trấn Bảo Lạc"


def test_abbreviations_of_one_letter_need_their_dot():
    assert in_cao_bang("X. Cô Ba").commune == "Xã Cô Ba"
    assert in_cao_bang("P. Tân Giang").commune == "Phường Tân Giang"
    assert in_cao_bang("X Cô Ba").outcome == "unknown"


def test_a_districts_own_row_is_not_the_commune_of_its_name():
    """«Huyện Bảo Lạc» may be a total: taking it for the commune would be a wrong figure."""
    found = in_cao_bang("Huyện Bảo Lạc")
    assert found.outcome == "unknown"
    assert found.candidates[0].commune == "Xã Bảo Lạc"
    assert in_cao_bang("Huyện Bảo Lạc", code="01321").outcome == "code_disagrees"


def test_another_kind_is_asked_unless_the_code_settles_it():
    assert in_cao_bang("Phường Cô Ba").outcome == "unknown"
    found = in_cao_bang("Phường Cô Ba", code="01327")
    assert (found.outcome, found.commune) == ("exact", "Xã Cô Ba")


def test_the_same_code_in_both_editions_means_the_commune_of_that_name():
    old = in_cao_bang("Thị trấn Bảo Lạc", code="1321")
    assert (old.edition, old.padded) == ("pre-2025", True)
    assert in_cao_bang("Xã Bảo Lạc", code="1321", prefer_edition="pre-2025").edition == "2025"
    assert in_cao_bang("", code="1321", prefer_edition="pre-2025").edition == "pre-2025"


def test_code_and_name_of_different_communes_disagree():
    found = in_cao_bang("Xã Bảo Lạc", code="01327")
    assert found.outcome == "code_disagrees"
    assert (found.edition, found.commune_code) == ("", "")
    assert {"Xã Bảo Lạc", "Xã Cô Ba"} <= {one.commune for one in found.candidates}


def test_a_right_name_beside_a_code_that_nobody_has_is_asked():
    for code in ("99999", "abc", "1.321", "013210", "nan"):
        found = in_cao_bang("Xã Bảo Lạc", code=code)
        assert found.outcome == "code_disagrees"
        assert found.candidates[0].commune == "Xã Bảo Lạc"
        assert in_cao_bang("", code=code).outcome == "unknown"


def test_a_misspelt_name_beside_a_right_code_is_asked_with_the_codes_commune():
    found = in_cao_bang("Xã Cô Bà", code="01327")
    assert found.outcome == "code_disagrees"
    assert found.candidates[0].commune == "Xã Cô Ba"


def test_a_commune_of_another_district_is_elsewhere():
    found = in_cao_bang("Xã Cô Ba", district_code="042")
    assert found.outcome == "elsewhere"
    assert [(one.edition, one.commune, one.score) for one in found.candidates[:2]] == [
        ("2025", "Xã Cô Ba", 100.0),
        ("pre-2025", "Xã Cô Ba", 100.0),
    ]
    assert "Huyện Bảo Lâm" in {one.district for one in found.candidates[2:]}
    assert in_cao_bang("", code="01327", district_code="042").outcome == "elsewhere"
    assert in_cao_bang("Xã Cô Ba", code="01327", district_code="042").outcome == "elsewhere"
    assert in_cao_bang("Xã Cô Ba", code="01327", district_code="043").outcome == "exact"


def test_a_new_commune_belongs_to_every_district_that_it_took_territory_from(gazetteer):
    links = gazetteer.crosswalk.merge(
        gazetteer.units["2025"][["unit_key", "commune"]], left_on="new_key", right_on="unit_key"
    )
    links = links[links.province_code == "04"]
    several = 0
    for (name, _), districts in links.groupby(["commune", "new_code"]).district_code:
        several += districts.nunique() > 1
        for district in districts:
            assert in_cao_bang(name, district_code=district).edition == "2025"
    assert several == 8


def test_one_name_in_several_districts_is_ambiguous_without_the_district(gazetteer):
    old = gazetteer.units["pre-2025"]
    own = old[old.province_code == "04"]
    name, count = next(
        (name, count) for name, count in own.commune.value_counts().items() if count > 1
    )
    found = resolver("04", "pre-2025").resolve(name)
    assert found.outcome == "ambiguous"
    assert len(found.candidates) == count
    assert {one.score for one in found.candidates} == {100.0}
    assert len({one.district for one in found.candidates}) == count


def test_the_other_edition_of_a_province_that_was_merged():
    """Ninh Thuận (58) became a part of Khánh Hòa (56) and has no code of its own today."""
    before = resolver("58", "pre-2025")
    assert before.resolve("Xã Ninh Phước").edition == "2025"
    assert before.resolve("Xã Vạn Thắng").outcome == "unknown"
    today = resolver("56", "2025")
    assert today.resolve("Thị trấn Phước Dân").edition == "pre-2025"
    assert today.resolve("Thị trấn Vạn Giã").edition == "pre-2025"


def test_a_province_code_of_the_other_edition_is_not_found():
    with pytest.raises(NotFound, match="58"):
        NameResolver(load_gazetteer(), province_code="58", edition="2025")


def test_nothing_written_is_unknown():
    assert in_cao_bang("").outcome == "unknown"
    assert in_cao_bang(" ", code=" ").candidates == ()


def test_the_edition_that_a_return_seems_to_use(gazetteer):
    old = gazetteer.units["pre-2025"]
    district = old[old.district_code == "043"]
    pairs = [(row.commune, "") for row in rows_of(district)]
    assert resolver("04", "2025").likely_edition(pairs, "043") == "pre-2025"
    assert resolver("04", "2025").likely_edition(reversed(pairs), "043") == "pre-2025"
    new = gazetteer.units["2025"]
    pairs = [(row.commune, row.commune_code) for row in rows_of(new[new.province_code == "04"])]
    assert resolver("04", "2025").likely_edition(pairs) == "2025"
    assert resolver("04", "pre-2025").likely_edition(pairs) == "2025"


def test_a_tie_goes_to_the_programmes_edition():
    for edition in EDITIONS:
        assert resolver("04", edition).likely_edition([]) == edition
        assert resolver("04", edition).likely_edition([("Cô Ba", ""), ("Không Có", "")]) == edition


def test_the_likeliest_stand_first_with_their_district():
    found = in_cao_bang("Xã Co Ba")
    assert found.outcome == "unknown"
    first = found.candidates[0]
    assert (first.edition, first.commune, first.district) == ("2025", "Xã Cô Ba", "Huyện Bảo Lạc")
    assert 80 < first.score < 100
    scores = [one.score for one in found.candidates]
    assert len(scores) == 5
    assert scores == sorted(scores, reverse=True)


def test_a_commune_of_the_stated_district_is_offered_before_a_like_named_one(gazetteer):
    """«Quang Trun» in Trùng Khánh is its own Quang Trung, not the one of Hòa An."""
    find = resolver("04", "pre-2025").resolve
    for district in ("047", "051"):
        offered = find("Xã Quang Trun", district_code=district).candidates
        own = gazetteer.units["pre-2025"].query("district_code == @district").commune_code
        if any(one.commune == "Xã Quang Trung" and one.commune_code in set(own) for one in offered):
            assert offered[0].commune_code in set(own)


# -- properties -------------------------------------------------------------------------------


@cache
def coded_units(edition: str) -> list[tuple[str, str, str, str]]:
    units = load_gazetteer().units[edition]
    units = units[units.commune_code.notna()]
    return [
        (unit.province_code, district_of(unit, edition), unit.commune_code, unit.commune)
        for unit in rows_of(units)
    ]


@cache
def names_in_scope(edition: str) -> dict[tuple[str, str, str], set[str]]:
    """Edition, code → the spellings under which that unit may be accepted."""
    names: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for other in EDITIONS:
        for _, _, code, name in coded_units(other):
            keys = {normalise(name, keep_prefix=True), normalise(name)}
            keys.add(normalise(bare(name), keep_prefix=True))
            names[other, code, edition] = keys
    return names


@st.composite
def misspelt(draw: st.DrawFn) -> tuple[str, str, str, str, str]:
    """Edition, province, district, code of a unit, and its name with one to three mistakes."""
    edition = draw(st.sampled_from(EDITIONS))
    province, district, code, name = draw(st.sampled_from(coded_units(edition)))
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, max(len(name) - 1, 0)))
        name = draw(
            st.sampled_from(
                [
                    name[:place] + name[place + 1 :],
                    name[:place] + name[place : place + 2][::-1] + name[place + 2 :],
                    name[:place] + draw(st.sampled_from("aăâeêioôơuưyđdgt ")) + name[place + 1 :],
                    unicodedata.normalize("NFC", _one_mark_less(name, place)),
                    name.replace("i", "y", 1),
                    name.replace("y", "i", 1),
                ]
            )
        )
    return edition, province, district, code, name


def _one_mark_less(name: str, place: int) -> str:
    spread = unicodedata.normalize("NFD", name)
    marks = [at for at, sign in enumerate(spread) if unicodedata.combining(sign)]
    if not marks:
        return name
    at = marks[place % len(marks)]
    return spread[:at] + spread[at + 1 :]


@given(case=misspelt())
def test_a_misspelt_name_is_never_taken_for_a_commune_that_is_not_called_so(case):
    edition, province, district, _, name = case
    found = resolver(province, edition).resolve(name, district_code=district)
    if found.outcome == "exact":
        accepted = names_in_scope(edition)[found.edition, found.commune_code, edition]
        assert normalise(name, keep_prefix=True) in accepted
    else:
        assert (found.edition, found.commune_code, found.commune) == ("", "", "")


@given(case=misspelt())
def test_a_misspelt_name_beside_its_code_is_the_codes_commune_or_asked(case):
    edition, province, district, code, name = case
    found = resolver(province, edition).resolve(name, code=code, district_code=district)
    if found.outcome == "exact":
        assert found.commune_code == code
    assert found.outcome in ("exact", "code_disagrees")


@given(written=st.text(), code=st.one_of(st.text(), st.integers(), st.floats()))
def test_whatever_is_written_gives_an_answer(written, code):
    found = in_cao_bang(written, code=code, district_code="043")
    assert (found.outcome == "exact") == bool(found.commune)
    assert all(0 <= one.score <= 100 for one in found.candidates)


@given(number=st.integers(0, 99_999))
def test_a_code_keeps_its_digits(number):
    digits, padded = code_of(number)
    assert int(digits) == number
    assert len(digits) == 5
    assert padded == (number < 10_000)
