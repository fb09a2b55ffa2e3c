"""The gazetteer, read once for all tests of the places."""

from __future__ import annotations

import pytest

from needs.places import Gazetteer, load_gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return load_gazetteer()
