"""How far the plan's targets have been reached, year by year, and at what pace they still can."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.cells import at_ends, whole
from needs.briefing.html import Fragment, data_table, paragraph, picture, text
from needs.briefing.words import category_name
from needs.charts import progress
from needs.gap import due_year
from needs.tables import rows_of
from needs.wording import number, percent, say

_ADDED = [
    "denominator_children",
    "children_target",
    "covered_low",
    "covered_high",
    "to_reach_low",
    "to_reach_high",
]


def of_area(targets: pd.DataFrame) -> pd.DataFrame:
    """Add up the districts of the table `targets`: a row for each category and year.

    The pace of several districts is that of their sum, rounded up once.
    """
    by = targets.groupby(["category", "year"])
    rows = by[_ADDED].sum(min_count=1)
    known = targets[_ADDED].notna().groupby([targets.category, targets.year]).all()
    rows = rows.where(known).join(by[["target_share", "years_left"]].first())
    left = rows.years_left.where(rows.years_left > 0)
    for end in ("low", "high"):
        rows[f"pace_{end}"] = -(-rows[f"to_reach_{end}"] // left)
    return rows.reset_index()


def targets_section(assessment: Assessment, *, lang: str) -> Fragment:
    """Show target, covered, still to reach, years left and pace, by category and year."""
    rows = of_area(assessment.targets)
    drawn = Fragment("")
    if rows.year.nunique() > 1 and rows.children_target.notna().any():
        drawn = picture(progress(assessment.targets, assessment.programme, lang=lang))
    return _period(assessment, lang) + targets_table(assessment, rows, lang=lang) + drawn


def stated_targets(assessment: Assessment, *, lang: str) -> Fragment:
    """Show which shares are aimed at, of which children, and by when; their number waits."""
    programme = assessment.programme
    rows = of_area(assessment.targets)
    ids = [category.id for category in programme.categories if category.id in set(rows.category)]
    table = data_table(
        [
            say("Loại hỗ trợ", lang=lang),
            say("Chỉ tiêu", lang=lang),
            say("Đến hết năm", lang=lang),
            say("Trẻ trong mẫu số", lang=lang),
        ],
        [
            [
                text(category_name(programme, name, lang=lang)),
                percent(programme.category(name).target.share.value, lang=lang),
                text(due_year(programme, programme.category(name))),
                whole(rows[rows.category == name].denominator_children.iloc[-1], lang),
            ]
            for name in ids
        ],
        caption=say("Chỉ tiêu của kế hoạch", lang=lang),
    )
    return table + paragraph(_denominators(assessment, lang))


def targets_table(assessment: Assessment, rows: pd.DataFrame, *, lang: str) -> Fragment:
    """Show the rows of `of_area`, in the profile's order."""
    programme = assessment.programme
    order = {category.id: place for place, category in enumerate(programme.categories)}
    ordered = rows.assign(place=rows.category.map(order)).sort_values(["place", "year"])
    body = [
        [
            text(category_name(programme, row.category, lang=lang)),
            text(row.year),
            whole(row.denominator_children, lang),
            _target(row.target_share, row.children_target, lang),
            at_ends(row.covered_low, row.covered_high, lang),
            at_ends(row.to_reach_low, row.to_reach_high, lang),
            number(row.years_left, lang=lang),
            _pace(assessment, row, lang),
        ]
        for row in rows_of(ordered)
    ]
    table = data_table(
        [
            say("Loại hỗ trợ", lang=lang),
            say("Năm", lang=lang),
            say("Trẻ trong mẫu số", lang=lang),
            say("Chỉ tiêu", lang=lang),
            say("Đã hỗ trợ", lang=lang),
            say("Còn phải tới", lang=lang),
            say("Số năm còn lại", lang=lang),
            say("Mỗi năm cần", lang=lang),
        ],
        body,
        caption=say("Tiến độ chỉ tiêu theo năm (trẻ; ít nhất–nhiều nhất)", lang=lang),
        kinds="tt",
    )
    notes = [_denominators(assessment, lang)]
    if (rows.year != programme.period).any():
        notes.append(
            say(
                "Các năm khác {year} tính trên danh sách xã và số trẻ của {year}; phần Nhà nước "
                "của các năm đó chưa tính được.",
                lang=lang,
                year=programme.period,
            )
        )
    return table + paragraph(" ".join(notes))


def _pace(assessment: Assessment, row: Any, lang: str) -> str:
    """Return the children to reach each year; with no year left, that it is due or was."""
    if row.years_left:
        return at_ends(row.pace_low, row.pace_high, lang)
    if due_year(assessment.programme, assessment.programme.category(row.category)) == int(row.year):
        return say("ngay năm {year}", lang=lang, year=row.year)
    return say("hết hạn", lang=lang)


def _target(share: float, children: Any, lang: str) -> str:
    """Return the target with the children that it makes below it."""
    return f"{percent(share, lang=lang)}<br><small>{whole(children, lang)}</small>"


def _denominators(assessment: Assessment, lang: str) -> str:
    """Say which children the targets are shares of."""
    programme = assessment.programme
    if programme.beneficiaries.by_groups:
        return say("Mẫu số: trẻ em có hoàn cảnh đặc biệt ở mọi xã.", lang=lang)
    by_zones: dict[str, list[str]] = {}
    for category in programme.categories:
        zones = ", ".join(programme.zones_in_scope(category))
        by_zones.setdefault(zones, []).append(category_name(programme, category.id, lang=lang))
    if len(by_zones) == 1:
        return say(
            "Mẫu số: trẻ thuộc đối tượng ở các xã khu vực {zones}.",
            lang=lang,
            zones=next(iter(by_zones)),
        )
    return " ".join(
        say(
            "Mẫu số của {names}: trẻ thuộc đối tượng ở các xã khu vực {zones}.",
            lang=lang,
            names="; ".join(names),
            zones=zones,
        )
        for zones, names in by_zones.items()
    )


def _period(assessment: Assessment, lang: str) -> Fragment:
    """Say where the year assessed stands in the plan's period."""
    programme = assessment.programme
    year = int(programme.period)
    due = {category.id: due_year(programme, category) for category in programme.categories}
    over = [name for name, last in due.items() if last < year]
    now = [name for name, last in due.items() if last == year]
    sentences = []
    if len(over) == len(due) and set(due.values()) == {programme.plan.period_to}:
        sentences.append(
            say(
                "Kỳ kế hoạch đã hết năm {end}: không còn năm nào để chia, mọi phần còn phải tới là "
                "việc của năm {year}.",
                lang=lang,
                end=programme.plan.period_to,
                year=year,
            )
        )
    elif over:
        sentences.append(
            say("Đã quá hạn: {names}.", lang=lang, names=_names(assessment, over, lang))
        )
    if now and len(now) == len(due):
        sentences.append(
            say(
                "Năm {year} là năm cuối của mọi chỉ tiêu: phần còn phải tới phải xong trong năm.",
                lang=lang,
                year=year,
            )
        )
    elif now:
        sentences.append(
            say(
                "Năm {year} là năm cuối của: {names}. Phần còn phải tới phải xong trong năm.",
                lang=lang,
                year=year,
                names=_names(assessment, now, lang),
            )
        )
    return paragraph(" ".join(sentences), kind="note") if sentences else Fragment("")


def _names(assessment: Assessment, ids: list[str], lang: str) -> str:
    return "; ".join(category_name(assessment.programme, one, lang=lang) for one in ids)
