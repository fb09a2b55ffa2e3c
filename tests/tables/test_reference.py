"""Reading a CSV that a planner wrote: text first, then numbers, every fault by its row."""

from __future__ import annotations

from pathlib import Path

import pytest

from needs.errors import FaultCollector, InputFaults
from needs.tables.reference import dates, numbers, read_reference, unique, whole_numbers


@pytest.fixture
def reading(tmp_path):
    def read(text: str, *, encoding: str = "utf-8", columns=("code", "count")):
        path = tmp_path / "bang.csv"
        path.write_text(text, encoding=encoding)
        return read_reference(path, columns=columns)

    return read


def told(frame, convert, column="count"):
    faults = FaultCollector("bảng")
    values = convert(frame, column, faults)
    return values, [(fault.where, fault.found) for fault in faults.faults]


def test_codes_keep_their_zeros_and_empty_cells_are_missing(reading):
    frame = reading("code,count\n01290, 5 \n00001,\n,NA\n")
    assert frame.code.tolist()[:2] == ["01290", "00001"]
    assert frame["count"][0] == "5"
    assert frame["count"].isna().tolist() == [False, True, False]
    assert frame.code.isna().tolist() == [False, False, True]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_byte_order_mark_is_no_part_of_the_first_column(reading, encoding):
    assert list(reading("code,count\nĐ,1\n", encoding=encoding)) == ["code", "count"]


def test_another_encoding_is_told(reading):
    with pytest.raises(InputFaults, match="UTF-8"):
        reading("code,count\nĐức,1\n", encoding="utf-16")


def test_a_missing_file_and_a_missing_column_are_told(reading, tmp_path):
    with pytest.raises(InputFaults, match=r"khong-co\.csv"):
        read_reference(tmp_path / "khong-co.csv", columns=("code",))
    with pytest.raises(InputFaults) as told_:
        reading("ma,so\n1,2\n")
    assert [fault.expected for fault in told_.value.faults] == ["code", "count"]


def test_an_empty_file_is_told(reading):
    with pytest.raises(InputFaults):
        reading("")


def test_a_cell_too_many_does_not_shift_the_columns(reading):
    """A comma at the end of every line would make the codes a row label and the counts codes."""
    try:
        frame = reading("code,count\n01290,5,\n01294,6,\n")
    except InputFaults:
        return
    assert frame.code.tolist() == ["01290", "01294"]
    assert frame["count"].tolist() == ["5", "6"]


@pytest.mark.parametrize(
    "text", ["1.500", "2.000", "12,5", "1 200", "-1", "một", "1e3", "inf", "NA"]
)
def test_what_is_not_a_plain_whole_number_is_a_fault(reading, text):
    values, faults = told(reading(f'code,count\n01290,"{text}"\n'), whole_numbers)
    assert faults == [("dòng 2, cột count", text)]
    assert values.isna().all()


@pytest.mark.parametrize("text", ["0,25", "-0.1", "inf", "nan", "một phần tư"])
def test_what_is_not_a_plain_number_is_a_fault(reading, text):
    _, faults = told(reading(f'code,count\n01290,"{text}"\n'), numbers)
    assert faults == [("dòng 2, cột count", text)]


def test_plain_numbers_are_read_and_missing_stays_missing(reading):
    frame = reading("code,count\na,0\nb,573119\nc,\n")
    values, faults = told(frame, whole_numbers)
    assert faults == []
    assert values.tolist()[:2] == [0, 573_119]
    assert values.isna().tolist() == [False, False, True]
    assert told(reading("code,count\na,0.25\n"), numbers)[0].tolist() == [0.25]


@pytest.mark.parametrize(
    ("text", "shown"),
    # A whole date may be a child's day of birth: its form is told.
    [("31/12/2030", "••/••/••••"), ("2030-02-30", "••••-••-••"), ("2030", "2030")],
)
def test_a_date_is_written_year_first(reading, text, shown):
    _, faults = told(reading(f"code,count\na,{text}\n"), dates)
    assert faults == [("dòng 2, cột count", shown)]


def test_rows_are_numbered_as_the_editor_shows_them(reading):
    frame = reading("code,count\na,1\n\nb,x\n")
    assert told(frame, whole_numbers)[1] == [("dòng 4, cột count", "x")]


def test_each_repetition_of_a_key_is_told(reading):
    frame = reading("code,count\na,1\nb,1\na,2\na,3\n")
    faults = FaultCollector("bảng")
    unique(frame, ["code"], faults)
    assert [fault.where for fault in faults.faults] == ["dòng 4", "dòng 5"]


def test_every_reference_table_of_the_checkout_is_text_with_a_source(root: Path):
    for path in sorted((root / "data" / "reference").rglob("*.csv")):
        frame = read_reference(path, columns=())
        assert len(frame), path.name
        assert {"source", "decision"} & set(frame.columns), path.name
