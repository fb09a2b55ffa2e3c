"""Our own forms, come back: well filled in, or from another year, programme, district, hand."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from needs.cli import app

from .entry import Awkward, Expected, error, warning
from .truth import BAO_LAC, told

# Six sheets of eight communes, one of them filled in; without the sheet of instructions.
_OWN_ROWS = {
    "title": 18,
    "header": 11,
    "unit": 6,
    "total": 6,
    "hidden_sheet": 12,
    "empty_form_row": 40,
}
_PEOPLE = "Trẻ em"
_DAY = dt.date(2026, 11, 12)
_FIRST = 7


@cache
def blank(programme: str, form: str) -> bytes:
    """A blank form, as `needs template` writes it."""
    with tempfile.TemporaryDirectory() as folder:
        result = CliRunner().invoke(app, ["template", programme, "--out", folder])
        assert result.exit_code == 0, result.output
        return (Path(folder) / f"{form}.xlsx").read_bytes()


def filled(
    form: bytes, cells: Mapping[str, Mapping[str, object]], *changes: Callable[[Workbook], object]
) -> bytes:
    """Fill cells of a form in: sheet → address → value; then change what is told."""
    book = load_workbook(io.BytesIO(form))
    for sheet, values in cells.items():
        for address, value in values.items():
            book[sheet][address] = value
    for change in changes:
        change(book)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def cells_of(columns: str, *rows: tuple[object, ...], first: int) -> dict[str, object]:
    """Address → value of rows in these columns."""
    return {
        f"{column}{number}": value
        for number, row in enumerate(rows, start=first)
        for column, value in zip(columns, row, strict=False)
        if value is not None
    }


def _people() -> dict[str, object]:
    """The figures of every commune, in columns E to J of the sheet of children."""
    cells: dict[str, object] = {}
    for row, (_, population, bands) in enumerate(BAO_LAC.values(), start=_FIRST):
        for column, value in zip("EFGHIJ", (population, *bands, sum(bands)), strict=True):
            cells[f"{column}{row}"] = value
    return cells


def _bao_lac(
    cells: Mapping[str, object] | None = None, *changes: Callable[[Workbook], object]
) -> bytes:
    return filled(
        blank("cao-bang-588", "bao-lac"), {_PEOPLE: {**_people(), **(cells or {})}}, *changes
    )


def _identity(name: str, value: str) -> Callable[[Workbook], object]:
    """Let the hidden sheet say something else."""

    def change(book: Workbook) -> None:
        for row in book["_needs"].iter_rows():
            if row[0].value == name:
                row[1].value = value

    return change


def _good() -> bytes:
    return _bao_lac({}, lambda book: book["Hướng dẫn"].__setitem__("B11", "12/11/2026"))


def _last_year() -> bytes:
    return _bao_lac({}, _identity("period", "2025"))


def _other_version() -> bytes:
    return _bao_lac({}, _identity("form_version", "0"))


def _other_programme() -> bytes:
    return filled(blank("ninh-thuan-588", "bac-ai"), {_PEOPLE: {"E7": 3100, "J7": 900}})


def _moved() -> bytes:
    """A commune deleted, the others below moved up; two rows changed places."""

    def change(book: Workbook) -> None:
        sheet = book[_PEOPLE]
        for column in "BCDEFGHIJ":
            upper, lower = sheet[f"{column}7"], sheet[f"{column}8"]
            upper.value, lower.value = lower.value, upper.value
        sheet.delete_rows(14)

    return _bao_lac({}, change)


def _renamed_sheet() -> bytes:
    """The sheets that hold the figures were renamed and turned around."""

    def change(book: Workbook) -> None:
        book[_PEOPLE].title = "Sheet1"
        book.move_sheet("Sheet1", 3)

    return _bao_lac({}, change)


def _damaged_identity() -> bytes:
    return _bao_lac({}, lambda book: book["_needs"].delete_rows(1, 4))


def _typing_errors() -> bytes:
    """A letter, an empty band, a wrong total, a cleared name, a note in a figure's cell."""
    return _bao_lac(
        {
            "F7": "56O",
            "G8": None,
            "J9": 2150,
            "C10": None,
            "I11": "520 (tạm tính)",
            "K12": "số liệu của trạm y tế",
        }
    )


def _children(*codes: str) -> dict[str, dict[str, int]]:
    return {code: told(code) for code in codes or BAO_LAC}


_GOOD = Expected(accepted=8, ignored=_OWN_ROWS, figures=_children())
# Sheet → row of its first commune.
_EMPTY_SHEETS = {
    "Khám, chữa bệnh": 7,
    "Bữa ăn dinh dưỡng": 7,
    "Văn hóa, vui chơi, giải trí": 7,
    "Đồ ấm": 7,
    "Công trình còn thiếu": 6,
}

FILES = (
    Awkward(
        "bao-lac.xlsx", "our form, its first sheet filled in", _good, replace(_GOOD, date=_DAY)
    ),
    Awkward(
        "bao-lac-nam-truoc.xlsx",
        "last year's form",
        _last_year,
        Expected(
            accepted=8,
            ignored=_OWN_ROWS,
            faults=warning("other_period"),
            figures=_children(),
        ),
    ),
    Awkward(
        "bao-lac-mau-cu.xlsx",
        "a form of another version",
        _other_version,
        Expected(
            accepted=8,
            ignored=_OWN_ROWS,
            faults=warning("other_form_version"),
            figures=_children(),
        ),
    ),
    Awkward(
        "bac-ai.xlsx",
        "another programme's form: no row of it is used",
        _other_programme,
        Expected(
            # Eight sheets: three lines of title, two of header (one on the last), column numbers, …
            waiting={"other_programme": 8 * 16 - 1},
            ignored={"hidden_sheet": 14},
            faults=error("other_programme"),
        ),
    ),
    Awkward(
        "bao-lac-doi-dong.xlsx",
        "rows changed places, one was deleted",
        _moved,
        Expected(
            accepted=7,
            ignored=_OWN_ROWS,
            figures=_children(*[code for code in BAO_LAC if code != "01360"]),
        ),
    ),
    Awkward(
        "bao-lac-doi-ten-trang.xlsx",
        "a sheet renamed and moved: its titles say what it holds",
        _renamed_sheet,
        _GOOD,
    ),
    Awkward(
        "bao-lac-hong-trang-an.xlsx",
        "half of the hidden sheet is gone: read as a table of one's own",
        _damaged_identity,
        replace(
            _GOOD,
            ignored={**_OWN_ROWS, "hidden_sheet": 8},
            faults=[
                *warning("identity_damaged", "_needs!"),
                *(
                    empty
                    for sheet, first in _EMPTY_SHEETS.items()
                    for empty in warning(
                        "row_without_figures",
                        *(f"{sheet}!{row}" for row in range(first, first + len(BAO_LAC))),
                    )
                ),
            ],
        ),
    ),
    Awkward(
        "bao-lac-go-sai.xlsx",
        "a letter for a nought, an empty band, a wrong total, a cleared name, a note",
        _typing_errors,
        Expected(
            accepted=5,
            waiting={"not_a_number": 2, "bands_differ_from_total": 1},
            ignored=_OWN_ROWS,
            faults=[
                *error("not_a_number", "Trẻ em!F7", "Trẻ em!I11"),
                *error("bands_differ_from_total", "Trẻ em!J9"),
            ],
            figures={
                **_children("01336", "01351", "01354", "01360"),
                "01324": {
                    field: figure
                    for field, figure in told("01324").items()
                    if field != "children.children.kindergarten"
                },
            },
        ),
    ),
)
