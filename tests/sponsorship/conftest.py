"""Rules as the profiles of the Fund have them, and a register for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from needs.programmes import Programme, load_programme
from needs.programmes.sponsorship import Sponsorship
from needs.sponsorship.register import Register, register_file

PROGRAMME = "thanh-hoa-fund"


@pytest.fixture(scope="session")
def programme(data: Path) -> Programme:
    return load_programme(PROGRAMME, data)


@pytest.fixture(scope="session")
def rules(programme: Programme) -> Sponsorship:
    assert programme.sponsorship is not None
    return programme.sponsorship


@pytest.fixture
def register(tmp_path: Path, rules: Sponsorship) -> Register:
    return Register(register_file(PROGRAMME, tmp_path), rules)
