"""The second look, lot by lot: wishes, seasons, whole packages, money to the đồng, names."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from needs.allocation.checking.check_terms import (
    EVERY_AGE,
    Row,
    ages_of,
    missing,
    package,
    refused_wish,
    season,
    share_of,
)
from needs.errors import FaultCollector
from needs.tables import CELL, PLACE

LOT_KEY = ("gift_id", "partner_gift", *CELL)
Cells = Mapping[tuple[str, str], Row]
Gifts = Mapping[str, Row]


def lot_name(lot: Row) -> str:
    """Name a lot for a fault."""
    partner = f" + {lot['partner_gift']}" if lot["partner_gift"] else ""
    return f"{lot['gift_id']}{partner} → {lot['commune_code']} × {lot['category']}"


def check_lots(faults: FaultCollector, lots: pd.DataFrame, cells: Cells, gifts: Gifts) -> list[Row]:
    """Check every lot by itself; return those whose cell and gifts are known."""
    known: list[Row] = []
    for again, lot in zip(lots.duplicated(list(LOT_KEY)), lots.to_dict("records"), strict=True):
        where = lot_name(lot)
        cell = cells.get((lot["commune_code"], lot["category"]))
        lead, partner = gifts.get(lot["gift_id"]), gifts.get(lot["partner_gift"])
        if again:
            faults.add(where, "trùng dòng", "một dòng")
        if cell is None:
            faults.add(where, "không có trong cells", "một ô có trong cells")
        if lead is None or (lot["partner_gift"] and partner is None):
            faults.add(where, "không có trong gifts", "khoản tài trợ đã biết")
        if missing(lot["packages"]) or lot["packages"] < 1 or lot["packages"] % 1:
            faults.add(where, f"packages = {lot['packages']}", "số gói nguyên > 0")
        elif cell is not None and lead is not None and bool(lot["partner_gift"]) == bool(partner):
            _admitted(faults, where, cell, lead, partner)
            _shared(faults, where, lead, partner)
            _amounts(faults, where, lot, cell, lead, partner)
            known.append(lot)
    return known


def _admitted(
    faults: FaultCollector, where: str, cell: Row, lead: Row, partner: Row | None
) -> None:
    both = [lead] if partner is None else [lead, partner]
    for gift in both:
        wish = refused_wish(gift, cell)
        if wish:
            found = f"{wish} của {gift['gift_id']} = {gift[wish]!r}"
            faults.add(where, found, "ô nằm trong nguyện vọng của khoản tài trợ")
        if gift["funding"] == "cash" and missing(cell["unit_price_vnd"]):
            faults.add(where, "chưa có đơn giá", "tiền chỉ trả được khi có đơn giá")
    if season(cell, *both) is None:
        faults.add(where, "không có tháng chung", "mùa giao hàng trùng tháng đến thăm")
    first = max(ages_of(gift)[0] for gift in both)
    last = min(ages_of(gift)[1] for gift in both)
    if first > last:
        faults.add(where, f"tuổi {first}–{last}", "có tuổi chung")
    if (first, last) != EVERY_AGE and cell["counted"] == "places":
        faults.add(where, "khoản theo tuổi cho chỗ học", "tuổi chỉ áp dụng cho trẻ")


def _shared(faults: FaultCollector, where: str, lead: Row, partner: Row | None) -> None:
    if partner is None:
        if share_of(lead) < 1:
            faults.add(where, f"share = {lead['share']}, không ai góp phần còn lại", "có bên góp")
        return
    if share_of(lead) >= 1 or lead["funding"] != "cash":
        faults.add(where, f"share = {lead['share']}", "khoản chính chỉ trả một phần, bằng tiền")
    if partner["funding"] != "cash" or not partner["joins"]:
        faults.add(where, f"{partner['gift_id']}: joins = {partner['joins']}", "sẵn lòng góp, tiền")
    if partner["donor_id"] == lead["donor_id"]:
        faults.add(where, f"cùng nhà tài trợ {lead['donor_id']}", "hai nhà tài trợ khác nhau")


def _amounts(
    faults: FaultCollector, where: str, lot: Row, cell: Row, lead: Row, partner: Row | None
) -> None:
    """Compare what the lot says with what its packages hold and cost."""
    all_of_it = package(lead, cell, int(lot["packages"]))
    count, cost = all_of_it["size"], all_of_it["cost"]
    if count != int(count):
        faults.add(where, f"{count} trẻ", "gói phục vụ số trẻ nguyên")
    paid, rest = cost, None if cost is None else 0
    if partner is not None and cost is not None:
        paid, rest = all_of_it["takes"], cost - all_of_it["takes"]
    places = cell["counted"] == "places"
    months = season(cell, *([lead] if partner is None else [lead, partner])) or ()
    expected: dict[str, object] = {
        "quantity": all_of_it["quantity"],
        "children_reached": 0 if places else count,
        "places": count if places else 0,
        "cost_vnd": cost,
        "paid_vnd": paid,
        "partner_vnd": rest,
        "months": "; ".join(map(str, months)),
        "partner_id": partner["donor_id"] if partner else "",
        "partner": partner["donor"] if partner else "",
        **{name: lead[name] for name in ("donor_id", "donor", "donor_type", "gift", "funding")},
        "basis": lead["basis"],
        **{name: cell[name] for name in (*PLACE, "unit", "counted")},
        "unit_price_vnd": all_of_it["price"],
    }
    for column, value in expected.items():
        found = lot[column]
        same = missing(found) if missing(value) else not missing(found) and found == value
        if not same:
            faults.add(where, f"{column} = {found}", f"{value}", "khớp với cells và gifts")
