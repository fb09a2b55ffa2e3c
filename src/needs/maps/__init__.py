"""The same map for the screen (offline) and for paper."""

from needs.maps.boundaries import Boundaries, load_boundaries
from needs.maps.interactive import embed, interactive_map
from needs.maps.joining import JoinedBoundaries, join_boundaries
from needs.maps.paper import StaticMap, static_map
from needs.maps.scale import MapScale, map_scale
from needs.maps.zone_map import zone_map

__all__ = [
    "Boundaries",
    "JoinedBoundaries",
    "MapScale",
    "StaticMap",
    "embed",
    "interactive_map",
    "join_boundaries",
    "load_boundaries",
    "map_scale",
    "static_map",
    "zone_map",
]
