"""The report of a check: what a clerk reads, in both languages, short however many the faults."""

from __future__ import annotations

import ast
import csv
import datetime as dt
from pathlib import Path

import pytest

from needs.reading.records import Candidate, Place, Question, ReadFile, ReturnFault, Row
from needs.returns.fault_table import COLUMNS, fault_table, write_fault_table
from needs.returns.file_faults import Checked
from needs.returns.report import ReportWords, report_text
from needs.returns.words import words_of
from needs.returns.words.files import NOTES, REFUSALS
from needs.returns.words.reasons import ignored_words
from needs.workbooks import Note, Refusal

WORDS = ReportWords(
    districts={"043": "Huyện Bảo Lạc"},
    questions_file="cau-hoi.xlsx",
    answer_command="needs answer cao-bang-588 cau-hoi.xlsx",
    table_file="loi.csv",
)

# Every code of a file, with each of the values that its words know.
REFUSED = {
    "missing": [{}],
    "not_a_file": [
        {"what": what} for what in ("folder", "link", "broken_link", "device", "pipe", "socket")
    ],
    "unreadable": [{"reason": "Permission denied"}],
    "too_large": [{"bytes": "209715200", "limit": "52428800"}],
    "empty": [{}],
    "password": [{}],
    "unpacks_too_large": [
        {"what": what, "found": "999999999", "limit": "4000"}
        for what in ("bytes", "members", "ratio")
    ],
    "xml_entities": [{"part": "xl/workbook.xml"}],
    "damaged": [{"part": ""}, {"part": "xl/styles.xml"}],
    "unknown_kind": [
        {"looks_like": kind}
        for kind in [
            *("pdf", "word", "powerpoint", "html", "xml2003", "xml", "flat_ods", "image", "zip"),
            *("archive", "numbers", "rtf", "old_excel", "program", "other"),
        ]
    ],
    "too_many_cells": [
        {"sheet": "Trang1", "last_cell": "XFD1048576", "cells": "17179869184", "limit": "2000000"},
        {"sheet": "", "last_cell": "", "cells": "3000000", "limit": "2000000"},
    ],
    "too_slow": [{"seconds": "30.0"}],
    "too_much_memory": [{"limit": "671088640"}],
    "encoding": [{"reason": "unknown"}, {"reason": "mixed"}],
    "reader_failed": [{"detail": "MemoryError"}],
}
NOTED = {
    "macros": [{}],
    "external_links": [{"count": "2"}],
    "legacy_text": [
        {"encoding": encoding, "where": where}
        for encoding in ("tcvn3", "vni", "windows-1258")
        for where in ("file", "font")
    ],
    "extension": [{"suffix": ".xls", "kind": "xlsx"}],
    "sheet_skipped": [{"sheet": "S", "what": what} for what in ("chart", "macro", "dialog")],
}


def fault(code: str, row: int, column: int = 2, sheet: str = "Đồ ấm", **values: str) -> ReturnFault:
    severity = "warning" if code == "zero_in_words" else "error"
    place = Place("bao-lac.xlsx", sheet, row, column)
    return ReturnFault(place, code, severity, tuple(sorted(values.items())))


NAME_UNKNOWN = fault("name_unknown", 7, 1, found="Xã Cốc Pàn", candidates="Xã Cốc Pàng")
ZERO = fault("zero_in_words", 6, found="không có", title="cộng")
QUESTION = Question(
    "name",
    "coc pan | 043",
    Place("bao-lac.xlsx", "Đồ ấm", 7, 1),
    "Xã Cốc Pàn",
    (Candidate("2025:01324", "Xã Cốc Pàng", 94),),
)
ROWS = (
    Row("bao-lac.xlsx", "Đồ ấm", 0, "ignored", "title"),
    Row("bao-lac.xlsx", "Đồ ấm", 1, "ignored", "blank"),
    Row("bao-lac.xlsx", "Đồ ấm", 2, "accepted"),
    Row("bao-lac.xlsx", "Đồ ấm", 3, "quarantined", "name_unknown"),
)
READ = ReadFile(
    "bao-lac.xlsx",
    "ab" * 32,
    form="district",
    own=True,
    district_code="043",
    period="2026",
    date=dt.date(2026, 11, 12),
    rows=ROWS,
    faults=(ZERO, NAME_UNKNOWN),
    questions=(QUESTION,),
)
MADE, OWN = "lập ngày 12/11/2026", "biểu mẫu của chương trình"
FILL = "điền các ô màu vàng, lưu lại, rồi chạy:"
FILES = [Checked(READ, (Note("macros"),)), Checked(Refusal("hỏng.xlsx", "password"))]


