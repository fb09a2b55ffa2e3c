"""The values of a profile in words: figures with range and source, ids by their names.

Words for keys and choices come from `labels.toml`; a key without words is shown as it is written.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel

from needs.programmes.category import Standard, Target
from needs.programmes.figures import Figure, Price, Share, Words
from needs.programmes.profile import ReportDeadline
from needs.wording import basis_words, date_text, money, number, percent, say

_TAIL = ("kind", "source")


@cache
def _labels() -> dict[str, Any]:
    text = files("needs.programmes").joinpath("labels.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def label(key: str, *, lang: str) -> str:
    """Return the words for a key of a profile; the key itself where there are none."""
    entry = _labels()["keys"].get(key)
    return str(entry[lang]) if entry else key.replace("_", " ")


def fields_of(model: BaseModel) -> Iterator[tuple[str, Any]]:
    """Yield the keys of a table as they are written in a file, with their values."""
    for name, info in type(model).model_fields.items():
        yield info.alias or name, getattr(model, name)


def tail_keys(model: BaseModel) -> tuple[str, ...]:
    """Return what is told at the end of a line: a kind without a source is no basis."""
    return _TAIL if getattr(model, "source", None) else ()


def says_nothing(value: Any) -> bool:
    """Tell whether there is nothing to show: no value, or a table without any."""
    if isinstance(value, BaseModel):
        return all(says_nothing(part) for _, part in fields_of(value))
    return value is None or value in ("", [], {})


def is_list_of_tables(value: Any) -> bool:
    """Tell whether a value is a list whose entries have keys of their own."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(entry, BaseModel) and not isinstance(entry, Words) for entry in value)
    )


