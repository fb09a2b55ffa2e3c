"""Files that are meant to do harm, or do it by accident; each with what a planner is told.

Run as a script, it reads each in a supervised process and prints the seconds that it took.
"""

from __future__ import annotations

import io
import random
import struct
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile

from needs.workbooks import Book, open_books

from .conftest import number_record, ods_parts, xls_bytes, xlsx_parts, zipped

MIB = 1024 * 1024
BOMB = """<!DOCTYPE bomb [<!ENTITY a "needs needs needs">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">{more}]>"""
NESTED = BOMB.format(
    more="".join(
        f'<!ENTITY {after} "{f"&{before};" * 10}">'
        for before, after in zip("bcdefghij", "cdefghijk", strict=True)
    )
)
ROW = "<sheetData><row><c><v>1</v></c></row></sheetData>"


def streamed(name: str, chunks: Iterable[bytes]) -> bytes:
    """A zip file with one large part, written bit by bit."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open(name, "w") as part:
            for chunk in chunks:
                part.write(chunk)
        for other, text in xlsx_parts(ROW).items():
            if other != name:
                archive.writestr(other, text)
    return content.getvalue()


def sheet_of(rows: Iterator[bytes]) -> bytes:
    def chunks() -> Iterator[bytes]:
        yield xlsx_parts("@")["xl/worksheets/sheet1.xml"].encode().partition(b"@")[0]
        yield b"<sheetData>"
        yield from rows
        yield b"</sheetData></worksheet>"

    return streamed("xl/worksheets/sheet1.xml", chunks())


def zip_bomb() -> bytes:
    return streamed("xl/media/image1.png", (b"\x00" * MIB for _ in range(300)))


def squeezed() -> bytes:
    return streamed("xl/media/image1.png", (b"\x00" * MIB for _ in range(60)))


def lying_about_size() -> bytes:
    """40 MB that say they are 1,000 bytes, in both places where a zip file says so."""
    content = bytearray(streamed("xl/worksheets/sheet1.xml", (b" " * MIB for _ in range(40))))
    said = struct.pack("<I", 40 * MIB)
    at = content.find(said)
    while at >= 0:
        content[at : at + 4] = struct.pack("<I", 1000)
        at = content.find(said, at + 4)
    return bytes(content)


def many_members() -> bytes:
    return zipped({**xlsx_parts(ROW), **{f"xl/media/{n}.png": b"" for n in range(5000)}})


def entities_in_sheet() -> bytes:
    parts = xlsx_parts(ROW)
    sheet = str(parts["xl/worksheets/sheet1.xml"])
    parts["xl/worksheets/sheet1.xml"] = NESTED + sheet.replace("<v>1", "<v>&k;")
    return zipped(parts)


def entities_in_utf16() -> bytes:
    """In a part that is never read, in an encoding that a search for letters would miss."""
    declared = f'<?xml version="1.0" encoding="UTF-16"?>{NESTED}<Properties>&k;</Properties>'
    return zipped({**xlsx_parts(ROW), "docProps/app.xml": declared.encode("utf-16")})


def entity_of_another_file() -> bytes:
    parts = ods_parts('<table:table table:name="A"/>')
    parts["content.xml"] = '<!DOCTYPE d [<!ENTITY other SYSTEM "file:///etc/passwd">]>' + str(
        parts["content.xml"]
    )
    return zipped(parts)


def million_empty_rows() -> bytes:
    def rows() -> Iterator[bytes]:
        yield b'<row r="1"><c r="A1"><v>7</v></c></row>'
        for first in range(2, 1_048_577, 4096):
            last = min(first + 4096, 1_048_577)
            yield "".join(
                f'<row r="{row}" spans="1:3" s="1" customFormat="1" hidden="1">'
                f'<c r="A{row}" s="1"/></row>'
                for row in range(first, last)
            ).encode()

    return sheet_of(rows())


def far_corner() -> bytes:
    cells = (
        b'<row r="1"><c r="A1"><v>1</v></c></row>',
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    )
    return sheet_of(iter(cells))


def far_corner_xls() -> bytes:
    return xls_bytes(number_record(0, 0, 1.0) + number_record(65535, 255, 1.0))


def repeated_empty_ods() -> bytes:
    return zipped(ods_parts(f'<table:table table:name="A">{ods_rows("")}</table:table>'))


def repeated_value_ods() -> bytes:
    value = 'office:value-type="float" office:value="1"'
    return zipped(ods_parts(f'<table:table table:name="A">{ods_rows(value)}</table:table>'))


def ods_rows(value: str) -> str:
    return (
        '<table:table-row><table:table-cell office:value-type="float" office:value="7"/>'
        '</table:table-row><table:table-row table:number-rows-repeated="1048575">'
        f'<table:table-cell {value} table:number-columns-repeated="16384"/></table:table-row>'
    )


def spaces_ods() -> bytes:
    return zipped(
        ods_parts(
            '<table:table table:name="A"><table:table-row><table:table-cell><text:p>'
            '<text:s text:c="2000000000"/></text:p></table:table-cell></table:table-row>'
            "</table:table>"
        )
    )


def shared_strings() -> bytes:
    return zipped(xlsx_parts(ROW, strings="<si/>" * 1_500_000))


def deep_xml() -> bytes:
    deep = b"<a>" * 2_000_000
    return streamed("xl/workbook.xml", (deep[at : at + MIB] for at in range(0, len(deep), MIB)))


def digits(megabytes: int) -> Iterator[bytes]:
    """Digits that a zip file squeezes a hundredfold and no more, like real tables of figures."""
    rng = random.Random(588)
    for _ in range(megabytes):
        yield b"%020d" % rng.getrandbits(64) * (MIB // 20 - 1000) + b"".join(
            b"%020d" % rng.getrandbits(64) for _ in range(1000)
        )


def endless_tag() -> bytes:
    return streamed("xl/worksheets/sheet1.xml", (b"<worksheet a='", *digits(100), b"'/>"))


def endless_text() -> bytes:
    return sheet_of(iter((b"<row><c><v>", *digits(100), b"</v></c></row>")))


def endless_shared_string() -> bytes:
    parts = xlsx_parts(ROW, strings="<si><t>@</t></si>")
    before, _, after = str(parts["xl/sharedStrings.xml"]).encode().partition(b"@")
    return zipped({**parts, "xl/sharedStrings.xml": b"".join((before, *digits(100), after))})


def endless_text_ods() -> bytes:
    parts = ods_parts(
        '<table:table table:name="A"><table:table-row><table:table-cell><text:p>@</text:p>'
        "</table:table-cell></table:table-row></table:table>"
    )
    before, _, after = str(parts["content.xml"]).encode().partition(b"@")
    return zipped({**parts, "content.xml": b"".join((before, *digits(100), after))})


def merged_maze() -> bytes:
    areas = "".join(f'<mergeCell ref="A1:Z{row}"/>' for row in range(2, 20_000))
    cells = '<sheetData><row r="20000"><c r="Z20000"><v>1</v></c></row></sheetData>'
    return zipped(xlsx_parts(f"{cells}<mergeCells>{areas}</mergeCells>"))


def dense_text(rows: int = 4000) -> bytes:
    """A workbook that is only large: it needs some seconds."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for row in range(rows):
            for column in range(100):
                sheet.write_number(row, column, row + column + 0.5)
    return content.getvalue()


