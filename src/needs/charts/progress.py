"""How far each target has been reached, year by year."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.charts.amounts import is_illustrative, known_figures
from needs.charts.axis import INTERVAL_HEIGHT, Axis, draw_axis, draw_interval
from needs.charts.drawing import LEFT, RIGHT, SMALL, Drawing
from needs.charts.looks import QUIET_INK, WARN_INK
from needs.charts.picture import Picture
from needs.maps.typesetting import line_height
from needs.programmes import Programme
from needs.tables import rows_of
from needs.wording import missing_text, number, percent, say

COUNTS = ["denominator_children", "children_target", "covered_low", "covered_point", "covered_high"]
PLOT_LEFT, PLOT_RIGHT = LEFT + 1.2, 6.4


def coverage_by_year(targets: pd.DataFrame, programme: Programme) -> pd.DataFrame:
    """Return coverage and target of each category and year as shares of the children.

    Parameters
    ----------
    targets
        Table `targets`.
    programme
        Order of the categories.

    Returns
    -------
    DataFrame
        `category`, `year`, `low`, `point`, `high`, `target` (0–1; children over the plan's own
        denominator, missing where no district is known), `districts`, `known`: districts in
        all, and those whose figures are all known, on which alone the shares rest.
    """
    key = ["category", "year"]
    known = targets[COUNTS].notna().all(axis=1)
    by = [targets[name] for name in key]
    sums = targets[COUNTS].where(known).astype("Float64").groupby(by).sum(min_count=1)
    children = sums.denominator_children.where(sums.denominator_children > 0)
    rows = pd.DataFrame(
        {
            "low": sums.covered_low / children,
            "point": sums.covered_point / children,
            "high": sums.covered_high / children,
            "target": sums.children_target / children,
            "districts": targets.groupby(by).size(),
            "known": known.groupby(by).sum(),
        }
    ).reset_index()
    order = [category.id for category in programme.categories]
    rows = rows[rows.category.isin(order)]
    place = rows.category.map(order.index)
    return rows.assign(place=place).sort_values(["place", "year"]).drop(columns="place")


def progress(targets: pd.DataFrame, programme: Programme, *, lang: str) -> Picture | None:
    """Draw the share of children covered against the target, for each category and year.

    Parameters
    ----------
    targets
        Table `targets`, of the province or of some districts of it.
    programme
        Names and order of the categories.
    lang
        "vi" or "en".

    Returns
    -------
    Picture or None
        For each year a line from the fewest to the most who may be covered, a dot in the
        middle and the target as a stroke; None for an empty table.
    """
    rows = coverage_by_year(targets, programme)
    if rows.empty:
        return None
    drawing = Drawing(lang=lang, illustrative=is_illustrative(targets.basis))
    axis = Axis(0, max((1.0, *known_figures(rows.high, rows.target))), PLOT_LEFT, PLOT_RIGHT)
    note = say(
        "Vạch ngang: từ ít nhất đến nhiều nhất số trẻ đã được hỗ trợ; chấm: mức giữa; vạch đứng "
        "đậm: chỉ tiêu.",
        lang=lang,
    )
    head = say("đã hỗ trợ / chỉ tiêu", lang=lang)
    drawing.text(
        head,
        RIGHT,
        drawing.top + line_height(SMALL) / 2,
        size=SMALL,
        colour=QUIET_INK,
        align="right",
    )
    begin = drawing.top
    sentences = []
    for category, years in rows.groupby("category", sort=False):
        name = programme.category(str(category)).name.text(lang)
        drawing.named(name, "")
        written = [_draw_year(drawing, row, axis) for row in rows_of(years)]
        for partly in _partly(years, lang):
            drawing.paragraph(partly)
            written.append(partly)
        sentences.append(f"{name}: {'; '.join(written)}.")
        drawing.top += 0.12
    draw_axis(drawing, axis, top=begin, words=lambda share: percent(share, lang=lang))
    drawing.paragraph(note)
    return drawing.picture(
        title=say("Phần trẻ đã được hỗ trợ so với chỉ tiêu, theo năm", lang=lang),
        alt=[*sentences, note],
    )


def _draw_year(drawing: Drawing, row: Any, axis: Axis) -> str:
    """Draw one year: its interval, its target, and both in figures."""
    lang, y = drawing.lang, drawing.top + INTERVAL_HEIGHT / 2
    drawing.text(str(row.year), LEFT + 0.1, y)
    if pd.isna(row.point):
        words = missing_text(lang=lang)
        drawing.text(words, PLOT_LEFT, y)
    else:
        part = f"{row.category} {row.year}"
        x = axis.at(float(row.target))
        ends = (float(row.low), float(row.high))
        draw_interval(drawing, axis, float(row.point), ends, part=part)
        drawing.line(
            x, y - 0.2, x, y + 0.2, width=2.4, colour=WARN_INK, part=f"target {part}", above=4
        )
        words = f"{_span(row.low, row.high, lang)} / {percent(row.target, lang=lang)}"
        drawing.text(words, RIGHT, y, align="right")
    drawing.top += INTERVAL_HEIGHT + 0.06
    return f"{row.year}: {words}"


def _partly(years: pd.DataFrame, lang: str) -> list[str]:
    """Say which years rest on some districts only; once where all years rest on as many."""
    partly = years[(years.known < years.districts) & (years.known > 0)]
    alike = len(partly) == len(years) and len(years[["known", "districts"]].drop_duplicates()) == 1
    sentences = []
    for row in rows_of(partly.head(1) if alike else partly):
        words = say(
            "tính trên {known}/{all} huyện có số liệu",
            lang=lang,
            known=number(row.known, lang=lang),
            all=number(row.districts, lang=lang),
        )
        sentences.append(words if alike else f"{row.year}: {words}")
    return sentences


def _span(low: Any, high: Any, lang: str) -> str:
    ends = [percent(end, lang=lang) for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else f"{ends[0].removesuffix('%')}–{ends[1]}"
