"""The bytes of a sent file: read once, and only if it is an ordinary file.

What is hashed is what is parsed: nobody can change the file in between. Links are refused,
because a folder that somebody else filled may lead anywhere; pipes and devices would wait for
ever.
"""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from pathlib import Path

from needs.workbooks.limits import Limits
from needs.workbooks.refusing import Refused

#: Control, format (among them those that turn the direction of writing), surrogate, line and
#: paragraph separators; private and unassigned.
_UNFIT = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})

_IRREGULAR = (
    (stat.S_ISDIR, "folder"),
    (stat.S_ISFIFO, "pipe"),
    (stat.S_ISSOCK, "socket"),
)

# Not to wait for a pipe's other end, nor to follow a link that was put there a moment ago;
# Windows has its own flag, which keeps it from translating line ends.
_OPEN_FLAGS = os.O_RDONLY | sum(
    getattr(os, flag, 0) for flag in ("O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "O_BINARY")
)


def shown(text: str) -> str:
    """Return a text fit for one line of a report: what cannot be seen, by its number."""
    return "".join(
        f"\\u{ord(letter):04x}" if unicodedata.category(letter) in _UNFIT else letter
        for letter in text
    )


def shown_name(path: Path) -> str:
    """Return a file's name, without its folder, fit for one line of a report."""
    return shown(path.name or str(path))


def read_bytes(path: Path, limits: Limits) -> tuple[bytes, str]:
    """Return a file's bytes and their SHA-256.

    Raises
    ------
    Refused
        `missing`, `not_a_file`, `unreadable`, `too_large` or `empty`.
    """
    try:
        _check_ordinary(path, os.lstat(path))
        descriptor = os.open(path, _OPEN_FLAGS)
        with os.fdopen(descriptor, "rb") as handle:
            found = os.fstat(descriptor)
            _check_ordinary(path, found)
            if found.st_size > limits.max_bytes:
                raise Refused("too_large", bytes=found.st_size, limit=limits.max_bytes)
            content = handle.read(limits.max_bytes + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise Refused("missing") from None
    except (OSError, ValueError) as error:  # ValueError: a name that no file system knows
        reason = getattr(error, "strerror", None) or error
        raise Refused("unreadable", reason=shown(str(reason))) from None
    if len(content) > limits.max_bytes:
        raise Refused("too_large", bytes=len(content), limit=limits.max_bytes)
    if not content:
        raise Refused("empty")
    return content, hashlib.sha256(content).hexdigest()


def _check_ordinary(path: Path, found: os.stat_result) -> None:
    if stat.S_ISREG(found.st_mode):
        return
    if stat.S_ISLNK(found.st_mode):
        raise Refused("not_a_file", what="link" if path.exists() else "broken_link")
    what = next((name for test, name in _IRREGULAR if test(found.st_mode)), "device")
    raise Refused("not_a_file", what=what)
