"""What stands beside the figures of a public edition: targets, limits, sources."""

from __future__ import annotations

from needs.assessment import Assessment
from needs.briefing.html import Fragment, bullets, data_table, heading, paragraph, text
from needs.editions.told import Told
from needs.gap import due_year
from needs.places import package_version
from needs.wording import percent, say


def stated_shares(assessment: Assessment, *, lang: str) -> Fragment:
    """Show the plan's targets as shares; no number of children."""
    programme = assessment.programme
    body = [
        [
            text(category.name.text(lang)),
            percent(category.target.share.value, lang=lang),
            text(due_year(programme, category)),
        ]
        for category in programme.categories
    ]
    return heading(say("Chỉ tiêu", lang=lang)) + data_table(
        [
            say("Loại hỗ trợ", lang=lang),
            say("Chỉ tiêu", lang=lang),
            say("Đến hết năm", lang=lang),
        ],
        body,
        caption=say("Chỉ tiêu của kế hoạch", lang=lang),
    )


def limits_and_sources(told: Told, *, lang: str) -> Fragment:
    """Say how to read the figures, what they rest on, and where they come from."""
    programme = told.assessment.programme
    items = [
        say(
            "«Còn thiếu, ít nhất»: phần chắc chắn thiếu sau khi trừ chính sách Nhà nước và hỗ trợ "
            "đã biết; «nhiều nhất»: khi các nguồn trùng nhau và ước tính ở đầu cao.",
            lang=lang,
        ),
        say(
            "Số trẻ là ước tính từ dân số và tỷ lệ tuổi, hoặc theo báo cáo của xã ở nơi đã có.",
            lang=lang,
        ),
        programme.beneficiaries.note.text(lang),
    ]
    items += [
        f"{category.name.text(lang)}: {category.note.text(lang)}"
        for category in programme.categories
        if category.note is not None
    ]
    source = say(
        "Địa danh, tọa độ và liên hệ xã cũ – xã mới: {package}. Kế hoạch: {plan}.",
        lang=lang,
        package=package_version(),
        plan=programme.plan.source,
    )
    title = heading(say("Cách đọc, giới hạn và nguồn", lang=lang))
    return title + bullets(items) + paragraph(source)
