"""The first half of the chain: children → need → support → gap, for one programme."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from needs.assessment.listed import ListedCommunes
from needs.errors import FaultCollector
from needs.gap import assess_gap
from needs.need import assess_need
from needs.people import children_by_age, with_told_ages
from needs.programmes import Programme
from needs.returns import Returns, told, told_ledger, told_support
from needs.support import in_period, read_ledger
from needs.tables import rows_of

_ENTRY = ["commune_code", "category", "donor_id", "period"]
_PLACE = ["commune_code", "commune", "district_code", "district", "zone"]


def need_of(programme: Programme, listed: ListedCommunes, figures: pd.DataFrame) -> pd.DataFrame:
    """Return the table `need` of the listed communes.

    Parameters
    ----------
    figures
        What communes told (`returns.told`); it stands in place of estimates.
    """
    children = listed.communes.set_index("commune_code")
    bands = programme.age_bands
    by_age = with_told_ages(children_by_age(children, bands), figures, bands)
    return assess_need(programme, listed.communes, by_age, listed.assumptions, told=figures)


def support_on_record(
    programme: Programme, listed: ListedCommunes, root: Path, returns: Returns
) -> pd.DataFrame:
    """Return the table `support`: the ledger, the ledger forms, and what communes told.

    Raises
    ------
    InputFaults
        If the same gift stands in the ledger and in a ledger form: it would count twice.
    """
    ledger = read_ledger(programme, listed.communes, root)
    more = pd.concat([told_ledger(returns), told_support(returns, programme)], ignore_index=True)
    if more.empty:
        return ledger
    place = listed.communes[_PLACE]
    more = more.merge(place, on="commune_code", validate="many_to_one")
    for column in ("children", "amount_vnd"):
        more[column] = more[column].astype("Int64")
    more["units"] = more.units.astype("Float64")
    faults = FaultCollector(programme.inputs.support_ledger)
    for row in rows_of(more.merge(ledger[_ENTRY], on=_ENTRY)):
        faults.add(
            str(row.source),
            f"{row.commune}, {row.category}, {row.donor}, {row.period}",
            "mỗi khoản hỗ trợ ghi một nơi: sổ hỗ trợ hoặc biểu đã nhận",
            f"bỏ dòng này trong {programme.inputs.support_ledger}",
        )
    faults.raise_if_any()
    ledger["units"] = ledger.units.astype("Float64")
    return pd.concat([ledger, more[ledger.columns]], ignore_index=True)


def need_support_gap(
    programme: Programme, listed: ListedCommunes, root: Path, returns: Returns
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the tables `need`, `support` (all periods on record) and `gap`."""
    need = need_of(programme, listed, told(returns, programme))
    support = support_on_record(programme, listed, root, returns)
    gap = assess_gap(programme, need, in_period(support, programme.period))
    return need, support, gap
