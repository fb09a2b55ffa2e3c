"""A ledger for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from needs.commitments import Ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "so-cam-ket.sqlite")
