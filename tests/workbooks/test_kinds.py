"""A file is what it holds, whatever it is called."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from xlwt.CompoundDoc import XlsDoc

from needs.workbooks import Book, Refusal, read_book

from .conftest import ods_parts, read_one, xls_bytes, xlsb_parts, xlsx_parts, zipped

Save = Callable[..., Path]

XLSX = xlsx_parts("<sheetData><row><c><v>1</v></c></row></sheetData>")


def with_main_type(content_type: str) -> bytes:
    types = str(XLSX["[Content_Types].xml"])
    start = types.index('ContentType="') + len('ContentType="')
    end = types.index('"', start)
    return zipped({**XLSX, "[Content_Types].xml": types[:start] + content_type + types[end:]})


def compound(stream: str) -> bytes:
    """A compound file whose one stream has another name than a workbook's."""
    content = io.BytesIO()
    XlsDoc().save(content, b"\x00" * 5000)
    wide = "Workbook".encode("utf-16-le")
    name = stream.encode("utf-16-le")
    at = content.getvalue().index(wide)
    entry = bytearray(content.getvalue())
    entry[at : at + 64] = name.ljust(64, b"\x00")
    entry[at + 64 : at + 66] = (len(name) + 2).to_bytes(2, "little")
    return bytes(entry)


def image(kind: str) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (4, 4)).save(content, kind)
    return content.getvalue()


HEIF = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 50
OFFICE = "application/vnd.openxmlformats-officedocument"
FLAT_ODS = b"""<?xml version="1.0"?>
<o:document xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>"""
XML2003 = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
)


@pytest.mark.parametrize(
    ("content", "looks_like"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "pdf"),
        (image("PNG"), "image"),
        (image("JPEG"), "image"),
        (image("BMP"), "image"),
        (image("WEBP"), "image"),
        (image("TIFF"), "image"),
        (HEIF, "image"),
        (b"<html><body><table><tr><td>1</td></tr></table>", "html"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>", "html"),
        (b"  \r\n<table border=1><tr><td>Hu\xe9", "html"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "html"),
        ("<html>".encode("utf-16"), "html"),
        (XML2003.encode(), "xml2003"),
        (XML2003.encode("utf-16"), "xml2003"),
        (b"<?xml version='1.0'?><a/>", "xml"),
        (FLAT_ODS, "flat_ods"),
        (b"{\\rtf1\\ansi", "rtf"),
        (b"Rar!\x1a\x07\x01\x00", "archive"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "archive"),
        (b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "archive"),
        (zipped({"ảnh.png": b"x"}), "zip"),
        (zipped({"Index/Document.iwa": b"x", "preview.jpg": b"x"}), "numbers"),
        (zipped({**XLSX, "[Content_Types].xml": "<a/>"}), "zip"),
        (with_main_type(f"{OFFICE}.wordprocessingml.document.main+xml"), "word"),
        (with_main_type(f"{OFFICE}.presentationml.presentation.main+xml"), "powerpoint"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "zip"),
        (compound("WordDocument"), "word"),
        (compound("PowerPoint Document"), "powerpoint"),
        (compound("__properties"), "other"),
        (b"\x09\x00\x04\x00\x02\x00\x10\x00", "old_excel"),
        (xls_bytes(b"", version=0x0400), "old_excel"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "program"),
        (bytes(range(256)), "other"),
    ],
)
def test_what_cannot_be_read_is_recognised(saved: Save, content: bytes, looks_like: str) -> None:
    result = read_book(saved(content, "bao-cao.xls"))
    assert isinstance(result, Refusal), result
    assert (result.code, dict(result.values)) == ("unknown_kind", {"looks_like": looks_like})


def test_a_password_is_asked_to_be_taken_off(saved: Save) -> None:
    result = read_book(saved(compound("EncryptedPackage"), "a.xlsx"))
    assert isinstance(result, Refusal)
    assert result.code == "password"


KINDS = {
    "xlsx": zipped(XLSX),
    "xlsb": zipped(xlsb_parts(b"")),
    "xls": xls_bytes(b""),
    "ods": zipped(ods_parts()),
    "csv": "Tên xã;Số trẻ\n".encode(),
}
ENDING = {
    "xlsx": (".xlsx", ".xlsm", ".XLSX"),
    "xlsb": (".xlsb",),
    "xls": (".xls",),
    "ods": (".ods",),
    "csv": (".csv", ".txt", ".tsv"),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("named", KINDS)
def test_a_wrong_ending_is_told_and_the_file_read(saved: Save, kind: str, named: str) -> None:
    for ending in ENDING[named]:
        book = read_book(saved(KINDS[kind], f"bao-cao{ending}"))
        assert isinstance(book, Book), book
        assert book.kind == kind
        told = [(note.code, dict(note.values)) for note in book.notes]
        wrong = [("extension", {"suffix": ending, "kind": kind})]
        assert told == ([] if named == kind else wrong)


def test_a_name_without_ending_promises_nothing(saved: Save) -> None:
    book = read_one(saved(KINDS["xlsx"], "bao cao"))
    assert isinstance(book, Book)
    assert book.notes == ()


@pytest.mark.parametrize(
    "content_type",
    [
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
    ],
)
def test_workbooks_with_macros_and_templates_are_workbooks(saved: Save, content_type: str) -> None:
    book = read_book(saved(with_main_type(content_type), "a.xlsm"))
    assert isinstance(book, Book)
    assert book.sheets[0].rows == ((1,),)
