"""The first half of the chain: children → need → support → gap, for one programme."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from needs.areas import read_attributes
from needs.assessment.listed import ListedCommunes
from needs.assessment.sampled import sampled_rates
from needs.assessment.state import StateSupport, by_others, state_support
from needs.errors import FaultCollector
from needs.gap import assess_gap
from needs.need import Circle, assess_need
from needs.people import children_by_age, with_told_ages
from needs.places import load_gazetteer
from needs.programmes import Programme
from needs.returns import Returns, told, told_ledger, told_support
from needs.support import Known, in_period, read_known, read_ledger
from needs.tables import PLACE, rows_of

_ENTRY = ["commune_code", "category", "donor_id", "period"]


@dataclass(frozen=True)
class NeedChain:
    """Everything up to the gap.

    Attributes
    ----------
    by_age
        Children by commune and age band.
    told
        What communes returned for the year assessed (`returns.told`).
    attributes
        What else is known of communes.
    rates, need, support, gap
        The tables (gap without priority; need with the range of the prices).
    state
        What the State gives.
    known
        What is known of the overlap of sources, all years.
    circle
        Children in special circumstances, where the programme is for them.
    """

    by_age: pd.DataFrame
    told: pd.DataFrame
    attributes: pd.DataFrame
    rates: pd.DataFrame
    need: pd.DataFrame
    support: pd.DataFrame
    gap: pd.DataFrame
    state: StateSupport
    known: Known
    circle: Circle | None = None


def need_of(
    programme: Programme, listed: ListedCommunes, told: pd.DataFrame, attributes: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the children by age, the table `rates` and the table `need` of the listed communes.

    Parameters
    ----------
    told
        What communes told (`returns.told`); it stands in place of estimates.
    attributes
        What else is known of communes (`areas.read_attributes`).
    """
    children = listed.communes.set_index("commune_code")
    bands = programme.age_bands
    by_age = with_told_ages(children_by_age(children, bands), told, bands)
    rates = sampled_rates(programme, listed.communes, by_age, told, attributes)
    need = assess_need(
        programme,
        listed.communes,
        by_age,
        listed.assumptions,
        told=told,
        rates=rates,
        attributes=attributes,
        circle=listed.circle(programme),
    )
    return by_age, rates, need


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
    place = listed.communes[PLACE]
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


def need_chain(
    programme: Programme, listed: ListedCommunes, root: Path, returns: Returns
) -> NeedChain:
    """Run the chain from children to gaps.

    Raises
    ------
    InputFaults
        With what is wrong in the ledger, the schemes, the attributes, the lists of children.
    """
    figures = told(returns, programme)
    attributes = read_attributes(root, programme.edition, gazetteer=load_gazetteer())
    by_age, rates, need = need_of(programme, listed, figures, attributes)
    support = support_on_record(programme, listed, root, returns)
    state = state_support(programme, listed, need, attributes, figures, root)
    known = read_known(programme, listed.communes, support, root)
    period = programme.period
    gap = assess_gap(
        programme,
        need,
        in_period(by_others(programme, support), period),
        state=state.cover,
        known=known.in_period(period),
    )
    return NeedChain(
        by_age,
        figures,
        attributes,
        rates,
        need,
        support,
        gap,
        state,
        known,
        listed.circle(programme),
    )
