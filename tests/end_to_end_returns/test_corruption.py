"""A valid return, spoilt in any way: no traceback, no row lost, no wrong figure used silently."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from needs.assessment.desks import Desks
from needs.forms import write_forms
from needs.programmes import load_programme
from needs.returns import Desk
from needs.workbooks import Book, read_book

from .corrupted_tables import COLUMNS, ROWS, SHEETS
from .corruption import CELLS, NAMES, Way
from .drafts import Draft
from .oracle import nothing_lost_and_nothing_wrong
from .saved import BOOKS, ENCODINGS, csv
from .valid_returns import Commune, foreign_table, own_form

#: Programme → districts: of many communes and few, of today and of before 2025.
DISTRICTS = {
    "cao-bang-588": ("Bảo Lạc", "Hạ Lang", "Nguyên Bình"),
    "ninh-thuan-588": ("Bác Ái", "Ninh Sơn"),
}
PLACES = [(programme, name) for programme, names in DISTRICTS.items() for name in names]
WAYS: dict[str, Way] = CELLS | NAMES | ROWS | COLUMNS | SHEETS

#: Kind → endings that promise it.
OWN = {"xlsx": (".xlsx", ".xlsm"), "xls": (".xls",), "ods": (".ods",)}
ENDINGS = (".xlsx", ".xls", ".ods", ".XLS", ".csv", ".txt", ".doc")

Make = Callable[[str, str, int, int], Draft]


@pytest.fixture(scope="module")
def desk_of(data: Path) -> Callable[[str], Desk]:
    """The desk of a programme; a function, because a failing example prints its arguments."""
    desks = Desks(data)

    def desk(programme: str) -> Desk:
        return desks.desk(programme)

    return desk


@pytest.fixture(scope="module")
def make(data: Path, desk_of, tmp_path_factory) -> Make:
    """Programme, district, seed, number of foreign sheets (0: a form of ours) → a valid return."""
    blank: dict[tuple[str, str], Book] = {}
    folder = tmp_path_factory.mktemp("forms")
    for programme, districts in DISTRICTS.items():
        profile = load_programme(programme, data)
        for name in districts:
            (path,) = write_forms(profile, data, folder / programme, districts=[name])
            book = read_book(path)
            assert isinstance(book, Book)
            blank[programme, name] = book

    def form(programme: str, district: str, seed: int, sheets: int) -> Draft:
        desk = desk_of(programme)
        book = blank[programme, district]
        communes = communes_of(book, desk)
        rng = Random(seed)
        if not sheets:
            return own_form(desk.programme, book, communes, rng)
        return foreign_table(desk.programme, f"Huyện {district}", communes, rng, sheets=sheets)

    return form


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("spoilt")


def communes_of(book: Book, desk: Desk) -> list[Commune]:
    rows = [row for sheet in book.sheets[1:2] for row in sheet.rows if isinstance(row[0], int)]
    return [
        Commune(str(row[1]), str(row[2]), str(row[3]), desk.population.get(str(row[1]), 5000))
        for row in rows
    ]


def spoilt(draft: Draft, ways: list[str], seed: int) -> Draft:
    """Do this and that to a return; what finds no table any more to be done to is left undone."""
    rng = Random(seed)
    for name in ways:
        if draft.tables:
            WAYS[name](draft, rng)
            draft.done.append(name)
    return draft


RETURNS = st.tuples(st.sampled_from(PLACES), st.integers(0, 50), st.integers(0, 3))
FEW_WAYS = st.lists(st.sampled_from(sorted(WAYS)), max_size=5)
SEEDS = st.integers(0, 2**32)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(RETURNS, FEW_WAYS, SEEDS)
def test_a_spoilt_return_loses_nothing_and_tells_nothing_wrong(make, desk_of, valid, ways, seed):
    (programme, district), figures, sheets = valid
    draft = spoilt(make(programme, district, figures, sheets), ways, seed)
    note(str(draft.done))
    desk = desk_of(programme)
    judged = desk.judge(desk.read(draft.book()))
    nothing_lost_and_nothing_wrong(draft, judged)


# -- saved as files ------------------------------------------------------------------------------

#: What a kind of file cannot hold, or holds as something else.
NOT_IN = {
    "xlsx": set(),
    "xls": {"formula", "percent"},
    "ods": {"formula", "percent", "sheet_hidden"},
    "csv": {"formula", "percent", "lost_thousands", "merged_box", *SHEETS},
}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(RETURNS, FEW_WAYS, SEEDS, st.sampled_from(sorted(BOOKS)), st.sampled_from(ENDINGS))
def test_so_does_one_saved_as_a_workbook(make, desk_of, folder, valid, ways, seed, kind, ending):
    """Under the name of another kind, too."""
    (programme, district), figures, sheets = valid
    ways = [way for way in ways if way not in NOT_IN[kind]]
    draft = spoilt(make(programme, district, figures, sheets), ways, seed)
    note(str(draft.done))
    book = opened(folder / f"bao-cao{ending}", BOOKS[kind](draft))
    assert book.kind == kind
    assert ("extension" in [note.code for note in book.notes]) == (ending.lower() not in OWN[kind])
    desk = desk_of(programme)
    nothing_lost_and_nothing_wrong(draft, desk.judge(desk.read(book)))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(RETURNS, FEW_WAYS, SEEDS, st.sampled_from(sorted(ENCODINGS)), st.sampled_from(",;\t|"))
def test_so_does_one_saved_as_text(make, desk_of, folder, valid, ways, seed, encoding, delimiter):
    (programme, district), figures, _ = valid
    ways = [way for way in ways if way not in NOT_IN["csv"]]
    draft = spoilt(make(programme, district, figures, 1), ways, seed)
    note(str(draft.done))
    book = opened(folder / "bao-cao.csv", csv(draft, delimiter, encoding))
    draft.pages[0].name = book.sheets[0].name
    if "columns_permuted" in draft.done:
        # Text has no merged cells: a title repeated over each column is no title of a group.
        draft.hurts_page(draft.pages[0])
    desk = desk_of(programme)
    nothing_lost_and_nothing_wrong(draft, desk.judge(desk.read(book)))


def opened(path: Path, content: bytes) -> Book:
    path.write_bytes(content)
    book = read_book(path)
    assert isinstance(book, Book), book
    return book
