"""How much of a change each cause made: shares that add up, whichever cause is looked at first.

The change of a cell's figure is divided among its causes as by Shapley (1953, «A value for n-person
games»), which for products is the decomposition of Das Gupta (1993, «Standardization and
decomposition of rates», US Bureau of the Census, P23-186): the mean, over all orders in which the
causes may come in, of what each adds. Chain substitution («thay thế liên hoàn») is one such order;
its shares depend on which. A cause that did not change has no share.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from math import factorial

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
#: For each cause, which year's value it takes (0 before, 1 after) → the figure of every cell.
Figure = Callable[[Mapping[str, int]], Whole]


def shares_of_change(figure: Figure, causes: Sequence[str]) -> dict[str, Whole]:
    """Divide figure(all after) − figure(all before) among the causes, in whole numbers.

    Parameters
    ----------
    figure
        The figure of every cell, whole, with some causes as they were and some as they are.
    causes
        Their names, in the order in which a unit that cannot be divided goes to the first.

    Returns
    -------
    dict
        cause → its share in each cell; in each cell they add up to the change exactly.
    """
    count = len(causes)
    values = {
        chosen: figure({name: int(name in chosen) for name in causes})
        for size in range(count + 1)
        for chosen in map(frozenset, combinations(causes, size))
    }
    # Multiplied by n!, every mean over the orders is a whole number.
    sums = {name: np.zeros_like(values[frozenset()]) for name in causes}
    for chosen, before in values.items():
        if len(chosen) == count:
            continue
        orders = factorial(len(chosen)) * factorial(count - len(chosen) - 1)
        for name in causes:
            if name not in chosen:
                sums[name] = sums[name] + orders * (values[chosen | {name}] - before)
    return _in_whole_numbers(sums, factorial(count))


def _in_whole_numbers(sums: dict[str, Whole], divisor: int) -> dict[str, Whole]:
    """Divide and round so that the sum stays: the largest remainders are rounded up."""
    names = list(sums)
    stacked = np.stack([sums[name] for name in names])
    parts, rests = np.divmod(stacked, divisor)
    left = rests.sum(axis=0) // divisor
    # The first of equal remainders comes first: a stable sort of the negative ones.
    place = np.argsort(np.argsort(-rests, axis=0, kind="stable"), axis=0, kind="stable")
    rounded = parts + (place < left)
    return dict(zip(names, rounded, strict=True))
