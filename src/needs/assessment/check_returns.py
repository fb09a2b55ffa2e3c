"""Files looked at before they are received: read, judged, reported, marked; nothing is kept."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from needs.assessment.desks import Desks
from needs.reading.records import ReadFile
from needs.returns import Arrival, Received, receive
from needs.returns.fault_table import write_fault_table
from needs.returns.file_faults import Checked
from needs.returns.marked_copy import write_marked_copy
from needs.returns.questions import write_questions
from needs.workbooks import Book, Refusal, open_books

QUESTIONS_FILE = "cau-hoi.xlsx"
FAULTS_FILE = "loi.csv"


@dataclass(frozen=True)
class CheckedFile:
    """One file that was looked at, the programme that it is for, and its marked copy."""

    path: Path
    checked: Checked
    programme: str
    marked: Path | None = None


def check_files(
    paths: Sequence[Path], desks: Desks, stated: Received | None = None
) -> Iterator[tuple[CheckedFile, Book | None]]:
    """Look at files, one after another, in the order given.

    Parameters
    ----------
    paths
        Files, whatever they are.
    desks
        Where they are judged.
    stated
        What is stated of all of them: form, district, year, day.
    """
    times: Counter[str] = Counter()
    for path, opened in zip(paths, open_books(paths), strict=True):
        # Files of one name, from several folders, are told apart.
        times[opened.name] += 1
        again = times[opened.name]
        book = opened if again == 1 else replace(opened, name=f"{opened.name} ({again})")
        if isinstance(book, Refusal):
            yield CheckedFile(path, Checked(book), desks.given), None
            continue
        desk = desks.of(book)
        judged = desk.judge(desk.read(book, stated))
        yield CheckedFile(path, Checked(judged.read, book.notes), desk.programme.id), book


def check_and_write(
    paths: Sequence[Path],
    desks: Desks,
    folder: Path,
    *,
    stated: Received | None = None,
    lang: str,
) -> list[CheckedFile]:
    """Look at files and write what helps to mend them.

    Writes a marked copy of each file with faults, `loi.csv` with all faults, and `cau-hoi.xlsx`
    with what is asked of each programme's planner; only what there is something to say in.

    """
    files: list[CheckedFile] = []
    for one, book in check_files(paths, desks, stated):
        marked = None
        if book is not None and one.checked.faults:
            marked = write_marked_copy(one.path, book, one.checked.faults, folder, lang=lang)
        files.append(replace(one, marked=marked))
    checked = [file.checked for file in files]
    if any(file.faults for file in checked):
        write_fault_table(folder / FAULTS_FILE, checked, lang=lang)
    for programme, desk in desks.prepared.items():
        asked = [q for file in files if file.programme == programme for q in file.checked.questions]
        if asked:
            name = QUESTIONS_FILE if len(desks.prepared) == 1 else f"{programme}-{QUESTIONS_FILE}"
            write_questions(folder / name, asked, desk.programme, lang=lang)
    return files


def receive_files(
    paths: Sequence[Path], desks: Desks, *, stated: Received, received_on: dt.date
) -> tuple[list[CheckedFile], list[Received], list[Received]]:
    """Look at files and keep those that can be read: faulty rows wait, the others are used.

    A file that cannot be opened, or that is a form of another programme, is not kept.

    Returns
    -------
    files, new, known
        What was looked at; what is kept now; what had been received before.
    """
    files = [one for one, _ in check_files(paths, desks, stated)]
    arrivals = [
        Arrival(
            path=one.path,
            name=one.checked.file,
            sha256=one.checked.result.sha256,
            form=stated.form,
            district_code=stated.district_code,
            period=stated.period,
            returned_on=stated.stated_date,
        )
        for one in files
        if can_be_kept(one)
    ]
    programme = desks.desk(desks.given).programme
    new, known = receive(arrivals, programme, desks.root, received_on=received_on)
    return files, new, known


def can_be_kept(file: CheckedFile) -> bool:
    """Tell whether a file can be received: it was opened and is of this programme."""
    result = file.checked.result
    return isinstance(result, ReadFile) and result.programme in ("", file.programme)
