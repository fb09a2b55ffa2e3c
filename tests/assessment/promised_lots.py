"""Lots on a ledger of commitments, as the chain reads them; illustrative."""

from __future__ import annotations

from typing import Any

import pandas as pd

LOT: dict[str, Any] = {
    "lot_state": "accepted",
    "donor_id": "kho-am",
    "donor": "Kho đồ ấm",
    "gift_id": "kho-am",
    "partner_gift": "",
    "partner_id": "",
    "partner": "",
    "partner_taken": 0,
    "commune_code": "14848",
    "commune": "Xã Tam Chung",
    "category": "warm_sets",
    "period": "2026",
    "counted": "children",
    "lot_children": 50,
    "places": 0,
    "packages": 5,
    "lot_quantity": 50,
    "unit": "bộ",
    "value_vnd": 19_250_000,
    "taken": 50,
    "at": "2026-10-01T08:00:00+07:00",
    "by": "Sở",
    "evidence": "thư 1",
    "since": "2026-10-01",
    "children_named": 0,
    "basis": "illustrative",
}


def promised(*changes: dict[str, Any]) -> pd.DataFrame:
    """The table `commitments` with one lot for each set of changes to `LOT`."""
    rows = [{"lot_id": f"L{n:06d}", **LOT, **change} for n, change in enumerate(changes, start=1)]
    return pd.DataFrame(rows, columns=["lot_id", *LOT])
