"""A valid return, spoilt in any way: no traceback, no row lost, no wrong figure used silently."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from needs.assessment.desks import Desks
from needs.cli import app
from needs.forms import write_forms
from needs.programmes import load_programme
from needs.returns import Desk
from needs.workbooks import Book, Refusal, read_book

from .corrupted_columns import COLUMNS
from .corrupted_names import NAMES
from .corrupted_rows import ROWS
from .corrupted_sheets import SHEETS
from .corruption import CELLS, Way
from .drafts import Draft, Slot, Spot
from .oracle import every_row_once, nothing_lost_and_nothing_wrong, right_figures
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


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(RETURNS, FEW_WAYS, SEEDS)
def test_a_spoilt_return_loses_nothing_and_tells_nothing_wrong(make, desk_of, valid, ways, seed):
    (programme, district), figures, sheets = valid
    draft = spoilt(make(programme, district, figures, sheets), ways, seed)
    note(str(draft.done))
    desk = desk_of(programme)
    book = draft.book()
    nothing_lost_and_nothing_wrong(draft, book, desk.judge(desk.read(book)))


# -- saved as files ------------------------------------------------------------------------------

#: What a kind of file cannot hold, or holds as something else.
NOT_IN = {
    "xlsx": set(),
    "xls": {"formula", "percent"},
    "ods": {"formula", "percent", "sheet_hidden"},
    "csv": {"formula", "percent", "lost_thousands", "merged_box", *SHEETS},
}


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
    nothing_lost_and_nothing_wrong(draft, book, desk.judge(desk.read(book)))


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
    nothing_lost_and_nothing_wrong(draft, book, desk.judge(desk.read(book)))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    RETURNS, st.sampled_from(["xlsx", "xls", "ods", "csv"]), st.integers(0, 2**32), st.booleans()
)
def test_a_damaged_file_is_refused_or_gives_what_is_left_of_it(
    make, desk_of, folder, valid, kind, seed, cut
):
    """Cut off anywhere, or with bytes changed: no exception, and nothing that never stood there.

    What a changed byte makes of a figure nobody can tell, but in a package, which has checksums.
    """
    (programme, district), figures, sheets = valid
    draft = make(programme, district, figures, 1 if kind == "csv" else sheets)
    content = csv(draft, ";", "utf-8") if kind == "csv" else BOOKS[kind](draft)
    path = folder / f"hong.{kind}"
    path.write_bytes(damaged(content, Random(seed), cut=cut))
    book = read_book(path)
    if isinstance(book, Refusal):
        assert book.code != "reader_failed", book
        return
    desk = desk_of(programme)
    judged = desk.judge(desk.read(book))
    every_row_once(book, judged)
    if kind in ("xlsx", "ods"):
        right_figures(judged, draft.spots())
    elif kind == "csv" and cut:
        draft.pages[0].name = book.sheets[0].name
        right_figures(judged, cut_short(draft, book))


def cut_short(draft: Draft, book: Book) -> dict[Spot, Slot]:
    """The cells of a text file of which the last number may have lost its last digits."""
    (sheet,) = book.sheets
    row = len(sheet.rows) - 1
    column = max(n for n, value in enumerate(sheet.rows[row]) if value is not None)
    spots = draft.spots()
    written = str(sheet.rows[row][column])
    if written.isdigit():
        spots[sheet.name, row, column].means = int(written)
    return spots


def damaged(content: bytes, rng: Random, *, cut: bool) -> bytes:
    if cut:
        return content[: rng.randrange(len(content))]
    spoilt = bytearray(content)
    for _ in range(rng.randint(1, 5)):
        spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
    return bytes(spoilt)


SUM = r"([\d.]+) dòng đã đọc = ([\d.]+) được dùng \+ ([\d.]+) chờ \+ ([\d.]+) bỏ qua"


def test_the_command_tells_everything_about_many_spoilt_files(make, tmp_path, data):
    """In one call: every file with its sum of rows, a table of faults, marked copies, questions."""
    paths = []
    for seed in range(24):
        rng = Random(seed)
        kind = rng.choice(sorted(BOOKS))
        ways = [way for way in rng.choices(sorted(WAYS), k=3) if way not in NOT_IN[kind]]
        draft = spoilt(make("cao-bang-588", "Hạ Lang", seed, rng.randint(0, 3)), ways, seed)
        content = BOOKS[kind](draft)
        if seed % 8 == 7:
            content = damaged(content, rng, cut=bool(seed % 2))
        paths.append(tmp_path / f"{seed:02}-{'-'.join(draft.done)}.{kind}")
        paths[-1].write_bytes(content)
    out = tmp_path / "ra"
    told = CliRunner().invoke(
        app, ["check", *map(str, paths), "--programme", "cao-bang-588", "--out", str(out)]
    )
    assert told.exception is None or isinstance(told.exception, SystemExit), told.exc_info
    assert told.exit_code == 1
    assert "Traceback" not in told.output
    sums = re.findall(SUM, told.output)
    counts = [tuple(int(part.replace(".", "")) for part in found) for found in sums]
    opened_at_all = [path for path in paths if isinstance(read_book(path), Book)]
    assert len(counts) == len(opened_at_all) + 1 < len(paths) + 1
    assert all(read == used + waiting + ignored for read, used, waiting, ignored in counts)
    assert counts[-1] == tuple(map(sum, zip(*counts[:-1], strict=True)))
    for path in paths:
        assert path.name in told.output
    assert {"loi.csv", "cau-hoi.xlsx"} <= {path.name for path in out.iterdir()}
    assert any(path.name.endswith("-can-sua.xlsx") for path in out.iterdir())


def opened(path: Path, content: bytes) -> Book:
    path.write_bytes(content)
    book = read_book(path)
    assert isinstance(book, Book), book
    return book
