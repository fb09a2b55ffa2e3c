"""Real data, and a copy of them that a test may spoil."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from needs.assessment import Assessment, assess
from needs.places import Gazetteer, load_gazetteer

Change = Callable[[pd.DataFrame], pd.DataFrame]


@pytest.fixture(scope="session")
def data(root: Path) -> Path:
    """The data of the checkout; not to be changed."""
    return root / "data"


@pytest.fixture
def data_copy(data: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(data, tmp_path / "data"))


@pytest.fixture
def edit(data_copy: Path) -> Callable[[str, Change], Path]:
    """Change one CSV of the copy, read and written as text; gives the copy."""

    def change(name: str, how: Change) -> Path:
        path = data_copy / name
        frame = pd.read_csv(path, dtype="str", keep_default_na=False)
        how(frame).to_csv(path, index=False, encoding="utf-8", lineterminator="\n")
        return data_copy

    return change


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="session")
def assessment_of(data: Path) -> Callable[[str], Assessment]:
    """The whole chain on real data, run once for each programme; not to be changed."""
    return cache(lambda programme: assess(programme, data))


@pytest.fixture(params=["cao-bang-588", "ninh-thuan-588"])
def assessed(request: pytest.FixtureRequest, assessment_of) -> Assessment:
    return assessment_of(request.param)


@pytest.fixture
def cao_bang(assessment_of) -> Assessment:
    return assessment_of("cao-bang-588")
