"""Text that an old font showed rightly becomes Unicode; text that is Unicode stays."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from needs.places import Gazetteer
from needs.workbooks import Book, CellError, Note, Refusal, Sheet, read_book
from needs.workbooks.legacy_tables import TCVN3, VNI
from needs.workbooks.legacy_text import with_legacy_text
from needs.workbooks.refusing import Refused

from .legacy import LETTERS, TONES, encode_tcvn3, encode_vni, in_1258

Encode = Callable[[str], bytes]

WAYS = {"tcvn3": encode_tcvn3, "vni": encode_vni}


@pytest.fixture(scope="module")
def names(gazetteer: Gazetteer) -> list[str]:
    """Every unit of both editions, with its prefix."""
    found = [
        unicodedata.normalize("NFC", name)
        for edition in gazetteer.units.values()
        for name in edition.commune
    ]
    assert len(found) == 10_040 + 3_321
    return found


def one_sheet(texts: list[str]) -> Sheet:
    return Sheet("S1", tuple((text,) for text in texts))


def converted(texts: list[str]) -> tuple[list[str], tuple[Note, ...]]:
    (sheet,), notes = with_legacy_text([one_sheet(texts)])
    return [row[0] for row in sheet.rows], notes


def test_every_letter_of_the_alphabet_is_read_from_tcvn3() -> None:
    assert len(LETTERS) == 134
    for letter in LETTERS:
        read = TCVN3.decode(encode_tcvn3(letter).decode("latin-1"))
        # Capitals with a tone have no code of their own.
        assert read in (letter, letter.lower())
    for capital in "ĂÂÊÔƠƯĐ":
        assert TCVN3.decode(encode_tcvn3(capital).decode("latin-1")) == capital


def test_every_letter_of_the_alphabet_is_read_from_vni() -> None:
    for letter in LETTERS:
        assert VNI.decode(encode_vni(letter).decode("latin-1")) == letter
        # Typed with the capital letter alone in capitals: «Aù» for «AÙ».
        marks = encode_vni(letter).decode("latin-1")
        assert VNI.decode(marks[0] + marks[1:].lower()) == letter


@pytest.mark.skipif(shutil.which("iconv") is None, reason="no iconv to compare with")
def test_tcvn3_is_the_national_standard_as_iconv_knows_it() -> None:
    own = {bytes([code]) for letter in LETTERS for code in encode_tcvn3(letter)}
    assert len(own) == 67 + 7
    for code in own:
        known = subprocess.run(
            ["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"],
            input=code,
            capture_output=True,
            check=True,
        )
        expected = unicodedata.normalize("NFC", known.stdout.decode("utf-8"))
        assert TCVN3.decode(code.decode("latin-1")) == expected


@pytest.mark.parametrize(
    ("written", "read"),
    [
        # As public converters and web pages print them.
        ("Hµ Néi", "Hà Nội"),
        ("TrÎ em", "Trẻ em"),
        ("B¶o Th¾ng", "Bảo Thắng"),
        ("M\u00adêng Kh\u00ad¬ng", "Mường Khương"),
        ("B¸t X¸t", "Bát Xát"),
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
    ],
)
def test_known_tcvn3_samples(written: str, read: str) -> None:
    assert TCVN3.decode(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Haø Noäi", "Hà Nội"),
        ("Xin chaøo caùc baïn", "Xin chào các bạn"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
        ("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Thaønh phoá Hoà Chí Minh", "Thành phố Hồ Chí Minh"),
    ],
)
def test_known_vni_samples(written: str, read: str) -> None:
    assert VNI.decode(written) == read


def test_every_commune_survives_both_encodings(names: list[str]) -> None:
    for name in names:
        assert VNI.decode(encode_vni(name).decode("latin-1")) == name
        assert TCVN3.decode(encode_tcvn3(name).decode("latin-1")).lower() == name.lower()
        for encoding, encode in ((TCVN3, encode_tcvn3), (VNI, encode_vni)):
            assert encoding.decode(in_1258(encode(name))).lower() == name.lower()


def test_no_name_in_unicode_is_ever_touched(names: list[str]) -> None:
    for form in ("NFC", "NFD"):
        for name in names:
            for text in (unicodedata.normalize(form, name), name.upper(), name.split(" ", 1)[1]):
                assert converted([text]) == ([text], ())
        everything = [unicodedata.normalize(form, name) for name in names]
        assert converted(everything) == (everything, ())


@given(data=st.data())
def test_no_list_of_names_in_unicode_is_ever_touched(names: list[str], data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=12))
    assert converted(chosen) == (chosen, ())


@pytest.mark.parametrize("name", WAYS)
@pytest.mark.parametrize("show", [lambda content: content.decode("latin-1"), in_1258])
def test_a_book_in_an_old_font_becomes_unicode_throughout(
    names: list[str], name: str, show: Callable[[bytes], str]
) -> None:
    for seed in range(40):
        rng = random.Random(seed)
        rows = rng.sample(names, k=rng.choice([6, 20, 200]))
        texts, notes = converted([show(WAYS[name](text)) for text in rows])
        assert notes == (Note("legacy_text", (("encoding", name), ("where", "font"))),)
        assert [text.lower() for text in texts] == [text.lower() for text in rows]


def test_figures_errors_and_plain_words_stay_and_tabs_keep_their_names() -> None:
    rows = (("Hµ Néi", 5, None), ("TrÎ em", 2.5, CellError("#REF!")), ("Total", True, "12"))
    sheets = [Sheet("Trẻ em", rows), Sheet("§Êt", (("X· Hßa",),)), Sheet("Bé", ())]
    (first, second, third), notes = with_legacy_text(sheets)
    assert first.rows == (
        ("Hà Nội", 5, None),
        ("Trẻ em", 2.5, CellError("#REF!")),
        ("Total", True, "12"),
    )
    assert [sheet.name for sheet in (first, second, third)] == ["Trẻ em", "Đất", "Bé"]
    assert second.rows == (("Xã Hòa",),)
    assert len(notes) == 1


def test_a_single_odd_word_converts_nothing() -> None:
    for texts in (["25µ"], ["±5", "©2026", "®"], ["Hµ"], ["Médecins du Monde", "±", "Åland"]):
        assert converted(texts) == (texts, ())


def test_a_book_that_is_half_unicode_is_refused_and_not_half_converted(names: list[str]) -> None:
    rows = random.Random(588).sample(names, k=60)
    old = [encode_tcvn3(text).decode("latin-1") for text in rows[:30]]
    with pytest.raises(Refused) as refused:
        converted([*old, *rows[30:]])
    assert (refused.value.code, refused.value.values) == ("encoding", (("reason", "mixed"),))


def test_a_few_notes_in_an_old_font_do_not_stop_a_return(names: list[str]) -> None:
    texts = [*names[:300], "Ghi chó: ch\u00ada cã sè liÖu"]
    assert converted(texts) == (texts, ())


def test_a_workbook_in_vntime_is_read_as_unicode(saved, names: list[str]) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("Bieu 1")
        for row, name in enumerate(names[:40]):
            sheet.write(row, 0, encode_tcvn3(name).decode("latin-1"))
            sheet.write(row, 1, row)
    result = read_book(saved(content.getvalue(), "a.xlsx"))
    assert isinstance(result, Book)
    read = [(str(name).lower(), row) for name, row in result.sheets[0].rows]
    assert read == [(name.lower(), row) for row, name in enumerate(names[:40])]
    assert [note.code for note in result.notes] == ["legacy_text"]


def test_mixed_books_are_refused_as_files_too(saved, names: list[str]) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        for row, name in enumerate(names[:40]):
            sheet.write(row, 0, name)
            sheet.write(row, 1, encode_vni(names[row + 100]).decode("latin-1"))
    result = read_book(saved(content.getvalue(), "a.xlsx"))
    assert isinstance(result, Refusal)
    assert (result.code, dict(result.values)) == ("encoding", {"reason": "mixed"})


@given(
    st.lists(
        st.text(st.characters(min_codepoint=32, max_codepoint=0x1EFF, exclude_categories=("Cs",))),
        max_size=8,
    )
)
def test_any_text_is_converted_or_left_but_never_lost(texts: list[str]) -> None:
    sheet = one_sheet(texts)
    try:
        (result,), notes = with_legacy_text([sheet])
    except Refused:
        return
    assert [len(row) for row in result.rows] == [1] * len(texts)
    if not notes:
        assert result == sheet
    assert replace(result, rows=sheet.rows) == sheet


def test_tones_of_this_test_are_those_of_the_language() -> None:
    assert [unicodedata.normalize("NFC", "a" + tone) for tone in TONES] == list("aáàảãạ")
