"""Small lots to be promised, and short ways to write them down."""

from __future__ import annotations

from typing import Any

from needs.commitments import Entry, Ledger, Lot, Written

COATS, PRICE = "ao-am", 350_000
LY_BON, THACH_LAM = ("01327", "Lý Bôn"), ("01342", "Thạch Lâm")
#: How a lot comes to each state, without evidence missing anywhere.
WAYS = {
    "proposed": ("proposed",),
    "offered": ("offered",),
    "accepted": ("accepted",),
    "delivered": ("delivered",),
    "confirmed": ("delivered", "confirmed"),
    "declined": ("offered", "declined"),
    "cancelled": ("offered", "cancelled"),
}
STATES_IN_ORDER = tuple(WAYS)


def lot(donor: str = "quy-a", count: int = 30, **other: Any) -> Lot:
    """Coats for `count` children of Lý Bôn in 2026, one for each."""
    code, commune = other.pop("commune", LY_BON)
    figures: dict[str, Any] = {
        "donor_id": donor,
        "donor": f"Nhà tài trợ {donor}",
        "gift_id": donor,
        "commune_code": code,
        "commune": commune,
        "category": COATS,
        "period": "2026",
        "counted": "children",
        "count": count,
        "packages": 1,
        "quantity": count,
        "unit": "bộ đồ ấm",
        "value_vnd": count * PRICE,
        "taken": count * PRICE,
        "basis": "illustrative",
    }
    return Lot(**(figures | other))


def room(most: int | None = 100, communes: tuple[tuple[str, str], ...] = (LY_BON, THACH_LAM)):
    """So many children lack coats in each commune."""
    return {(code, COATS, "2026"): most for code, _ in communes}


def entry(state: str, what: Lot | str, **other: Any) -> Entry:
    which = {"lot": what} if isinstance(what, Lot) else {"lot_id": what}
    return Entry(**{"state": state, "by": "Nông Thị Hoa", "evidence": "CV 12", **which, **other})


def put(ledger: Ledger, state: str, what: Lot | str, *, most: int = 100, **other: Any) -> Written:
    """Write one entry; so many children lack coats."""
    means = other.pop("means", {})
    (written,) = ledger.write([entry(state, what, **other)], room=room(most), means=means)
    return written


def brought_to(ledger: Ledger, state: str, what: Lot) -> str:
    """Put a new lot on the ledger and bring it to a state; its number."""
    first, *others = WAYS[state]
    lot_id = put(ledger, first, what).lot_id
    for following in others:
        put(ledger, following, lot_id)
    return lot_id


def child(number: int) -> str:
    """A pseudonym as a school makes it."""
    return f"K3-{number:06d}"
