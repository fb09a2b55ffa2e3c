"""The cells of a row read one by one: money, counts, yes or no, months – as returns are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isnan
from typing import Any

from needs.donors.given import Doubt, Given, doubt
from needs.donors.wishes import Wishes
from needs.forms.donor_fields import DONOR_TYPES
from needs.places import tidy
from needs.reading.dates import read_year
from needs.reading.months import read_months
from needs.reading.numbers import read_number
from needs.reading.outcomes import Outcome, Taken, Unclear, Wrong
from needs.reading.percents import read_percent
from needs.reading.phrases import is_blank, key, seen
from needs.tables import BASES, ZONES

_MONEY = ("budget_vnd", "month_vnd", "least_per_commune", "most_per_commune")
_COUNTS = (
    "stock_units",
    "sponsored_children",
    "sponsored_months",
    "from_age",
    "to_age",
    "most_communes",
    "package_units",
)
_FLAGS = ("whole", "joins")
_TEXT = ("donor_id", "donor", "gift_id", "gift")
_YES_NO = {"true": ("có", "true", "yes", "x", "1"), "false": ("không", "false", "no", "0")}
#: Column → value in the tables → words for it.
_CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "whole": _YES_NO,
    "joins": _YES_NO,
    "donor_type": {name: (words.vi, words.en, name) for name, words in DONOR_TYPES},
    "basis": {basis: (basis,) for basis in BASES},
}
_SEPARATORS = str.maketrans("；", ";")
_PLAIN = (str, int, float)


@dataclass
class Answers:
    """The answers of one row that could be read, and what stands in the way of the others.

    Attributes
    ----------
    read
        Column → value; a column that is empty has none.
    doubts
        Why the row cannot be used.
    notes
        What is kept all the same, and should be known.
    """

    given: Given
    read: dict[str, Any] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    notes: list[Doubt] = field(default_factory=list)

    def blame(self, column: str, code: str, **values: object) -> None:
        """Note why the row cannot be used."""
        titled = {"title": self.given.title(column)} | values
        self.doubts.append(doubt(column, code, **titled))


def read_answers(given: Given, wishes: Wishes) -> Answers:
    """Return what the cells of one row say.

    Parameters
    ----------
    given
        The row as it was written.
    wishes
        Finds the categories and places that it names.
    """
    answers = Answers(given)
    for column, value in given.values.items():
        if value is None or (isinstance(value, float) and isnan(value)):
            continue
        if isinstance(value, str) and is_blank(value):
            continue
        _one(column, value, answers, wishes)
    return answers


def _one(column: str, value: object, answers: Answers, wishes: Wishes) -> None:
    if column in wishes.columns:
        _wished(column, value, answers, wishes)
    elif column in ("stock_category", "sponsored_category"):
        _category(column, value, answers, wishes)
    elif column in _TEXT:
        _text(column, value, answers)
    elif column in _CHOICES:
        _chosen(column, value, answers)
    elif column == "zones":
        _zones(value, answers)
    else:
        if column == "visit_months" and isinstance(value, list):
            value = ";".join(map(str, value))
        number = _outcome(column, value, answers)
        if column == "visit_months":
            answers.read[column] = tuple(map(int, str(number).split(";"))) if number else ()
        elif number is not None:
            answers.read[column] = str(number) if column == "period" else number


def _wished(column: str, value: object, answers: Answers, wishes: Wishes) -> None:
    found = wishes.find(column, _words(value, column, answers))
    title = ("title", answers.given.title(column))
    answers.doubts += [Doubt(one.column, one.code, (*one.values, title)) for one in found.doubts]
    answers.notes += found.notes
    answers.read[column] = found.ids


def _outcome(column: str, value: object, answers: Answers) -> Any:
    """Return what a cell of numbers says; none where it says nothing, or nothing certain."""
    if not isinstance(value, _PLAIN):
        answers.blame(column, "not_a_number", found=_shown(value))
        return None
    outcome = _read(column, value)
    if isinstance(outcome, Taken):
        return outcome.value
    if isinstance(outcome, Unclear):
        meant = "; ".join(map(str, outcome.candidates))
        answers.blame(column, "number_unclear", found=_shown(value), candidates=meant)
    elif isinstance(outcome, Wrong):
        answers.blame(column, outcome.code, found=_shown(value))
    return None


def _read(column: str, value: str | float) -> Outcome:
    if column == "period":
        return read_year(value)
    if column == "visit_months":
        return read_months(value)
    if column == "share":
        # Here, unlike under a title with «%», a bare number up to 1 is the share itself.
        bare = read_number(value, kind="number")
        if isinstance(bare, Taken) and isinstance(bare.value, (int, float)):
            return read_percent(bare.value, percent_format=bare.value <= 1)
        return read_percent(value)
    return read_number(value, kind="money" if column in _MONEY else "count")


def _shown(value: object) -> str:
    """Return what stands in a cell; a table of TOML may hold anything, and is not repeated."""
    return seen(str(value)) if isinstance(value, _PLAIN) else type(value).__name__


def _text(column: str, value: object, answers: Answers) -> None:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        answers.blame(column, "donor_not_text", found=_shown(value))
    else:
        shown = "".join(sign if sign.isprintable() else " " for sign in seen(str(value)))
        if tidy(shown):
            answers.read[column] = tidy(shown)


def _chosen(column: str, value: object, answers: Answers) -> None:
    written = key(_shown(value))
    for name, words in _CHOICES[column].items():
        if written in map(key, words):
            answers.read[column] = name == "true" if column in _FLAGS else name
            return
    listed = "; ".join(words[0] for words in _CHOICES[column].values())
    answers.blame(column, "choice_unknown", found=_shown(value), choices=listed)


def _category(column: str, value: object, answers: Answers, wishes: Wishes) -> None:
    places = column == "stock_category"
    found = wishes.category(_shown(value), places=places)
    if found is None:
        listed = "; ".join(wishes.category_names(places=places))
        answers.blame(column, "choice_unknown", found=_shown(value), choices=listed)
    else:
        answers.read[column] = found


def _words(value: object, column: str, answers: Answers) -> list[str]:
    """Return the items of a list, or of a cell that separates them by semicolons."""
    items = value if isinstance(value, list) else str(value).translate(_SEPARATORS).split(";")
    if isinstance(value, (list, *_PLAIN)) and all(isinstance(item, (str, int)) for item in items):
        return [words for item in items if (words := seen(str(item)))]
    answers.blame(column, "donor_not_text", found=_shown(value))
    return []


def _zones(value: object, answers: Answers) -> None:
    zones = []
    for word in _words(value, "zones", answers):
        zone = word.upper().removeprefix("KHU VỰC").removeprefix("KV").strip()
        if zone in ZONES:
            zones.append(zone)
        else:
            answers.blame("zones", "choice_unknown", found=word, choices="; ".join(ZONES))
    answers.read["zones"] = tuple(sorted(set(zones)))
