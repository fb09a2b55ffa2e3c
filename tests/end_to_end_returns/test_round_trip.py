"""A form written, filled in through LibreOffice and read back says what was filled in."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from needs.assessment import Assessment, assess
from needs.assessment.desks import Desks
from needs.cli import app
from needs.forms import write_forms
from needs.forms.fields import FormKind, blocks, fields_of
from needs.programmes import load_programme
from needs.returns import Desk, Reviewed
from needs.returns.account import account
from needs.workbooks import Book, address, open_books, read_book
from tests.forms.office import LibreOffice

from .round_trip import (
    DONORS,
    LEDGER,
    PREPARED,
    REGISTERS,
    DistrictEntries,
    district_entries,
    register_entries,
)

CAO_BANG, NINH_THUAN = "cao-bang-588", "ninh-thuan-588"
SAVED_AS = (".xlsx", ".xls", ".ods")
#: Communes of today under a former district; communes of before 2025, other categories.
DISTRICTS = ((CAO_BANG, "bao-lac"), (NINH_THUAN, "bac-ai"))


@dataclass(frozen=True)
class Filled:
    """The form of a district, filled in and saved."""

    path: Path
    desk: Desk
    told: DistrictEntries


@pytest.fixture(scope="module")
def libreoffice(tmp_path_factory) -> LibreOffice:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("no LibreOffice on this machine (looked for soffice, libreoffice)")
    return LibreOffice.start(program, tmp_path_factory.mktemp("libreoffice"))


@pytest.fixture(scope="module")
def fresh(data, tmp_path_factory) -> Path:
    """The data without what somebody may have received on this machine."""
    folder = tmp_path_factory.mktemp("fresh") / "data"
    return Path(shutil.copytree(data, folder, ignore=shutil.ignore_patterns("returns")))


@pytest.fixture(scope="module")
def desk_of(fresh) -> Callable[[str], Desk]:
    return Desks(fresh).desk


@pytest.fixture(scope="module")
def blank(fresh, tmp_path_factory) -> Callable[[str, str], Path]:
    """Programme and name of a form → the blank form."""
    folder = tmp_path_factory.mktemp("forms")
    for programme, _ in DISTRICTS:
        write_forms(load_programme(programme, fresh), fresh, folder / programme)
    return lambda programme, name: folder / programme / f"{name}.xlsx"


@pytest.fixture(scope="module")
def fill(libreoffice, blank, desk_of, tmp_path_factory) -> Callable[[str, str, str], Filled]:
    """Fill in the form of a district; each as it is saved only once."""
    folder = tmp_path_factory.mktemp("filled")
    made: dict[Path, Filled] = {}

    def once(programme: str, name: str, ending: str) -> Filled:
        path = folder / f"{programme}-{name}{ending}"
        if path not in made:
            form, desk = blank(programme, name), desk_of(programme)
            told = district_entries(form, desk, seed=SAVED_AS.index(ending))
            made[path] = Filled(libreoffice.fill(form, told.entries, path), desk, told)
        return made[path]

    return once


@pytest.fixture(scope="module")
def fill_register(libreoffice, blank, desk_of, tmp_path_factory) -> Callable[[FormKind, str], Path]:
    """Fill in the ledger or the donors' form of Cao Bằng."""
    folder = tmp_path_factory.mktemp("registers")

    def once(form: FormKind, ending: str) -> Path:
        name, written = REGISTERS[form]
        path = folder / f"{name}{ending}"
        if not path.exists():
            (block,) = blocks(desk_of(CAO_BANG).programme, form)
            source = blank(CAO_BANG, name)
            libreoffice.fill(source, register_entries(source, block, written), path)
        return path

    return once


def opened(path: Path) -> Book:
    (book,) = open_books([path])
    assert isinstance(book, Book), book
    return book


def accounted_for(book: Book, judged: Reviewed) -> None:
    """Every row that the file has is accepted, waits or is ignored, and nothing waits."""
    heights = {(book.name, sheet.name): len(sheet.rows) for sheet in book.sheets}
    total = account(judged.read.rows, read=heights).total
    assert total.read == sum(heights.values()) == total.accepted + total.left_out
    assert total.accepted > 0


# -- districts -----------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=SAVED_AS)
def ending(request) -> str:
    return request.param


@pytest.fixture(scope="module", params=DISTRICTS, ids=[name for _, name in DISTRICTS])
def filled(request, fill, ending) -> Filled:
    return fill(*request.param, ending)


@pytest.fixture(scope="module")
def book(filled) -> Book:
    return opened(filled.path)


@pytest.fixture(scope="module")
def judged(filled, book) -> Reviewed:
    return filled.desk.judge(filled.desk.read(book))


def test_every_figure_filled_in_is_read_from_its_cell_and_no_other(filled, judged):
    found = {
        (figure.commune_code, figure.field_id): (
            figure.value,
            *((place.sheet, place.row, place.column) for place in figure.cells),
        )
        for figure in judged.figures
    }
    assert found == filled.told.figures
    assert len(judged.figures) == len(found)


def test_the_form_was_filled_in_full_but_for_some_cells(filled):
    """What the test above compares: every field of every commune, a naught, an empty cell."""
    told = filled.told
    communes = {code for code, _ in told.figures}
    counts = [
        field.id
        for field in fields_of(filled.desk.programme, "district").values()
        if field.kind == "count"
    ]
    every = {(code, field_id) for code in communes for field_id in counts}
    assert set(told.figures) | told.left_empty == every
    assert len(communes) > 3
    assert 0 < len(told.left_empty) < len(told.figures) / 5
    assert 0 in {value for value, _ in told.figures.values()}


