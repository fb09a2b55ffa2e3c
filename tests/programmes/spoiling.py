"""Profiles spoiled key by key, as a slip of the hand in a text editor spoils them."""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

Place = tuple[str | int, ...]

#: Keys that name an office by its id.
OFFICES = ("lead_agency", "lead", "with", "hands_to", "receives_from", "who", "whom")


def paths(value: Any, above: Place = ()) -> Iterator[Place]:
    """Every key of a file, and every entry of its lists."""
    if above:
        yield above
    if isinstance(value, dict):
        for key, part in value.items():
            yield from paths(part, (*above, key))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from paths(part, (*above, place))


def at(content: Any, path: Place) -> Any:
    for part in path:
        content = content[part]
    return content


def spoils(content: dict[str, Any], path: Place) -> dict[str, dict[str, Any]]:
    """What may be wrong at one key, by what it is called; each a copy with one thing changed."""
    value, key = at(content, path), path[-1]
    changed: dict[str, Any] = {"another type": _another_type(value)}
    if isinstance(value, str):
        changed["empty"] = ""
        if re.fullmatch(r"\d\d-\d\d", value) or re.fullmatch(r"\d{4}-\d\d", value):
            changed["no such day"] = "13-45"
        if any(one in OFFICES for one in path[-2:]):
            changed["unknown office"] = "so-khong-co"
    if isinstance(value, dt.date):
        changed["date in quotes"] = value.isoformat()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        changed["below nothing"] = -abs(value) - 1
        changed["out of all bounds"] = float("inf")
    made = {name: _with(content, path, wrong) for name, wrong in changed.items()}
    made["left out"] = _without(content, path)
    if isinstance(value, dict):
        made["unknown key"] = _with(content, (*path, "khoa_la"), {"so": 1, "chu": ["a", None]})
    if isinstance(value, dict) and isinstance(key, int):
        again = copy.deepcopy(content)
        at(again, path[:-1]).append(copy.deepcopy(value))
        made["entered twice"] = again
    return made


def _another_type(value: Any) -> Any:
    if isinstance(value, (bool, list, dict)):
        return "sai kiểu"
    return {"vi": [1, True]} if isinstance(value, str) else "bảy"


def _with(content: dict[str, Any], path: Place, value: Any) -> dict[str, Any]:
    changed = copy.deepcopy(content)
    at(changed, path[:-1])[path[-1]] = value
    return changed


def _without(content: dict[str, Any], path: Place) -> dict[str, Any]:
    changed = copy.deepcopy(content)
    del at(changed, path[:-1])[path[-1]]
    return changed
