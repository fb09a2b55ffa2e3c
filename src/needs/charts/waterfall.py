"""From the target down to the gap: what the State covers, what others cover, what is left."""

from __future__ import annotations

import pandas as pd

from needs.charts.amounts import (
    Amounts,
    children,
    is_illustrative,
    known_figures,
    millions,
    without_figures,
)
from needs.charts.axis import Axis, axis_over, draw_axis, same_measure
from needs.charts.drawing import LEFT, SMALL, Drawing
from needs.charts.looks import GAP, PLEDGED, QUIET_INK, STATE, TARGET
from needs.charts.picture import Picture
from needs.maps.typesetting import line_height, text_width
from needs.programmes import Programme
from needs.tables import rows_of
from needs.wording import say

PARTS = ["target", "state", "pledged", "gap"]
LOOKS = {"target": TARGET, "state": STATE, "pledged": PLEDGED, "gap": GAP}
BAR = 0.36
BELOW = 0.22


def cost_parts(gap: pd.DataFrame, programme: Programme) -> pd.DataFrame:
    """Return the cost of the target and its three parts for each category, VND.

    Parameters
    ----------
    gap
        Table `gap`: one row for each commune and category.
    programme
        Gives the order of the categories.

    Returns
    -------
    DataFrame
        Index `category`; `target` = `state` + `pledged` + `gap`, summed over the communes whose
        figures are all known (missing where there is none); `missing`: communes left out.
    """
    cells = gap.rename(columns={f"{part}_vnd": part for part in PARTS})
    return _summed(cells, programme)


def children_parts(gap: pd.DataFrame, programme: Programme) -> pd.DataFrame:
    """Return the children of the target and its three parts for each category.

    As `cost_parts`; the parts are those of `children_split`.
    """
    return _summed(gap.assign(**children_split(gap)), programme)


def children_split(gap: pd.DataFrame) -> pd.DataFrame:
    """Return the children of the target of each row, and its three parts: they add up to it.

    State: never more than the target's children who are covered at all; the rest of them is what
    others cover.

    Parameters
    ----------
    gap
        Table `gap`.

    Returns
    -------
    pd.DataFrame
        target, state, pledged, gap (children), with the index of `gap`.
    """
    covered = gap.children_target - gap.gap_point
    state = gap.state_children.where(gap.state_children <= covered, covered)
    return pd.DataFrame(
        {
            "target": gap.children_target,
            # Comparing with a figure that is not known keeps neither side.
            "state": state.where(gap.state_children.notna()),
            "pledged": covered - state,
            "gap": gap.gap_point,
        }
    )


def _summed(cells: pd.DataFrame, programme: Programme) -> pd.DataFrame:
    known = cells[PARTS].notna().all(axis=1)
    by = cells.category
    sums = cells[PARTS].where(known).astype("Int64").groupby(by).sum(min_count=1)
    sums["missing"] = (~known).groupby(by).sum()
    order = [entry.id for entry in programme.categories if entry.id in sums.index]
    return sums.reindex(order)


def waterfall(
    gap: pd.DataFrame, programme: Programme, *, lang: str, province: pd.DataFrame | None = None
) -> Picture | None:
    """Draw the cost of the target, less what the State and others cover: the cost of the gap.

    Parameters
    ----------
    gap
        Table `gap`, of the province or of some communes of it.
    programme
        Names and order of the categories.
    lang
        "vi" or "en".
    province
        Table `gap` of the whole province, where a district is drawn: the measure is then that of
        the largest district, the same for each. None: as long as the figures drawn.

    Returns
    -------
    Picture or None
        All categories together, then each one on the same scale, million đồng; None for an
        empty table. Communes without figures are counted below, and the sums marked «≥».
    """
    if gap.empty:
        return None
    parts = cost_parts(gap, programme)
    amounts = millions(parts.target, lang=lang)
    drawing = Drawing(lang=lang, illustrative=is_illustrative(gap.basis, gap.price_basis))
    total = parts[PARTS].sum(min_count=1)
    total["missing"] = _communes_unknown(gap, [f"{part}_vnd" for part in PARTS])
    axis = axis_over([*known_figures(total[["target"]]), *_largest(province, "target_vnd", [])])
    drawing.heading(say("Mọi loại hỗ trợ", lang=lang))
    top = drawing.top
    sentences = [_draw_total(drawing, total, axis, amounts)]
    draw_axis(drawing, axis, top=top, words=amounts.words)
    drawing.heading(say("Từng loại hỗ trợ, cùng thước đo", lang=lang))
    sentences += _draw_categories(drawing, parts, programme, axis, amounts)
    sentences += _draw_notes(drawing, total.missing)
    if province is not None:
        drawing.paragraph(same_measure(lang=lang))
    if _rounding_shows(parts, total, amounts):
        drawing.paragraph(say("Số đã làm tròn: cộng lại có thể lệch một đơn vị.", lang=lang))
    return drawing.picture(
        title=say("Từ chi phí của chỉ tiêu đến phần còn thiếu (triệu đồng)", lang=lang),
        alt=sentences,
    )


