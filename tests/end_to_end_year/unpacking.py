"""What is packed in a file: parts of zips, words and streams of PDFs, rows, words in pictures."""

from __future__ import annotations

import base64
import io
import re
import sqlite3
import zipfile
from collections.abc import Iterator

from PIL import Image
from pypdf import PdfReader
from pypdf.generic import StreamObject

_IN_PAGE = re.compile(rb"data:image/png;base64,([A-Za-z0-9+/=]+)")


def unpacked(content: bytes) -> Iterator[bytes]:
    """Yield what a file holds that its own bytes do not show, packed files within it included."""
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for part in packed.infolist():
                inside = packed.read(part)
                yield from (part.filename.encode(), part.comment, inside)
                yield from unpacked(inside)
    elif content.startswith(b"%PDF"):
        yield from _pdf(content)
    elif content.startswith(b"SQLite format 3\0"):
        yield from _rows(content)
    elif content.startswith(b"\x89PNG"):
        yield _beside_the_picture(content)
    for picture in _IN_PAGE.findall(content):
        yield _beside_the_picture(base64.b64decode(picture))


def _pdf(content: bytes) -> Iterator[bytes]:
    reader = PdfReader(io.BytesIO(content))
    yield str(reader.metadata).encode()
    for page in reader.pages:
        yield page.extract_text().encode()
    for number in range(1, len(reader.xref[0]) + sum(map(len, reader.xref_objStm.values())) + 1):
        part = reader.get_object(number)
        if isinstance(part, StreamObject) and part.get("/Subtype") == "/Image":
            continue  # pictures drawn for print have no words beside them
        yield part.get_data() if isinstance(part, StreamObject) else str(part).encode()


def _rows(content: bytes) -> Iterator[bytes]:
    book = sqlite3.connect(":memory:")
    book.deserialize(content)
    for (table,) in book.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        yield table.encode()
        for row in book.execute(f'SELECT * FROM "{table}"'):
            yield str(row).encode()
    book.close()


def _beside_the_picture(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as picture:
        picture.load()
        return str(picture.info).encode()
