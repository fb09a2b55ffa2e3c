"""Fingerprints: what a product was made of, told in one number.

A product is made anew when its fingerprint changes: the notebook's cells, the parameters, the
input files, the code, the versions of the libraries. Saving a notebook with other outputs, or
checking a text file out with other line ends, changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from needs.errors import FaultCollector
from needs.runs.job import cell_source, notebook_cells
from needs.tables.files import file_sha256

_CODE_ENDINGS = (".py", ".j2", ".css", ".po", ".toml", ".typ")
_REQUIREMENT_NAME = re.compile(r"[A-Za-z0-9._-]+")


def text_sha256(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, as 64 hex digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def json_sha256(value: Any) -> str:
    """Return the SHA-256 of a JSON value, the same for any order of its keys."""
    return text_sha256(json.dumps(value, sort_keys=True, ensure_ascii=False))


def file_checksums(paths: Iterable[Path], *, root: Path) -> dict[str, str]:
    """Return the checksum of each file, by its path relative to a root (with "/").

    Raises
    ------
    InputFaults
        If a file is missing, or lies outside the root: the manifest names no folder of the
        machine.
    """
    faults = FaultCollector("tệp đầu vào / input files")
    checksums = {}
    for path in paths:
        if not path.is_file():
            faults.add(str(path), "không có tệp / no such file", "một tệp / a file")
        elif not path.resolve().is_relative_to(root.resolve()):
            faults.add(str(path), "ở ngoài / outside", f"trong / inside {root}")
        else:
            checksums[path.resolve().relative_to(root.resolve()).as_posix()] = file_sha256(path)
    faults.raise_if_any()
    return dict(sorted(checksums.items()))


def notebook_sha256(notebook: Path) -> str:
    """Return the checksum of a notebook's cells: type, tags and text, without outputs.

    Raises
    ------
    InputFaults
        If the notebook cannot be read.
    """
    cells = notebook_cells(notebook)
    return json_sha256(
        [
            [cell["cell_type"], cell.get("metadata", {}).get("tags", []), cell_source(cell)]
            for cell in cells
        ]
    )


def code_sha256() -> str:
    """Return the checksum of the sources of `needs`: code, templates, style, words, data."""
    return json_sha256(dict(sorted(_sources(resources.files("needs"), prefix=""))))


def _sources(folder: Traversable, *, prefix: str) -> Iterable[tuple[str, str]]:
    """Yield each source's name within the package and its checksum, whatever its line ends."""
    for entry in folder.iterdir():
        name = f"{prefix}{entry.name}"
        if entry.is_dir():
            yield from _sources(entry, prefix=f"{name}/")
        elif entry.name.endswith(_CODE_ENDINGS):
            yield name, text_sha256("\n".join(entry.read_text(encoding="utf-8").splitlines()))


def package_versions() -> dict[str, str]:
    """Return the installed version of every library that `needs` requires to run."""
    required = [
        requirement
        for requirement in metadata.requires("needs") or []
        if "extra ==" not in requirement
    ]
    names = [match.group() for match in map(_REQUIREMENT_NAME.match, required) if match]
    return {name: metadata.version(name) for name in sorted(names)}


def fingerprint(
    *,
    notebook: Path,
    parameters: Mapping[str, Any],
    inputs: Mapping[str, str],
    code: str,
    packages: Mapping[str, str],
    page: Mapping[str, Any],
) -> str:
    """Return one checksum over everything that decides how a product looks.

    Parameters
    ----------
    notebook
        The notebook; its cells count, not its outputs.
    parameters
        Parameters, with no folder of this machine in them.
    inputs
        Checksum of each input file, see `file_checksums`.
    code
        Checksum of the code, see `code_sha256`.
    packages
        Versions of the libraries, see `package_versions`.
    page
        What else the page says: title, language, data basis.
    """
    return json_sha256(
        {
            "notebook": notebook_sha256(notebook),
            "parameters": dict(parameters),
            "inputs": dict(inputs),
            "code": code,
            "packages": dict(packages),
            "page": dict(page),
        }
    )
