"""What the public editions tell of children, as cells that hang together: one system a province.

Every district's page, the overview and the page of needs are linked tables: a commune belongs to a
district, the district to the province; what is lacking for certain is no more than what may be
lacking; what it costs is so many children at a public price. What is not printed, but follows from
what is (how many are helped: target less lacking), is judged like what is.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from needs.assessment import Assessment
from needs.disclosure import Cells, Dimension, additive, between, cell_id, cells_of, linked
from needs.network.fewest import fewest_children
from needs.tables import ALL

CHILDREN, TARGET, LACKING, AT_MOST = "children", "children_target", "gap_low", "gap_high"
#: What lies between target and what is lacking: children helped, or not certain to lack.
HELPED = "helped"
#: Helped by donors, so that the published list of gifts tells how many are helped at the least.
GIVEN = "given"
COST = "gap_cost_vnd"
FIGURES = ["measure", "commune_code", "district_code", "category", "value", "factor"]
MILLION = 1_000_000

_BY_COMMUNE = (Dimension("commune_code", (("district_code",),)), Dimension("category", total=False))
#: Of what may be lacking at the most only sums are printed.
_SUMS_ONLY = (("district_code", "category"), (ALL, "category"))


def edition_figures(assessment: Assessment) -> pd.DataFrame:
    """Return the innermost figures of the public editions: a row for each commune and category.

    Returns
    -------
    pd.DataFrame
        `measure` (children, children_target, gap_low, gap_high, given: children), `commune_code`,
        `district_code`, `category` («all» for `children`), `value`, `factor` (đồng for one child
        lacking; missing for other measures). Figures that are not known have no row.
    """
    communes = assessment.communes
    parts = []
    if CHILDREN in communes:
        parts.append(
            communes.assign(measure=CHILDREN, category=ALL, value=communes[CHILDREN], factor=np.nan)
        )
    gap = assessment.gap
    for measure in (TARGET, LACKING, AT_MOST):
        if measure in gap:
            factor = _vnd_for_a_child(gap) if measure == LACKING else np.nan
            parts.append(gap.assign(measure=measure, value=gap[measure], factor=factor))
    if "donors_high" in gap:
        given = _told_by_gifts(gap, least=fewest_children(assessment.programme))
        parts.append(gap.assign(measure=GIVEN, value=given, factor=np.nan))
    rows = pd.concat([part[FIGURES] for part in parts]) if parts else pd.DataFrame(columns=FIGURES)
    rows = rows[rows.value.notna()].astype({"value": "float64", "factor": "float64"})
    return rows.sort_values(FIGURES[:4], ignore_index=True)


def _told_by_gifts(gap: pd.DataFrame, *, least: int) -> pd.Series:
    """Return how many donors have helped; missing where the list of gifts cannot tell it.

    A gift's value over its price is so many children. A list that is published joins gifts to
    fewer than `least`.
    """
    return gap.donors_high.where(gap.donors_high.ge(least).fillna(value=False).astype(bool))


def _vnd_for_a_child(gap: pd.DataFrame) -> pd.Series:
    """Return what lacking costs for one child; where none lacks, as much as elsewhere."""
    cost, count = gap.cost_vnd.astype("Float64"), gap[LACKING].astype("Float64")
    each = (cost / count.where(count > 0)).astype("float64")
    usual = each.groupby(gap.category).transform("median")
    # Where nowhere anybody lacks it, all of it costs nothing.
    return each.fillna(usual).fillna(0.0).where(cost.notna())


def cells_of_figures(figures: pd.DataFrame) -> Cells:
    """Return the cells of one edition with every total and all that ties them.

    Parameters
    ----------
    figures
        As `edition_figures` returns them.

    Raises
    ------
    InputFaults
        If a commune stands in two districts.
    """
    own = {str(name): rows for name, rows in figures.groupby("measure", sort=True)}
    tables = []
    if CHILDREN in own:
        tables.append(additive(own[CHILDREN], _BY_COMMUNE[:1], value="value", measure=CHILDREN))
    for measure in (TARGET, LACKING, AT_MOST):
        if measure in own:
            shown = _SUMS_ONLY if measure == AT_MOST else None
            tables.append(
                additive(own[measure], _BY_COMMUNE, value="value", measure=measure, printed=shown)
            )
    if not tables:
        return cells_of(pd.DataFrame({"cell": [], "value": []}))
    cells = linked(*tables)
    cells = _at_most(cells, LACKING, AT_MOST, figures)
    if LACKING in own:
        cells = linked(cells, *_helped(figures), _costs(own[LACKING]))
    return cells


def _ids(rows: pd.DataFrame, measure: str) -> list[str]:
    return [
        cell_id(measure, commune_code=row.commune_code, category=row.category)
        for row in rows.itertuples(index=False)
    ]


def _at_most(cells: Cells, less: str, more: str, figures: pd.DataFrame) -> Cells:
    """Tie what is lacking for certain to what may be lacking, where both are known."""
    both = _side_by_side(figures, less, more)
    if both.empty:
        return cells
    return between(
        cells,
        pd.DataFrame({"low": _ids(both, less), "cell": _ids(both, less), "high": _ids(both, more)}),
    )


def _side_by_side(figures: pd.DataFrame, less: str, more: str) -> pd.DataFrame:
    """Return the communes and categories where both are known and one is no more than the other."""
    keys = ["commune_code", "category"]
    one = figures[figures.measure == less]
    other = figures[figures.measure == more][[*keys, "value"]]
    both = one.merge(other, on=keys, suffixes=("", "_more"))
    return both[both.value <= both.value_more]


def _helped(figures: pd.DataFrame) -> list[Cells]:
    """Return the difference of two printed figures as a cell that no table prints."""
    both = _side_by_side(figures, LACKING, TARGET)
    if both.empty:
        return []
    rows = both.assign(value=both.value_more - both.value)
    given = figures[figures.measure == GIVEN].set_index(["commune_code", "category"]).value
    places = pd.MultiIndex.from_frame(both[["commune_code", "category"]])
    least = np.minimum(given.reindex(places).fillna(0.0).to_numpy(), rows.value.to_numpy())
    # Where nobody else helps, as many are helped as were given to.
    alone = given.reindex(places).to_numpy() == rows.value.to_numpy()
    helped, target, lacking = (_ids(both, name) for name in (HELPED, TARGET, LACKING))
    frame = pd.concat(
        [
            pd.DataFrame(
                {
                    "cell": helped,
                    "value": rows.value,
                    "low": least,
                    "high": np.where(alone, rows.value, np.inf),
                }
            ),
            pd.DataFrame({"cell": target, "value": both.value_more, "low": 0.0, "high": np.inf}),
            pd.DataFrame({"cell": lacking, "value": both.value, "low": 0.0, "high": np.inf}),
        ]
    ).assign(printed=False)
    relation = [f"{TARGET} = {LACKING} + {name}" for name in helped]
    terms = pd.concat(
        pd.DataFrame({"relation": relation, "cell": ids, "factor": factor})
        for ids, factor in ((helped, 1.0), (lacking, 1.0), (target, -1.0))
    )
    return [cells_of(frame, terms)]


def _costs(lacking: pd.DataFrame) -> Cells:
    """Return what is lacking in đồng, by category and in all, as multiples of the counts.

    Printed in whole million đồng. A category whose price is not known somewhere has no sum.
    """
    known = lacking.groupby("category").factor.transform(lambda each: each.notna().all())
    rows = lacking[known.astype(bool)]
    if rows.empty:
        return cells_of(pd.DataFrame({"cell": [], "value": []}))
    counts = pd.DataFrame({"cell": _ids(rows, LACKING), "value": rows.value})
    counts = counts.assign(printed=False, kind="count", step=0.0, height=0)
    frames, terms = [counts], []
    spent = rows.assign(cell=counts.cell.to_numpy(), vnd=rows.value * rows.factor)
    for side in (["district_code"], []):
        sums: list[tuple[str, float]] = []
        places = spent[spent.district_code.notna()] if side else spent
        for entries, part in places.groupby([*side, "category"], sort=True):
            named = dict(zip([*side, "category"], entries, strict=True))
            name = cell_id(COST, **named)
            sums.append((name, float(part.vnd.sum())))
            terms.append(_sum_of(name, part.cell, part.factor))
        made = pd.DataFrame(sums, columns=["cell", "value"])
        frames.append(
            made.assign(printed=True, kind="amount", step=float(MILLION), height=1 + (not side))
        )
        for entries, part in places.groupby(side or (lambda _: 0), sort=True):
            named = dict(zip(side, entries, strict=True)) if side else {}
            own = [cell_id(COST, **named, category=name) for name in sorted(set(part.category))]
            whole = made[made.cell.isin(own)]
            name = cell_id(COST, **named)
            frames.append(
                pd.DataFrame({"cell": [name], "value": [whole.value.sum()]}).assign(
                    printed=True, kind="amount", step=float(MILLION), height=2 + (not side)
                )
            )
            terms.append(_sum_of(name, whole.cell, pd.Series(1.0, index=whole.index)))
    return cells_of(pd.concat(frames), pd.concat(terms) if terms else None)


def _sum_of(name: str, parts: pd.Series, factors: pd.Series) -> pd.DataFrame:
    """Return the tie «this cell is the sum of those»."""
    return pd.DataFrame(
        {
            "relation": f"{name} = Σ",
            "cell": [*parts, name],
            "factor": [*factors, -1.0],
        }
    )
