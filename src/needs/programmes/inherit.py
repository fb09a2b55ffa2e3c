"""A profile lies over its base: what it says itself holds, the rest it inherits.

Tables are laid over each other key by key; lists of tables that have an `id` entry by entry, in
the base's order with new entries behind; other lists and values replace. What is one statement is
replaced whole: words in two languages, and a figure with its range, kind and source, unless only
its words (`source`, `note`) change. `without` drops what the base has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from needs.errors import FaultCollector
from needs.programmes.folders import INHERITS, PROGRAMMES, WITHOUT, Layer
from needs.programmes.toml_words import listed, toml_text

#: Names of keys from the top of the profile; entries of lists by their id, or their number.
Keys = tuple[str | int, ...]

_LANGUAGES = {"vi", "en"}
_WORDS_OF_A_FIGURE = {"source", "note"}


@dataclass(frozen=True)
class Origin:
    """Where a value of a profile stands: programme or base, and which file of it."""

    layer: str
    is_base: bool
    file: Path


@dataclass
class Profile:
    """A profile as read: all layers laid over each other, and where each value came from."""

    content: dict[str, Any] = field(default_factory=dict)
    origins: dict[Keys, Origin] = field(default_factory=dict)
    inherits: tuple[str, ...] = ()

    def origin(self, keys: Keys) -> Origin | None:
        """Return where the value stands, or most of what is below or above these keys."""
        for length in range(len(keys), 0, -1):
            start = keys[:length]
            found = [one for place, one in self.origins.items() if place[:length] == start]
            if found:
                # The last is the latest laid: the programme's own where anything is its own.
                return next((one for one in found if not one.is_base), found[-1])
        return None

    def own_parts(self, keys: Keys) -> tuple[int, int]:
        """Return how many values below these keys are the programme's own, and how many in all."""
        found = [one for place, one in self.origins.items() if place[: len(keys)] == keys]
        return sum(not one.is_base for one in found), len(found)


def lay_over(layers: Sequence[Layer], faults: FaultCollector) -> Profile:
    """Lay the layers over each other, the first at the bottom.

    An entry that `without` wants to drop and that is not there is a fault.
    """
    profile = Profile(inherits=tuple(layer.name for layer in layers if layer.is_base))
    for layer in layers:
        for file, wanted in layer.without:
            _drop(profile, wanted, file, faults)
        for key, value in layer.content.items():
            if key == INHERITS:
                continue
            _check_ids(value, key, layer.files[key], faults)
            origin = Origin(layer.name, layer.is_base, layer.files[key])
            laying = _Laying(profile.origins, origin)
            profile.content[key] = laying.over(profile.content.get(key), value, (key,))
    profile.content = {key: _without_emptied(value) for key, value in profile.content.items()}
    return profile


def _check_ids(value: Any, key: str, path: Path, faults: FaultCollector) -> None:
    """Note ids that are no text: a list with one of them cannot be laid over its base."""
    if isinstance(value, dict):
        for name, part in value.items():
            _check_ids(part, f"{key}.{name}", path, faults)
    elif isinstance(value, list):
        file = path.relative_to(PROGRAMMES).as_posix()
        for place, entry in enumerate(value):
            if isinstance(entry, dict) and not isinstance(entry.get("id", ""), str):
                where = f"{file}: {key}[{place}].id"
                faults.add(where, toml_text(entry["id"]), "một mã, trong ngoặc kép", "sửa mã này")


@dataclass(frozen=True)
class _Laying:
    """Lays one layer's values over what is there, and notes where each came from."""

    origins: dict[Keys, Origin]
    origin: Origin

    def over(self, below: Any, value: Any, keys: Keys) -> Any:
        if isinstance(below, dict) and isinstance(value, dict) and not _one_statement(below, value):
            laid = dict(below)
            for key, part in value.items():
                laid[key] = self.over(below.get(key), part, (*keys, key))
            return laid
        if _by_id(below) and _by_id(value):
            return self._entries(below, value, keys)
        self._forget(keys)
        self._note(value, keys)
        return value

    def _entries(self, below: list[Any], entries: list[Any], keys: Keys) -> list[Any]:
        laid = list(below)
        places = {entry["id"]: place for place, entry in reversed(list(enumerate(below)))}
        for entry in entries:
            # An id that the layer itself repeats is no change of the base: it stays a fault.
            place = places.pop(entry["id"], None)
            if place is None:
                laid.append(entry)
                self._note(entry, (*keys, entry["id"]))
            else:
                laid[place] = self.over(laid[place], entry, (*keys, entry["id"]))
        return laid

    def _forget(self, keys: Keys) -> None:
        for place in [place for place in self.origins if place[: len(keys)] == keys]:
            del self.origins[place]

    def _note(self, value: Any, keys: Keys) -> None:
        parts = _parts(value)
        if not parts:
            self.origins[keys] = self.origin
        for key, part in parts:
            self._note(part, (*keys, key))


