"""Books for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from needs.fund import Book

from .fund_cases import RULES


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book(tmp_path / "quy.sqlite", RULES)
