"""Made-up cells and donors for the tests of the allocation."""

import numpy as np
import pandas as pd


def cell(commune, category="meals", **values):
    """Return one cell: 100 children, all open, packages of 10 children at 1 unit × 100 đồng."""
    defaults = {
        "commune_code": commune,
        "commune": f"Xã {commune}",
        "district_code": "001",
        "district": "Bảo Lạc",
        "zone": "III",
        "category": category,
        "children_target": 100,
        "gap_low": 100,
        "priority": 1.0,
        "unit": "set",
        "package_units": 1,
        "package_children": 10,
        "unit_price_vnd": 100,
    }
    return defaults | values


def donor(donor_id, **values):
    """Return one donor without earmarks; give it a budget or a stock."""
    defaults = {
        "donor_id": donor_id,
        "donor": f"Nhà tài trợ {donor_id}",
        "donor_type": "enterprise",
        "budget_vnd": pd.NA,
        "stock_category": pd.NA,
        "stock_units": pd.NA,
        "categories": (),
        "districts": (),
        "communes": (),
        "zones": (),
        "basis": "illustrative",
    }
    return defaults | values


def cells_table(*rows):
    return pd.DataFrame(list(rows), columns=list(cell("00000")))


def donors_table(*rows):
    return pd.DataFrame(list(rows), columns=list(donor("D")))


def random_case(seed, *, communes, categories, donors, scale=1.0, largest=400):
    """Return cells and donors of a made-up province.

    `scale` stretches the means of the donors, `largest` bounds the children of a target.
    About three cells in four are open, one in twenty has an unknown gap; half the donors have an
    earmark; one in four gives goods.
    """
    draw = np.random.default_rng(seed)
    names = [f"category-{k}" for k in range(categories)]
    rows = []
    for c in range(communes):
        for k, name in enumerate(names):
            target = int(draw.integers(20, largest))
            gap = pd.NA if draw.random() < 0.05 else int(target * min(1, draw.random() * 1.3))
            rows.append(
                cell(
                    f"{c:05d}",
                    name,
                    district_code=f"{c // 6:03d}",
                    district=f"District {c // 6}",
                    zone=("I", "II", "III")[int(draw.integers(3))],
                    children_target=target,
                    gap_low=gap,
                    priority=round(float(draw.random()), 3),
                    package_units=(1, 10, 9, 20)[k % 4],
                    package_children=(1, 10, 1, 25)[k % 4],
                    unit_price_vnd=int((400, 350, 120, 90)[k % 4] * draw.uniform(1, 1.2)) * 1000,
                )
            )
    cells = cells_table(*rows)
    open_children = cells["gap_low"].fillna(0).astype("int64")
    package = cells["package_units"] * cells["unit_price_vnd"]
    whole_cost = int((open_children * package / cells["package_children"]).sum())
    given = []
    for d in range(donors):
        earmarks = {}
        if draw.random() < 0.5:
            earmark = ("categories", "districts", "communes", "zones")[int(draw.integers(4))]
            column = {"categories": "category", "districts": "district_code"}.get(earmark)
            column = column or {"communes": "commune_code", "zones": "zone"}[earmark]
            values = sorted(set(cells[column]))
            share = {"categories": 0.5, "districts": 0.3, "communes": 0.2, "zones": 0.6}[earmark]
            count = max(1, int(len(values) * share))
            earmarks[earmark] = tuple(draw.choice(values, size=count, replace=False).tolist())
        worth = scale * 0.6 * whole_cost / donors * draw.lognormal(0, 0.5)
        if draw.random() < 0.25:
            of = cells[cells["category"] == names[int(draw.integers(categories))]]
            units = max(1, int(worth / of["unit_price_vnd"].mean()))
            earmarks.pop("categories", None)
            goods = {"stock_category": of["category"].iloc[0], "stock_units": units}
            given.append(donor(f"D{d:02d}", **goods, **earmarks))
        else:
            given.append(donor(f"D{d:02d}", budget_vnd=int(worth), **earmarks))
    return cells, donors_table(*given)
