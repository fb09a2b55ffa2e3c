"""A profile line by line, as a planner reads it: each with its source, and own or inherited.

It walks through whatever a profile holds; a part that is new is shown without a change here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from needs.programmes.category import Standard, Target
from needs.programmes.figures import Figure, Words
from needs.programmes.in_words import (
    InWords,
    fields_of,
    is_list_of_tables,
    label,
    says_nothing,
    tail_keys,
)
from needs.programmes.inherit import Keys, Profile, entry_key
from needs.programmes.profile import Programme
from needs.wording import say

#: Keys that stand in an entry's heading.
_HEADING = ("id", "name", "text")


@dataclass(frozen=True)
class ShownLine:
    """One line of a profile.

    Attributes
    ----------
    depth
        0 for a part of the profile, more for what stands below it.
    text
        What it says, with its source behind a dash.
    origins
        Where it stands: "" for the programme's own file, else the base's id; none for a default
        of the software.
    heading
        Whether lines below belong to it.
    """

    depth: int
    text: str
    origins: tuple[str, ...]
    heading: bool = False


def shown_lines(
    programme: Programme,
    profile: Profile,
    *,
    lang: str,
    offices: Mapping[str, str] | None = None,
    part: str | None = None,
) -> list[ShownLine]:
    """Return the lines of a whole profile, or of one part (a top-level key).

    Parameters
    ----------
    programme, profile
        From `read_programme`.
    offices
        What offices are called, by their ids.
    """
    writer = _Writer(profile, InWords(lang, _named(programme, lang), offices or {}))
    own = {"id", "title", "province", "province_code", "edition", "reference_date", "lead_agency"}
    lines: list[ShownLine] = []
    if part is None:
        lines += list(writer.table(programme, (), 0, only=own))
    for key, value in fields_of(programme):
        if key not in own and (part is None or key == part):
            lines += list(writer.part(value, key))
    return lines


def parts_of(programme: Programme) -> list[str]:
    """Return the top-level keys that say something in this profile."""
    return [key for key, value in fields_of(programme) if not says_nothing(value)]


def _named(value: Any, lang: str) -> dict[str, str]:
    """Return what every id of the profile is called."""
    found: dict[str, str] = {}
    if isinstance(value, BaseModel):
        name, entry_id = getattr(value, "name", None), getattr(value, "id", None)
        if isinstance(name, Words) and isinstance(entry_id, str):
            found[entry_id] = name.text(lang)
        for _, part in fields_of(value):
            found = {**_named(part, lang), **found}
    elif isinstance(value, list):
        for entry in value:
            found = {**_named(entry, lang), **found}
    return found


@dataclass(frozen=True)
class _Writer:
    profile: Profile
    words: InWords

    def part(self, value: Any, key: str) -> Iterator[ShownLine]:
        """Write one part of the profile: a table, a list, or a single value."""
        if says_nothing(value):
            return
        title = label(key, lang=self.words.lang)
        if isinstance(value, BaseModel) and not isinstance(value, (Words, Figure)):
            yield ShownLine(0, title, self._origins((key,)), heading=True)
            yield from self.table(value, (key,), 1)
        elif is_list_of_tables(value):
            yield ShownLine(0, title, self._origins((key,)), heading=True)
            yield from self.entries(value, (key,), 1)
        else:
            yield ShownLine(0, f"{title}: {self.words.inline(value, key)}", self._origins((key,)))

    def table(
        self, model: BaseModel, keys: Keys, depth: int, *, only: set[str] | None = None
    ) -> Iterator[ShownLine]:
        """Write a table: short values together, then figures, then what has parts of its own."""
        short: dict[tuple[str, ...], list[str]] = {}
        long: list[ShownLine] = []
        for key, value in fields_of(model):
            if says_nothing(value) or (only is not None and key not in only):
                continue
            if keys and (key in tail_keys(model) or key in _HEADING):
                continue
            place = (*keys, key)
            title = self.words.label(key, model)
            if not value and not self._origins(place):
                continue
            if self.words.flat(value):
                words = f"{title}: {self.words.inline(value, key)}"
                if isinstance(value, (Figure, Standard, Target)) or len(words) > 70:
                    long.append(ShownLine(depth, words, self._origins(place)))
                else:
                    short.setdefault(self._origins(place), []).append(words)
            elif isinstance(value, BaseModel):
                long.append(ShownLine(depth, title, self._origins(place), heading=True))
                long += list(self.table(value, place, depth + 1))
            else:
                long.append(ShownLine(depth, title, self._origins(place), heading=True))
                long += list(self.entries(value, place, depth + 1))
        for origins, words_together in short.items():
            yield ShownLine(depth, " · ".join(words_together), origins)
        yield from long
        source = self.words.tail(model)
        if source and keys:
            words = say("nguồn: {source}", lang=self.words.lang, source=source)
            yield ShownLine(depth, words, self._origins((*keys, "source")))

    def entries(self, values: list[BaseModel], keys: Keys, depth: int) -> Iterator[ShownLine]:
        """Write a list of tables: an entry on one line where all it says is short."""
        for place, entry in enumerate(values):
            raw = entry.model_dump(include={"id"}) if hasattr(entry, "id") else {}
            here = (*keys, entry_key(raw, place))
            title = self.words.title(entry, place)
            said = [
                (key, value)
                for key, value in fields_of(entry)
                if key not in (*_HEADING, *tail_keys(entry))
                and not says_nothing(value)
                and (value or self._origins((*here, key)))
            ]
            flat = all(
                self.words.flat(value) and not isinstance(value, Figure) for _, value in said
            )
            words = " · ".join(
                f"{self.words.label(key, entry)}: {self.words.inline(value, key)}"
                for key, value in said
            )
            if flat and len(words) < 240:
                text = " · ".join(filter(None, [title, words]))
                source = self.words.tail(entry)
                line = f"{text} — {source}" if source else text
                yield ShownLine(depth, line, self._origins(here))
            else:
                yield ShownLine(depth, title, self._origins(here), heading=True)
                yield from self.table(entry, here, depth + 1)

    def _origins(self, keys: Keys) -> tuple[str, ...]:
        """Return every layer that a line comes from: "" for the programme's own."""
        found = {
            one.layer if one.is_base else ""
            for place, one in self.profile.origins.items()
            if place[: len(keys)] == keys
        }
        if not found and keys and keys[-1] == "source":
            return self._origins(keys[:-1])
        return tuple(sorted(found))
