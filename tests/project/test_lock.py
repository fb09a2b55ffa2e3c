"""The two ways to install, by pip and by conda, give the same packages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ADDRESS = re.compile(r"://|\bfile:|\s@\s|--[a-z-]*(index|find-links|trusted-host)")


@pytest.fixture(scope="module")
def blocks(root: Path) -> list[str]:
    """The lock, one text for each requirement with its hashes."""
    lock = (root / "requirements.lock").read_text(encoding="utf-8")
    return lock.replace("\\\n", " ").strip().splitlines()


@pytest.fixture(scope="module")
def locked(blocks: list[str]) -> list[Requirement]:
    return [Requirement(block.split("--hash", 1)[0].strip()) for block in blocks]


@pytest.fixture(scope="module")
def conda(root: Path) -> dict[str, Any]:
    return yaml.safe_load((root / "environment.yml").read_text(encoding="utf-8"))


def test_conda_and_pip_install_the_same_versions(
    locked: list[Requirement], conda: dict[str, Any]
) -> None:
    *packages, project = conda["dependencies"][-1]["pip"]
    assert {str(Requirement(package)) for package in packages} == set(map(str, locked))
    assert len(packages) == len(locked)
    assert project == "-e ."


def test_conda_itself_brings_only_python_and_pip(conda: dict[str, Any]) -> None:
    assert conda["channels"] == ["conda-forge"]
    assert conda["dependencies"][:-1] == ["python=3.11.*", "pip"]


def test_the_packages_planners_were_promised_are_there(conda: dict[str, Any]) -> None:
    names = {Requirement(package).name for package in conda["dependencies"][-1]["pip"][:-1]}
    assert {"jupyterlab", "pandas", "geopandas", "folium", "papermill", "pytest"} <= names


def test_every_direct_dependency_is_locked_at_a_version_it_allows(
    locked: list[Requirement], pyproject: dict[str, Any]
) -> None:
    project = pyproject["project"]
    direct = [*project["dependencies"], *pyproject["build-system"]["requires"]]
    direct += [line for extra in project["optional-dependencies"].values() for line in extra]
    unmet = []
    for wanted in map(Requirement, direct):
        versions = [
            next(iter(pin.specifier)).version
            for pin in locked
            if canonicalize_name(pin.name) == canonicalize_name(wanted.name)
        ]
        if not versions or not all(wanted.specifier.contains(version) for version in versions):
            unmet.append(f"{wanted}: locked {versions}")
    assert not unmet, "run `make lock`"


def test_every_locked_package_has_hashes(blocks: list[str]) -> None:
    unhashed = [block for block in blocks if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", block)]
    assert blocks
    assert not unhashed


@pytest.mark.parametrize("name", ["requirements.lock", "environment.yml"])
def test_whoever_installs_decides_where_packages_come_from(root: Path, name: str) -> None:
    lines = (root / name).read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if ADDRESS.search(line)]
