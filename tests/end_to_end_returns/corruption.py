"""Ways in which a return is spoilt: what stands in a cell, and how a commune is named.

Each way changes a draft and says whom that may hurt. What is told otherwise than its sender meant
is entered as such where no reader can notice; where a reader can, the cell means nothing any more.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from functools import cache
from random import Random

from needs.places import load_gazetteer, normalise
from needs.tables import rows_of
from needs.workbooks import CellError

from .drafts import Draft, Line, Page, Slot, lines_of

Way = Callable[[Draft, Random], None]

#: Rows of the header of every table here.
HEADER_LINES = 2


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


#: The same number written otherwise; every one of them can only mean that number.
STYLES: list[Callable[[int], object]] = [
    str,
    float,
    lambda n: f"  {n}  ",
    lambda n: f"\u00a0{n}",
    lambda n: f"{n} trẻ",
    lambda n: f"{n} em",
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
    lambda n: _grouped(n, ".") + " người",
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
        dt.datetime(2026, 2, 1, 8, tzinfo=None),
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
        if slot is not None and slot.means is not None:
            slot.value = rng.choice(STYLES)(slot.means)  # type: ignore[assignment]


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


# -- names ---------------------------------------------------------------------------------------

MOVED = {"òa": "oà", "óa": "oá", "ỏa": "oả", "ọa": "oạ", "ùy": "uỳ", "ủy": "uỷ", "úy": "uý"}
MOVED |= {"hòe": "hoè", "ỏe": "oẻ", "óe": "oé"}


def _other_tones(name: str) -> str:
    for one, other in (*MOVED.items(), *((b, a) for a, b in MOVED.items())):
        if one in name:
            return name.replace(one, other)
    return name


def _short_kind(name: str) -> str:
    kinds = {"Xã ": "X. ", "Thị trấn ": "TT. ", "Phường ": "P. "}
    return next((s + name[len(k) :] for k, s in kinds.items() if name.startswith(k)), name)


SPELLINGS: list[Callable[[str], str]] = [
    lambda name: unicodedata.normalize("NFD", name),
    str.upper,
    str.lower,
    lambda name: name.replace(" ", "\u00a0"),
    lambda name: f"  {name.replace(' ', '   ')}\t",
    lambda name: name.replace(" ", " \u200b"),
    lambda name: name.replace("Đ", "Ð").replace("đ", "ð"),
    _other_tones,
    _short_kind,
    lambda name: f"1. {name}",
    lambda name: f"- {name}",
    lambda name: f"{name} (*)",
    lambda name: f"{name}\n",
]


@cache
def names_known() -> frozenset[str]:
    """Every name that some commune of Vietnam bears, with its kind and without."""
    units = [unit for frame in load_gazetteer().units.values() for unit in rows_of(frame)]
    return frozenset(
        normalise(str(unit.commune), keep_prefix=kept) for unit in units for kept in (True, False)
    )


@cache
def codes_and_names() -> frozenset[tuple[str, str]]:
    units = [unit for frame in load_gazetteer().units.values() for unit in rows_of(frame)]
    return frozenset((str(unit.commune_code), normalise(str(unit.commune))) for unit in units)


def spelling(draft: Draft, rng: Random) -> None:
    for page, line in some(draft, rng, 10):
        if "name" in page.roles:
            name = page.cell(line, "name")
            if isinstance(name.value, str) and normalise(name.value) in names_known():
                name.value = rng.choice(SPELLINGS)(name.value)


def without_kind(draft: Draft, rng: Random) -> None:
    """«Bảo Lạc»: of the communes of a district, in their edition, one alone is called so."""
    for page, line in some(draft, rng, 10):
        if "name" not in page.roles:
            continue
        name = page.cell(line, "name")
        kind = next((k for k in ("Xã ", "Thị trấn ") if str(name.value).startswith(k)), "")
        if kind:
            name.value = str(name.value)[len(kind) :]


def misspelt(draft: Draft, rng: Random) -> None:
    """A name that no commune bears: asked, and never taken for another."""
    for page, line in some(draft, rng):
        if "name" not in page.roles or not isinstance(page.cell(line, "name").value, str):
            continue
        name = str(page.cell(line, "name").value)
        wrong = _typo(name, rng)
        spellings = {normalise(wrong), normalise(wrong, keep_prefix=True)}
        if normalise(name) not in names_known() or spellings & names_known():
            continue
        page.cell(line, "name").value = wrong
        _unknown(draft, line)


def _typo(name: str, rng: Random) -> str:
    kind = next((k for k in ("Xã ", "Thị trấn ", "Phường ") if name.startswith(k)), "")
    rest = name[len(kind) :]
    at = rng.randrange(max(1, len(rest)))
    bare = unicodedata.normalize("NFD", rest.replace("đ", "d").replace("Đ", "D"))
    without = "".join(sign for sign in bare if not unicodedata.combining(sign))
    changed = rng.choice(
        [
            rest[:at] + rest[at + 1 :],
            rest[:at] + rest[at : at + 1] * 2 + rest[at + 1 :],
            rest[:at] + rest[at + 1 : at + 2] + rest[at : at + 1] + rest[at + 2 :],
            rest[:at] + rng.choice("abcdeghiklmnopqrstuvxy") + rest[at + 1 :],
            without,
            f"{rest} {rng.choice(['A', 'mới', 'cũ', '2'])}",
            f"{rest}, {rest}",
        ]
    )
    return kind + changed


def _unknown(draft: Draft, line: Line) -> None:
    """Nobody can know any more which commune a row is about."""
    for slot in line.figures():
        slot.means = None
    line.doubtful = True
    draft.hurts(line)


def code_without_zero(draft: Draft, rng: Random) -> None:
    for page, line in some(draft, rng, 10):
        if "code" not in page.roles:
            continue
        code = page.cell(line, "code")
        text = str(code.value)
        if text.isdigit() and len(text) == 5:
            number = int(text)
            code.value = rng.choice([number, float(number), str(number), f" {text} ", f"{text}.0"])


def code_of_another(draft: Draft, rng: Random) -> None:
    for page, line in some(draft, rng):
        if "code" not in page.roles or "name" not in page.roles:
            continue
        name = normalise(str(page.cell(line, "name").value))
        other = rng.choice([*sorted(code for code, _ in codes_and_names()), "99999", "1", "00000"])
        known = name in names_known()
        if not known or (other, name) in codes_and_names():
            continue
        page.cell(line, "code").value = other
        _unknown(draft, line)


def nameless(draft: Draft, rng: Random) -> None:
    for page, line in some(draft, rng, 1):
        for role in ("code", "name"):
            if role in page.roles:
                page.cell(line, role).value = None
        _unknown(draft, line)


def named_as_another(draft: Draft, rng: Random) -> None:
    """A row copied for the next commune, and its name forgotten: which is which?"""
    page = rng.choice(draft.tables)
    rows = [line for line in page.data if not line.doubtful]
    if len(rows) < 2:
        return
    one, other = rng.sample(rows, 2)
    for role in {"code", "name"} & set(page.roles):
        page.cell(one, role).value = page.cell(other, role).value
    for slot in one.figures():
        slot.about = (other.commune, slot.about[1]) if slot.about else None
    draft.hurts(one, other)
    one.commune = other.commune


CELLS: dict[str, Way] = {
    one.__name__: one
    for one in (style, garbage, dash, left_out, lost_thousands, another_figure, formula, percent)
} | {"shifted": shifted}
NAMES: dict[str, Way] = {
    one.__name__: one
    for one in (
        spelling,
        without_kind,
        misspelt,
        code_without_zero,
        code_of_another,
        nameless,
        named_as_another,
    )
}
