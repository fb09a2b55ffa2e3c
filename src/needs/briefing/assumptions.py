"""Every assumption and reference figure, with its range and source; the most moving first."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.html import Fragment, data_table, missing, paragraph, text
from needs.briefing.words import at_start, figure_kind
from needs.tables import rows_of
from needs.wording import number, percent, say

#: A district's page names so many assumptions; the province's overview has all.
MOST_ASSUMPTIONS = 8
#: Unit of a share in the table `assumptions`.
_SHARE = "0–1"


def assumptions_table(
    assessment: Assessment, *, lang: str, most: int | None = None, ids: bool = False
) -> Fragment:
    """Show every assumption and reference figure: range, share of the uncertainty, kind, source.

    Those that the cost of the gap hangs on most come first.

    Parameters
    ----------
    most
        How many at most, of those that move the cost; none: all, moving or not.
    ids
        Whether the ids stand below the names, for who tries other figures.
    """
    ordered = assessment.assumptions.sort_values(
        "uncertainty_share", ascending=False, na_position="last", kind="stable"
    )
    shown = ordered if most is None else ordered[ordered.uncertainty_share.notna()].head(most)
    rest = Fragment("")
    if len(shown) < len(ordered):
        words = say(
            "Còn {n} con số và giả định, với nguồn: xem bản tổng quan của tỉnh.",
            lang=lang,
            n=number(len(ordered) - len(shown), lang=lang),
        )
        rest = paragraph(words)
    if shown.empty:
        return rest
    caption = (
        say("Mọi giả định và con số tham chiếu đã dùng", lang=lang)
        if most is None
        else say("Các giả định làm con số thay đổi nhiều nhất", lang=lang)
    )
    table = data_table(
        [
            say("Con số", lang=lang),
            say("Giá trị (thấp–cao)", lang=lang),
            say("Phần của độ bất định", lang=lang),
            say("Nguồn", lang=lang),
        ],
        [
            [
                text(row.name if lang == "vi" else row.name_en)
                + (f"<br><small><code>{text(row.figure)}</code></small>" if ids else ""),
                _valued(row, lang),
                "–"
                if pd.isna(row.uncertainty_share)
                else percent(row.uncertainty_share, lang=lang, decimals=1),
                _sourced(row, lang),
            ]
            for row in rows_of(shown)
        ],
        caption=caption,
        kinds="ttnt",
        compact=True,
    )
    return table + rest


def _valued(row: Any, lang: str) -> str:
    """Return value and unit of a figure, and its range where it has one."""
    share = row.unit == _SHARE

    def short(value: Any) -> str:
        exact = float(value) * (100 if share else 1)
        # As many decimals as the figure has, and no more than its unit bears.
        most = 2 if share else 3
        decimals = next(
            n for n in range(4) if n == most or math.isclose(exact, round(exact, n), rel_tol=1e-6)
        )
        return number(exact, lang=lang, decimals=decimals)

    value = missing(lang=lang) if pd.isna(row.value) else short(row.value)
    unit = text(row.unit if lang == "vi" else row.unit_en)
    # As everywhere on the page: «25,55%», no space.
    cell = f"{value}%" if share else f"{value} <small>{unit}</small>"
    if pd.isna(row.low) or row.low == row.high:
        return cell
    ends = f"({short(row.low)}–{short(row.high)})"
    return f'{cell}<br><span style="white-space:nowrap">{ends}</span>'


def _sourced(row: Any, lang: str) -> str:
    """Return kind and source of a figure; the kind once where the source begins with it."""
    kind = figure_kind(row.kind, lang=lang)
    source = text(row.source) + ("" if pd.isna(row.note) else f". {text(at_start(row.note))}")
    return source if str(row.source).startswith(kind) else f"{kind}: {source}"
