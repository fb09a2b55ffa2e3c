"""Values as a planner sees them in Excel, and what has to be told about them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import odfdo
import openpyxl
import pytest
import python_calamine
import xlsxwriter
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from needs.workbooks import Book, CellError, Refusal, read_book

from .conftest import (
    ods_parts,
    read_one,
    rows_of_one,
    values_of,
    xls_bytes,
    xlsx_parts,
    zipped,
)

Save = Callable[..., Path]

MOMENT = dt.datetime.fromisoformat("2026-11-12T13:45")


def sheet_of(path: Path) -> object:
    book = read_one(path)
    assert isinstance(book, Book), book
    return book.sheets[0]


def written(save: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        save(book)
    return content.getvalue()


def a_return(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("Đồ ấm")
    percent, date = (book.add_format({"num_format": code}) for code in ("0.0%", "dd/mm/yyyy"))
    moment, time, hours = (
        book.add_format({"num_format": code}) for code in ("dd/mm/yyyy hh:mm", "hh:mm", "[h]:mm")
    )
    money, words = (book.add_format({"num_format": code}) for code in ('#,##0 "đ"', '0" ngày"'))
    sheet.merge_range("A1:D1", "BIỂU SỐ 1 <&> «trẻ em»")
    sheet.write_row(1, 0, ["00123", 1234, 12.5])
    sheet.write(1, 3, 0.125, percent)
    sheet.write_datetime(2, 0, dt.date(2026, 11, 12), date)
    sheet.write_datetime(2, 1, MOMENT, moment)
    sheet.write(2, 2, 0.5, time)
    sheet.write(2, 3, 1.5, hours)
    sheet.write_boolean(3, 0, True)
    sheet.write(3, 1, 15_000_000, money)
    sheet.write(3, 2, 30, words)
    sheet.write_rich_string(3, 3, "Xã ", book.add_format({"bold": True}), "Hà", " Nội")
    sheet.set_row(3, None, None, {"hidden": True})
    book.add_worksheet("ẩn").hide()
    book.add_worksheet("rất ẩn").very_hidden()


ROWS = [
    ["BIỂU SỐ 1 <&> «trẻ em»", None, None, None],
    ["00123", 1234, 12.5, 0.125],
    [dt.date(2026, 11, 12), MOMENT, dt.time(12), dt.timedelta(1.5)],
    [True, 15_000_000, 30, "Xã Hà Nội"],
]


def test_an_xlsx_gives_what_excel_shows(saved: Save) -> None:
    book = read_one(saved(written(a_return)))
    assert values_of(book) == {"Đồ ấm": ROWS, "ẩn": [], "rất ẩn": []}
    assert isinstance(book, Book)
    first = book.sheets[0]
    assert first.percents == {(1, 3)}
    assert first.hidden_rows == {3}
    assert first.merged == ((0, 0, 0, 3),)
    assert [sheet.hidden for sheet in book.sheets] == [False, True, True]
    assert type(first.rows[1][1]) is int
    assert (book.kind, book.notes) == ("xlsx", ())


def test_calamine_and_openpyxl_see_the_same_values(saved: Save) -> None:
    content = written(a_return)
    ours = rows_of_first(read_one(saved(content)))
    calamine = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    theirs = calamine.get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert [[value if value != "" else None for value in row] for row in theirs] == ours
    cells = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    plain = [row[:2] for row in cells]
    assert plain[1] == ("00123", 1234)


def rows_of_first(result: Book | Refusal) -> list[list[object]]:
    return next(iter(values_of(result).values()))


def test_formulas_with_and_without_a_kept_result(saved: Save) -> None:
    sheet_xml = """<sheetData><row r="1">
    <c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f></c><c r="C1"><f>1+1</f><v></v></c>
    <c r="D1" t="str"><f>""</f><v></v></c><c r="E1" t="str"><f>"a"</f><v>a</v></c>
    <c r="F1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="G1" t="b"><f>TRUE</f><v>0</v></c>
    <c r="H1"><f t="array" ref="H1:H2">A1:A2</f><v>0</v></c>
    </row><row r="2"><c r="A2"><v>1</v></c><c r="H2"><v>5</v></c></row></sheetData>"""
    sheet = sheet_of(saved(zipped(xlsx_parts(sheet_xml))))
    assert sheet.rows[0] == (2, None, None, None, "a", CellError("#DIV/0!"), False, 0)
    assert sheet.formulas == {*((0, column) for column in range(8)), (1, 7)}
    assert sheet.uncached == {(0, 1), (0, 2)}


def test_a_kept_zero_is_no_result_where_the_file_asks_to_be_calculated(saved: Save) -> None:
    def total(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [3, 4])
        sheet.write_formula(0, 2, "=SUM(A1:B1)")
        sheet.write_formula(0, 3, "=SUM(A1:B1)", None, 7)

    sheet = sheet_of(saved(written(total)))
    assert sheet.rows == ((3, 4, None, 7),)
    assert sheet.formulas == {(0, 2), (0, 3)}
    assert sheet.uncached == {(0, 2)}


def test_formulas_that_openpyxl_leaves_without_result(saved: Save, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append([1, 2, "=A1+B1"])
    book.save(tmp_path / "a.xlsx")
    sheet = sheet_of(tmp_path / "a.xlsx")
    assert (sheet.rows, sheet.uncached) == (((1, 2, None),), {(0, 2)})


def test_days_of_1904_and_days_that_are_none(saved: Save) -> None:
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    cells = "".join(
        f'<c s="1"><v>{serial}</v></c>' for serial in (1, 59, 60, 61, 46338, 46338.5, 0, -1, 3e6)
    )
    sheet_xml = f"<sheetData><row>{cells}</row></sheetData>"
    assert rows_of_one(read_one(saved(zipped(xlsx_parts(sheet_xml, styles=styles))))) == [
        [
            dt.date(1900, 1, 1),
            dt.date(1900, 2, 28),
            60,
            dt.date(1900, 3, 1),
            dt.date(2026, 11, 12),
            dt.datetime.fromisoformat("2026-11-12T12:00"),
            0,
            -1,
            3_000_000,
        ]
    ]
    parts = xlsx_parts(sheet_xml, styles=styles, workbook='<workbookPr date1904="1"/>')
    assert rows_of_one(read_one(saved(zipped(parts))))[0][4] == dt.date(2030, 11, 13)


def test_strict_open_xml_and_escaped_letters(saved: Save) -> None:
    parts = xlsx_parts(
        '<sheetData><row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>Nội</t></is></c>'
        '<c t="d"><v>2026-11-12</v></c></row></sheetData>',
        strings="<si><t>a_x000D_b_x005F_x000D_ _xD83D_</t><rPh><t>đọc</t></rPh></si>",
    )
    strict = {
        name: part.replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
        for name, part in parts.items()
    }
    for made in (parts, strict):
        assert rows_of_one(read_one(saved(zipped(made)))) == [
            ["a\rb_x000D_ _xD83D_", "Nội", dt.date(2026, 11, 12)]
        ]


@pytest.mark.parametrize(
    "sheet_xml",
    [
        '<sheetData><row r="1"><c r="A2"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1"><v>1</v><v>2</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1"><v>1_000</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1"><v>nan</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1" t="s"><v>-1</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1" t="new"><v>7</v></c></row></sheetData>',
        '<sheetData><row r="1048577"><c><v>1</v></c></row></sheetData>',
        '<sheetData><x:Choice xmlns:x="urn:x"><row r="1"/></x:Choice></sheetData>',
        f'<sheetData><row><c t="inlineStr"><is><t>{"a" * 32_768}</t></is></c></row></sheetData>',
        '<mergeCells><mergeCell ref="A1:B"/></mergeCells>',
    ],
)
def test_a_sheet_that_two_readers_could_read_in_two_ways_is_refused(
    saved: Save, sheet_xml: str
) -> None:
    refusal = read_one(saved(zipped(xlsx_parts(sheet_xml, strings="<si><t>a</t></si>"))))
    assert isinstance(refusal, Refusal)
    assert refusal.code == "damaged"
    assert refusal.values[0][1]


def test_what_stands_beside_the_cells_is_no_cell(saved: Save) -> None:
    sheet_xml = """<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>
    <extLst><ext><sheetData><row r="9"><c r="A9"><v>9</v></c></row></sheetData></ext></extLst>
    <x:sheetData xmlns:x="urn:other"><row r="2"><c r="A2"><v>2</v></c></row></x:sheetData>"""
    assert rows_of_one(read_one(saved(zipped(xlsx_parts(sheet_xml))))) == [[1]]


def test_two_names_for_one_part_are_refused(saved: Save) -> None:
    parts = xlsx_parts("", "")
    parts["xl/_rels/workbook.xml.rels"] = str(parts["xl/_rels/workbook.xml.rels"]).replace(
        "sheet2.xml", "Sheet1.xml"
    )
    refusal = read_one(saved(zipped(parts)))
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.values) == ("damaged", (("part", "S2"),))


def test_charts_and_macro_sheets_are_named(saved: Save) -> None:
    parts = xlsx_parts("<sheetData/>", "<sheetData/>")
    parts["xl/_rels/workbook.xml.rels"] = str(parts["xl/_rels/workbook.xml.rels"]).replace(
        'worksheet" Target="worksheets/sheet2', 'chartsheet" Target="worksheets/sheet2'
    )
    book = read_one(saved(zipped(parts)))
    assert isinstance(book, Book)
    assert [sheet.name for sheet in book.sheets] == ["S1"]
    assert [(note.code, dict(note.values)) for note in book.notes] == [
        ("sheet_skipped", {"sheet": "S2", "what": "chart"})
    ]


def test_an_xls_of_xlwt(saved: Save, tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Trẻ em")
    sheet.write_merge(0, 0, 0, 3, "Biểu số 1")
    sheet.write(1, 0, "Hà Nội")
    sheet.write(1, 1, 1234)
    sheet.write(1, 2, 0.125, xlwt.easyxf(num_format_str="0.0%"))
    sheet.write(1, 3, dt.date(2026, 11, 12), xlwt.easyxf(num_format_str="DD/MM/YYYY"))
    sheet.write(2, 0, xlwt.Formula("B2*2"))
    sheet.write(2, 1, -2.75)
    sheet.write(2, 2, True)
    sheet.row(2).hidden = True
    book.add_sheet("ẩn").visibility = 1
    path = tmp_path / "a.xls"
    book.save(str(path))
    read = read_one(path)
    assert values_of(read) == {
        "Trẻ em": [
            ["Biểu số 1", None, None, None],
            ["Hà Nội", 1234, 0.125, dt.date(2026, 11, 12)],
            [None, -2.75, True, None],
        ],
        "ẩn": [],
    }
    assert isinstance(read, Book)
    first, second = read.sheets
    assert (first.percents, first.hidden_rows) == ({(1, 2)}, {2})
    assert (first.formulas, first.uncached) == ({(2, 0)}, {(2, 0)})
    assert first.merged == ((0, 0, 0, 3),)
    assert second.hidden
    assert read.kind == "xls"


def test_an_ods_of_odfdo(tmp_path: Path) -> None:
    document = odfdo.Document("spreadsheet")
    sheet = odfdo.Table("Trẻ em")
    formula = {"formula": "of:=[.B1]*2"}
    cells = (
        odfdo.Cell("Hà  Nội"),
        odfdo.Cell(1234, text="1.234"),
        odfdo.Cell(0.125, text="12,5 %", cell_type="percentage"),
        odfdo.Cell(dt.date(2026, 11, 12), text="12/11/2026"),
        odfdo.Cell(**formula),
        odfdo.Cell(2468, **formula),
    )
    for column, cell in enumerate(cells):
        sheet.set_cell((column, 0), cell)
    document.body.clear()
    document.body.append(sheet)
    path = tmp_path / "a.ods"
    document.save(path)
    read = read_one(path)
    assert rows_of_one(read) == [["Hà  Nội", 1234, 0.125, dt.date(2026, 11, 12), None, 2468]]
    assert isinstance(read, Book)
    assert read.sheets[0].percents == {(0, 2)}
    assert read.sheets[0].formulas == {(0, 4), (0, 5)}
    assert read.sheets[0].uncached == {(0, 4)}


def test_an_ods_with_all_that_libreoffice_writes(saved: Save) -> None:
    rows = """
    <table:table-header-rows><table:table-row>
      <table:table-cell office:value-type="string" table:number-columns-spanned="3"
        table:number-rows-spanned="1"><text:p>Biểu<text:s text:c="2"/><text:span>số</text:span> 1
        </text:p><text:p>hai</text:p></table:table-cell>
      <table:covered-table-cell table:number-columns-repeated="2"/>
    </table:table-row></table:table-header-rows>
    <table:table-row table:number-rows-repeated="2" table:visibility="filter">
      <table:table-cell office:value-type="float" office:value="5"
        table:number-columns-repeated="2"/>
      <table:table-cell><office:annotation><text:p>ghi chú</text:p></office:annotation>
      </table:table-cell>
    </table:table-row>
    <table:table-row-group><table:table-row>
      <table:table-cell office:value-type="string" calcext:value-type="error"
        table:formula="of:=1/0"><text:p>#DIV/0!</text:p></table:table-cell>
      <table:table-cell office:value-type="time" office:time-value="PT13H45M00S"/>
      <table:table-cell office:value-type="boolean" office:boolean-value="true"/>
    </table:table-row></table:table-row-group>
    <table:table-row table:number-rows-repeated="1048570">
      <table:table-cell table:number-columns-repeated="16384"/></table:table-row>"""
    hidden = '<style:table-properties table:display="false"/>'
    path = saved(
        zipped(
            ods_parts(
                f'<table:table table:name="A"><table:table-column/>{rows}</table:table>',
                '<table:table table:name="B" table:style-name="ta2"/>',
                styles=f'<style:style style:name="ta2">{hidden}</style:style>',
            )
        ),
        "a.ods",
    )
    book = read_one(path)
    assert isinstance(book, Book), book
    first, second = book.sheets
    assert first.rows == (
        ("Biểu  số 1 \nhai", None, None),
        (5, 5, None),
        (5, 5, None),
        (CellError("#DIV/0!"), dt.time(13, 45), True),
    )
    assert first.merged == ((0, 0, 0, 2),)
    assert first.hidden_rows == {1, 2}
    assert first.formulas == {(3, 0)}
    assert (second.name, second.rows, second.hidden) == ("B", (), True)


def test_an_ods_tells_links_and_leaves_copies_of_other_sheets_out(saved: Save) -> None:
    cell = (
        "<table:table-row><table:table-cell {}><text:p>9</text:p></table:table-cell>"
        "</table:table-row>"
    )
    formula = (
        "table:formula=\"of:=['file:///a/b.ods'#$S.A1]\" office:value-type='float' office:value='9'"
    )
    book = read_one(
        saved(
            zipped(
                ods_parts(
                    f'<table:table table:name="A">{cell.format(formula)}</table:table>',
                    '<table:table table:name="copy"><table:table-source xlink:href="../b.ods"/>'
                    f"{cell.format('')}</table:table>",
                    "<table:tracked-changes><table:table>"
                    f"{cell.format('')}</table:table></table:tracked-changes>",
                )
            ),
            "a.ods",
        )
    )
    assert values_of(book) == {"A": [[9]]}
    assert isinstance(book, Book)
    assert [(note.code, note.values) for note in book.notes] == [
        ("external_links", (("count", "2"),))
    ]


def test_macros_and_links_are_told_and_neither_run_nor_followed(saved: Save) -> None:
    parts = xlsx_parts(
        "<sheetData><row><c><f>[1]S1!A1</f><v>3</v></c></row></sheetData>",
        related={
            "x1": ("externalLink", "externalLinks/externalLink1.xml"),
            "x2": ("vbaProject", "vbaProject.bin"),
        },
    )
    parts["xl/vbaProject.bin"] = b"\x00"
    parts["xl/externalLinks/externalLink1.xml"] = "<externalLink/>"
    book = read_one(saved(zipped(parts), "a.xlsm"))
    assert rows_of_one(book) == [[3]]
    assert isinstance(book, Book)
    assert [note.code for note in book.notes] == ["macros", "external_links"]
    basic = {**ods_parts('<table:table table:name="A"/>'), "Basic/Standard/Module1.xml": "<a/>"}
    book = read_one(saved(zipped(basic), "a.ods"))
    assert isinstance(book, Book)
    assert [note.code for note in book.notes] == ["macros"]


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(min_value=-(2**52), max_value=2**52),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="￾￿"),
        min_size=1,
        max_size=20,
    ),
)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=4))
def test_any_values_come_back_from_an_xlsx_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[object]]
) -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                elif value is not None:
                    sheet.write(number, column, value)

    path = tmp_path_factory.mktemp("xlsx") / "a.xlsx"
    path.write_bytes(written(write))
    result = read_book(path)
    if isinstance(result, Refusal):
        # Random letters of two alphabets may look like a mixture of encodings.
        assert (result.code, result.values) == ("encoding", (("reason", "mixed"),))
        return
    (sheet,) = result.sheets
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            inside = number < len(sheet.rows) and column < len(sheet.rows[0])
            found = sheet.rows[number][column] if inside else None
            # Fifteen digits are what a spreadsheet keeps of a number.
            expected = pytest.approx(value, rel=1e-14) if type(value) is float else value
            assert found == expected
            assert type(value) is not bool or type(found) is bool


def test_an_empty_xls_is_a_book_without_values(saved: Save) -> None:
    assert values_of(read_one(saved(xls_bytes(b""), "a.xls"))) == {"S1": []}
