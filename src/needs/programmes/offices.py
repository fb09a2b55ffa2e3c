"""Offices that a profile names by id: the right one on a day, its predecessor in brackets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Iterator
from pathlib import Path
from typing import Any

from needs.errors import FaultCollector, NotFound
from needs.programmes.agencies import Agencies, read_agencies
from needs.programmes.agency_register import AGENCIES
from needs.programmes.inherit import entry_key
from needs.programmes.toml_words import listed, toml_text
from needs.wording import today

#: The key that may hold an office's id instead of words.
LEADS = "lead_agency"
#: Keys that name offices, and fields of work, by their ids only.
WHO = frozenset({"lead", "with", "receives_from", "hands_to", "who", "whom", "decided_by"})
MATTERS = frozenset({"matter"})


def with_offices(
    content: dict[str, Any],
    root: Path,
    faults: FaultCollector,
    *,
    on: dt.date | None = None,
    file_of: Callable[[str], str] = str,
) -> dict[str, Any]:
    """Return a profile's content with words in place of each office named by its id.

    Parameters
    ----------
    content
        A profile's keys; not changed.
    root
        The data root, whose `reference/agencies.toml` is read where an id is named.
    faults
        An id that no office, or no field of work, has is noted here, with those that there are.
    on
        The day; none: today.
    file_of
        Names the file that a key stands in.
    """
    if not (root / AGENCIES).is_file() and not any(True for _ in _ids(content, "")):
        return content
    agencies = read_agencies(root)
    for key, agency in (*_ids(content, ""), *_ids(content, "", WHO)):
        try:
            agencies.agency(agency)
        except NotFound as error:
            expected = f"một trong: {listed(error.valid)}"
            faults.add(key, toml_text(agency), expected, f"sửa mã cơ quan trong {file_of(key)}")
    for key, matter in _ids(content, "", MATTERS):
        try:
            agencies.matter(matter)
        except NotFound as error:
            expected = f"một trong: {listed(error.valid)}"
            faults.add(key, toml_text(matter), expected, f"sửa mã lĩnh vực trong {file_of(key)}")
    if faults.faults:
        return content
    day = on or today()
    province = content.get("province_code")
    code = province if isinstance(province, str) else None
    named: dict[str, Any] = _named(content, agencies, day, code)
    return named


def _ids(
    value: Any, key: str, names: Container[str] = frozenset({LEADS})
) -> Iterator[tuple[str, str]]:
    """Yield every id that stands under one of the names below a value, with its key."""
    if isinstance(value, dict):
        for name, part in value.items():
            inner = f"{key}.{name}" if key else name
            if name in names and isinstance(part, (str, list)):
                ids = [part] if isinstance(part, str) else part
                yield from ((inner, one) for one in ids if isinstance(one, str))
            else:
                yield from _ids(part, inner, names)
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from _ids(part, f"{key}[{entry_key(part, place)}]", names)


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
