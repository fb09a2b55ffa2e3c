"""Made-up cells and gifts for the tests of the allocation."""

from typing import NamedTuple

import numpy as np
import pandas as pd


class Case(NamedTuple):
    """What `allocate` is given; `ages` and `held` may be None."""

    cells: pd.DataFrame
    gifts: pd.DataFrame
    ages: pd.DataFrame | None = None
    held: pd.DataFrame | None = None


def cell(commune, category="meals", **values):
    """Return one cell: 100 children, all open, packages of 10 children at 1 unit × 100 đồng."""
    defaults = {
        "commune_code": commune,
        "commune": f"Xã {commune}",
        "district_code": "001",
        "district": "Bảo Lạc",
        "zone": "III",
        "category": category,
        "counted": "children",
        "children_target": 100,
        "gap_low": 100,
        "held": 0,
        "priority": 1.0,
        "worth": 1.0,
        "unit": "set",
        "unit_months": False,
        "package_units": 1,
        "package_children": 10,
        "unit_price_vnd": 100,
        "months": (),
    }
    return defaults | values


def gift(gift_id, **values):
    """Return one gift without wishes; give it `budget_vnd`, `units` or `children`.

    The funding follows from which of the three is given. The donor is the gift's id unless
    `donor_id` says otherwise.
    """
    funding = "stock" if "units" in values else "sponsored" if "children" in values else "cash"
    donor_id = values.get("donor_id", gift_id)
    defaults = {
        "donor_id": donor_id,
        "donor": f"Nhà tài trợ {donor_id}",
        "donor_type": "enterprise",
        "gift_id": gift_id,
        "gift": "",
        "funding": funding,
        "period": "2026",
        "budget_vnd": pd.NA,
        "category": pd.NA,
        "units": pd.NA,
        "children": pd.NA,
        "months": 9 if funding == "sponsored" else pd.NA,
        "month_vnd": pd.NA,
        "categories": (),
        "districts": (),
        "communes": (),
        "zones": (),
        "without_categories": (),
        "without_districts": (),
        "without_communes": (),
        "from_age": pd.NA,
        "to_age": pd.NA,
        "least_per_commune": pd.NA,
        "most_per_commune": pd.NA,
        "most_communes": pd.NA,
        "package_units": pd.NA,
        "whole": False,
        "share": pd.NA,
        "joins": False,
        "visit_months": (),
        "basis": "illustrative",
        "source": "test",
    }
    return defaults | values


def cells_table(*rows):
    return pd.DataFrame(list(rows), columns=list(cell("00000")))


def gifts_table(*rows):
    return pd.DataFrame(list(rows), columns=list(gift("G", budget_vnd=1)))


def ages_table(*rows):
    """Return the table `ages` from rows (commune, category, {age: children})."""
    flat = [(c, k, a, n) for c, k, by_age in rows for a, n in by_age.items()]
    return pd.DataFrame(flat, columns=["commune_code", "category", "age", "children"])


def held_table(*rows):
    """Return the table `held` from rows (gift, commune, category, count, taken)."""
    return pd.DataFrame(
        list(rows), columns=["gift_id", "commune_code", "category", "count", "taken"]
    )


def offered_table(*rows):
    """Return the table `offered` from rows (gift, partner gift, commune, category, packages)."""
    return pd.DataFrame(
        list(rows), columns=["gift_id", "partner_gift", "commune_code", "category", "packages"]
    )


def shuffled(case, seed):
    """Return the same case with the rows of every table in another order."""
    tables = [
        None if table is None else table.sample(frac=1, random_state=seed + n)
        for n, table in enumerate(case)
    ]
    return Case(*tables)


def random_case(seed, *, communes, categories, gifts, scale=1.0, largest=400, plain=False):
    """Return a made-up province as a `Case`.

    `scale` stretches the means of the donors, `largest` bounds the children of a target. About
    three cells in four are open, one in twenty has an unknown gap; half the gifts have a wish;
    one in four is goods, one in ten a sponsorship. Unless `plain`: ages, seasons, exclusions,
    least and most per commune, most communes, own packages, whole gifts, shares, cells of places,
    cells without a price, what is held already.
    """
    draw = np.random.default_rng(seed)
    names = [f"category-{k}" for k in range(categories)]
    rows = [
        _random_cell(draw, c, k, name, largest, plain)
        for c in range(communes)
        for k, name in enumerate(names)
    ]
    cells = cells_table(*rows)
    price = cells["unit_price_vnd"].fillna(100_000).astype("int64")
    open_count = cells["gap_low"].fillna(0).astype("int64")
    package = cells["package_units"] * price
    whole_cost = int((open_count * package / cells["package_children"]).sum())
    given = []
    for d in range(gifts):
        worth = scale * 0.6 * whole_cost / gifts * draw.lognormal(0, 0.5)
        given.append(_random_gift(draw, f"G{d:03d}", cells, price, worth, plain))
    table = gifts_table(*given)
    if plain:
        return Case(cells, table)
    ages = _random_ages(draw, cells)
    cells, held = _random_held(draw, cells, table)
    return Case(cells, table, ages, held)


