"""The tables with which need and gap are defended, and the priority that rests on the gaps."""

from __future__ import annotations

import pandas as pd

from needs.assessment.figures_used import figures_used
from needs.assessment.intervals import uncertainty_tables
from needs.assessment.listed import ListedCommunes
from needs.assessment.need_chain import NeedChain
from needs.assessment.state import by_others
from needs.gap import target_progress
from needs.need import facility_needs, people_in_need
from needs.priority import priority_tables
from needs.programmes import Programme
from needs.support import in_period, overlap_report
from needs.tables import CELL


def defended_tables(
    programme: Programme, listed: ListedCommunes, chain: NeedChain
) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Return the tables beside need and gap, by name, and the table `gap` with its priority.

    The priority of a cell is its index among the communes of its category: the allocation weighs
    the children it reaches by it.
    """
    of_period = in_period(chain.support, programme.period)
    people = people_in_need(chain.need, chain.by_age, listed.communes, circle=chain.circle)
    priority, indicators = priority_tables(
        programme.priority,
        listed.communes,
        # Of communes that nobody knows to be meant there is no order.
        chain.gap[chain.gap.in_target.notna()],
        chain.attributes,
        chain.rates,
        chain.told,
        draws=programme.uncertainty.draws,
        seed=programme.uncertainty.seed,
    )
    gap = chain.gap.merge(
        priority[[*CELL, "index"]].rename(columns={"index": "priority"}),
        on=CELL,
        how="left",
        validate="one_to_one",
    )
    uncertain = uncertainty_tables(programme, listed, chain, people)
    return {
        "rates": chain.rates,
        "entitlements": chain.state.entitlements,
        "schemes": chain.state.schemes,
        "overlaps": overlap_report(
            by_others(programme, of_period),
            chain.gap,
            period=programme.period,
            schemes=_schemes_in_cells(chain),
        ),
        "people_in_need": people,
        "facilities": facility_needs(programme, listed.communes, chain.told, of_period),
        "priority": priority,
        "priority_indicators": indicators,
        "targets": target_progress(programme, chain.gap, chain.support, known=chain.known),
        "intervals": uncertain.intervals,
        "assumptions": figures_used(programme, listed.assumptions, chain, uncertain.shares),
    }, gap


def _schemes_in_cells(chain: NeedChain) -> pd.DataFrame:
    """Return which schemes may serve children of each cell: commune_code, category, name."""
    served = chain.state.entitlements
    may = served[(served.children_entitled_high > 0).fillna(True).astype(bool)]
    names = chain.state.schemes[["scheme", "category", "name"]]
    return may[[*CELL, "scheme"]].merge(names, on=["scheme", "category"])[[*CELL, "name"]]
