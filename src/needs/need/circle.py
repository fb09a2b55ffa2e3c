"""Children in special circumstances: how many in each commune, brought to the official total.

A programme by groups serves some of these same children in every category. Until communes tell
them, they are estimated: children × share of the province. Children are counted from one source
and year, the share from another, so that the estimate and the official total differ. An official
total, even an approximate one, is better than a sum of assumed shares; the estimates are brought
to it by one factor (ratio benchmarking: Rao and Molina 2015, Small Area Estimation, 6.4):

    factor = official total ÷ Σ over the province's communes (children × share)

What is not known of all communes alike, as the share of children among residents, cancels in it.
What communes tell stays as they told it. With a hole in the children of one commune there is no
sum, and no factor: the estimates stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from needs.people import divide_steadily
from needs.programmes import Figure, Share

#: Ids of the share of all children, of the official total, and of the factor between them.
CIRCLE = "share_of_children"
OFFICIAL = "special_circumstances"
FACTOR = "special_circumstances.factor"

_ENDS = ("", "_low", "_high")


class Ends(NamedTuple):
    """A number with its ends."""

    value: float
    low: float
    high: float

    def at(self, end: str) -> float:
        """Return the number at an end: "", "_low" or "_high"."""
        return self[_ENDS.index(end)]


@dataclass(frozen=True)
class Circle:
    """Children in special circumstances, whom every category of a programme by groups picks from.

    Attributes
    ----------
    share
        Their share of all children, as the profile has it.
    official
        Their official total; none where no source gives one.
    children
        Every commune of the province, by commune_code: children with _low and _high, and people,
        people_low, people_high (by what the residents alone may differ; 1 in the middle).
    """

    share: Share
    official: Figure | None
    children: pd.DataFrame

    @property
    def unknown(self) -> int:
        """Communes whose children are not known."""
        return int(self.children.children.isna().sum())

    @property
    def estimate(self) -> float | None:
        """Children × share over all communes; none where a commune's children are not known."""
        return None if self.unknown else float(self.children.children.sum()) * self.share.value

    @property
    def benchmarked(self) -> bool:
        """Tell whether the estimates are brought to the official total."""
        return self.official is not None and bool(self.estimate)

    @property
    def factor(self) -> Ends:
        """By what estimates are multiplied: official total ÷ estimate; 1 where there is none."""
        if self.official is None or not self.estimate:
            return Ends(1.0, 1.0, 1.0)
        figures = (self.official.value, self.official.at_low, self.official.at_high)
        return Ends(*(figure / self.estimate for figure in figures))

    @property
    def of_children(self) -> Ends:
        """The share of a commune's children, brought to the official total."""
        shares = (self.share.value, self.share.at_low, self.share.at_high)
        return Ends(*(s * f for s, f in zip(shares, self.factor, strict=True)))

    def with_own_ends(self, by_age: pd.DataFrame) -> pd.DataFrame:
        """Return children by age band or commune with the ends that matter for this estimate.

        Brought to a total, a commune's part hangs on its residents beside those of the others; how
        many children there are among residents is common to all and cancels. Told children stay.

        Parameters
        ----------
        by_age
            commune_code, children, children_low, children_high.
        """
        if not self.benchmarked:
            return by_age
        rows = by_age.copy()
        children = rows.children.astype("Float64")
        told = (rows.children_low == rows.children_high).fillna(False)
        for end in ("_low", "_high"):
            own = children * rows.commune_code.map(self.children[f"people{end}"])
            rows[f"children{end}"] = own.mask(told, children)
        return rows

    def whole(self) -> pd.DataFrame:
        """Return the children in special circumstances of each commune, in whole children.

        Returns
        -------
        DataFrame
            Indexed by commune_code: special, special_low, special_high. Benchmarked, the middle
            adds up to the official total, and no commune has fewer if that total is larger.
        """
        rows = self.with_own_ends(self.children.reset_index())
        rows = rows.set_index("commune_code").astype("Float64")
        share = self.of_children
        frame = pd.DataFrame(
            {f"special{end}": rows[f"children{end}"] * share.at(end) for end in _ENDS}
        ).round()
        if self.official is not None and self.benchmarked:
            frame["special"] = divide_steadily(int(self.official.value), rows.children)
            frame["special_low"] = frame[["special_low", "special"]].min(axis=1)
            frame["special_high"] = frame[["special_high", "special"]].max(axis=1)
        return frame.astype("Int64")


def circle_of(share: Share | None, official: Figure | None, people: pd.DataFrame) -> Circle | None:
    """Return the children in special circumstances of a province; none without a share.

    Parameters
    ----------
    share, official
        As the profile has them.
    people
        Every commune of the province: commune_code, population and children with _low and _high.
    """
    if share is None:
        return None
    known = people.set_index("commune_code").sort_index()
    children = known[[f"children{end}" for end in _ENDS]].copy()
    residents = known.population.astype("Float64").where(known.population > 0)
    for end in _ENDS:
        part = known[f"population{end}"].astype("Float64") / residents
        children[f"people{end}"] = part.fillna(1.0)
    return Circle(share, official, children)
