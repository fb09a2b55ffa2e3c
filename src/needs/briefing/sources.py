"""What the figures rest on: checks, what is left out, how they were found, who reports when."""

from __future__ import annotations

import re
from html import escape
from typing import Any

import pandas as pd

from needs.areas import NO_LIST
from needs.assessment import Assessment
from needs.briefing.html import Fragment, bullets, data_table, paragraph, text
from needs.briefing.nothing import is_nothing_counted
from needs.briefing.priority import indicator_name, missing_indicators
from needs.briefing.returned import children_words
from needs.briefing.state import counted_schemes, unconfirmed_names
from needs.briefing.words import category_name, mode_words
from needs.places import package_version
from needs.tables import ALL, rows_of
from needs.wording import check_status, counted, percent, say

#: A part below this is written «0,00%».
SMALLEST_SHOWN = 0.00005
#: A file's name beside its source: of use in the tables, not to a reader of a page.
_FILE = re.compile(r"\s*\(?[\w.-]+\.csv\)?")


def limits(assessment: Assessment, *, lang: str) -> Fragment:
    """Say what the figures do not contain, so that nobody reads more into them."""
    programme = assessment.programme
    if is_nothing_counted(assessment):
        return bullets([children_words(assessment, lang=lang)])
    unstated = [
        category_name(programme, category.id, lang=lang)
        for category in programme.categories
        if not category.target.stated
    ]
    items = [
        *_of_the_state(assessment, lang),
        programme.beneficiaries.note.text(lang),
        children_words(assessment, lang=lang),
        say(
            "Đề xuất chỉ bù phần thiếu chắc chắn, để không trẻ nào được hai nguồn hỗ trợ cùng "
            "một việc.",
            lang=lang,
        ),
        *_of_places(assessment, lang),
        *_of_indicators(assessment, lang),
    ]
    if unstated:
        items.append(
            say(
                "Kế hoạch không nêu tỷ lệ cho: {names}. Chỉ tiêu dùng ở đây là giả định làm việc.",
                lang=lang,
                names="; ".join(unstated),
            )
        )
    items += [
        f"{category_name(programme, category.id, lang=lang)}: {category.note.text(lang)}"
        for category in programme.categories
        if category.note is not None
    ]
    return bullets(items)


def _of_the_state(assessment: Assessment, lang: str) -> list[str]:
    """Say how the State's schemes were subtracted, and what of them is not certain."""
    schemes = assessment.schemes
    counted = schemes[counted_schemes(schemes)]
    if counted.empty:
        return [
            say(
                "Chưa chính sách Nhà nước nào được trừ: số còn thiếu là trước khi trừ các chính "
                "sách đó.",
                lang=lang,
            )
        ]
    items = [
        say(
            "Chính sách của Nhà nước đã được trừ, nhưng bao nhiêu trẻ được hưởng (đi mẫu giáo, ở "
            "bán trú…) là giả định, cho tới khi xã báo số thật. Chỉ trừ các chính sách có trong "
            "bảng.",
            lang=lang,
        )
    ]
    unconfirmed = unconfirmed_names(assessment, lang=lang)
    if unconfirmed:
        items.append(
            say(
                "Mức hoặc ngày hiệu lực còn phải xác nhận: {names}.",
                lang=lang,
                names="; ".join(unconfirmed),
            )
        )
    return items


def _of_places(assessment: Assessment, lang: str) -> list[str]:
    without = [
        facility.name.text(lang)
        for facility in assessment.programme.facilities
        if facility.unit_price_vnd is None
    ]
    if not without:
        return []
    return [
        say(
            "Chưa có đơn giá của: {names}. Chi phí của các công trình này chưa tính được và không "
            "nằm trong tổng nào.",
            lang=lang,
            names="; ".join(without),
        )
    ]


