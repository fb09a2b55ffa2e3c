"""Scoring forms that were received: kept as they came; the newest row of a commune counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from needs.errors import Fault, InputFaults
from needs.friendly.criteria import Criteria
from needs.friendly.scores import SCORE_COLUMNS, ScoresRead, read_scores
from needs.programmes import Programme
from needs.returns.received import Arrival, read_register, receive, returns_folder
from needs.returns.words import words_of
from needs.tables import rows_of
from needs.wording import say, typed
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

    A fault is told until a newer form has scores of that commune; a fault of no commune, until a
    newer form lists all communes that its form listed.

    Raises
    ------
    InputFaults
        If the register of received forms is damaged, or a file is gone or was changed.
    """
    own = _with_own_folder(programme)
    folder = returns_folder(own, root)
    entries = {folder / entry.stored: entry for entry in read_register(own, root)}
    frames: dict[str, pd.DataFrame] = {}
    classes: dict[str, str] = {}
    most: dict[str, int] = {}
    faults: dict[str, tuple[Fault, ...]] = {}
    loose: list[ScoresRead] = []
    # Opened under supervision when they came, and unchanged since: the register has checked.
    for path, book in _books(((path, read_book(path)) for path in entries), lang):
        known_as = replace(book, name=entries[path].name)
        read = read_scores(known_as, criteria, communes, lang=lang)
        for code in read.communes:
            frames[code] = read.scores[read.scores["commune_code"] == code]
            faults.pop(code, None)
        classes |= read.classes
        most |= read.most
        faults |= {code: own for code, own in read.faults_of.items() if code}
        loose = [one for one in loose if not one.listed <= read.listed] + [read]
    names = dict(zip(communes["commune_code"], communes["commune"], strict=True))
    for code, beyond in _beyond(frames, criteria, most, names, lang).items():
        del frames[code]
        faults[code] = (*faults.get(code, ()), *beyond)
    of_none = tuple(fault for one in loose for fault in one.faults_of.get("", ()))
    empty = pd.DataFrame(columns=list(SCORE_COLUMNS)).astype(
        {name: "Int64" if name == "points" else "str" for name in SCORE_COLUMNS}
    )
    every = pd.concat([empty, *(frames[code] for code in sorted(frames))], ignore_index=True)
    told = ({"": of_none} if of_none else {}) | dict(sorted(faults.items()))
    return ScoresRead(every, classes, most, told, tuple(sorted(frames)))


def _beyond(
    frames: Mapping[str, pd.DataFrame],
    criteria: Criteria,
    most: Mapping[str, int],
    names: Mapping[str, str],
    lang: str,
) -> dict[str, list[Fault]]:
    """Return the scores above the most points that some newer form told, by commune."""
    found: dict[str, list[Fault]] = {}
    for code, own in frames.items():
        for row in rows_of(own):
            if row.criterion in criteria.most or row.points <= most.get(row.criterion, row.points):
                continue
            where = say(
                "{file}, trang {sheet}, ô {cell}",
                lang=lang,
                file=row.file,
                sheet=row.sheet,
                cell=row.cell,
            )
            expected = say("nhiều nhất {n} điểm", lang=lang, n=most[row.criterion])
            action = say("sửa rồi nhận lại biểu", lang=lang)
            fault = Fault(
                f"{where} ({names[code]})", typed(row.points, lang=lang), expected, action
            )
            found.setdefault(code, []).append(fault)
    return found
