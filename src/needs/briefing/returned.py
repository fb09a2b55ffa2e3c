"""Which figures communes returned, and which are still estimates."""

from __future__ import annotations

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.cells import whole
from needs.briefing.html import Fragment, data_table, paragraph, text
from needs.briefing.words import category_name
from needs.returns.source_text import IN_FILE
from needs.wording import say


def any_returned(assessment: Assessment) -> bool:
    """Tell whether any figure of the children rests on a return."""
    communes = assessment.communes.children_basis.eq("returned").any()
    return bool(communes or is_told(assessment.need).any())


def told_words(told: pd.Series, *, lang: str) -> str:
    """Say whether the figures of a sum were returned (`told`, one for each) or estimated."""
    if len(told) and told.all():
        return say("theo báo cáo", lang=lang)
    if told.any():
        return say("báo cáo và ước tính", lang=lang)
    return say("ước tính", lang=lang)


def is_told(need: pd.DataFrame) -> pd.Series:
    """Tell of each row of the need whether its children rest on a return."""
    return need.sources.str.contains(IN_FILE, regex=False)


def returned_table(assessment: Assessment, *, lang: str) -> Fragment:
    """Show for each category how many communes returned, and how many children that is."""
    year = assessment.programme.period
    if not any_returned(assessment):
        return paragraph(
            say(
                "Năm {year} chưa xã nào ở đây có báo cáo dùng được: số trẻ là ước tính.",
                lang=lang,
                year=year,
            )
        )
    need = assessment.need.assign(told=is_told(assessment.need))
    body = []
    for category in assessment.programme.categories:
        rows = need[need.category == category.id]
        if rows.empty:
            continue
        by_commune = rows.groupby("commune_code").told.all()
        estimated = rows[~rows.told].children_eligible
        body.append(
            [
                text(category_name(assessment.programme, category.id, lang=lang)),
                say("{n}/{all}", lang=lang, n=int(by_commune.sum()), all=len(by_commune)),
                whole(rows[rows.told].children_eligible.sum(skipna=False), lang),
                whole(estimated.sum(skipna=False) if len(estimated) else 0, lang),
            ]
        )
    return data_table(
        [
            say("Loại hỗ trợ", lang=lang),
            say("Số xã đã báo cáo", lang=lang),
            say("Trẻ theo báo cáo", lang=lang),
            say("Trẻ còn ước tính", lang=lang),
        ],
        body,
        caption=say("Số trẻ thuộc đối tượng lấy từ đâu, năm {year}", lang=lang, year=year),
        kinds="tnnn",
    )


def children_words(assessment: Assessment, *, lang: str) -> str:
    """Say in one sentence what the children of the page rest on."""
    if not any_returned(assessment):
        return say(
            "Số trẻ là ước tính từ dân số và tỷ lệ tuổi; khi xã gửi báo cáo, số báo cáo sẽ "
            "thay thế.",
            lang=lang,
        )
    return say(
        "Số trẻ theo báo cáo của xã ở nơi đã có (ghi «báo cáo»); nơi khác là ước tính từ dân số "
        "và tỷ lệ tuổi.",
        lang=lang,
    )
