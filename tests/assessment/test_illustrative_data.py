"""The invented ledgers and donors are the ones that the script makes, and say what they are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd

from needs.programmes import list_programmes, load_programme


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
    for programme in list_programmes(data):
        inputs = load_programme(programme, data).inputs
        for name in (inputs.support_ledger, inputs.donors):
            frame = pd.read_csv(data / name, dtype="str", keep_default_na=False)
            # Where nothing is known of the need, nobody is said to meet it.
            assert set(frame.basis) <= {"illustrative"}, name
            assert frame.donor.str.contains("minh họa").all(), name
            assert len(frame) or name == inputs.support_ledger, name