def _parts(value: Any) -> list[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    if isinstance(value, list) and any(isinstance(entry, dict) for entry in value):
        return [(entry_key(entry, place), entry) for place, entry in enumerate(value)]
    return []


def entry_key(entry: Any, place: int) -> str | int:
    """Return what an entry of a list is called: its id, or its number from 0."""
    if isinstance(entry, dict) and isinstance(entry.get("id"), str):
        return str(entry["id"])
    return place


def _by_id(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(entry, dict) and isinstance(entry.get("id"), str) for entry in value)
    )


def _one_statement(below: dict[str, Any], value: dict[str, Any]) -> bool:
    if below.keys() <= _LANGUAGES and value.keys() <= _LANGUAGES:
        return True
    flat = not any(isinstance(part, dict) or _by_id(part) for part in below.values())
    return flat and "kind" in below and bool(value.keys() - _WORDS_OF_A_FIGURE)


def _drop(profile: Profile, wanted: Any, path: Path, faults: FaultCollector) -> None:
    file = path.relative_to(PROGRAMMES).as_posix()
    if not isinstance(wanted, dict):
        expected = 'bảng, thí dụ { categories = ["play"] }'
        faults.add(f"{file}: {WITHOUT}", toml_text(wanted), expected, "sửa khóa này")
        return
    for keys, named in _named(wanted):
        _drop_at(profile, keys, named, f"{file}: {WITHOUT}.{'.'.join(keys)}", faults)


def _named(
    wanted: dict[str, Any], above: tuple[str, ...] = ()
) -> list[tuple[tuple[str, ...], Any]]:
    """Return each place that something is dropped at: `priority.indicators` in either writing."""
    found: list[tuple[tuple[str, ...], Any]] = []
    for key, value in wanted.items():
        path = (*above, *key.split("."))
        found += _named(value, path) if isinstance(value, dict) else [(path, value)]
    return found


def _drop_at(
    profile: Profile, path: tuple[str, ...], named: Any, where: str, faults: FaultCollector
) -> None:
    *above, last = path
    node: Any = profile.content
    for key in above:
        node = node.get(key) if isinstance(node, dict) else None
    here = node.get(last) if isinstance(node, dict) else None
    laying = _Laying(profile.origins, Origin("", is_base=True, file=Path()))
    if here is None:
        faults.add(where, toml_text(named), "một phần có trong gốc", "bỏ khóa này")
    elif named is True:
        # Layers share their tables: what is dropped here stays in the base.
        _set(profile.content, path, None)
        laying._forget(path)
    elif not _by_id(here) or not isinstance(named, list):
        expected = "danh sách mã, hoặc true để bỏ cả phần"
        faults.add(where, toml_text(named), expected, "sửa khóa này")
    else:
        known = [entry["id"] for entry in here]
        for name in named:
            if name not in known:
                faults.add(where, toml_text(name), f"một trong: {listed(known)}", "sửa mã hoặc bỏ")
            laying._forget((*path, name))
        _set(profile.content, path, [entry for entry in here if entry["id"] not in named])
        profile.content = {
            key: value if key == path[0] else _without_mentions(value, last, frozenset(named))
            for key, value in profile.content.items()
        }


def _set(content: dict[str, Any], path: Sequence[str], value: Any) -> None:
    first, *rest = path
    if rest:
        content[first] = dict(content[first])
        _set(content[first], rest, value)
    elif value is None:
        del content[first]
    else:
        content[first] = value


class _Emptied(list[Any]):
    """What is left of a list all of whose names were dropped: its entry goes if it stays so."""


def _without_mentions(value: Any, key: str, names: frozenset[Any]) -> Any:
    """Return inherited values that no longer name what was dropped."""
    if isinstance(value, list):
        return [_without_mentions(entry, key, names) for entry in value]
    if not isinstance(value, dict):
        return value
    told = {name: _without_mentions(part, key, names) for name, part in value.items()}
    named = told.get(key)
    if isinstance(named, list) and not names.isdisjoint(n for n in named if isinstance(n, str)):
        left = [name for name in named if name not in names]
        told[key] = left or _Emptied()
    return told


def _without_emptied(value: Any) -> Any:
    """Return values without the entries that were about nothing but what was dropped."""
    if isinstance(value, dict):
        return {key: _without_emptied(part) for key, part in value.items()}
    if not isinstance(value, list):
        return value
    return [
        _without_emptied(entry)
        for entry in value
        if not (
            isinstance(entry, dict) and any(isinstance(part, _Emptied) for part in entry.values())
        )
    ]
