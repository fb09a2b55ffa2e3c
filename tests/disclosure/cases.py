"""Tables invented for the tests, and an attacker of their own: other solver, other formulation."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np
import pandas as pd
from hypothesis import strategies as st
from scipy.optimize import linprog

from needs.disclosure import Cells, Dimension, additive
from needs.programmes.disclosure import Disclosure

PLACES = Dimension("commune_code", (("district_code",),))
CATEGORIES = Dimension("category")
BANDS = Dimension("age_band")


def rules(threshold: int = 5, **more: object) -> Disclosure:
    told = {"kind": "assumption", "source": "thử / test", "complement": False}
    return Disclosure.model_validate(told | {"threshold": threshold} | more)


def line(*counts: int, column: str = "commune_code") -> pd.DataFrame:
    """Counts beside each other: c0, c1, …"""
    return pd.DataFrame({column: [f"c{n}" for n in range(len(counts))], "children": counts})


def grid(rows: Iterable[Iterable[int]]) -> pd.DataFrame:
    """Counts of communes (down) by category (across), two communes to a district."""
    return pd.DataFrame(
        [
            (f"c{down}", f"d{down // 2}", f"k{across}", count)
            for down, counts in enumerate(rows)
            for across, count in enumerate(counts)
        ],
        columns=["commune_code", "district_code", "category", "children"],
    )


def cells_of_grid(frame: pd.DataFrame, **more: object) -> Cells:
    return additive(frame, [PLACES, CATEGORIES], value="children", **more)


def cells_of_line(frame: pd.DataFrame, **more: object) -> Cells:
    return additive(frame, [Dimension("commune_code")], value="children", **more)


class Reader:
    """Knows what is shown: interior point instead of simplex, another formulation, no scaling."""

    def __init__(self, cells: Cells, hidden: Collection[str]) -> None:
        frame = cells.frame
        self.place = {name: at for at, name in enumerate(frame.cell)}
        rows = {name: at for at, name in enumerate(cells.limits.relation)}
        lines = np.zeros((len(rows), len(frame)))
        for name, cell, factor in cells.terms.itertuples(index=False):
            lines[rows[name], self.place[cell]] += factor
        low, high = cells.limits.low.to_numpy(float), cells.limits.high.to_numpy(float)
        same = low == high
        under, over = ~same & np.isfinite(high), ~same & np.isfinite(low)
        less = np.vstack([lines[under], -lines[over]])
        self.system = {
            "A_eq": lines[same] if same.any() else None,
            "b_eq": low[same] if same.any() else None,
            "A_ub": less if len(less) else None,
            "b_ub": np.concatenate([high[under], -low[over]]) if len(less) else None,
            "bounds": [
                (row.low, None if np.isinf(row.high) else row.high)
                if row.cell in hidden or not row.printed
                else (row.value, row.value)
                for row in frame.itertuples()
            ],
        }

    def range_of(self, cell: str) -> tuple[float, float]:
        """The least and the most a cell can be."""
        ends = []
        for sign in (1, -1):
            cost = np.zeros(len(self.place))
            cost[self.place[cell]] = sign
            found = linprog(cost, method="highs-ipm", **self.system)
            assert found.status in (0, 3), found.message
            ends.append(sign * found.fun if found.status == 0 else sign * -np.inf)
        return ends[0], ends[1]


@st.composite
def grids(draw: st.DrawFn, *, most_communes: int = 7, most_categories: int = 4) -> pd.DataFrame:
    communes = draw(st.integers(1, most_communes))
    categories = draw(st.integers(1, most_categories))
    # Many zeros and small counts: what makes tables hard.
    count = st.one_of(st.integers(0, 4), st.integers(0, 15), st.integers(10, 300))
    row = st.lists(count, min_size=categories, max_size=categories)
    return grid(draw(st.lists(row, min_size=communes, max_size=communes)))


@st.composite
def linked_pairs(draw: st.DrawFn) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Children by commune and category, and by category and age band: the same children."""
    count = st.one_of(st.integers(0, 4), st.integers(0, 12), st.integers(10, 100))
    shape = draw(st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(1, 3)))
    counts = draw(st.lists(count, min_size=int(np.prod(shape)), max_size=int(np.prod(shape))))
    rows = [
        (f"c{at[0]}", f"d{at[0] // 2}", f"k{at[1]}", f"a{at[2]}", counts[number])
        for number, at in enumerate(np.ndindex(*shape))
    ]
    columns = ["commune_code", "district_code", "category", "age_band", "children"]
    every = pd.DataFrame(rows, columns=columns)
    by_place = every.groupby(columns[:3], as_index=False).children.sum()
    by_age = every.groupby(["category", "age_band"], as_index=False).children.sum()
    return by_place, by_age


thresholds = st.integers(3, 10)
