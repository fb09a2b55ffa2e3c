"""Tiny notebooks and jobs to run them, in a folder of the test's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from needs.runs.job import NotebookJob
from needs.runs.manifest import Manifest


@pytest.fixture
def make_notebook(tmp_path: Path) -> Callable[..., Path]:
    """Write a notebook: a parameters cell (if any), then code cells; "# " begins Markdown."""

    def make(*sources: str, parameters: str | None = None, name: str = "demo") -> Path:
        cells: list[dict[str, Any]] = []
        if parameters is not None:
            cells.append(code_cell(parameters, tags=["parameters"]))
        for source in sources:
            if source.startswith("# "):
                cells.append({"cell_type": "markdown", "metadata": {}, "source": source})
            else:
                cells.append(code_cell(source))
        for number, cell in enumerate(cells):
            cell["id"] = f"cell-{number}"
        content = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        path = tmp_path / "notebooks" / f"{name}.ipynb"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        return path

    return make


def code_cell(source: str, *, tags: list[str] | None = None) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {"tags": tags} if tags else {},
        "outputs": [],
        "source": source.splitlines(keepends=True),
    }


@pytest.fixture
def make_job(tmp_path: Path) -> Callable[..., NotebookJob]:
    def make(notebook: Path, **changes: Any) -> NotebookJob:
        job_id = changes.get("id", "districts/bao-lac")
        folder = tmp_path / "reports" / job_id
        settings = {
            "id": job_id,
            "output_notebook": folder / "briefing.ipynb",
            "output_html": folder / "briefing.html",
            "title": "Bảo Lạc",
            "timeout_s": 60,
            "retries": 0,
            "data_basis": "estimated",
        }
        return NotebookJob(notebook=notebook, **(settings | changes))

    return make


@pytest.fixture
def open_manifest(tmp_path: Path) -> Callable[..., Manifest]:
    def open_it(**changes: Any) -> Manifest:
        settings: dict[str, Any] = {
            "programme": "thu-588",
            "inputs": {"areas.csv": "a" * 64},
            "anchors": [tmp_path],
        }
        return Manifest.open(tmp_path / "reports" / "manifest.json", **(settings | changes))

    return open_it
