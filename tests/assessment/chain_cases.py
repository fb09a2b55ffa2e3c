"""The chain up to the gap on real data, with figures that communes tell (illustrative).

Without allocation and priority: what the State, intervals and sampled rates do shows before.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from needs.assessment.intervals import Uncertain, uncertainty_tables
from needs.assessment.listed import ListedCommunes, list_communes
from needs.assessment.need_chain import NeedChain, need_chain
from needs.assessment.uncertain import chain_inputs
from needs.need import people_in_need
from needs.places import load_gazetteer
from needs.programmes import Programme, load_programme
from needs.reading.records import Place
from needs.returns import Returns, told
from needs.returns.figures import CommuneFigure
from needs.returns.gather import Current, Returned
from needs.returns.received import Received
from needs.uncertainty import simulate
from needs.workbooks import Refusal

CAO_BANG, NINH_THUAN = "cao-bang-588", "ninh-thuan-588"
CELL = ["commune_code", "category"]

#: (commune, field of the form, number) as communes tell it.
Figures = tuple[tuple[str, str, int], ...]


class Case(NamedTuple):
    """One programme, its communes, and the chain up to the gap; not to be changed."""

    programme: Programme
    listed: ListedCommunes
    chain: NeedChain

    def cell(self, commune: str, category: str) -> pd.Series:
        """Return one row of the gap."""
        return self.chain.gap.set_index(CELL).loc[(commune, category)]


def returns_of(figures: Figures, period: str) -> Returns:
    """Return returns in which communes tell these figures."""
    file = Returned(
        Received(1, "", "minh-hoa.xlsx", "0" * 64, "", "", "", "", "2026-11-20"),
        Refusal("minh-hoa.xlsx", "missing"),
    )
    current = {}
    for row, (code, field, value) in enumerate(figures):
        place = Place("minh-hoa.xlsx", "Số liệu minh họa", row, 3)
        current[period, code, field] = Current(CommuneFigure(code, field, value, (place,)), file)
    return Returns(current=current)


@cache
def chain_of(name: str, data: Path, figures: Figures = (), rate_of: str = "") -> Case:
    """Return the chain of a programme, run once for the same figures.

    `rate_of`: a category that counts its children by the sample «stunting».
    """
    programme = load_programme(name, data)
    if rate_of:
        categories = [
            one.model_copy(update={"eligible_rate": "stunting"}) if one.id == rate_of else one
            for one in programme.categories
        ]
        programme = programme.model_copy(update={"categories": categories})
    returns = returns_of(figures, programme.period)
    listed = list_communes(programme, data, load_gazetteer())
    listed = listed.with_told(told(returns, programme), programme.age_bands)
    return Case(programme, listed, need_chain(programme, listed, data, returns))


def people_of(case: Case) -> pd.DataFrame:
    return people_in_need(case.chain.need, case.chain.by_age, case.listed.communes)


def uncertain_of(case: Case) -> Uncertain:
    return uncertainty_tables(case.programme, case.listed, case.chain, people_of(case))


def with_nothing_varying(case: Case) -> pd.DataFrame:
    """Return what the simulation gives with every figure at its value: key and value."""
    inputs = chain_inputs(case.programme, case.listed, case.chain)
    drawn = simulate(inputs, draws=200, seed=1, varying=set()).table
    assert (drawn.low == drawn.high).where(drawn.low.notna(), True).all()
    return drawn.rename(columns={"mean": "value"})


def by_commune(drawn: pd.DataFrame) -> pd.DataFrame:
    """Return communes and categories × measures."""
    rows = drawn[drawn.level == "commune"].rename(columns={"area_code": "commune_code"})
    return rows.pivot(index=CELL, columns="measure", values="value")
