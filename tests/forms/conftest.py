"""Blank forms, written once for all tests of this room."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from needs.forms import write_forms
from needs.programmes import Programme, load_programme

from .office import LibreOffice


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> LibreOffice:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("no LibreOffice on this machine (looked for soffice, libreoffice)")
    return LibreOffice.start(program, tmp_path_factory.mktemp("libreoffice"))


@pytest.fixture(scope="session")
def cao_bang(data: Path) -> Programme:
    """Edition 2025, communes under their former districts."""
    return load_programme("cao-bang-588", data)


@pytest.fixture(scope="session")
def ninh_thuan(data: Path) -> Programme:
    """Edition of before 2025, other categories, no deadline."""
    return load_programme("ninh-thuan-588", data)


@pytest.fixture(scope="session")
def forms(cao_bang, ninh_thuan, data, tmp_path_factory) -> dict[str, dict[str, Path]]:
    """Programme → name of the form → file; not to be changed."""
    folder = tmp_path_factory.mktemp("forms")
    return {
        programme.id: {
            path.stem: path for path in write_forms(programme, data, folder / programme.id)
        }
        for programme in (cao_bang, ninh_thuan)
    }


@pytest.fixture(scope="session")
def bao_lac(forms) -> Path:
    return forms["cao-bang-588"]["bao-lac"]
