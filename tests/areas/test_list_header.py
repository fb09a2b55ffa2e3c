"""What the lines over a list say of its decision; every list is made up («giả để thử»)."""

from __future__ import annotations

import datetime as dt

import pytest

from needs.areas import header_of
from needs.areas.list_header import Header


@pytest.fixture
def header(tmp_path):
    def read(*lines: str) -> Header:
        path = tmp_path / "quyet-dinh.txt"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return header_of(path)

    return read


@pytest.mark.parametrize(
    "line",
    [
        "(Kèm theo Quyết định số 267/QĐ-UBND ngày 21 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh)",
        "Ban hành kèm theo Quyết định số: 267/QĐ-UBND, ngày 21/1/2026",
        "Quyết định số 267 /QĐ-UBND ngày 21-01-2026",
    ],
)
def test_number_and_day_are_read_however_they_are_written(header, line):
    told = header("PHỤ LỤC", line, "TT   Tên xã   Khu vực", "1   Xã Giả   Khu vực III")
    assert told.decision == "267/QĐ-UBND"
    assert told.issued == dt.date(2026, 1, 21)
    assert len(told.written) == 1


def test_the_years_give_the_first_and_the_last_day(header):
    told = header("DANH SÁCH XÃ GIAI ĐOẠN 2026-2030", "1   Xã Giả   Khu vực III")
    assert (told.valid_from, told.valid_to) == (dt.date(2026, 1, 1), dt.date(2030, 12, 31))
    assert told.decision is None


def test_two_decisions_are_quoted_and_neither_is_suggested(header):
    """«Thay thế Quyết định số …»: which one is meant only a person knows."""
    told = header(
        "Quyết định số 267/QĐ-UBND ngày 21/01/2026",
        "thay thế Quyết định số 861/QĐ-TTg ngày 04/6/2021",
    )
    assert len(told.written) == 2
    assert (told.decision, told.issued) == (None, None)


def test_a_day_that_does_not_exist_and_a_day_of_something_else_are_not_suggested(header):
    assert header("Quyết định số 267/QĐ-UBND ngày 31/02/2026").issued is None
    assert header("Thanh Hóa, ngày 21/01/2026", "Quyết định số 267/QĐ-UBND").issued is None


def test_nothing_is_said_of_a_file_without_header_or_that_cannot_be_read(header, tmp_path):
    assert header("1   Xã Giả   Khu vực III") == Header()
    broken = tmp_path / "hong.xlsx"
    broken.write_bytes(b"PK nonsense")
    assert header_of(broken) == Header()
