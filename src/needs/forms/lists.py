"""The sheet of words that may be chosen in a form: categories, communes, districts, zones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter import Workbook

from needs.forms.appearance import Appearance
from needs.forms.sheets import PROTECTION, print_on_a4
from needs.workbooks import column_letters

#: Name of the sheet; no block of figures stands in it.
LIST_SHEET = "Danh mục"

_HEADER_ROW = 2
_NARROWEST = 10


@dataclass(frozen=True)
class WordList:
    """One column of the sheet.

    Attributes
    ----------
    title
        Its header.
    words
        What stands under it, in order; empty words keep columns side by side in step.
    fields
        Ids of the fields that take their words from it.
    """

    title: str
    words: Sequence[str]
    fields: tuple[str, ...] = ()


def list_ranges(lists: Sequence[WordList]) -> dict[str, str]:
    """Return field id → name of the range that holds its words."""
    return {
        field: _range_name(number)
        for number, words in enumerate(lists)
        for field in words.fields
        if words.words
    }


def write_lists(
    book: Workbook, look: Appearance, lists: Sequence[WordList], *, footer: str
) -> None:
    """Add the sheet, and a named range for each list that a field takes its words from."""
    sheet = book.add_worksheet(LIST_SHEET)
    sheet.write_string(0, 0, "Danh mục các chữ được dùng trong biểu", look["title"])
    sheet.set_row(0, 24)
    longest = max(len(words.words) for words in lists)
    for column, words in enumerate(lists):
        widest = max(map(len, (words.title, *words.words)))
        sheet.set_column(column, column, max(widest + 2, _NARROWEST))
        sheet.write_string(_HEADER_ROW, column, words.title, look["header"])
        for row, word in enumerate(words.words, start=_HEADER_ROW + 1):
            sheet.write_string(row, column, word, look["fixed"])
        if words.fields and words.words:
            letters = column_letters(column)
            first, last = _HEADER_ROW + 2, _HEADER_ROW + 1 + len(words.words)
            span = f"'{LIST_SHEET}'!${letters}${first}:${letters}${last}"
            book.define_name(_range_name(column), f"={span}")
            sheet.ignore_errors(
                {"number_stored_as_text": f"A{first}:{column_letters(len(lists))}{last}"}
            )
    sheet.freeze_panes(_HEADER_ROW + 1, 0)
    sheet.protect("", PROTECTION)
    sheet.set_landscape()
    print_on_a4(sheet, footer=footer)
    sheet.repeat_rows(_HEADER_ROW)
    sheet.print_area(0, 0, _HEADER_ROW + longest, len(lists) - 1)


def _range_name(number: int) -> str:
    return f"danh_muc_{number + 1}"
