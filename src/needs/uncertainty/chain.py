"""Need, cover and gap of one category in each draw, commune by commune."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from needs.uncertainty.arrays import BoolArray, FloatArray
from needs.uncertainty.children import counted_share
from needs.uncertainty.inputs import CategoryInputs, ChainInputs, Range, StateShare
from needs.uncertainty.quantiles import range_draws, rate_draws, two_piece
from needs.uncertainty.streams import PROVINCE, Draws


class CategoryDraws(NamedTuple):
    """What one category comes to: communes × draws (length 1 where nothing varies).

    Children, and VND for the two costs; `share_by_band` is the eligible part of each band's
    children, `counted` the part of them whom the category counts, for counting children who need
    several things once.
    """

    eligible: FloatArray
    need_cost: FloatArray
    target: FloatArray
    state: FloatArray
    covered: FloatArray
    gap: FloatArray
    gap_cost: FloatArray
    share_by_band: dict[int, FloatArray]
    counted: FloatArray

    def measures(self) -> dict[str, FloatArray]:
        """Return the draws by measure of table `intervals`."""
        return {
            "children_eligible": self.eligible,
            "need_cost_vnd": self.need_cost,
            "children_target": self.target,
            "state_children": self.state,
            "covered_children": self.covered,
            "gap_children": self.gap,
            "gap_cost_vnd": self.gap_cost,
        }


def category_draws(
    communes: ChainInputs,
    category: CategoryInputs,
    children: FloatArray,
    draws: Draws,
    scale: FloatArray | None = None,
) -> CategoryDraws:
    """Return the draws of one category for some communes.

    Parameters
    ----------
    communes, category
        Some communes, and one of their categories.
    children
        From `band_children`: communes × bands × draws.
    draws
        The draws.
    scale
        From `circle_scale`, where shares are brought to an official total.
    """
    codes = [str(code) for code in communes.commune_code]
    counted = counted_share(communes, category, draws)
    # A rate that communes measured is brought to no total.
    scaled = counted if scale is None or category.rate is not None else counted * scale
    by_band, shares = _eligible(communes, category, codes, children, scaled, draws)
    eligible = _total(by_band.values())
    state = _total(
        of_band * _state_share(category.state, band, codes, draws)
        for band, of_band in by_band.items()
    )
    if category.state_exact is not None:
        told = category.state_exact[:, None]
        state = np.where(np.isnan(told), state, np.minimum(told, eligible))
    covered = _covered(communes, category, codes, eligible, state, draws)
    if category.counted_once is not None:
        once = category.counted_once[:, None]
        donors = np.minimum(category.donors_point[:, None], eligible)
        covered = np.where(once, donors, covered)
        state = np.where(once, np.minimum(state, donors), state)
    target = range_draws(category.target, codes, draws) * eligible
    gap = np.maximum(target - covered, 0.0)
    child = category.units_per_child * _delivered_price(category, codes, draws)
    return CategoryDraws(
        eligible, eligible * child, target, state, covered, gap, gap * child, shares, counted
    )


def people_in_need(
    children: FloatArray,
    categories: Iterable[tuple[CategoryInputs, CategoryDraws]],
    circle: FloatArray | None = None,
) -> FloatArray:
    """Return the children who are eligible for at least one category (communes × draws).

    Inside an age band, needing one thing says nothing of needing another (independence). Where
    every category picks its children from a `circle` (a share of all children, communes × draws),
    that holds inside the circle.
    """
    several = list(categories)
    # Where only villages count, their children are all the children there are.
    there: dict[int, FloatArray] = {}
    for category, drawn in several:
        for band, share in drawn.share_by_band.items():
            counted = drawn.counted if circle is None else drawn.counted * circle
            part = np.where(category.in_scope[:, None], np.maximum(counted, share), 0.0)
            there[band] = np.maximum(there[band], part) if band in there else part
    spared: dict[int, FloatArray] = {}
    for category, drawn in several:
        for band, share in drawn.share_by_band.items():
            of_there = share / np.where(there[band] > 0, there[band], 1.0)
            without = 1.0 - np.where(category.in_scope[:, None], of_there, 0.0)
            spared[band] = spared[band] * without if band in spared else without
    # Where nobody of a band is in need, it does not matter how many there are.
    return _total(
        np.where(spared[band] == 1.0, 0.0, children[:, band] * there[band] * (1.0 - spared[band]))
        for band in sorted(spared)
    )


def _eligible(
    communes: ChainInputs,
    category: CategoryInputs,
    codes: list[str],
    children: FloatArray,
    counted: FloatArray,
    draws: Draws,
) -> tuple[dict[int, FloatArray], dict[int, FloatArray]]:
    """Return the eligible children of each band, and their share of the band's children."""
    if category.rate is None or category.rate_sd is None:
        share = range_draws(category.share, codes, draws)
    else:
        share = rate_draws(category.rate, category.rate_sd, category.rate_figure, codes, draws)
    share = share * counted
    of_groups = _of_groups(communes, category, codes, draws)
    by_band, shares = {}, {}
    for band in category.bands:
        exact, all_children = category.eligible_exact[:, band, None], children[:, band]
        if of_groups is not None:
            exact = np.where(np.isnan(exact), of_groups[:, band], exact)
        told = ~np.isnan(exact)
        by_band[band] = np.where(told, exact, all_children * share)
        shares[band] = share
        if told.any():
            of_told = exact / np.where(all_children > 0, all_children, np.maximum(exact, 1.0))
            shares[band] = np.where(told, np.minimum(of_told, 1.0), share)
    return by_band, shares


