"""The tables of both programmes, computed once, and pages opened from them."""

from __future__ import annotations

import shutil

import pytest

from needs.assessment import Assessment, open_assessment
from needs.briefing import check_parameters

PROGRAMMES = ("cao-bang-588", "ninh-thuan-588")


@pytest.fixture(scope="session")
def tables(assessed_folder, tmp_path_factory):
    """Folder of each programme's tables; only to be read."""
    folder = tmp_path_factory.mktemp("tables")
    for programme in PROGRAMMES:
        shutil.copytree(assessed_folder(programme) / "tables", folder / programme)
    return folder


@pytest.fixture
def parameters(tables, root):
    def given(programme="cao-bang-588", district="", lang="vi", folder=None):
        return check_parameters(
            {
                "programme": programme,
                "district": district,
                "lang": lang,
                "tables": str(folder or tables / programme),
                "data_root": str(root / "data"),
            }
        )

    return given


@pytest.fixture(scope="session")
def province(tables, root):
    """Cao Bằng, whole."""
    return open_assessment("cao-bang-588", root / "data", tables / "cao-bang-588")


@pytest.fixture
def with_tables(province):
    """Return the province with other tables in place of its own."""

    def changed(**frames):
        return Assessment(programme=province.programme, tables={**province.tables, **frames})

    return changed
