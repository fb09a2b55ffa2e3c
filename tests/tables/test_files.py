"""Files that people open: nothing runs in a CSV, names fit any disk and stay two."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.tables.files import fitting_name, kept_as_text, write_csv


def test_text_that_would_be_calculated_gets_an_apostrophe_and_numbers_stay(tmp_path):
    frame = pd.DataFrame(
        {
            "text": ["=1+1", "an toàn", None],
            "mixed": pd.Series(["@SUM(A1)", -5, None], dtype="object"),
            "number": pd.array([-5, None, 3], dtype="Int64"),
        }
    )
    path = tmp_path / "bang.csv"
    write_csv(frame, path)
    lines = path.read_bytes().decode("utf-8-sig").split("\r\n")
    assert lines == ["text,mixed,number", "'=1+1,'@SUM(A1),-5", "an toàn,-5,", ",,3", ""]
    assert frame.text[0] == "=1+1", "the table itself is not changed"


def test_a_table_of_no_rows_is_written_with_its_titles(tmp_path):
    write_csv(pd.DataFrame(columns=["a", "b"], dtype="str"), tmp_path / "bang.csv")
    assert (tmp_path / "bang.csv").read_bytes().decode("utf-8-sig") == "a,b\r\n"


@pytest.mark.parametrize("text", ["=1", "+84", "-2", "@x", "\t=1", "'=1", "1.234", " 3/4"])
def test_what_excel_would_change_is_kept(text):
    assert kept_as_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Bảo Lạc", "warm_clothing.eligible", "a=1"])
def test_plain_words_are_left_alone(text):
    assert kept_as_text(text) == text


@given(st.text(max_size=300))
def test_every_name_fits_a_disk(name):
    fit = fitting_name(name)
    assert 0 < len(fit.encode()) <= 120
    assert not set(fit) & set('/\\:*?"<>|\0')
    assert fit == fit.strip(" .")


@pytest.mark.parametrize("name", ["CON", "nul.txt", "aux .tar.gz", "lpt1.", "Com¹", "prn"])
def test_no_name_is_one_that_windows_keeps_to_itself(name):
    assert fitting_name(name) == f"_{name.strip('.')}"
    assert fitting_name(f"{name[:3]}-tiếp") == f"{name[:3]}-tiếp"


def test_long_names_of_one_beginning_stay_two():
    """120 bytes are 120 letters without marks, or 40 of three bytes."""
    assert fitting_name("a" * 120) == "a" * 120
    first, second = (fitting_name("Ấ" * 200 + end) for end in "AB")
    assert first != second
    # 120 − 8 of the checksum − 1 for the hyphen = 111 bytes, or 37 letters of three.
    assert first[:38] == "Ấ" * 37 + "-"
    assert len(first) == 37 + 1 + 8
