"""What a section says where it has nothing to show."""

from __future__ import annotations

from needs.assessment import Assessment
from needs.briefing.html import Fragment, heading, paragraph
from needs.wording import say

#: Sections of need, gap, priority, targets, proposal: where nothing is counted they are left out.
LEFT_OUT = 5


def is_nothing_counted(part: Assessment) -> bool:
    """Tell whether there is a list and none of its communes here is one to support.

    The opening of the page says so, once.
    """
    return part.standing == "listed" and part.gap.empty


def renumbered(words: str, part: Assessment) -> Fragment:
    """Return the heading of a section behind those that are left out where nothing is counted."""
    number, _, name = words.partition(". ")
    left_out = LEFT_OUT if is_nothing_counted(part) else 0
    return heading(f"{int(number) - left_out}. {name}")


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
