"""The tools that a contributor runs by `make lint`, so that `make test` shows them too."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

TOOLS = {
    "ruff check": ["-m", "ruff", "check", "--no-cache", "."],
    "ruff format": ["-m", "ruff", "format", "--no-cache", "--check", "."],
    "mypy": ["-m", "mypy"],
    "order of the rooms": [
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
        "--no-logo",
        "--no-cache",
    ],
}


@pytest.mark.parametrize("tool", TOOLS)
def test_nothing_to_complain_about(root: Path, tool: str) -> None:
    done = subprocess.run(
        [sys.executable, *TOOLS[tool]],
        cwd=root,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


def test_the_contract_keeps_the_order_that_the_architecture_tells(
    root: Path, pyproject: dict[str, Any]
) -> None:
    architecture = (root / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `(\w+)` \|", architecture, flags=re.MULTILINE)
    contracts = {one["id"]: one for one in pyproject["tool"]["importlinter"]["contracts"]}
    contract = contracts["rooms"]
    assert [layer.strip("()") for layer in contract["layers"]] == told[::-1]
