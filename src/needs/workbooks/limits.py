"""How much one sent file may ask of this computer, and why so much."""

from __future__ import annotations

from dataclasses import dataclass

_MIB = 1024 * 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """Bounds for one file; a file beyond one of them becomes a `Refusal`.

    Attributes
    ----------
    max_bytes
        Size of the file. A district's return is some tens of kilobytes; photographs pasted
        into one make megabytes of it.
    max_unpacked
        Bytes that the parts of one workbook unpack to. A sheet with a million formatted empty
        rows, which Excel makes by accident, takes about 100 MB.
    max_members
        Parts of one workbook. One sheet needs up to four; a pasted picture one.
    max_ratio
        How many times larger the parts may be than the file, once they pass 10 MB. Sheets of
        real text reach 30; deflate ends at 1,032, which is what bombs are made of.
    max_cells
        Cells of all sheets, from A1 to the last used one. All 3,321 communes by 200 columns
        are 660,000. Each takes up to 250 bytes and 8 millionths of a second.
    seconds
        Time that one file may take. A return takes hundredths of a second, a workbook at
        `max_cells` eight; old computers and virus scanners need the rest.
    memory_bytes
        Memory that the process reading the file may hold: twice what a workbook at `max_cells`
        needs, so that four readers together leave a computer with 4 GB its half.
    """

    max_bytes: int = 50 * _MIB
    max_unpacked: int = 256 * _MIB
    max_members: int = 4_000
    max_ratio: int = 200
    max_cells: int = 1_000_000
    seconds: float = 30.0
    memory_bytes: int = 512 * _MIB
