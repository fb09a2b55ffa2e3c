"""Nothing or enough: what gifts with wishes by commune give there, and gifts given in full only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from needs.allocation.model.gifts import NO_LIMIT, Gift
from needs.allocation.model.lines import Lines, Payments
from needs.allocation.model.model import Flags, Whole, summed
from needs.allocation.model.routes import Offers


@dataclass(frozen=True)
class Switches:
    """The switches of a model (see `Model`)."""

    matrix: sparse.csc_array
    least: Whole
    most: Whole
    on: Flags
    group: Whole
    group_most: Whole


class Visits:
    """Every gift with wishes by commune × every commune where it could give.

    A switch is needed where a gift would rather give nothing than little (its least per commune
    is more than a package), or where it may visit only some of the communes that it could.
    Elsewhere a row for the most per commune says all.

    Parameters
    ----------
    offers
        The routes.
    paid
        What routes take of gifts.
    """

    def __init__(self, offers: Offers, paid: Payments) -> None:
        self._offers = offers
        gifts = offers.gifts
        least, most, left, visits = (
            np.array(values, dtype=np.int64)
            for values in (
                [gift.least for gift in gifts],
                [gift.most for gift in gifts],
                [gift.left for gift in gifts],
                [gift.communes_left for gift in gifts],
            )
        )
        asks = (least > 1) | (most < NO_LIMIT) | (visits < NO_LIMIT)
        entry = np.flatnonzero(asks[paid.gift])
        self._route, self._takes = paid.route[entry], paid.takes[entry]
        places = len(offers.commune_codes)
        key = paid.gift[entry] * places + offers.commune[offers.routes.cell[self._route]]
        keys, self._line = np.unique(key, return_inverse=True)
        self._gift, self._commune = keys // max(places, 1), keys % max(places, 1)
        held, visited = _held(offers, keys)
        smallest = np.full(len(keys), NO_LIMIT, dtype=np.int64)
        np.minimum.at(smallest, self._line, self._takes)
        able = summed(self._line, self._takes * offers.routes.most[self._route], len(keys))
        self._least = np.maximum(least[self._gift] - held, smallest)
        self._most = np.minimum(np.minimum(most[self._gift] - held, left[self._gift]), able)
        self._visited = visited
        candidates = np.bincount(self._gift[~visited], minlength=len(gifts))
        self._grouped = ~visited & (candidates > visits)[self._gift]
        self._visits = visits
        self._switched = self._grouped | (self._least > smallest)
        self._bounded = (most[self._gift] < NO_LIMIT) & (self._most < able)

    def rows(self) -> tuple[sparse.csc_array, Whole, list[str]]:
        """Return the rows of the most per commune where no switch holds it: lines, most, names."""
        chosen = np.flatnonzero(self._bounded & ~self._switched)
        lines = Lines()
        self._add(lines, chosen)
        names = [
            f"{self._offers.gifts[gift].gift_id} → {self._offers.commune_codes[commune]}"
            for gift, commune in zip(self._gift[chosen], self._commune[chosen], strict=True)
        ]
        return lines.matrix(len(self._offers.routes.cell)), self._most[chosen], names

    def add_switches(self, lines: Lines) -> tuple[Whole, Whole, Flags, Whole, Whole]:
        """Add the switches to `lines`; return least, most, on, group, and the groups' most."""
        chosen = np.flatnonzero(self._switched)
        self._add(lines, chosen)
        groups = np.unique(self._gift[self._grouped])
        group = np.searchsorted(groups, self._gift[chosen])
        group = np.where(self._grouped[chosen], group, -1)
        least, most = self._least[chosen], self._most[chosen]
        return least, most, self._visited[chosen], group, self._visits[groups]

    def _add(self, lines: Lines, chosen: Whole) -> None:
        number = np.full(len(self._gift), -1, dtype=np.int64)
        number[chosen] = np.arange(len(chosen))
        entry = np.flatnonzero(number[self._line] >= 0)
        lines.add(number[self._line[entry]], self._route[entry], self._takes[entry], len(chosen))


def switches_of(offers: Offers, paid: Payments, visits: Visits) -> Switches:
    """Return all switches: those of communes, then those of gifts given in full or not at all.

    A gift of goods or a sponsorship is given in full if nothing is left; a gift of money, if less
    is left than the cheapest package that it admits. What is held already counts as given.
    """
    lines = Lines()
    least, most, on, group, group_most = visits.add_switches(lines)
    all_least, all_most, all_on = [least], [most], [on]
    for gift in offers.gifts:
        entry: Whole = np.flatnonzero((paid.gift == gift.row) & gift.whole)
        if not len(entry):
            continue
        takes = paid.takes[entry]
        enough = gift.left - _slack(gift, offers)
        if enough <= takes.min():
            continue
        lines.add(np.zeros(len(entry), dtype=np.int64), paid.route[entry], takes, 1)
        all_least.append(np.array([enough], dtype=np.int64))
        all_most.append(np.array([gift.left], dtype=np.int64))
        all_on.append(np.array([bool(gift.held)]))
    full = len(all_least) - 1
    return Switches(
        matrix=lines.matrix(len(offers.routes.cell)),
        least=np.concatenate(all_least),
        most=np.concatenate(all_most),
        on=np.concatenate(all_on),
        group=np.concatenate([group, np.full(full, -1, dtype=np.int64)]).astype(np.int64),
        group_most=group_most,
    )


def _slack(gift: Gift, offers: Offers) -> int:
    """Return what may be left of a gift that counts as given in full."""
    return max(offers.cheapest[gift.row] - 1, 0) if gift.funding == "cash" else 0


def _held(offers: Offers, keys: Whole) -> tuple[Whole, Flags]:
    """Return, per gift × commune, what is held there, and whether anything is."""
    held, visited = np.zeros(len(keys), dtype=np.int64), np.zeros(len(keys), dtype=bool)
    number = {code: place for place, code in enumerate(offers.commune_codes)}
    for gift in offers.gifts:
        for code, taken in gift.held.items():
            key = gift.row * len(number) + number.get(code, -1)
            at = int(np.searchsorted(keys, key))
            if code in number and at < len(keys) and keys[at] == key:
                held[at], visited[at] = taken, True
    return held, visited
