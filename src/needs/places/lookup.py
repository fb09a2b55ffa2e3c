"""The communes of one province, found by whatever may be written of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import pandas as pd

from needs.places.gazetteer import Gazetteer
from needs.places.units import EDITIONS
from needs.places.written import Name, name_of
from needs.tables import rows_of


@dataclass(frozen=True, slots=True)
class Unit:
    """A commune of one edition, with every (former) district that it lies in."""

    edition: str
    code: str
    shown: str
    name: Name
    districts: frozenset[str]
    district: str


@dataclass
class EditionIndex:
    """The communes of a province in one edition, by name and code."""

    units: list[Unit] = field(default_factory=list)
    full: dict[str, list[Unit]] = field(default_factory=lambda: defaultdict(list))
    bare: dict[str, list[Unit]] = field(default_factory=lambda: defaultdict(list))
    code: dict[str, Unit] = field(default_factory=dict)

    def add(self, unit: Unit) -> None:
        """Enter a commune."""
        self.units.append(unit)
        self.full[unit.name.full].append(unit)
        for key in {unit.name.bare, unit.name.core}:
            self.bare[key].append(unit)
        if unit.code:
            self.code[unit.code] = unit

    def with_kind(self, name: Name) -> list[Unit]:
        """Return the communes of exactly this name, kind included."""
        return self.full.get(name.full) or self.full.get(name.once) or []

    def without_kind(self, name: Name) -> list[Unit]:
        """Return the communes of this name where the sender stated no kind.

        A kind that is not the commune's is no spelling of it: «Huyện Bảo Lạc» is not the
        township of that name, and its row may be the district's total.
        """
        return self.bare.get(name.full, [])


def index_province(
    gazetteer: Gazetteer, *, province_code: str, edition: str
) -> dict[str, EditionIndex]:
    """Return the communes of a province by edition.

    Parameters
    ----------
    gazetteer
        All places.
    province_code
        In the coding of `edition`. Of the other edition those communes count that share territory
        with the province (Ninh Thuận of before 2025 is a part of Khánh Hòa today).
    edition
        The programme's edition.

    Raises
    ------
    NotFound
        If the edition or the province does not exist; lists the valid ones.
    """
    own = set(gazetteer.communes(province_code, edition).unit_key)
    links, former = gazetteer.crosswalk, gazetteer.former.district
    side, other = ("new_key", "old_key") if edition == "2025" else ("old_key", "new_key")
    keys = {edition: own, other_edition(edition): set(links.loc[links[side].isin(own), other])}

    parts = links[links.new_key.isin(keys["2025"])].groupby("new_key").district_code
    of_new = {key: frozenset(codes) for key, codes in parts}

    found = {name: EditionIndex() for name in EDITIONS}
    for name, index in found.items():
        units = gazetteer.units[name]
        for row in rows_of(units[units.unit_key.isin(keys[name])]):
            code = "" if pd.isna(row.commune_code) else row.commune_code
            if name == "2025":
                districts, district = of_new[row.unit_key], former[row.unit_key]
            else:
                districts, district = frozenset([row.district_code]), row.district
            named = name_of(row.commune)
            index.add(Unit(name, code, row.commune, named, districts, district))
    return found


def other_edition(edition: str) -> str:
    """Return the edition that is not this one."""
    (other,) = (name for name in EDITIONS if name != edition)
    return other
