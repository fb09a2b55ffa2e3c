"""Rows in and around a header: titles over groups, column numbers, units, letterheads."""

from __future__ import annotations

import re
from functools import lru_cache

from needs.reading.dates import signed_on
from needs.reading.layout import Layout, is_number
from needs.reading.phrases import begins, is_blank, key, text_of
from needs.reading.vocabulary import vocabulary

# «1», «(2)», «(3=1+2)», «A», «b»: what stands in a row of column numbers.
_COLUMN_NUMBER = re.compile(r"\(?\s*(?:(\d{1,2})|[A-Za-z])\s*(?:=[\d\s+\-–*/:x,;().A-Za-z]*)?\)?")

# «Số: 12/BC-UBND», «Số …/BC-LĐTBXH».
_DOCUMENT_NUMBER = re.compile(r"Số\s*:?\s*[\d.…]*\s*/", flags=re.IGNORECASE)

_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


def is_numbering(layout: Layout, row: int) -> bool:
    """Tell whether a row numbers the columns: A, B, 1, 2, 3 or (1), (2), (3=1+2)."""
    texts = [text_of(layout.raw(row, column)) for column in layout.filled(row)]
    matches = [_COLUMN_NUMBER.fullmatch(text) for text in texts]
    if len(matches) < 2 or not all(matches):
        return False
    numbered = [
        (text, int(match[1]))
        for text, match in zip(texts, matches, strict=True)
        if match is not None and match[1]
    ]
    numbers = [number for _, number in numbered]
    first = numbers[0] if numbers else 0
    # Where columns were taken out, numbers in brackets keep their gaps.
    bracketed = all(text.startswith("(") for text, _ in numbered)
    rising = bracketed and numbers == sorted(set(numbers))
    return first <= 3 and (rising or numbers == list(range(first, first + len(numbers))))


def is_unit_row(layout: Layout, row: int) -> bool:
    """Tell whether every cell of a row is a unit: «(trẻ)», «đồng», «ĐVT: trẻ»."""
    texts = [text_of(layout.raw(row, column)) for column in layout.filled(row)]
    return bool(texts) and all(map(_is_unit, texts))


def _is_unit(text: str) -> bool:
    words = vocabulary()
    counted = words.units["count"] | words.units["places"]
    units = counted | words.units["money"] | words.units["percent"]
    stripped = text.strip("()[] .")
    bare = key(stripped) in units or stripped == "%" or words.scale(stripped) is not None
    return bare or is_unit_line(text)


@lru_cache(maxsize=1 << 12)
def is_unit_line(line: str) -> bool:
    """Tell whether a line says only in which unit a table stands: «Đơn vị tính: trẻ»."""
    stripped = line.strip("() ")
    words = vocabulary()
    if words.scale(stripped) is not None:
        return True
    return begins(key(stripped), words.titles["unit_begins"]) and (
        ":" in stripped or key(stripped).startswith((key("đvt"), key("đơn vị tính")))
    )


def unit_parts(line: str) -> list[str]:
    """Return what states a unit in a line above a table: the line, or what stands in brackets."""
    return [part for part in (line, *_BRACKETS.findall(line)) if is_unit_line(part)]


def is_letterhead(line: str) -> bool:
    """Tell whether a line above a table says who writes, and not what the table is about."""
    if signed_on(line) is not None or _DOCUMENT_NUMBER.match(line):
        return True
    return begins(key(line), vocabulary().titles["letterhead_begins"])


def reaches_up(layout: Layout, row: int, anchors: list[int]) -> bool:
    """Tell whether the row above a header belongs to it: titles over groups of columns.

    Such titles stand to the right of the column of communes, are text, and are no line of a
    letterhead; a title over the whole table is not one of them.
    """
    if row < 0 or is_numbering(layout, row):
        return False
    seen_at = layout.covers(row)
    starts = {layout.merges.get((row, column), (row, column))[1] for column in seen_at}
    right = [start for start in starts if start > min(anchors)]
    texts = [layout.shown(row, start) for start in starts]
    if not right or any(not isinstance(text, str) or is_number(text) for text in texts):
        return False
    if any(_tells_no_group(text) for text in texts if isinstance(text, str)):
        return False
    covered = set(seen_at) & set(anchors)
    return not covered or len(starts) > 1


def _tells_no_group(text: str) -> bool:
    words = vocabulary().titles
    return (
        is_unit_line(text)
        or is_letterhead(text)
        or text.endswith(":")
        or _is_note(text)
        or begins(key(text), words["table_number_begins"])
    )


def _is_note(text: str) -> bool:
    """Tell whether a line is a note below the page before: «Ghi chú: …», «Nguồn: …», «(*) …»."""
    head, colon, _ = text.partition(":")
    notes = vocabulary().rows["footnote_begins"]
    return (bool(colon) and key(head) in notes) or text.lstrip("( ").startswith("*")


def reaches_down(layout: Layout, row: int, top: int, anchors: list[int]) -> bool:
    """Tell whether the row below a header belongs to it: titles under titles of groups.

    Nothing stands under the column of communes, all is text, and above one at least there is a
    title that reaches over several columns, or none: others may be groups of a single column.
    """
    if row >= layout.height or is_numbering(layout, row) or is_unit_row(layout, row):
        return False
    filled = layout.filled(row)
    if not filled or any(column in anchors for column in filled):
        return False
    if any(
        not isinstance(layout.raw(row, n), str) or is_number(layout.raw(row, n)) for n in filled
    ):
        return False
    if is_letterhead(layout.line(row)) or max(filled) < min(anchors):
        return False
    return any(_under_group(layout, row - 1, top, column) for column in filled)


def _under_group(layout: Layout, above: int, top: int, column: int) -> bool:
    merged = layout.merges.get((above, column))
    if merged is not None:
        return merged[3] > merged[1] and merged[0] >= top
    title = layout.shown_text(above, column)
    if not title:
        return True
    beside = [n for n in (column - 1, column + 1) if 0 <= n < layout.width]
    same = any(layout.shown_text(above, n) == title for n in beside)
    return same or (column + 1 in beside and is_blank(layout.shown(above, column + 1)))


def titles_over(layout: Layout, top: int, bottom: int) -> tuple[tuple[str, ...], ...]:
    """Return the titles over each column; a title over a group reaches over all of it."""
    rows: list[list[str]] = []
    for row in range(top, bottom + 1):
        titles = [layout.shown_text(row, column) for column in range(layout.width)]
        if row < bottom:
            _reach_right(layout, row, bottom, titles)
        rows.append(titles)
    paths = []
    for column in range(layout.width):
        path: list[str] = []
        for titles in rows:
            if titles[column] and titles[column] not in path[-1:]:
                path.append(titles[column])
        paths.append(tuple(path))
    return tuple(paths)


def _reach_right(layout: Layout, row: int, bottom: int, titles: list[str]) -> None:
    """Let a title that was not merged reach over its group.

    The group: columns to the right without a title of their own in this row and with one below,
    if the title's own column has one below, too.
    """

    def below(column: int) -> bool:
        return any(not is_blank(layout.raw(under, column)) for under in range(row + 1, bottom + 1))

    for column in range(1, layout.width):
        left = column - 1
        if titles[column] or not titles[left] or not below(column) or not below(left):
            continue
        if (row, left) not in layout.merges and (row, column) not in layout.merges:
            titles[column] = titles[left]
