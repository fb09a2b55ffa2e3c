"""`data/programmes/README.md`: every duty of the plans, and what serves it, is really there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from needs.cli import app
from needs.programmes import list_programmes, load_programme
from needs.tables import table


@pytest.fixture(scope="module")
def readme(data: Path) -> str:
    return (data / "programmes" / "README.md").read_text(encoding="utf-8")


def commands() -> set[str]:
    """Every command as it is typed: «needs areas import»."""

    def below(command: Any, typed: str) -> set[str]:
        inner: dict[str, Any] = getattr(command, "commands", {})
        return {typed}.union(*(below(one, f"{typed} {name}") for name, one in inner.items()))

    return below(typer.main.get_command(app), "needs")


def typed(text: str) -> set[str]:
    """The commands that a text names between backquotes, without their arguments."""
    found = set()
    for words in re.findall(r"`needs ([^`]+)`", text):
        names = []
        for word in words.split():
            if f"needs {' '.join([*names, word])}" not in commands() and names:
                break
            names.append(word)
        found.add(f"needs {' '.join(names)}")
    return found


def test_every_command_that_is_named_exists(readme):
    assert typed(readme) - commands() == set()
    assert len(typed(readme)) >= 15


def test_every_duty_of_every_plan_stands_in_it(readme, data):
    for programme in list_programmes(data):
        _, _, after = readme.partition(f"### `{programme}`")
        own, _, _ = after.partition("\n### ")
        rows = set(re.findall(r"^\| `([a-z0-9_-]+)` \|", own, flags=re.MULTILINE))
        duties = {duty.id for duty in load_programme(programme, data).duties}
        assert duties, programme
        assert rows == duties, programme


def test_every_table_and_command_that_serves_a_duty_exists(data):
    for programme in list_programmes(data):
        for duty in load_programme(programme, data).duties:
            for name in duty.served_by:
                if name.startswith("needs "):
                    assert typed(f"`{name}`") <= commands(), (programme, duty.id, name)
                elif not name.endswith((".html", ".ics")):
                    assert table(name).columns, (programme, duty.id, name)


def test_what_software_cannot_do_is_named(readme, data):
    _, _, left = readme.partition("### Phần mềm không làm thay")
    for programme in list_programmes(data):
        for duty in load_programme(programme, data).duties:
            if duty.by_people is not None:
                assert duty.by_people.vi in left, (programme, duty.id)


def test_the_script_makes_the_same_file_again(root):
    done = subprocess.run(
        [sys.executable, "tools/make_traceability.py", "--check"],
        cwd=root,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, f"run tools/make_traceability.py\n{done.stdout}{done.stderr}"
