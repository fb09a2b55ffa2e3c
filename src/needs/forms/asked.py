"""Which communes a form asks about: those on the official list, in the scope of a block.

Where no list holds, and where children count by their circumstances, every commune of the
programme is asked about everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from needs.areas import communes_of_programme, list_of_programme
from needs.errors import NeedsError
from needs.forms.fields import CHILDREN, FACILITIES
from needs.places import Gazetteer, find_district, load_gazetteer
from needs.programmes import Programme
from needs.wording import collation_key


@dataclass(frozen=True)
class FormPlaces:
    """The places that the forms of a programme name.

    Attributes
    ----------
    communes
        Every commune of the programme: commune_code, commune, district_code, district, province,
        zone (missing where the official list does not hold it), in order of code.
    districts
        Their (former) districts: district_code, district, district_aliases.
    by_list
        Whether an official list says which communes are asked.
    """

    communes: pd.DataFrame
    districts: pd.DataFrame
    by_list: bool = True

    def asked(self, programme: Programme, block: str, district_code: str) -> pd.DataFrame:
        """Return the communes of a district that a block of its form asks about."""
        here = self.communes.district_code == district_code
        if not self.by_list:
            return self.communes[here]
        zones = _zones_asked(programme, block)
        return self.communes[here & self.communes.zone.isin(zones)]


def places_of(programme: Programme, root: Path, gazetteer: Gazetteer | None = None) -> FormPlaces:
    """Join the communes of the programme with the list that holds on the reference date.

    Raises
    ------
    InputFaults
        If there are lists, but not exactly one holds on that date, or it has faults itself.
    """
    gazetteer = gazetteer or load_gazetteer()
    area = list_of_programme(programme, root, gazetteer)
    places = communes_of_programme(programme, gazetteer)
    if area is None:
        communes = places.assign(zone=pd.Series(pd.NA, index=places.index, dtype="str"))
    else:
        zones = area.communes[["commune_code", "zone"]]
        communes = places.merge(zones, on="commune_code", how="left")
    columns = ["commune_code", "commune", "district_code", "district", "province", "zone"]
    return FormPlaces(
        communes=communes[columns],
        districts=gazetteer.districts(communes.district_code),
        by_list=area is not None,
    )


def districts_asked(
    programme: Programme, places: FormPlaces, named: list[str] | None = None
) -> dict[str, str]:
    """Return code → name of the districts that get a form, in order of code.

    Parameters
    ----------
    programme, places
        The profile and `places_of` it.
    named
        Districts that somebody named, in any spelling; all of them where none is named.

    Raises
    ------
    NotFound
        If nothing, or more than one district, bears a name; lists the valid ones.
    NeedsError
        If a district named, or the whole province, has no commune to ask about.
    """
    names = dict(zip(places.districts.district_code, places.districts.district, strict=True))
    # The block on children is asked of every commune that any block asks about.
    concerned = {code for code in names if len(places.asked(programme, CHILDREN, code))}
    wanted = {find_district(name, places.districts) for name in named} if named else concerned
    outside = sorted((names[code] for code in wanted - concerned), key=collation_key)
    if outside or not wanted:
        raise NeedsError(
            f"{programme.id}: không có xã nào thuộc phạm vi chương trình để hỏi ở "
            f"{'; '.join(outside) or 'tỉnh này'} / no commune in scope to ask about. "
            f"Có biểu / with a form: {'; '.join(names[code] for code in sorted(concerned))}"
        )
    return {code: names[code] for code in sorted(wanted)}


def district_heading(programme: Programme, district: str) -> str:
    """Return how a district is named in a form: «Huyện Bảo Lạc (cũ)» since 1/7/2025."""
    return district if programme.edition == "pre-2025" else f"{district} (cũ)"


def _zones_asked(programme: Programme, block: str) -> set[str]:
    """Return the zones of a category's scope; of any category for the block on children.

    Places are asked about where communes are specially disadvantaged.
    """
    if block == FACILITIES:
        return set(programme.beneficiaries.specially_disadvantaged_zones)
    categories = programme.categories if block == CHILDREN else [programme.category(block)]
    return {zone for category in categories for zone in programme.zones_in_scope(category)}
