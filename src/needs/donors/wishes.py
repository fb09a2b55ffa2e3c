"""What a donor wishes for, in words, found: categories, former districts, communes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from needs.donors.given import Doubt, doubt
from needs.errors import NotFound
from needs.places import Gazetteer, NameResolver, find_district
from needs.programmes import Category, Facility, Programme
from needs.reading.phrases import key

_CATEGORIES = ("categories", "without_categories")
_DISTRICTS = ("districts", "without_districts")
_COMMUNES = ("communes", "without_communes")


@dataclass
class Found:
    """What the words of one cell mean: ids in rising order, and what is to be said of it."""

    ids: tuple[str, ...] = ()
    doubts: list[Doubt] = field(default_factory=list)
    notes: list[Doubt] = field(default_factory=list)


class Wishes:
    """Finds what donors of one programme wish for.

    Parameters
    ----------
    programme
        Its categories and places.
    communes
        Communes that the programme lists: commune_code.
    districts
        district_code, district, district_aliases of the listed communes.
    gazetteer
        All places: a wish for a commune of the province that is not listed is no fault.
    """

    columns = (*_CATEGORIES, *_DISTRICTS, *_COMMUNES)

    def __init__(
        self,
        programme: Programme,
        communes: pd.DataFrame,
        districts: pd.DataFrame,
        gazetteer: Gazetteer,
    ) -> None:
        self._programme = programme
        self._listed = frozenset(map(str, communes.commune_code))
        self._districts = districts
        every = gazetteer.communes(programme.province_code, programme.edition)
        self._all_districts = gazetteer.districts(every.district_code)
        self._resolver = NameResolver(
            gazetteer, province_code=programme.province_code, edition=programme.edition
        )

    def find(self, column: str, words: Iterable[str]) -> Found:
        """Return the ids that the words of one cell mean."""
        found = Found()
        find = (
            self._wished_category
            if column in _CATEGORIES
            else self._district
            if column in _DISTRICTS
            else self._commune
        )
        ids = {one for word in words if (one := find(column, word, found)) is not None}
        found.ids = tuple(sorted(ids))
        return found

    def category(self, words: str, *, places: bool = True) -> str | None:
        """Return the category (or kind of place) of an id or name; none if there is none."""
        wanted = key(words)
        for one in self._kinds(places=places):
            if wanted in map(key, (one.id, one.name.vi, one.name.en, *one.also_called)):
                return one.id
        return None

    def category_names(self, *, places: bool = True) -> list[str]:
        """Return the categories (and kinds of places) by name."""
        return [one.name.vi for one in self._kinds(places=places)]

    def _kinds(self, *, places: bool) -> list[Category | Facility]:
        return [*self._programme.categories, *(self._programme.facilities if places else ())]

    def _wished_category(self, column: str, word: str, found: Found) -> str | None:
        category = self.category(word)
        if category is None:
            listed = "; ".join(self.category_names())
            found.doubts.append(doubt(column, "choice_unknown", found=word, choices=listed))
        return category

    def _district(self, column: str, word: str, found: Found) -> str | None:
        try:
            return find_district(word, self._districts)
        except NotFound:
            pass
        try:
            code = find_district(word, self._all_districts)
        except NotFound as error:
            listed = "; ".join(error.valid)
            found.doubts.append(doubt(column, "district_unknown", found=word, choices=listed))
            return None
        found.notes.append(doubt(column, "donor_district_not_listed", found=word))
        return code

    def _commune(self, column: str, word: str, found: Found) -> str | None:
        by_code = word.isdecimal()
        meant = self._resolver.resolve("" if by_code else word, code=word if by_code else "")
        if meant.outcome != "exact" or not meant.commune_code:
            near = "; ".join(
                f"{one.commune}, {one.district} ({one.commune_code})"
                for one in meant.candidates
                if one.edition == self._programme.edition
            )
            code = "donor_commune_unknown" if near else "donor_commune_nowhere"
            found.doubts.append(doubt(column, code, found=word, candidates=near))
            return None
        if meant.edition != self._programme.edition:
            found.doubts.append(doubt(column, "wish_other_edition", found=word))
            return None
        if meant.commune_code not in self._listed:
            found.notes.append(doubt(column, "donor_commune_not_listed", found=meant.commune))
        return meant.commune_code