def test_nothing_is_wrong_and_nothing_is_asked(judged):
    assert judged.read.faults == ()
    assert judged.read.questions == ()


def test_the_form_says_for_whom_and_when_it_was_filled_in(filled, judged):
    read, programme = judged.read, filled.desk.programme
    assert read.own
    assert (read.form, read.programme, read.period) == ("district", programme.id, programme.period)
    assert read.date == PREPARED


def test_the_totals_are_the_sums_and_are_no_figures_themselves(filled, book, judged):
    cells = {
        (sheet.name, row, column): value
        for sheet in book.sheets
        for row, values in enumerate(sheet.rows)
        for column, value in enumerate(values)
    }
    assert {spot: cells[spot] for spot in filled.told.totals} == filled.told.totals
    rows = {(sheet, row) for sheet, row, _ in filled.told.totals}
    assert rows == {(row.sheet, row.row) for row in judged.read.rows if row.reason == "total"}
    assert {row.outcome for row in judged.read.rows if row.reason == "total"} == {"ignored"}


def test_every_row_is_accounted_for(book, judged):
    accounted_for(book, judged)


def test_the_supervised_reader_reads_what_reading_here_reads(filled, book):
    assert read_book(filled.path) == book


def test_needs_check_finds_nothing_to_mend(filled, fresh, tmp_path):
    out = tmp_path / "out"
    told = CliRunner().invoke(
        app, ["check", str(filled.path), "--data", str(fresh), "--out", str(out)]
    )
    assert told.exit_code == 0, told.output
    assert "Traceback" not in told.output
    assert not list(out.glob("*can-sua*"))
    assert not list(out.glob("*cau-hoi*"))


# -- the registers of the province ---------------------------------------------------------------


@pytest.mark.parametrize("form", REGISTERS)
def test_every_entry_of_a_register_is_read_back(form, ending, fill_register, desk_of):
    desk = desk_of(CAO_BANG)
    book = opened(fill_register(form, ending))
    judged = desk.judge(desk.read(book))
    assert judged.read.faults == ()
    assert judged.read.questions == ()
    assert judged.read.form == form
    _, written = REGISTERS[form]
    found = [(entry.commune_code, entry.values) for entry in judged.entries]
    assert found == [(one.commune_code, one.means) for one in written]
    accounted_for(book, judged)


# -- received, and used --------------------------------------------------------------------------


@dataclass(frozen=True)
class Used:
    """What became of a district's form and both registers in the chain."""

    district: Filled
    assessment: Assessment


@pytest.fixture(scope="module")
def used(fresh, fill, fill_register, tmp_path_factory) -> Used:
    """Received with the command, into data with one donor: what is proposed is beside the point."""
    root = Path(shutil.copytree(fresh, tmp_path_factory.mktemp("received") / "data"))
    donors = root / load_programme(CAO_BANG, root).inputs.donors
    pd.read_csv(donors, dtype="str").tail(1).to_csv(donors, index=False)
    district = fill(CAO_BANG, "bao-lac", ".ods")
    files = [district.path, fill_register("support", ".xls"), fill_register("donors", ".xlsx")]
    told = CliRunner().invoke(app, ["receive", CAO_BANG, *map(str, files), "--data", str(root)])
    assert told.exit_code == 0, told.output
    return Used(district, assess(CAO_BANG, root))


def told(rows: pd.DataFrame, names: list[str]) -> set[tuple[object, ...]]:
    """What rows say under these names; None where they say nothing."""
    frame = rows[names].astype("object")
    return set(frame.where(frame.notna(), None).itertuples(index=False, name=None))


def test_the_chain_uses_exactly_the_figures_filled_in(used):
    table = used.assessment.tables["returns"]
    found = {
        (row.commune_code, row.field): (row.returned_value, row.sheet, row.cell)
        for row in table.itertuples()
    }
    assert found == {
        about: (value, sheet, address((row, column)))
        for about, (value, (sheet, row, column)) in used.district.told.figures.items()
    }
    assert len(table) == len(found)
    assert set(table.state) == {"current"}
    assert set(table.file) == {used.district.path.name}
    assert set(table.returned_on) == {PREPARED.isoformat()}


def test_the_ledger_s_entries_are_support_on_record(used):
    support = used.assessment.tables["support"]
    rows = support[support.source.str.startswith("so-ho-tro.xls ")]
    names = ["commune_code", "category", "donor", "period", "children", "units", "amount_vnd"]
    assert told(rows, names) == {
        (
            one.commune_code,
            *(one.means.get(f"ledger.{name}") for name in names[1:3]),
            str(one.means["ledger.period"]),
            *(one.means.get(f"ledger.{name}") for name in names[4:]),
        )
        for one in LEDGER
    }
    assert len(rows) == len(LEDGER)
    assert set(rows.basis) == {"returned"}


def test_the_donors_are_among_those_who_can_give(used):
    table = used.assessment.tables["gifts"]
    rows = table[table.basis == "returned"]
    names = {name: name for name in ("donor", "donor_type", "budget_vnd")}
    names |= {"stock_category": "goods_category", "stock_units": "goods_units"}
    assert told(rows, list(names.values())) == {
        tuple(one.means.get(f"donors.{name}") for name in names) for one in DONORS
    }
    assert len(rows) == len(DONORS) == len(table) - 1
    assert set(used.assessment.tables["gift_use"].gift_id) == set(table.gift_id)
