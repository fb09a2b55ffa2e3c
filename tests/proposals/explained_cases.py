"""A made-up plan in the columns of the result tables, for explaining it in words."""

from __future__ import annotations

import pandas as pd

from needs.assessment import Assessment
from needs.tables import CELL

COMMUNES = {
    "04101": ("Xã Một", "101", "Bảo Lạc"),
    "04102": ("Xã Hai", "101", "Bảo Lạc"),
    "04103": ("Xã Ba", "102", "Hạ Lang"),
    "04104": ("Xã Bốn", "102", "Hạ Lang"),
}
#: What a package is in the profile of Cao Bằng: warm clothing 30 sets for 30 children; meals 90
#: meal-months for 10 children; a place is one.
PACKAGES = {"warm_clothing": (30, 30), "nutrition": (90, 10)}


def place(code):
    commune, district_code, district = COMMUNES[code]
    return {
        "commune_code": code,
        "commune": commune,
        "district_code": district_code,
        "district": district,
        "zone": "III",
    }


def cell(code, category="warm_clothing", **values):
    """Return a cell: 100 children in the target, 60 lacking for certain, 100,000 đồng a unit."""
    defaults = place(code) | {
        "category": category,
        "counted": "children",
        "target": 100,
        "gap_low": 60,
        "held": 0,
        "priority": 0.5,
        "price": 100_000,
        "reason": "means_spent",
        "reachable": True,
        "part": 1,
    }
    return defaults | values


def gift(gift_id, **values):
    """Return a gift of money without wishes, unless `values` say otherwise."""
    wishes = ("categories", "districts", "communes", "zones")
    without = ("without_categories", "without_districts", "without_communes", "visit_months")
    limits = ("from_age", "to_age", "least_per_commune", "most_per_commune", "most_communes")
    goods = ("goods_category", "goods_units", "sponsored_children", "sponsored_months", "month_vnd")
    defaults = {
        "donor_id": gift_id.lower(),
        "donor": f"Nhà tài trợ {gift_id}",
        "donor_type": "enterprise",
        "gift_id": gift_id,
        "gift": pd.NA,
        "funding": "cash",
        "period": "2026",
        "budget_vnd": 10_000_000,
        **dict.fromkeys((*wishes, *without), ()),
        **dict.fromkeys((*limits, *goods, "gift_package_units"), pd.NA),
        "whole": False,
        "share": 1.0,
        "joins": False,
        "basis": "returned",
        "left": 0,
        "left_reason": "",
    }
    return defaults | values


def lot(given, code, category="warm_clothing", packages=1, **values):
    """Return a lot of whole packages of a gift at 100,000 đồng a unit."""
    units, children = PACKAGES.get(category, (1, 1))
    places = category not in PACKAGES
    cost = packages * units * 100_000
    names = ("donor_id", "donor", "donor_type", "gift_id", "gift", "funding")
    defaults = {name: given[name] for name in names} | place(code)
    defaults |= {
        "partner_id": "",
        "partner": "",
        "partner_gift": "",
        "category": category,
        "packages": packages,
        "quantity": packages * units,
        "counted": "places" if places else "children",
        "children_reached": 0 if places else packages * children,
        "places": packages if places else 0,
        "cost_vnd": cost,
        "paid_vnd": cost,
        "partner_vnd": 0,
        "delivery_months": (),
        "basis": "returned",
    }
    return defaults | values


LOT_COLUMNS = list(lot(gift("G"), "04101"))


def explained(programme, cells, gifts=(), lots=(), *, mode="fair_first", ranks=(), **tables):
    """Return an assessment whose tables hold these cells, gifts and lots.

    What is reached and open is added up here; further tables are taken over as they are.
    """
    frame = pd.DataFrame(list(cells), columns=list(cell("04101")))
    given = pd.DataFrame(list(lots), columns=LOT_COLUMNS)
    reached = given.assign(n=given.children_reached + given.places).groupby(CELL).n.sum()
    keys = list(zip(frame.commune_code, frame.category, strict=True))
    frame["reached"] = pd.array([int(reached.get(key, 0)) for key in keys], dtype="Int64")
    frame = frame.astype({"reachable": "bool", "priority": "Float64"})
    frame = frame.astype(dict.fromkeys(("target", "gap_low", "held", "price", "part"), "Int64"))
    room = (frame.gap_low - frame.held).clip(lower=0)
    frame["children_open"] = room - frame.reached
    for moment, lacking in (("before", room), ("after", frame.children_open)):
        covered = (frame.target - lacking).astype("Float64")
        frame[f"coverage_{moment}"] = covered / frame.target
    children = frame[frame.counted == "children"]
    still = frame[frame.children_open.isna() | frame.children_open.gt(0)]
    registered = pd.DataFrame(list(gifts), columns=list(gift("G")))
    settings = programme.allocation.model_copy(update={"mode": mode})
    return Assessment(
        programme=programme.model_copy(update={"allocation": settings}),
        tables={
            "communes": pd.DataFrame([place(code) for code in COMMUNES]),
            "gap": children.assign(in_target=True).rename(
                columns={"target": "children_target_low", "price": "unit_price_vnd"}
            ),
            "facilities": frame[frame.counted == "places"].rename(
                columns={
                    "category": "facility",
                    "target": "places_needed",
                    "gap_low": "places_open",
                    "price": "facility_price_vnd",
                }
            ),
            "open_needs": still.rename(columns={"target": "children_target_low"}),
            "allocation": given,
            "gifts": registered.drop(columns=["left", "left_reason"]),
            "gift_use": registered.assign(left=registered.left.astype("Int64")),
            "floors": _floors(frame),
            "stages": _stages(("floor: warm_clothing", 0.0, "optimal")),
            "priority": _ranks(ranks),
        }
        | tables,
    )


def stages(*rows):
    return _stages(*rows)


def _stages(*rows):
    return pd.DataFrame(list(rows), columns=["stage", "gap", "status"])


def _ranks(rows):
    columns = ["commune_code", "category", "rank", "rank_low", "rank_high"]
    return pd.DataFrame(list(rows), columns=columns)


def _floors(frame):
    inside = frame[frame.reachable]
    groups = inside.groupby(["category", "part"], as_index=False)
    return groups.agg(
        cells=("reached", "size"),
        floor_before=("coverage_before", "min"),
        floor_stage1=("coverage_after", "min"),
        floor_stage2=("coverage_after", "min"),
    )


def lines_of(sections, title):
    """Return the lines of the section of that title."""
    return next(lines for name, lines in sections if name == title)


def everything(sections):
    return "\n".join([line for title, lines in sections for line in (title, *lines)])
