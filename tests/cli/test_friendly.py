"""The command `friendly`: blank form, filled form, results."""

from __future__ import annotations

import openpyxl
import pytest
import typer
from typer.testing import CliRunner

from needs.cli import friendly as command
from needs.programmes import data_root
from tests.friendly.filled import WHOLE

PROGRAMME = "hai-duong-2024"


@pytest.fixture
def desk(tmp_path):
    for folder in ("programmes", "reference"):
        (tmp_path / folder).symlink_to(data_root() / folder)
    return tmp_path


@pytest.fixture
def run(desk):
    app = typer.Typer()
    command.add_to(app)

    def typed(*words, code=0, programme=PROGRAMME):
        result = CliRunner().invoke(app, [programme, *words, "--data", str(desk)])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        assert result.exit_code == code, result.output
        return " ".join(result.output.split())

    return typed


def test_from_the_blank_form_to_the_results(run, desk):
    path = desk / "bieu.xlsx"
    run("--template", str(path), "--district", "Bình Giang")
    book = openpyxl.load_workbook(path)
    sheet = book["Chấm điểm"]
    row = next(row for row in sheet.iter_rows() if str(row[1].value).isdigit())
    for cell, points in zip(row[4:], WHOLE, strict=False):
        cell.value = points
    book.save(path)
    told = run(str(path))
    assert "1 xã có điểm" in told
    assert "985" in told
    # Kept: the results are there without the file.
    path.unlink()
    assert "985" in run()
    assert list((desk / "returns" / PROGRAMME / "friendly" / "files").iterdir())


def test_a_filled_form_is_never_written_over(run, desk):
    path = desk / "bieu.xlsx"
    path.write_bytes(b"cua toi")
    run("--template", str(path), code=1)
    assert path.read_bytes() == b"cua toi"


def test_faults_are_told_and_the_rest_is_kept(run, desk):
    path = desk / "bieu.xlsx"
    run("--template", str(path), "--district", "Bình Giang")
    book = openpyxl.load_workbook(path)
    rows = [row for row in book["Chấm điểm"].iter_rows() if str(row[1].value).isdigit()]
    rows[0][4].value = -1
    rows[1][4].value = 90
    book.save(path)
    told = run(str(path), code=1)
    assert "ô E6" in told
    assert "1 xã có điểm" in told


def test_a_programme_without_the_section_says_so(run):
    assert "child_friendly" in run(programme="cao-bang-588", code=1)