def _random_cell(draw, c, k, name, largest, plain):
    target = int(draw.integers(largest // 20 + 1, largest))
    values = {
        "district_code": f"{c // 6:03d}",
        "district": f"District {c // 6}",
        "zone": ("I", "II", "III")[int(draw.integers(3))],
        "children_target": target,
        "gap_low": pd.NA if draw.random() < 0.05 else int(target * min(1, draw.random() * 1.3)),
        "priority": round(float(draw.random()), 3),
        "package_units": (1, 10, 9, 20)[k % 4],
        "package_children": (1, 10, 1, 25)[k % 4],
        "unit_price_vnd": int((400, 350, 120, 90)[k % 4] * draw.uniform(1, 1.2)) * 1000,
        "unit_months": k % 4 == 2,
    }
    if largest < 100:
        values |= {"package_children": (1, 2, 1, 3)[k % 4], "package_units": (1, 2, 9, 3)[k % 4]}
    if not plain:
        if draw.random() < 0.05:
            values["unit_price_vnd"] = pd.NA
        if k % 4 == 3:
            values |= {"counted": "places", "worth": 25.0, "package_children": 1}
        values["months"] = ((), (9, 10, 11, 12), (), ())[k % 4]
    return cell(f"{c:05d}", name, **values)


def _random_gift(draw, gift_id, cells, price, worth, plain):
    values = {"donor_id": f"D{int(gift_id[1:]) // 2:03d}"}
    if draw.random() < 0.5:
        wish = ("categories", "districts", "communes", "zones")[int(draw.integers(4))]
        values[wish] = _some(draw, cells, wish, {"communes": 0.4, "zones": 0.6}.get(wish, 0.5))
    kind = draw.random()
    of = cells[cells["category"] == draw.choice(cells["category"])]
    of_price = float(price[of.index].mean())
    if kind < 0.25:
        values.pop("categories", None)
        values |= {"category": of["category"].iloc[0], "units": max(1, int(worth / of_price))}
        holds = values["units"]
    elif kind < 0.35 and (of["counted"] == "children").all():
        values.pop("categories", None)
        per_child = of_price * of["package_units"].iloc[0] / of["package_children"].iloc[0]
        values |= {"category": of["category"].iloc[0], "children": max(1, int(worth / per_child))}
        values["months"] = int(draw.integers(1, 13))
        if draw.random() < 0.5:
            values["month_vnd"] = 100_000
        holds = values["children"]
    else:
        values["budget_vnd"] = holds = int(worth)
    if plain:
        return gift(gift_id, **values)
    return gift(gift_id, **values, **_random_limits(draw, values, cells, of, holds))


def _random_limits(draw, values, cells, of, holds):
    limits = _random_communes(draw, holds)
    if draw.random() < 0.2:
        without = ("categories", "districts", "communes")[int(draw.integers(3))]
        limits[f"without_{without}"] = _some(draw, cells, without, 0.2)
    if draw.random() < 0.2:
        first = int(draw.integers(0, 6))
        limits |= {"from_age": first, "to_age": first + int(draw.integers(0, 6))}
    if draw.random() < 0.2:
        limits["visit_months"] = tuple(int(m) for m in draw.choice(range(1, 13), 3, replace=False))
    if "units" in values and draw.random() < 0.3:
        limits["package_units"] = int(of["package_units"].iloc[0]) * int(draw.integers(1, 4))
    if "budget_vnd" in values:
        if draw.random() < 0.2 and not limits.get("whole"):
            limits["share"] = (0.5, 0.3, 0.7)[int(draw.integers(3))]
        elif draw.random() < 0.4:
            limits["joins"] = True
    return limits


def _random_communes(draw, holds):
    limits = {}
    if draw.random() < 0.25:
        limits["least_per_commune"] = max(1, int(holds * draw.uniform(0.02, 0.5)))
    if draw.random() < 0.25:
        least = limits.get("least_per_commune", 1)
        limits["most_per_commune"] = max(least, int(holds * draw.uniform(0.2, 0.8)))
    if draw.random() < 0.25:
        limits["most_communes"] = int(draw.integers(1, 4))
    if draw.random() < 0.15:
        limits["whole"] = True
    return limits


def _some(draw, cells, wish, share):
    column = {"categories": "category", "districts": "district_code"}.get(wish)
    column = column or {"communes": "commune_code", "zones": "zone"}[wish]
    values = sorted(set(cells[column]))
    count = max(1, int(len(values) * share))
    return tuple(str(value) for value in draw.choice(values, size=count, replace=False))


def _random_ages(draw, cells):
    rows = []
    for row in cells.to_dict("records"):
        if pd.isna(row["gap_low"]) or row["counted"] != "children":
            continue
        shares = draw.dirichlet(np.ones(6))
        by_age = draw.multinomial(row["gap_low"], shares)
        ages = {3 + a: int(n) for a, n in enumerate(by_age)}
        rows.append((row["commune_code"], row["category"], ages))
    return ages_table(*rows)


def _random_held(draw, cells, gifts):
    """Let a few gifts hold one or two packages somewhere, as an earlier plan could have left."""
    cells, rows = cells.copy(), []
    for row in gifts.to_dict("records"):
        if draw.random() > 0.15 or pd.notna(row["share"]):
            continue
        inside = cells[cells["gap_low"].notna() & cells["unit_price_vnd"].notna()]
        if pd.notna(row["category"]):
            inside = inside[inside["category"] == row["category"]]
        if inside.empty:
            continue
        index = inside.index[int(draw.integers(len(inside)))]
        chosen = cells.loc[index]
        if row["funding"] == "sponsored":
            size, takes, holds = 1, 1, row["children"]
        elif row["funding"] == "stock":
            size, takes, holds = chosen["package_children"], chosen["package_units"], row["units"]
        else:
            size, holds = chosen["package_children"], row["budget_vnd"]
            takes = chosen["package_units"] * chosen["unit_price_vnd"]
        if takes <= holds and chosen["held"] + size <= chosen["gap_low"]:
            cells.loc[index, "held"] += int(size)
            key = (row["gift_id"], chosen["commune_code"], chosen["category"])
            rows.append((*key, int(size), int(takes)))
    return cells, held_table(*rows)
