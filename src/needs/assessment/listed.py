"""The communes of a programme: places, zones and people joined in one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from needs.areas import (
    AreaList,
    Villages,
    awaited_list_checks,
    check_against_totals,
    communes_of_programme,
    list_of_programme,
    read_villages,
    village_shares,
)
from needs.areas.villages import SPREAD
from needs.assessment.circumstances import circumstances_checks, special_circle
from needs.need import Circle
from needs.people import (
    Assumptions,
    census_groups,
    check_population_totals,
    children_under_16,
    read_assumptions,
    read_district_census,
    read_registered,
    residents,
    with_told_children,
    with_told_residents,
)
from needs.places import Gazetteer, load_gazetteer
from needs.places.distance import distance_from
from needs.programmes import AgeBand, Programme


@dataclass(frozen=True)
class ListedCommunes:
    """The communes of a programme and what is known of them.

    Attributes
    ----------
    communes
        Table `communes`: every commune in the official list, whatever its zone. Where there is no
        list, every commune of the programme, its zone and eligibility missing.
    districts
        Their (former) districts: district_code, district, district_aliases.
    area
        The list and its decision; none where nobody has loaded one, or where children count by
        their circumstances.
    checks
        Table `checks`: the lists against the official totals; what a list to come will be checked
        against; children in special circumstances against their official total.
    assumptions
        The named assumptions.
    villages
        The specially disadvantaged villages outside these zones; none where no list names any.
    province
        Every commune of the province, listed or not: commune_code, district_code, population and
        its range and basis, census_group (communes whose estimates add up to one census; −1:
        none).
    """

    communes: pd.DataFrame
    districts: pd.DataFrame
    area: AreaList | None
    checks: pd.DataFrame
    assumptions: Assumptions
    villages: Villages | None
    province: pd.DataFrame

    def with_told(self, told: pd.DataFrame, bands: Sequence[AgeBand]) -> ListedCommunes:
        """Return the same communes with residents and children as communes told them.

        Parameters
        ----------
        told
            commune_code, field, value, source (`returns.told`).
        bands
            The programme's age bands.
        """
        communes = with_told_residents(self.communes.set_index("commune_code"), told)
        children = children_under_16(communes, self.assumptions)
        communes[children.columns] = with_told_children(children, told, bands)
        told_communes = communes.reset_index()[self.communes.columns]
        return replace(
            self, communes=_with_villages(told_communes, self.area, self.villages, self.assumptions)
        )

    def circle(self, programme: Programme) -> Circle | None:
        """Return the children in special circumstances of the province, where these count."""
        return special_circle(programme, self.communes, self.province, self.assumptions)


def list_communes(
    programme: Programme, root: Path, gazetteer: Gazetteer | None = None
) -> ListedCommunes:
    """Join the list that holds on the programme's reference date with places and people.

    Raises
    ------
    InputFaults
        If there are lists and none holds on that date, or it differs from the official totals; if
        the province has no district of a name in the profile.
    """
    gazetteer = gazetteer or load_gazetteer()
    area = list_of_programme(programme, root, gazetteer)
    inside = communes_of_programme(programme, gazetteer)
    assumptions = read_assumptions(root)
    registered = read_registered(root)
    places = gazetteer.communes(programme.province_code, programme.edition)
    census = read_district_census(root)
    people = residents(
        places,
        gazetteer=gazetteer,
        registered=registered,
        census=census,
        assumptions=assumptions,
    )
    province = places[["commune_code", "district_code"]].join(people, on="commune_code")
    province["census_group"] = census_groups(province, census)
    people = people.join(children_under_16(people, assumptions))
    communes = (
        with_zones(inside, area)
        .join(people, on="commune_code")
        .drop(columns=["unit_key", "province"])
    )
    checks = pd.concat(
        [
            circumstances_checks(
                programme, special_circle(programme, communes, province, assumptions)
            )
            if programme.beneficiaries.by_groups
            else _checks(programme, area, communes, root, gazetteer),
            check_population_totals(
                registered, root, provinces=gazetteer.provinces_today(places.unit_key)
            ),
        ],
        ignore_index=True,
    )
    if programme.centre is None:
        communes["distance_km"] = pd.Series(pd.NA, index=communes.index, dtype="Float64")
    else:
        distance = distance_from(places, programme.centre.commune_code)
        distance.index = pd.Index(places.commune_code)
        communes["distance_km"] = communes.commune_code.map(distance).astype("Float64")
    communes["programme"] = programme.id
    communes["area_list"] = pd.Series(
        pd.NA if area is None else area.name, index=communes.index, dtype="str"
    )
    zones = tuple(programme.beneficiaries.specially_disadvantaged_zones)
    served = communes.zone.isin(zones).astype("boolean")
    communes["specially_disadvantaged"] = served.mask(communes.zone.isna())
    villages = None if area is None else read_villages(area, zones=zones)
    return ListedCommunes(
        communes=_with_villages(communes, area, villages, assumptions),
        districts=gazetteer.districts(communes.district_code),
        area=area,
        checks=checks,
        assumptions=assumptions,
        villages=villages,
        province=province,
    )


def with_zones(places: pd.DataFrame, area: AreaList | None) -> pd.DataFrame:
    """Return the communes that are on the list, with their zone; without a list, all of them."""
    if area is None:
        return places.assign(zone=pd.Series(pd.NA, index=places.index, dtype="str"))
    return places.merge(area.communes[["commune_code", "zone"]], on="commune_code")


def _checks(
    programme: Programme,
    area: AreaList | None,
    communes: pd.DataFrame,
    root: Path,
    gazetteer: Gazetteer,
) -> pd.DataFrame:
    """Return the list, or what stands in its place, against official totals."""
    if area is None:
        return awaited_list_checks(programme, root, gazetteer)
    checks = check_against_totals(area, root)
    outside = len(area.communes) - len(communes)
    if not outside:
        return checks
    # Said, because the list as a whole agrees with its totals and the programme then has fewer.
    left_out = {
        "check": f"{area.list_id}: outside",
        "name": "số xã trong danh sách ngoài các huyện của chương trình",
        "name_en": "communes in the list outside the programme's districts",
        "expected": "chưa có số chính thức / no official figure",
        "found": str(outside),
        "status": "unchecked",
        "source": programme.districts[0].source,
    }
    return pd.concat([checks, pd.DataFrame([left_out])], ignore_index=True)


def _with_villages(
    communes: pd.DataFrame,
    area: AreaList | None,
    villages: Villages | None,
    assumptions: Assumptions,
) -> pd.DataFrame:
    """Add the share of each commune's children who live in specially disadvantaged villages."""
    if area is None:
        return communes.assign(
            **{
                name: pd.Series(pd.NA, index=communes.index, dtype="Float64")
                for name in ("village_share", "village_share_low", "village_share_high")
            },
            village_source=pd.Series(pd.NA, index=communes.index, dtype="str"),
        )
    zones = tuple(sorted(communes.loc[communes.specially_disadvantaged, "zone"].unique()))
    shares = village_shares(area, villages, communes, spread=assumptions[SPREAD], zones=zones)
    rest = communes.drop(columns=[name for name in shares.columns[1:] if name in communes])
    return rest.merge(shares, on="commune_code", how="left", validate="one_to_one")
