"""What a section says where it has nothing to show."""

from __future__ import annotations

from needs.briefing.html import Fragment, paragraph
from needs.wording import say


def nothing_counted(*, lang: str) -> Fragment:
    """Say that no commune here is specially disadvantaged: that is known, not missing."""
    return paragraph(
        say("Không có xã đặc biệt khó khăn trong danh sách ở đây.", lang=lang), kind="note"
    )


def nothing_open(*, lang: str) -> Fragment:
    """Say that every firm gap has a source, which is not to say that nothing is lacking."""
    return paragraph(
        say(
            "Không còn phần thiếu chắc chắn nào chưa có nguồn, nên một khoản thêm chưa có nơi để "
            "đề xuất. Không có nghĩa là đã đủ: phần thiếu chưa chắc chắn chờ xã báo số trẻ.",
            lang=lang,
        ),
        kind="note",
    )
