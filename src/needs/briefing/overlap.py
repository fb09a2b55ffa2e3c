"""Where several sources may be serving the same children."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.cells import at_ends, whole
from needs.briefing.html import Fragment, basis_tag, data_table, heading, paragraph, text
from needs.briefing.words import category_name
from needs.tables import rows_of
from needs.wording import number, say

#: The overview shows the largest; the table `overlaps` has all of them.
MOST = 15


def overlap_section(assessment: Assessment, *, lang: str, most: int | None = None) -> Fragment:
    """Show the communes where sources may meet, how many children twice, and how it is known.

    Parameters
    ----------
    most
        How many rows are shown, those with the largest possible overlap first; none: all.
    """
    title = heading(say("Các nguồn có thể trùng trẻ", lang=lang), level=3)
    frame = assessment.overlaps
    if frame.empty:
        return title + paragraph(
            say("Không xã nào ở đây có hai nguồn có thể cùng hỗ trợ một trẻ.", lang=lang)
        )
    rows = frame.sort_values(
        ["double_high", "commune_code", "category"],
        ascending=[False, True, True],
        na_position="last",
    )
    shown = rows if most is None else rows.head(most)
    words = say(
        "{cells} chỗ (xã và loại hỗ trợ) có từ hai nguồn trở lên. Các suất có thể trùng: {double}. "
        "Muốn biết chắc: gửi danh sách trẻ bằng mã (không tên), hoặc kiểm tra chung hai nguồn.",
        lang=lang,
        cells=number(len(frame), lang=lang),
        double=_known_sum(frame, lang),
    )
    table = data_table(
        [
            say("Xã", lang=lang),
            say("Loại hỗ trợ", lang=lang),
            say("Các nguồn", lang=lang),
            say("Số suất báo", lang=lang),
            say("Suất có thể trùng", lang=lang),
            say("Biết nhờ", lang=lang),
            say("Căn cứ", lang=lang),
        ],
        [
            [
                text(row.commune),
                text(category_name(assessment.programme, row.category, lang=lang)),
                text(source_names(row.source_names, assessment.schemes, lang=lang)),
                whole(row.support_children, lang),
                at_ends(row.double_low, row.double_high, lang),
                text(overlap_words(row.overlap_known, lang=lang)),
                basis_tag(row.basis, lang=lang),
            ]
            for row in rows_of(shown)
        ],
        caption=say("Nơi từ hai nguồn trở lên có thể cùng hỗ trợ một trẻ", lang=lang),
        kinds="tttnntt",
        compact=True,
    )
    if len(shown) < len(rows):
        table = table + paragraph(
            say(
                "{shown} chỗ có thể trùng nhiều nhất trong {all} chỗ; đầy đủ trong tệp kết quả.",
                lang=lang,
                shown=number(len(shown), lang=lang),
                all=number(len(rows), lang=lang),
            )
        )
    return title + paragraph(words) + table


def _known_sum(frame: pd.DataFrame, lang: str) -> str:
    """Return the sum of what is known, and in how many cells it is not."""
    known = frame[frame.double_low.notna() & frame.double_high.notna()]
    if known.empty:
        return say("chưa có số liệu", lang=lang)
    ends = say(
        "từ {low} đến {high}",
        lang=lang,
        low=number(known.double_low.sum(), lang=lang),
        high=number(known.double_high.sum(), lang=lang),
    )
    if len(known) == len(frame):
        return ends
    return say(
        "{ends}, chưa kể {n} chỗ chưa có số liệu",
        lang=lang,
        ends=ends,
        n=number(len(frame) - len(known), lang=lang),
    )


def overlap_words(code: str, *, lang: str) -> str:
    """Say how it is known whether sources serve the same children."""
    return {
        "ids": say("so danh sách trẻ", lang=lang),
        "audited": say("đã kiểm tra chung", lang=lang),
        "bounds": say("chưa đối chiếu, chỉ có giới hạn", lang=lang),
        "told_once": say("xã đếm mỗi trẻ một lần", lang=lang),
    }[code]


def source_names(names: Any, schemes: pd.DataFrame, *, lang: str) -> str:
    """Return the names of the sources; in English the State and its schemes in English."""
    said = str(names)
    if lang == "vi":
        return said
    for row in rows_of(schemes.drop_duplicates("scheme")):
        said = said.replace(row.name, row.name_en)
    state = say("Nhà nước", lang="vi")
    if said.startswith(state):
        said = say("Nhà nước", lang=lang) + said.removeprefix(state)
    return said
