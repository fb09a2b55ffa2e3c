"""The plan as data: profiles of programmes."""

from needs.programmes.category import Category, CategoryScheme, Facility
from needs.programmes.figures import BASIS_OF_KIND, Figure, Price, Share, Varies, Words
from needs.programmes.folders import list_programmes, profile_files
from needs.programmes.load import checkout, data_root, load_programme
from needs.programmes.priority import Indicator, Priority
from needs.programmes.profile import AgeBand, Programme
from needs.programmes.returns import Named, Returns, Sample
from needs.programmes.settings import Centre, Delivery, Uncertainty

__all__ = [
    "BASIS_OF_KIND",
    "AgeBand",
    "Category",
    "CategoryScheme",
    "Centre",
    "Delivery",
    "Facility",
    "Figure",
    "Indicator",
    "Named",
    "Price",
    "Priority",
    "Programme",
    "Returns",
    "Sample",
    "Share",
    "Uncertainty",
    "Varies",
    "Words",
    "checkout",
    "data_root",
    "list_programmes",
    "load_programme",
    "profile_files",
]
