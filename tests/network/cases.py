"""A small network of donors: who gave what in three years, and what is still open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from needs.commitments import Ledger, commitments
from needs.commitments.table import COMMITMENT_COLUMNS
from needs.network import DonorNetwork, read_donor_register, read_network
from needs.network.invitations import NEED_COLUMNS
from needs.programmes import Programme

HEADER = (
    "donor_id,donor,donor_kind,contact_person,phone,email,address,categories,districts,occasions,"
    "language,named_in_public,consent_evidence,first_year,also_called,not_same_as,notes"
)
LY_BON, THACH_LAM = ("01327", "Lý Bôn"), ("01342", "Thạch Lâm")
GIFT_COLUMNS = ("donor_id", "donor", "donor_type", "period", "categories", "districts", "basis")


def register(root: Path, programme: Programme, *rows: str) -> Path:
    """Write the register of donors with these rows."""
    path = root / "network" / f"{programme.id}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8-sig")
    return path


def row(donor: str, kind: str = "doanh nghiệp", **told: str) -> str:
    """One row of the register; columns that are not told stay empty."""
    cells = {"donor": donor, "donor_kind": kind} | told
    return ",".join(cells.get(name, "") for name in HEADER.split(","))


def lot(number: int, who: str, state: str = "confirmed", **other: Any) -> dict[str, Any]:
    """One lot as the ledger tells it: 10 coats of 350,000 đồng for 10 children of Lý Bôn."""
    code, commune = other.pop("commune", LY_BON)
    children = other.pop("children", 10)
    values = {
        "lot_id": f"L{number:06d}",
        "state": state,
        "donor_id": who,
        "donor": f"Nhà tài trợ {who}",
        "gift_id": who,
        "partner_gift": "",
        "commune_code": code,
        "commune": commune,
        "category": "warm_clothing",
        "period": "2026",
        "counted": "children",
        "children": children,
        "places": 0,
        "quantity": children,
        "unit": "bộ đồ ấm",
        "value_vnd": children * 350_000,
        "taken": children * 350_000,
        "at": "2026-03-01T08:00:00+07:00",
        "by": "Nông Thị Hoa",
        "evidence": f"Biên bản {number}",
        "since": "2026-03-01",
        "packages": 1,
        "partner_id": "",
        "partner": "",
        "partner_taken": 0,
        "children_named": 0,
        "basis": "official",
    }
    return values | other


def lots(*rows: dict[str, Any]) -> pd.DataFrame:
    """Lots in the columns and types of `needs.commitments.commitments`."""
    empty = commitments_types()
    frame = pd.DataFrame(list(rows), columns=list(COMMITMENT_COLUMNS))
    return frame.astype(empty)


def commitments_types() -> dict[str, str]:
    whole = ("children", "places", "quantity", "value_vnd", "taken", "packages")
    whole += ("partner_taken", "children_named")
    return {name: "Int64" if name in whole else "str" for name in COMMITMENT_COLUMNS}


def gifts(*rows: dict[str, Any]) -> pd.DataFrame:
    """This year's gifts, in the columns that the network looks at."""
    return pd.DataFrame(list(rows), columns=list(GIFT_COLUMNS))


def gift(who: str, **other: Any) -> dict[str, Any]:
    values = {
        "donor_id": who,
        "donor": f"Nhà tài trợ {who}",
        "donor_type": "enterprise",
        "period": "2026",
        "categories": (),
        "districts": (),
        "basis": "official",
    }
    return values | other


def needs(*rows: tuple[str, str, str, int, float]) -> pd.DataFrame:
    """Open needs: commune, district, category, children, priority."""
    told = [(code, district, what, "children", n, first) for code, district, what, n, first in rows]
    return pd.DataFrame(told, columns=list(NEED_COLUMNS))


def network(
    programme: Programme, root: Path, *given: dict[str, Any], offered: Any = ()
) -> DonorNetwork:
    """The register of `root` with these lots and gifts."""
    known = read_donor_register(programme, root)
    return read_network(programme, known, lots(*given), gifts(*offered))


def ledger_lots(ledger: Ledger) -> pd.DataFrame:
    return commitments(ledger)
