"""`needs check` with every awkward file in one call, in both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from needs.cli import app
from needs.workbooks import Book, Sheet, read_book

from .conftest import desks_of, figures_of, look
from .corpus import CORPUS

PROGRAMME = "cao-bang-588"
TITLE = {"vi": "Lỗi cần sửa", "en": "Faults to mend"}
SUM = {
    "vi": r"([\d.]+) dòng đã đọc = ([\d.]+) được dùng \+ ([\d.]+) chờ \+ ([\d.]+) bỏ qua",
    "en": r"([\d,]+) rows read = ([\d,]+) accepted \+ ([\d,]+) waiting \+ ([\d,]+) ignored",
}


@dataclass(frozen=True)
class Run:
    """What one call printed and wrote."""

    lang: str
    exit_code: int
    printed: str
    folder: Path

    @property
    def sums(self) -> list[tuple[int, ...]]:
        return [
            tuple(int(re.sub(r"\D", "", number)) for number in found)
            for found in re.findall(SUM[self.lang], self.printed)
        ]

    @property
    def faults(self) -> pd.DataFrame:
        return pd.read_csv(self.folder / "loi.csv", dtype="str", keep_default_na=False)


@pytest.fixture(scope="module", params=["vi", "en"])
def run(request, corpus_paths, tmp_path_factory) -> Run:
    folder = tmp_path_factory.mktemp("checked")
    files = [str(path) for path in corpus_paths.values()]
    options = ["--programme", PROGRAMME, "--out", str(folder), "--lang", request.param]
    result = CliRunner().invoke(app, ["check", *files, *options])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return Run(request.param, result.exit_code, result.output, folder)


@pytest.fixture(scope="module")
def for_one_programme(looked, corpus_paths, data):
    """What became of every file, read for the programme that the call names."""
    others = [
        entry.name
        for entry in CORPUS
        if entry.programme != PROGRAMME and entry.name in corpus_paths
    ]
    paths = [corpus_paths[name] for name in others]
    again = look(paths, desks_of(PROGRAMME, data))
    merged = looked | dict(zip(others, again, strict=True))
    return [merged[name] for name in corpus_paths]


def test_the_call_ends_with_1_and_without_a_traceback(run):
    assert run.exit_code == 1
    assert "Traceback" not in run.printed
    assert "RowsLost" not in run.printed


def test_every_file_is_told_in_the_order_given(run, for_one_programme):
    told = re.findall(r"^\d+\. (.+)$", run.printed, flags=re.MULTILINE)
    assert told == [one.file.checked.file for one in for_one_programme]


def test_the_sum_of_rows_holds_for_every_file_and_in_total(run, for_one_programme):
    *files, total = run.sums
    opened = [one for one in for_one_programme if one.judged is not None]
    assert len(files) == len(opened)
    for one, (read, *parts) in zip(opened, files, strict=True):
        assert read == len(one.file.checked.rows), one.file.checked.file
        assert read == sum(parts), one.file.checked.file
    assert total == tuple(map(sum, zip(*files, strict=True)))


def test_the_table_holds_every_fault_with_place_and_remedy(run, for_one_programme):
    told = run.faults
    expected = [
        (one.file.checked.file, fault.place.sheet, fault.place.cell, fault.severity, fault.code)
        for one in for_one_programme
        for fault in one.file.checked.faults
    ]
    columns = ["file", "sheet", "cell", "severity", "code"]
    plain = told[columns].apply(lambda column: column.str.removeprefix("'"))
    assert list(plain.itertuples(index=False, name=None)) == expected
    assert told[["found", "expected", "action"]].ne("").all(axis=None)


def test_a_marked_copy_of_every_readable_file_with_faults(run, for_one_programme):
    faulty = [
        one for one in for_one_programme if one.judged is not None and one.file.checked.faults
    ]
    copies = sorted(run.folder.glob("*-can-sua*.xlsx"))
    assert len(copies) == len(faulty)
    for path in copies:
        book = load_workbook(path)
        assert book.sheetnames[0].startswith(TITLE[run.lang]), path.name
        assert not any(
            isinstance(cell.value, str) and cell.data_type == "f"
            for sheet in book.worksheets
            for row in sheet.iter_rows()
            for cell in row
        ), path.name
        assert book.vba_archive is None


def cells(sheet: Sheet) -> tuple[str, dict[tuple[int, int], object]]:
    """A sheet's name and what stands in it."""
    return sheet.name, {
        (row, column): value
        for row, values in enumerate(sheet.rows)
        for column, value in enumerate(values)
        if value is not None
    }


@pytest.mark.parametrize("run", ["vi"], indirect=True)
def test_a_marked_copy_sent_back_says_what_the_file_said(run, for_one_programme, data):
    """Cell for cell, behind the list of faults; and it can be mended and sent back itself."""
    by_name = {
        run.folder / f"{re.sub('[.]xls[xm]$', '', one.file.checked.file)}-can-sua.xlsx": one
        for one in for_one_programme
        if one.judged is not None and one.file.checked.faults
    }
    copies = look(list(by_name), desks_of(PROGRAMME, data))
    for (path, before), after in zip(by_name.items(), copies, strict=True):
        book, copy = read_book(before.file.path), read_book(path)
        assert isinstance(copy, Book), (path.name, copy)
        assert [cells(sheet) for sheet in copy.sheets[1:]] == [cells(one) for one in book.sheets]
        assert figures_of(after) == figures_of(before), path.name


def test_nothing_is_written_but_what_helps(run):
    """No file climbs out of the folder, whatever its sender called it."""
    others = {path.name for path in run.folder.parent.iterdir()} - {run.folder.name}
    assert not any("can-sua" in name for name in others)
    written = {path.name for path in run.folder.iterdir()}
    assert {"loi.csv", "cau-hoi.xlsx"} <= written
    assert all(re.fullmatch(r"[^\x00-\x1f/\\]+", name) for name in written)


def test_every_question_is_in_the_workbook_of_questions(run, for_one_programme):
    asked = {
        (question.kind, question.key)
        for one in for_one_programme
        for question in one.file.checked.questions
    }
    book = load_workbook(run.folder / "cau-hoi.xlsx")
    rows = [
        row
        for sheet in book.worksheets
        if sheet.sheet_state == "visible"
        for row in sheet.iter_rows(min_row=5, values_only=True)
        if row[0]
    ]
    assert len(rows) == len(asked)
    assert all(row[6] is None for row in rows), "nothing is answered beforehand"


def vietnamese(text: str) -> set[str]:
    """Words with letters that English does not have; the currency has no other name."""
    words = re.findall(r"[^\W\d_]+", text)
    return {word for word in words if not word.isascii()} - {"đồng"}


@pytest.mark.parametrize("run", ["en"], indirect=True)
def test_in_english_only_quoted_words_are_vietnamese(run, for_one_programme):
    faults = [fault for one in for_one_programme for fault in one.file.checked.faults]
    told = run.faults
    assert len(told) == len(faults)
    for fault, row in zip(faults, told.itertuples(), strict=True):
        quoted = sorted((value for _, value in fault.values if value), key=len, reverse=True)
        for column in (row.found, row.expected, row.action):
            own = column
            for value in quoted:
                own = own.replace(value, " ")
            # What may be a child's is left out of what is quoted: not the value itself then.
            own = re.sub(r"«[^»]*»|“[^”]*”", " ", own)
            assert not vietnamese(own), (fault.code, column)
