"""Where the proposed money goes: from donors through the kinds of support to the districts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from needs.charts.amounts import Amounts, is_illustrative, millions
from needs.charts.drawing import LEFT, RIGHT, SMALL, Drawing
from needs.charts.flow_amounts import OTHERS, between, largest_first, money_flows
from needs.charts.flow_places import Piece, bands, column, needed
from needs.charts.looks import INK, KINDS, QUIET_INK, Look
from needs.charts.picture import Picture
from needs.maps.typesetting import broken_lines, line_height
from needs.programmes import Programme
from needs.tables import rows_of
from needs.wording import number, say

#: Thickness of all that is proposed together, centimetres.
ALL_THICK = 6.0
MOST_DONORS = 9
MOST_DISTRICTS = 12
_BAR = 0.14
#: Left edges of the bars: of donors, before and behind the kinds of support, of districts.
_EDGES = (2.45, 4.0, 5.85, 7.6)
_STEP = line_height(SMALL)


@dataclass(frozen=True)
class _Column:
    """Donors, kinds of support or districts: words and amounts, from above."""

    names: dict[str, str]
    figures: dict[str, str]
    thick: dict[str, float]
    left: float
    right: float
    align: str

    def lines(self, key: str) -> list[str]:
        """Return the words of a piece; its amount stands below them."""
        return broken_lines(self.names[key], width=self.right - self.left, size=SMALL)

    def sizes(self) -> dict[str, tuple[float, float]]:
        """Return thickness of bar and height of words of each piece."""
        return {
            key: (thick, (len(self.lines(key)) + 1) * _STEP) for key, thick in self.thick.items()
        }


def flow(allocation: pd.DataFrame, programme: Programme, *, lang: str) -> Picture | None:
    """Draw the amounts proposed, from donor to kind of support to district.

    Parameters
    ----------
    allocation
        Table `allocation`, of the province or of some communes of it.
    programme
        Names and order of the categories and kinds of places.
    lang
        "vi" or "en".

    Returns
    -------
    Picture or None
        Bands as thick as the amounts, million đồng, on one scale from left to right; the smaller
        donors and districts are drawn as one. Lots without a price are counted below. None where
        nothing with a price is proposed.
    """
    flows = money_flows(allocation)
    if flows.empty:
        return None
    donors = largest_first(flows, "donor", most=MOST_DONORS)
    districts = largest_first(flows, "district", most=MOST_DISTRICTS)
    given = between(flows, "donor", donors)
    taken = {(kind, key): vnd for (key, kind), vnd in between(flows, "district", districts).items()}
    amounts = millions([flows.vnd.sum()], lang=lang)
    columns = (
        _column(donors, _names(donors, lang, others=_other_donors), amounts, place=0),
        _column(_kinds(flows, programme), _kind_names(programme, lang), amounts, place=1),
        _column(districts, _names(districts, lang, others=_other_districts), amounts, place=2),
    )
    drawing = Drawing(lang=lang, illustrative=is_illustrative(allocation.basis))
    _draw_heads(drawing)
    _draw_columns(drawing, columns, given, taken)
    notes = _notes(allocation, lang)
    for note in notes:
        drawing.paragraph(note)
    return drawing.picture(
        title=say("Từ nhà tài trợ qua loại hỗ trợ đến huyện (đề xuất, triệu đồng)", lang=lang),
        alt=[
            *_sentences(columns[0], columns[1], given, amounts),
            *_sentences(columns[1], columns[2], taken, amounts),
            *notes,
        ],
    )


def _other_donors(n: int, lang: str) -> str:
    return say("{n} nhà tài trợ khác", lang=lang, n=number(n, lang=lang))


def _other_districts(n: int, lang: str) -> str:
    return say("{n} huyện khác", lang=lang, n=number(n, lang=lang))


def _names(rows: pd.DataFrame, lang: str, *, others: Any) -> dict[str, str]:
    return {
        row.key: others(row.stands_for, lang) if row.key == OTHERS else row.name
        for row in rows_of(rows)
    }


def _kind_names(programme: Programme, lang: str) -> dict[str, str]:
    every: list[Any] = [*programme.categories, *programme.facilities]
    return {entry.id: entry.name.text(lang) for entry in every}


def _kinds(flows: pd.DataFrame, programme: Programme) -> pd.DataFrame:
    sums = flows.groupby("category").vnd.sum()
    order = [key for key in _kind_names(programme, "vi") if key in sums.index]
    return sums.reindex(order).rename_axis("key").reset_index()


def _column(rows: pd.DataFrame, names: dict[str, str], amounts: Amounts, *, place: int) -> _Column:
    left, right, align = (
        (LEFT, _EDGES[0] - 0.1, "right"),
        (_EDGES[1] + _BAR, _EDGES[2], "center"),
        (_EDGES[3] + _BAR + 0.1, RIGHT, "left"),
    )[place]
    scale = ALL_THICK / float(rows.vnd.sum())
    return _Column(
        names=names,
        figures={row.key: amounts.words(row.vnd) for row in rows_of(rows)},
        thick={row.key: float(row.vnd) * scale for row in rows_of(rows)},
        left=left,
        right=right,
        align=align,
    )


def _draw_heads(drawing: Drawing) -> None:
    lang, middle = drawing.lang, drawing.top + _STEP / 2
    centre = (_EDGES[1] + _EDGES[2] + _BAR) / 2
    for words, x, align in (
        (say("Nhà tài trợ", lang=lang), _EDGES[0] - 0.1, "right"),
        (say("Loại hỗ trợ", lang=lang), centre, "center"),
        (say("Huyện", lang=lang), _EDGES[3] + _BAR + 0.1, "left"),
    ):
        drawing.text(words, x, middle, size=SMALL, colour=QUIET_INK, align=align)
    drawing.top += _STEP + 0.05
    drawing.line(LEFT, drawing.top, RIGHT, drawing.top, width=0.6)
    drawing.top += 0.15


def _draw_columns(
    drawing: Drawing,
    columns: tuple[_Column, _Column, _Column],
    given: dict[tuple[str, str], int],
    taken: dict[tuple[str, str], int],
) -> None:
    """Draw the bands, then the bars and words on them, and move on below."""
    sizes = [one.sizes() for one in columns]
    height = max(map(needed, sizes))
    donors, kinds, districts = (column(size, top=drawing.top, height=height) for size in sizes)
    scale = ALL_THICK / sum(given.values())
    # The same look on every page of a programme, whatever is proposed there.
    looks = {key: KINDS[place % len(KINDS)] for place, key in enumerate(columns[1].names)}
    _draw_bands(
        drawing, (donors, kinds), {pair: vnd * scale for pair, vnd in given.items()}, looks, edge=0
    )
    _draw_bands(
        drawing,
        (kinds, districts),
        {pair: vnd * scale for pair, vnd in taken.items()},
        looks,
        edge=2,
    )
    for edge, pieces in zip(_EDGES, (donors, kinds, kinds, districts), strict=True):
        for key, piece in pieces.items():
            look = looks.get(key, Look(INK)) if pieces is kinds else Look(INK)
            part = f"bar {key}" if edge != _EDGES[2] else f"bar behind {key}"
            drawing.bar(edge, piece.top, _BAR, piece.thick, look=look, part=part)
    for one, pieces in zip(columns, (donors, kinds, districts), strict=True):
        _draw_words(drawing, one, pieces)
    drawing.top += height + 0.15


def _draw_bands(
    drawing: Drawing,
    sides: tuple[dict[str, Piece], dict[str, Piece]],
    thick: dict[tuple[str, str], float],
    looks: dict[str, Look],
    *,
    edge: int,
) -> None:
    """Draw bands; the thinnest last, which a wide one must not hide."""
    for band in sorted(bands(*sides, thick), key=lambda one: -one.thick):
        drawing.band(
            (_EDGES[edge] + _BAR, band.start_top),
            (_EDGES[edge + 1], band.end_top),
            band.thick,
            look=looks.get(band.start) or looks[band.end],
            part=f"flow {band.start} {band.end}",
        )


def _draw_words(drawing: Drawing, one: _Column, pieces: dict[str, Piece]) -> None:
    x = {"right": one.right, "left": one.left, "center": (one.left + one.right) / 2}[one.align]
    for key, piece in pieces.items():
        lines = one.lines(key)
        top = piece.middle - (len(lines) + 1) * _STEP / 2
        for place, words in enumerate([*lines, one.figures[key]]):
            colour = INK if place < len(lines) else QUIET_INK
            middle = top + (place + 0.5) * _STEP
            drawing.text(words, x, middle, size=SMALL, colour=colour, align=one.align)


def _sentences(
    start: _Column, end: _Column, vnd: dict[tuple[str, str], int], amounts: Amounts
) -> list[str]:
    """Say of each piece on the left what goes where."""
    return [
        f"{start.names[key]} {start.figures[key]}: "
        + "; ".join(
            f"{end.names[far]} {amounts.words(vnd[key, far])}"
            for far in end.thick
            if (key, far) in vnd
        )
        + "."
        for key in start.thick
    ]


def _notes(allocation: pd.DataFrame, lang: str) -> list[str]:
    unpriced = int(allocation.cost_vnd.isna().sum())
    notes = [
        say(
            "Bề dày là số tiền, cùng thước đo từ trái sang phải; mỗi loại hỗ trợ một kiểu vạch.",
            lang=lang,
        )
    ]
    if unpriced:
        notes.append(
            say(
                "{n} lô chưa có giá, không nằm trong hình.",
                lang=lang,
                n=number(unpriced, lang=lang),
            )
        )
    return notes
