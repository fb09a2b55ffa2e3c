"""One file, from its path to a `Book` or a `Refusal`; never an exception."""

from __future__ import annotations

from pathlib import Path

from needs.workbooks.files import read_bytes, shown, shown_name
from needs.workbooks.grid import Book, Note, Refusal
from needs.workbooks.kinds import ENDINGS
from needs.workbooks.legacy_text import with_legacy_text
from needs.workbooks.limits import Limits
from needs.workbooks.refusing import Refused
from needs.workbooks.spreadsheets import read_sheets

_NO_LIMITS_GIVEN = Limits()


def read_book(path: Path, *, limits: Limits = _NO_LIMITS_GIVEN) -> Book | Refusal:
    """Read one file in this process.

    Time and memory of a file that somebody sent are bounded by `open_books` alone, which calls
    this in processes of their own; here they are for files of one's own.

    Parameters
    ----------
    path
        The file.
    limits
        How large it may be, packed and unpacked, and how many cells it may hold.

    Returns
    -------
    Book or Refusal
        Whatever stands at the path.
    """
    name = shown_name(path)
    sha256 = ""
    try:
        content, sha256 = read_bytes(path, limits)
        return _book(content, name=name, sha256=sha256, suffix=path.suffix, limits=limits)
    except Refused as refused:
        return Refusal(name, refused.code, refused.values, sha256)
    except MemoryError:
        values = (("limit", str(limits.memory_bytes)),)
        return Refusal(name, "too_much_memory", values, sha256)
    except Exception as error:  # noqa: BLE001 (border: other files go on; the tests look for it)
        detail = shown(f"{type(error).__name__}: {error}")
        return Refusal(name, "reader_failed", (("detail", detail),), sha256)


def _book(content: bytes, *, name: str, sha256: str, suffix: str, limits: Limits) -> Book:
    kind, found, notes = read_sheets(content, name=name, limits=limits)
    sheets, converted = with_legacy_text(found)
    return Book(name, sha256, kind, sheets, (*_extension(kind, suffix), *notes, *converted))


def _extension(kind: str, suffix: str) -> tuple[Note, ...]:
    """Return a note if the name promises another kind; a name without ending promises none."""
    if not suffix or suffix.lower() in ENDINGS[kind]:
        return ()
    return (Note("extension", (("suffix", shown(suffix)), ("kind", kind))),)
