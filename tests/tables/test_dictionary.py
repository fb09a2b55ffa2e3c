"""The data dictionary says what the schemas say."""

from __future__ import annotations

import pytest

from needs.tables import TABLES
from needs.tables.dictionary import BEGIN, END, refreshed, result_tables_markdown


def test_every_table_and_column_is_described():
    text = result_tables_markdown()
    for entry in TABLES.values():
        section = text.split(f"### `{entry.name}`")[1].split("### ")[0]
        described = [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")]
        assert described == list(entry.columns)


def test_only_the_generated_part_changes():
    text = refreshed(f"trước\n{BEGIN}\ncũ\n{END}\nsau\n")
    assert text.startswith(f"trước\n{BEGIN}\n")
    assert text.endswith(f"{END}\nsau\n")
    assert "cũ\n" not in text
    assert refreshed(text) == text


def test_the_dictionary_in_data_is_current(root):
    path = root / "data" / "README.md"
    if not path.exists():
        pytest.skip("data/README.md is not written yet")
    text = path.read_text(encoding="utf-8")
    assert refreshed(text) == text, "run `make dictionary`"
