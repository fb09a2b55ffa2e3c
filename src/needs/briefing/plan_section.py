"""What else could be proposed: fairness against effect, and usual practice on the same data.

All of it is about the whole province: gifts know no district. A table that was not computed is
said to be so; nothing stands in for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.cells import millions, rate, whole
from needs.briefing.html import (
    Fragment,
    data_table,
    heading,
    paragraph,
    picture,
    side_by_side,
    text,
)
from needs.briefing.plan_points import OURS, effect_words, plan_points
from needs.briefing.words import plan_name
from needs.charts.frontier import PlanPoint, frontier
from needs.tables import rows_of
from needs.wording import number, percent, say
from needs.wording.numbers import is_missing

#: A price below this would be written 0.0%.
_NOTHING = 0.0005


def not_computed(*, lang: str) -> Fragment:
    """Say that a result was not computed, so that nobody takes its absence for a finding."""
    return paragraph(say("Chưa tính: bảng này không có trong kết quả.", lang=lang), kind="note")


def frontier_section(
    assessment: Assessment, *, lang: str, trial: Iterable[PlanPoint] = ()
) -> Fragment:
    """Show what fairness costs: the plans that are possible, in a picture, words and a table.

    Parameters
    ----------
    assessment
        The whole province's results.
    lang
        "vi" or "en".
    trial
        Further plans to be marked in the picture.
    """
    title = heading(say("Công bằng và hiệu quả (toàn tỉnh)", lang=lang), level=3)
    if "frontier" not in assessment.tables or assessment.frontier.empty:
        return title + not_computed(lang=lang)
    steps = assessment.frontier.sort_values("fair_share", ascending=False)
    drawn = frontier(
        steps,
        [*plan_points(assessment, lang=lang), *trial],
        lang=lang,
        illustrative=assessment.illustrative,
    )
    return title + side_by_side(
        picture(drawn),
        price_of_fairness(assessment, steps, lang=lang) + _steps_table(steps, lang=lang),
    )


def price_of_fairness(assessment: Assessment, steps: pd.DataFrame, *, lang: str) -> Fragment:
    """Say what holding the worst-off commune up costs in effect (Bertsimas and others, 2011)."""
    first = next(rows_of(steps))
    if is_missing(first.price_of_fairness):
        return paragraph(say("Giá của công bằng: chưa có số liệu.", lang=lang), kind="note")
    words = (
        say("Giữ trọn sàn công bằng: hiệu quả không bớt gì.", lang=lang)
        if first.price_of_fairness < _NOTHING
        else say(
            "Giữ trọn sàn công bằng: hiệu quả bớt {price} so với mức cao nhất có thể.",
            lang=lang,
            price=percent(first.price_of_fairness, lang=lang, decimals=1),
        )
    )
    own = plan_points(assessment, lang=lang)[0]
    highest = steps.effect.max()
    if highest > 0 and not is_missing(own.effect):
        words += " " + say(
            "Đề xuất này: xã thấp nhất {floor}, hiệu quả bớt {price}.",
            lang=lang,
            floor=percent(own.lowest_coverage, lang=lang, decimals=1),
            price=percent(max(0.0, 1 - own.effect / highest), lang=lang, decimals=1),
        )
    return paragraph(
        words
        + " "
        + say(
            "Hiệu quả là số trẻ được hỗ trợ nhân trọng số ưu tiên của xã; sàn là độ bao phủ mà xã "
            "thấp nhất của mỗi loại hỗ trợ đạt được.",
            lang=lang,
        )
    )


def _steps_table(steps: pd.DataFrame, *, lang: str) -> Fragment:
    return data_table(
        [
            say("Giữ sàn công bằng", lang=lang),
            say("Xã thấp nhất", lang=lang),
            say("Hiệu quả", lang=lang),
            say("Lượt trẻ", lang=lang),
            say("Hiệu quả bớt", lang=lang),
            say("Sai khác chứng minh", lang=lang),
        ],
        [
            [
                percent(row.fair_share, lang=lang),
                rate(row.lowest_coverage, lang),
                effect_words(row.effect, lang),
                whole(row.children_reached, lang),
                rate(row.price_of_fairness, lang),
                "–" if is_missing(row.gap) else percent(row.gap, lang=lang, decimals=2),
            ]
            for row in rows_of(steps)
        ],
        caption=say("Nới sàn công bằng thì được thêm bao nhiêu", lang=lang),
        kinds="nnnnnn",
        compact=True,
    )


def practice_section(assessment: Assessment, *, lang: str) -> Fragment:
    """Show the proposal side by side with what is usually done, on the same data."""
    title = heading(say("So với cách làm thường thấy (toàn tỉnh)", lang=lang), level=3)
    if "practice" not in assessment.tables or assessment.practice.empty:
        return title + not_computed(lang=lang)
    plans = assessment.practice.set_index("plan")
    order = [code for code in (OURS, "rank", "first_come") if code in plans.index]
    body = [
        [text(name), *[write(plans.at[code, column], lang) for code in order]]
        for column, name, write in _measures(lang)
        if column in plans and not (column in _IF_ANY and (plans[column] == 0).all())
    ]
    note = say(
        "Cả ba cách dùng cùng dữ liệu và giữ mọi mong muốn của nhà tài trợ. Gini: 0 là mọi nơi "
        "bằng nhau. Một trẻ được hai loại hỗ trợ là hai lượt.",
        lang=lang,
    )
    return (
        title
        + data_table(
            [say("Chỉ số", lang=lang), *[plan_name(code, lang=lang) for code in order]],
            body,
            caption=say("Đề xuất này và cách làm thường thấy, trên cùng số liệu", lang=lang),
        )
        + paragraph(note, kind="note")
    )


_IF_ANY = frozenset({"places", "stock_left", "sponsorships_left"})


def _measures(lang: str) -> list[tuple[str, str, Any]]:
    def share(value: Any, lang: str) -> str:
        return whole(value, lang) if is_missing(value) else number(value, lang=lang, decimals=3)

    return [
        ("lowest_coverage", say("Độ bao phủ thấp nhất (xã và loại hỗ trợ)", lang=lang), rate),
        (
            "lowest_commune_coverage",
            say("Độ bao phủ của xã thấp nhất, chung các loại", lang=lang),
            rate,
        ),
        ("gini", say("Gini của độ bao phủ", lang=lang), share),
        ("gini_weighted", say("Gini của độ bao phủ, tính theo trẻ", lang=lang), share),
        ("children_reached", say("Lượt trẻ được hỗ trợ", lang=lang), whole),
        ("places", say("Công trình (nơi)", lang=lang), whole),
        ("effect", say("Hiệu quả (trẻ nhân trọng số ưu tiên)", lang=lang), effect_words),
        ("unspent_vnd", say("Tiền chưa phân bổ, triệu đồng", lang=lang), millions),
        ("stock_left", say("Hiện vật chưa phân bổ (đơn vị)", lang=lang), whole),
        ("sponsorships_left", say("Suất đỡ đầu chưa phân bổ", lang=lang), whole),
        ("communes_reached", say("Số xã được hỗ trợ", lang=lang), whole),
        ("cells_at_zero", say("Chỗ chưa được gì dù có nhà tài trợ phù hợp", lang=lang), whole),
    ]
