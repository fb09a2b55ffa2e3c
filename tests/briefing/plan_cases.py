"""A small plan made up for the tests: three communes, two categories, one kind of place.

Warm clothing 300,000 đồng a set; meals 200,000 đồng a meal-month, 9 a child and year.
"""

from __future__ import annotations

import pandas as pd

from needs.assessment import Assessment

COMMUNES = {
    "01201": ("Xã Một", "042", "Huyện Bảo Lâm"),
    "01202": ("Xã Hai", "042", "Huyện Bảo Lâm"),
    "01301": ("Xã Ba", "043", "Huyện Bảo Lạc"),
}
INTEGERS = (
    *("packages", "children_reached", "places", "cost_vnd", "paid_vnd", "partner_vnd"),
    *("gap_low", "held", "reached", "children_open", "cells", "part", "communes_served"),
    *("budget_vnd", "stock_units", "held_taken", "used", "left", "places_open", "amount_vnd"),
    *("children_target_low", "unit_price_vnd", "value_vnd"),
)
REALS = (
    *("priority", "index", "quantity", "floor_before", "floor_stage1", "floor_stage2", "gap"),
    *("effect", "lowest_coverage", "price_of_fairness", "fair_share"),
)


def frame(rows):
    """Return rows with the types of the result tables."""
    made = pd.DataFrame(rows)
    types = dict.fromkeys(INTEGERS, "Int64") | dict.fromkeys(REALS, "Float64")
    return made.astype({name: kind for name, kind in types.items() if name in made})


def place(code):
    commune, district_code, district = COMMUNES[code]
    return {
        "commune_code": code,
        "commune": commune,
        "district_code": district_code,
        "district": district,
        "zone": "III",
    }


def lot(gift_id, code, category="warm_clothing", *, count=30, cost=9_000_000, **values):
    """Return a lot: 30 children for 9 million đồng, paid by one donor."""
    places = category in ("play_area", "classroom")
    defaults = place(code) | {
        "donor_id": gift_id.split("-")[0],
        "donor": f"Nhà {gift_id.split('-')[0].upper()}",
        "donor_type": "enterprise",
        "gift_id": gift_id,
        "gift": "",
        "funding": "cash",
        "partner_id": pd.NA,
        "partner": pd.NA,
        "partner_gift": "",
        "category": category,
        "packages": 1,
        "quantity": float(count),
        "counted": "places" if places else "children",
        "children_reached": 0 if places else count,
        "places": count if places else 0,
        "cost_vnd": cost,
        "paid_vnd": cost,
        "partner_vnd": 0,
        "basis": "illustrative",
    }
    return defaults | values


def still_open(code, category="warm_clothing", *, left=10, reason="means_spent", **values):
    """Return an open need: 10 children, 3 million đồng."""
    defaults = place(code) | {
        "category": category,
        "counted": "places" if category in ("play_area", "classroom") else "children",
        "held": 0,
        "children_open": left,
        "cost_vnd": 3_000_000,
        "reason": reason,
        "reachable": True,
    }
    return defaults | values


def gift_use(gift_id, *, budget=20_000_000, used=9_000_000, reason="below_package_price", **values):
    """Return how much of a gift of money is used."""
    defaults = {
        "gift_id": gift_id,
        "donor_id": gift_id.split("-")[0],
        "donor": f"Nhà {gift_id.split('-')[0].upper()}",
        "donor_type": "enterprise",
        "gift": "",
        "funding": "cash",
        "goods_category": pd.NA,
        "budget_vnd": budget,
        "stock_units": pd.NA,
        "held_taken": 0,
        "used": used,
        "left": (budget or 0) - used,
        "communes_served": 1,
        "left_reason": reason,
        "basis": "illustrative",
    }
    return defaults | values


def plan(programme, **tables):
    """Return an assessment whose plan tables are small; `tables` replace or add."""
    gap = [
        place(code)
        | {
            "category": category,
            "gap_low": low,
            "cost_vnd": None if low is None else low * 300_000,
            "children_target_low": 100,
            "unit_price_vnd": 300_000,
            "priority": priority,
            "basis": "estimated",
        }
        for code, category, low, priority in (
            ("01201", "warm_clothing", 40, 0.5),
            ("01202", "warm_clothing", 50, 0.25),
            ("01301", "warm_clothing", 60, 1.0),
            ("01201", "nutrition", 0, 0.5),
            ("01301", "nutrition", None, 1.0),
        )
    ]
    made = {
        "communes": frame([place(code) for code in COMMUNES]),
        "gap": frame(gap),
        "priority": frame(
            [
                {"commune_code": code, "category": "all", "index": index}
                for code, index in (("01201", 0.5), ("01202", 0.25), ("01301", 2.0))
            ]
        ),
        "facilities": frame(
            [place("01301") | {"facility": "play_area", "places_open": 2, "unit": "sân"}]
        ),
        "allocation": frame([lot("a", "01201"), lot("b", "01202", count=40, cost=12_000_000)]),
        "open_needs": frame(
            [
                still_open("01201"),
                still_open("01202"),
                still_open("01301", left=60, reason="no_donor", cost_vnd=18_000_000),
                still_open(
                    "01301",
                    "nutrition",
                    left=None,
                    reason="gap_unknown",
                    cost_vnd=None,
                ),
            ]
        ),
        "gift_use": frame([gift_use("a"), gift_use("b", used=12_000_000)]),
        "floors": frame(
            [
                {
                    "category": "warm_clothing",
                    "part": 1,
                    "cells": 2,
                    "floor_before": 0.5,
                    "floor_stage1": 0.9,
                    "floor_stage2": 0.89,
                }
            ]
        ),
        "stages": frame([{"stage": "01 floor: warm_clothing", "gap": 0.0005, "status": "optimal"}]),
    }
    made |= {
        name: rows if hasattr(rows, "columns") else frame(rows) for name, rows in tables.items()
    }
    return Assessment(programme=programme, tables=made)
