"""Which communes come first, and how sure their places are."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.charts.amounts import is_illustrative, known_figures
from needs.charts.axis import INTERVAL_HEIGHT, Axis, draw_axis, draw_interval
from needs.charts.drawing import EDGE, LEFT, RIGHT, SIZE, SMALL, Drawing
from needs.charts.looks import INK, QUIET_INK, SHARE, WHOLE
from needs.charts.picture import Picture
from needs.maps.typesetting import broken_lines, line_height, text_width
from needs.programmes import Programme
from needs.tables import rows_of
from needs.wording import interval, number, percent, say
from needs.wording.numbers import is_missing

NAMES = 4.1
PLOT_LEFT, PLOT_RIGHT = LEFT + NAMES + 0.25, 7.6
SHARE_LEFT, SHARE_WIDTH = 7.95, 0.9
BAR = 0.26
_BETWEEN = 0.12


def ranking(
    priority: pd.DataFrame,
    programme: Programme,
    *,
    lang: str,
    top: int = 15,
    category: str = "all",
    of_all: int | None = None,
) -> Picture | None:
    """Draw the first communes by rank, with rank interval and probability to be in the top k.

    Parameters
    ----------
    priority
        Table `priority`.
    programme
        Gives k (`priority.top_k`).
    lang
        "vi" or "en".
    top
        How many communes are drawn.
    category
        Whose order: a category's id, or "all" (over all categories).
    of_all
        How many communes of the province are ranked: the measure is then the same for every
        district. None: as long as the ranks drawn.

    Returns
    -------
    Picture or None
        None where the table has no row of the category. Communes that could not be ranked are
        counted below.
    """
    rows = priority[priority.category.eq(category)]
    if rows.empty:
        return None
    ranked = rows.dropna(subset=["rank"]).sort_values(["rank", "commune_code"])
    first = ranked.head(top)
    drawing = Drawing(lang=lang, illustrative=is_illustrative(rows.basis))
    k = number(programme.priority.top_k, lang=lang)
    sentences = []
    if len(first):
        last = max(*known_figures(first["rank"], first.rank_high), of_all or 0)
        axis = Axis(1, max(last, 2), PLOT_LEFT, PLOT_RIGHT)
        _draw_heads(drawing, k)
        begin = drawing.top
        sentences += [_draw_commune(drawing, row, axis) for row in rows_of(first)]
        draw_axis(drawing, axis, top=begin, words=lambda rank: number(rank, lang=lang))
    notes = _notes(len(ranked), len(first), len(rows), lang=lang)
    drawing.top += 0.05
    for note in notes:
        drawing.paragraph(note)
    return drawing.picture(
        title=say("Các xã đứng đầu thứ tự ưu tiên, và thứ hạng chắc đến đâu", lang=lang)
        if rows.district.nunique() > 1
        else say("Thứ hạng ưu tiên trong tỉnh, và chắc đến đâu", lang=lang),
        alt=[
            say("Hạng, khoảng 90% của hạng, khả năng trong {k} xã đầu:", lang=lang, k=k),
            *sentences,
            *notes,
        ],
    )


def _draw_heads(drawing: Drawing, k: str) -> None:
    lang, step = drawing.lang, line_height(SMALL)
    heads = [
        (say("Hạng và xã", lang=lang), LEFT, NAMES),
        (say("Hạng: mức giữa và khoảng 90%", lang=lang), PLOT_LEFT, PLOT_RIGHT - PLOT_LEFT),
        (say("Khả năng trong {k} xã đầu", lang=lang, k=k), SHARE_LEFT, RIGHT - SHARE_LEFT),
    ]
    columns = [(broken_lines(words, width=width, size=SMALL), x) for words, x, width in heads]
    deepest = max(len(lines) for lines, _ in columns)
    for lines, x in columns:
        for place, line in enumerate(lines):
            drawing.text(line, x, drawing.top + (place + 0.5) * step, size=SMALL, colour=QUIET_INK)
    drawing.top += deepest * step + 0.08
    drawing.line(EDGE, drawing.top, RIGHT, drawing.top, width=0.6)
    drawing.top += 0.1


def _draw_commune(drawing: Drawing, row: Any, axis: Axis) -> str:
    """Draw one row: name and district, rank interval, probability."""
    lang = drawing.lang
    begin = drawing.top
    title = f"{number(row.rank, lang=lang)}. {row.commune}"
    ranks = interval(row.rank_low, row.rank_high, lang=lang)
    for words, size, colour in (
        (title, SIZE, INK),
        (row.district, SMALL, QUIET_INK),
    ):
        for line in broken_lines(words, width=NAMES, size=size):
            middle = drawing.top + line_height(size) / 2
            drawing.text(line, LEFT, middle, size=size, colour=colour)
            drawing.top += line_height(size)
    end, drawing.top = drawing.top, begin
    if is_missing(row.rank_low) or is_missing(row.rank_high):
        drawing.dot(
            axis.at(row.rank), begin + INTERVAL_HEIGHT / 2, part=f"middle {row.commune_code}"
        )
    else:
        ends = (float(row.rank_low), float(row.rank_high))
        draw_interval(drawing, axis, float(row.rank), ends, part=row.commune_code)
    width = text_width(ranks, size=SMALL) / 2
    x = min(max(axis.at(row.rank), axis.left + width), axis.right - width)
    middle = begin + INTERVAL_HEIGHT + line_height(SMALL) / 2
    drawing.text(ranks, x, middle, size=SMALL, colour=QUIET_INK, align="center")
    chance = _draw_chance(drawing, row)
    drawing.top = end + _BETWEEN
    return f"{title} ({row.district}): {ranks}; {chance}."


def _draw_chance(drawing: Drawing, row: Any) -> str:
    lang, chance = drawing.lang, row.top_probability
    words = percent(chance, lang=lang)
    middle = drawing.top + INTERVAL_HEIGHT / 2
    if is_missing(chance):
        lines = broken_lines(words, width=RIGHT - SHARE_LEFT, size=SMALL)
        for place, line in enumerate(lines):
            y = drawing.top + (place + 0.5) * line_height(SMALL)
            drawing.text(line, RIGHT, y, size=SMALL, colour=QUIET_INK, align="right")
        return words
    upper, code = middle - BAR / 2, row.commune_code
    drawing.bar(SHARE_LEFT, upper, SHARE_WIDTH, BAR, look=WHOLE, part=f"whole {code}")
    width = SHARE_WIDTH * float(chance)
    drawing.bar(SHARE_LEFT, upper, width, BAR, look=SHARE, part=f"chance {code}")
    drawing.text(words, RIGHT, middle, size=SIZE, align="right")
    return words


def _notes(ranked: int, drawn: int, of_all: int, *, lang: str) -> list[str]:
    notes = []
    if drawn < ranked:
        notes.append(
            say(
                "{drawn} xã đầu trong {ranked} xã đã xếp hạng.",
                lang=lang,
                drawn=number(drawn, lang=lang),
                ranked=number(ranked, lang=lang),
            )
        )
    if ranked < of_all:
        notes.append(
            say(
                "Chưa xếp hạng được {count} xã: chưa có số liệu.",
                lang=lang,
                count=number(of_all - ranked, lang=lang),
            )
        )
    return notes
