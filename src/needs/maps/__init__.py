"""The same map for the screen (offline) and for paper."""

from needs.maps.boundaries import Boundaries, load_boundaries
from needs.maps.interactive import embed, interactive_map
from needs.maps.joining import JoinedBoundaries, join_boundaries
from needs.maps.layers import Layer
from needs.maps.paper import StaticMap, paper_map, static_map
from needs.maps.proposed_map import proposed_layer
from needs.maps.scale import MapScale, map_scale
from needs.maps.zone_map import zone_layer, zone_map

__all__ = [
    "Boundaries",
    "JoinedBoundaries",
    "Layer",
    "MapScale",
    "StaticMap",
    "embed",
    "interactive_map",
    "join_boundaries",
    "load_boundaries",
    "map_scale",
    "paper_map",
    "proposed_layer",
    "static_map",
    "zone_layer",
    "zone_map",
]
