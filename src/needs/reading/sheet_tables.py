"""The tables of a sheet, and the figures outside of them."""

from __future__ import annotations

from collections.abc import Callable

from needs.forms import INSTRUCTION_SHEET, LIST_SHEET
from needs.forms.fields import FormKind
from needs.programmes import Programme
from needs.reading.header import Tables, find_tables, outside
from needs.reading.layout import Layout, count_numbers
from needs.reading.stated import Stated, donor_titles
from needs.reading.vocabulary import vocabulary
from needs.wording import LANGUAGES, say

#: All communes of the country fit several times; more is a mistake, or meant to do harm.
MOST = {"rows": 20_000, "cells": 200_000, "tables": 200, "columns": 300}

# Sheets of our own forms that hold words for the reader, not answers.
_EXPLAINING = (INSTRUCTION_SHEET, LIST_SHEET)

#: The list of faults at the front of a marked copy that was mended and sent back.
FAULT_SHEETS = frozenset(say("Lỗi cần sửa", lang=lang) for lang in LANGUAGES)

# A commune and a figure; who gave what to whom.
_LEAST_COLUMNS: dict[FormKind, int] = {"district": 2, "support": 3, "donors": 3}


def too_large(layout: Layout, tables: Tables | None = None) -> tuple[str, int] | None:
    """Return of what a sheet has more than any return, and how much; none if it has not.

    Parameters
    ----------
    layout
        The sheet.
    tables
        Its tables, once they are known.
    """
    if tables is not None:
        widest = max((len(table.columns) for table in tables.tables), default=0)
        sizes = {"tables": len(tables.tables), "columns": widest}
    else:
        filled = [len(layout.filled(row)) for row in range(layout.height)]
        sizes = {"rows": sum(map(bool, filled)), "cells": sum(filled)}
    return next(((what, size) for what, size in sizes.items() if size > MOST[what]), None)


def tables_of(
    layout: Layout, programme: Programme, stated: Stated, is_place: Callable[[str], bool]
) -> Tables:
    """Find the tables of a sheet; those of our own forms that only explain have none."""
    if _explains(layout, stated):
        return Tables([], outside(layout, layout.height))
    return find_tables(
        layout,
        anchors=_anchors(programme, stated),
        least=_LEAST_COLUMNS[stated.form],
        is_place=is_place,
    )


def stray_figures(layout: Layout, tables: Tables, stated: Stated) -> set[int]:
    """Return the rows outside tables that hold figures; one number alone is part of a title."""
    if _explains(layout, stated):
        return set()
    titles = [row for row, kind in tables.others.items() if kind == "title"]
    numbers = {row: count_numbers(layout, row) for row in titles}
    return {row for row, count in numbers.items() if count} if sum(numbers.values()) > 1 else set()


def _explains(layout: Layout, stated: Stated) -> bool:
    """Tell whether a sheet is ours and holds words only: a guide, a list, a list of faults."""
    if layout.sheet.name in FAULT_SHEETS and layout.keys(0):
        return True
    return stated.identity is not None and layout.sheet.name in _EXPLAINING


def _anchors(programme: Programme, stated: Stated) -> frozenset[str]:
    """Return the titles of columns by which a header of the form is known."""
    words = vocabulary()
    places = words.columns["commune"] | words.columns["code"]
    if stated.form == "district":
        return places
    donors = donor_titles(programme, stated.form) | frozenset(words.measures["donor"])
    return donors | places if stated.form == "support" else donors
