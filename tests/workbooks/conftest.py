"""Workbooks made by hand, byte by byte, for what no program would write."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from xlwt.CompoundDoc import XlsDoc

from needs.workbooks import Book, Refusal, Value, open_books

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Parts = dict[str, str | bytes]
MakePackage = Callable[..., bytes]
MakeXls = Callable[..., bytes]


def zipped(parts: Parts) -> bytes:
    """Return the archive; the same parts give the same bytes, whatever the hour."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, part)
    return content.getvalue()


def _relationships(targets: dict[str, tuple[str, str]]) -> str:
    arrows = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if "://" in target else "/>")
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{RELATIONSHIPS}">{arrows}</Relationships>'


def xlsx_parts(
    *sheets: str,
    strings: str = "",
    styles: str = "",
    workbook: str = "",
    related: dict[str, tuple[str, str]] | None = None,
    binary: bool = False,
) -> Parts:
    """The parts of an xlsx whose sheets hold the XML given («<sheetData>…»)."""
    listed = "".join(
        f'<sheet name="S{n}" sheetId="{n}" r:id="s{n}"/>' for n, _ in enumerate(sheets, start=1)
    )
    arrows = {
        f"s{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n, _ in enumerate(sheets, start=1)
    }
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts: Parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'content-types"><Override PartName="/xl/workbook.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": _relationships({"r1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{workbook}'
        f"<sheets>{listed}</sheets></workbook>",
    }
    for n, sheet in enumerate(sheets, start=1):
        parts[f"xl/worksheets/sheet{n}.xml"] = f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>'
    if strings:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'
        arrows["strings"] = ("sharedStrings", "sharedStrings.xml")
    if styles:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
        arrows["styles"] = ("styles", "styles.xml")
    parts["xl/_rels/workbook.xml.rels"] = _relationships(arrows | (related or {}))
    return parts


ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODS = "application/vnd.oasis.opendocument.spreadsheet"


def ods_parts(*tables: str, styles: str = "") -> Parts:
    """The parts of an ods whose body holds the tables given («<table:table>…»)."""
    names = " ".join(
        f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "table", "text", "style")
    )
    return {
        "mimetype": _ODS,
        "content.xml": f"<office:document-content {names} "
        'xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
        "</office:document-content>",
    }


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def number_record(row: int, column: int, value: float) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def xls_bytes(
    *sheets: bytes, before: bytes = b"", version: int = 0x0600, kinds: Sequence[int] = ()
) -> bytes:
    """An xls whose sheets hold the records given; `before` stands among the workbook's own."""
    begin = record(0x0809, struct.pack("<HH4x", version, 0x0005)) + before
    names = [f"S{n}".encode() for n, _ in enumerate(sheets, start=1)]
    flags = b"\x00" if version == 0x0600 else b""
    listed = sum(4 + 7 + len(flags) + len(name) for name in names)
    end = record(0x000A)
    position = len(begin) + listed + len(end)
    bounds, bodies = b"", b""
    for n, (name, sheet) in enumerate(zip(names, sheets, strict=True)):
        body = record(0x0809, struct.pack("<HH4x", version, 0x0010)) + sheet + end
        kind = kinds[n] if n < len(kinds) else 0
        head = struct.pack("<IBBB", position + len(bodies), 0, kind, len(name))
        bounds += record(0x0085, head + flags + name)
        bodies += body
    stored = io.BytesIO()
    XlsDoc().save(stored, begin + bounds + end + bodies)
    return stored.getvalue()


def record_b(kind: int, data: bytes = b"") -> bytes:
    """A record of an xlsb: number and size seven bits a byte."""
    sizes = b""
    size = len(data)
    while True:
        sizes += bytes([size & 0x7F | (0x80 if size > 0x7F else 0)])
        size >>= 7
        if not size:
            break
    number = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return number + sizes + data


def text_b(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb_parts(sheet: bytes, *, strings: bytes = b"", styles: bytes = b"") -> Parts:
    """The parts of an xlsb whose one sheet «S1» holds the records given."""
    parts = xlsx_parts("", strings="x", styles="x")
    main = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    types = str(parts["[Content_Types].xml"])
    types = types[: types.index("<Override")] + (
        f'<Override PartName="/xl/workbook.bin" ContentType="{main}"/></Types>'
    )
    listed = struct.pack("<II", 0, 1) + text_b("s1") + text_b("S1")
    return {
        "[Content_Types].xml": types,
        "_rels/.rels": _relationships({"r1": ("officeDocument", "xl/workbook.bin")}),
        "xl/workbook.bin": record_b(131)
        + record_b(153, struct.pack("<II", 0, 0) + text_b(""))
        + record_b(143)
        + record_b(156, listed)
        + record_b(144)
        + record_b(132),
        "xl/_rels/workbook.bin.rels": _relationships(
            {
                "s1": ("worksheet", "worksheets/sheet1.bin"),
                "s2": ("sharedStrings", "sharedStrings.bin"),
                "s3": ("styles", "styles.bin"),
            }
        ),
        "xl/worksheets/sheet1.bin": record_b(129)
        + record_b(148, struct.pack("<4I", 0, 9, 0, 9))
        + record_b(145)
        + sheet
        + record_b(130),
        "xl/sharedStrings.bin": record_b(159, struct.pack("<II", 1, 1)) + strings + record_b(160),
        "xl/styles.bin": record_b(278) + styles + record_b(279),
    }


def values_of(result: Book | Refusal) -> dict[str, Any]:
    """Every sheet's rows by its name; a refusal fails the test with its reason."""
    assert isinstance(result, Book), result
    return {sheet.name: [list(row) for row in sheet.rows] for sheet in result.sheets}


def rows_of_one(result: Book | Refusal) -> list[list[Value]]:
    """The rows of a book with one sheet."""
    (rows,) = values_of(result).values()
    return rows


def read_one(path: Path) -> Book | Refusal:
    """What a planner gets for one file."""
    (result,) = open_books([path])
    return result


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[bytes, str], Path]:
    """Save bytes under a name."""

    def save(content: bytes, name: str = "bao-cao.xlsx") -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return save