def many(count: int) -> Checked:
    faults = tuple(fault("negative", row, found="-5", title="cộng") for row in range(count))
    return Checked(ReadFile("nhieu.xlsx", "", faults=faults))


def test_what_a_clerk_reads():
    assert report_text(FILES, words=WORDS).splitlines() == [
        "1. bao-lac.xlsx",
        f"   Số liệu của huyện (cũ), xã · Huyện Bảo Lạc · năm 2026 · {MADE} · {OWN}",
        "   4 dòng đã đọc = 1 được dùng + 1 chờ + 2 bỏ qua",
        "     chờ: 1 dòng vì lỗi 1",
        "     bỏ qua: 1 dòng trống; 1 tiêu đề",
        "   Lỗi phải sửa: 1",
        f"      1. Đồ ấm!B8: {words_of(NAME_UNKNOWN, 'vi').found}",
        f"         cần: {words_of(NAME_UNKNOWN, 'vi').expected}",
        f"         cách sửa: {words_of(NAME_UNKNOWN, 'vi').action}",
        "   Cần xem lại (vẫn dùng): 2",
        "      2. cả tệp: tệp có macro; macro không được chạy",
        "         cần: tệp không có macro",
        "         cách sửa: số liệu vẫn được đọc; lần sau lưu thành .xlsx",
        f"      3. Đồ ấm!C7: {words_of(ZERO, 'vi').found}",
        f"         cần: {words_of(ZERO, 'vi').expected}",
        f"         cách sửa: {words_of(ZERO, 'vi').action}",
        "   Câu hỏi: 1",
        "      - Đồ ấm!B8: «Xã Cốc Pàn» là xã nào? Có thể là: Xã Cốc Pàng",
        "",
        "2. hỏng.xlsx",
        "   Không đọc được.",
        "   Lỗi phải sửa: 1",
        "      1. cả tệp: tệp có mật khẩu mở",
        "         cần: tệp không có mật khẩu",
        f"         cách sửa: {words_of(FILES[1].faults[0], 'vi').action}",
        "",
        "Tổng cộng 2 tệp: 4 dòng đã đọc = 1 được dùng + 1 chờ + 2 bỏ qua",
        "2 lỗi phải sửa, 2 chỗ cần xem lại, 1 câu hỏi",
        "Mọi lỗi: loi.csv",
        f"Trả lời câu hỏi: mở cau-hoi.xlsx, {FILL} needs answer cao-bang-588 cau-hoi.xlsx",
    ]


def test_the_same_in_english():
    text = report_text(FILES, words=WORDS, lang="en")
    assert "4 rows read = 1 accepted + 1 waiting + 2 ignored" in text
    assert "the file needs a password to open" in text
    assert len(text.splitlines()) == len(report_text(FILES, words=WORDS).splitlines())


def test_a_file_without_anything_to_tell():
    clean = Checked(ReadFile("tot.xlsx", "", form="donors"))
    text = report_text([clean])
    assert "Danh sách nhà tài trợ · bảng tự lập" in text
    assert "0 lỗi phải sửa, 0 chỗ cần xem lại, 0 câu hỏi" in text


def test_the_order_in_which_faults_were_found_does_not_matter():
    turned = Checked(ReadFile(**{**vars(READ), "faults": READ.faults[::-1]}), FILES[0].notes)
    assert report_text([turned]) == report_text(FILES[:1])


def test_thousands_of_faults_stay_readable():
    text = report_text([many(5_000)], words=WORDS)
    assert len(text.splitlines()) < 40
    assert "Lỗi phải sửa: 5.000" in text
    assert "… và 4.980 chỗ cùng loại; đủ trong loi.csv" in text
    assert len(fault_table([many(5_000)])) == 5_000


