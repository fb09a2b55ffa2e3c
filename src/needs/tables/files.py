"""Writing files: old or new, never half; CSV that Excel opens as it is; names that fit any disk."""

from __future__ import annotations

import hashlib
import os
import re
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from needs.errors import NeedsError

# Windows refuses for a moment while a virus scanner reads the old file.
_PAUSES_S = (0.05, 0.2, 0.5, 1.0)

#: What makes a spreadsheet take a text for a formula and calculate it.
FORMULA_SIGNS = "=+-@\t\r"
# It also writes a number or a date its own way («1.234» → «1234»).
_CHANGED_BY_EXCEL = re.compile(rf"[{re.escape(FORMULA_SIGNS)}']|\s*[0-9]")

_UNFIT = re.compile(r"[^\w.\- ]+")
# Names that Windows keeps to itself, whatever ending follows («nul.txt»).
_DEVICE = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³]) *(?:\.|\Z)", re.IGNORECASE)
# File systems take names of 255 bytes; what is put before and behind needs some of them.
_LONGEST_BYTES, _CHECKSUM = 120, 8


@contextmanager
def in_one_step(path: Path) -> Iterator[Path]:
    """Give a temporary file beside `path`; put it in place when the block ends well.

    Raises
    ------
    NeedsError
        If the file cannot be replaced: most often it is open in Excel.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.stem}.{os.getpid()}{path.suffix}")
    try:
        yield temporary
        _replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _replace(temporary: Path, path: Path) -> None:
    for pause in _PAUSES_S:
        try:
            temporary.replace(path)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    try:
        temporary.replace(path)
    except PermissionError as error:
        raise NeedsError(
            f"{path.name}: không ghi được ({error.strerror}); nếu tệp đang mở trong Excel, "
            "hãy đóng lại rồi chạy lại lệnh / close the file and run again"
        ) from error


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV that Excel on Windows reads rightly and calculates nothing in.

    With a byte-order mark, without which it reads Vietnamese wrongly; text that it would take
    for a formula gets an apostrophe in front.

    Raises
    ------
    NeedsError
        If the file is open in another program.
    """
    safe = without_formulas(frame)
    with in_one_step(path) as temporary:
        safe.to_csv(temporary, index=False, encoding="utf-8-sig", lineterminator="\r\n")


def without_formulas(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table with an apostrophe before every text that a spreadsheet would calculate."""
    safe = frame.copy()
    for name in safe.select_dtypes(include=["str", "object"]).columns:
        risky = safe[name].map(_is_formula).astype(bool)
        safe.loc[risky, name] = "'" + safe.loc[risky, name]
    return safe


def _is_formula(value: object) -> bool:
    return isinstance(value, str) and looks_like_formula(value)


def looks_like_formula(text: str) -> bool:
    """Tell whether a spreadsheet would calculate a text if it were typed again."""
    return text.startswith(tuple(FORMULA_SIGNS))


def kept_as_text(text: str) -> str:
    """Return a text that Excel leaves as it is: an apostrophe before formulas, numbers, dates."""
    return f"'{text}" if _CHANGED_BY_EXCEL.match(text) else text


def fitting_name(name: str) -> str:
    """Return a name (without its ending) that every file system takes, of at most 120 bytes.

    One that is too long ends in a checksum of the whole: two of one beginning stay two files.
    """
    fit = _UNFIT.sub("_", unicodedata.normalize("NFC", name)).strip(" .")
    fit = f"_{fit}" if _DEVICE.match(fit) else fit
    if len(fit.encode()) > _LONGEST_BYTES:
        short = fit.encode()[: _LONGEST_BYTES - _CHECKSUM - 1].decode(errors="ignore")
        fit = f"{short.strip(' .')}-{hashlib.sha256(fit.encode()).hexdigest()[:_CHECKSUM]}"
    return fit or "tep"


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
