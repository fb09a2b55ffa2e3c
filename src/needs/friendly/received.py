"""Scoring forms that were received: kept as they came; the newest row of a commune counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from needs.errors import Fault, InputFaults
from needs.friendly.criteria import Criteria
from needs.friendly.scores import SCORE_COLUMNS, ScoresRead, read_scores
from needs.programmes import Programme
from needs.returns.received import Arrival, read_register, receive, returns_folder
from needs.returns.words import words_of
from needs.workbooks import Book, Refusal, open_books, read_book

FOLDER = "friendly"


def friendly_folder(programme: Programme, root: Path) -> Path:
    """Return where received scoring forms are kept: a folder of the programme's returns."""
    return returns_folder(_with_own_folder(programme), root)


def _with_own_folder(programme: Programme) -> Programme:
    returns = programme.returns.model_copy(
        update={"folder": f"{programme.returns.folder}/{FOLDER}"}
    )
    return programme.model_copy(update={"returns": returns})


def look_at(
    paths: Sequence[Path],
    criteria: Criteria,
    communes: pd.DataFrame,
    *,
    lang: str,
) -> list[tuple[Path, str, ScoresRead]]:
    """Open files in supervised processes and read them: path, checksum of its bytes, what it told.

    Raises
    ------
    InputFaults
        With every file that cannot be opened, and why.
    """
    opened = zip(paths, open_books(paths), strict=True)
    return [
        (path, book.sha256, read_scores(book, criteria, communes, lang=lang))
        for path, book in _books(opened, lang)
    ]


def _books(opened: Iterable[tuple[Path, Book | Refusal]], lang: str) -> list[tuple[Path, Book]]:
    """Return the books; refuse together what could not be opened."""
    books, refused = [], []
    for path, one in opened:
        if isinstance(one, Refusal):
            told = words_of(one, lang)
            refused.append(Fault(one.name, told.found, told.expected, told.action))
        else:
            books.append((path, one))
    if refused:
        raise InputFaults(FOLDER, refused)
    return books


def keep_scores(
    looked: Sequence[tuple[Path, str, ScoresRead]],
    programme: Programme,
    root: Path,
    *,
    received_on: dt.date,
) -> int:
    """Keep the files of which anything can be used; return how many were new.

    A file once received is never changed: a correction is a new file, and the newest wins.
    """
    arrivals = [
        Arrival(path=path, name=path.name, sha256=sha256)
        for path, sha256, read in looked
        if read.communes
    ]
    new, _ = receive(arrivals, _with_own_folder(programme), root, received_on=received_on)
    return len(new)


def scores_received(
    programme: Programme,
    root: Path,
    criteria: Criteria,
    communes: pd.DataFrame,
    *,
    lang: str = "vi",
) -> ScoresRead:
    """Return the scores of all forms received; of a commune, the newest row that can be used.

    Raises
    ------
    InputFaults
        If the register of received forms is damaged, or a file is gone or was changed.
    """
    own = _with_own_folder(programme)
    folder = returns_folder(own, root)
    paths = [folder / entry.stored for entry in read_register(own, root)]
    frames: dict[str, pd.DataFrame] = {}
    classes: dict[str, str] = {}
    most: dict[str, int] = {}
    faults: list[Fault] = []
    # Opened under supervision when they came, and unchanged since: the register has checked.
    for _, book in _books(((path, read_book(path)) for path in paths), lang):
        read = read_scores(book, criteria, communes, lang=lang)
        for code in read.communes:
            frames[code] = read.scores[read.scores["commune_code"] == code]
        classes |= read.classes
        most |= read.most
        faults += read.faults
    empty = pd.DataFrame(columns=list(SCORE_COLUMNS)).astype(
        {name: "Int64" if name == "points" else "str" for name in SCORE_COLUMNS}
    )
    every = pd.concat([empty, *(frames[code] for code in sorted(frames))], ignore_index=True)
    return ScoresRead(every, classes, most, tuple(faults), tuple(sorted(frames)))
