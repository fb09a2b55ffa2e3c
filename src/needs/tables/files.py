"""Writing files so that a reader sees the old one or the new one, never half."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from needs.errors import NeedsError

# Windows refuses for a moment while a virus scanner reads the old file.
_PAUSES_S = (0.05, 0.2, 0.5, 1.0)


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
