"""The plan as data: profiles of programmes."""

from needs.programmes.figures import BASIS_OF_KIND, Figure, Price, Share, Words
from needs.programmes.load import checkout, data_root, list_programmes, load_programme
from needs.programmes.profile import AgeBand, Category, Programme
from needs.programmes.returns import Named, Returns, Sample

__all__ = [
    "BASIS_OF_KIND",
    "AgeBand",
    "Category",
    "Figure",
    "Named",
    "Price",
    "Programme",
    "Returns",
    "Sample",
    "Share",
    "Words",
    "checkout",
    "data_root",
    "list_programmes",
    "load_programme",
]
