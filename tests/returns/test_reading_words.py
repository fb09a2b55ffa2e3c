"""Every fault of the reader has its words, in both languages."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from needs.returns.words.reading import WORDS

#: Everything that any of the faults fills its words with.
VALUES = dict.fromkeys(
    ["candidates", "cell", "cells", "choices", "field", "n", "other", "rows", "samples", "title"],
    "x",
) | {"found": "support", "expected": "district", "titles": "x", "what": "rows", "most": "9"}


def codes_in(source: str) -> set[str]:
    """Codes given to `error`, `warn`, `Wrong`, `Missing` and `Taken`, and the tables of codes."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            at = {"error": 1, "warn": 1, "Wrong": 0, "Missing": 0, "Taken": 1}.get(name)
            if at is not None and len(node.args) > at:
                given = node.args[at]
                options = [given.body, given.orelse] if isinstance(given, ast.IfExp) else [given]
                found |= {
                    one.value
                    for one in options
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                }
    return found


@pytest.fixture(scope="module")
def codes(root: Path) -> set[str]:
    folder = root / "src" / "needs" / "reading"
    sources = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py"))]
    return set().union(*map(codes_in, sources))


def test_every_code_has_words(codes):
    assert len(codes) > 30
    assert sorted(codes - WORDS.keys()) == []


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("code", sorted(WORDS))
def test_the_words_say_what_was_found_what_was_expected_and_what_to_do(code, lang):
    words = WORDS[code](VALUES, lang)
    assert all([words.found, words.expected, words.action])


def test_the_words_of_the_two_languages_differ():
    same = [code for code in WORDS if WORDS[code](VALUES, "vi") == WORDS[code](VALUES, "en")]
    assert same == []


def test_words_a_clerk_reads():
    words = WORDS["approximate"]({"found": "khoảng 25", "title": "Dân số"}, "vi")
    assert words.found == "«khoảng 25» ở cột «Dân số»"
    assert words.action.endswith("chưa biết thì để trống")
