"""The first half of the chain: children → need → support → gap, for one programme."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from needs.assessment.listed import ListedCommunes
from needs.gap import assess_gap
from needs.need import assess_need
from needs.people import children_by_age
from needs.programmes import Programme
from needs.support import in_period, read_ledger


def need_of(programme: Programme, listed: ListedCommunes) -> pd.DataFrame:
    """Return the table `need` of the listed communes."""
    children = listed.communes.set_index("commune_code")
    by_age = children_by_age(children, programme.age_bands)
    return assess_need(programme, listed.communes, by_age, listed.assumptions)


def need_support_gap(
    programme: Programme, listed: ListedCommunes, root: Path
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the tables `need`, `support` (all periods on record) and `gap`."""
    need = need_of(programme, listed)
    support = read_ledger(programme, listed.communes, root)
    gap = assess_gap(programme, need, in_period(support, programme.period))
    return need, support, gap