def _of_groups(
    communes: ChainInputs, category: CategoryInputs, codes: list[str], draws: Draws
) -> FloatArray | None:
    """Return the children of told groups, each once (communes × bands × draws); NaN not told.

    How far the groups overlap is one figure for all bands of a commune.
    """
    between = category.eligible_between
    if between is None:
        return None
    low, middle, high = (between[:, :, end, None] for end in range(3))
    unsure = np.any(between[:, :, 2] > between[:, :, 0], axis=1)
    place = _place(communes.overlap, codes, draws, part=f"{category.id}.groups", needed=unsure)
    return two_piece(place[:, None, :], low, middle, high)


def _state_share(
    state: Iterable[StateShare], band: int, codes: list[str], draws: Draws
) -> FloatArray:
    """Return the share of a band whom at least one State scheme serves: 1 − Π(1 − s)."""
    missed = np.ones((1, 1))
    for scheme in state:
        if band in scheme.bands:
            share = scheme.applies[:, None]
            for factor in scheme.factors:
                share = share * range_draws(factor, codes, draws)
            missed = missed * (1.0 - np.clip(share, 0.0, 1.0))
    return np.asarray(1.0 - missed)


def _covered(
    communes: ChainInputs,
    category: CategoryInputs,
    codes: list[str],
    eligible: FloatArray,
    state: FloatArray,
    draws: Draws,
) -> FloatArray:
    """Return the children whom the State or donors cover: how far the two overlap is drawn."""
    ends = (category.donors_low, category.donors_point, category.donors_high)
    any_donor = ~(category.donors_high <= 0)
    overlap, name = communes.overlap, category.id
    unsure = category.donors_high > category.donors_low
    given = _place(overlap, codes, draws, part=f"{name}.donors", needed=unsure)
    donors = np.minimum(two_piece(given, *(end[:, None] for end in ends)), eligible)
    fewest = np.maximum(state, donors)
    both = state + donors
    most = np.minimum(eligible, both)
    independent = both - state * donors / np.where(eligible > 0, eligible, 1.0)
    place = _place(overlap, codes, draws, part=f"{name}.state", needed=any_donor)
    return two_piece(place, fewest, np.clip(independent, fewest, most), most)


def _place(
    overlap: Range, codes: list[str], draws: Draws, *, part: str, needed: BoolArray
) -> FloatArray:
    """Return where between fewest (0) and most (1) the covered children lie."""
    if overlap.varies == "commune":
        u = draws.uniform(overlap.figure, codes, part=part, needed=needed)
    else:
        u = draws.uniform(overlap.figure, PROVINCE, part=part)
    return two_piece(u, overlap.low, overlap.value, overlap.high)


def _delivered_price(category: CategoryInputs, codes: list[str], draws: Draws) -> FloatArray:
    """Return the price of a unit in the commune: price × (1 + uplift + Σ delivery)."""
    added = range_draws(category.uplift, codes, draws)
    for figure, multiplier in category.delivery:
        added = added + range_draws(figure, codes, draws) * multiplier[:, None]
    return np.asarray(range_draws(category.price, codes, draws) * (1.0 + added))


def _total(parts: Iterable[FloatArray]) -> FloatArray:
    total = np.zeros((1, 1))
    for part in parts:
        total = total + part
    return total
