"""How sure the figures are: the middle and the 90% interval of each category."""

from __future__ import annotations

import pandas as pd

from needs.charts.amounts import Amounts, children, is_illustrative, known_figures, millions
from needs.charts.axis import (
    INTERVAL_HEIGHT,
    Axis,
    axis_over,
    draw_axis,
    draw_interval,
    same_measure,
)
from needs.charts.drawing import Drawing
from needs.charts.picture import Picture
from needs.programmes import Programme
from needs.tables import ALL, rows_of
from needs.wording import say

ENDS = ["middle", "interval_low", "interval_high"]


def interval_chart(
    intervals: pd.DataFrame, programme: Programme, *, lang: str, district: str | None = None
) -> Picture | None:
    """Draw the children still lacking and the cost of the gap with their 90% intervals.

    Parameters
    ----------
    intervals
        Table `intervals`.
    programme
        Names and order of the categories.
    lang
        "vi" or "en".
    district
        Code of the district to show, on the measure of the largest district, the same for each;
        the whole province where none is given.

    Returns
    -------
    Picture or None
        Two panels, children and million đồng, each from zero; None where the table has no such
        row of the area. A figure that is not known is said in words, without a dot.
    """
    alike = intervals[intervals.level.eq("province" if district is None else "district")]
    shown = alike if district is None else alike[alike.area_code.eq(district)]
    measures = ("gap_children", "gap_cost_vnd")
    panels = {measure: _of_measure(shown, programme, measure) for measure in measures}
    axes = {
        measure: axis_over(known_figures(*(rows[end] for end in ENDS)))
        for measure in measures
        for rows in [_of_measure(alike, programme, measure)]
    }
    if all(rows.empty for rows in panels.values()):
        return None
    drawn = pd.concat(panels.values())
    drawing = Drawing(lang=lang, illustrative=is_illustrative(drawn.interval_basis))
    cost = panels["gap_cost_vnd"]
    sentences = [
        *_draw_panel(
            drawing,
            panels["gap_children"],
            axes["gap_children"],
            programme,
            say("Trẻ còn thiếu", lang=lang),
            children(lang=lang),
        ),
        *_draw_panel(
            drawing,
            cost,
            axes["gap_cost_vnd"],
            programme,
            say("Chi phí còn thiếu (triệu đồng)", lang=lang),
            millions(known_figures(cost.middle, cost.interval_high), lang=lang),
        ),
    ]
    note = say(
        "Chấm: mức giữa. Vạch, số trong ngoặc: khoảng 90%, cứ 10 lần thì 9 lần con số thật "
        "nằm trong đó nếu các giả định đúng.",
        lang=lang,
    )
    drawing.paragraph(note)
    if district is not None:
        drawing.paragraph(same_measure(lang=lang))
    return drawing.picture(
        title=say("Còn thiếu bao nhiêu, và chắc đến đâu", lang=lang), alt=[*sentences, note]
    )


def _of_measure(intervals: pd.DataFrame, programme: Programme, measure: str) -> pd.DataFrame:
    order = [*(category.id for category in programme.categories), ALL]
    rows = intervals[intervals.measure.eq(measure) & intervals.category.isin(order)]
    return rows.sort_values("category", key=lambda ids: ids.map(order.index))


def _draw_panel(
    drawing: Drawing,
    rows: pd.DataFrame,
    axis: Axis,
    programme: Programme,
    heading: str,
    amounts: Amounts,
) -> list[str]:
    if rows.empty:
        return []
    drawing.heading(heading)
    top = drawing.top
    written = []
    for row in rows_of(rows):
        name = (
            say("Mọi loại hỗ trợ", lang=amounts.lang)
            if row.category == ALL
            else programme.category(row.category).name.text(amounts.lang)
        )
        figures = amounts.with_interval(row.middle, row.interval_low, row.interval_high)
        drawing.named(name, figures)
        written.append(f"{name} {figures}")
        if pd.notna([row.middle, row.interval_low, row.interval_high]).all():
            ends = (float(row.interval_low), float(row.interval_high))
            draw_interval(
                drawing, axis, float(row.middle), ends, part=f"{row.measure} {row.category}"
            )
            drawing.top += INTERVAL_HEIGHT
        drawing.top += 0.12
    draw_axis(drawing, axis, top=top, words=amounts.words)
    drawing.top += 0.15
    return [f"{heading}: {'; '.join(written)}."]
