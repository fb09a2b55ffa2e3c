"""A plan's year as small as can be, put into a real profile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from needs.programmes import Programme, load_programme
from needs.programmes.timetable import Timetable

ASSUMED = {"kind": "assumption", "source": "giả định của phép thử"}
WORDS = {"vi": "việc", "en": "work"}


def occasion(name: str, /, **more: Any) -> dict[str, Any]:
    return {"id": name, "name": {"vi": f"dịp {name}", "en": name}, **ASSUMED, **more}


def step(name: str, /, **more: Any) -> dict[str, Any]:
    return {"id": name, "name": WORDS, "who": ["labour"], **ASSUMED, **more}


def goal(name: str, /, *steps: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": name, "name": {"vi": f"đích {name}", "en": name}, "steps": list(steps), **more}


def deadline(name: str, /, **more: Any) -> dict[str, Any]:
    return {"id": name, "name": WORDS, "who": ["labour"], **ASSUMED, **more}


@pytest.fixture(scope="session")
def cao_bang(data) -> Programme:
    return load_programme("cao-bang-588", data)


@pytest.fixture(scope="session")
def planned(cao_bang) -> Callable[..., Programme]:
    """Cao Bằng with another timetable, and without deadlines of reports unless asked for."""

    def make(*, reports: bool = False, **timetable: Any) -> Programme:
        return cao_bang.model_copy(
            update={
                "timetable": Timetable.model_validate(timetable),
                "reports": cao_bang.reports if reports else [],
            }
        )

    return make
