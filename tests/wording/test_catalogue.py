"""Vietnamese stands in the code, English in en.po: complete, with the same placeholders."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from needs.wording import say
from needs.wording.catalogue import MissingTranslation, english


def messages_in(source: str) -> Iterator[str]:
    """Every constant that is the first argument of a call of `say`."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = (
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        )
        first = node.args[0]
        if called == "say" and isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield first.value


def constants_in(source: str) -> set[str]:
    return {
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.fixture(scope="module")
def sources(root: Path) -> list[str]:
    modules = sorted((root / "src" / "needs").rglob("*.py"))
    return [path.read_text(encoding="utf-8") for path in modules]


@pytest.fixture(scope="module")
def catalogue(root: Path):
    path = root / "src" / "needs" / "wording" / "en.po"
    with path.open("rb") as handle:
        return read_po(handle, locale="en", abort_invalid=True)


def test_every_message_has_its_english(sources):
    said = {message for source in sources for message in messages_in(source)}
    assert len(said) > 20
    assert sorted(said - set(english())) == []


def test_no_entry_is_left_over(sources):
    """A message may reach `say` by a table of constants, so any constant of the code counts."""
    constants = set().union(*map(constants_in, sources))
    assert sorted(set(english()) - constants) == []


def test_the_english_has_the_same_placeholders():
    differing = {
        vietnamese: placeholders(translated) ^ placeholders(vietnamese)
        for vietnamese, translated in english().items()
        if placeholders(translated) != placeholders(vietnamese)
    }
    assert differing == {}


def test_no_entry_is_empty_or_doubtful(catalogue):
    entries = [message for message in catalogue if message.id]
    assert [entry.id for entry in entries if not entry.string] == []
    assert [entry.id for entry in entries if entry.fuzzy] == []


def test_a_message_is_filled_in_the_readers_language():
    assert say("{amount} đồng", amount="5.000") == "5.000 đồng"
    assert say("{amount} đồng", lang="en", amount="5,000") == "VND 5,000"


def test_a_message_without_english_is_an_error_not_a_mixture():
    with pytest.raises(MissingTranslation, match="câu chưa dịch"):
        say("câu chưa dịch", lang="en")
    assert say("câu chưa dịch") == "câu chưa dịch"


def test_a_placeholder_that_is_not_filled_is_an_error():
    with pytest.raises(KeyError):
        say("{amount} đồng", money=5)
