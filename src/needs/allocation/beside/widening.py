"""Every limit that somebody could widen, in one model with room for all of it.

Means, the most per commune and gaps are first widened in the tables, so that the model knows every
route that would then be there; the limits as they stand are put back as bounds of its rows. Each
can then be widened by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import sparse

from needs.allocation.beside.effect_program import EffectProgram, Numbers
from needs.allocation.given.gift_faults import HOLDS
from needs.allocation.given.inputs import Inputs
from needs.allocation.model.ages import ANY_AGE
from needs.allocation.model.gifts import package_of, wished
from needs.allocation.model.limits import model_of
from needs.allocation.model.model import Flags, Model, Whole
from needs.allocation.model.routes import offers_of

PER = {"cash": "vnd", "stock": "units", "sponsored": "children"}


@dataclass(frozen=True)
class Limit:
    """A limit that somebody could widen.

    Parameters
    ----------
    gift
        Row of the gift.
    limit
        `means`, `most_communes`, `most_per_commune`, `gap`.
    rows
        Limits of the programme that it is made of; they are widened together.
    step
        By how much, in what is counted there: đồng, units, children, communes.
    per
        What is counted: `vnd`, `units`, `children`, `communes`.
    lump
        Effect of the largest package of the gift: whole packages cannot come nearer.
    opens
        Per switch: may it change for this limit?
    cell
        Position of the cell of a `gap`; −1 for the others.
    """

    gift: int
    limit: str
    rows: tuple[int, ...]
    step: float
    per: str
    lump: float
    opens: Flags
    cell: int = -1


class Widening:
    """The wider model, and the limits as they stand.

    Parameters
    ----------
    inputs
        Checked tables.
    period
        The period of the plan.
    step_vnd
        Đồng by which gifts of money are widened (at least one package).
    """

    def __init__(self, inputs: Inputs, *, period: str | None, step_vnd: int) -> None:
        self._inputs = inputs
        self._steps = [_step(inputs, gift, step_vnd) for _, gift in inputs.gifts.iterrows()]
        gifts, cells, self._wider_gap = self._wider(inputs, period)
        offers = offers_of(cells, gifts, inputs.ages, inputs.held, period=period)
        self.model: Model = model_of(cells, offers)
        model = self.model
        kinds = np.array(model.row_kind, dtype=object)
        self._gift_rows = {model.row_name[row]: int(row) for row in np.flatnonzero(kinds == "gift")}
        self._room = np.flatnonzero(kinds == "room")
        self._lines = sparse.csr_array(model.rows)
        self.most = model.row_most.astype(np.float64)
        for row, gift_id in enumerate(inputs.gifts["gift_id"]):
            if gift_id in self._gift_rows and not inputs.gifts["whole"].iloc[row]:
                self.most[self._gift_rows[gift_id]] -= self._steps[row]
        open_now = (inputs.cells["gap_low"].fillna(0) - inputs.cells["held"]).clip(lower=0)
        self.gap = open_now.to_numpy(dtype=np.int64)[model.cell]
        self.most[self._room] = self.gap
        self._communes = self._most_per_commune()

    def _wider(
        self, inputs: Inputs, period: str | None
    ) -> tuple[pd.DataFrame, pd.DataFrame, Whole]:
        gifts, cells = inputs.gifts.copy(), inputs.cells.copy()
        steps = pd.Series(self._steps, index=gifts.index, dtype="Int64")
        for funding, holds in HOLDS.items():
            widened = (gifts["funding"] == funding) & ~gifts["whole"]
            gifts[holds] = gifts[holds].where(~widened, gifts[holds] + steps)
        gifts["most_per_commune"] = gifts["most_per_commune"] + steps
        # Where gifts for ages can give, a wider gap would need children of known ages.
        offers = offers_of(cells, gifts, inputs.ages, inputs.held, period=period)
        routes = offers.routes
        aged = (routes.first_age != ANY_AGE[0]) | (routes.last_age != ANY_AGE[1])
        wider = cells["package_children"].to_numpy(dtype=np.int64).copy()
        wider[routes.cell[aged]] = 0
        wider[cells["gap_low"].isna().to_numpy(dtype=bool)] = 0
        cells["held"] = cells["held"] - wider
        return gifts, cells, wider

    def program(self, plan: Whole, required: Whole) -> EffectProgram:
        """Return the programme around a plan, at the limits as they stand."""
        model, on = self.model, self.model.opened(plan)
        extra, extra_most, _ = self._communes
        return EffectProgram(
            model=model,
            extra=extra,
            required=np.minimum(required, model.counts(plan)),
            limits=np.concatenate([self.most, model.group_most, extra_most]).astype(np.float64),
            switch_most=model.switch_most.astype(np.float64),
            # What is held has opened a commune already: more may come there, or nothing.
            open_switches=model.switch_on & ~on,
            switched_on=on,
        )

    def opened(self, program: EffectProgram, switches: Flags) -> EffectProgram:
        """Return the programme in which switches may change, at the gaps as they are.

        A switch that is split lets through a share of its most: the sharper, the nearer the truth.
        """
        model = self.model
        routes = np.minimum(model.route_most, self.gap[model.route_cell] // model.route_size)
        able = np.asarray(model.switches @ routes, dtype=np.float64)
        return program.opened(switches, np.minimum(program.switch_most, able))

    def limits(self, duals: Numbers) -> Iterator[Limit]:
        """List the limits of every gift; of the gaps it could fill, that with the highest dual."""
        model, gifts = self.model, self._inputs.gifts
        worth = model.value[model.route_cell] * model.route_size
        payer, nothing = self._payers(), np.zeros(len(model.switch_least), dtype=bool)
        rows, groups = len(model.row_most), len(model.group_most)
        for number, (gift_id, step) in enumerate(zip(gifts["gift_id"], self._steps, strict=True)):
            if gift_id not in self._gift_rows:
                continue
            row, gift = self._gift_rows[gift_id], gifts.iloc[number]
            routes, _ = line_of(self._lines, row)
            here = Limit(
                gift=number,
                limit="means",
                rows=(row,),
                step=float(step),
                per=PER[gift["funding"]],
                lump=float(worth[routes].max()),
                opens=nothing,
            )
            if not gift["whole"]:
                yield here
            own = rows + groups + np.flatnonzero(self._communes[2] == number)
            if len(own):
                yield replace(here, limit="most_per_commune", rows=tuple(own.tolist()))
            grouped = np.unique(model.switch_group[payer == number])
            for group in grouped[grouped >= 0].tolist():
                opens = model.switch_group == group
                wider = replace(here, limit="most_communes", rows=(rows + group,), opens=opens)
                yield replace(wider, step=1.0, per="communes")
            cells = np.unique(model.route_cell[routes])
            best = int(cells[np.argmax(duals[self._room[cells]])])
            more = float(self._wider_gap[model.cell[best]])
            if more and self._holds(gift):
                filled = replace(here, limit="gap", rows=(int(self._room[best]),), cell=best)
                yield replace(filled, step=more, per="children")

    @staticmethod
    def _holds(gift: pd.Series) -> bool:
        return bool(gift[HOLDS[gift["funding"]]] > 0)

    def _most_per_commune(self) -> tuple[sparse.csr_array, Numbers, Whole]:
        """Return a line per gift × commune with a most, what it may give, and the gift."""
        inputs, model = self._inputs, self.model
        codes, commune = np.unique(
            inputs.cells["commune_code"].to_numpy(dtype=str)[model.cell[model.route_cell]],
            return_inverse=True,
        )
        taken = inputs.held.groupby(["gift_id", "commune_code"])["taken"].sum().to_dict()
        lines, most, gifts = [], [], []
        for number, gift in inputs.gifts.iterrows():
            if pd.isna(gift["most_per_commune"]) or gift["gift_id"] not in self._gift_rows:
                continue
            routes, takes = line_of(self._lines, self._gift_rows[gift["gift_id"]])
            for place in np.unique(commune[routes]).tolist():
                inside = commune[routes] == place
                entries = (takes[inside], (np.zeros(inside.sum(), dtype=np.int64), routes[inside]))
                lines.append(sparse.csr_array(entries, shape=(1, len(model.route_cell))))
                held = int(taken.get((gift["gift_id"], str(codes[place])), 0))
                most.append(float(max(0, int(gift["most_per_commune"]) - held)))
                gifts.append(int(str(number)))
        empty = sparse.csr_array((0, len(model.route_cell)), dtype=np.int64)
        matrix = sparse.csr_array(sparse.vstack([empty, *lines], format="csr"))
        return matrix, np.array(most), np.array(gifts, dtype=np.int64)

    def _payers(self) -> Whole:
        """Return, per switch, the row of the gift whose wish it is."""
        model, gifts = self.model, self._inputs.gifts
        ids = gifts["gift_id"].to_list()
        wishes = gifts[["least_per_commune", "most_communes", "most_per_commune"]].notna()
        asks = (wishes.any(axis=1) | gifts["whole"]).to_numpy(dtype=bool)
        switches = sparse.csr_array(model.switches)
        found = np.full(switches.shape[0], -1, dtype=np.int64)
        for number in range(switches.shape[0]):
            routes, takes = line_of(switches, number)
            for gift in (int(model.route_gift[routes[0]]), int(model.route_partner[routes[0]])):
                if gift < 0 or not asks[gift]:
                    continue
                paid = self._lines[self._gift_rows[ids[gift]], int(routes[0])]
                if int(paid) == int(takes[0]):
                    found[number] = gift
                    break
        return found


def _step(inputs: Inputs, gift: pd.Series, step_vnd: int) -> int:
    """Return by how much a gift is widened: a package, and for money at least `step_vnd`."""
    if gift["funding"] == "sponsored":
        return 1
    package = package_of(inputs.cells, gift)
    costs = package.cost[wished(inputs.cells, gift) & package.good & (package.cost > 0)]
    smallest = int(costs.min()) if len(costs) else 1
    return max(step_vnd, smallest) if gift["funding"] == "cash" else smallest


def line_of(lines: sparse.csr_array, number: int) -> tuple[Whole, Whole]:
    """Return the routes of a limit, and what a package takes of it."""
    here = slice(lines.indptr[number], lines.indptr[number + 1])
    return lines.indices[here], lines.data[here]
