"""The Fund's profile, and an office of it for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from needs.programmes import Programme, load_programme

from .desk import Desk, open_desk
from .small import data_root


@pytest.fixture(scope="session")
def fund(data: Path) -> Programme:
    return load_programme("thanh-hoa-fund", data)


@pytest.fixture
def desk(fund: Programme, tmp_path: Path) -> Desk:
    return open_desk(fund, tmp_path)


@pytest.fixture
def own(tmp_path: Path, data: Path) -> Path:
    """A data root of its own: what is official, and no books of anybody yet."""
    return data_root(tmp_path / "data", data)
