"""The scoring form: a row for each commune, a column for each criterion."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pandas as pd
from xlsxwriter import Workbook

from needs.forms.appearance import Appearance, height_needed
from needs.forms.identity import FormIdentity
from needs.forms.instructions import Guide, write_instructions
from needs.forms.sheets import (
    PROTECTION,
    Column,
    Heading,
    TableArea,
    cells,
    finish_table,
    new_book,
    print_on_a4,
    write_identity,
    write_table_head,
)
from needs.friendly.criteria import Criteria, friendly_of
from needs.programmes import Programme
from needs.tables import rows_of
from needs.workbooks import column_letters

#: What the identity sheet calls this form, and its sheets.
FORM, SCORES, CRITERIA = "friendly", "scores", "criteria"
SCORE_SHEET, CRITERIA_SHEET = "Chấm điểm", "Tiêu chí"
#: Titles that the reader looks for.
CODE_TITLE, CLASS_TITLE, MOST_TITLE = "Mã xã", "Loại đơn vị", "Điểm tối đa"
CRITERION_TITLE = "Tiêu chí"

_FIRST_CRITERION = 4
_NAMES, _POINTS, _NOTES = 22.0, 9.5, 18.0
_ROW_POINTS = 20.0


def friendly_form(programme: Programme, criteria: Criteria, communes: pd.DataFrame) -> bytes:
    """Return the blank form as an .xlsx workbook; same inputs, same bytes.

    Parameters
    ----------
    programme
        The profile; its round stands in the title.
    criteria
        `read_criteria`. Where the most points of a criterion are not sourced, the form leaves a
        cell to fill them in from the decision.
    communes
        commune_code, commune, district, commune_class ("" where not known), in the order in which
        they are to stand.
    """
    profile = friendly_of(programme)
    province = programme.province.vi
    place = f"{province} – {profile.round.vi}"
    buffer = BytesIO()
    book = new_book(buffer, title=place, made=programme.reference_date)
    look = Appearance(book)
    write_instructions(book, look, programme, _guide(criteria, place))
    _write_scores(book, look, criteria, communes, place)
    _write_criteria(book, look, criteria, place)
    write_identity(
        book,
        FormIdentity(
            form=FORM,
            programme=programme.id,
            edition=programme.edition,
            period=programme.period,
            form_version="1",
            district_code="",
            sheets={SCORE_SHEET: SCORES, CRITERIA_SHEET: CRITERIA},
        ),
    )
    book.close()
    return buffer.getvalue()


def _guide(criteria: Criteria, place: str) -> Guide:
    floors = "; ".join(f"{one.name.vi}: từ {one.points.value:.0f} điểm" for one in criteria.classes)
    return Guide(
        title="Biểu chấm điểm xã, phường, thị trấn phù hợp với trẻ em",
        place=place,
        due=False,
        steps=[
            ("Căn cứ", f"{criteria.decision}: {len(criteria.criteria)} tiêu chí."),
            (
                "Điểm tối đa",
                (
                    f"Trang «{CRITERIA_SHEET}»: nơi đã ghi thì giữ nguyên; nơi để trống thì điền "
                    "theo Phụ lục của Quyết định."
                ),
            ),
            (
                "Chấm điểm",
                (
                    f"Trang «{SCORE_SHEET}»: mỗi xã một dòng, mỗi tiêu chí một ô, số nguyên. "
                    "0: không đạt điểm nào; để trống: chưa chấm."
                ),
            ),
            ("Loại đơn vị", f"Chọn trong danh sách. {floors}."),
            (
                "Công nhận",
                "Đủ mọi tiêu chí, không tiêu chí nào 0 điểm, và đủ điểm của loại đơn vị.",
            ),
        ],
        doubts="Điểm cao hơn mức tối đa đã ghi ở tiêu đề.",
        tables=[
            (SCORE_SHEET, "điểm của từng xã, loại đơn vị, ghi chú"),
            (CRITERIA_SHEET, "điểm tối đa của từng tiêu chí"),
        ],
        english=(
            "Scores of child-friendly communes: one row a commune, one cell a criterion, whole "
            "points. 0: none; empty: not scored yet. Where the most points of a criterion are "
            "empty, fill them in from the decision's annex."
        ),
    )


def criterion_title(criteria: Criteria, criterion: str) -> str:
    """Return the title of a criterion's column; the reader finds its number."""
    one = criteria.criterion(criterion)
    most = f" (tối đa {one.points.value:.0f})" if one.points is not None else ""
    return f"{CRITERION_TITLE} {one.number}{most}"


