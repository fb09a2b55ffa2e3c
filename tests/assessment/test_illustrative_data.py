"""The invented ledgers and donors are the ones that the script makes, and say what they are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd


def test_the_script_makes_the_same_files_again(root: Path):
    done = subprocess.run(
        [sys.executable, "tools/make_illustrative.py", "--check"],
        cwd=root,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, f"run `make illustrative`\n{done.stdout}{done.stderr}"


def test_every_invented_row_says_so(data: Path):
    files = sorted((data / "illustrative").rglob("*.csv"))
    assert len(files) == 4
    for path in files:
        frame = pd.read_csv(path, dtype="str", keep_default_na=False)
        assert set(frame.basis) == {"illustrative"}, path.name
        assert frame.donor.str.contains("minh họa").all(), path.name
