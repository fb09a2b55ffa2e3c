"""Worlds made of single children, for which the intervals have to hold.

What is known of a province (`Known`) is plain numbers. A world draws what is not known, as the
ranges say, and then counts: every child is one entry of an array, every scheme and donor a set of
children, and who is covered is counted, not computed. Nothing here uses the engine's code.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

BAND_YEARS = np.array([5, 6, 4])
OUTSIDE_YEARS = 1
AGES = (0.9, 1.0, 1.15)
RESIDENTS = (0.8, 1.0, 1.2)
CATEGORIES = {"meals": (1, 2), "books": (0, 1, 2)}
CENSUS = np.array([0, 0, 0, 1, 1])
COMMUNES = len(CENSUS)
TOLD_CHILDREN, VILLAGES = 2, 4  # which commune told its children, in which only villages count


@dataclass
class Known:
    """What a planner knows of one province; triples are low, value and high."""

    dice: np.random.Generator
    residents: np.ndarray = field(init=False)
    share_of_children: tuple = field(init=False)
    told_children: int = field(init=False)
    in_villages: tuple = (0.4, 0.5, 0.7)
    eligible: tuple = field(init=False)
    rate: np.ndarray = field(init=False)
    rate_error: float = 0.03
    target: tuple = (0.85, 0.9, 1.0)
    boarding: tuple = (0.25, 0.4, 0.5)
    poor: tuple = (0.1, 0.2, 0.25)
    donors: dict = field(init=False)
    price: dict = field(init=False)
    distance_km: np.ndarray = field(init=False)
    delivery: tuple = (0.02, 0.05, 0.12)

    def __post_init__(self):
        dice = self.dice
        self.residents = dice.integers(4_000, 9_000, COMMUNES).astype(float)
        middle = dice.uniform(0.28, 0.32)
        self.share_of_children = (middle - 0.03, middle, middle + 0.05)
        self.told_children = int(self.residents[TOLD_CHILDREN] * dice.uniform(0.27, 0.33))
        middle = dice.uniform(0.4, 0.5)
        self.eligible = (middle - 0.1, middle, middle + 0.2)
        self.rate = dice.uniform(0.3, 0.5, COMMUNES)
        self.donors = {}
        for name in CATEGORIES:
            middle = dice.integers(40, 120, COMMUNES).astype(float)
            self.donors[name] = (np.round(0.7 * middle), middle, np.round(1.2 * middle))
        self.price = {"meals": (80_000, 100_000, 170_000), "books": (250_000, 300_000, 330_000)}
        self.distance_km = dice.uniform(5, 120, COMMUNES)


def world(known: Known, dice: np.random.Generator) -> dict:
    """Draw one world; return eligible, gap (children of each commune) and the gap's cost."""

    def truth(figure, size=None):
        return np.interp(dice.random(size), [0, 0.5, 1], figure)

    residents = known.residents * balanced(
        truth(RESIDENTS, COMMUNES), known.residents, CENSUS, RESIDENTS
    )
    children = np.round(residents * truth(known.share_of_children)).astype(int)
    children[TOLD_CHILDREN] = known.told_children
    by_band = np.array([ages_of(count, truth, dice) for count in children])
    by_band[VILLAGES] = np.round(by_band[VILLAGES] * truth(known.in_villages)).astype(int)

    shares = {
        "meals": np.full(COMMUNES, truth(known.eligible)),
        "books": np.clip(dice.normal(known.rate, known.rate_error), 0, 1),
    }
    boarding, poor = truth(known.boarding), truth(known.poor, COMMUNES)
    delivery = 1 + truth(known.delivery) * known.distance_km / 100
    result = {"cost": 0.0}
    for name, bands in CATEGORIES.items():
        target, price = truth(known.target), round(float(truth(known.price[name])))
        eligible, gap = np.zeros(COMMUNES), np.zeros(COMMUNES)
        for commune in range(COMMUNES):
            band_of = np.repeat(
                bands, np.round(by_band[commune, list(bands)] * shares[name][commune]).astype(int)
            )
            served = np.zeros(len(band_of), dtype=bool)
            for band in bands:
                here = np.flatnonzero(band_of == band)
                served[some_of(here, boarding, dice)] = True
                if band == 1:
                    served[some_of(here, poor[commune], dice)] = True
            donors = np.interp(
                dice.random(), [0, 0.5, 1], [end[commune] for end in known.donors[name]]
            )
            covered = served | given_by(round(float(donors)), served, dice)
            eligible[commune] = len(band_of)
            gap[commune] = max(0.0, target * len(band_of) - covered.sum())
        result["cost"] += float((gap * price * delivery).sum())
        result[name, "eligible"], result[name, "gap"] = eligible, gap
    return result


def balanced(factors, weights, groups, figure):
    """Deviations that leave each group's sum as it is; all smaller where one goes too far."""
    result = factors.copy()
    for group in np.unique(groups):
        here = groups == group
        away = factors[here] - np.average(factors[here], weights=weights[here])
        while (1 + away).max() > figure[2] or (1 + away).min() < figure[0]:
            too_far = max((1 + away).max() - figure[2], figure[0] - (1 + away).min())
            if too_far < 1e-9:
                break
            room = min(
                (figure[2] - 1) / away.max() if away.max() > 0 else 1,
                (1 - figure[0]) / -away.min() if away.min() < 0 else 1,
            )
            away = away * room
        result[here] = 1 + away
    return result


def ages_of(count, truth, dice):
    """Give every child an age band (or none), by the true age structure; count each band."""
    years = np.append(BAND_YEARS, OUTSIDE_YEARS)
    factors = balanced(truth(AGES, 4), years, np.zeros(4, dtype=int), AGES)
    ends = np.round(np.cumsum(years * factors) / 16 * count).astype(int)
    return np.diff(ends, prepend=0)[:3]


def some_of(children, share, dice):
    """Choose a share of the children at random."""
    return dice.permutation(children)[: round(float(share) * len(children))]


def given_by(count, served, dice):
    """Choose the donors' children: how many of them the State serves too is as likely as told."""
    everybody, by_state = len(served), int(served.sum())
    count = min(count, everybody)
    fewest, most = max(by_state, count), min(everybody, by_state + count)
    apart = by_state + count - by_state * count / everybody
    union = round(float(np.interp(dice.random(), [0, 0.5, 1], [fewest, apart, most])))
    inside, outside = dice.permutation(np.flatnonzero(served)), np.flatnonzero(~served)
    given = np.zeros(everybody, dtype=bool)
    given[dice.permutation(outside)[: union - by_state]] = True
    given[inside[: count - (union - by_state)]] = True
    return given
