"""What the engine draws from: the communes, their children, and every figure with its range.

Plain arrays, one row a commune; NaN is not known. The engine knows no programme and no province.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from needs.uncertainty.arrays import BoolArray, FloatArray, IntArray, StrArray

#: Id of the figure that stands in the inputs as an array of ranges, one a commune.
VILLAGE_SHARE = "village_share"


@dataclass(frozen=True)
class Range:
    """A figure with its range: as likely above the value as below, never outside low and high.

    Parameters
    ----------
    figure
        Its id: figures of one id move together.
    low, value, high
        Ends and median.
    varies
        "province": one truth for all communes; "commune": each commune has its own.
    """

    figure: str
    low: float
    value: float
    high: float
    varies: Literal["province", "commune"] = "province"

    @property
    def exact(self) -> bool:
        """Tell whether the figure has no width."""
        return self.low == self.high


@dataclass(frozen=True)
class StateShare:
    """The share of eligible children whom one State scheme serves: applies × Π factors.

    Parameters
    ----------
    bands
        Age bands (positions) that the scheme holds for.
    factors
        Shares that are multiplied; none where `applies` is itself a told share.
    applies
        For each commune 1 (the scheme applies), 0 (not), or a told share; NaN not known.
    """

    bands: tuple[int, ...]
    factors: tuple[Range, ...]
    applies: FloatArray


@dataclass(frozen=True)
class CategoryInputs:
    """One category of support.

    Parameters
    ----------
    id
        Its id.
    bands
        Age bands (positions) that it holds for.
    in_scope
        Communes that it holds for.
    share
        Share of the children that is eligible; not used where there is a sampled rate.
    rate, rate_sd
        Sampled rate of each commune and its standard error (root of the MSE), or None.
    rate_figure
        Id of the sampled rate ("rate:<sample>").
    eligible_exact
        Communes × all age bands: eligible children as told, NaN where not told.
    target
        Share of the eligible children to be reached.
    units_per_child
        Standard.
    price
        VND a unit.
    uplift
        Share of the price added everywhere.
    delivery
        Further shares of the price: figure × multiplier of the commune (0 where not known).
    state
        State schemes that meet the category's need.
    donors_low, donors_point, donors_high
        Children whom donors cover.
    whole
        Communes of which all children count, whatever their `scope_share`; None: none of them.
    state_exact
        Children whom the State serves, as communes told it; NaN, or None for all: not told.
    counted_once
        Communes that counted each supported child once, the State's with all others: nobody is
        covered beside the donors' children. None: none of them.
    eligible_between
        Communes × all age bands × (low, middle, high): eligible children of groups that communes
        told, who may be in several of them; NaN, or None for all: not told.
    """

    id: str
    bands: tuple[int, ...]
    in_scope: BoolArray
    share: Range
    rate: FloatArray | None
    rate_sd: FloatArray | None
    rate_figure: str
    eligible_exact: FloatArray
    target: Range
    units_per_child: float
    price: Range
    uplift: Range
    delivery: tuple[tuple[Range, FloatArray], ...]
    state: tuple[StateShare, ...]
    donors_low: FloatArray
    donors_point: FloatArray
    donors_high: FloatArray
    whole: BoolArray | None = None
    state_exact: FloatArray | None = None
    counted_once: BoolArray | None = None
    eligible_between: FloatArray | None = None


@dataclass(frozen=True)
class ChainInputs:
    """Everything that need and gap of a province are made of.

    Parameters
    ----------
    commune_code, district_code
        One each for a commune.
    population
        Residents; NaN not known.
    population_factor
        By what an estimated population may be wrong (around 1), or None.
    population_estimated
        Communes whose population is estimated.
    census_group
        Communes of one census (same number, −1 none): their estimated populations keep their sum.
    children_share
        Children under 16 of residents.
    age_spread
        By what the children of an age band may differ from an even spread (around 1).
    band_years
        Single years of age in each band.
    children_exact
        Children under 16 as told; NaN not told.
    band_exact
        Communes × bands: children as told; NaN not told.
    scope_share
        Communes × (low, value, high): share of the children who live in villages that count.
    overlap
        Where between fewest and most children of several sources, or of several groups, lie:
        0, ½, 1 for every commune.
    categories
        Categories of support.
    listed
        Communes whose residents and children are told; None: all of them.
    circle
        Share of all children whom every category picks its children from; None: all children.
    circle_total
        What the circle's children of all communes add up to, in every draw; None: nothing known.
    """

    commune_code: StrArray
    district_code: StrArray
    population: FloatArray
    population_factor: Range | None
    population_estimated: BoolArray
    census_group: IntArray
    children_share: Range
    age_spread: Range
    band_years: FloatArray
    children_exact: FloatArray
    band_exact: FloatArray
    scope_share: FloatArray
    overlap: Range
    categories: tuple[CategoryInputs, ...]
    listed: BoolArray | None = None
    circle: Range | None = None
    circle_total: Range | None = None
