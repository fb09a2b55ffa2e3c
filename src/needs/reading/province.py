"""Districts and other place names of a programme's province, as titles and sections name them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

import pandas as pd

from needs.errors import NotFound
from needs.places import find_district, load_gazetteer, without_prefix
from needs.places.lookup import index_province
from needs.places.written import name_of
from needs.reading.phrases import key, rest_after
from needs.reading.vocabulary import vocabulary


@dataclass(frozen=True, eq=False)
class Province:
    """What returns of a province may name beside communes.

    Attributes
    ----------
    districts
        district_code, district, district_aliases of its (former) districts.
    written
        Key of a district's name with its kind, in full or abbreviated → its code.
    whole
        Key of the province's name with its kind.
    names
        Keys of the place names that make one district's titles differ from another's, longest
        first.
    communes
        Names of the communes of both editions, without their kind.
    """

    districts: pd.DataFrame
    written: dict[str, str]
    whole: str
    names: re.Pattern[str]
    communes: frozenset[str]
    _called: dict[str, str] = field(default_factory=dict)

    def district_called(self, text: str) -> str:
        """Return the code of the district that a cell names; empty if there is none of the name."""
        if text and text not in self._called:
            self._called[text] = self._find(text)
        return self._called.get(text, "")

    def _find(self, text: str) -> str:
        try:
            return find_district(text, self.districts)
        except NotFound:
            return ""

    def may_be_commune(self, text: str) -> bool:
        """Tell whether some commune is spelt so; a quick no for most words of a workbook."""
        return name_of(text).core in self.communes

    def district_named(self, code: str) -> str:
        """Return the name of a district; its code where it is none of the province's."""
        names = dict(zip(self.districts.district_code, self.districts.district, strict=True))
        return str(names.get(code, code))

    def district_titled(self, text: str) -> str:
        """Return the code of the district that a text names with its kind, and nothing else."""
        return self.written.get(key(text), "")

    def districts_in(self, line: str) -> frozenset[str]:
        """Return the districts that a title names with their kind: «UBND huyện Bảo Lạc»."""
        phrase = f" {key(line)} "
        return frozenset(code for name, code in self.written.items() if f" {name} " in phrase)

    def without_places(self, phrase: str) -> str:
        """Return a key without the names of places, in order that all districts share it."""
        return " ".join(self.names.sub(" ", f" {phrase} ").split())


@lru_cache(maxsize=16)
def province_of(province_code: str, edition: str) -> Province:
    """Return the names of a province (shared: do not change)."""
    gazetteer = load_gazetteer()
    communes = gazetteer.communes(province_code, edition)
    districts = gazetteer.districts(communes.district_code)
    written = {
        spelling: str(code)
        for code, name in zip(districts.district_code, districts.district, strict=True)
        for spelling in _spellings(name)
    }
    province = str(communes.province.iloc[0])
    bare = {key(without_prefix(name)) for name in (*districts.district, province)}
    whole = {key(name) for name in (*communes.commune, province)}
    names = sorted({*written, *bare, *whole}, key=lambda name: (-len(name), name))
    pattern = "|".join(map(re.escape, names))
    index = index_province(gazetteer, province_code=province_code, edition=edition)
    return Province(
        districts,
        written,
        key(province),
        re.compile(rf"(?<= )(?:{pattern})(?= )"),
        frozenset(unit.name.core for units in index.values() for unit in units.units),
    )


def _spellings(name: str) -> set[str]:
    """«Huyện Bảo Lạc», «H. Bảo Lạc»; «Thành phố Cao Bằng», «TP. Cao Bằng»."""
    kinds = vocabulary().rows["district_kinds"]
    full = key(name)
    rest = rest_after(full, kinds)
    short = {key("huyện"): "h", key("thành phố"): "tp", key("thị xã"): "tx"}
    kind = full.removesuffix(f" {rest}")
    return {full, f"{short[kind]} {rest}"} if kind in short else {full}
