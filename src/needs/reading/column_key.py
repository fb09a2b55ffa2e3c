"""Under which key the meaning of a column is remembered.

The same layout has the same key in every district and year; two tables that mean different
things never share one. So the key holds the column's titles, its unit, sheet name and title
lines, without dates, years, reporting months and the names of places.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from needs.reading.dates import without_days
from needs.reading.header import Column, Table, table_titles
from needs.reading.phrases import key
from needs.reading.province import Province
from needs.reading.vocabulary import Scale

_YEAR_WORDS = "|".join(map(key, ("năm học", "niên độ", "năm")))
_MONTH, _QUARTER = key("tháng"), key("quý")
_OF_YEAR = "|".join(map(key, ("đầu năm", "cuối năm")))
# Years, months, quarters, school years; long numbers are those of documents.
_TIMES = re.compile(
    rf"(?<!\S)(?:(?:(?:{_YEAR_WORDS}) )?(?:19|20)\d{{2}}(?: (?:19|20)\d{{2}})?|{_MONTH} \d{{1,2}}"
    rf"|\d{{1,2}} {_MONTH}(?: (?:{_OF_YEAR}))?|{_QUARTER} (?:\d|iv|i{{1,3}})|\d{{4,}})(?!\S)"
)

# Names that programs give to sheets.
_GENERIC = re.compile(rf"(?:sheet|{key('trang tính')}|{key('trang')}|csv|table|data)(?: ?\d+)?")


def column_key(
    form: str,
    table: Table,
    column: Column,
    *,
    province: Province,
    scales: Sequence[Scale],
    file: str,
) -> str:
    """Return the key of a column.

    Parameters
    ----------
    form
        The form that is read.
    table, column
        Where it stands.
    province
        Place names to leave out.
    scales
        Units that column and table state.
    file
        Checksum: of a table that says nothing of itself («Sheet1», no title) only the same file
        can be told to mean the same.
    """
    path = _path(column, province)
    same = [other for other in table.columns if _path(other, province) == path]
    # Without a title of its own, or with that of a column before it, also where it stands.
    again = f"#{same.index(column) + 1}" if same[0] != column else ""
    unnamed = "" if path else f"#{column.index}"
    titles = [*filter(None, (_lasting(line, province) for line in table_titles(table)))]
    name = _lasting(table.layout.sheet.name, province)
    says_nothing = not titles and (not name or _GENERIC.fullmatch(name))
    parts = [
        form,
        file if says_nothing else name,
        " / ".join(titles),
        path + (unnamed or again),
        key(column.unit),
        *dict.fromkeys(f"×{scale.factor}" for scale in scales if scale.factor != 1),
    ]
    return unicodedata.normalize("NFC", " | ".join(parts))


def _path(column: Column, province: Province) -> str:
    return " › ".join(_lasting(title, province) for title in column.path)


@lru_cache(maxsize=1 << 14)
def _lasting(line: str, province: Province) -> str:
    phrase = province.without_places(key(without_days(line)))
    return " ".join(_TIMES.sub(" ", phrase).split())
