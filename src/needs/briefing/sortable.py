"""Tables that sort when a heading is clicked, and search; for exploration notebooks only.

The rows stand in the page as a plain table, so that they are read without JavaScript too.
DataTables comes from the itables package, offline: half a megabyte, put once by `sorting`, never
with a table.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from itertools import count
from typing import Any

import itables.options
import pandas as pd
from itables.javascript import generate_init_offline_itables_html

from needs.briefing.cells import rate, units, whole
from needs.briefing.html import Fragment, paragraph, text
from needs.briefing.words import at_start
from needs.tables import Column, table
from needs.wording import collation_key, number, say
from needs.wording.numbers import is_missing

#: Rows on one page of a table; fewer need no pages.
ROWS = 15
_FIGURES = ("count", "money", "number", "rate")
_numbers = count(1)


def sorting() -> Fragment:
    """Return what lets the tables of a notebook sort; shown once, before the first of them."""
    return Fragment(_bundle()[0])


def sortable(
    frame: pd.DataFrame,
    name: str,
    columns: Sequence[str],
    *,
    caption: str,
    titles: Mapping[str, str] | None = None,
    lang: str,
) -> Fragment:
    """Return columns of a result table: sorted by a click on a heading, searched by any word.

    Parameters
    ----------
    frame
        The rows; codes already in words.
    name
        The table's name: its schema says what columns are called and what they hold.
    columns
        Which columns, in order; the first names the row.
    caption
        What the table shows.
    titles
        Column → title, where the schema's does not fit: a code that stands in words.
    lang
        "vi" or "en".
    """
    if frame.empty:
        return paragraph(f"{caption}: {say('không có dòng nào', lang=lang)}.", kind="note")
    heads = {column: title(table(name).column(column), lang=lang) for column in columns}
    heads |= titles or {}
    schema = [table(name).column(column) for column in columns]
    cells = [_cells(frame[column.name], column, lang) for column in schema]
    head = "".join(
        f'<th scope="col"{_kind(column)}>{escape(heads[column.name])}</th>' for column in schema
    )
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in zip(*cells, strict=True))
    place = f"needs-table-{next(_numbers)}"
    return Fragment(
        f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(caption, quote=True)}">'
        f'<table id="{place}" class="data compact display"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        f'<script type="module">{_script(place, rows=len(frame), lang=lang)}</script>'
    )


def title(column: Column, *, lang: str) -> str:
    """Return what a column is called in the dictionary, without its remarks, with its unit."""
    words = re.split(r"\s*;|\s+\((?!cũ)", column.vi if lang == "vi" else column.en)[0]
    own = column.unit_in(lang)
    shown = bool(own) and own not in words and column.name != "quantity"
    return at_start(f"{words} ({own})" if shown else words)


def _cells(values: pd.Series, column: Column, lang: str) -> list[str]:
    """Return a column's cells, each with the number by which it is sorted."""
    keys = _order(values, column)
    return [
        f'<td{_kind(column)} data-order="{key}"{_searched(value, column)}>'
        f"{_words(value, column, lang)}</td>"
        for value, key in zip(values, keys, strict=True)
    ]


def _order(values: pd.Series, column: Column) -> list[str]:
    if column.kind in (*_FIGURES, "flag"):
        return ["" if is_missing(value) else f"{float(value):.10g}" for value in values]
    # Browsers do not know the order of Vietnamese names: the place in it stands with the name.
    known = {_plain(value) for value in values if not _is_missing(value)}
    place = {name: str(rank) for rank, name in enumerate(sorted(known, key=collation_key))}
    return ["" if _is_missing(value) else place[_plain(value)] for value in values]


def _words(value: Any, column: Column, lang: str) -> str:
    if _is_missing(value):
        return text(None, lang=lang)
    if column.kind == "flag":
        return say("có", lang=lang) if value else say("không", lang=lang)
    write = {"count": whole, "money": whole, "number": units, "rate": rate}.get(column.kind)
    return escape(_plain(value)) if write is None else write(value, lang)


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if _is_list(value) else str(value)


def _is_missing(value: Any) -> bool:
    return not _is_list(value) and is_missing(value)


def _is_list(value: Any) -> bool:
    return not isinstance(value, str) and hasattr(value, "__len__")


def _searched(value: Any, column: Column) -> str:
    """Return the words by which a cell is found: with tones and without («bao lac»)."""
    if column.kind in (*_FIGURES, "flag") or _is_missing(value):
        return ""
    words = _plain(value)
    letters = unicodedata.normalize("NFD", words.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return f' data-search="{escape(words if bare == words else f"{words} {bare}", quote=True)}"'


def _kind(column: Column) -> str:
    return ' class="num"' if column.kind in _FIGURES else ""


def _script(place: str, *, rows: int, lang: str) -> str:
    options = {
        "order": [],  # as given, until a reader clicks
        "paging": rows > ROWS,
        "pageLength": ROWS,
        "lengthMenu": [ROWS, 50, 200],
        "autoWidth": False,
        "language": {
            "thousands": number(1000, lang=lang)[1:2],
            "search": say("Tìm:", lang=lang),
            "lengthMenu": say("_MENU_ dòng mỗi trang", lang=lang),
            "info": say("Dòng _START_ đến _END_ trong _TOTAL_ dòng", lang=lang),
            "infoEmpty": say("không có dòng nào", lang=lang),
            "infoFiltered": say("(lọc từ _MAX_ dòng)", lang=lang),
            "zeroRecords": say("Không dòng nào có chữ này.", lang=lang),
            "aria": {
                "orderable": say("bấm để xếp theo cột này", lang=lang),
                "orderableReverse": say("bấm để xếp ngược lại", lang=lang),
            },
        },
    }
    _, library, ready = _bundle()
    return (
        f'const start = async () => {{ const {{default: DataTable}} = await window["{library}"]; '
        f'const table = document.getElementById("{place}"); '
        f"if (table && !DataTable.isDataTable(table)) "
        f"{{ new DataTable(table, {json.dumps(options, ensure_ascii=False)}); }} }};\n"
        f'if (window["{library}"]) {{ start(); }} '
        f'else {{ window.addEventListener("{ready}", start, {{once: true}}); }}'
    )


@cache
def _bundle() -> tuple[str, str, str]:
    """Return the library as a script, the name by which a page knows it, and its event."""
    html = generate_init_offline_itables_html(itables.options.dt_bundle)
    script = html[: html.rindex("</script>") + len("</script>")].strip()
    library = re.search(r"window\.(_itables_\w+)", script)
    ready = re.search(r'Event\("([^"]+)"\)', script)
    assert library is not None
    assert ready is not None
    return script, library[1], ready[1]
