"""What pages say where no list of communes is here: that, what to do, and what is known instead."""

from __future__ import annotations

from pathlib import Path

from needs.assessment import Assessment
from needs.assessment.list_status import awaited_lines
from needs.assessment.standing import no_list, no_list_words, what_to_do
from needs.briefing.html import Fragment, bullets, heading, missing, paragraph
from needs.places import load_gazetteer
from needs.wording import say


def is_without_list(assessment: Assessment) -> bool:
    """Tell whether the figures that rest on a list of communes are missing for want of one."""
    return assessment.standing == "no_list"


def lacking_mark(*, lang: str) -> str:
    """Return the mark of a figure that waits for the list."""
    return f'<span class="missing">{no_list(lang=lang)}</span>'


def for_want_of_a_list(fragment: Fragment, *, lang: str) -> Fragment:
    """Return a part of a page whose missing figures say what they are missing for."""
    return Fragment(fragment.html.replace(missing(lang=lang), lacking_mark(lang=lang)))


def no_list_note(assessment: Assessment, *, lang: str) -> Fragment:
    """Say, in the place of a section, that it waits; what to do stands once, at the top."""
    words = say(
        "Chưa tính được: chưa có danh sách xã của {province}. Việc cần làm: xem đầu trang.",
        lang=lang,
        province=assessment.programme.province.text(lang),
    )
    return paragraph(words, kind="note")


def no_list_opening(assessment: Assessment, *, lang: str) -> Fragment:
    """Say at the top of a page what is not known, and what to do."""
    programme = assessment.programme
    return paragraph(no_list_words(programme, lang=lang), kind="note") + paragraph(
        what_to_do(programme, lang=lang), kind="note"
    )


def awaited_section(assessment: Assessment, root: Path, *, lang: str) -> Fragment:
    """Tell the official totals that the list will be checked against, and who is named anyway."""
    lines = awaited_lines(assessment.programme, root, load_gazetteer(), lang=lang)
    title = heading(say("Đã biết gì khi chưa có danh sách xã", lang=lang), level=3)
    if not lines:
        return title + paragraph(
            say("Cũng chưa có tổng số chính thức để đối chiếu danh sách.", lang=lang)
        )
    return title + bullets(lines)
