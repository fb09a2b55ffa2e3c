"""The tables of child-friendly communes: results by commune, and what would lift them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.briefing.html import (
    Fragment,
    data_table,
    heading,
    paragraph,
    text,
)
from needs.friendly import friendly_of
from needs.friendly.tables import Friendly
from needs.sheets.network_words import category_words
from needs.tables import rows_of
from needs.wording import collation_key, interval, number, say
from needs.wording.numbers import is_missing


def outcome_words(outcome: str, *, lang: str) -> str:
    """Return the words for an outcome; recognition itself is for the office that decides."""
    words = {
        "recognised": say("đủ điều kiện công nhận", lang=lang),
        "not_recognised": say("chưa đủ điều kiện", lang=lang),
        "unknown": say("chưa đủ điểm để kết luận", lang=lang),
    }
    return words[outcome]


def results_section(friendly: Friendly, scored: pd.DataFrame, lang: str) -> Fragment:
    """Return each commune with its points, criteria met and outcome."""
    if scored.empty:
        return Fragment("")
    order = {"recognised": 0, "unknown": 1, "not_recognised": 2}
    rows = sorted(
        rows_of(scored),
        key=lambda row: (
            order[row.outcome],
            -row.points_low,
            collation_key(row.commune),
            row.commune_code,
        ),
    )
    every = number(len(friendly.criteria.ids), lang=lang)
    return heading(say("Kết quả từng xã", lang=lang)) + data_table(
        [
            say("Xã, phường", lang=lang),
            say("Kết luận", lang=lang),
            say("Điểm", lang=lang),
            say("Cần", lang=lang),
            say("Còn thiếu", lang=lang),
            say("Tiêu chí đạt", lang=lang),
            say("Đã chấm", lang=lang),
        ],
        [
            [
                f"{text(row.commune)}<br><small>{text(row.district)}</small>",
                text(outcome_words(row.outcome, lang=lang)) + _why(friendly, row, lang),
                _points(row, lang),
                number(row.points_needed, lang=lang)
                if not is_missing(row.points_needed)
                else text(say("chưa rõ loại đơn vị", lang=lang)),
                _lacking(row, lang),
                f"{number(row.criteria_met, lang=lang)}/{every}",
                f"{number(row.criteria_scored, lang=lang)}/{every}",
            ]
            for row in rows
        ],
        caption=say(
            "Điểm là khoảng nơi còn tiêu chí chưa chấm: từ số đã chấm đến mức cao nhất có thể",
            lang=lang,
        ),
        kinds="ttnnnnn",
        compact=True,
    )


def _points(row: Any, lang: str) -> str:
    return interval(row.points_low, row.points_high, lang=lang)


def _lacking(row: Any, lang: str) -> str:
    return "–" if is_missing(row.points_lacking) else number(row.points_lacking, lang=lang)


def _why(friendly: Friendly, row: Any, lang: str) -> str:
    """Name the criteria that stand in the way: at 0, or not scored."""
    scores = friendly.tables["friendly_scores"]
    own = scores[scores.commune_code == row.commune_code].set_index("criterion").points
    floor = friendly.criteria.met_above.value
    failed = [one for one in friendly.criteria.ids if one in own.index and own[one] <= floor]
    unscored = [one for one in friendly.criteria.ids if one not in own.index]
    parts = []
    if failed:
        numbers = _numbers(friendly, failed)
        parts.append(say("0 điểm: tiêu chí {numbers}", lang=lang, numbers=numbers))
    if unscored:
        numbers = _numbers(friendly, unscored)
        parts.append(say("chưa chấm: tiêu chí {numbers}", lang=lang, numbers=numbers))
    return "".join(f"<br><small>{text(part)}</small>" for part in parts)


def _numbers(friendly: Friendly, criteria: list[str]) -> str:
    return ", ".join(str(friendly.criteria.criterion(one).number) for one in criteria)


def lifting_section(friendly: Friendly, lang: str) -> Fragment:
    """Return the open needs that belong to criteria not met."""
    rows = friendly.tables["friendly_needs"]
    if not friendly.read.communes:
        return Fragment("")
    title = heading(say("Nhu cầu giúp nâng tiêu chí", lang=lang))
    if rows.empty:
        nothing = say(
            "Không có nhu cầu nào của chương trình còn mở mà thuộc tiêu chí chưa đạt.", lang=lang
        )
        return title + paragraph(nothing, kind="note")
    profile = friendly_of(friendly.programme, lang=lang)
    body = []
    for row in sorted(rows_of(rows), key=_most_pressing):
        criterion = friendly.criteria.criterion(row.criterion)
        link = profile.link(row.criterion)
        why = "" if link is None else f"<br><small>{text(link.why.text(lang))}</small>"
        open_words = (
            say("{n} nơi", lang=lang, n=number(row.still_open, lang=lang))
            if row.counted == "places"
            else say("{n} trẻ", lang=lang, n=number(row.still_open, lang=lang))
        )
        points = (
            text(say("chưa chấm", lang=lang))
            if is_missing(row.points)
            else number(row.points, lang=lang)
        )
        most = "–" if is_missing(row.points_most) else number(row.points_most, lang=lang)
        body.append(
            [
                text(row.commune),
                f"{criterion.number}. {text(criterion.name.text(lang))}{why}",
                f"{points} / {most}",
                text(category_words(friendly.programme, row.category, lang=lang)),
                text(open_words),
            ]
        )
    return title + data_table(
        [
            say("Xã, phường", lang=lang),
            say("Tiêu chí", lang=lang),
            say("Điểm / tối đa", lang=lang),
            say("Nhu cầu còn mở", lang=lang),
            say("Còn thiếu", lang=lang),
        ],
        body,
        caption=say("Đáp ứng nhu cầu này thì tiêu chí có thể thêm điểm", lang=lang),
        kinds="ttntn",
        compact=True,
    )


def _most_pressing(row: Any) -> tuple[Any, ...]:
    """Order by commune; criteria at 0 stand in the way of recognition, whatever the sum."""
    unscored = is_missing(row.points)
    urgency = 1 if unscored else 0 if row.points == 0 else 2
    left = -1 if is_missing(row.points_left) else row.points_left
    return collation_key(row.commune), row.commune_code, urgency, -left, row.criterion, row.category
