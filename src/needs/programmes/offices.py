"""Offices that a profile names by id: the right one on a day, its predecessor in brackets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from needs.errors import FaultCollector, NotFound
from needs.programmes.agencies import Agencies, read_agencies

#: The key that may hold an office's id instead of words.
LEADS = "lead_agency"


def with_offices(
    content: dict[str, Any], root: Path, faults: FaultCollector, *, on: dt.date | None = None
) -> dict[str, Any]:
    """Return a profile's content with words in place of each office named by its id.

    Parameters
    ----------
    content
        A profile's keys; not changed.
    root
        The data root, whose `reference/agencies.toml` is read where an id is named.
    faults
        An id that no office has is noted here, with those that there are.
    on
        The day; none: today.
    """
    if not any(True for _ in _ids(content, "")):
        return content
    agencies = read_agencies(root)
    for key, agency in _ids(content, ""):
        try:
            agencies.agency(agency)
        except NotFound as error:
            faults.add(key, repr(agency), f"một trong {list(error.valid)}", "sửa mã cơ quan")
    if faults.faults:
        return content
    day = on or dt.datetime.now().astimezone().date()
    province = content.get("province_code")
    code = province if isinstance(province, str) else None
    named: dict[str, Any] = _named(content, agencies, day, code)
    return named


def _ids(value: Any, key: str) -> Iterator[tuple[str, str]]:
    """Yield every office id below a value, with its key."""
    if isinstance(value, dict):
        for name, part in value.items():
            inner = f"{key}.{name}" if key else name
            if name == LEADS and isinstance(part, str):
                yield inner, part
            else:
                yield from _ids(part, inner)
    elif isinstance(value, list):
        for place, part in enumerate(value):
            label = part.get("id", place) if isinstance(part, dict) else place
            yield from _ids(part, f"{key}[{label}]")


def _named(value: Any, agencies: Agencies, day: dt.date, province: str | None) -> Any:
    if isinstance(value, list):
        return [_named(part, agencies, day, province) for part in value]
    if not isinstance(value, dict):
        return value
    named = {}
    for key, part in value.items():
        if key == LEADS and isinstance(part, str):
            office = agencies.office(part, day, province=province)
            named[key] = office.with_predecessor.model_dump()
        else:
            named[key] = _named(part, agencies, day, province)
    return named
