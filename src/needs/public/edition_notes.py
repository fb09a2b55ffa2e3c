"""What stands beside the figures of a public edition: for whom it is, what «•» means, sources."""

from __future__ import annotations

from needs.assessment import Assessment
from needs.briefing.html import Fragment, bullets, data_table, heading, paragraph, text
from needs.gap import due_year
from needs.places import package_version
from needs.public.edition_told import NOT_SHOWN, Told
from needs.wording import number, percent, say


def edition_mark(*, lang: str) -> Fragment:
    """Say at the top of a page that it is the one for the public."""
    return Fragment(f'<p><b class="edition">{text(say("Bản công bố", lang=lang))}</b></p>')


def hidden_note(told: Told, *, lang: str) -> str:
    """Say what «•» stands for: small counts, and those that would tell them."""
    return say(
        "«{mark}»: không nêu, vì là số của dưới {least} trẻ, hoặc vì nêu ra thì suy được số như "
        "thế. Ô có «{mark}» không nhất thiết là số nhỏ. Số 0 và số khác được nêu đúng như tính.",
        lang=lang,
        mark=NOT_SHOWN,
        least=number(told.rules.threshold, lang=lang),
    )


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
