"""The first sheet of every form: who fills in what, how, by when, and to whom it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from needs.forms import entering
from needs.forms.appearance import Appearance, height_needed
from needs.forms.sheets import PROTECTION, print_on_a4
from needs.programmes import Programme
from needs.wording import date_text

#: Name of the sheet; no block of figures stands in it.
INSTRUCTION_SHEET = "Hướng dẫn"

#: Labels of the first sheet; what is entered stands in the cell to the right.
PREPARED_BY, PREPARED_ON, REMARKS = "Người lập biểu", "Ngày lập", "Ghi chú chung"

_WIDTHS = (24, 80)
_GAP_POINTS = 9

NO_PERSONAL_DATA = (
    "Không ghi thông tin riêng",
    (
        "Biểu chỉ có số tổng hợp. Không ghi tên, ngày sinh, địa chỉ, hoàn cảnh hay hình ảnh của "
        "một trẻ em nào, kể cả ở cột ghi chú."
    ),
)


@dataclass(frozen=True)
class Guide:
    """What one form's first sheet says.

    Attributes
    ----------
    title
        Of the form.
    place
        Where and when: «Huyện Bảo Lạc (cũ), Tỉnh Cao Bằng – năm 2026».
    steps
        How to fill it in: topic and explanation.
    due
        Whether it has to be back by the programme's day for returns.
    doubts
        When a cell turns orange.
    tables
        Sheets to fill in: name, what goes there.
    english
        The same in short, for whoever reads no Vietnamese.
    """

    title: str
    place: str
    due: bool
    steps: Sequence[tuple[str, str]]
    doubts: str
    tables: Sequence[tuple[str, str]]
    english: str


def write_instructions(
    book: Workbook, look: Appearance, programme: Programme, guide: Guide
) -> Worksheet:
    """Add the first sheet; portrait, on one page."""
    sheet = book.add_worksheet(INSTRUCTION_SHEET)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    for row, (text, style) in enumerate(
        ((guide.title, "title"), (guide.place, "place"), (programme.plan.source, "hint"))
    ):
        _across(sheet, look, row, text, style)
    row = _topics(sheet, look, 4, _addressee(programme, guide))
    row = _prepared(sheet, look, row + 1, programme)
    row = _section(sheet, look, row + 1, "Cách điền")
    row = _topics(sheet, look, row, [*guide.steps, NO_PERSONAL_DATA])
    row = _section(sheet, look, row + 1, "Màu của ô")
    row = _legend(sheet, look, row, guide.doubts)
    row = _section(sheet, look, row + 1, "Các trang cần điền")
    row = _topics(sheet, look, row, guide.tables)
    row = _section(sheet, look, row + 1, "In English")
    _across(sheet, look, row, guide.english, "words")
    last = _signatures(sheet, look, row + 2)
    sheet.protect("", PROTECTION)
    sheet.set_portrait()
    print_on_a4(sheet, footer=guide.place, pages=1)
    sheet.print_area(0, 0, last, 1)
    sheet.activate()
    return sheet


def _addressee(programme: Programme, guide: Guide) -> list[tuple[str, str]]:
    lines = [("Chương trình", programme.title.vi), ("Gửi về", programme.lead_agency.vi)]
    if guide.due:
        deadline = programme.returns_deadline
        lines.append(
            (
                "Hạn gửi",
                f"chậm nhất ngày {date_text(deadline)}"
                if deadline
                else "theo văn bản yêu cầu báo cáo của cơ quan nhận",
            )
        )
    return lines


def _prepared(sheet: Worksheet, look: Appearance, row: int, programme: Programme) -> int:
    row = _section(sheet, look, row, "Người lập biểu điền")
    fields = ((PREPARED_BY, "text"), (PREPARED_ON, "date_left"), (REMARKS, "text"))
    for offset, (label, style) in enumerate(fields):
        sheet.write_string(row + offset, 0, label, look["topic"])
        sheet.write_blank(row + offset, 1, None, look[style])
        sheet.set_row(row + offset, 20)
    sheet.set_row(row + 2, 48)
    sheet.data_validation(row + 1, 1, row + 1, 1, entering.date_rule(programme))
    sheet.data_validation(row + 2, 1, row + 2, 1, entering.note_rule())
    sheet.set_selection(row, 1, row, 1)
    return row + 3


def _legend(sheet: Worksheet, look: Appearance, row: int, doubts: str) -> int:
    samples = (
        ("sample_input", "Ô để điền", "Nền vàng nhạt: điền vào đây."),
        ("header", "Ô có sẵn", "Nền xám: tiêu đề, mã xã, tên xã, dòng cộng; đã khóa, không sửa."),
        ("doubtful", "Xem lại", doubts),
    )
    for offset, (style, text, meaning) in enumerate(samples):
        _pair(sheet, look, row + offset, text, style, meaning)
    return row + len(samples)


def _section(sheet: Worksheet, look: Appearance, row: int, text: str) -> int:
    sheet.set_row(row - 1, _GAP_POINTS)
    sheet.write_string(row, 0, text, look["section"])
    sheet.write_blank(row, 1, None, look["section"])
    sheet.set_row(row, 20)
    return row + 1


def _topics(
    sheet: Worksheet, look: Appearance, row: int, entries: Sequence[tuple[str, str]]
) -> int:
    for offset, (topic, text) in enumerate(entries):
        _pair(sheet, look, row + offset, topic, "topic", text)
    return row + len(entries)


def _pair(sheet: Worksheet, look: Appearance, row: int, topic: str, style: str, text: str) -> None:
    sheet.write_string(row, 0, topic, look[style])
    sheet.write_string(row, 1, text, look["words"])
    left, right = _WIDTHS
    sheet.set_row(row, max(height_needed(topic, left, bold=True), height_needed(text, right)))


def _across(sheet: Worksheet, look: Appearance, row: int, text: str, style: str) -> None:
    sheet.merge_range(row, 0, row, 1, "", look[style])
    sheet.write_string(row, 0, text, look[style])
    width = sum(_WIDTHS)
    # The title's letters are larger.
    height = 1.5 * height_needed(text, width * 0.7) if style == "title" else None
    sheet.set_row(row, height or height_needed(text, width, bold=True))


def _signatures(sheet: Worksheet, look: Appearance, row: int) -> int:
    """Leave room for the signatures that the paper copy bears."""
    for column, (who, how) in enumerate(
        (("NGƯỜI LẬP", "(ký, ghi rõ họ tên)"), ("THỦ TRƯỞNG ĐƠN VỊ", "(ký, đóng dấu)"))
    ):
        sheet.write_string(row, column, who, look["signature"])
        sheet.write_string(row + 1, column, how, look["signature_hint"])
    sheet.set_row(row + 2, 60)
    return row + 2
