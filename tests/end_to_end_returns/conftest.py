"""All awkward files in one folder, looked at once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from typer.testing import CliRunner

from needs.assessment.check_returns import CheckedFile, check_and_write, check_files
from needs.assessment.desks import Desks
from needs.cli import app
from needs.places import load_gazetteer
from needs.programmes import load_programme
from needs.returns import Desk, Reviewed
from needs.workbooks import Book

from .corpus import CORPUS, Awkward

#: A programme of a province in which communes were divided.
DIVIDED = "hai-phong-thu"


@dataclass(frozen=True)
class Looked:
    """What became of a file."""

    file: CheckedFile
    judged: Reviewed | None


def place(where: Any) -> str:
    """«Trang!C7», «Trang!7» a row, «Trang!» the sheet; empty for the file."""
    return f"{where.sheet}!{where.cell}" if where.sheet else ""


def figures_of(looked: Looked) -> dict[str, dict[str, object]]:
    """Figures that are used, by commune; entries of a register, by row."""
    found: dict[str, dict[str, object]] = {}
    if looked.judged is not None:
        for figure in looked.judged.figures:
            found.setdefault(figure.commune_code, {})[figure.field_id] = figure.value
        for entry in looked.judged.entries:
            commune = {"commune": entry.commune_code} if entry.commune_code else {}
            found[place(entry.place)] = {**entry.values, **commune}
    return found


def possible(entry: Awkward) -> bool:
    return os.name != "nt" or not entry.not_on_windows


def written(folder: Path, entries: list[Awkward]) -> list[Path]:
    """Write files into a folder."""
    paths = []
    for entry in entries:
        path = folder / entry.name
        entry.place(path, entry.content())
        paths.append(path)
    return paths


def look(paths: list[Path], desks: Desks) -> list[Looked]:
    return [Looked(file, _judged(book, desks)) for file, book in check_files(paths, desks)]


def _judged(book: Book | None, desks: Desks) -> Reviewed | None:
    if book is None:
        return None
    desk = desks.of(book)
    return desk.judge(desk.read(book))


@pytest.fixture(scope="session")
def corpus_paths(tmp_path_factory) -> dict[str, Path]:
    """Name → file, of all that this system can have."""
    entries = [entry for entry in CORPUS if possible(entry)]
    folder = tmp_path_factory.mktemp("corpus")
    return dict(zip((entry.name for entry in entries), written(folder, entries), strict=True))


def desks_of(programme: str, root: Path) -> Desks:
    desks = Desks(root, programme)
    if programme == DIVIDED:
        desks.prepared[DIVIDED] = _divided(root)
    return desks


def _divided(root: Path) -> Desk:
    gazetteer = load_gazetteer()
    profile = load_programme("cao-bang-588", root).model_copy(
        update={"id": DIVIDED, "province_code": "31"}
    )
    communes = gazetteer.communes(profile.province_code, profile.edition)
    return Desk.of(profile, communes.assign(population_high=None), gazetteer, root)


@pytest.fixture(scope="session")
def looked(corpus_paths, data) -> dict[str, Looked]:
    """Name → what became of it, for the programme that it is sent to."""
    found: dict[str, Looked] = {}
    for programme in sorted({entry.programme for entry in CORPUS}):
        names = [
            entry.name
            for entry in CORPUS
            if entry.programme == programme and entry.name in corpus_paths
        ]
        paths = [corpus_paths[name] for name in names]
        found |= dict(zip(names, look(paths, desks_of(programme, data)), strict=True))
    return found


@pytest.fixture(scope="session")
def looked_again(corpus_paths, data, tmp_path_factory) -> dict[str, Looked]:
    """Name → what became of it once its questions were answered."""
    folder = tmp_path_factory.mktemp("answered")
    copy = Path(shutil.copytree(data, folder / "data"))
    found: dict[str, Looked] = {}
    for programme in sorted({entry.programme for entry in CORPUS if entry.answers}):
        entries = [entry for entry in CORPUS if entry.answers and entry.programme == programme]
        paths = [corpus_paths[entry.name] for entry in entries]
        check_and_write(paths, Desks(copy, programme), folder / programme, lang="vi")
        questions = folder / programme / "cau-hoi.xlsx"
        answer(questions, entries)
        told = CliRunner().invoke(
            app, ["answer", programme, str(questions), "--data", str(copy), "--by", "Lan"]
        )
        assert told.exit_code == 0, told.output
        again = look(paths, Desks(copy, programme))
        found |= dict(zip((entry.name for entry in entries), again, strict=True))
    return found


def answer(questions: Path, entries: list[Awkward]) -> None:
    """Fill the yellow cells in; every answer of the entries has to find its question."""
    answers = {
        (entry.name, asked): said for entry in entries for asked, said in entry.answers.items()
    }
    book = load_workbook(questions)
    for row in _asked(book):
        file, _, _ = str(row[1].value).partition("\n")
        row[6].value = answers.pop((file, row[2].value), None)
    assert not answers, "asked by none of the files"
    book.save(questions)


def _asked(book: Workbook) -> Iterator[tuple[Cell, ...]]:
    """The rows of questions: number, place, what was written … yellow cell."""
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            yield from (row for row in sheet.iter_rows(min_row=5) if row[0].value)
