"""Notebooks are thin: parameters, a check, calls, words; nothing of a run is kept in git."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
LOGIC = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.For, ast.AsyncFor, ast.While)

pytestmark = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def code_cells(path: Path) -> list[nbformat.NotebookNode]:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_no_trace_of_a_run(path: Path) -> None:
    for cell in code_cells(path):
        assert cell.outputs == []
        assert cell.execution_count is None
        assert "execution" not in cell.metadata
        assert "papermill" not in cell.metadata


def test_no_logic(path: Path) -> None:
    for cell in code_cells(path):
        kinds = [type(node).__name__ for node in ast.walk(ast.parse(cell.source))]
        assert not {kind.__name__ for kind in LOGIC} & set(kinds), cell.source


def test_parameters_come_first_and_are_explained(path: Path) -> None:
    first, *others = code_cells(path)
    assert "parameters" in first.metadata.get("tags", [])
    assert not [cell for cell in others if "parameters" in cell.metadata.get("tags", [])]

    assigned = ast.parse(first.source).body
    assert assigned
    assert all(isinstance(node, ast.Assign | ast.AnnAssign) for node in assigned)
    lines = first.source.splitlines()
    for node in assigned:
        beside = lines[node.lineno - 1 : node.end_lineno]
        above = lines[node.lineno - 2 : node.lineno - 1] if node.lineno > 1 else []
        assert any("#" in line for line in beside + above), lines[node.lineno - 1]


def test_running_again_in_the_same_kernel_finds_no_foreign_parameter(path: Path) -> None:
    # What a trial cell assigns is there when the check runs a second time.
    _, *others = (ast.parse(cell.source) for cell in code_cells(path))
    assigned, allowed = set(), set()
    for node in (node for cell in others for node in ast.walk(cell)):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant | ast.Dict):
            assigned |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "check_parameters":
            for keyword in node.keywords:
                allowed |= set(ast.literal_eval(keyword.value))
    assert assigned <= allowed
