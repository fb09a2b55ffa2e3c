"""Which assumption moves the cost of the gap most: each one alone, all others at their middle."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.charts.amounts import Amounts, is_illustrative, known_figures, millions
from needs.charts.axis import Axis, axis_over, draw_axis
from needs.charts.drawing import LEFT, SMALL, Drawing
from needs.charts.looks import AT_HIGH, AT_LOW, QUIET_INK
from needs.charts.picture import Picture
from needs.maps.typesetting import line_height, text_width
from needs.tables import rows_of
from needs.wording import number, percent, say
from needs.wording.numbers import is_missing

ENDS = ["total_at_low_vnd", "total_at_high_vnd"]
BAR = 0.34


def most_moving(assumptions: pd.DataFrame) -> pd.DataFrame:
    """Return the assumptions whose own range moves the cost of the gap, the strongest first.

    Parameters
    ----------
    assumptions
        Table `assumptions`.

    Returns
    -------
    DataFrame
        Rows with both totals, and these not equal; by share of the uncertainty, then by the
        width of the bar, then by id.
    """
    rows = assumptions.dropna(subset=ENDS)
    rows = rows[rows.total_at_low_vnd != rows.total_at_high_vnd]
    width = (rows.total_at_high_vnd - rows.total_at_low_vnd).abs()
    rows = rows.assign(share=rows.uncertainty_share.fillna(-1.0), width=width)
    rows = rows.sort_values(["share", "width", "figure"], ascending=[False, False, True])
    return rows.drop(columns=["share", "width"])


def tornado(
    assumptions: pd.DataFrame,
    *,
    central_vnd: Any,
    lang: str,
    top: int = 10,
    illustrative: bool = False,
) -> Picture | None:
    """Draw the cost of the gap when one assumption alone moves between its 5% and 95% points.

    Parameters
    ----------
    assumptions
        Table `assumptions`.
    central_vnd
        Cost of the gap with every assumption at its middle, VND; may be missing.
    lang
        "vi" or "en".
    top
        How many assumptions are drawn; the others' share is told in words.
    illustrative
        Whether the cost itself rests on invented data (a ledger of support made up for trial).

    Returns
    -------
    Picture or None
        None where no assumption moves the cost (or the table has no totals yet).
    """
    rows = most_moving(assumptions)
    if rows.empty:
        return None
    first, others = rows.head(top), rows.iloc[top:]
    drawing = Drawing(lang=lang, illustrative=illustrative or is_illustrative(first.kind))
    figures = known_figures(*(first[end] for end in ENDS), [central_vnd])
    amounts = millions(figures, lang=lang)
    axis = axis_over(figures, from_zero=False)
    _draw_key(drawing)
    begin = drawing.top
    sentences = [
        _draw_assumption(drawing, row, axis, amounts, central_vnd) for row in rows_of(first)
    ]
    draw_axis(drawing, axis, top=begin, words=amounts.words)
    notes = [
        say(
            "Vạch đứng: mức giữa, {amount} triệu đồng. Phần trăm: phần của độ bất định.",
            lang=lang,
            amount=amounts.words(central_vnd),
        )
    ]
    if len(others):
        notes.append(
            say(
                "{count} giả định khác cộng lại: {share}.",
                lang=lang,
                count=number(len(others), lang=lang),
                share=percent(others.uncertainty_share.sum(skipna=False), lang=lang, decimals=1),
            )
        )
    for note in notes:
        drawing.paragraph(note)
    return drawing.picture(
        title=say("Giả định nào làm chi phí còn thiếu thay đổi nhiều nhất (triệu đồng)", lang=lang),
        alt=[*sentences, *notes],
    )


def _draw_assumption(
    drawing: Drawing, row: Any, axis: Axis, amounts: Amounts, central_vnd: Any
) -> str:
    """Draw one row: its name and share, the bar on both sides of the middle, its two totals."""
    name = row.name if amounts.lang == "vi" else row.name_en
    share = percent(row.uncertainty_share, lang=amounts.lang, decimals=1)
    drawing.named(name, share)
    low, high = float(row.total_at_low_vnd), float(row.total_at_high_vnd)
    between = low if is_missing(central_vnd) else float(central_vnd)
    sides = ((low, AT_LOW, f"low {row.figure}"), (high, AT_HIGH, f"high {row.figure}"))
    for end, look, part in sides:
        left, right = sorted((axis.at(end), axis.at(between)))
        drawing.bar(left, drawing.top, right - left, BAR, look=look, part=part)
    if not is_missing(central_vnd):
        x, y = axis.at(between), drawing.top
        part = f"central {row.figure}"
        drawing.line(x, y - 0.08, x, y + BAR + 0.08, width=1.6, part=part, above=4)
    drawing.top += BAR + 0.06
    words = f"{amounts.words(low)} → {amounts.words(high)}"
    width = text_width(words, size=SMALL)
    middle = (axis.at(low) + axis.at(high)) / 2
    start = min(max(middle - width / 2, axis.left), axis.right - width)
    y = drawing.top + line_height(SMALL) / 2
    drawing.text(words, start, y, size=SMALL, colour=QUIET_INK)
    drawing.top += line_height(SMALL) + 0.14
    return f"{name}: {words} ({share})."


def _draw_key(drawing: Drawing) -> None:
    lang = drawing.lang
    x, y = LEFT, drawing.top + line_height(SMALL) / 2
    for look, words, part in (
        (AT_LOW, say("giả định ở mức 5%", lang=lang), "key low"),
        (AT_HIGH, say("giả định ở mức 95%", lang=lang), "key high"),
    ):
        drawing.bar(x, y - 0.13, 0.5, 0.26, look=look, part=part)
        drawing.text(words, x + 0.6, y, size=SMALL)
        x += 0.6 + text_width(words, size=SMALL) + 0.5
    drawing.top += line_height(SMALL) + 0.15
