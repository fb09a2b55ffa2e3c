"""Which limit binds, and what widening it would bring: duals, told only if re-solving agrees."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from needs.allocation.beside.effect_program import Effect, EffectProgram
from needs.allocation.beside.next_gift import open_gift
from needs.allocation.beside.widening import Limit, Widening
from needs.allocation.given.inputs import Inputs, checked_inputs
from needs.allocation.model.model import Whole
from needs.allocation.results.results import Allocation
from needs.allocation.results.routes_of_lots import plan_of
from needs.tables import CELL

MILLION = 1_000_000
ANY_DONOR = "*"
# Effects of less than this share of the whole are noise.
NOISE = 1e-9
# Solves in whole packages side by side: the solver uses one processor for each.
SOLVED_AT_ONCE = 4
# How near a re-solve must come to what the dual predicts.
SPLIT_AGREES, WHOLE_AGREES = 0.01, 0.10
COLUMNS = {
    **dict.fromkeys(("gift_id", "donor_id", "limit", "commune_code", "category", "per"), "str"),
    **dict.fromkeys(("dual", "dual_per_million", "step"), "float64"),
    **dict.fromkeys(("predicted", "confirmed_split", "confirmed", "uncertain"), "float64"),
    "status": "str",
}


def binding_limits(
    cells: pd.DataFrame,
    gifts: pd.DataFrame,
    allocation: Allocation,
    *,
    ages: pd.DataFrame | None = None,
    held: pd.DataFrame | None = None,
    period: str | None = None,
    step_vnd: int = 10 * MILLION,
    nodes: int = 20,
) -> pd.DataFrame:
    """Say which limits hold the effect of a plan down, and what widening each would bring.

    The communes that each gift serves are fixed as in the plan, every cell keeps what its floor
    asks for, and the effect is solved with packages that can be split. The duals say what one
    đồng, unit or child more is worth. Each is confirmed by solving again with the limit widened by
    `step`: with split packages, exactly; and with whole packages, as far as a small tree goes, once
    for all limits that are worth the same (a million đồng of whoever has no wish that binds). Where
    the dual holds at the point only, or whole packages contradict it beyond what is not settled,
    the row is marked and nobody is told it as a fact.

    Parameters
    ----------
    cells, gifts, ages, held, period
        As given to `allocate`.
    allocation
        What it returned.
    step_vnd
        Đồng by which a gift of money is widened (at least one package).
    nodes
        Nodes of the tree of each solve in whole packages: unlike seconds, everywhere the same.

    Returns
    -------
    DataFrame
        One row per gift and limit that binds, and for any gift of money without wishes (`gift_id`
        is "*"): `gift_id`, `donor_id`, `limit` (`means`; `most_communes`; `most_per_commune`;
        `gap`, with its `commune_code` and `category`: of the gap that would give most if wider),
        `per` (`vnd`, `units`, `children`, `communes`), `dual` (effect per one of it),
        `dual_per_million` (per million đồng; missing for what is not đồng), `step`, `predicted`
        (dual × step), `confirmed_split`, `confirmed` (whole packages; missing where another row
        of the same worth was asked), `uncertain` (by how much the latter may be wrong, as far as
        it was solved), `status` (`yes`: confirmed, and not contradicted; `no`).
        The effect is Σ priority × worth × children (or places).

    Raises
    ------
    InputFaults
        If the tables cannot be used.
    NoSolution
        If the solver ends without a result.

    Notes
    -----
    The greatest effect is concave in every limit, so that what the dual predicts is never less
    than what split packages bring. For `most_communes` the switches of the gift are split as well.
    """
    # It holds nothing yet: what it would bring is what is asked.
    anybody = open_gift(gifts, 0, gift_id=ANY_DONOR)
    gifts = pd.concat([gifts.astype("object"), anybody], ignore_index=True)
    inputs = checked_inputs(cells, gifts, ages, held)
    widening = Widening(inputs, period=period, step_vnd=step_vnd)
    plan = plan_of(inputs, widening.model, allocation.lots)
    solves = _Solves(widening.program(plan, _required(inputs, widening, allocation)), nodes)
    asked = [
        question
        for limit in widening.limits(solves.split.duals)
        if (question := _asked(widening, limit, solves)) is not None
    ]
    solves.in_whole_packages(
        program for one in asked if one.first for program in (one.program, one.wider)
    )
    told = [_told(inputs, widening, question, solves) for question in asked]
    table = pd.DataFrame(told, columns=list(COLUMNS)).astype(COLUMNS)
    return table.sort_values(["gift_id", "limit", *CELL], ignore_index=True)


def _required(inputs: Inputs, widening: Widening, allocation: Allocation) -> Whole:
    """Return what every cell has to keep for the floors."""
    rules, coverage, model = allocation.rules, allocation.coverage, widening.model
    kept = 1.0 if rules.mode == "effect_first" else 1 - rules.epsilon
    floors = allocation.floors[["category", "part", "floor_stage1"]].dropna(subset="part")
    floors = floors.astype({"part": "Int64"})
    own = coverage[[*CELL, "part"]].merge(floors, on=["category", "part"], how="left")
    inside = inputs.cells[CELL].iloc[model.cell].merge(own, on=CELL, how="left")
    floor = inside["floor_stage1"].fillna(0.0).to_numpy(dtype=np.float64) * kept
    gap = widening.gap
    target, covered = model.target, model.target - gap
    if rules.mode == "proportional":
        target, covered = gap, np.zeros_like(gap)
    # Floors are floating-point numbers in the table: what they ask for is rounded with care.
    asked = np.ceil(floor * target - covered - 1e-6)
    return np.asarray(np.maximum(asked, 0), dtype=np.int64)


class _Solves:
    """Solves around one plan, each made once."""

    def __init__(self, program: EffectProgram, nodes: int) -> None:
        self.program, self.nodes = program, nodes
        self.split = program.split()
        self._whole: dict[bytes, Effect] = {}
        self._seen: set[tuple[object, ...]] = set()

    def first_of(self, kind: tuple[object, ...]) -> bool:
        """Say whether no limit of this kind and worth was asked before."""
        first = kind not in self._seen
        self._seen.add(kind)
        return first

    def in_whole_packages(self, programs: Iterable[EffectProgram]) -> None:
        """Solve these, each once, several at a time: none depends on another."""
        asked: dict[bytes, EffectProgram] = {}
        for program in programs:
            asked.setdefault(self._key(program), program)
        with ThreadPoolExecutor(max_workers=SOLVED_AT_ONCE) as pool:
            found = pool.map(lambda program: program.whole(nodes=self.nodes), asked.values())
            self._whole.update(zip(asked, found, strict=True))

    def whole(self, program: EffectProgram) -> Effect:
        """Return what `in_whole_packages` found."""
        return self._whole[self._key(program)]

    def _key(self, program: EffectProgram) -> bytes:
        return program.limits.tobytes() + program.open_switches.tobytes()


@dataclass(frozen=True)
class _Question:
    """A limit that binds, before whole packages are asked: the effect with it, and with more."""

    limit: Limit
    program: EffectProgram
    wider: EffectProgram
    dual: float
    split: float
    first: bool

    @property
    def predicted(self) -> float:
        return self.dual * self.limit.step


def _asked(widening: Widening, limit: Limit, solves: _Solves) -> _Question | None:
    """Return what is asked of a limit; None where it does not bind."""
    base, program = solves.split, solves.program
    if limit.opens.any():
        program = widening.opened(program, limit.opens)
        base = program.split()
    dual = float(base.duals[list(limit.rows)].sum())
    predicted = dual * limit.step
    if predicted <= NOISE * max(1.0, abs(base.value)):
        return None
    wider = program.with_more(limit.rows, limit.step)
    first = solves.first_of((limit.limit, limit.per, limit.step, round(predicted, 6)))
    return _Question(limit, program, wider, dual, wider.split().value - base.value, first)


def _told(
    inputs: Inputs, widening: Widening, question: _Question, solves: _Solves
) -> dict[str, Any]:
    limit, predicted, split = question.limit, question.predicted, question.split
    agrees = split >= (1 - SPLIT_AGREES) * predicted
    confirmed = uncertain = np.nan
    if question.first:
        before, after = solves.whole(question.program), solves.whole(question.wider)
        confirmed = after.value - before.value
        uncertain = (after.bound - after.value) + (before.bound - before.value)
        blur = max(WHOLE_AGREES * predicted, limit.lump)
        agrees &= bool(abs(confirmed - predicted) <= blur + uncertain)
    gift = inputs.gifts.iloc[limit.gift]
    place = inputs.cells[CELL].iloc[int(widening.model.cell[max(limit.cell, 0)])]
    cell = {name: str(place[name]) if limit.cell >= 0 else "" for name in CELL}
    return {
        "gift_id": gift["gift_id"],
        "donor_id": gift["donor_id"],
        "limit": limit.limit,
        **cell,
        "per": limit.per,
        "dual": question.dual,
        "dual_per_million": question.dual * MILLION if limit.per == "vnd" else np.nan,
        "step": limit.step,
        "predicted": predicted,
        "confirmed_split": split,
        "confirmed": confirmed,
        "uncertain": uncertain,
        "status": "yes" if agrees else "no",
    }
