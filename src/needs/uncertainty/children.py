"""Draws of the children of each commune and age band, from residents and age shares."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from needs.people.children import YEARS_OF_CHILDHOOD
from needs.uncertainty.adding_up import CensusCentres, centre
from needs.uncertainty.arrays import FloatArray
from needs.uncertainty.inputs import VILLAGE_SHARE, CategoryInputs, ChainInputs
from needs.uncertainty.quantiles import range_draws, two_piece
from needs.uncertainty.streams import Draws


class People(NamedTuple):
    """Residents and children under 16 of each commune (communes × draws)."""

    residents: FloatArray
    children: FloatArray


def people_of(communes: ChainInputs, census: CensusCentres | None, draws: Draws) -> People:
    """Return residents, and residents × share of children; children as told where told.

    Parameters
    ----------
    communes
        Some communes.
    census
        Those of them that add up to a census.
    draws
        The draws.
    """
    codes = [str(code) for code in communes.commune_code]
    residents = communes.population[:, None]
    if communes.population_factor is not None:
        factor = range_draws(communes.population_factor, codes, draws)
        if census is not None:
            factor = census.applied(factor)
        residents = np.where(communes.population_estimated[:, None], residents * factor, residents)
    told = communes.children_exact[:, None]
    share = range_draws(communes.children_share, codes, draws)
    return People(residents, np.where(np.isnan(told), residents * share, told))


def band_children(communes: ChainInputs, people: People, draws: Draws) -> FloatArray:
    """Return the children of each commune by band.

    Parameters
    ----------
    communes
        Some communes.
    people
        From `people_of`, of the same communes.
    draws
        The draws.

    Returns
    -------
    ndarray
        Communes × bands × draws; NaN where neither residents nor children are known.
    """
    codes = [str(code) for code in communes.commune_code]
    return _by_band(communes, codes, people.children, draws)


def counted_share(communes: ChainInputs, category: CategoryInputs, draws: Draws) -> FloatArray:
    """Return the share of each commune's children whom a category counts (communes × draws).

    All of them, or those of the villages that count.
    """
    shares = communes.scope_share
    if category.whole is not None:
        shares = np.where(category.whole[:, None], 1.0, shares)
    if bool((shares == 1.0).all()):
        return np.ones((1, 1))
    low, value, high = shares.T[:, :, None]
    codes = [str(code) for code in communes.commune_code]
    u = draws.uniform(VILLAGE_SHARE, codes, needed=(high > low)[:, 0])
    return two_piece(u, low, value, high)


def _by_band(
    communes: ChainInputs, codes: list[str], children: FloatArray, draws: Draws
) -> FloatArray:
    """Divide children among bands: told bands are exact, the others share what is left of a total.

    The ages that no band holds stand beside the bands as one more part, so that the bands may
    together have more or fewer children than an even spread gives.
    """
    told = ~np.isnan(communes.band_exact)
    years = communes.band_years
    # Bands that overlap share children: nothing is left beside them, or of a told total.
    apart = years.sum() <= YEARS_OF_CHILDHOOD
    beside = np.full((len(codes), 1), max(YEARS_OF_CHILDHOOD - years.sum(), 0.0))
    open_years = np.hstack([np.where(told, 0.0, years), beside])

    left = communes.children_exact - np.where(told, communes.band_exact, 0.0).sum(axis=1)
    divided = ~np.isnan(communes.children_exact) & told.any(axis=1) & apart
    all_open = open_years.sum(axis=1)
    per_open_year = np.maximum(left, 0.0) / np.where(all_open > 0, all_open, 1.0)
    per_year = np.where(divided[:, None], per_open_year[:, None], children / YEARS_OF_CHILDHOOD)

    even = per_year[:, None, :] * years[:, None] * _age_factors(communes, codes, open_years, draws)
    return np.where(told[:, :, None], communes.band_exact[:, :, None], even)


def _age_factors(
    communes: ChainInputs, codes: list[str], open_years: FloatArray, draws: Draws
) -> FloatArray:
    """Return by what each band differs from an even spread: weighted mean 1 over what is open."""
    spread = communes.age_spread
    bands = len(communes.band_years)
    parts = [range_draws(spread, codes, draws, part=str(part)) for part in range(bands + 1)]
    factors = np.stack(parts, axis=1)
    centres = centre(factors, open_years[:, :, None], low=spread.low, high=spread.high, axis=1)
    return centres.applied(factors)[:, :bands]
