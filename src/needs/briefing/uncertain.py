"""How sure the figures are: 90% intervals, what they are drawn from, what moves them most."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.html import Fragment, heading, paragraph, picture, side_by_side
from needs.briefing.measures import total
from needs.charts import tornado
from needs.wording import number, say


class Interval(NamedTuple):
    """A figure with the ends of its 90% interval; children or VND, missing where not known."""

    middle: Any
    low: Any
    high: Any


class Intervals:
    """The table `intervals` at one level, asked by area, category and measure."""

    def __init__(self, intervals: pd.DataFrame, level: str) -> None:
        rows = intervals[intervals.level == level]
        ends = zip(rows.middle, rows.interval_low, rows.interval_high, strict=True)
        keys = zip(rows.area_code, rows.category, rows.measure, strict=True)
        self._of = {key: Interval(*row) for key, row in zip(keys, ends, strict=True)}

    def of(self, area_code: str, category: str, measure: str) -> Interval:
        """Return a figure of an area; all missing where the table has none."""
        return self._of.get((area_code, category, measure), Interval(pd.NA, pd.NA, pd.NA))

    def has(self, area_code: str, category: str, measure: str) -> bool:
        """Tell whether the table has such a figure, known or not."""
        return (area_code, category, measure) in self._of


def own_level(assessment: Assessment) -> tuple[str, str]:
    """Return level and code of the area that the results are of: a district, or the province."""
    intervals = assessment.intervals
    level = "province" if intervals.level.eq("province").any() else "district"
    codes = intervals.area_code[intervals.level == level]
    return level, str(codes.iloc[0]) if len(codes) else ""


def own_interval(assessment: Assessment, category: str, measure: str) -> Interval:
    """Return a figure of the whole area with its 90% interval."""
    level, code = own_level(assessment)
    return Intervals(assessment.intervals, level).of(code, category, measure)


def how_sure(assessment: Assessment, *, lang: str) -> Fragment:
    """Say what a 90% interval is made of, and draw what moves the province's gap cost most."""
    title = heading(
        say("Chắc đến đâu, và điều gì làm con số thay đổi (toàn tỉnh)", lang=lang), level=3
    )
    words = draws_note(assessment, lang=lang)
    drawn = most_moving(assessment, lang=lang)
    if not drawn.html:
        return title + words
    advice = paragraph(
        say("Muốn thu hẹp khoảng 90%, hãy làm rõ trước các con số đứng đầu hình này.", lang=lang)
    )
    return title + side_by_side(drawn, words + advice)


def draws_note(assessment: Assessment, *, lang: str) -> Fragment:
    """Say what a 90% interval is made of, and that it can be made again."""
    settings = assessment.programme.uncertainty
    return paragraph(
        say(
            "Khoảng 90% lấy từ {draws} lần tính lại cả chuỗi: mỗi lần, mọi con số chưa chắc cùng "
            "thay đổi trong khoảng của nó (dân số, tỷ lệ, trùng lặp, giá). Bỏ 5% thấp nhất và 5% "
            "cao nhất là khoảng 90%. Các lần tính lại được rút ngẫu nhiên, bắt đầu từ số {seed}: "
            "lần sau bắt đầu từ số ấy thì lại ra đúng các số này. Khoảng chỉ đúng khi khoảng của "
            "các giả định đúng.",
            lang=lang,
            draws=number(settings.draws, lang=lang),
            seed=settings.seed,
        )
    )


def most_moving(assessment: Assessment, *, lang: str) -> Fragment:
    """Draw which assumptions move the province's gap cost most; nothing where none does."""
    if assessment.gap.empty:
        return Fragment("")
    drawn = tornado(
        assessment.assumptions,
        central_vnd=total(assessment.gap.gap_vnd),
        lang=lang,
        illustrative=assessment.illustrative,
    )
    return picture(drawn)
