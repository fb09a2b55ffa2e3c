"""The same gifts as CSV, as TOML and as a filled-in form."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence

from needs.forms.fields import blocks
from needs.forms.identity import IDENTITY_SHEET, FormIdentity
from needs.programmes import Programme
from needs.workbooks import Book, Sheet

Told = Mapping[str, object]


def as_cell(value: object) -> str:
    """Several items separated by semicolons; yes and no in words."""
    if isinstance(value, bool):
        return "có" if value else "không"
    return ";".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def as_csv(rows: Sequence[Told]) -> str:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([as_cell(row.get(column, "")) for column in columns])
    return text.getvalue()


def as_toml(rows: Sequence[Told]) -> str:
    """One [[donors]] a row, with its gift below."""
    lines = []
    for row in rows:
        lines.append("[[donors]]")
        who = ("donor_id", "donor", "donor_type", "basis")
        lines += [f"{name} = {json.dumps(row[name])}" for name in who if name in row]
        lines.append("[[donors.gifts]]")
        lines += [
            f"{name} = {json.dumps(list(value) if isinstance(value, tuple) else value)}"
            for name, value in row.items()
            if name not in who
        ]
    return "\n".join(lines) + "\n"


def as_form(rows: Sequence[Told], programme: Programme, *, columns: int | None = None) -> Book:
    """Our own form of donors, filled in: a header of two rows, a row a gift.

    `columns`: only so many of them, as in a form of before.
    """
    (block,) = blocks(programme, "donors")
    fields = block.fields[:columns]
    above = [field.above.vi if field.above else None for field in fields]
    top = [
        (title if title not in above[:n] else None) if title else field.name.vi
        for n, (title, field) in enumerate(zip(above, fields, strict=True))
    ]
    low = [field.name.vi if field.above else None for field in fields]
    told = []
    for row in rows:
        cells: list[object] = []
        for field in fields:
            value = row.get(field.measure)
            if field.measure == "share" and value is not None:
                value = f"{float(str(value)) * 100:g} %"
            elif isinstance(value, (list, tuple, bool)):
                value = as_cell(value)
            cells.append(value)
        told.append(tuple(cells))
    name = block.title.vi
    sheet = Sheet(name, ((name, *[None] * (len(top) - 1)), tuple(top), tuple(low), *told))
    identity = FormIdentity(
        form="donors",
        programme=programme.id,
        edition=programme.edition,
        period=programme.period,
        form_version=programme.returns.form_version,
        district_code="",
        sheets={name: block.id},
    )
    hidden = Sheet(IDENTITY_SHEET, tuple(identity.as_rows()), hidden=True)
    return Book("nha-tai-tro.xlsx", "ab" * 32, "xlsx", (sheet, hidden))
