"""The list of faults at the front of a marked copy: its words and columns."""

from __future__ import annotations

from needs.returns.marks import Line, fit_to_show, severity_words
from needs.wording import say

#: Widths of the columns, in digits.
WIDTHS = (6.0, 22.0, 10.0, 10.0, 44.0, 40.0, 46.0)
#: The column whose cells lead to the marked cell.
LINK = 2
HEADER_ROW = 2


def front_name(lang: str) -> str:
    """Return the name of the sheet."""
    return say("Lỗi cần sửa", lang=lang)


def front_hint(file: str, lang: str) -> str:
    """Return what stands above the list."""
    return say(
        "Bản sao của {file}. Bấm vào ô ở cột «Ô» để tới chỗ cần sửa; di chuột lên ô có màu để đọc "
        "ghi chú. Sửa trong tệp gốc rồi gửi lại.",
        lang=lang,
        file=file,
    )


def front_header(lang: str) -> tuple[str, ...]:
    """Return the titles of the columns."""
    return (
        say("STT", lang=lang),
        say("Trang", lang=lang),
        say("Ô", lang=lang),
        say("Mức", lang=lang),
        say("Thấy", lang=lang),
        say("Cần", lang=lang),
        say("Cách sửa", lang=lang),
    )


def front_row(line: Line, number: int, lang: str) -> tuple[str, ...]:
    """Return the cells of one fault."""
    sheet, cell = line.shown
    words = line.words
    texts = (
        str(number),
        sheet or say("cả tệp", lang=lang),
        cell or "–",
        severity_words(line.severity, lang),
        words.found,
        words.expected,
        words.action,
    )
    return tuple(map(fit_to_show, texts))