def _of_indicators(assessment: Assessment, lang: str) -> list[str]:
    rows = assessment.priority[assessment.priority.category == ALL]
    names = [
        indicator_name(assessment.programme, str(one), lang=lang)
        for one in missing_indicators(rows).index
    ]
    if not names:
        return []
    return [say("Thứ tự ưu tiên còn thiếu số liệu về: {names}.", lang=lang, names="; ".join(names))]


def checks_table(assessment: Assessment, *, lang: str) -> Fragment:
    """Show the lists against the official totals; what waits for a list is told above."""
    checks = assessment.checks[assessment.checks.found != NO_LIST]
    if checks.empty:
        return Fragment("")
    return data_table(
        [
            say("Phép kiểm tra", lang=lang),
            say("Số chính thức", lang=lang),
            say("Số trong bảng", lang=lang),
            say("Kết quả", lang=lang),
            say("Nguồn", lang=lang),
        ],
        [
            [
                text(row.name if lang == "vi" else row.name_en),
                text(counted(row.expected, lang=lang)),
                text(counted(row.found, lang=lang)),
                check_status(row.status, lang=lang),
                text(_FILE.sub("", row.source) or "–"),
            ]
            for row in rows_of(checks)
        ],
        caption=say("Đối chiếu với số chính thức", lang=lang),
        kinds="tnntt",
        compact=True,
    )


def solver_note(assessment: Assessment, *, lang: str) -> Fragment:
    """Say what came first, how the allocation was found, and how near to the best it is proven."""
    # A question whether a category could rise further is not a result: it proves no optimum.
    stages = assessment.stages[~assessment.stages.stage.str.contains("could rise")]
    if stages.empty:
        return Fragment("")
    worst = stages.gap.dropna().max() if stages.gap.notna().any() else pd.NA
    mode = mode_words(assessment.programme.allocation.mode, lang=lang)
    chosen = say("Cách chọn: {mode}.", lang=lang, mode=mode)
    return paragraph(f"{chosen} {_how_good(worst, lang)}".strip(), kind="note")


def _how_good(worst: Any, lang: str) -> str:
    """Say how much better another plan could be; the solver's name is for the workbook's cover."""
    if pd.isna(worst):
        return ""
    if worst < SMALLEST_SHOWN:
        return say(
            "Máy tính đã so mọi cách phân bổ có thể và chứng minh: theo cách chọn này, không "
            "phương án nào khác tốt hơn.",
            lang=lang,
        )
    return say(
        "Máy tính đã so mọi cách phân bổ có thể và chứng minh: theo cách chọn này, không phương "
        "án nào khác tốt hơn quá {gap}.",
        lang=lang,
        gap=percent(worst, lang=lang, decimals=2),
    )


def duties(assessment: Assessment, *, lang: str) -> Fragment:
    """Say who leads each category and who reports by when."""
    programme = assessment.programme
    items = [
        f"{category_name(programme, category.id, lang=lang)}: {category.lead_agency.text(lang)}"
        for category in programme.categories
    ]
    reports = [
        say(
            "{by} → {to}: trước ngày {day}",
            lang=lang,
            by=report.by.text(lang),
            to=report.to.text(lang),
            day="/".join(str(int(part)) for part in reversed(report.deadline.split("-"))),
        )
        for report in programme.reports
    ] or [say("Bản tóm tắt kế hoạch không nêu hạn báo cáo.", lang=lang)]
    lead = Fragment(
        f"<p>{escape(say('Cơ quan chủ trì', lang=lang))}: "
        f"{escape(programme.lead_agency.text(lang))}</p>"
    )
    return lead + bullets(items) + bullets(reports)


def place_sources(assessment: Assessment, *, lang: str) -> Fragment:
    """Name the sources of places, lists and plan."""
    return paragraph(
        say(
            "Địa danh, tọa độ và liên hệ xã cũ – xã mới: {package}. Kế hoạch: {plan}.",
            lang=lang,
            package=package_version(),
            plan=assessment.programme.plan.source,
        )
    )
