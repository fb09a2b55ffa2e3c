"""Which files are written, and that none is lost."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.errors import InputFaults, NeedsError, NotFound
from needs.forms import DONORS_FILE, LEDGER_FILE, write_forms
from needs.forms.appearance import lines_needed
from needs.forms.sheets import sheet_name
from needs.places import district_slugs


def test_a_form_for_each_district_and_two_for_the_province(forms):
    assert sorted(forms["cao-bang-588"]) == [
        "bao-lac",
        "bao-lam",
        "ha-lang",
        "ha-quang",
        "hoa-an",
        "nguyen-binh",
        "nha-tai-tro",
        "quang-hoa",
        "so-ho-tro",
        "thach-an",
        "trung-khanh",
    ]
    # Ninh Hải and Ninh Phước have listed communes, none of them specially disadvantaged.
    assert sorted(forms["ninh-thuan-588"]) == [
        "bac-ai",
        "nha-tai-tro",
        "ninh-son",
        "so-ho-tro",
        "thuan-bac",
        "thuan-nam",
    ]


@pytest.mark.parametrize("name", ["Bảo Lạc", "huyện bảo lạc", "bao lac", "043", "BẢO  LẠC"])
def test_a_district_in_any_spelling(name, cao_bang, data, tmp_path, gazetteer):
    written = write_forms(cao_bang, data, tmp_path, districts=[name], gazetteer=gazetteer)
    assert [path.name for path in written] == ["bao-lac.xlsx"]
    assert [path.name for path in tmp_path.iterdir()] == ["bao-lac.xlsx"]


def test_an_unknown_district_lists_the_valid_ones(cao_bang, data, tmp_path):
    with pytest.raises(NotFound, match="Huyện Bảo Lạc"):
        write_forms(cao_bang, data, tmp_path, districts=["Bảo Lộc"])


def test_a_district_without_a_commune_to_ask_about_is_told(cao_bang, data, tmp_path):
    with pytest.raises(NeedsError, match=r"Thành phố Cao Bằng.*Huyện Bảo Lạc"):
        write_forms(cao_bang, data, tmp_path, districts=["Bảo Lạc", "Thành phố Cao Bằng"])
    assert list(tmp_path.iterdir()) == []


def test_same_inputs_same_bytes_in_any_order_of_rows(cao_bang, edit, forms, tmp_path):
    def turned(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.iloc[::-1]

    (name,) = (
        pd.read_csv(
            edit("reference/area_lists.csv", turned) / "reference" / "area_lists.csv", dtype=str
        )
        .query("province_code == '04' and edition == '2025'")
        .file
    )
    root = edit(f"reference/{name}", turned)
    for path in write_forms(cao_bang, root, tmp_path / "again"):
        assert path.read_bytes() == forms["cao-bang-588"][path.stem].read_bytes()


def test_a_form_that_somebody_filled_in_is_not_overwritten(cao_bang, data, tmp_path):
    write_forms(cao_bang, data, tmp_path)
    (tmp_path / "bao-lac.xlsx").write_bytes(b"figures")
    (tmp_path / LEDGER_FILE).write_bytes(b"gifts")
    (tmp_path / DONORS_FILE).unlink()
    with pytest.raises(InputFaults) as caught:
        write_forms(cao_bang, data, tmp_path)
    assert [fault.where for fault in caught.value.faults] == ["bao-lac.xlsx", LEDGER_FILE]
    assert all("--force" in fault.action for fault in caught.value.faults)
    assert (tmp_path / "bao-lac.xlsx").read_bytes() == b"figures"
    assert not (tmp_path / DONORS_FILE).exists()  # nothing at all was written

    write_forms(cao_bang, data, tmp_path, force=True)
    assert (tmp_path / "bao-lac.xlsx").read_bytes().startswith(b"PK")


def test_blank_forms_may_be_written_again(cao_bang, data, tmp_path):
    first = {path: path.read_bytes() for path in write_forms(cao_bang, data, tmp_path)}
    again = {path: path.read_bytes() for path in write_forms(cao_bang, data, tmp_path)}
    assert again == first


def test_a_folder_in_the_way_is_told(cao_bang, data, tmp_path):
    (tmp_path / "bao-lac.xlsx").mkdir()
    with pytest.raises(InputFaults, match=r"bao-lac\.xlsx"):
        write_forms(cao_bang, data, tmp_path, districts=["Bảo Lạc"])


def test_districts_of_one_name_get_two_files():
    """Huyện and Thành phố Cao Lãnh: as with the folders of their reports."""
    names = {"866": "Thành phố Cao Lãnh", "873": "Huyện Cao Lãnh", "869": "Huyện Tân Hồng"}
    slugs = {"866": "cao-lanh-866", "873": "cao-lanh-873", "869": "tan-hong"}
    assert district_slugs(names) == slugs


@given(titles=st.lists(st.text(min_size=1, max_size=60).filter(str.strip), max_size=6))
def test_every_title_gets_a_name_that_excel_takes(titles):
    taken = ["History"]  # Excel's own
    for title in titles:
        name = sheet_name(title, taken)
        assert 2 <= len(name.encode("utf-16-le")) <= 62
        assert name.isprintable()
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name.lower() not in {other.lower() for other in taken}
        taken.append(name)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [("cộng", 9, 1), ("hộ cận nghèo", 9, 2), ("a b c", 1, 3), ("nghiêngngả", 4, 3), ("", 5, 1)],
)
def test_a_header_is_as_high_as_its_words_need(text, width, lines):
    assert lines_needed(text, width) == lines
