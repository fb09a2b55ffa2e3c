"""Need and what is lacking in a public edition: by kind of support, and by place."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from needs.briefing.html import Fragment, data_table, heading, paragraph, text
from needs.briefing.measures import total
from needs.briefing.words import category_name
from needs.disclosure import cell_id
from needs.editions.figures import AT_MOST, LACKING, TARGET
from needs.editions.marks import hidden_note
from needs.editions.told import Told
from needs.wording import say

#: A row about a place: its name (HTML), what it is called among the cells, its rows of a table.
Row = tuple[str, dict[str, str], pd.DataFrame]


def needs_by_category(
    told: Told, gap: pd.DataFrame, sides: dict[str, str], *, lang: str
) -> Fragment:
    """Show target and what is lacking by kind of support, with what it costs.

    Parameters
    ----------
    told
        The figures.
    gap
        Rows of the table `gap` that the page is about.
    sides
        What their totals are called among the cells: {} or the district.
    """
    names = {
        TARGET: say("Trẻ cần đạt", lang=lang),
        LACKING: say("Còn thiếu, ít nhất", lang=lang),
        AT_MOST: say("Còn thiếu, nhiều nhất", lang=lang),
    }
    own = [name for name in names if name in gap]
    body = []
    for category in told.assessment.programme.categories:
        rows = gap[gap.category == category.id]
        if rows.empty:
            continue
        entry = {**sides, "category": category.id}
        counts = [told.cell(total(rows[name]), name, lang=lang, **entry) for name in own]
        cost = told.millions(total(rows.cost_vnd), lang=lang, **entry)
        body.append([text(category.name.text(lang)), *counts, cost])
    title = heading(say("Nhu cầu và phần còn thiếu", lang=lang))
    return (
        title
        + paragraph(hidden_note(told, lang=lang), kind="note")
        + data_table(
            [
                say("Loại hỗ trợ", lang=lang),
                *(names[name] for name in own),
                say("Còn thiếu, ít nhất, triệu đồng", lang=lang),
            ],
            body,
            caption=say("Theo loại hỗ trợ (số trẻ)", lang=lang),
        )
    )


def mostly_hidden(
    told: Told, places: Sequence[dict[str, str]], measure: str, category: str
) -> bool:
    """Tell whether more than four in five of a column's known figures would be «•».

    Such a column tells a reader nothing; the level above it does.

    Parameters
    ----------
    told
        The figures.
    places
        What each row is called among the cells.
    measure, category
        The column.
    """
    cells = [cell_id(measure, **place, category=category) for place in places]
    hidden = sum(cell in told.decision.reasons for cell in cells)
    return hidden > 4 * sum(told.decision.shows(cell) for cell in cells)


def left_out_note(told: Told, categories: Sequence[str], where: str, *, lang: str) -> Fragment:
    """Say for which kinds of support places are not told one by one, and where their sum stands."""
    if not categories:
        return Fragment("")
    programme = told.assessment.programme
    names = "; ".join(category_name(programme, one, lang=lang) for one in categories)
    words = say(
        "{what}: hầu hết các nơi có ít trẻ, số không nêu được, nên không liệt kê từng nơi; "
        "{where}.",
        lang=lang,
        what=names,
        where=where,
    )
    return paragraph(words, kind="note")


def needs_by_place(
    told: Told,
    places: Sequence[Row],
    gap: pd.DataFrame,
    sides: dict[str, str],
    measure: str,
    *,
    lang: str,
) -> Fragment:
    """Show one measure by place and kind of support.

    Parameters
    ----------
    told
        The figures.
    places
        A row each: communes of a district, or districts of the province.
    gap
        All rows of the table `gap` that the page is about.
    sides
        What their totals are called among the cells: {} or the district.
    measure
        Target, or what is lacking for certain.
    """
    if measure not in gap:
        return Fragment("")
    of = set(gap.category)
    every = [entry.id for entry in told.assessment.programme.categories if entry.id in of]
    entries = [entry for _, entry, _ in places]
    left = [one for one in every if mostly_hidden(told, entries, measure, one)]
    categories = [one for one in every if one not in left]
    above = say("tổng ở bảng «Theo loại hỗ trợ»", lang=lang)

    def figures(rows: pd.DataFrame, entry: dict[str, str]) -> list[str]:
        return [_figure(told, rows, measure, one, entry, lang) for one in categories]

    captions = {
        TARGET: say("Số trẻ cần đạt, theo nơi và loại hỗ trợ", lang=lang),
        LACKING: say("Số trẻ còn thiếu, ít nhất, theo nơi và loại hỗ trợ", lang=lang),
    }
    first = say("Xã, phường", lang=lang) if sides else say("Huyện, thành phố", lang=lang)
    programme = told.assessment.programme
    note = left_out_note(told, left, above, lang=lang)
    if not categories:
        return paragraph(f"{captions[measure]}:") + note
    table = data_table(
        [first, *(category_name(programme, one, lang=lang) for one in categories)],
        [[name, *figures(rows, entry)] for name, entry, rows in places],
        caption=captions[measure],
        compact=True,
        total=[say("Cộng", lang=lang), *figures(gap, sides)],
    )
    return table + note


def _figure(
    told: Told,
    gap: pd.DataFrame,
    measure: str,
    category: str,
    entry: dict[str, str],
    lang: str,
) -> str:
    """Return one figure; a place outside the category's target has none («–»)."""
    rows = gap[gap.category == category]
    if rows.empty:
        return "–"
    return told.cell(total(rows[measure]), measure, lang=lang, **entry, category=category)
