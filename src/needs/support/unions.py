"""How many children several sources cover together, from their sizes and the overlaps known.

With two sources an overlap gives the union, n₁ + n₂ − m. With more, the overlaps of pairs bound it:

- at most Σn − (a maximum spanning forest of the known overlaps): D. Hunter (1976), J. Appl. Prob.
  13, 597–603; K. J. Worsley (1982), Biometrika 69, 297–302;
- at least Σn − Σm over any of the sources (Bonferroni), where two sources of unknown overlap may
  share as many children as the smaller has. One source: max n; two: n₁ + n₂ − m (Fréchet 1935).

Point: sources are independent but for what is known, which enters along the same forest (C. K.
Chow and C. N. Liu 1968, IEEE Trans. Inf. Theory 14, 462–467): the share of children whom nobody
serves is Π q_i × Π q_ij / (q_i q_j) over the edges of the forest. Without a known overlap this is
the independence of `design/method.md`, section 2.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, minimum_spanning_tree

#: Among so many sources every choice is tried for the lower bound; of more, the largest ones.
_TRIED = 12


@dataclass(frozen=True)
class Sources:
    """The sources of one cell.

    Parameters
    ----------
    sizes
        Children of each source, shape (k,); positive.
    least, most
        Children whom two sources share, at least and at most, shape (k, k), symmetric; NaN where
        nothing is known of a pair.
    """

    sizes: np.ndarray
    least: np.ndarray
    most: np.ndarray

    @property
    def known(self) -> np.ndarray:
        """Of which pairs something is known, shape (k, k)."""
        return np.asarray(~np.isnan(self.least))

    @property
    def linked(self) -> bool:
        """Whether known overlaps lead from every source to every other."""
        if len(self.sizes) == 1:
            return True
        return bool(connected_components(csr_array(self.known), directed=False)[0] == 1)


def union_at_most(sources: Sources) -> float:
    """Return the most children that the sources can cover (Hunter–Worsley)."""
    kept = sum(sources.least[i, j] for i, j in _forest(sources))
    return float(sources.sizes.sum() - kept)


def union_at_least(sources: Sources) -> float:
    """Return the fewest children that the sources cover (Bonferroni over every choice of them).

    Sources that no known overlap links add nothing to each other: each cluster is tried alone.
    """
    sizes = sources.sizes
    best = float(sizes.max())
    if not sources.known.any():
        return best
    shared = np.where(
        np.isnan(sources.most), np.minimum(sizes[:, None], sizes[None, :]), sources.most
    )
    np.fill_diagonal(shared, 0)
    count, cluster = connected_components(csr_array(sources.known), directed=False)
    for number in range(count):
        members = np.flatnonzero(cluster == number)
        members = members[np.argsort(-sizes[members], kind="stable")][:_TRIED]
        chosen = (np.arange(2 ** len(members))[:, None] >> np.arange(len(members))) & 1
        twice = np.einsum("si,ij,sj->s", chosen, shared[np.ix_(members, members)], chosen)
        best = max(best, float((chosen @ sizes[members] - twice / 2).max()))
    return best


def union_point(sources: Sources, eligible: float) -> float:
    """Return the children covered if what is not known of the overlaps is independence.

    Parameters
    ----------
    eligible
        Children of the cell. A source that names more covers, at this point, all of them; NaN
        where they are not known gives NaN.
    """
    if np.isnan(eligible):
        return float("nan")
    if eligible <= 0:
        return 0.0
    missed = 1 - np.minimum(sources.sizes / eligible, 1)
    if (missed == 0).any():
        return float(eligible)
    left = float(missed.prod())
    for i, j in _forest(sources):
        both = (sources.least[i, j] + sources.most[i, j]) / 2
        by_both = max(0.0, 1 - (sources.sizes[i] + sources.sizes[j] - both) / eligible)
        left *= by_both / (missed[i] * missed[j])
    return float(eligible * (1 - left))


def _forest(sources: Sources) -> list[tuple[int, int]]:
    """Return the edges of a maximum spanning forest of the known overlaps."""
    if not sources.known.any():
        return []
    # One more on every edge: an overlap of nobody is known too, and 0 would be no edge.
    weights = csr_array(np.where(sources.known, -(sources.least + 1), 0))
    tree = minimum_spanning_tree(weights).tocoo()
    return sorted(zip(tree.row.tolist(), tree.col.tolist(), strict=True))
