"""The tables of child-friendly communes: by commune, by criterion, by district."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.briefing.html import Fragment, data_table, heading, text
from needs.friendly.tables import Friendly
from needs.tables import rows_of
from needs.wording import collation_key, interval, number, say
from needs.wording.numbers import is_missing

OUTCOMES = ("recognised", "unknown", "not_recognised")


def outcome_words(outcome: str, *, lang: str) -> str:
    """Return the words for an outcome; recognition itself is for the office that decides."""
    words = {
        "recognised": say("đủ điều kiện công nhận", lang=lang),
        "not_recognised": say("chưa đủ điều kiện", lang=lang),
        "unknown": say("chưa chấm đủ để kết luận", lang=lang),
    }
    return words[outcome]


def results_section(friendly: Friendly, scored: pd.DataFrame, lang: str) -> Fragment:
    """Return each commune with its points, criteria met and outcome."""
    if scored.empty:
        return Fragment("")
    rows = sorted(
        rows_of(scored),
        key=lambda row: (
            OUTCOMES.index(row.outcome),
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


def scores_section(friendly: Friendly, scored: pd.DataFrame, lang: str) -> Fragment:
    """Return the points of each commune by criterion; what is not scored stays empty-handed."""
    if scored.empty:
        return Fragment("")
    scores = friendly.tables["friendly_scores"].set_index(["commune_code", "criterion"]).points
    ids = friendly.criteria.ids
    body = []
    for row in sorted(rows_of(scored), key=lambda one: collation_key(one.commune)):
        given = [scores.get((row.commune_code, one)) for one in ids]
        cells = ["–" if is_missing(one) else _score(one, friendly, lang) for one in given]
        body.append([text(row.commune), *cells])
    return data_table(
        [
            say("Xã, phường", lang=lang),
            *(str(friendly.criteria.criterion(one).number) for one in ids),
        ],
        body,
        caption=say("Điểm từng tiêu chí, theo số của tiêu chí; –: chưa chấm", lang=lang),
        compact=True,
    )


def _score(points: Any, friendly: Friendly, lang: str) -> str:
    told = number(points, lang=lang)
    return told if points > friendly.criteria.met_above.value else f"<b>{told}</b>"


def districts_section(friendly: Friendly, lang: str) -> Fragment:
    """Return how far the scoring has come in each (former) district."""
    results = friendly.tables["friendly_results"]
    read = friendly.read
    waiting = {code for code in read.faults_of if code}
    told = results.assign(
        scored=results.commune_code.isin(read.communes),
        waiting=results.commune_code.isin(waiting),
    )
    body = []
    groups = sorted(told.groupby("district"), key=lambda one: collation_key(str(one[0])))
    for district, own in groups:
        if not (own.scored.any() or own.waiting.any()):
            continue
        outcomes = own[own.scored].outcome.value_counts()
        counts = [len(own), own.scored.sum(), *(outcomes.get(one, 0) for one in OUTCOMES)]
        counts.append(own.waiting.sum())
        body.append([text(district), *(number(one, lang=lang) for one in counts)])
    unheard = results.district.nunique() - len(body)
    table = data_table(
        [
            say("Huyện (cũ)", lang=lang),
            say("Số xã", lang=lang),
            say("Đã chấm", lang=lang),
            *(outcome_words(one, lang=lang) for one in OUTCOMES),
            say("Có chỗ phải sửa", lang=lang),
        ],
        body,
        caption=say(
            "Tiến độ chấm; {n} huyện (cũ) khác chưa gửi điểm của xã nào",
            lang=lang,
            n=number(unheard, lang=lang),
        ),
        compact=True,
    )
    return heading(say("Theo huyện", lang=lang)) + table
