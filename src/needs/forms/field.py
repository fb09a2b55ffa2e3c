"""What a form asks in one column, and the sheet that it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from needs.programmes import Category, Facility, Words

Kind = Literal[
    "code",
    "commune",
    "count",
    "money",
    "number",
    "percent",
    "date",
    "months",
    "year",
    "text",
    "choice",
]
FormKind = Literal["district", "support", "donors"]

FORM_KINDS: tuple[FormKind, ...] = ("district", "support", "donors")


@dataclass(frozen=True)
class Field:
    """One column of a form.

    Attributes
    ----------
    id
        `<block>.<measure>[.<detail>]`: "nutrition.covered.state"; "ledger.units" and
        "donors.budget_vnd" in the other two forms.
    kind
        What its cells hold. Counts are children unless the name says otherwise, places in the
        block `facilities`; money is VND; months are numbers from 1 to 12.
    name
        What the column is called.
    above
        The title over it and its neighbours; none where it stands alone.
    required
        Whether a row without it cannot be used; `needed` says it of one row.
    choices
        What may be chosen: value in the tables, words in the form.
    several
        Several choices may stand in one cell, separated by semicolons.
    """

    id: str
    kind: Kind
    name: Words
    above: Words | None = None
    required: bool = False
    choices: tuple[tuple[str, Words], ...] = ()
    several: bool = False

    @property
    def block(self) -> str:
        """The block: `children`, a category, `facilities`, `ledger` or `donors`."""
        return self.id.split(".")[0]

    @property
    def measure(self) -> str:
        """What is counted (`eligible`, `covered`)."""
        return self.id.split(".")[1]

    @property
    def detail(self) -> str:
        """For whom or by whom: an age band, a group, a source; empty for a total."""
        return ".".join(self.id.split(".")[2:])


@dataclass(frozen=True)
class Block:
    """A sheet of a form: its fields in order, after the columns that name the commune."""

    id: str
    title: Words
    fields: tuple[Field, ...]


def named(entries: Sequence[Category | Facility]) -> tuple[tuple[str, Words], ...]:
    """Return categories or places as choices: id, name."""
    return tuple((entry.id, entry.name) for entry in entries)
