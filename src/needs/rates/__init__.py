"""Rates measured on samples of children, estimated for every commune."""

from needs.rates.benchmark import benchmark
from needs.rates.fay_herriot import FayHerriot, fit
from needs.rates.sampled_rates import METHODS, SPARE_COMMUNES, commune_rates

__all__ = ["METHODS", "SPARE_COMMUNES", "FayHerriot", "benchmark", "commune_rates", "fit"]
