"""Compound files (OLE2): the little file system in which xls keeps its streams ([MS-CFB]).

It also holds what is not a workbook: Word files, mails, and the encrypted package into which
Excel puts an xlsx that has a password.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from needs.workbooks.refusing import damaged

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")

_LAST_SECTOR = 0xFFFFFFFA  # numbers above say: end, free, or used by the tables themselves
_END_OF_CHAIN = 0xFFFFFFFE
_NO_ENTRY = 0xFFFFFFFF
# Version, sector size, mini sector size; directory; cutoff; mini table; table's extension.
_HEADER = struct.Struct("<26xH2xHH6x8xI4xII4xII")
_HEADER_BYTES = 512
_MINI_SECTOR_BYTES = 64
_ENTRY = struct.Struct("<64sHBBIII36xIQ")
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    left: int
    right: int
    child: int
    first_sector: int
    size: int


class CompoundFile:
    """The streams and storages at the top of a compound file.

    Parameters
    ----------
    content
        The bytes of the file.

    Raises
    ------
    Refused
        `damaged`.
    """

    def __init__(self, content: bytes) -> None:
        if len(content) < _HEADER_BYTES or not content.startswith(SIGNATURE):
            raise damaged()
        version, shift, mini_shift, directory, cutoff, mini_table, table, count = (
            _HEADER.unpack_from(content)
        )
        if (version, shift, mini_shift) not in ((3, 9, 6), (4, 12, 6)):
            raise damaged()
        self._content = content
        self._sector_bytes = 1 << shift
        self._sectors = len(content) >> shift
        self._cutoff = cutoff
        self._table = self._allocation_table(table, count)
        entries = self._entries(directory)
        if not entries or entries[0].kind != _ROOT:
            raise damaged()
        root = entries[0]
        self._mini_stream = self._chain(root.first_sector)[: root.size]
        self._mini_table = _numbers(self._chain(mini_table))
        self._top = {entry.name: entry for entry in _children(entries, root.child)}

    def __contains__(self, name: str) -> bool:
        return name in self._top

    def read(self, name: str) -> bytes:
        """Return the bytes of a stream.

        Raises
        ------
        Refused
            `damaged`, if it is shorter than the file says.
        """
        entry = self._top[name]
        if entry.size < self._cutoff:
            content = self._mini_chain(entry.first_sector)
        else:
            content = self._chain(entry.first_sector)
        if entry.kind != _STREAM or len(content) < entry.size:
            raise damaged(name)
        return content[: entry.size]

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) * self._sector_bytes
        sector = self._content[begin : begin + self._sector_bytes]
        if not sector:
            raise damaged()
        return sector

    def _allocation_table(self, extension: int, count: int) -> tuple[int, ...]:
        """Return the table that says which sector follows which."""
        holders = list(struct.unpack_from("<109I", self._content, 76))
        for _ in range(min(count, self._sectors)):
            if extension > _LAST_SECTOR:
                break
            numbers = _numbers(self._sector(extension))
            holders += numbers[:-1]
            extension = numbers[-1]
        used = [holder for holder in holders if holder <= _LAST_SECTOR]
        if len(used) != len(set(used)):
            raise damaged()
        return tuple(number for holder in used for number in _numbers(self._sector(holder)))

    def _chain(self, first: int) -> bytes:
        return b"".join(self._sector(number) for number in _followed(first, self._table))

    def _mini_chain(self, first: int) -> bytes:
        return b"".join(
            self._mini_stream[number * _MINI_SECTOR_BYTES : (number + 1) * _MINI_SECTOR_BYTES]
            for number in _followed(first, self._mini_table)
        )

    def _entries(self, first: int) -> list[_Entry]:
        directory = self._chain(first)
        whole = len(directory) - len(directory) % _ENTRY.size
        found = []
        for name, length, kind, _, left, right, child, sector, size in _ENTRY.iter_unpack(
            directory[:whole]
        ):
            text = name[: max(length - 2, 0)].decode("utf-16-le", errors="replace")
            # Old files leave rubbish in the upper half of the size.
            real = size if self._sector_bytes > _HEADER_BYTES else size & 0xFFFFFFFF
            found.append(_Entry(text, kind, left, right, child, sector, real))
        return found


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _followed(first: int, table: tuple[int, ...]) -> Iterator[int]:
    """Yield the sectors of a chain; one that leads nowhere or in a circle is refused."""
    number = first
    for _ in range(len(table)):
        if number > _LAST_SECTOR:
            break
        yield number
        if number >= len(table):
            raise damaged()
        number = table[number]
    if number not in (_END_OF_CHAIN, _NO_ENTRY):
        raise damaged()


def _children(entries: list[_Entry], first: int) -> Iterator[_Entry]:
    """Yield the entries of one storage: they form a tree by their left and right neighbours."""
    waiting, seen = [first], {_NO_ENTRY}
    while waiting:
        number = waiting.pop()
        if number in seen:
            continue
        seen.add(number)
        if number >= len(entries):
            raise damaged()
        entry = entries[number]
        if entry.kind in (_STORAGE, _STREAM):
            yield entry
        waiting += [entry.left, entry.right]
