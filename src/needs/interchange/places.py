"""The communes as a layer for geographic information systems: GeoJSON and GeoPackage."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio

from needs.assessment import Assessment
from needs.briefing.measures import unmet_on_map
from needs.maps import join_boundaries, load_boundaries
from needs.tables.files import in_one_step

LAYER = "communes"
_DEGREES = "EPSG:4326"
_DECIMALS = 5  # about a metre
_TEXTS = ("commune_code", "commune", "district_code", "district", "zone")


def commune_layer(assessment: Assessment, *, boundaries: Path | None) -> gpd.GeoDataFrame:
    """Return one row per commune of the programme: figures, and where it is.

    Parameters
    ----------
    assessment
        The programme's results.
    boundaries
        File of commune boundaries; a commune that it lacks, or all where there is none, is a point
        at its centre. A commune without a centre has no geometry: it is not left out.

    Returns
    -------
    GeoDataFrame
        Degrees. `children_unmet`: children who lack at least one kind of support, at the least;
        `unmet_rate`: share of the need that is not met, by money; `drawn_as` ("area", "point",
        or missing); `basis`, the weakest of its gaps.
    """
    shown = unmet_on_map(assessment).rename(
        columns={"count": "children_unmet", "rate": "unmet_rate"}
    )
    own = shown[shown.commune_code.isin(assessment.communes.commune_code)]
    own = own.sort_values("commune_code", ignore_index=True)
    points = gpd.GeoSeries(
        gpd.points_from_xy(own.longitude.astype(float), own.latitude.astype(float)), crs=_DEGREES
    )
    geometry = points.where(own.longitude.notna() & own.latitude.notna(), None)
    drawn = pd.Series("point", index=own.index, dtype="str").where(geometry.notna())
    if boundaries is not None:
        joined = join_boundaries(own, load_boundaries(boundaries)).frame
        shapes = joined.set_index("commune_code").geometry.reindex(own.commune_code)
        shapes = shapes.reset_index(drop=True)
        drawn = drawn.mask(shapes.notna(), "area")
        geometry = shapes.where(shapes.notna(), geometry)
    return gpd.GeoDataFrame(
        {
            **{name: own[name].astype("str") for name in _TEXTS},
            "specially_disadvantaged": own.specially_disadvantaged.astype("boolean"),
            "population": own.population.astype("Int64"),
            "children": own.children.astype("Int64"),
            "children_unmet": own.children_unmet.astype("Int64"),
            "unmet_rate": own.unmet_rate.astype("Float64").round(4),
            "drawn_as": drawn,
            "basis": "illustrative" if assessment.illustrative else "estimated",
        },
        geometry=geometry,
        crs=_DEGREES,
    )


def write_layer(layer: gpd.GeoDataFrame, folder: Path, *, on: dt.date) -> tuple[Path, Path]:
    """Write a layer as `communes.geojson` and `communes.gpkg`, the same bytes every time."""
    geojson, gpkg = folder / f"{LAYER}.geojson", folder / f"{LAYER}.gpkg"
    with in_one_step(geojson) as temporary:
        pyogrio.write_dataframe(
            layer,
            temporary,
            driver="GeoJSON",
            layer=LAYER,
            RFC7946="YES",
            COORDINATE_PRECISION=_DECIMALS,
        )
    # The day that SQLite notes as the last change.
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{on.isoformat()}T00:00:00.000Z"})
    try:
        with in_one_step(gpkg) as temporary:
            pyogrio.write_dataframe(layer, temporary, driver="GPKG", layer=LAYER)
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
    return geojson, gpkg
