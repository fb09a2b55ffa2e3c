"""HXL tags: one for every column of every table, by the HXL 1.1 standard (hxlstandard.org).

A tag is a hashtag of the standard and attributes; the last attribute is the column's own name, so
that no two columns of a table have the same tag.
"""

from __future__ import annotations

from typing import Literal

from needs.tables.column import Column

Edition = Literal["pre-2025", "2025"]

# Of old, communes were the third level below the State; since 1/7/2025 they are the second.
_COMMUNE = {"pre-2025": "#adm3", "2025": "#adm2"}
_DISTRICT = {"pre-2025": "#adm2", "2025": "#loc+former_district"}

_KNOWN = {
    "province_code": "#adm1+code",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "category": "#sector",
    "facility": "#service",
    "population": "#population",
    "donor": "#org+name",
    "donor_id": "#org+code",
    "donor_type": "#org+type",
    "partner": "#org+partner+name",
    "partner_id": "#org+partner+code",
    "status": "#status",
    "lot_state": "#status+lot",
    "period": "#date+period",
    "year": "#date+year",
    "valid_from": "#date+start",
    "valid_to": "#date+end",
    "at": "#date+recorded",
    "since": "#date+since",
    "source": "#meta+source",
    "sources": "#meta+sources",
    "basis": "#meta+basis",
    "unit": "#meta+unit",
    "note": "#description+note",
    "children_target": "#targeted+children",
    "children_eligible": "#inneed+children",
    "in_need": "#inneed+children+f_any",
    "gap_low": "#inneed+children+gap+min",
    "gap_point": "#inneed+children+gap",
    "gap_high": "#inneed+children+gap+max",
    "covered_low": "#reached+children+min",
    "covered_point": "#reached+children",
    "covered_high": "#reached+children+max",
    "children_reached": "#targeted+children+planned",
    "lot_children": "#targeted+children+lot",
    "priority": "#severity",
    "index": "#severity+index",
    "rank": "#severity+rank",
}


def hxl_tag(column: Column, *, edition: str) -> str:
    """Return the tag of a column.

    Parameters
    ----------
    column
        The column.
    edition
        Edition of the communes ("pre-2025", "2025"): which level of the State a commune is.
    """
    name = column.name
    places = {
        "commune_code": f"{_COMMUNE[edition]}+code",
        "commune": f"{_COMMUNE[edition]}+name",
        "former_code": "#loc+former_commune+code",
        "former_commune": "#loc+former_commune+name",
        "district_code": f"{_DISTRICT[edition]}+code",
        "district": f"{_DISTRICT[edition]}+name",
    }
    known = places.get(name) or _KNOWN.get(name)
    if known is not None:
        return known
    children = "children" in name or column.unit.startswith(("trẻ", "lượt trẻ"))
    base = {
        "money": "#value+vnd",
        "rate": "#indicator+rate",
        "flag": "#indicator+bool",
        "number": "#indicator+num",
        "count": "#affected+children" if children else "#indicator+num",
    }.get(column.kind, "#meta")
    return f"{base}+f_{name}"
