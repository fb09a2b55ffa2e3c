"""The profile of a province, and an empty data folder for its donors."""

from __future__ import annotations

from pathlib import Path

import pytest

from needs.programmes import Programme, data_root, load_programme


@pytest.fixture(scope="session")
def programme() -> Programme:
    return load_programme("cao-bang-588", data_root())


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return tmp_path
