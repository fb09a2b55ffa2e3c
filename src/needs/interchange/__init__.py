"""Tables and maps for other people's tools: Frictionless data package, HXL tags, GeoJSON, GPKG."""

from needs.interchange.write import write_exchange

__all__ = ["write_exchange"]
