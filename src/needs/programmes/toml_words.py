"""Values and ids as a planner wrote them: in the words of TOML, never of a programming language."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable
from typing import Any

#: Longer values are cut: a planner knows the file, the message only has to point at the place.
LONGEST = 120


def toml_text(value: Any) -> str:
    """Return a value as it stands in a TOML file, cut after `LONGEST` characters."""
    text = _text(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def listed(ids: Iterable[object]) -> str:
    """Return ids one after the other, in quotes as in the file; «(không có)» where none is."""
    return ", ".join(_text(one) for one in ids) or "(không có)"


def unread(error: Exception) -> str:
    """Say where a file could not be read as TOML."""
    at = re.search(r"line (\d+), column (\d+)", str(error))
    if at is not None:
        return f"không đọc được ở dòng {at[1]}, cột {at[2]}"
    if isinstance(error, UnicodeDecodeError):
        return "không phải mã UTF-8"
    return "không đọc được ở cuối tệp"


def _text(value: Any) -> str:
    if isinstance(value, dict):
        inside = ", ".join(f"{key} = {_text(part)}" for key, part in value.items())
        return f"{{ {inside} }}" if inside else "{ }"
    if isinstance(value, (list, tuple, set)):
        return f"[{', '.join(_text(part) for part in value)}]"
    return _single(value)


def _single(value: Any) -> str:
    if value is None:
        return "(không có)"
    if isinstance(value, (str, bool)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return str(value)
