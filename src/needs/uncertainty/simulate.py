"""All figures drawn together: the 90 % intervals of need and gap (method.md, section 4).

A district is drawn at a time, a few communes at a time, so that the draws of all communes never
stand in memory together. Communes add up to their district in the order of their codes and
districts to the province: the result is the same, bit for bit, for any number of workers.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import NamedTuple, TypeVar

import numpy as np

from needs.uncertainty.adding_up import CensusCentres, census_centres
from needs.uncertainty.arrays import BoolArray, FloatArray
from needs.uncertainty.chain import category_draws, people_in_need
from needs.uncertainty.checking import check_inputs
from needs.uncertainty.children import band_children, people_of
from needs.uncertainty.inputs import ChainInputs
from needs.uncertainty.intervals import (
    OF_ALL,
    OF_CATEGORY,
    AreaEnds,
    Intervals,
    ends_of,
    tidy,
)
from needs.uncertainty.official_total import circle_scale
from needs.uncertainty.quantiles import range_draws
from needs.uncertainty.rows import blocks, districts, in_order, take
from needs.uncertainty.streams import Draws

#: Communes drawn at a time: what they need fits into a processor's cache.
CHUNK = 32

Given = TypeVar("Given")
Made = TypeVar("Made")


def simulate(
    inputs: ChainInputs,
    *,
    draws: int,
    seed: int,
    varying: Collection[str] | None = None,
    workers: int = 1,
    chunk: int = CHUNK,
) -> Intervals:
    """Draw all figures together and return the 90 % intervals.

    Parameters
    ----------
    inputs
        Communes, categories and every figure with its range.
    draws
        Number of draws.
    seed
        Same seed, same result; whatever the order of rows, and for each commune whoever else is
        drawn (communes of one census are drawn together).
    varying
        Ids of the figures that vary; the others stay at their value. None: all vary. Empty: every
        draw equals the chain of the figures' values, before rounding.
    workers
        Processes; more than one pays from some thousand communes on (and needs the caller's
        script to be guarded by ``if __name__ == "__main__"``).
    chunk
        Communes drawn at a time by a worker (memory); no part of the result.

    Returns
    -------
    Intervals
        Table of intervals, and the draws of the province's gap cost.

    Raises
    ------
    InputFaults
        With everything that does not fit together in the inputs.
    """
    check_inputs(inputs, draws=draws)
    ordered = in_order(inputs)
    plan = Draws(seed, draws, None if varying is None else frozenset(varying))
    scale = circle_scale(ordered, plan)
    work = partial(_draw_district, plan=plan, chunk=chunk, scale=scale)
    parts: list[AreaEnds] = []
    rows = _rows(ordered)
    province = np.zeros((1, rows, _width(plan)))
    present = np.zeros((1, rows), dtype=np.bool_)
    for district in _worked(work, _districts(ordered, plan), workers=workers):
        parts += district.areas
        province += district.totals
        present |= district.present
    gap_cost = np.broadcast_to(
        province[0, rows - len(OF_ALL) + OF_ALL.index("gap_cost_vnd")], draws
    )
    gap_cost = gap_cost.copy()
    parts.append(AreaEnds("province", [""], ends_of(province), present))
    return Intervals(tidy(parts, [part.id for part in ordered.categories]), gap_cost)


class District(NamedTuple):
    """A district's communes, and how they add up to a census."""

    code: str
    communes: ChainInputs
    census: CensusCentres | None


class DistrictDraws(NamedTuple):
    """A district's totals in each draw, and the ends of its communes and its own."""

    totals: FloatArray
    areas: list[AreaEnds]
    present: BoolArray


