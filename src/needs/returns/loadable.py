"""Whether a workbook may be loaded as a whole, styles and all, in bounded memory.

The careful readers of `workbooks` skip what is empty and cut what is endless. openpyxl makes an
object of every cell that a file names, also of each empty one in a merged range or under a link.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from xml.parsers import expat

from needs.workbooks import cell_at

# openpyxl takes about 1 kB for each cell.
_MOST_CELLS = 200_000
_MOST_UNPACKED = 64 * 1024 * 1024
_CHUNK = 1 << 16

_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]+)(?::\$?([A-Z]{1,3})\$?([0-9]+))?")
_SPREADING = ("mergeCell", "hyperlink", "comment")


def may_be_loaded(content: bytes) -> bool:
    """Tell whether the cells that a workbook names are few enough to load them all.

    Parameters
    ----------
    content
        Of an xlsx file that `workbooks` has read: no bomb, no entities.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            members = package.infolist()
            if sum(member.file_size for member in members) > _MOST_UNPACKED:
                return False
            counter = _Counter()
            for member in members:
                if member.filename.lower().endswith(".xml"):
                    counter.count(package.read(member))
    except (zipfile.BadZipFile, expat.ExpatError, _TooMany, OSError, NotImplementedError):
        return False
    return True


class _TooMany(Exception):
    """More cells than may be loaded."""


class _Counter:
    """Counts the cells that the parts of a workbook make."""

    def __init__(self) -> None:
        self._cells = 0

    def count(self, part: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        for at in range(0, len(part), _CHUNK):
            parser.Parse(part[at : at + _CHUNK], at + _CHUNK >= len(part))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if local in ("c", "row"):
            self._cells += 1
        elif local in _SPREADING:
            self._cells += _area(attributes.get("ref", ""))
        if self._cells > _MOST_CELLS:
            raise _TooMany


def _area(ref: str) -> int:
    match = _RANGE.fullmatch(ref)
    if match is None:
        raise _TooMany
    first = cell_at(f"{match[1]}{int(match[2])}")
    last = cell_at(f"{match[3]}{int(match[4])}") if match[3] else first
    return (abs(last[0] - first[0]) + 1) * (abs(last[1] - first[1]) + 1)
