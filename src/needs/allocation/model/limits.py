"""The rows and switches of the model: means, room, ages, communes, all or nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from needs.allocation.model.ages import ANY_AGE, age_limits
from needs.allocation.model.lines import Lines, Payments
from needs.allocation.model.model import Model, Whole
from needs.allocation.model.routes import Offers, Routes
from needs.allocation.model.switches import Visits, switches_of


def model_of(cells: pd.DataFrame, offers: Offers) -> Model:
    """Write down all routes with every row and switch; what each cell can get is left empty.

    Parameters
    ----------
    cells
        Checked cells.
    offers
        From `offers_of`.
    """
    routes = offers.routes
    inside, route_cell = np.unique(routes.cell, return_inverse=True)
    chosen = cells.iloc[inside]
    gap = offers.room.open()[inside]
    worth = chosen["priority"].to_numpy(dtype=np.float64) * chosen["worth"].to_numpy(np.float64)
    target = chosen["children_target"].to_numpy(dtype=np.int64)
    paid = _payments(routes)
    rows, row_most, row_kind, row_name = _rows(cells, offers, paid, inside, gap)
    visits = Visits(offers, paid)
    extra, extra_most, extra_name = visits.rows()
    switches = switches_of(offers, paid, visits)
    return Model(
        cell=inside.astype(np.int64),
        part=np.zeros(len(inside), dtype=np.int64),
        parts=(),
        target=target,
        covered=target - gap,
        gap=gap,
        value=worth,
        route_cell=route_cell.astype(np.int64),
        route_gift=routes.gift,
        route_partner=routes.partner,
        route_size=routes.size,
        route_most=routes.most,
        rows=sparse.csc_array(sparse.vstack([rows, extra], format="csc")),
        row_most=np.concatenate([row_most, extra_most]),
        row_kind=(*row_kind, *("commune" for _ in extra_name)),
        row_name=(*row_name, *extra_name),
        switches=switches.matrix,
        switch_least=switches.least,
        switch_most=switches.most,
        switch_on=switches.on,
        switch_group=switches.group,
        group_most=switches.group_most,
        full=np.empty(0, dtype=np.int64),
        levels=(),
    )


def _payments(routes: Routes) -> Payments:
    everyone = np.arange(len(routes.cell), dtype=np.int64)
    joint = np.flatnonzero(routes.partner >= 0)
    return Payments(
        gift=np.concatenate([routes.gift, routes.partner[joint]]),
        route=np.concatenate([everyone, joint]),
        takes=np.concatenate([routes.takes, routes.partner_takes[joint]]),
    )


def _cell_name(cells: pd.DataFrame, row: int) -> str:
    return f"{cells['commune_code'].iat[row]} × {cells['category'].iat[row]}"


def _rows(
    cells: pd.DataFrame, offers: Offers, paid: Payments, inside: Whole, gap: Whole
) -> tuple[sparse.csc_array, Whole, list[str], list[str]]:
    """Return the rows of means, room and ages."""
    routes, lines = offers.routes, Lines()
    givers, giver = np.unique(paid.gift, return_inverse=True)
    lines.add(giver, paid.route, paid.takes, len(givers))
    most = [np.array([offers.gifts[gift].left for gift in givers], dtype=np.int64)]
    names = [offers.gifts[gift].gift_id for gift in givers]
    every = np.arange(len(routes.cell), dtype=np.int64)
    lines.add(np.searchsorted(inside, routes.cell), every, routes.size, len(inside))
    most.append(gap)
    commune = cells["commune_code"].to_numpy(dtype=object)[inside]
    category = cells["category"].to_numpy(dtype=object)[inside]
    names += [f"{c} × {k}" for c, k in zip(commune, category, strict=True)]
    by_age = age_limits(
        offers.room, routes.cell, routes.first_age, routes.last_age, routes.size, routes.most
    )
    for cell, first, last, members, children in by_age:
        lines.add(np.zeros(len(members), dtype=np.int64), members, routes.size[members], 1)
        most.append(np.array([children], dtype=np.int64))
        end = "…" if last == ANY_AGE[1] else last
        names.append(f"{_cell_name(cells, cell)}, {first}–{end}")
    kinds = ["gift"] * len(givers) + ["room"] * len(inside) + ["ages"] * len(by_age)
    return lines.matrix(len(every)), np.concatenate(most), kinds, names
