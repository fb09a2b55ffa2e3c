"""Where a returned figure stands, in words: «bao-lac.xlsx › Đồ ấm!F12»."""

from __future__ import annotations

#: Stands between file and cell; no source but a cell of a return holds it.
IN_FILE = " › "


def source_text(file: str, sheet: str, cell: str) -> str:
    """Return where a figure stands: file, sheet and cell, or cells that name their sheets."""
    where = cell if "!" in cell else f"{sheet}!{cell}"
    return f"{_in_list(file)}{IN_FILE}{_in_list(where)}"


def is_of_file(source: str, file: str) -> bool:
    """Tell whether a source stands in a file."""
    return source.startswith(_in_list(file) + IN_FILE)


def _in_list(text: str) -> str:
    # Sources are listed with «; » between them.
    return text.replace(";", ",")