def _write_scores(
    book: Workbook, look: Appearance, criteria: Criteria, communes: pd.DataFrame, place: str
) -> None:
    sheet = book.add_worksheet(SCORE_SHEET)
    columns = [
        Column("STT", 5.0),
        Column(CODE_TITLE, 8.0),
        Column("Xã, phường, thị trấn", _NAMES),
        Column(CLASS_TITLE, _NAMES),
        *(Column(criterion_title(criteria, one), _POINTS) for one in criteria.ids),
        Column("Tổng điểm", _POINTS),
        Column("Ghi chú, tài liệu kiểm chứng", _NOTES),
    ]
    numbering = [column_letters(place) for place in range(_FIRST_CRITERION)]
    numbering += [f"({number})" for number in range(1, len(criteria.ids) + 1)] + ["", ""]
    heading = Heading(
        "Điểm của từng xã theo từng tiêu chí",
        place,
        "Đơn vị tính: điểm. 0: không đạt điểm nào; để trống: chưa chấm.",
    )
    area = write_table_head(
        sheet, look, columns, heading=heading, numbering=numbering, entries=len(communes)
    )
    total = _FIRST_CRITERION + len(criteria.ids)
    names = {one.id: one.name.vi for one in criteria.classes}
    for number, commune in enumerate(rows_of(communes), start=1):
        row = area.first + number - 1
        sheet.write_number(row, 0, number, look["order"])
        sheet.write_string(row, 1, commune.commune_code, look["fixed_centre"])
        shown = f"{commune.commune}, {commune.district}"
        sheet.write_string(row, 2, shown, look["fixed"])
        sheet.write_string(row, 3, names.get(commune.commune_class, ""), look["choice"])
        for column in range(_FIRST_CRITERION, total):
            sheet.write_blank(row, column, None, look["count"])
        span = f"{column_letters(_FIRST_CRITERION)}{row + 1}:{column_letters(total - 1)}{row + 1}"
        sheet.write_formula(row, total, f'=IF(COUNT({span})=0,"",SUM({span}))', look["total"], "")
        sheet.write_blank(row, total + 1, None, look["text"])
        height = max(height_needed(shown, _NAMES), height_needed(_longest(names), _NAMES))
        sheet.set_row(row, max(_ROW_POINTS, height))
    _rules(book, sheet, look, criteria, area)
    sheet.ignore_errors({"number_stored_as_text": cells(area, 1)})
    finish_table(
        sheet,
        area,
        last_row=area.last,
        columns=len(columns),
        fixed_columns=3,
        footer=place,
    )
    sheet.set_selection(area.first, _FIRST_CRITERION, area.first, _FIRST_CRITERION)


def _longest(names: dict[str, str]) -> str:
    return max(names.values(), key=len)


def _rules(
    book: Workbook, sheet: Any, look: Appearance, criteria: Criteria, area: TableArea
) -> None:
    """Say what each cell takes, and mark what is beyond the most points."""
    classes = [one.name.vi for one in criteria.classes]
    # Commas stand in the names of classes: a list has to stand in cells.
    listed = book.add_worksheet("Loại đơn vị")
    for row, name in enumerate(classes):
        listed.write_string(row, 0, name)
    listed.hide()
    listed.protect()
    rule = {
        "validate": "list",
        "source": f"='Loại đơn vị'!$A$1:$A${len(classes)}",
        "error_title": "Chọn trong danh sách",
        "error_message": "Chỉ chọn một loại trong danh sách (bấm mũi tên bên phải ô).",
    }
    sheet.data_validation(cells(area, _FIRST_CRITERION - 1), rule)
    total = int(criteria.total_points.value)
    for place, one in enumerate(criteria.ids, start=_FIRST_CRITERION):
        most = criteria.most.get(one)
        points = {
            "validate": "integer",
            "criteria": "between",
            "minimum": 0,
            "maximum": total if most is None else most,
            "input_title": f"{CRITERION_TITLE} {criteria.criterion(one).number}",
            "input_message": criteria.criterion(one).name.vi[:250],
            "error_title": "Cần số nguyên",
            "error_message": "Số điểm nguyên, từ 0 đến mức tối đa. Chưa chấm thì để trống.",
        }
        sheet.data_validation(cells(area, place), points)
        beyond = {"type": "cell", "criteria": ">", "value": total if most is None else most}
        sheet.conditional_format(cells(area, place), {**beyond, "format": look.doubtful()})


def _write_criteria(book: Workbook, look: Appearance, criteria: Criteria, place: str) -> None:
    sheet = book.add_worksheet(CRITERIA_SHEET)
    for column, width in enumerate((7.0, 62.0, 13.0, 50.0)):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, criteria.name.vi, look["title"])
    sheet.write_string(1, 0, criteria.source, look["hint"])
    for column, title in enumerate((CRITERION_TITLE, "Tên", MOST_TITLE, "Nguồn")):
        sheet.write_string(3, column, title, look["header"])
    for row, one in enumerate(sorted(criteria.criteria, key=lambda each: each.number), start=4):
        sheet.write_number(row, 0, one.number, look["order"])
        sheet.write_string(row, 1, one.name.vi, look["fixed"])
        if one.points is None:
            sheet.write_blank(row, 2, None, look["count"])
            sheet.write_string(row, 3, "điền theo Phụ lục của Quyết định", look["fixed"])
        else:
            sheet.write_number(row, 2, int(one.points.value), look["order"])
            sheet.write_string(row, 3, one.points.source, look["fixed"])
        told = one.points.source if one.points else ""
        sheet.set_row(row, max(height_needed(one.name.vi, 62.0), height_needed(told, 50.0)))
    sheet.protect("", PROTECTION)
    sheet.set_landscape()
    print_on_a4(sheet, footer=place, pages=1)
