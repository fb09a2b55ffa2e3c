"""Hiding small counts: what usual practice leaves open, what is hidden here, how long it takes.

Communes × categories with districts, all totals shown, skewed counts (exponential, mean 30). Ways:

- small only: counts below the threshold are blanked, nothing else;
- one more: in every row and column with one blank, the smallest other cell too, until there is none
  (what is done by hand);
- quick: linear programs (`needs.disclosure.hiding`);
- ours: `needs.disclosure.protect`, with the search for the least costly choice where tables are
  small.

Each is tried by the attacker: how many sensitive cells can be worked out to be small, or exactly.

    python tests/benchmarks/bench_disclosure.py [--communes 30 60] [--categories 6]
        [--threshold 5 10] [--seed 588]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
from rich.console import Console
from rich.table import Table

from needs.disclosure import Cells, Dimension, additive, audit, protect, sensitive
from needs.disclosure.hiding import Hiding
from needs.programmes.disclosure import Disclosure

COMMUNES_IN_A_DISTRICT = 14
SIDES = [Dimension("commune_code", (("district_code",),)), Dimension("category")]


def invented(communes: int, categories: int, seed: int) -> pd.DataFrame:
    """Return counts of children by commune and category."""
    dice = np.random.default_rng(seed)
    rows = [
        (f"{one:05d}", f"{one // COMMUNES_IN_A_DISTRICT:03d}", f"k{two}", int(dice.gamma(1, 30)))
        for one in range(communes)
        for two in range(categories)
    ]
    return pd.DataFrame(rows, columns=["commune_code", "district_code", "category", "children"])


def small_only(cells: Cells, rules: Disclosure) -> set[str]:
    """Blank what is small."""
    return set(sensitive(cells, rules).cell)


def one_more(cells: Cells, rules: Disclosure) -> set[str]:
    """Blank the smallest neighbour wherever a sum has a single blank."""
    hidden = small_only(cells, rules)
    value = cells.frame.set_index("cell").value
    again = True
    while again:
        again = False
        for _, line in cells.terms.groupby("relation"):
            blank = [cell for cell in line.cell if cell in hidden]
            parts = [cell for cell in line.cell[line.factor > 0] if cell not in hidden]
            if len(blank) == 1 and parts:
                hidden.add(min(parts, key=lambda cell: (value[cell], cell)))
                again = True
    return hidden


def quick(cells: Cells, rules: Disclosure) -> set[str]:
    """Hide by linear programs alone."""
    needs = sensitive(cells, rules)
    value, place = cells.column("value"), {name: at for at, name in enumerate(cells.ids)}
    hiding = Hiding(cells, cells.marked(needs.cell))
    for row in needs.itertuples():
        at = place[row.cell]
        for end in (row.need_high, row.need_low):
            if end != value[at]:
                hiding.protect(at, float(end - value[at]))
    hiding.release([place[cell] for cell in needs.cell])
    return {cells.ids[at] for at in np.flatnonzero(hiding.hidden)}


def ours(cells: Cells, rules: Disclosure) -> set[str]:
    """Hide as the documents do."""
    return set(protect(cells, rules).hidden)


WAYS: dict[str, Callable[[Cells, Disclosure], set[str]]] = {
    "small only": small_only,
    "one more": one_more,
    "quick": quick,
    "ours": ours,
}


def main() -> None:
    """Measure each size and threshold and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--communes", type=int, nargs="+", default=[30, 60])
    parser.add_argument("--categories", type=int, default=6)
    parser.add_argument("--threshold", type=int, nargs="+", default=[5, 10])
    parser.add_argument("--seed", type=int, default=588)
    chosen = parser.parse_args()
    table = Table(title=f"{chosen.categories} categories, totals by district and province shown")
    headings = ("communes", "threshold", "way", "cells", "small", "hidden", "children hidden")
    for heading in (*headings, "told to be small", "told exactly", "seconds"):
        table.add_column(heading, justify="left" if heading == "way" else "right")
    for communes in chosen.communes:
        cells = additive(
            invented(communes, chosen.categories, chosen.seed), SIDES, value="children"
        )
        for threshold in chosen.threshold:
            rules = Disclosure(threshold=threshold, kind="assumption", source="benchmark")
            for name, way in WAYS.items():
                started = time.perf_counter()
                hidden = way(cells, rules)
                seconds = time.perf_counter() - started
                tried = audit(cells, hidden, rules)
                small = tried[tried.rule != ""]
                lost = cells.column("value")[cells.marked(hidden)].sum()
                table.add_row(
                    *(str(communes), str(threshold), name, str(len(cells.frame))),
                    *(str(len(small)), str(len(hidden)), f"{lost:.0f}"),
                    *(str(int((~small.safe).sum())), str(int((small.width == 0).sum()))),
                    f"{seconds:.2f}",
                )
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
