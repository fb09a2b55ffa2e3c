"""Need of each commune, category and age band: which communes, how much, at what cost."""

from __future__ import annotations

import pandas as pd

from needs.need.circle import Circle
from needs.need.cost import with_cost
from needs.need.delivery import delivered_prices
from needs.need.eligible import eligible_children
from needs.need.scope import (
    children_in_scope,
    communes_in_scope,
    scope_unknown,
    village_sources,
)
from needs.need.told import with_told_eligible
from needs.need.told_groups import TOLD_RANGE, with_told_groups
from needs.people import Assumptions, age_range
from needs.programmes import Programme


def assess_need(
    programme: Programme,
    communes: pd.DataFrame,
    by_age: pd.DataFrame,
    assumptions: Assumptions,
    *,
    told: pd.DataFrame | None = None,
    rates: pd.DataFrame | None = None,
    attributes: pd.DataFrame | None = None,
    circle: Circle | None = None,
) -> pd.DataFrame:
    """Return the need of the programme's communes (table `need`).

    Parameters
    ----------
    programme
        The profile.
    communes
        Listed communes: commune_code, commune, district_code, district, zone,
        population_figures (the assumptions that their residents rest on, if any), distance_km,
        and village_share with its ends (children in specially disadvantaged villages).
    by_age
        From `children_by_age`.
    assumptions
        The named assumptions.
    told
        What communes returned: commune_code, field, value (children), source (file and cell). Not
        used where nobody knows whether the commune is eligible.
    rates
        Table `rates`, for categories whose children are counted by a rate.
    attributes
        What is known of communes (`areas.read_attributes`): it adds to the way there.
    circle
        Children in special circumstances, where the programme is for them.

    Returns
    -------
    DataFrame
        One row for each commune in the category's scope, category and age band, with the
        range of the price (price_low_vnd, price_high_vnd) beside the table's columns, and
        told_range (the children lie between bounds that told groups give). A commune whose
        children are not known, or of which no list says whether it is eligible, stays in the
        table, with missing figures.
    """
    if told is not None:
        unknown = communes.commune_code[scope_unknown(programme, communes)]
        told = told[~told.commune_code.isin(unknown)]
    groups = [group.id for group in programme.beneficiaries.groups]
    columns = ["commune_code", "commune", "district_code", "district", "zone"]
    prices = delivered_prices(programme, communes, attributes)
    frames = []
    for category in programme.categories:
        scope = communes_in_scope(programme, category, communes)
        years = sum(programme.band(name).years for name in category.age_bands)
        children = children_in_scope(by_age, scope)
        eligible = eligible_children(
            children,
            category,
            age_range(years, assumptions),
            rates=rates,
            circle=circle,
        )
        eligible["sources"] = village_sources(eligible, scope)
        eligible[TOLD_RANGE] = False
        if told is not None:
            if groups:
                eligible = with_told_groups(eligible, told, category, groups, children)
            eligible = with_told_eligible(eligible, told, category)
        eligible["eligible_basis"] = eligible.basis
        rows = with_cost(eligible, category, prices)
        place = scope[[*columns, "population_figures", "scope_share"]]
        frames.append(place.merge(rows, on="commune_code", validate="one_to_many"))
    need = pd.concat(frames, ignore_index=True)
    of_people = need.population_figures.fillna("").map(lambda names: f"{names}; " if names else "")
    need["sources"] = of_people.where(need.from_residents, "") + need.sources
    # Where nothing is known there is nothing weaker to rest on than an assumption.
    need["basis"] = need.basis.fillna("assumption")
    return need.drop(columns="from_residents")