def commune_draws(
    communes: ChainInputs,
    census: CensusCentres | None,
    plan: Draws,
    scale: FloatArray | None = None,
) -> tuple[FloatArray, BoolArray]:
    """Return the draws of some communes, and which measures each of them has.

    Parameters
    ----------
    communes
        Some communes, categories in order.
    census
        From `census_centres`, for these communes.
    plan
        The draws.
    scale
        From `circle_scale`.

    Returns
    -------
    tuple
        Communes × measures (`measures_of`) × draws, 0 where a commune is out of a category's
        scope; communes × measures, True where it is not.
    """
    people = people_of(communes, census, plan)
    children = band_children(communes, people, plan)
    count, kinds = len(communes.commune_code), len(OF_CATEGORY)
    drawn = [
        (category, category_draws(communes, category, children, plan, scale))
        for category in communes.categories
    ]
    values = np.zeros((count, _rows(communes), _width(plan)))
    present = np.zeros(values.shape[:2], dtype=np.bool_)
    together = {name: values[:, len(drawn) * kinds + n] for n, name in enumerate(OF_ALL)}
    for place, (category, of_category) in enumerate(drawn):
        inside = category.in_scope[:, None]
        start = place * kinds
        for name, of_measure in of_category.measures().items():
            row = start + OF_CATEGORY.index(name)
            values[:, row] = np.where(inside, of_measure, 0.0)
            if name in together:
                together[name] += values[:, row]
        present[:, start : start + kinds] = inside
    circle = None
    if communes.circle is not None:
        circle = range_draws(communes.circle, [str(code) for code in communes.commune_code], plan)
        circle = circle if scale is None else circle * scale
    together["people_in_need"][:] = people_in_need(children, drawn, circle)
    present[:, len(drawn) * kinds :] = present.any(axis=1, keepdims=True)
    listed = np.ones(count, dtype=np.bool_) if communes.listed is None else communes.listed
    for name, of_all in (("population", people.residents), ("children", people.children)):
        together[name][:] = np.where(listed[:, None], of_all, 0.0)
        present[:, len(drawn) * kinds + OF_ALL.index(name)] = listed
    return values, present


def _rows(inputs: ChainInputs) -> int:
    """Return how many measures there are of an area (`measures_of`)."""
    return len(inputs.categories) * len(OF_CATEGORY) + len(OF_ALL)


def _width(plan: Draws) -> int:
    """Return how many draws differ: where nothing varies, one stands for all."""
    return 1 if plan.varying is not None and not plan.varying else plan.count


def _districts(inputs: ChainInputs, plan: Draws) -> Iterator[District]:
    census = census_centres(inputs, plan)
    for code, rows in districts(inputs):
        yield District(code, take(inputs, rows), None if census is None else census.take(rows))


def _draw_district(
    district: District, *, plan: Draws, chunk: int, scale: FloatArray | None
) -> DistrictDraws:
    inputs, census = district.communes, district.census
    communes: list[AreaEnds] = []
    totals: FloatArray = np.zeros((_rows(inputs), _width(plan)))
    has: BoolArray = np.zeros((1, _rows(inputs)), dtype=np.bool_)
    for block in blocks(slice(0, len(inputs.commune_code)), size=max(chunk, 1)):
        values, present = commune_draws(
            take(inputs, block), None if census is None else census.take(block), plan, scale
        )
        for of_commune in values:
            totals += of_commune
        has |= present.any(axis=0)
        codes = [str(commune) for commune in inputs.commune_code[block]]
        communes.append(AreaEnds("commune", codes, ends_of(values), present))
    own = AreaEnds("district", [district.code], ends_of(totals[None].copy()), has)
    return DistrictDraws(totals, [*communes, own], has)


def _worked(
    work: Callable[[Given], Made], given: Iterable[Given], *, workers: int
) -> Iterator[Made]:
    """Yield the work done on each thing given, in order; few results wait in memory."""
    if workers <= 1:
        yield from map(work, given)
        return
    # Threads would stand in each other's way: keying many small streams holds the interpreter.
    with ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[Made]] = deque()
        for one in given:
            waiting.append(pool.submit(work, one))
            if len(waiting) >= 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
