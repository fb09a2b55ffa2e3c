"""The programme whose returns are judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from needs.places import Gazetteer, NameResolver
from needs.programmes import Programme, load_programme


@pytest.fixture(scope="session")
def programme(data: Path) -> Programme:
    return load_programme("cao-bang-588", data)


@pytest.fixture(scope="session")
def resolver(gazetteer: Gazetteer, programme: Programme) -> NameResolver:
    code, edition = programme.province_code, programme.edition
    return NameResolver(gazetteer, province_code=code, edition=edition)
