"""Which steps of the year the records show as done: returns received, offers, deliveries."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pandas as pd

from needs.assessment import list_communes
from needs.assessment.promised import commitments_on_record
from needs.assessment.returns_status import communes_asked, first_day_of_returns
from needs.commitments.states import FIXED, GIVEN
from needs.errors import NeedsError
from needs.places import load_gazetteer
from needs.programmes import Programme
from needs.returns import returns_of
from needs.tables import ALL
from needs.timetable import done_by_records, year_of

Records = dict[tuple[str, str], bool]


def done_on_record(
    programme: Programme, root: Path, *, returned: Collection[str] | None = None
) -> dict[str, bool]:
    """Return for tasks of the year assessed whether the records show them as done.

    Parameters
    ----------
    programme, root
        The profile and the data root.
    returned
        Codes of the communes whose figures of the year are in use (`Assessment.told`); None: not
        known yet, the returns are read for it.

    Returns
    -------
    dict
        For ids of tasks True or False, as `late_and_next` takes them. What the kit keeps no record
        of (a plan on paper, a ledger not yet begun) is not named: it stays unknown.
    """
    records = _of_returns(_returned(programme, root, returned)) | _of_ledger(
        commitments_on_record(programme, root), programme.period
    )
    year = programme.reference_date.year
    return {
        task: done
        for one in (year - 1, year, year + 1)
        for task, done in done_by_records(year_of(programme, one, root=root), year, records).items()
    }


def _returned(programme: Programme, root: Path, known: Collection[str] | None) -> list[bool]:
    """Say for each commune that is asked whether its return of the year has come."""
    if known is not None and not len(known):
        return []
    gazetteer = load_gazetteer()
    listed = list_communes(programme, root, gazetteer)
    if known is None:
        try:
            returns = returns_of(programme, listed.communes, gazetteer, root)
        except NeedsError:
            return []  # what is wrong with the returns is told where they are asked about
        known = first_day_of_returns(returns, programme.period)
    came = frozenset(known)
    return [code in came for code in communes_asked(programme, listed).commune_code]


def _of_returns(returned: list[bool]) -> Records:
    """Once one commune has returned, the others are known not to have."""
    if not any(returned):
        return {}
    return {("forms", ALL): True, ("returns", ALL): all(returned)}


def _of_ledger(lots: pd.DataFrame, period: str) -> Records:
    """A ledger that is kept tells of every kind of support what has been reached."""
    lots = lots[lots.period == period]
    found: Records = {("plan", ALL): True} if len(lots) else {}
    for category, own in lots.groupby("category"):
        fixed = own[own.lot_state.isin(FIXED)]
        given = fixed.lot_state.isin(GIVEN)
        found[("offered", str(category))] = True
        found[("accepted", str(category))] = len(fixed) > 0
        found[("delivered", str(category))] = len(fixed) > 0 and bool(given.all())
    return found
