"""All figures drawn together: 90 % intervals, and which figure they hang on most."""

from needs.uncertainty.inputs import CategoryInputs, ChainInputs, Range, StateShare
from needs.uncertainty.intervals import Intervals
from needs.uncertainty.shares import figures_that_vary, uncertainty_shares
from needs.uncertainty.simulate import simulate

__all__ = [
    "CategoryInputs",
    "ChainInputs",
    "Intervals",
    "Range",
    "StateShare",
    "figures_that_vary",
    "simulate",
    "uncertainty_shares",
]
