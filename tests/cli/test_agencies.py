"""`needs agencies`: who does what, asked by old or new name, on any day."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

import needs.cli
from needs.cli.agencies import add_to
from needs.programmes import list_programmes, load_programme


@pytest.fixture(scope="session")
def ask(data: Path):
    app = typer.Typer()
    app.callback()(lambda: None)
    add_to(app)

    def asked(*arguments: str, code: int = 0) -> str:
        result = CliRunner().invoke(app, ["agencies", *arguments, "--data", str(data)])
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        return " ".join(result.output.replace("│", " ").split())

    return asked


def test_all_offices_of_today_are_listed_with_whose_work_they_took(ask):
    told = ask("cao-bang-588", "--on", "2026-11-22")
    assert "health Sở Y tế Sở Lao động – Thương binh và Xã" in told
    assert "people_committee_commune" in told
    assert "people_committee_district" not in told


def test_the_day_before_the_change_it_is_labour(ask):
    told = ask("cao-bang-588", "--on", "2025-02-28")
    assert "labour Sở Lao động" in told
    assert "labour" not in ask("cao-bang-588", "--on", "2025-03-01")


@pytest.mark.parametrize(
    "name", ["labour", "health", "Sở Y tế", "so y te", "lao dong", "Department of Health"]
)
def test_an_office_is_found_by_id_or_name_new_or_old_without_marks(ask, name):
    told = ask("cao-bang-588", "--agency", name, "--on", "2026-11-22")
    assert "Sở Y tế (22/11/2026)" in told
    assert "Từ 01/03/2025" in told
    assert "needs report" in told


def test_an_unknown_office_lists_those_there_are(ask):
    told = ask("cao-bang-588", "--agency", "Sở Thủy sản", "--on", "2026-11-22", code=1)
    assert "Sở Thủy sản" in told
    assert "health (Sở Y tế)" in told


def test_english(ask):
    told = ask("ninh-thuan-588", "--agency", "health", "--on", "2026-11-22", "--lang", "en")
    assert "Department of Health of Khánh Hòa Province (22 November 2026)" in told
    assert "leads" in told


def test_every_command_that_a_duty_names_is_there(data):
    """What a task sheet tells an office to type works: the words are those of a command."""
    app = typer.Typer()
    app.callback()(lambda: None)
    for module in pkgutil.iter_modules(needs.cli.__path__):
        add = getattr(importlib.import_module(f"needs.cli.{module.name}"), "add_to", None)
        if add is not None:
            add(app)
    root = typer.main.get_command(app)
    named = {
        entry
        for programme in list_programmes(data)
        for duty in load_programme(programme, data).duties
        for entry in duty.served_by
        if entry.startswith("needs ")
    }
    assert len(named) > 10
    for line in sorted(named):
        command = root
        for word in line.split()[1:]:
            if word.startswith("-") or not hasattr(command, "commands"):
                break
            assert word in command.commands, line
            command = command.commands[word]
