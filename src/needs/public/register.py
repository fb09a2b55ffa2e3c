"""What the register gives to the public page: cases with consent, always in the same words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from needs.programmes import Programme
from needs.programmes.public_page import PublicPage
from needs.public.history import RegisterHistory, case_since
from needs.public.rarity import Told, Traits, fits, tellable
from needs.sponsorship.months import month_of
from needs.sponsorship.publication import cases_for_publication
from needs.sponsorship.register import register_file
from needs.sponsorship.standing import AGREED, RUNNING, served

CASE_COLUMNS = (
    *("case", "child_group", "age_band", "district", "needs", "amount_from", "amount_below"),
)


def has_register(programme: Programme, root: Path) -> bool:
    """Tell whether there is a register to take cases from."""
    return programme.sponsorship is not None and register_file(programme.id, root).is_file()


def cases_in_public(
    programme: Programme, rules: PublicPage, root: Path, on: dt.date
) -> pd.DataFrame:
    """Return the cases that may be told on a day, one row each, and what may be told of them.

    A case is told in words that were chosen once, on the first day on which enough children fitted
    them (the day of its number, or the first of a later month), and in no others as long as it
    bears its number. When fewer children are left whom the words then fitted, it is not told at
    all: of two editions, the later never says more than the earlier, nor by its silence.

    Parameters
    ----------
    programme, rules
        The programme and its rules for the public page.
    root
        Data root.
    on
        The day: consents have to hold on it.

    Returns
    -------
    DataFrame
        `CASE_COLUMNS` by case: traits (missing: not told), `needs` (those of the told ones that are
        open, a tuple), the amount asked for all of them in đồng: from, and below (missing: not
        told, or no upper end).

    Raises
    ------
    LedgerError
        If the register cannot be read.
    """
    frame = pd.DataFrame(columns=list(CASE_COLUMNS))
    if not has_register(programme, root):
        return frame
    wanting = cases_for_publication(programme, root, on)
    history = RegisterHistory(programme, root)
    rows = []
    for case, own in wanting.groupby("case", sort=True):
        told = _told_once(str(case), history, rules, on)
        if told is None:
            continue
        still = tuple(need for need in told.needs if need in set(own.need))
        # What several needs ask together says nothing of the one that is left.
        amount = told.amount if still == told.needs else None
        if still:
            low, high = amount or (None, None)
            rows.append((case, told.child_group, told.age_band, told.district, still, low, high))
    if not rows:
        return frame
    whole = dict.fromkeys(("amount_from", "amount_below"), "Int64")
    return pd.DataFrame(rows, columns=list(CASE_COLUMNS)).astype(whole)


def _told_once(case: str, history: RegisterHistory, rules: PublicPage, on: dt.date) -> Told | None:
    child = history.case_child(case)
    if child is None:
        return None
    for day in _chances(case_since(child), on):
        then = history.on(day)
        if child.child_id not in then:
            continue
        own = then[child.child_id]
        told = tellable(
            own, then.values(), smallest=rules.smallest_group, steps=rules.case_amounts_vnd
        )
        if told is not None:
            return told if _enough_left(told, then, history, rules, on) else None
    return None


def _enough_left(
    told: Told,
    then: dict[str, Traits],
    history: RegisterHistory,
    rules: PublicPage,
    on: dt.date,
) -> bool:
    now = history.on(on)
    left = sum(
        child_id in now and fits(child, told, steps=rules.case_amounts_vnd)
        for child_id, child in then.items()
    )
    return left >= rules.smallest_group


def _chances(first: dt.date, on: dt.date) -> Iterator[dt.date]:
    """Yield the days on which a case may first be told: its own, then each first of a month."""
    day = first
    while day <= on:
        yield day
        day = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def sponsored_and_waiting(programme: Programme, root: Path, on: dt.date) -> tuple[int, int] | None:
    """Return how many children have a sponsor, and how many lack one for some need.

    None where there is no register. A child with a sponsor for one need and none for another stands
    in both.
    """
    if not has_register(programme, root):
        return None
    now = RegisterHistory(programme, root).now
    held = served(now, month_of(on))
    sponsored = {child for (child, _), state in held.items() if state in (AGREED, RUNNING)}
    active = [child for child in now.children.values() if child.active]
    return (
        sum(child.child_id in sponsored for child in active),
        sum(
            any((child.child_id, one.purpose) not in held for one in child.needs)
            for child in active
        ),
    )
