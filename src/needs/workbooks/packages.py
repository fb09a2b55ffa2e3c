"""The zip file around xlsx, xlsb and ods: inspected before any part of it is parsed.

A zip file says how large its members are, and may lie: what is said is checked first, then what
really comes out is counted, member by member, and must be the same. Nothing is unpacked to disk.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from copy import copy

from needs.workbooks.files import shown
from needs.workbooks.limits import Limits
from needs.workbooks.refusing import Refused, damaged

_CHUNK = 256 * 1024
# Below this, a file that unpacks to many times its size does no harm.
_RATIO_COUNTS_FROM = 10 * 1024 * 1024
_ENCRYPTED = 0x1

_ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class Package:
    """A zip file whose outside is checked: sizes, number and names of its members.

    Parameters
    ----------
    content
        The bytes of the file.
    limits
        What it may unpack to.

    Raises
    ------
    Refused
        `damaged`, `password`, or `unpacks_too_large`.
    """

    def __init__(self, content: bytes, limits: Limits) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except _ZIP_FAULTS:
            raise damaged() from None
        members = self._archive.infolist()
        _check_sizes(members, packed=len(content), limits=limits)
        self._members: dict[str, zipfile.ZipInfo] = {}
        for member in members:
            if member.flag_bits & _ENCRYPTED:
                raise Refused("password")
            key = _key(member.filename)
            if key in self._members or ".." in key.split("/"):
                raise damaged(shown(member.filename))
            self._members[key] = member

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the parts, in lower case: a package does not tell cases apart."""
        return tuple(self._members)

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._members

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a part's bytes, bit by bit.

        Raises
        ------
        Refused
            `damaged`, if there is no such part, its bytes are broken, or it is not as large as
            the package says.
        """
        member = self._members.get(_key(name))
        if member is None:
            raise damaged(shown(name))
        promised = member.file_size
        # Left to itself, zipfile stops at the promised size and does not see what follows.
        unbounded = copy(member)
        unbounded.file_size = promised + _CHUNK
        real = 0
        try:
            with self._archive.open(unbounded) as handle:
                while chunk := handle.read(_CHUNK):
                    real += len(chunk)
                    if real > promised:
                        raise damaged(shown(name))
                    yield chunk
        except _ZIP_FAULTS:
            raise damaged(shown(name)) from None
        if real != promised:
            raise damaged(shown(name))

    def read(self, name: str) -> bytes:
        """Return a part's bytes; see `chunks`."""
        return b"".join(self.chunks(name))

    def head(self, name: str, size: int) -> bytes:
        """Return the first bytes of a part; nothing, if there is no such part."""
        return next(self.chunks(name), b"")[:size] if name in self else b""


def part_name(target: str, *, folder: str) -> str:
    """Return the part that a relationship's target names, relative to a folder.

    «..» cannot lead out of the package: beyond its root there is nothing to be found.
    """
    named = posixpath.join("/", folder, target.replace("\\", "/"))
    return posixpath.normpath(named).lstrip("/")


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _check_sizes(members: list[zipfile.ZipInfo], *, packed: int, limits: Limits) -> None:
    unpacked = sum(member.file_size for member in members)
    ratio = unpacked // packed
    for what, found, limit in (
        ("members", len(members), limits.max_members),
        ("bytes", unpacked, limits.max_unpacked),
        ("ratio", ratio if unpacked > _RATIO_COUNTS_FROM else 0, limits.max_ratio),
    ):
        if found > limit:
            raise Refused("unpacks_too_large", what=what, found=found, limit=limit)
