"""A blank survey sheet: the columns that `read_survey` understands, with lists to choose from."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from needs.programmes.sponsorship import Sponsorship
from needs.sponsorship.survey_columns import CONSENTS, titles
from needs.tables.files import in_one_step
from needs.wording import say

_ROWS = 500
_LONGEST_LIST = 255


def write_survey_form(path: Path, rules: Sponsorship, *, lang: str = "vi") -> Path:
    """Write the blank sheet; text cells keep telephone numbers and dates as they are typed."""
    with in_one_step(path) as temporary, xlsxwriter.Workbook(str(temporary)) as book:
        sheet = book.add_worksheet(say("Trẻ", lang=lang)[:31])
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1})
        text = book.add_format({"num_format": "@"})
        for column, (meaning, title) in enumerate(titles(rules)):
            sheet.write_string(0, column, title, bold)
            sheet.set_column(column, column, 18, text)
            choices = _choices(meaning, rules)
            if choices and len(",".join(choices)) <= _LONGEST_LIST:
                sheet.data_validation(
                    1, column, _ROWS, column, {"validate": "list", "source": choices}
                )
        sheet.freeze_panes(1, 1)
        _explain(book, rules, lang)
    return path


def _choices(meaning: object, rules: Sponsorship) -> list[str]:
    if meaning in CONSENTS:
        return ["có", "không"]
    questions = {("urgency", one.id): one for one in rules.urgency}
    if isinstance(meaning, tuple) and meaning in questions:
        levels = [one.name.vi for one in questions[meaning].levels]
        # A comma parts the choices of such a list.
        return [] if any("," in one for one in levels) else levels
    return []


def _explain(book: xlsxwriter.Workbook, rules: Sponsorship, lang: str) -> None:
    sheet = book.add_worksheet(say("Hướng dẫn", lang=lang)[:31])
    sheet.set_column(0, 0, 110)
    lines = [
        say("Mỗi trẻ một dòng. Xóa tệp này sau khi đã nhập: nó có tên trẻ.", lang=lang),
        say("Nhóm hoàn cảnh: mã, cách nhau bằng «;», nhóm chính đứng đầu.", lang=lang),
        *(f"{one.id}: {one.name.text(lang)}" for one in rules.groups),
        say("Mục đích: số đồng mỗi tháng (hoặc một lần); chưa biết số tiền thì ghi x.", lang=lang),
        *(f"{one.name.text(lang)} ({one.id})" for one in rules.purposes),
        *(
            f"{one.name.text(lang)}: " + "; ".join(level.name.text(lang) for level in one.levels)
            for one in rules.urgency
        ),
        say(
            "Đồng ý: có / không; kèm số hiệu phiếu đã lưu và ngày. Trẻ từ 7 tuổi tự đồng ý.",
            lang=lang,
        ),
    ]
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line)
