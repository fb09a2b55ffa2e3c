"""Figures told of communes of the other edition of the map, added up to the programme's.

A return may still name the communes of before the merger. Where all the predecessors of a new
commune are told, and none of them was divided, their sum is the new commune's figure, exactly;
otherwise it is not known, and the rows wait. The same holds the other way round: a new commune
that was made of several cannot be divided among them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import pandas as pd

from needs.places import EDITIONS
from needs.reading.records import Place, ReturnedValue, ReturnFault, Severity
from needs.returns.figures import CommuneFigure, count_of, once_a_row
from needs.tables import rows_of
from needs.wording import collation_key

_BEFORE, _TODAY = EDITIONS


@dataclass(frozen=True)
class Successors:
    """How the communes of the two editions hang together.

    Attributes
    ----------
    parts
        New commune → its predecessors.
    into
        Former commune → new communes that it went into (more than one: it was divided).
    names
        (edition, code) → name.
    """

    parts: dict[str, tuple[str, ...]]
    into: dict[str, tuple[str, ...]]
    names: dict[tuple[str, str], str]

    @classmethod
    def of(cls, crosswalk: pd.DataFrame, names: dict[tuple[str, str], str]) -> Successors:
        """Return the links of a crosswalk (`places.read_crosswalk`)."""
        parts: dict[str, list[str]] = defaultdict(list)
        into: dict[str, list[str]] = defaultdict(list)
        for link in rows_of(crosswalk.sort_values(["new_code", "old_code"])):
            parts[str(link.new_code)].append(str(link.old_code))
            into[str(link.old_code)].append(str(link.new_code))
        return cls(
            {new: tuple(old) for new, old in parts.items()},
            {old: tuple(new) for old, new in into.items()},
            names,
        )

    def name(self, edition: str, code: str) -> str:
        """Return a commune's name, or its code where it has none."""
        return self.names.get((edition, code), code)

    def same_ground(self, edition: str, code: str) -> tuple[str, ...]:
        """Return the communes of the other edition that share ground with one of `edition`."""
        return (self.parts if edition == _TODAY else self.into).get(code, ())

    def counts_for(self, edition: str, of_edition: str, code: str) -> str | None:
        """Return the commune of `edition` to which all children of a commune belong.

        None where they would have to be divided among several.
        """
        if of_edition == edition:
            return code
        others = self.same_ground(of_edition, code)
        return others[0] if len(others) == 1 else None

    def why_not(self, edition: str, code: str) -> tuple[str, dict[str, str]]:
        """Return why a commune of the other edition counts for none: a fault code, its values."""
        if edition != _TODAY:
            return "commune_of_today", {}
        into = ", ".join(self.name(_TODAY, new) for new in self.into.get(code, ()))
        return "former_commune_divided", {"into": into}


def carried_to(
    edition: str,
    values: Iterable[ReturnedValue],
    successors: Successors,
    *,
    also: Mapping[Place, tuple[Place, ...]] = MappingProxyType({}),
    waiting: Collection[tuple[str, str]] = (),
) -> tuple[list[CommuneFigure], list[ReturnFault]]:
    """Return the figures of the programme's edition, and what cannot give one.

    Parameters
    ----------
    edition
        The programme's edition.
    values
        Values of one file; each commune and field once in each edition.
    successors
        The links between the editions.
    also
        Cell of a value → other cells in which the same stands.
    waiting
        Sheet and commune code of rows that wait already.

    Returns
    -------
    figures, faults
        A predecessor that is not in the file, was divided, or waits, keeps the rows of the
        others out (errors). A cell that one predecessor alone left empty leaves that one figure
        unknown (a warning), like an empty cell of any commune.
    """
    figures: list[CommuneFigure] = []
    faults: list[ReturnFault] = []
    told: dict[tuple[str, str], dict[str, ReturnedValue]] = defaultdict(dict)
    for value in values:
        code = successors.counts_for(edition, value.edition, value.commune_code)
        if value.edition == edition:
            figures.append(_figure(value.commune_code, value.field_id, [value], also))
        elif code is not None:
            told[code, value.field_id][value.commune_code] = value
        else:
            reason, words = successors.why_not(edition, value.commune_code)
            faults.append(_fault(value, reason, words))
    added, more = _added_up(edition, told, successors, also, waiting)
    faults += more
    faults += [replace(f, place=cell) for f in faults for cell in also.get(f.place, ())]
    errors = once_a_row(_of_row(fault) for fault in faults if fault.severity == "error")
    return figures + added, errors + [fault for fault in faults if fault.severity == "warning"]


def _added_up(
    edition: str,
    told: dict[tuple[str, str], dict[str, ReturnedValue]],
    successors: Successors,
    also: Mapping[Place, tuple[Place, ...]],
    waiting: Collection[tuple[str, str]],
) -> tuple[list[CommuneFigure], list[ReturnFault]]:
    other = _BEFORE if edition == _TODAY else _TODAY
    figures: list[CommuneFigure] = []
    faults: list[ReturnFault] = []
    in_block: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (code, field_id), parts in told.items():
        in_block[code, _block(field_id)] |= parts.keys()
    for (code, field_id), parts in sorted(told.items()):
        ordered = [parts[part] for part in sorted(parts)]
        lacking = set(successors.same_ground(edition, code)) - parts.keys()
        if not lacking:
            figures.append(_figure(code, field_id, ordered, also))
            continue
        absent = lacking - in_block[code, _block(field_id)]
        names = sorted(
            (successors.name(other, part) for part in absent or lacking), key=collation_key
        )
        words = {"into": successors.name(edition, code), "lacking": ", ".join(names)}
        if not absent:
            faults += [_fault(v, "former_cells_empty", words, "warning") for v in ordered]
        elif any(successors.counts_for(edition, other, part) is None for part in absent):
            faults += [_fault(v, "former_commune_beside_divided", words) for v in ordered]
        elif all(any((v.place.sheet, part) in waiting for v in ordered) for part in absent):
            faults += [_fault(v, "waits_for_other_rows", {}) for v in ordered]
        else:
            faults += [_fault(v, "former_communes_lacking", words) for v in ordered]
    return figures, faults


def _block(field_id: str) -> str:
    return field_id.split(".", maxsplit=1)[0]


def _figure(
    commune: str,
    field_id: str,
    values: list[ReturnedValue],
    also: Mapping[Place, tuple[Place, ...]],
) -> CommuneFigure:
    places = tuple(value.place for value in values)
    others = tuple(cell for place in places for cell in also.get(place, ()))
    return CommuneFigure(commune, field_id, sum(map(count_of, values)), places, others)


def _of_row(fault: ReturnFault) -> ReturnFault:
    """Blame the whole row where no cell of it is wrong."""
    whole = fault.code == "waits_for_other_rows"
    return replace(fault, place=replace(fault.place, column=-1)) if whole else fault


def _fault(
    value: ReturnedValue, code: str, words: dict[str, str], severity: Severity = "error"
) -> ReturnFault:
    return ReturnFault(value.place, code, severity, tuple(sorted(words.items())))
