"""Which commune a sender means: exact after normalisation, or asked.

Clerks write names with and without «xã», in upper case, with the tone mark on either letter, and
codes that a spreadsheet made into numbers. All of these are one spelling (`normalise`). What is
then still not equal is never accepted: the likeliest communes are put to a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from needs.places.gazetteer import Gazetteer
from needs.places.lookup import Unit, index_province, other_edition
from needs.places.similar import similarities
from needs.places.written import COMMUNE_KINDS, Name, code_of, name_of

Outcome = Literal["exact", "unknown", "ambiguous", "code_disagrees", "elsewhere"]

#: How many communes a person is asked to choose from.
CANDIDATES = 5
_CERTAIN = 100.0
# How many of the like-named communes of other districts; the others are alike in this one.
_ELSEWHERE = 3
# How much likelier a commune of the stated district is than a like-named one elsewhere.
_IN_DISTRICT = 10.0


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """A commune that may be meant; score 0–100, 100 where the name is the same."""

    edition: str
    commune_code: str
    commune: str
    district: str
    score: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """What became of a written name.

    Attributes
    ----------
    outcome
        `exact`: one commune. `ambiguous`: several bear the name. `code_disagrees`: name and
        code are those of different communes. `elsewhere`: the name or code exists in the province,
        but not in the stated district. `unknown`: none bears the name.
    edition, commune_code, commune
        The commune, where the outcome is `exact`; else empty. The code is empty too for an
        island district that has no communes.
    padded
        The code was written without its leading zeros.
    candidates
        Which communes may be meant, likeliest first; the commune itself where exact.
    """

    outcome: Outcome
    edition: str = ""
    commune_code: str = ""
    commune: str = ""
    padded: bool = False
    candidates: tuple[PlaceCandidate, ...] = ()


class NameResolver:
    """Resolves the names and codes of one province, in either edition of the map.

    Parameters
    ----------
    gazetteer
        All places.
    province_code
        In the coding of `edition`; of the other edition those communes count that share
        territory with the province (Ninh Thuận of before 2025 is a part of Khánh Hòa today).
    edition
        Edition of the programme: preferred where both know a name.

    Raises
    ------
    NotFound
        If the edition or the province does not exist; lists the valid ones.
    """

    def __init__(self, gazetteer: Gazetteer, *, province_code: str, edition: str) -> None:
        self._edition = edition
        self._index = index_province(gazetteer, province_code=province_code, edition=edition)

    def resolve(
        self,
        written: str,
        *,
        code: str | int | float = "",
        district_code: str = "",
        prefer_edition: str | None = None,
    ) -> Resolution:
        """Say which commune is meant.

        Tried in this order, first within the stated district: the name with its kind in the
        preferred edition, then in the other («Thị trấn Bảo Lạc» exists only before 2025); the
        name without a kind in the preferred edition, then in the other. A code has to be that of
        a commune of this name; a code alone is enough.

        Parameters
        ----------
        written
            The name as the sender wrote it; may be empty where there is a code.
        code
            The commune's code as the sender wrote it, text or number; empty if none.
        district_code
            The (former) district stated for the row, three digits; empty if none. A commune of
            2025 belongs to every former district that it took territory from.
        prefer_edition
            The edition that the sender seems to use; the programme's if not given.
        """
        first = prefer_edition or self._edition
        editions = (first, other_edition(first))
        name = name_of(written)
        found = self._find(name, code, district_code, editions)
        if found.outcome in ("unknown", "elsewhere") and name.full:
            within = found.outcome == "elsewhere"
            likeliest = self._likeliest(name, district_code, editions, within=within)
            return replace(found, candidates=_unique((*found.candidates[:_ELSEWHERE], *likeliest)))
        return found

    def likely_edition(
        self, pairs: Iterable[tuple[str, str | int | float]], district_code: str = ""
    ) -> str:
        """Return the edition in which more of the (name, code) pairs are exact.

        A tie goes to the programme's edition.
        """
        pairs = list(pairs)

        def exact(edition: str) -> int:
            found = (
                self._find(name_of(written), code, district_code, (edition,))
                for written, code in pairs
            )
            return sum(resolution.outcome == "exact" for resolution in found)

        other = other_edition(self._edition)
        return other if exact(other) > exact(self._edition) else self._edition

    def _find(
        self, name: Name, code: str | int | float, district: str, editions: tuple[str, ...]
    ) -> Resolution:
        digits, padded = code_of(code)
        if digits:
            return self._by_code(name, digits, district, editions, padded=padded)
        if not name.full:
            return Resolution("unknown")
        return self._by_name(name, district, editions)

    def _by_name(self, name: Name, district: str, editions: tuple[str, ...]) -> Resolution:
        stages = list(self._stages(name, editions))
        for units in stages:
            inside = [unit for unit in units if not district or district in unit.districts]
            if inside:
                return _found(inside)
        outside = dict.fromkeys(unit for units in stages for unit in units)
        if outside:
            return Resolution("elsewhere", candidates=_certain(outside))
        return Resolution("unknown")

    def _stages(self, name: Name, editions: tuple[str, ...]) -> Iterator[list[Unit]]:
        for edition in editions:
            yield self._index[edition].with_kind(name)
        for edition in editions:
            yield self._index[edition].without_kind(name)

    def _by_code(
        self, name: Name, digits: str, district: str, editions: tuple[str, ...], *, padded: bool
    ) -> Resolution:
        """The two editions share most codes: the name tells which commune of them is meant."""
        bearers = [unit for edition in editions if (unit := self._index[edition].code.get(digits))]
        if not bearers and not name.full:
            return Resolution("unknown", padded=padded)
        if not bearers:
            by_name = self._by_name(name, district, editions)
            disagrees = by_name.outcome in ("exact", "ambiguous")
            outcome: Outcome = "code_disagrees" if disagrees else by_name.outcome
            return Resolution(outcome, padded=padded, candidates=by_name.candidates)
        meant = _of_name(bearers, name)
        if not meant:
            named = [unit for units in self._stages(name, editions) for unit in units]
            inside = [unit for unit in named if not district or district in unit.districts]
            scored = [_candidate(unit, _CERTAIN) for unit in inside or named]
            scores = similarities(name, [unit.name for unit in bearers])
            scored += map(_candidate, bearers, scores)
            ranked = sorted(scored, key=lambda one: -one.score)
            return Resolution("code_disagrees", padded=padded, candidates=_unique(ranked))
        for unit in meant:
            if not district or district in unit.districts:
                return _found([unit], padded=padded)
        return Resolution("elsewhere", padded=padded, candidates=_certain(meant))

    def _likeliest(
        self, name: Name, district: str, editions: tuple[str, ...], *, within: bool
    ) -> tuple[PlaceCandidate, ...]:
        # A commune that went on unchanged is offered once, in the preferred edition.
        units = {
            (unit.code, unit.name.full): unit
            for edition in reversed(editions)
            for unit in self._index[edition].units
            if unit.code and (not within or district in unit.districts)
        }
        scores = similarities(name, [unit.name for unit in units.values()])

        def rank(scored: tuple[Unit, float]) -> tuple[float, int, str]:
            unit, score = scored
            near = _IN_DISTRICT if district in unit.districts else 0.0
            return -score - near, editions.index(unit.edition), unit.code

        ranked = sorted(zip(units.values(), scores, strict=True), key=rank)
        return tuple(_candidate(unit, score) for unit, score in ranked[:CANDIDATES])


def _of_name(bearers: list[Unit], name: Name) -> list[Unit]:
    """Return which bearers of a code also bear the name; all if there is no name.

    With its code beside it, a commune may be called ward or township: it became one, or was one.
    """
    if not name.full:
        return bearers
    commune = name.kind in COMMUNE_KINDS
    tiers = (
        [unit for unit in bearers if unit.name.full in (name.full, name.once)],
        [unit for unit in bearers if name.full in (unit.name.bare, unit.name.core)],
        [unit for unit in bearers if commune and name.core == unit.name.core],
    )
    return next(filter(None, tiers), [])


def _found(units: list[Unit], *, padded: bool = False) -> Resolution:
    if len(units) > 1:
        return Resolution("ambiguous", padded=padded, candidates=_certain(units))
    (unit,) = units
    return Resolution("exact", unit.edition, unit.code, unit.shown, padded, _certain(units))


def _candidate(unit: Unit, score: float) -> PlaceCandidate:
    return PlaceCandidate(unit.edition, unit.code, unit.shown, unit.district, score)


def _certain(units: Iterable[Unit]) -> tuple[PlaceCandidate, ...]:
    return tuple(_candidate(unit, _CERTAIN) for unit in units)


def _unique(candidates: Iterable[PlaceCandidate]) -> tuple[PlaceCandidate, ...]:
    """Return the first few communes, each once, with the score by which it came first."""
    first: dict[tuple[str, str], PlaceCandidate] = {}
    for one in candidates:
        first.setdefault((one.edition, one.commune_code), one)
    return tuple(first.values())[:CANDIDATES]
