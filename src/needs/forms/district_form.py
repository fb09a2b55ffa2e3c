"""The form that a former district fills in: a sheet for each block, its communes listed."""

from __future__ import annotations

from io import BytesIO

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from needs.forms import entering
from needs.forms.appearance import Appearance, height_needed
from needs.forms.asked import FormPlaces, district_heading
from needs.forms.doubts import SUMMED, mark_doubts, parts_of
from needs.forms.fields import CHILDREN, COMMUNE, COMMUNE_CODE, FACILITIES, Block, blocks
from needs.forms.guides import district_guide
from needs.forms.identity import IDENTITY_SHEET, FormIdentity
from needs.forms.instructions import INSTRUCTION_SHEET, write_instructions
from needs.forms.sheets import (
    Column,
    Heading,
    TableArea,
    cells,
    finish_table,
    new_book,
    sheet_name,
    write_identity,
    write_table_head,
)
from needs.programmes import Programme
from needs.tables import rows_of
from needs.wording.numbers import is_missing
from needs.workbooks import column_letters

#: Columns before the fields: number, code, name, zone.
FIRST_FIELD = 4
_NAME = 2
_ORDER, _ZONE, _NOTES = "STT", "Khu vực", "Ghi chú"
_TOTAL = "Tổng cộng"
# Characters that fill a landscape A4 page at full size.
_PAGE_WIDTH = 146.0
_NAME_WIDTHS = (20, 30)
_FIGURE_WIDTHS = (9.2, 15.0)
_NOTES_WIDTH = 20.0
_ROW_POINTS = 22.0


def district_workbook(programme: Programme, places: FormPlaces, district_code: str) -> bytes:
    """Return the blank form of a district.

    Parameters
    ----------
    programme, places
        The profile and `places_of` it.
    district_code
        One of `districts_asked`.

    Returns
    -------
    bytes
        An .xlsx workbook: instructions, a sheet for each block that any of its communes is
        asked about, and the hidden sheet that says what the form is.
    """
    of_district = places.communes[places.communes.district_code == district_code]
    district = district_heading(programme, str(of_district.district.iloc[0]))
    province = str(of_district.province.iloc[0])
    place = f"{district}, {province[:1].lower()}{province[1:]} – năm {programme.period}"
    asked = {
        block.id: places.asked(programme, block.id, district_code)
        for block in blocks(programme, "district")
    }
    shown = [block for block in blocks(programme, "district") if len(asked[block.id])]
    names: dict[str, str] = {}
    for block in shown:
        taken = [*names.values(), INSTRUCTION_SHEET, IDENTITY_SHEET]
        names[block.id] = sheet_name(block.title.vi, taken)

    buffer = BytesIO()
    book = new_book(buffer, title=place, made=programme.reference_date)
    look = Appearance(book)
    write_instructions(book, look, programme, district_guide(programme, names, place=place))
    for number, block in enumerate(shown, start=1):
        heading = Heading(f"Biểu {number}. {block.title.vi}", place, _unit(block))
        _write_block(book, look, programme, block, asked[block.id], names[block.id], heading)
    write_identity(
        book,
        FormIdentity(
            form="district",
            programme=programme.id,
            edition=programme.edition,
            period=programme.period,
            form_version=programme.returns.form_version,
            district_code=district_code,
            sheets={name: block for block, name in names.items()},
        ),
    )
    book.close()
    return buffer.getvalue()


