"""A draft saved as files, as the programs of an office write them."""

from __future__ import annotations

import datetime as dt
import io
import math
import unicodedata
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt

from needs.workbooks import CellError, Value
from tests.workbooks.legacy import encode_tcvn3, encode_vni

from .drafts import Draft, Page, Slot

ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
TONES = "\u0300\u0301\u0303\u0309\u0323"


def plain(value: Value) -> Value:
    """What every file can hold: text in place of errors, times and infinity."""
    if isinstance(value, CellError):
        return value.text
    if isinstance(value, dt.datetime):
        return value.replace(microsecond=0)
    if isinstance(value, (dt.time, dt.timedelta)) or (
        isinstance(value, float) and not math.isfinite(value)
    ):
        return str(value)
    return value


def xlsx(draft: Draft) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    percent = book.add_format({"num_format": "0%"})
    for page in draft.pages:
        sheet = book.add_worksheet(page.name)
        if page.hidden:
            sheet.hide()
        for top, left, bottom, right in page.ranges():
            if (top, left) != (bottom, right):
                sheet.merge_range(top, left, bottom, right, "")
        for row, line in enumerate(page.lines):
            if line.hidden:
                sheet.set_row(row, None, None, {"hidden": True})
            for column, slot in enumerate(line.slots):
                _write(sheet, row, column, slot, percent)
    book.close()
    return target.getvalue()


def _write(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, slot: Slot, percent: object
) -> None:
    value = plain(slot.value)
    if "uncached" in slot.flags:
        sheet.write_formula(row, column, "=1+1", None, "")
    elif "formulas" in slot.flags:
        sheet.write_formula(row, column, "=1+1", None, value)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif value is not None:
        sheet.write(row, column, value, *([percent] if "percents" in slot.flags else []))


def xls(draft: Draft) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for page in draft.pages:
        sheet = book.add_sheet(page.name, cell_overwrite_ok=True)
        sheet.visibility = int(page.hidden)
        for top, left, bottom, right in page.ranges():
            if (top, left) != (bottom, right):
                sheet.merge(top, bottom, left, right)
        for row, line in enumerate(page.lines):
            sheet.row(row).hidden = line.hidden
            for column, slot in enumerate(line.slots):
                value = plain(slot.value)
                if value is not None:
                    is_day = isinstance(value, dt.date)
                    sheet.write(row, column, value, *([day] if is_day else []))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def ods(draft: Draft) -> bytes:
    names = " ".join(f'xmlns:{n}="{ODF}:{n}:1.0"' for n in ("office", "table", "text"))
    body = "".join(map(_ods_table, draft.pages))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body>'
        f"<office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", ODS, zipfile.ZIP_STORED)
        package.writestr("content.xml", content)
    return target.getvalue()


def _ods_table(page: Page) -> str:
    corners = {
        (top, left): (bottom - top + 1, right - left + 1)
        for top, left, bottom, right in page.ranges()
    }
    covered = {
        (row, column)
        for top, left, bottom, right in page.ranges()
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    } - corners.keys()
    rows = []
    for row, line in enumerate(page.lines):
        cells = []
        for column, slot in enumerate(line.slots):
            tag = "covered-table-cell" if (row, column) in covered else "table-cell"
            down, right = corners.get((row, column), (1, 1))
            spans = f' table:number-rows-spanned="{down}" table:number-columns-spanned="{right}"'
            cells.append(_ods_cell(plain(slot.value), tag, spans if down * right > 1 else ""))
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    name = escape(page.name, {'"': "&quot;"})
    return f'<table:table table:name="{name}">{"".join(rows)}</table:table>'


def _ods_cell(value: Value, tag: str, spans: str) -> str:
    if value is None:
        return f"<table:{tag}{spans}/>"
    if isinstance(value, bool):
        kind = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
    elif isinstance(value, (int, float)):
        kind = f'office:value-type="float" office:value="{value!r}"'
    elif isinstance(value, dt.date):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:{tag} {kind}{spans}><text:p>{escape(str(value))}</text:p></table:{tag}>"


# -- text ----------------------------------------------------------------------------------------


def windows_1258(text: str) -> bytes:
    """Letters with their hat, tones as signs of their own."""
    spread = (unicodedata.normalize("NFD", letter) for letter in unicodedata.normalize("NFC", text))
    typed = "".join(
        unicodedata.normalize("NFC", "".join(sign for sign in one if sign not in TONES))
        + "".join(sign for sign in one if sign in TONES)
        for one in spread
    )
    return typed.encode("cp1258")


def _without_dashes(encode: Callable[[str], bytes]) -> Callable[[str], bytes]:
    """Old fonts have no dash and no unbreakable space."""
    return lambda text: encode(text.replace("–", "-").replace("\u00a0", " "))


ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode(),
    "utf-8-sig": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "windows-1258": windows_1258,
    "tcvn3": _without_dashes(encode_tcvn3),
    "vni": _without_dashes(encode_vni),
}


def text_of(draft: Draft, delimiter: str) -> str:
    """The first page as text; every line as long as the others, as Excel writes it."""
    (page,) = draft.pages
    return "".join(
        delimiter.join(_quoted(plain(slot.value), delimiter) for slot in line.slots) + "\r\n"
        for line in page.lines
    )


def _quoted(value: Value, delimiter: str) -> str:
    written = "" if value is None else str(value)
    if any(sign in written for sign in (delimiter, '"', "\n", "\r", "\t")):
        return '"' + written.replace('"', '""') + '"'
    return written


def csv(draft: Draft, delimiter: str, encoding: str) -> bytes:
    """A text file; in UTF-8 where the encoding wanted has not all its letters."""
    written = text_of(draft, delimiter)
    try:
        return ENCODINGS[encoding](written)
    except UnicodeEncodeError:
        return written.encode()


BOOKS: dict[str, Callable[[Draft], bytes]] = {"xlsx": xlsx, "xls": xls, "ods": ods}