def waterfall_children(
    gap: pd.DataFrame, programme: Programme, *, lang: str, province: pd.DataFrame | None = None
) -> Picture | None:
    """Draw the children of each category's target: served by the State, by others, lacking.

    Parameters and result as in `waterfall`; in children, each category by itself, because the
    children of two categories are largely the same children.
    """
    if gap.empty:
        return None
    parts = children_parts(gap, programme)
    amounts = children(lang=lang)
    drawing = Drawing(lang=lang, illustrative=is_illustrative(gap.basis))
    axis = axis_over(
        [*known_figures(parts.target), *_largest(province, "children_target", ["category"])]
    )
    _draw_key(drawing)
    top = drawing.top
    sentences = _draw_categories(drawing, parts, programme, axis, amounts)
    draw_axis(drawing, axis, top=top, words=amounts.words)
    columns = ["children_target", "state_children", "gap_point"]
    sentences += _draw_notes(drawing, _communes_unknown(gap, columns))
    drawing.paragraph(say("Không cộng các loại: phần lớn là cùng những trẻ đó.", lang=lang))
    if province is not None:
        drawing.paragraph(same_measure(lang=lang))
    return drawing.picture(
        title=say("Trẻ theo chỉ tiêu: đã có nguồn và còn thiếu, mức giữa", lang=lang),
        alt=sentences,
    )


def _largest(province: pd.DataFrame | None, column: str, by: list[str]) -> list[float]:
    """Return the largest sum of any district, of figures that are known; nothing without one."""
    if province is None:
        return []
    sums = province.groupby(["district_code", *by])[column].sum(min_count=1)
    return [max(known_figures(sums), default=0.0)]


def _part_words(lang: str) -> dict[str, str]:
    return {
        "target": say("Cần cho chỉ tiêu", lang=lang),
        "state": say("trừ phần Nhà nước lo", lang=lang),
        "pledged": say("trừ phần các nguồn khác lo", lang=lang),
        "gap": say("Còn thiếu", lang=lang),
    }


def _draw_total(drawing: Drawing, total: pd.Series, axis: Axis, amounts: Amounts) -> str:
    """Draw one bar under the other, each beginning where the one above it ends."""
    left_over = total.target
    written = []
    for part, name in _part_words(amounts.lang).items():
        figure = amounts.at_least(total[part], incomplete=total.missing > 0)
        drawing.named(name, figure)
        written.append(f"{name}: {figure}")
        if pd.notna(total.target):
            start = 0 if part in ("target", "gap") else left_over - total[part]
            left_over = left_over if part == "target" else start
            y, width = drawing.top, axis.span(0, total[part])
            drawing.bar(axis.at(start), y, width, BAR, look=LOOKS[part], part=f"{part} all")
            drawing.top += BAR + BELOW
            if part != "gap":
                x = axis.at(left_over if part != "target" else total.target)
                drawing.line(x, y + BAR, x, y + BAR + BELOW, dashed=True, colour=QUIET_INK)
    return "; ".join(written) + "."


def _draw_categories(
    drawing: Drawing,
    parts: pd.DataFrame,
    programme: Programme,
    axis: Axis,
    amounts: Amounts,
) -> list[str]:
    """Draw each category's target as one bar of its three parts, figures below."""
    sentences = []
    for row in rows_of(parts):
        name = programme.category(row.Index).name.text(amounts.lang)
        incomplete = row.missing > 0
        target = amounts.at_least(row.target, incomplete=incomplete)
        drawing.named(name, target)
        words = f"{name}: {target}"
        if pd.notna(row.target):
            x = axis.at(0)
            for part in ("gap", "pledged", "state"):
                value = getattr(row, part)
                width = axis.span(0, value)
                look, label = LOOKS[part], f"{part} {row.Index}"
                drawing.bar(x, drawing.top, width, BAR, look=look, part=label)
                x += width
            drawing.top += BAR + 0.06
            below = say(
                "còn thiếu {gap} · nguồn khác {pledged} · Nhà nước {state}",
                lang=amounts.lang,
                gap=amounts.at_least(row.gap, incomplete=incomplete),
                pledged=amounts.at_least(row.pledged, incomplete=incomplete),
                state=amounts.at_least(row.state, incomplete=incomplete),
            )
            drawing.paragraph(below)
            words += f" ({below})"
        drawing.top += BELOW
        sentences.append(words + ".")
    return sentences


def _draw_key(drawing: Drawing) -> None:
    """Draw what each part of a bar means, where no bar above says so."""
    lang = drawing.lang
    entries = [
        ("gap", say("còn thiếu", lang=lang)),
        ("pledged", say("nguồn khác", lang=lang)),
        ("state", say("Nhà nước", lang=lang)),
    ]
    x, middle = LEFT, drawing.top + line_height(SMALL) / 2
    for part, words in entries:
        drawing.bar(x, middle - 0.13, 0.5, 0.26, look=LOOKS[part], part=f"key {part}")
        drawing.text(words, x + 0.6, middle, size=SMALL)
        x += 0.6 + text_width(words, size=SMALL) + 0.5
    drawing.top += line_height(SMALL) + 0.15


def _draw_notes(drawing: Drawing, unknown: int) -> list[str]:
    if not unknown:
        return []
    words = without_figures(unknown, lang=drawing.lang)
    drawing.paragraph(words)
    return [words]


def _rounding_shows(parts: pd.DataFrame, total: pd.Series, amounts: Amounts) -> bool:
    """Tell whether some figures as written do not add up, along a bar or over the categories."""
    rows = pd.concat([parts[PARTS], total[PARTS].to_frame().T]).dropna()
    if rows.empty:
        return False
    written = (rows / amounts.unit).astype("Float64").round(amounts.decimals)
    within = written.target - written[["state", "pledged", "gap"]].sum(axis=1)
    over = written.iloc[-1] - written.iloc[:-1].sum()
    return bool((pd.concat([within, over]).abs() > 10 ** -(amounts.decimals + 1)).any())


def _communes_unknown(gap: pd.DataFrame, columns: list[str]) -> int:
    return gap.commune_code[gap[columns].isna().any(axis=1)].nunique()