@dataclass(frozen=True)
class InWords:
    """Writes values in one language.

    Attributes
    ----------
    names
        What ids of the profile are called.
    offices
        What offices are called, by their ids: an office and a category may share an id.
    """

    lang: str
    names: Mapping[str, str]
    offices: Mapping[str, str]

    def flat(self, value: Any) -> bool:
        """Tell whether a value goes on one line: figures, words, tables of single values."""
        if isinstance(value, (Words, Figure, Standard, Target)):
            return True
        if isinstance(value, BaseModel):
            return all(
                not isinstance(part, BaseModel) and not is_list_of_tables(part)
                for _, part in fields_of(value)
            )
        return not is_list_of_tables(value)

    def title(self, entry: BaseModel, place: int) -> str:
        """Name an entry by its name or text; by its id or number where it has none."""
        named = getattr(entry, "name", None) or getattr(entry, "text", None)
        words = named.text(self.lang) if isinstance(named, Words) else named
        entry_id = getattr(entry, "id", None)
        if isinstance(entry, ReportDeadline):
            return self.value(entry.kind)
        if not words:
            return self.value(str(entry_id)) if entry_id else str(place + 1)
        return f"{words} [{entry_id}]" if entry_id else str(words)

    def inline(self, value: Any, key: str) -> str:
        """Write a value on one line, its source behind a dash."""
        if isinstance(value, BaseModel):
            return self.model(value, key)
        if isinstance(value, list):
            # Two offices of the plan may be one today; a name may have a comma of its own.
            parts = list(dict.fromkeys(self.inline(part, key) for part in value))
            return ("; " if any("," in part for part in parts) else ", ").join(parts)
        if isinstance(value, dict):
            return ", ".join(f"{name} = {self.inline(part, key)}" for name, part in value.items())
        return self.single(value, key)

    def model(self, value: BaseModel, key: str) -> str:
        """Write a small table on one line."""
        if isinstance(value, Words):
            return value.text(self.lang)
        if isinstance(value, Figure):
            return self.figure(value, key)
        if isinstance(value, Target):
            return self.target(value)
        if isinstance(value, Standard):
            words = say(
                "{units} đơn vị cho {children} trẻ",
                lang=self.lang,
                units=number(value.units, lang=self.lang),
                children=number(value.per_children, lang=self.lang),
            )
        else:
            words = ", ".join(
                f"{self.label(name, value)}: {self.inline(part, name)}"
                for name, part in fields_of(value)
                if not says_nothing(part) and name not in tail_keys(value)
            )
        return " — ".join(filter(None, [words, self.tail(value)]))

    def single(self, value: Any, key: str) -> str:
        """Write a single value: by locale, an id by its name."""
        if isinstance(value, bool):
            return say("có", lang=self.lang) if value else say("không", lang=self.lang)
        if isinstance(value, dt.date):
            return date_text(value, lang=self.lang)
        if isinstance(value, (int, float)):
            return self.amount(value, key)
        return self.value(str(value), key)

    def value(self, value: str, key: str = "") -> str:
        """Return the words for a choice or an id; the value itself where there are none."""
        words = _labels()
        if key in words["as_written"]["keys"]:
            return value
        if key in words["offices"]["keys"]:
            return self.offices.get(value, value)
        if re.fullmatch(r"\d{2}-\d{2}", value):
            month, day = value.split("-")
            return f"{int(day)}/{int(month)}"
        entry = words["values"].get(value)
        if entry is None and key == "measure":
            of, _, name = value.partition(":")
            head = label(of, lang=self.lang) if name else ""
            return f"{head}: {self.names.get(name, name)}" if head else value
        return str(entry[self.lang]) if entry else self.names.get(value, value)

    def figure(self, figure: Figure, key: str) -> str:
        """Write a figure with its range, kind, source and note."""

        def write(amount: float) -> str:
            if isinstance(figure, Price):
                return number(amount, lang=self.lang)
            return self.amount(amount, "share" if isinstance(figure, Share) else key)

        told = (
            money(figure.value, lang=self.lang)
            if isinstance(figure, Price)
            else write(figure.value)
        )
        if figure.at_low != figure.at_high:
            told += f" ({write(figure.at_low)}–{write(figure.at_high)})"
        note = f" ({figure.note})" if figure.note else ""
        return f"{told} — {self.rests_on(figure.kind, figure.source)}{note}"

    def target(self, target: Target) -> str:
        """Write a target: the share, of which children, whether the plan states it."""
        of = {
            "area": say("trẻ em cả vùng dân tộc thiểu số và miền núi", lang=self.lang),
            "specially_disadvantaged": say("trẻ em các xã, thôn đặc biệt khó khăn", lang=self.lang),
            "special_circumstances": say("trẻ em có hoàn cảnh đặc biệt", lang=self.lang),
        }[target.denominator]
        stated = (
            say("kế hoạch nêu", lang=self.lang)
            if target.stated
            else say("kế hoạch không nêu", lang=self.lang)
        )
        share = self.amount(target.share.value, "share")
        due = (
            f" · {label('due_year', lang=self.lang)}: {target.due_year}" if target.due_year else ""
        )
        source = self.rests_on(target.share.kind, target.share.source)
        return f"{share} {of} ({stated}){due} — {source}"

    def amount(self, value: float, key: str) -> str:
        """Write a number in the unit of its key."""
        unit = _labels()["keys"].get(key, {}).get("unit", "")
        if unit == "percent":
            return _shortest(value * 100, lambda x, n: percent(x / 100, lang=self.lang, decimals=n))
        if unit == "vnd":
            return money(value, lang=self.lang)
        if unit == "plain":
            return str(value)
        return _shortest(value, lambda x, n: number(x, lang=self.lang, decimals=n))

    def tail(self, model: BaseModel) -> str:
        """Say what a table rests on: its kind and source."""
        told = {key: getattr(model, key, None) or "" for key in tail_keys(model)}
        if isinstance(model, ReportDeadline):
            del told["kind"]  # its heading says it
        return self.rests_on(told.get("kind", ""), told.get("source", ""))

    def rests_on(self, kind: str, source: str) -> str:
        """Join kind and source; «giả định: …» needs no second «giả định»."""
        words = self.kind(kind) if kind else ""
        if source.lower().startswith(words.lower()):
            return source
        return f"{words}: {source}" if words else source

    def label(self, key: str, model: BaseModel) -> str:
        """Return the words for a key of a table."""
        own = f"{type(model).__name__}.{key}"
        return label(own if own in _labels()["keys"] else key, lang=self.lang)

    def kind(self, kind: str) -> str:
        """Name the kind of a figure."""
        return {
            "official": basis_words("official", lang=self.lang),
            "observed": say("quan sát", lang=self.lang),
            "derived": say("suy ra", lang=self.lang),
            "assumption": basis_words("assumption", lang=self.lang),
            "illustrative": basis_words("illustrative", lang=self.lang),
        }.get(kind, self.value(kind))


def _shortest(value: float, write: Callable[[float, int], str]) -> str:
    """Write a number with as few decimals as it has, four at the most."""
    decimals = next((n for n in range(4) if abs(round(value, n) - value) < 1e-9), 4)
    return write(value, decimals)
