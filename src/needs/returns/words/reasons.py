"""What rows that are not used are called in the account: why they are ignored, or wait."""

from __future__ import annotations

from needs.wording import say


def ignored_words(reason: str, lang: str) -> str:
    """Say what an ignored row is."""
    return {
        "blank": say("dòng trống", lang=lang),
        "title": say("tiêu đề", lang=lang),
        "header": say("đầu bảng", lang=lang),
        "header_again": say("đầu bảng lặp lại", lang=lang),
        "unit": say("dòng đơn vị tính, số cột", lang=lang),
        "section": say("dòng nhóm", lang=lang),
        "subtotal": say("dòng cộng nhóm", lang=lang),
        "total": say("dòng tổng cộng", lang=lang),
        "footnote": say("ghi chú, chữ ký", lang=lang),
        "hidden_sheet": say("trang ẩn", lang=lang),
        "empty_form_row": say("dòng chưa điền", lang=lang),
        "answered_ignore": say("đã trả lời là bỏ qua", lang=lang),
    }[reason]