def protected() -> bytes:
    """An xlsx behind a password, as Excel saves it."""
    secret = io.BytesIO()
    office = OOXMLFile(io.BytesIO(zipped(xlsx_parts(ROW))))
    office.encrypt("bí mật", secret)
    return secret.getvalue()


def protected_ods() -> bytes:
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    return zipped(
        {
            **ods_parts('<table:table table:name="A"/>'),
            "content.xml": b"\x8f" * 100,
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{manifest}"><m:file-entry>'
            "<m:encryption-data/></m:file-entry></m:manifest>",
        }
    )


def protected_zip() -> bytes:
    content = bytearray(zipped(xlsx_parts(ROW)))
    directory = content.index(b"PK\x01\x02")
    content[directory + 8] |= 1
    return bytes(content)


def climbing_member() -> bytes:
    return zipped({**xlsx_parts(ROW), "xl/../../../etc/cron.d/needs": b"x"})


def quotes_csv() -> bytes:
    return ('Tên xã;Số trẻ\nXã "A;5\n' * 100 + '"' + "Xã B;6\n" * 300_000).encode()


#: Name of the file → its content, and the refusal's code; "" for what is read all the same.
HOSTILE = {
    "zip-bomb.xlsx": (zip_bomb, "unpacks_too_large"),
    "squeezed.xlsx": (squeezed, "unpacks_too_large"),
    "many-members.xlsx": (many_members, "unpacks_too_large"),
    "lying-about-size.xlsx": (lying_about_size, "damaged"),
    "entities-in-sheet.xlsx": (entities_in_sheet, "xml_entities"),
    "entities-in-utf16.xlsx": (entities_in_utf16, "xml_entities"),
    "entity-of-another-file.ods": (entity_of_another_file, "xml_entities"),
    "million-empty-rows.xlsx": (million_empty_rows, ""),
    "far-corner.xlsx": (far_corner, "too_many_cells"),
    "far-corner.xls": (far_corner_xls, "too_many_cells"),
    "repeated-empty.ods": (repeated_empty_ods, ""),
    "repeated-value.ods": (repeated_value_ods, "too_many_cells"),
    "spaces.ods": (spaces_ods, "damaged"),
    "shared-strings.xlsx": (shared_strings, "too_many_cells"),
    "deep.xlsx": (deep_xml, "damaged"),
    "endless-tag.xlsx": (endless_tag, "damaged"),
    "endless-text.xlsx": (endless_text, "damaged"),
    "endless-shared-string.xlsx": (endless_shared_string, "damaged"),
    "endless-text.ods": (endless_text_ods, "damaged"),
    "merged-maze.xlsx": (merged_maze, "damaged"),
    "protected.xlsx": (protected, "password"),
    "protected.ods": (protected_ods, "password"),
    "protected-zip.xlsx": (protected_zip, "password"),
    "climbing-member.xlsx": (climbing_member, "damaged"),
    "quotes.csv": (quotes_csv, ""),
}


def write_hostile(folder: Path) -> list[Path]:
    """Write all of them; a file of 200 MB besides, which takes no room on the disk."""
    paths = []
    for name, (content, _) in HOSTILE.items():
        path = folder / name
        path.write_bytes(content())
        paths.append(path)
    large = folder / "large.xlsx"
    with large.open("wb") as handle:
        handle.truncate(200 * MIB)
    return [*paths, large]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        for path in write_hostile(Path(name)):
            started = time.perf_counter()
            (result,) = open_books([path])
            said = "read" if isinstance(result, Book) else f"{result.code} {dict(result.values)}"
            print(f"{time.perf_counter() - started:6.2f} s  {path.name:28} {said}")  # noqa: T201
