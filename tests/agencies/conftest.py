"""A register of offices as small as can be, written as a planner would; a day in each year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from needs.programmes import Programme, load_programme
from needs.programmes.agencies import Agencies, read_agencies
from needs.programmes.duties import Duty

BEFORE_HEALTH, HEALTH = dt.date(2025, 2, 28), dt.date(2025, 3, 1)
BEFORE_COMMUNES, COMMUNES = dt.date(2025, 6, 30), dt.date(2025, 7, 1)
TODAY = dt.date(2026, 11, 22)
PROGRAMMES = (
    "thanh-hoa-588",
    "cao-bang-588",
    "ninh-thuan-588",
    "thanh-hoa-fund",
    "hai-duong-2024",
)


def office(name: str, *successions: str) -> str:
    """An office of the register, with its successions."""
    lines = [
        "[[agencies]]",
        f'id = "{name}"',
        'kind = "department"',
        'level = "province"',
        f'name = {{ vi = "Sở {name}", en = "Office {name}" }}',
        f'short = {{ vi = "{name}", en = "{name}" }}',
        'source = "phép thử"',
    ]
    return "\n".join([*lines, *successions])


def passes(day: str, to: str = "", *, name: str = "", matters: str = "") -> str:
    """A succession: to another office, or under another name."""
    lines = ["[[agencies.successions]]", f"on = {day}"]
    lines += [f'to = "{to}"'] if to else []
    lines += [f'name = {{ vi = "{name}", en = "{name}" }}'] if name else []
    lines += [f'matters = ["{matters}"]'] if matters else []
    return "\n".join(
        [*lines, 'why = { vi = "đổi", en = "changed" }', 'kind = "official"', 'source = "văn bản"']
    )


@pytest.fixture
def register(tmp_path: Path) -> Callable[..., Agencies]:
    """Write a register of these offices and read it."""

    def made(*offices: str) -> Agencies:
        top = 'default_matter = "children"\n' + "".join(
            f'[[matters]]\nid = "{one}"\nname = {{ vi = "{one}", en = "{one}" }}\n'
            for one in ("children", "poverty")
        )
        path = tmp_path / "reference" / "agencies.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join([top, *offices]), encoding="utf-8")
        return read_agencies(tmp_path)

    return made


@pytest.fixture(scope="session")
def agencies(data: Path) -> Agencies:
    return read_agencies(data)


@pytest.fixture(scope="session")
def profile(data: Path) -> Callable[[str], Programme]:
    """A programme of the checkout."""
    return lambda programme: load_programme(programme, data, on=TODAY)


def duty(name: str, lead: str | list[str], **more: Any) -> Duty:
    """A duty with what it must have."""
    return Duty.model_validate(
        {
            "id": name,
            "text": {"vi": f"việc {name}", "en": f"duty {name}"},
            "lead": lead,
            "served_by": ["needs run"],
            "source": "phép thử",
            **more,
        }
    )
