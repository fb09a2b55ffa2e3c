"""Text files (csv, tsv): one sheet, every cell text, parted by the sign that parts them evenly."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable

from needs.workbooks.encodings import decode
from needs.workbooks.filling import CellBudget, SheetFilling
from needs.workbooks.grid import Note, Sheet
from needs.workbooks.limits import Limits
from needs.workbooks.refusing import Refused, damaged

# Where two part a table equally well, the one that is no part of a figure or a sentence.
_DELIMITERS = ("\t", ";", "|", ",")
# Excel's own way of telling: a first line «sep=;», which it does not show.
_SEPARATOR_LINE = "sep="
_SAMPLE = 256 * 1024  # letters


def read_text(content: bytes, name: str, limits: Limits) -> tuple[list[Sheet], list[Note]]:
    """Return the one sheet of a text file, and what to tell about it.

    Parameters
    ----------
    content
        The file's bytes.
    name
        Name of the sheet.
    limits
        How many cells it may hold.

    Raises
    ------
    Refused
        `encoding`, `damaged`, `empty` or `too_many_cells`.
    """
    text, encoding = decode(content)
    if not text.strip():
        raise Refused("empty")
    text, delimiter = _delimited(text)
    try:
        sheet = _filled(csv.reader(_lines(text), delimiter=delimiter, strict=True), name, limits)
    except csv.Error:
        # Quotation marks that do not pair off are letters like others: a single one, as for
        # inches, would swallow every line behind it.
        sheet = _unquoted(text, delimiter, name, limits)
    notes = []
    if encoding:
        notes.append(Note("legacy_text", (("encoding", encoding), ("where", "file"))))
    return [sheet], notes


def _lines(text: str) -> io.StringIO:
    return io.StringIO(text, newline="")


def _filled(rows: Iterable[list[str]], name: str, limits: Limits) -> Sheet:
    filling = SheetFilling(name, CellBudget(limits.max_cells))
    for row, fields in enumerate(rows):
        for column, written in enumerate(fields):
            filling.put(row, column, written)
    return filling.finish()


def _unquoted(text: str, delimiter: str, name: str, limits: Limits) -> Sheet:
    reader = csv.reader(_lines(text), delimiter=delimiter, quoting=csv.QUOTE_NONE)
    try:
        return _filled(reader, name, limits)
    except csv.Error:
        raise damaged() from None


def _delimited(text: str) -> tuple[str, str]:
    """Return the text, without a line that only tells the delimiter, and the delimiter."""
    first, _, rest = text.partition("\n")
    told = first.removesuffix("\r").removeprefix(_SEPARATOR_LINE)
    if first.startswith(_SEPARATOR_LINE) and len(told) == 1:
        return rest, told
    sample = text[:_SAMPLE]
    return text, max(_DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    """Return how evenly a delimiter parts a text: the share of lines of the commonest width.

    Lines that it does not part are no table; titles and notes around one have fewer fields.
    """
    widths = Counter(line.count(delimiter) for line in sample.splitlines() if line.strip())
    parting = {width: count for width, count in widths.items() if width}
    if not parting:
        return 0.0, 0
    width, count = max(parting.items(), key=lambda item: (item[1], item[0]))
    return count / widths.total(), width