def test_each_sheet_shows_its_own_faults():
    faults = tuple(
        fault("negative", row, sheet=sheet, found="-5", title="cộng")
        for sheet in ("A", "B")
        for row in range(25)
    )
    text = report_text([Checked(ReadFile("f.xlsx", "", faults=faults))])
    assert text.count("A!C") == text.count("B!C") == 20
    assert text.count("… và 5 chỗ cùng loại") == 2


def test_where_a_fault_stands():
    places = {
        "Đồ ấm!C7": (6, 2),
        "Đồ ấm, dòng 7": (6, -1),
        "Đồ ấm, cột C": (-1, 2),
        "Đồ ấm": (-1, -1),
    }
    for shown, (row, column) in places.items():
        one = fault("negative", row, column, found="-5", title="cộng")
        assert f"1. {shown}: " in report_text([Checked(ReadFile("f.xlsx", "", faults=(one,)))])


def test_the_table_holds_every_fault():
    table = fault_table(FILES)
    assert tuple(table.columns) == COLUMNS
    assert table[["file", "sheet", "cell", "severity", "code"]].to_numpy().tolist() == [
        ["bao-lac.xlsx", "Đồ ấm", "B8", "error", "name_unknown"],
        ["bao-lac.xlsx", "", "", "warning", "macros"],
        ["bao-lac.xlsx", "Đồ ấm", "C7", "warning", "zero_in_words"],
        ["hỏng.xlsx", "", "", "error", "password"],
    ]
    assert table.found.iloc[0] == "Xã Cốc Pàn"
    assert list(fault_table([]).columns) == list(COLUMNS)


def test_the_table_opens_in_excel_and_nothing_in_it_is_calculated(tmp_path):
    risky = fault("negative", 3, found="=1/0", title="cộng", sheet="@SUM(A1)")
    path = tmp_path / "loi.csv"
    write_fault_table(path, [Checked(ReadFile("=1+1.xlsx", "", faults=(risky,)))])
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    header, row = csv.reader(raw.decode("utf-8-sig").splitlines())
    assert tuple(header) == COLUMNS
    assert row[:3] == ["'=1+1.xlsx", "'@SUM(A1)", "C4"]
    assert "=1/0" in row[5]
    assert not row[5].startswith("=")


# -- words ------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_has_words(code, lang):
    for values in REFUSED[code]:
        told = words_of(Refusal("f.xlsx", code, tuple(values.items())), lang)
        assert told.found
        assert told.expected
        assert told.action


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("code", NOTES)
def test_every_note_has_words(code, lang):
    for values in NOTED[code]:
        told = words_of(Note(code, tuple(values.items())), lang)
        assert told.found
        assert told.expected
        assert told.action


def test_every_code_that_the_opening_of_files_gives_has_words(root):
    """Calls of `Refused`, `Refusal` and `Note` in the room that opens files."""
    codes = set()
    for path in sorted((root / "src" / "needs" / "workbooks").glob("*.py")):
        for node in ast.walk(ast.parse(Path(path).read_text(encoding="utf-8"))):
            name = getattr(getattr(node, "func", None), "id", "")
            if name in ("Refused", "Note", "Refusal"):
                place = 1 if name == "Refusal" else 0
                if len(node.args) > place and isinstance(node.args[place], ast.Constant):
                    codes.add(node.args[place].value)
    assert len(codes) > 10
    assert codes <= {*REFUSALS, *NOTES}


def test_a_code_without_words_is_a_mistake_of_the_program():
    with pytest.raises(LookupError, match="no_such_code"):
        words_of(fault("no_such_code", 1), "vi")


def test_every_reason_to_ignore_a_row_has_words():
    told = str(Row.__doc__).split("what an ignored row is (")[1].split(")")[0]
    reasons = told.split("`")[1::2]
    assert len(reasons) == 12
    for lang in ("vi", "en"):
        assert len({ignored_words(reason, lang) for reason in reasons}) == 12
