"""All awkward files in one folder, looked at once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from needs.assessment.check_returns import CheckedFile, check_files
from needs.assessment.desks import Desks
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
    return dict(
        zip((entry.name for entry in entries), written(folder, entries), strict=True)
    )


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
