"""Tiny cases with every kind of wish, small enough to write down all their plans."""

import numpy as np
import pandas as pd

from .allocation_cases import Case, ages_table, cell, cells_table, gift, gifts_table, held_table


def tiny_case(seed):
    """Return one to nine cells and one to four gifts with any wish that the model knows.

    Codes and ids hold the seed, and gifts go to communes of the case only: cases can be joined.
    """
    draw = np.random.default_rng(seed)
    rows, names = [], ["books", "clothing", "meals"][: int(draw.integers(1, 4))]
    for c in range(int(draw.integers(1, 4))):
        rows += [_cell(draw, f"{10 * seed + c:05d}", name) for name in names]
    cells = cells_table(*rows)
    table = gifts_table(
        *(_gift(draw, f"{seed}-{g}", cells) for g in range(int(draw.integers(1, 5))))
    )
    if draw.random() < 0.3:
        return Case(cells, table.assign(from_age=pd.NA, to_age=pd.NA), None, _held(cells, table))
    ages = [
        (row["commune_code"], row["category"], _by_age(draw, row["gap_low"]))
        for row in cells.to_dict("records")
        if pd.notna(row["gap_low"])
    ]
    return Case(cells, table, ages_table(*ages), None)


def joined(cases):
    """Return many cases as one; no gift of one goes to a commune of another."""
    tables = []
    for column in zip(*cases, strict=True):
        given = [table for table in column if table is not None and len(table)]
        tables.append(pd.concat(given, ignore_index=True) if given else None)
    return Case(*tables)


def _cell(draw, commune, name):
    target = int(draw.integers(4, 13))
    values = {
        "zone": ("I", "III")[int(commune) % 2],
        "district_code": f"{int(commune) % 3:03d}",
        "children_target": target,
        "gap_low": pd.NA if draw.random() < 0.08 else int(draw.integers(0, target + 1)),
        "priority": float(draw.integers(0, 6)) / 4,
        "worth": float(draw.choice([1.0, 1.0, 2.5])),
        "package_units": int(draw.integers(1, 4)),
        "package_children": int(draw.integers(1, 5)),
        "unit_price_vnd": pd.NA if draw.random() < 0.05 else int(draw.integers(3, 12)),
        "months": (9, 10, 11) if draw.random() < 0.2 else (),
    }
    return cell(commune, name, **values)


def _gift(draw, gift_id, cells):
    case, kind = gift_id.split("-")[0], draw.random()
    values = {"donor_id": f"{case}-D{int(draw.integers(0, 4))}"}
    of = str(draw.choice(cells["category"]))
    if kind < 0.55:
        holds = values["budget_vnd"] = int(draw.integers(1, 45))
    elif kind < 0.8:
        holds = values["units"] = int(draw.integers(1, 9))
        values["category"] = of
    else:
        holds = values["children"] = int(draw.integers(1, 6))
        values["category"] = of
    values |= _wishes(draw, cells, of) | _per_commune(draw, holds)
    if draw.random() < 0.2:
        values["whole"] = True
    inside = cells if kind < 0.55 else cells[cells["category"] == of]
    own = int(draw.integers(1, 7))
    whole_children = (own * inside["package_children"] % inside["package_units"] == 0).all()
    if kind < 0.8 and draw.random() < 0.3 and whole_children:
        values["package_units"] = own
    if kind < 0.55 and draw.random() < 0.35:
        if draw.random() < 0.5 and not values.get("whole"):
            values["share"] = float(draw.choice([0.5, 0.3]))
        else:
            values["joins"] = True
    return gift(gift_id, **values)


def _wishes(draw, cells, of):
    communes = sorted(set(cells["commune_code"]))
    values = {"communes": tuple(communes)}
    if draw.random() < 0.2:
        values["categories"] = (of,)
    if draw.random() < 0.2:
        values["communes"] = (str(draw.choice(communes)),)
    if draw.random() < 0.1:
        values["without_communes"] = (str(draw.choice(communes)),)
    if draw.random() < 0.2:
        first = int(draw.integers(3, 6))
        values |= {"from_age": first, "to_age": int(draw.integers(first, 6))}
    if draw.random() < 0.15:
        values["visit_months"] = (1, 2) if draw.random() < 0.3 else (10,)
    return values


def _per_commune(draw, holds):
    values = {}
    if draw.random() < 0.25:
        values["least_per_commune"] = int(draw.integers(1, holds + 1))
    if draw.random() < 0.25:
        least = values.get("least_per_commune", 1)
        values["most_per_commune"] = int(draw.integers(least, holds + 1))
    if draw.random() < 0.25:
        values["most_communes"] = int(draw.integers(1, 3))
    return values


def _by_age(draw, children):
    split = draw.multinomial(children, [1 / 3] * 3)
    return {3 + age: int(count) for age, count in enumerate(split)}


def _held(cells, gifts):
    """Let the first gift of goods or sponsorship have promised one package already."""
    rows = []
    for row in gifts.to_dict("records"):
        if row["funding"] == "cash" or rows:
            continue
        inside = cells[(cells["category"] == row["category"]) & cells["gap_low"].notna()]
        for index, place in inside.iterrows():
            children, units = int(place["package_children"]), int(place["package_units"])
            size, takes = (1, 1) if row["funding"] == "sponsored" else (children, units)
            holds = row["children"] if row["funding"] == "sponsored" else row["units"]
            if size <= place["gap_low"] and takes <= holds:
                cells.loc[index, "held"] = size
                key = (row["gift_id"], place["commune_code"], place["category"])
                rows.append((*key, size, takes))
                break
    return held_table(*rows)
