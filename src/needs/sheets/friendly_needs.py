"""Needs not met that belong to criteria a commune has not reached."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.html import Fragment, basis_tag, data_table, heading, missing, paragraph, text
from needs.friendly import friendly_of
from needs.friendly.lifting import NEED_COLUMNS
from needs.friendly.tables import Friendly
from needs.sheets.network_words import category_words
from needs.tables import rows_of, weakest_basis
from needs.wording import collation_key, interval, number, say
from needs.wording.numbers import is_missing

#: What the tables of an assessment call it.
_CHILDREN = {
    "still_open": "gap_point",
    "still_open_low": "gap_low",
    "still_open_high": "gap_high",
}
_PLACES = dict.fromkeys(_CHILDREN, "places_open")


def needs_not_met(assessment: Assessment) -> pd.DataFrame:
    """Return what the State and donors leave open; a proposal that nobody accepted lifts nobody.

    Returns
    -------
    DataFrame
        `NEED_COLUMNS`: children in the middle and at both ends of the gap; places.
    """
    parts = []
    gap, places = assessment.tables.get("gap"), assessment.tables.get("facilities")
    if gap is not None:
        own = gap.assign(**{name: gap[told] for name, told in _CHILDREN.items()})
        parts.append(own.assign(counted="children")[list(NEED_COLUMNS)])
    if places is not None:
        own = places.assign(**{name: places[told] for name, told in _PLACES.items()})
        named = own.assign(counted="places", category=places["facility"])
        parts.append(named[list(NEED_COLUMNS)])
    if not parts:
        return pd.DataFrame(columns=list(NEED_COLUMNS))
    return pd.concat(parts, ignore_index=True)


def lifting_section(assessment: Assessment, friendly: Friendly, lang: str) -> Fragment:
    """Return the needs not met, one row for each criterion of a commune."""
    if not friendly.read.communes:
        return Fragment("")
    title = heading(say("Nhu cầu giúp nâng tiêu chí", lang=lang))
    rows = sorted(
        rows_of(friendly.tables["friendly_needs"]),
        key=lambda row: (*_most_pressing(row), friendly.criteria.ids.index(row.criterion)),
    )
    if not rows:
        nothing = say(
            "Không có nhu cầu nào của chương trình còn mở mà thuộc tiêu chí chưa đạt.", lang=lang
        )
        return title + paragraph(nothing, kind="note")
    body = [
        _row(friendly, list(own), lang)
        for _, own in groupby(rows, key=lambda row: (row.commune_code, row.criterion))
    ]
    table = data_table(
        [
            say("Xã, phường", lang=lang),
            say("Tiêu chí", lang=lang),
            say("Nhu cầu còn mở", lang=lang),
            say("Điểm / tối đa", lang=lang),
            say("Còn có thể thêm", lang=lang),
        ],
        body,
        caption=say(
            "Nhu cầu còn mở là phần Nhà nước và nhà tài trợ chưa lo, mức giữa và khoảng; đề xuất "
            "chưa ai nhận lời thì chưa trừ. Đáp ứng rồi, tiêu chí có thể thêm điểm.",
            lang=lang,
        ),
        kinds="tttnn",
        compact=True,
    )
    return title + _rests_on(assessment, lang) + table


def _rests_on(assessment: Assessment, lang: str) -> Fragment:
    gap = assessment.tables.get("gap")
    if gap is None or "basis" not in gap or gap.empty:
        return Fragment("")
    words = text(say("Số nhu cầu dựa vào:", lang=lang))
    return Fragment(f"<p>{words} {basis_tag(weakest_basis(*gap.basis), lang=lang)}</p>")


def _row(friendly: Friendly, needs: list[Any], lang: str) -> list[str]:
    first = needs[0]
    criterion = friendly.criteria.criterion(first.criterion)
    link = friendly_of(friendly.programme).link(first.criterion)
    why = "" if link is None else f"<br><small>{text(link.why.text(lang))}</small>"
    unscored = is_missing(first.points)
    points = text(say("chưa chấm", lang=lang)) if unscored else number(first.points, lang=lang)
    most = "–" if is_missing(first.points_most) else number(first.points_most, lang=lang)
    left = first.points_most if unscored else first.points_left
    return [
        text(first.commune),
        f"{criterion.number}. {text(criterion.name.text(lang))}{why}",
        "<br>".join(_need(friendly, need, lang) for need in needs),
        f"{points} / {most}",
        text(say("chưa rõ", lang=lang)) if is_missing(left) else number(left, lang=lang),
    ]


def _need(friendly: Friendly, need: Any, lang: str) -> str:
    """Return one need with what is lacking of it: «Học bổng: 12 trẻ (2–50)»."""
    name = text(category_words(friendly.programme, need.category, lang=lang))
    if is_missing(need.still_open):
        return f"{name}: {missing(lang=lang)}"
    count = number(need.still_open, lang=lang)
    if need.counted == "places":
        told = say("{n} nơi", lang=lang, n=count)
    else:
        told = say("{n} trẻ", lang=lang, n=count)
    if need.still_open_low != need.still_open_high:
        told += f" ({interval(need.still_open_low, need.still_open_high, lang=lang)})"
    return f"{name}: {text(told)}"


def _most_pressing(row: Any) -> tuple[Any, ...]:
    """Order by commune; criteria at 0 stand in the way of recognition, whatever the sum."""
    unscored = is_missing(row.points)
    urgency = 1 if unscored else 0 if row.points == 0 else 2
    left = -1 if is_missing(row.points_left) else row.points_left
    return collation_key(row.commune), row.commune_code, urgency, -left
