"""The programme whose returns are judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from needs.programmes import Programme, load_programme


@pytest.fixture(scope="session")
def programme(data: Path) -> Programme:
    return load_programme("cao-bang-588", data)
