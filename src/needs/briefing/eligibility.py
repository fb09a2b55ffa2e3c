"""Who enters and who leaves the list: words, table and map of what the assessment kept of it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from needs.areas import list_of_programme
from needs.assessment import Assessment
from needs.assessment.eligibility import earlier_lists, earlier_totals
from needs.assessment.eligibility_words import (
    change_words,
    eligibility_words,
    no_earlier_list_words,
    part_name,
)
from needs.briefing.cells import with_range
from needs.briefing.groups import groups_section
from needs.briefing.html import Fragment, data_table, heading, paragraph, text
from needs.briefing.measures import alphabetical
from needs.briefing.no_list import awaited_section
from needs.maps import embed
from needs.maps.change_map import change_map
from needs.people import read_assumptions
from needs.places import load_gazetteer
from needs.tables import rows_of
from needs.wording import say

#: Table of `Assessment` with what changed since the list before; empty where there is none.
CHANGE = "eligibility_change"

_MAP_HEIGHT_PX = 460


def eligibility(assessment: Assessment, root: Path, *, lang: str) -> Fragment:
    """Say which communes entered or left since the list before, and what support that moves.

    Nothing is computed anew: the comparison is read from the table. Without one, the official
    totals of earlier lists are told, as far as the province has no earlier list; without any list,
    what one will be checked against; the groups, where children count by their circumstances.
    """
    if assessment.standing == "by_groups":
        return groups_section(assessment, lang=lang)
    if assessment.standing == "no_list":
        return awaited_section(assessment, root, lang=lang)
    words = _words(assessment, root, lang)
    if not words:
        return Fragment("")
    title = heading(say("So với danh sách xã kỳ trước", lang=lang), level=3)
    change = assessment.tables.get(CHANGE)
    if change is None or change.empty:
        return title + paragraph(words)
    return title + paragraph(words) + _table(change, lang) + _map(change, lang)


def _table(change: pd.DataFrame, lang: str) -> Fragment:
    """List the communes, or parts of them, that entered or left."""
    moved = change[change.change.isin(["entered", "left"])]
    if moved.empty:
        return Fragment("")
    rows = alphabetical(moved, "commune").sort_values("change", kind="stable")
    none = say("không có trong danh sách", lang=lang)
    return data_table(
        [
            say("Xã", lang=lang),
            say("Khu vực trước", lang=lang),
            say("Khu vực sau", lang=lang),
            say("Thay đổi", lang=lang),
            say("Trẻ dưới 16", lang=lang),
        ],
        [
            [
                text(part_name(row, lang=lang)),
                none if pd.isna(row.zone_before) else text(row.zone_before),
                none if pd.isna(row.zone_after) else text(row.zone_after),
                text(change_words(row.change, lang=lang)),
                with_range(row.children, row.children_low, row.children_high, lang),
            ]
            for row in rows_of(rows)
        ],
        caption=say(
            "Xã vào, ra khỏi diện xã đặc biệt khó khăn; trẻ: mức giữa, giới hạn", lang=lang
        ),
        kinds="ttttn",
    )


def _map(change: pd.DataFrame, lang: str) -> Fragment:
    """Show on the screen where they are; on paper the table stands alone."""
    title = say("Bản đồ xã vào, ra khỏi danh sách", lang=lang)
    frame = embed(change_map(change, lang=lang), title=title, height_px=_MAP_HEIGHT_PX)
    return Fragment(f'<div class="screen-only">{frame}</div>')


def _words(assessment: Assessment, root: Path, lang: str) -> str:
    programme = assessment.programme
    change = assessment.tables.get(CHANGE)
    if change is not None and len(change):
        assumptions = read_assumptions(root)
        return eligibility_words(change, programme, lang, assumptions=assumptions)
    gazetteer = load_gazetteer()
    area = list_of_programme(programme, root, gazetteer)
    if area is None or earlier_lists(area, root, gazetteer):
        return ""
    return no_earlier_list_words(earlier_totals(area, root, gazetteer), area, lang=lang)
