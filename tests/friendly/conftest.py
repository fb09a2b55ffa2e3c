"""The programme that scores its communes, its criteria, and a data folder of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from needs.friendly import Criteria, friendly_of, read_criteria
from needs.friendly.communes import communes_to_score
from needs.programmes import Programme, data_root, load_programme


@pytest.fixture(scope="session")
def programme() -> Programme:
    return load_programme("hai-duong-2024", data_root())


@pytest.fixture(scope="session")
def criteria(programme: Programme) -> Criteria:
    return read_criteria(programme, data_root())


@pytest.fixture(scope="session")
def communes(programme: Programme) -> pd.DataFrame:
    """Four communes of the province."""
    return communes_to_score(programme, friendly_of(programme)).head(4)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A data root with the criteria and nothing received."""
    (tmp_path / "reference").mkdir()
    shutil.copy(data_root() / "reference" / "child_friendly_criteria.toml", tmp_path / "reference")
    return tmp_path