def _write_block(
    book: Workbook,
    look: Appearance,
    programme: Programme,
    block: Block,
    communes: pd.DataFrame,
    name: str,
    heading: Heading,
) -> None:
    sheet = book.add_worksheet(name)
    columns = _columns(block, communes)
    area = write_table_head(
        sheet,
        look,
        columns,
        heading=heading,
        numbering=_numbering(block),
        entries=len(communes),
    )
    notes = len(columns) - 1
    for number, commune in enumerate(rows_of(communes), start=1):
        row = area.first + number - 1
        sheet.write_number(row, 0, number, look["order"])
        sheet.write_string(row, 1, commune.commune_code, look["fixed_centre"])
        sheet.write_string(row, _NAME, commune.commune, look["fixed"])
        zone = "" if is_missing(commune.zone) else commune.zone
        sheet.write_string(row, 3, zone, look["fixed_centre"])
        for place, field in enumerate(block.fields, start=FIRST_FIELD):
            sheet.write_blank(row, place, None, look[field.kind])
        sheet.write_blank(row, notes, None, look["text"])
        sheet.set_row(row, max(_ROW_POINTS, height_needed(commune.commune, columns[_NAME].width)))
    for place, field in enumerate(block.fields, start=FIRST_FIELD):
        rule = entering.of_field(field, programme=programme, lists={})
        sheet.data_validation(cells(area, place), rule)
    sheet.data_validation(cells(area, notes), entering.note_rule())
    mark_doubts(sheet, look, area, block.fields, first=FIRST_FIELD)
    _write_total(sheet, look, area, columns=len(columns))
    # The codes are text on purpose: Excel need not warn of it.
    sheet.ignore_errors({"number_stored_as_text": cells(area, 1)})
    finish_table(
        sheet,
        area,
        last_row=area.last + 1,
        columns=len(columns),
        fixed_columns=FIRST_FIELD - 1,
        footer=heading.place,
    )
    sheet.set_selection(area.first, FIRST_FIELD, area.first, FIRST_FIELD)


def _write_total(sheet: Worksheet, look: Appearance, area: TableArea, *, columns: int) -> None:
    row = area.last + 1
    for column in range(columns):
        sheet.write_blank(row, column, None, look["total"])
    sheet.write_string(row, _NAME, _TOTAL, look["total_label"])
    for column in range(FIRST_FIELD, columns - 1):
        span = cells(area, column)
        # Nothing entered: nothing known, which is not the same as no child.
        formula = f'=IF(COUNT({span})=0,"",SUM({span}))'
        sheet.write_formula(row, column, formula, look["total"], "")
    sheet.set_row(row, _ROW_POINTS)


def _columns(block: Block, communes: pd.DataFrame) -> list[Column]:
    least, most = _NAME_WIDTHS
    longest = int(communes.commune.str.len().max()) + 2
    before = [
        Column(_ORDER, 5.0),
        Column(COMMUNE_CODE.name.vi, 8.0, field=COMMUNE_CODE),
        Column(COMMUNE.name.vi, float(min(max(longest, least), most)), field=COMMUNE),
        Column(_ZONE, 7.0),
    ]
    left = _PAGE_WIDTH - sum(column.width for column in before) - _NOTES_WIDTH
    narrow, wide = _FIGURE_WIDTHS
    width = min(max(left / len(block.fields), narrow), wide)
    fields = [
        Column(field.name.vi, width, field.above.vi if field.above else "", field)
        for field in block.fields
    ]
    return [*before, *fields, Column(_NOTES, _NOTES_WIDTH)]


def _numbering(block: Block) -> list[str]:
    """Return what stands in the row of column numbers: A, B, C, D, (1), (2), (3=1+2)."""
    numbers = []
    for place, field in enumerate(block.fields):
        parts = parts_of(field, block.fields) if field.measure in SUMMED else []
        total = "+".join(str(part + 1) for part in parts)
        numbers.append(f"({place + 1}={total})" if total else f"({place + 1})")
    return [*(column_letters(place) for place in range(FIRST_FIELD)), *numbers, ""]


def _unit(block: Block) -> str:
    if block.id == FACILITIES:
        return "Đơn vị tính: công trình, không đếm trẻ. 0: không thiếu; để trống: chưa có số liệu."
    unit = "người" if block.id == CHILDREN else "trẻ em"
    return f"Đơn vị tính: {unit}. 0: không có; để trống: chưa có số liệu."
