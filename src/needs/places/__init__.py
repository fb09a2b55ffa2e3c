"""Every commune in both editions, former districts, names, and the crosswalk between them."""

from needs.places.corrections import CORRECTIONS, kept_codes, read_corrections
from needs.places.crosswalk import carry_counts
from needs.places.districts import district_slugs, find_district
from needs.places.gazetteer import Gazetteer, load_gazetteer
from needs.places.names import normalise, slug, tidy, without_prefix
from needs.places.resolve import NameResolver, PlaceCandidate, Resolution
from needs.places.units import EDITIONS, edition_on, package_version

__all__ = [
    "CORRECTIONS",
    "EDITIONS",
    "Gazetteer",
    "NameResolver",
    "PlaceCandidate",
    "Resolution",
    "carry_counts",
    "district_slugs",
    "edition_on",
    "find_district",
    "kept_codes",
    "load_gazetteer",
    "normalise",
    "package_version",
    "read_corrections",
    "slug",
    "tidy",
    "without_prefix",
]
