"""The whole chain, run once for each programme: on real data, and on a small invented list."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from needs.assessment import Assessment, assess

from .third_programme import ALL_KINDS, PROGRAMME, write_third


@pytest.fixture(scope="session")
def gap_of(data: Path) -> Callable[[str], Assessment]:
    """The chain up to the gap, which is quick, run once for each programme; not to be changed."""
    return cache(lambda programme: assess(programme, data, up_to_gap=True))


@pytest.fixture(params=["cao-bang-588", "ninh-thuan-588"])
def assessed(request: pytest.FixtureRequest, assessment_of) -> Assessment:
    return assessment_of(request.param)


@pytest.fixture
def cao_bang(assessment_of) -> Assessment:
    return assessment_of("cao-bang-588")


@pytest.fixture
def cao_bang_gap(gap_of) -> Assessment:
    return gap_of("cao-bang-588")


@pytest.fixture(scope="session")
def third_root(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data root with a third programme; only to be read."""
    return write_third(Path(shutil.copytree(data, tmp_path_factory.mktemp("third") / "data")))


@pytest.fixture(scope="session")
def third(third_root: Path) -> Assessment:
    """Five communes, a store of warm sets and a fund for the coast; not to be changed."""
    return assess(PROGRAMME, third_root)


@pytest.fixture(scope="session")
def all_kinds(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    """The same five communes with a gift of every kind; not to be changed."""
    root = Path(shutil.copytree(data, tmp_path_factory.mktemp("all-kinds") / "data"))
    return assess(PROGRAMME, write_third(root, donors=ALL_KINDS))
