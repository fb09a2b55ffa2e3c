"""The tables of child-friendly communes: beside those of an assessment."""

from __future__ import annotations

from needs.tables.column import Column
from needs.tables.schema import Table

C = Column
_POINTS = "điểm / points"
_CRITERION = C("criterion", "text", "mã tiêu chí", "criterion")
_GIVEN = C("points", "count", "điểm; trống: chưa chấm (đủ)", "points; empty: not scored", "", True)

FRIENDLY_TABLES: tuple[Table, ...] = (
    Table(
        "friendly_scores",
        "điểm từng tiêu chí của từng xã",
        "points of each commune, by criterion",
        ("commune_code", "criterion", "points", "file", "sheet", "cell"),
        ("commune_code", "criterion"),
        own=(_CRITERION, _GIVEN),
    ),
    Table(
        "friendly_results",
        "xã phù hợp với trẻ em: điểm, tiêu chí đạt, kết luận",
        "child-friendly communes: points, criteria met, outcome",
        (
            *("commune_code", "commune", "district_code", "district", "commune_class"),
            *("points_needed", "criteria_scored", "criteria_met", "criteria_failed", "points"),
            *("points_low", "points_high", "outcome", "points_lacking"),
        ),
        ("commune_code",),
        own=(
            _GIVEN,
            C("commune_class", "text", "loại đơn vị; trống: chưa rõ", "class; empty: unknown"),
            C("points_needed", "count", "điểm cần", "points needed", _POINTS, True),
            C("criteria_scored", "count", "tiêu chí đã chấm", "criteria scored"),
            C("criteria_met", "count", "tiêu chí đạt", "criteria met"),
            C("criteria_failed", "count", "tiêu chí đã chấm, không đạt", "scored and not met"),
            C("points_low", "count", "ít nhất", "at least", _POINTS),
            C("points_high", "count", "nhiều nhất", "at most", _POINTS),
            C(
                "outcome",
                "text",
                "đủ điều kiện (recognised), không đủ, chưa chấm đủ để kết luận (unknown)",
                "recognised, not recognised, not enough known",
                "",
                False,
                ("recognised", "not_recognised", "unknown"),
            ),
            C("points_lacking", "count", "còn thiếu điểm", "points lacking", _POINTS, True),
        ),
    ),
    Table(
        "friendly_needs",
        "nhu cầu giúp nâng tiêu chí chưa đạt",
        "needs that would lift criteria not met",
        (
            *("commune_code", "commune", "criterion", "category", "counted", "still_open"),
            *("still_open_low", "still_open_high", "points", "points_most", "points_left"),
        ),
        ("commune_code", "criterion", "category"),
        own=(
            *(_CRITERION, _GIVEN),
            C("still_open", "count", "trẻ, nơi còn thiếu", "children, places lacking", "", True),
            C("still_open_low", "count", "ít nhất", "at least", "", True),
            C("still_open_high", "count", "nhiều nhất", "at most", "", True),
            C("points_most", "count", "điểm tối đa", "most points", _POINTS, True),
            C("points_left", "count", "điểm còn có thể thêm", "points left to win", _POINTS, True),
        ),
    ),
)
del C
