"""What is usually done, on the same data: down the ranked list, or first come, first served.

Both are honest opponents. They know every wish and keep every limit that our plan keeps (means,
open gaps, ages, least and most per commune, all-or-nothing, co-funding), fill every commune as far
as whole packages go, and waste nothing on the way. They only do not look ahead:

- `rank`: communes by falling priority; each gets its whole gap, category by category, from the
  next donor that has means, until the means end;
- `first_come`: donors in the order in which they came; each goes down the list of communes (those
  it named, in the order in which it named them) and fills each before the next.

Where a wish cannot be kept on the way (a least lot per commune, all or nothing), the donor
withdraws from that commune or altogether, and the list is gone through again without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from needs.allocation.beside.measures import measures_table, plan_measures
from needs.allocation.given.inputs import Inputs, checked_inputs
from needs.allocation.model.build import build_model
from needs.allocation.model.model import Flags, Model, Whole
from needs.allocation.results.results import Allocation, lots_table
from needs.tables import CELL


def down_the_list(model: Model, cells: pd.DataFrame, order: Sequence[int]) -> Whole:
    """Return packages per route when communes are served by priority, one after the other.

    Parameters
    ----------
    model
        The model of these tables.
    cells
        Checked cells; a commune stands where its highest priority puts it, equals by code.
    order
        Rows of the checked gifts, in the order in which the donors are asked.
    """
    inside = cells.iloc[model.cell]
    highest = inside.groupby("commune_code")["priority"].transform("max").to_numpy()
    names = (inside["category"].to_numpy(), inside["commune_code"].to_numpy())
    rank = np.empty(len(inside), dtype=np.int64)
    rank[np.lexsort((*names, -highest))] = np.arange(len(inside))
    asked = _places(order, model)
    return _filled(model, np.lexsort((asked[model.route_gift], rank[model.route_cell])))


def first_come(
    model: Model, cells: pd.DataFrame, gifts: pd.DataFrame, order: Sequence[int]
) -> Whole:
    """Return packages per route when every donor in turn fills the communes of its list.

    Parameters
    ----------
    model
        The model of these tables.
    cells, gifts
        Checked cells (the list: communes by code, then categories) and gifts.
    order
        Rows of the checked gifts, in the order in which they came.
    """
    codes = cells["commune_code"].to_numpy()[model.cell]
    named = [{code: n for n, code in enumerate(wished)} for wished in gifts["communes"]]
    own = np.array(
        [
            named[gift].get(codes[cell], len(named[gift]))
            for gift, cell in zip(model.route_gift, model.route_cell, strict=True)
        ],
        dtype=np.int64,
    )
    asked = _places(order, model)
    return _filled(model, np.lexsort((model.route_cell, own, asked[model.route_gift])))


def _places(order: Sequence[int], model: Model) -> Whole:
    last = max([*order, *model.route_gift.tolist()], default=-1)
    asked = np.full(last + 1, len(order), dtype=np.int64)
    asked[list(order)] = np.arange(len(order))
    return asked


def _filled(model: Model, order: Iterable[int]) -> Whole:
    """Give along `order` as much as each route can, until every wish that is used is kept."""
    blocked = np.zeros(len(model.route_cell), dtype=bool)
    steps = list(order)
    while True:
        plan = _one_pass(model, steps, blocked)
        takes = model.switches @ plan
        broken = np.flatnonzero((takes > 0) & (takes < model.switch_least))
        if not len(broken):
            return plan
        # Every pass blocks a route that was used: there are not more passes than routes.
        blocked |= np.asarray(model.switches[broken].sum(axis=0)).ravel() > 0


def _one_pass(model: Model, steps: list[int], blocked: Flags) -> Whole:
    plan = np.zeros(len(model.route_cell), dtype=np.int64)
    room, slack = model.gap.copy(), model.row_most.copy()
    left, on = model.switch_most.copy(), np.zeros(len(model.switch_most), dtype=bool)
    groups, vacant = model.switch_group, model.group_most.copy()
    rows, switches = model.rows.tocsc(), model.switches.tocsc()
    for route in steps:
        cell = model.route_cell[route]
        most = min(int(room[cell] // model.route_size[route]), int(model.route_most[route]))
        if most <= 0 or blocked[route]:
            continue
        inside = slice(rows.indptr[route], rows.indptr[route + 1])
        row, takes = rows.indices[inside], rows.data[inside]
        most = min(most, *(slack[row] // takes).tolist()) if len(row) else most
        switched = slice(switches.indptr[route], switches.indptr[route + 1])
        switch, asks = switches.indices[switched], switches.data[switched]
        for number, asked in zip(switch, asks, strict=True):
            most = min(most, int(left[number] // asked))
            if not on[number] and groups[number] >= 0 and vacant[groups[number]] <= 0:
                most = 0
        if most <= 0:
            continue
        plan[route] = most
        room[cell] -= most * model.route_size[route]
        slack[row] -= most * takes
        left[switch] -= most * asks
        for number in switch[~on[switch]]:
            on[number] = True
            if groups[number] >= 0:
                vacant[groups[number]] -= 1
    return plan


def compare_practice(
    cells: pd.DataFrame,
    gifts: pd.DataFrame,
    allocation: Allocation,
    *,
    ages: pd.DataFrame | None = None,
    held: pd.DataFrame | None = None,
    period: str | None = None,
    came: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Put our plan beside what is usually done with the same data.

    Parameters
    ----------
    cells, gifts, ages, held, period
        As given to `allocate`.
    allocation
        What it returned.
    came
        Gifts in the order in which they came; by default in the order of their ids.

    Returns
    -------
    DataFrame
        Rows `ours`, `rank`, `first_come`; columns of `plan_measures`.
    """
    inputs = checked_inputs(cells, gifts, ages, held)
    model, _ = build_model(inputs.cells, inputs.gifts, inputs.ages, inputs.held, period=period)
    lots = {"ours": allocation.lots} | practice_lots(inputs, model, came=came)
    reach = inputs.cells[CELL].iloc[model.cell].assign(full=model.full)
    measured = [
        (name, plan_measures(inputs.cells, allocation.gift_use, plan, reach))
        for name, plan in lots.items()
    ]
    return measures_table(measured)


def practice_lots(
    inputs: Inputs, model: Model, *, came: Sequence[str] | None = None
) -> dict[str, pd.DataFrame]:
    """Return the lots of `rank` and `first_come`, in the columns of `Allocation.lots`.

    Parameters
    ----------
    inputs, model
        Checked tables, and the model of them.
    came
        Gifts in the order in which they came; those not named come last, in the order of ids.
    """
    rows = {gift_id: row for row, gift_id in enumerate(inputs.gifts["gift_id"])}
    order = [rows[gift_id] for gift_id in dict.fromkeys([*(came or ()), *rows]) if gift_id in rows]
    plans = {
        "rank": down_the_list(model, inputs.cells, order),
        "first_come": first_come(model, inputs.cells, inputs.gifts, order),
    }
    return {name: lots_table(inputs, model, plan) for name, plan in plans.items()}
