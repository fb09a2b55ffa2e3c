"""Entries of the support ledger and of the donors' form: one row, several answers."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from needs.forms.donor_fields import BETWEEN, IN_ORDER
from needs.forms.fields import fields_of
from needs.places import slug
from needs.reading.records import Place, Read, ReadFile, ReturnFault
from needs.returns.compared import Compared
from needs.returns.figures import count_shown, where
from needs.returns.former import Successors


@dataclass(frozen=True)
class Entry:
    """One row of a ledger or donor form: field id → answer, and where it stands.

    Attributes
    ----------
    columns
        In which column (from 0) the answer to a field stands.
    """

    form: str
    values: dict[str, Read]
    place: Place
    commune_code: str = ""
    edition: str = ""
    columns: dict[str, int] = field(default_factory=dict)

    def text(self, field_id: str) -> str:
        """Return an answer as text; empty where there is none."""
        return str(self.values.get(field_id, ""))

    @property
    def donor_id(self) -> str:
        """The giver's name as an id, whatever its spelling."""
        form = "donors" if self.form == "donors" else "ledger"
        return slug(self.text(f"{form}.donor"), keep_prefix=True)

    @property
    def key(self) -> tuple[str, ...]:
        """What identifies the entry; a newer one with the same key replaces it.

        (Of donors, a newer form replaces all that was told before: `gather`.)
        """
        if self.form == "donors":
            # Several gifts of one donor are several entries; the same twice is one.
            told = (f"{name}={value}" for name, value in sorted(self.values.items()))
            return (self.donor_id, *(one for one in told if not one.startswith(_DONOR)))
        return (
            self.commune_code,
            self.text("ledger.category"),
            self.donor_id,
            self.text("ledger.period"),
        )


_DONOR = "donors.donor="
_GIVEN = (
    ("budget_vnd",),
    ("stock_category", "stock_units"),
    ("sponsored_category", "sponsored_children", "sponsored_months"),
)


def entries_of(read: ReadFile) -> list[Entry]:
    """Return the entries of a file, in the order of its rows."""
    grouped: dict[str, list[int]] = defaultdict(list)
    for n, value in enumerate(read.values):
        grouped[value.entry].append(n)
    entries = []
    for members in grouped.values():
        values = [read.values[n] for n in members]
        first = values[0]
        entries.append(
            Entry(
                form=read.form,
                values={value.field_id: value.value for value in values},
                place=dataclasses.replace(first.place, column=-1),
                commune_code=first.commune_code,
                edition=first.edition,
                columns={value.field_id: value.place.column for value in values},
            )
        )
    return sorted(entries, key=lambda entry: entry.place)


def entry_faults(
    entries: list[Entry], compared: Compared, successors: Successors
) -> tuple[list[Entry], list[ReturnFault]]:
    """Return the entries in the programme's edition, and what does not fit together.

    Support for a former commune counts for the commune that it went into; one that was divided
    has to be named anew. The same gift twice is asked about: adding it up would count children
    twice, dropping one would lose some. Support for a commune that the programme does not list
    is kept and not counted: that is told (a warning).
    """
    edition = compared.programme.edition
    kept: list[Entry] = []
    faults: list[ReturnFault] = []
    named: dict[Place, tuple[str, str]] = {}
    for entry in entries:
        code = successors.counts_for(edition, entry.edition or edition, entry.commune_code)
        if code is None:
            reason, words = successors.why_not(edition, entry.commune_code)
            faults.append(_fault(entry, reason, **words))
        else:
            named[entry.place] = (entry.edition, entry.commune_code)
            kept.append(dataclasses.replace(entry, commune_code=code))
    same: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for entry in kept:
        same[entry.key].append(entry)
    for repeated in same.values():
        names = {named[entry.place] for entry in repeated}
        merged = len(names) == len(repeated) and all(told != edition for told, _ in names)
        for entry in repeated if len(repeated) > 1 else ():
            others = ", ".join(where(other.place) for other in repeated if other is not entry)
            if merged:
                into = successors.name(edition, entry.commune_code)
                faults.append(_fault(entry, "entries_of_one_commune", others=others, into=into))
            else:
                code = "donor_twice" if entry.form == "donors" else "entry_twice"
                faults.append(_fault(entry, code, others=others))
    faults += [fault for entry in kept for fault in _by_itself(entry, compared)]
    return kept, faults


def _by_itself(entry: Entry, compared: Compared) -> Iterator[ReturnFault]:
    """Tell what is wrong with an entry whatever the others say."""
    children = entry.values.get("ledger.children")
    population = compared.population.get(entry.commune_code)
    if isinstance(children, int) and population is not None and children > population:
        words = {"found": count_shown(children), "population": str(population)}
        yield _fault(entry, "more_children_than_people", "ledger.children", **words)
    if entry.form == "support" and entry.commune_code not in compared.listed:
        yield dataclasses.replace(_fault(entry, "commune_not_listed"), severity="warning")
    if entry.form == "donors":
        yield from _of_donor(entry, compared)


def _of_donor(entry: Entry, compared: Compared) -> Iterator[ReturnFault]:
    """Tell whether a donor's row gives something, and which of its conditions cannot be."""
    fields = fields_of(compared.programme, "donors")

    def title(name: str) -> str:
        return fields[f"donors.{name}"].name.vi

    told = {name.removeprefix("donors."): value for name, value in entry.values.items()}
    whole = [all(name in told for name in parts) for parts in _GIVEN]
    begun = [any(name in told for name in parts) for parts in _GIVEN]
    if not any(whole) or whole != begun:
        yield _fault(entry, "donor_gives_nothing")
    for name, (least, most) in BETWEEN.items():
        value = told.get(name)
        if isinstance(value, (int, float)) and not least <= value <= most:
            limits = {"least": str(least), "most": str(most)}
            yield _fault(
                entry,
                "donor_out_of_range",
                f"donors.{name}",
                found=str(value),
                title=title(name),
                **limits,
            )
    for low, high in IN_ORDER:
        lower, upper = told.get(low), told.get(high)
        if isinstance(lower, int) and isinstance(upper, int) and lower > upper:
            yield _fault(
                entry,
                "donor_limits_crossed",
                f"donors.{low}",
                found=str(lower),
                title=title(low),
                other=title(high),
                most=str(upper),
            )


def _fault(entry: Entry, code: str, of: str = "", **words: str) -> ReturnFault:
    """Blame the answer to a field, or the whole row."""
    place = dataclasses.replace(entry.place, column=entry.columns.get(of, -1))
    return ReturnFault(place, code, "error", tuple(sorted(words.items())))
