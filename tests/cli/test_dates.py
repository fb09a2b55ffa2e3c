"""A day is typed in the same two ways in every command: 2026-11-22 and 22/11/2026."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from needs.cli import app

#: How many commands ask for a day; one that is added is tested, too.
AT_LEAST = 25


def options(command: Any, path: str = "needs") -> Iterator[tuple[str, Any, Any]]:
    for name, below in getattr(command, "commands", {}).items():
        yield from options(below, f"{path} {name}")
    for option in command.params:
        yield path, option, command


DAYS = [
    pytest.param(option, command, id=f"{path} {option.opts[0]}")
    for path, option, command in options(typer.main.get_command(app))
    if getattr(option, "type_descriptor", None) is not None
    and option.type_descriptor.annotation is dt.datetime
]


def test_every_command_is_looked_at():
    assert len(DAYS) >= AT_LEAST


@pytest.mark.parametrize(("option", "command"), DAYS)
@pytest.mark.parametrize("typed", ["2026-11-02", "02/11/2026", "2/11/2026"])
def test_the_day_comes_first_or_the_year_does(option, command, typed):
    """In Vietnam 2/11 is the second of November."""
    day = option.process_value(typer.Context(command), typed)
    assert day.date() == dt.date(2026, 11, 2)
