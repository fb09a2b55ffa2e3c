"""What may stand in the repository, and what must."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

LINES_IN_A_MODULE = 300
BYTES_IN_A_FILE = 1_000_000

# Written in pieces, so that this file does not name what it looks for.
REGISTRIES = ("pypi" + ".org", "python" + "hosted.org", "conda.ana" + "conda", "npm" + "js.org")
HOMES = re.compile(r"(?<![\w./])/(?:home|root|Users)/\w|\b[A-Z]:\\+Users\\")


def modules(files: list[Path]) -> list[Path]:
    return [path for path in files if path.suffix == ".py" and path.parts[:2] == ("src", "needs")]


def texts(root: Path, files: list[Path]) -> Iterator[tuple[Path, str]]:
    for path in files:
        data = (root / path).read_bytes()
        if b"\0" not in data:
            yield path, data.decode("utf-8")


def public_without_docstring(tree: ast.Module) -> Iterator[str]:
    """The module, its public functions and classes, and their public methods."""
    if not ast.get_docstring(tree):
        yield "the module"
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if node.name.startswith("_"):
            continue
        if not ast.get_docstring(node):
            yield node.name
        if isinstance(node, ast.ClassDef):
            methods = [part for part in node.body if isinstance(part, ast.FunctionDef)]
            yield from (
                f"{node.name}.{method.name}"
                for method in methods
                if not method.name.startswith("_") and not ast.get_docstring(method)
            )


def test_every_public_name_says_what_it_does(root: Path, files: list[Path]) -> None:
    silent = [
        f"{path.as_posix()}: {name}"
        for path in modules(files)
        for name in public_without_docstring(ast.parse((root / path).read_bytes()))
    ]
    assert modules(files)
    assert not silent


def test_modules_hold_one_idea(root: Path, files: list[Path]) -> None:
    lengths = {path.as_posix(): (root / path).read_bytes().count(b"\n") for path in modules(files)}
    assert {path: n for path, n in lengths.items() if n > LINES_IN_A_MODULE} == {}


def test_no_file_is_large(root: Path, files: list[Path]) -> None:
    sizes = {path.as_posix(): (root / path).stat().st_size for path in files}
    assert {path: size for path, size in sizes.items() if size > BYTES_IN_A_FILE} == {}


def test_results_are_not_committed(files: list[Path]) -> None:
    assert [path.as_posix() for path in files if path.parts[0] == "reports"] == [
        "reports/README.md"
    ]


def test_no_file_names_a_package_registry(root: Path, files: list[Path]) -> None:
    named = [
        f"{path.as_posix()}: {host}"
        for path, text in texts(root, files)
        for host in REGISTRIES
        if host in text
    ]
    assert not named


def test_no_file_holds_a_path_of_one_machine(root: Path, files: list[Path]) -> None:
    here = re.compile(rf"(?<![\w./]){re.escape(str(root))}(?![\w-])")
    held = [
        f"{path.as_posix()}: {found.group()}"
        for path, text in texts(root, files)
        for pattern in (HOMES, here)
        if (found := pattern.search(text))
    ]
    assert not held


def test_text_files_are_utf8_with_unix_line_ends(root: Path, files: list[Path]) -> None:
    assert not [path.as_posix() for path, text in texts(root, files) if "\r\n" in text]


def test_the_licence_is_mit(root: Path) -> None:
    licence = (root / "LICENSE").read_text(encoding="utf-8")
    assert licence.startswith("MIT License")
    assert "2026 The needs authors" in licence
