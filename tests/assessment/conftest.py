"""The whole chain on real data, run once for each programme."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from needs.assessment import Assessment, assess


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
