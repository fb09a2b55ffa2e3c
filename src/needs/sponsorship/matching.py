"""Who sponsors whom: the most urgent first, then the sponsors' wishes; proven best.

Each child and purpose has one sponsor at most, each sponsor so many children. The sets of needs
that can be served together are the independent sets of a transversal matroid; in a matroid a set of
greatest weight is, for any weights that fall with urgency, also the best in the order of urgency:
no more urgent need is left out for a less urgent one (Edmonds 1971, doi 10.1007/BF01584082). So one
assignment problem with whole-number weights settles both aims, urgency above wishes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from needs.programmes.sponsorship import Sponsorship
from needs.sponsorship.fitting import WISHES, Fit, OpenNeed, fit
from needs.sponsorship.offers import Offer

#: Whole numbers above this are no longer exact in the solver.
_EXACT = 2**53


@dataclass(frozen=True)
class Pair:
    """A child's need and the offer that serves it."""

    need: OpenNeed
    offer: Offer
    fit: Fit


@dataclass(frozen=True)
class Matching:
    """Who sponsors whom.

    `blocked` maps each need that stays open to the reasons of all offers: reason → how many
    offers; empty: an offer would fit, but its places went to needs at least as urgent. `unused`
    maps each offer with places left to their number.
    """

    pairs: tuple[Pair, ...]
    blocked: dict[tuple[str, str], dict[str, int]]
    unused: dict[str, int]


def match(
    needs: Sequence[OpenNeed],
    offers: Sequence[Offer],
    rules: Sponsorship,
    *,
    first_month: str,
) -> Matching:
    """Return the best way to give sponsors to children; the same whatever the order of rows.

    Parameters
    ----------
    needs
        Open needs of children who may be matched.
    offers
        Offers with the places that are still free.
    rules
        The profile's rules.
    first_month
        The month from which they would sponsor, «2026-03».

    Returns
    -------
    Matching
        Of all ways, one that serves the most urgent needs; of those, one that leaves the fewest
        wishes open. Which of several equals is settled by ids, which are random.
    """
    wanted = sorted(needs, key=lambda one: one.key)
    given = sorted((one for one in offers if one.children > 0), key=lambda one: one.gift_id)
    fits = {
        (row, column): fit(need, offer, rules, first_month=first_month)
        for row, need in enumerate(wanted)
        for column, offer in enumerate(given)
    }
    weights = _weights(wanted, given, fits)
    pairs = [
        Pair(wanted[row], given[column], fits[row, column])
        for row, column in _assigned(weights, [one.children for one in given])
    ]
    served = {pair.need.key for pair in pairs}
    blocked: dict[tuple[str, str], dict[str, int]] = {}
    for row, need in enumerate(wanted):
        if need.key in served:
            continue
        own = [fits[row, column] for column in range(len(given))]
        reasons: dict[str, int] = {}
        if all(one.blocked for one in own):
            for one in own:
                for reason in one.blocked:
                    reasons[reason] = reasons.get(reason, 0) + 1
            reasons = reasons or {"no_offers": 0}
        blocked[need.key] = reasons
    unused = {one.gift_id: one.children for one in given}
    for pair in pairs:
        unused[pair.offer.gift_id] -= 1
    return Matching(
        tuple(sorted(pairs, key=lambda pair: (-pair.need.points, pair.need.key))),
        blocked,
        {gift_id: left for gift_id, left in unused.items() if left},
    )


def _weights(
    needs: Sequence[OpenNeed], offers: Sequence[Offer], fits: dict[tuple[int, int], Fit]
) -> np.ndarray:
    """Return a weight for each need and offer; 0 where the offer cannot serve the need."""
    classes = sorted({one.points for one in needs})
    rank = {points: place for place, points in enumerate(classes, start=1)}
    most = min(len(needs), sum(one.children for one in offers))
    # All wishes of all pairs together stay below one step of urgency.
    step = 1 + most * len(WISHES)
    if most * step * (len(classes) + 1) >= _EXACT:
        raise OverflowError("too many needs for exact weights")
    weights = np.zeros((len(needs), len(offers)))
    for (row, column), one in fits.items():
        if not one.blocked:
            met = len(WISHES) - len(one.unmet)
            weights[row, column] = step * rank[needs[row].points] + met
    return weights


def _assigned(weights: np.ndarray, places: Sequence[int]) -> list[tuple[int, int]]:
    """Return (need, offer) of a matching of greatest weight in which each offer has its places."""
    kept = _worth_looking_at(weights, sum(places))
    columns = np.repeat(np.arange(len(places)), places)
    # More places than needs to choose from are never used.
    if not len(kept) or not len(columns):
        return []
    table = weights[kept][:, columns]
    rows, slots = linear_sum_assignment(table, maximize=True)
    return [
        (int(kept[row]), int(columns[slot]))
        for row, slot in zip(rows, slots, strict=True)
        if table[row, slot] > 0
    ]


def _worth_looking_at(weights: np.ndarray, places: int) -> np.ndarray:
    """Return the needs that some best matching may serve, in their order.

    An offer never has to go beyond its `places` best needs (all places together): one of them would
    be free, and taking it instead loses nothing.
    """
    kept: set[int] = set()
    for column in range(weights.shape[1]):
        best = np.argsort(-weights[:, column], kind="stable")[:places]
        kept.update(int(row) for row in best if weights[row, column] > 0)
    return np.array(sorted(kept), dtype=int)
