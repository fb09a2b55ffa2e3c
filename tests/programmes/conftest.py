"""Profiles that a test may spoil or write, as a planner would: with a text editor."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from needs.programmes import Programme, load_programme

Replacement = tuple[str, str]


@pytest.fixture
def load_edited(tmp_path: Path) -> Callable[..., Programme]:
    """Load a profile of one file after replacing pieces of its text (each found, once)."""
    text = (Path(__file__).parent / "one_file" / "programme.toml").read_text(encoding="utf-8")

    def load(
        *replacements: Replacement, folder: str = "cao-bang-588", encoding: str = "utf-8"
    ) -> Programme:
        content = text
        for old, new in replacements:
            assert content.count(old) >= 1, f"not in the profile: {old}"
            content = content.replace(old, new, 1)
        path = tmp_path / "programmes" / folder / "programme.toml"
        path.parent.mkdir(parents=True)
        path.write_text(content, encoding=encoding)
        return load_programme(folder, tmp_path)

    return load
