"""The tables of a plan as a page may read them: named columns only, one name for one thing.

Nothing else is read, so that no name of a child can get onto a page, whatever else a table holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from needs.assessment import Assessment

LOT_COLUMNS = (
    "donor_id",
    "donor",
    "donor_type",
    "gift_id",
    "gift",
    "funding",
    "partner_id",
    "partner",
    "partner_gift",
    "commune_code",
    "commune",
    "district_code",
    "district",
    "zone",
    "category",
    "packages",
    "quantity",
    "children_reached",
    "places",
    "cost_vnd",
    "paid_vnd",
    "partner_vnd",
    "months",
    "basis",
    "price_basis",
    "state",
)
GIFT_COLUMNS = (
    "gift_id",
    "donor_id",
    "donor",
    "donor_type",
    "gift",
    "funding",
    "period",
    "budget_vnd",
    "category",
    "units",
    "children",
    "months",
    "month_vnd",
    "categories",
    "districts",
    "communes",
    "zones",
    "without_categories",
    "without_districts",
    "without_communes",
    "from_age",
    "to_age",
    "least_per_commune",
    "most_per_commune",
    "most_communes",
    "package_units",
    "whole",
    "share",
    "joins",
    "visit_months",
)
USE_COLUMNS = (
    "gift_id",
    "donor_id",
    "donor",
    "donor_type",
    "gift",
    "funding",
    "category",
    "budget_vnd",
    "stock_units",
    "held_taken",
    "used",
    "left",
    "reason",
)
COMMITMENT_COLUMNS = (
    "state",
    "donor_id",
    "donor",
    "gift_id",
    "commune_code",
    "category",
    "children",
    "places",
    "value_vnd",
)
#: Names in the result tables → names here, which are those of the allocation.
_NAMES = {
    "goods_category": "category",
    "goods_units": "units",
    "sponsored_children": "children",
    "sponsored_months": "months",
    "gift_package_units": "package_units",
    "left_reason": "reason",
    "age_children": "children",
    "delivery_months": "months",
}
_LOT_DEFAULTS: Mapping[str, Any] = {
    "gift": "",
    "partner_id": "",
    "partner": "",
    "partner_gift": "",
    "state": "proposed",
    "places": 0,
    "partner_vnd": 0,
}
_LOT_COUNTS = ("packages", "children_reached", "places", "cost_vnd", "paid_vnd", "partner_vnd")


def lots_table(assessment: Assessment) -> pd.DataFrame:
    """Return every lot of the plan: `LOT_COLUMNS`."""
    found = _named(assessment.tables["allocation"])
    absent = {name: value for name, value in _LOT_DEFAULTS.items() if name not in found}
    if "paid_vnd" not in found:
        absent["paid_vnd"] = found.cost_vnd
    lots = found.assign(**absent)[list(LOT_COLUMNS)]
    lots = lots.fillna({name: value for name, value in _LOT_DEFAULTS.items() if value == ""})
    return lots.astype(dict.fromkeys(_LOT_COUNTS, "Int64")).reset_index(drop=True)


def gifts_table(assessment: Assessment) -> pd.DataFrame:
    """Return every gift with its wishes: `GIFT_COLUMNS`; none where the table is not there."""
    return _of("gifts", assessment, GIFT_COLUMNS)


def gift_use_table(assessment: Assessment) -> pd.DataFrame:
    """Return what each gift holds, what is proposed of it and what is left: `USE_COLUMNS`."""
    return _of("gift_use", assessment, USE_COLUMNS)


def commitments_table(assessment: Assessment) -> pd.DataFrame:
    """Return the lots of the ledger: `COMMITMENT_COLUMNS`; none where there is no ledger.

    Who wrote an entry, its evidence and lists of children stay where they are.
    """
    found = assessment.tables.get("commitments")
    if found is not None and "places" not in found and "counted" in found:
        places = found.counted.eq("places")
        counts = found["counted_units"] if "counted_units" in found else found["children"]
        found = found.assign(places=counts.where(places, 0), children=counts.mask(places, 0))
    tables = {} if found is None else {"commitments": found}
    return _of("commitments", Assessment(assessment.programme, tables), COMMITMENT_COLUMNS)


def open_table(assessment: Assessment) -> pd.DataFrame:
    """Return the open needs with `counted` («children» or «places»)."""
    found = assessment.tables["open_needs"]
    if "counted" in found:
        return found
    places = {facility.id for facility in assessment.programme.facilities}
    counted = found.category.isin(places).map({True: "places", False: "children"})
    return found.assign(counted=counted)


def _of(name: str, assessment: Assessment, columns: tuple[str, ...]) -> pd.DataFrame:
    found = assessment.tables.get(name)
    if found is None:
        return pd.DataFrame({column: pd.Series(dtype="object") for column in columns})
    return _named(found).reindex(columns=list(columns)).reset_index(drop=True)


def ages_table(assessment: Assessment) -> pd.DataFrame:
    """Return the low gaps by age: commune_code, category, age, children."""
    return _named(assessment.tables["ages"])


def _named(frame: pd.DataFrame) -> pd.DataFrame:
    known = {old: new for old, new in _NAMES.items() if old in frame and new not in frame}
    return frame.rename(columns=known)
