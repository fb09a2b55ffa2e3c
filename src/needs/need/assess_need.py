"""Need of each commune, category and age band: which communes, how much, at what cost."""

from __future__ import annotations

import pandas as pd

from needs.need.cost import with_cost
from needs.need.eligible import eligible_children
from needs.people import Assumptions, age_range
from needs.programmes import Category, Programme


def zones_in_scope(programme: Programme, category: Category) -> list[str]:
    """Return the zones whose children are the denominator of the category's target."""
    beneficiaries = programme.beneficiaries
    if category.target.denominator == "area":
        return list(beneficiaries.area_zones)
    return list(beneficiaries.specially_disadvantaged_zones)


def assess_need(
    programme: Programme, communes: pd.DataFrame, by_age: pd.DataFrame, assumptions: Assumptions
) -> pd.DataFrame:
    """Return the need of the programme's communes (table `need`).

    Parameters
    ----------
    programme
        The profile.
    communes
        Listed communes: commune_code, commune, district_code, district, zone, and
        population_figures (the assumptions that their residents rest on, if any).
    by_age
        From `children_by_age`.
    assumptions
        The named assumptions.

    Returns
    -------
    DataFrame
        One row for each commune in the category's scope, category and age band. A commune
        whose children are not known stays in the table, with missing figures.
    """
    columns = ["commune_code", "commune", "district_code", "district", "zone"]
    place = communes[[*columns, "population_figures"]]
    frames = []
    for category in programme.categories:
        scope = place[place.zone.isin(zones_in_scope(programme, category))]
        years = sum(programme.band(name).years for name in category.age_bands)
        eligible = eligible_children(by_age, category, age_range(years, assumptions))
        rows = with_cost(eligible, category)
        frames.append(scope.merge(rows, on="commune_code", validate="one_to_many"))
    need = pd.concat(frames, ignore_index=True)
    of_people = need.population_figures.fillna("").map(lambda names: f"{names}; " if names else "")
    need["sources"] = of_people + need.sources
    # Where nothing is known there is nothing weaker to rest on than an assumption.
    need["basis"] = need.basis.fillna("assumption")
    return need
