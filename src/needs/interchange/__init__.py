"""Tables and maps for other people's tools: Frictionless data package, HXL tags, GeoJSON, GPKG."""

from needs.interchange.public_data import write_public_data
from needs.interchange.write import FOLDER, write_exchange

__all__ = ["FOLDER", "write_exchange", "write_public_data"]
