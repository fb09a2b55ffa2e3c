"""Workbooks in memory, and a reader of them that counts their rows."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from needs.forms.fields import COMMUNE, COMMUNE_CODE, FormKind, blocks
from needs.forms.identity import IDENTITY_SHEET, FormIdentity
from needs.places import Gazetteer, NameResolver
from needs.programmes import Programme, load_programme
from needs.reading.answers import Answer, Answers
from needs.reading.read_file import read_file
from needs.reading.records import ReadFile
from needs.workbooks import Book, Sheet, Value, cell_at

Cells = Sequence[Sequence[Value]]
Read = Callable[..., ReadFile]


@pytest.fixture(scope="session")
def programme(data: Path) -> Programme:
    return load_programme("cao-bang-588", data)


@pytest.fixture(scope="session")
def resolver(gazetteer: Gazetteer, programme: Programme) -> NameResolver:
    return NameResolver(gazetteer, province_code=programme.province_code, edition=programme.edition)


def _sheet(rows: Cells, name: str = "Sheet1", **more: Any) -> Sheet:
    """A sheet of these cells; merged ranges and cells may be given as «A1:B2» and «C7»."""
    width = max(map(len, rows), default=0)
    cells = tuple((*row, *[None] * (width - len(row))) for row in rows)
    merged = [tuple(map(cell_at, span.split(":"))) for span in more.pop("merged", ())]
    marked = {
        kind: frozenset(map(cell_at, more.pop(kind, ())))
        for kind in ("formulas", "uncached", "percents")
    }
    return Sheet(name, cells, merged=tuple((*a, *b) for a, b in merged), **marked, **more)


def _book(*sheets: Sheet, name: str = "bao-cao.xlsx", sha256: str = "ab" * 32) -> Book:
    return Book(name, sha256, "xlsx", sheets)


@pytest.fixture(scope="session")
def sheet() -> Callable[..., Sheet]:
    return _sheet


@pytest.fixture(scope="session")
def book() -> Callable[..., Book]:
    return _book


@pytest.fixture(scope="session")
def read(programme: Programme, resolver: NameResolver) -> Read:
    """Read a book, a sheet or bare cells; every row has to be there exactly once."""

    def reading(
        given: Book | Sheet | Cells,
        answers: Mapping[tuple[str, str], str] | None = None,
        programme: Programme = programme,
        resolver: NameResolver = resolver,
        **stated: Any,
    ) -> ReadFile:
        if not isinstance(given, (Book, Sheet)):
            given = _sheet(given)
        whole = _book(given) if isinstance(given, Sheet) else given
        known = Answers(
            {
                (kind, key): Answer(kind, key, "", answer)
                for (kind, key), answer in (answers or {}).items()
            }
        )
        result = read_file(whole, programme, resolver=resolver, answers=known, **stated)
        expected = [(one.name, row) for one in whole.sheets for row in range(len(one.rows))]
        assert [(row.sheet, row.row) for row in result.rows] == expected
        _consistent(result)
        return result

    return reading


def _consistent(result: ReadFile) -> None:
    """Ignored rows have no values; an error of a row keeps it out, and only an error."""
    outcomes = {(row.sheet, row.row): row for row in result.rows}
    for value in result.values:
        assert outcomes[value.place.sheet, value.place.row].outcome != "ignored"
    for row in result.rows:
        assert bool(row.reason) == (row.outcome != "accepted")
    codes = {fault.code for fault in result.faults if fault.severity == "error"}
    assert {row.reason for row in result.rows if row.outcome == "quarantined"} <= codes
    for fault in result.faults:
        if fault.severity == "error" and fault.place.row >= 0:
            assert outcomes[fault.place.sheet, fault.place.row].outcome == "quarantined"


@pytest.fixture(scope="session")
def own_form(programme: Programme) -> Callable[..., Book]:
    """A form of ours, filled in: sheet → rows of (code, name, *figures)."""

    def form(
        kind: FormKind = "district",
        filled: Mapping[str, Cells] | None = None,
        district_code: str = "043",
        **changes: str,
    ) -> Book:
        sheets, names = [], {}
        for block in blocks(programme, kind):
            names[block.title.vi] = block.id
            before = ["STT", COMMUNE_CODE.name.vi, COMMUNE.name.vi] if kind == "district" else []
            above = [field.above.vi if field.above else None for field in block.fields]
            over = [title if title not in above[:n] else None for n, title in enumerate(above)]
            top = [
                *before,
                *(
                    title or (None if field.above else field.name.vi)
                    for title, field in zip(over, block.fields, strict=True)
                ),
            ]
            low = [
                *[None] * len(before),
                *(field.name.vi if field.above else None for field in block.fields),
            ]
            rows = [
                [n, *row] if before else list(row)
                for n, row in enumerate((filled or {}).get(block.id, ()), start=1)
            ]
            sheets.append(
                _sheet([[f"Biểu. {block.title.vi}"], top, low, *rows], name=block.title.vi)
            )
        identity = FormIdentity(
            form=kind,
            programme=programme.id,
            edition=programme.edition,
            period=programme.period,
            form_version=programme.returns.form_version,
            district_code=district_code if kind == "district" else "",
            sheets=names,
        )
        said = dataclasses.replace(identity, **changes)
        hidden = _sheet(said.as_rows(), name=IDENTITY_SHEET, hidden=True)
        return _book(*sheets, hidden)

    return form


@pytest.fixture(scope="session")
def figures() -> Callable[[ReadFile], dict[tuple[str, str], Any]]:
    """(commune code, field id) → value, of accepted rows."""

    def accepted(result: ReadFile) -> dict[tuple[str, str], Any]:
        used = {(row.sheet, row.row) for row in result.rows if row.outcome == "accepted"}
        return {
            (v.commune_code, v.field_id): v.value
            for v in result.values
            if (v.place.sheet, v.place.row) in used
        }

    return accepted


@pytest.fixture(scope="session")
def codes() -> Callable[[ReadFile], list[tuple[str, str]]]:
    """Faults as (code, «sheet-less» cell), in order."""
    return lambda result: [(fault.code, fault.place.cell) for fault in result.faults]


@pytest.fixture(scope="session")
def outcomes() -> Callable[[ReadFile], list[str]]:
    """What became of each row: «accepted», or why not."""
    return lambda result: [row.reason or row.outcome for row in result.rows]
