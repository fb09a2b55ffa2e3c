"""What a file is, by its content: names and endings are the sender's, and often wrong."""

from __future__ import annotations

import re

from needs.workbooks.compound import SIGNATURE, CompoundFile
from needs.workbooks.encodings import begins_as_text
from needs.workbooks.ods import is_ods
from needs.workbooks.packages import Package
from needs.workbooks.refusing import Refused
from needs.workbooks.relationships import main_part
from needs.workbooks.xls import is_xls

#: Endings under which files of a kind are sent.
ENDINGS = {
    "xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm"),
    "xlsb": (".xlsb",),
    "xls": (".xls", ".xlt"),
    "ods": (".ods", ".ots"),
    "csv": (".csv", ".tsv", ".tab", ".txt"),
}

ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
_HEAD_BYTES = 4096

_SIGNATURES = (
    (b"%PDF", "pdf"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"{\\rtf", "rtf"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    # Excel 2 to 4 wrote their records without a compound file around them.
    (b"\x09\x00\x04\x00", "old_excel"),
    (b"\x09\x02\x06\x00", "old_excel"),
    (b"\x09\x04\x06\x00", "old_excel"),
)
# Two letters may begin a text as well: «BM», «MZ», «BZh».
_ALSO_TEXT = (b"BM", b"MZ", b"BZh", b"GIF8")
_IMAGES_INSIDE = (b"ftyphei", b"ftypmif", b"ftypavif", b"WEBP")

_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[?!a-z]", re.IGNORECASE)
_XML_KINDS = (
    (b"urn:schemas-microsoft-com:office:spreadsheet", "xml2003"),
    (b"urn:oasis:names:tc:opendocument:xmlns:office", "flat_ods"),
    (b"<html", "html"),
    (b"<!doctype html", "html"),
    (b"<table", "html"),
    (b"<?xml", "xml"),
)

_STORED = (
    ("WordDocument", "word"),
    ("PowerPoint Document", "powerpoint"),
)
_MAIN_TYPES = (
    ("ms-excel.sheet.binary", "xlsb"),
    ("spreadsheetml", "xlsx"),
    ("ms-excel", "xlsx"),
    ("wordprocessingml", "word"),
    ("ms-word", "word"),
    ("presentationml", "powerpoint"),
    ("ms-powerpoint", "powerpoint"),
)


def kind_of_bytes(content: bytes) -> str:
    """Return what a file is by its first bytes: "zip", "compound", "csv".

    Raises
    ------
    Refused
        `unknown_kind`, for everything else that can be recognised and for what cannot.
    """
    if content.startswith(ZIP_SIGNATURES):
        return "zip"
    if content.startswith(SIGNATURE):
        return "compound"
    head = content[:_HEAD_BYTES]
    text = begins_as_text(head)
    for signature, kind in _SIGNATURES:
        if head.startswith(signature) and not (text and signature in _ALSO_TEXT):
            raise Refused("unknown_kind", looks_like=kind)
    if any(mark in head[:32] for mark in _IMAGES_INSIDE):
        raise Refused("unknown_kind", looks_like="image")
    if not text:
        raise Refused("unknown_kind", looks_like="other")
    plain = head.replace(b"\x00", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if _MARKUP.match(plain) or plain.lstrip().startswith(b"MIME-Version:"):
        raise Refused("unknown_kind", looks_like=_markup_kind(plain.lower()))
    return "csv"


def kind_of_package(package: Package) -> tuple[str, str]:
    """Return what a zip file is ("xlsx", "xlsb", "ods") and its main part ("" for ods).

    Raises
    ------
    Refused
        `unknown_kind`; `damaged`, if the parts that say what it is cannot be read.
    """
    if is_ods(package):
        return "ods", ""
    part, content_type = main_part(package)
    kind = next((kind for words, kind in _MAIN_TYPES if words in content_type), "zip")
    if kind in ("xlsx", "xlsb"):
        return kind, part
    if any(name.endswith(".iwa") for name in package.names):
        kind = "numbers"
    raise Refused("unknown_kind", looks_like=kind)


def check_compound(file: CompoundFile) -> None:
    """Refuse a compound file that is no xls workbook.

    Raises
    ------
    Refused
        `password`, for an encrypted xlsx; `unknown_kind`.
    """
    if "EncryptedPackage" in file:
        raise Refused("password")
    # A Word file may hold a workbook, but is none.
    for name, kind in _STORED:
        if name in file:
            raise Refused("unknown_kind", looks_like=kind)
    if not is_xls(file):
        raise Refused("unknown_kind", looks_like="other")


def _markup_kind(head: bytes) -> str:
    if head.lstrip().startswith(b"mime-version:"):
        return "html"
    return next((kind for mark, kind in _XML_KINDS if mark in head), "html")
