"""Ways in which the cells of a return are spoilt.

Each way changes a draft and says whom that may hurt. What is told otherwise than its sender meant
is entered as such where no reader can notice; where a reader can, the cell means nothing any more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from random import Random

from needs.forms.fields import FACILITIES
from needs.workbooks import CellError

from .drafts import Draft, Line, Page, Slot, lines_of

Way = Callable[[Draft, Random], None]


def some(draft: Draft, rng: Random, most: int = 3) -> list[tuple[Page, Line]]:
    """A few rows of communes."""
    every = list(lines_of(draft))
    return rng.sample(every, min(len(every), rng.randint(1, most)))


def a_figure(line: Line, rng: Random) -> Slot | None:
    known = [slot for slot in line.known() if isinstance(slot.value, int)]
    return rng.choice(known) if known else None


def a_page(draft: Draft, rng: Random) -> Page:
    return rng.choice(draft.tables)


def runs(page: Page) -> list[list[int]]:
    """Rows of communes that stand together."""
    runs: list[list[int]] = [[]]
    for row, line in enumerate(page.lines):
        if line.kind == "data":
            runs[-1].append(row)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


# -- cells ---------------------------------------------------------------------------------------

FULLWIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def _grouped(count: int, sign: str) -> str:
    return f"{count:,}".replace(",", sign)


#: Behind a number of places they make it one of children: no number that can be known.
OF_CHILDREN: list[Callable[[int], object]] = [
    lambda n: f"{n} trẻ",
    lambda n: f"{n} em",
    lambda n: _grouped(n, ".") + " người",
]
#: The same number written otherwise; every one of them can only mean that number.
STYLES: list[Callable[[int], object]] = [
    str,
    float,
    lambda n: f"  {n}  ",
    lambda n: f"\u00a0{n}",
    *OF_CHILDREN,
    lambda n: f"{n},0",
    lambda n: f"{n}.00",
    lambda n: str(n).translate(FULLWIDTH),
    lambda n: _grouped(n, "."),
    lambda n: _grouped(n, ","),
    lambda n: _grouped(n, " "),
    lambda n: _grouped(n, "\u00a0"),
    lambda n: _grouped(n, "\u202f"),
    lambda n: _grouped(n, "'"),
    lambda n: _grouped(n, ".") + ",00",
    lambda n: "không" if n == 0 else n,
]

#: What is no figure, or not that figure.
GARBAGE: list[object] = [
    *["x", "1O", "l2", "~25", "-5", "(5)", "12,5", "5%", "3/4", "12-15", "25+3", "khoảng 30"],
    *["12\n13", "1.23.4", "12 34", "II", "mười hai", "0x1F", "1e3", "٣", "½", "#REF!", "12..5"],
    *["hơn 100", ">5", "1,2,3", "xem phụ lục", "12 tháng", "5 bộ 3", "1.234,567", "Tổng cộng"],
    *[-5, 12.5, 1e16, 10**16, True, float("inf"), 0.5],
    *[
        dt.date(2026, 2, 1),
        dt.datetime.fromisoformat("2026-02-01T08:00"),
        dt.time(1, 2),
        CellError("#REF!"),
    ],
]
#: Signs for «no figure»: told, because one had been meant.
DASHES = ["-", "–", "—", " - ", "--"]
#: Words for «no figure», which nobody needs to tell.
NOTHING = ["", " ", "…", "...", "chưa có", "chưa có số liệu", "\u00a0"]


def style(draft: Draft, rng: Random) -> None:
    for _, line in some(draft, rng, 10):
        slot = a_figure(line, rng)
        if slot is not None and slot.means is not None and slot.about is not None:
            places = slot.about[1].startswith(f"{FACILITIES}.")
            styles = [one for one in STYLES if not (places and one in OF_CHILDREN)]
            slot.value = rng.choice(styles)(slot.means)  # type: ignore[assignment]


def garbage(draft: Draft, rng: Random) -> None:
    for _, line in some(draft, rng):
        slot = a_figure(line, rng)
        if slot is not None:
            slot.spoil(rng.choice(GARBAGE))  # type: ignore[arg-type]
            draft.hurts(line)


def dash(draft: Draft, rng: Random) -> None:
    for _, line in some(draft, rng):
        slot = a_figure(line, rng)
        if slot is not None:
            slot.spoil(rng.choice(DASHES))
            draft.clean = draft.own and draft.clean


def left_out(draft: Draft, rng: Random) -> None:
    for _, line in some(draft, rng):
        slot = a_figure(line, rng)
        if slot is not None:
            slot.forget()
            slot.value = rng.choice(NOTHING)
            draft.clean = draft.own and draft.clean


def lost_thousands(draft: Draft, rng: Random) -> None:
    """A spreadsheet with English settings made 1,234 of «1.234»."""
    for _, line in some(draft, rng):
        slot = a_figure(line, rng)
        if slot is not None and slot.means is not None and 1000 < slot.means < 10**6:
            if slot.means % 1000:
                slot.spoil(slot.means / 1000)
            else:
                slot.value = slot.means = slot.means // 1000
            draft.hurts(line)


def another_figure(draft: Draft, rng: Random) -> None:
    """A typing error that gives a number: what stands there is what is told."""
    for _, line in some(draft, rng):
        slot = a_figure(line, rng)
        if slot is not None:
            slot.value = slot.means = rng.choice([0, 1, 10, 100, 1000, 9999, rng.randint(0, 5000)])
            draft.hurts(line)


def formula(draft: Draft, rng: Random) -> None:
    for _, line in some(draft, rng):
        slot = a_figure(line, rng)
        # A result of 0 is what libraries leave that do not calculate.
        if slot is not None and slot.means and rng.random() < 0.5:
            slot.flags.add("formulas")
        elif slot is not None:
            slot.flags.add("uncached")
            slot.spoil(rng.choice([None, 0]))
            draft.hurts(line)


def percent(draft: Draft, rng: Random) -> None:
    for _, line in some(draft, rng):
        slot = a_figure(line, rng)
        if slot is not None:
            slot.spoil(rng.choice([0.125, 0.5, 1, 12]))
            slot.flags.add("percents")
            draft.hurts(line)


def shifted(draft: Draft, rng: Random) -> None:
    """The figures of a row pasted one column too far: each is told of its new column."""
    for page, line in some(draft, rng, 1):
        cells = [page.cell(line, field) for field in page.fields]
        values = [None, *[(cell.value, cell.means) for cell in cells[:-1]]]
        for field, cell, before in zip(page.fields, cells, values, strict=True):
            cell.flags.clear()
            cell.value, cell.means = before if before else (None, None)
            told = cell.value is not None and cell.value not in NOTHING
            cell.about = (line.commune, field) if told else None
        draft.hurts(line)


CELLS: dict[str, Way] = {
    one.__name__: one
    for one in (style, garbage, dash, left_out, lost_thousands, another_figure, formula, percent)
} | {"shifted": shifted}
