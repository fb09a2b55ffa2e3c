"""What becomes of need and gap if some figures were others: the chain run twice and compared.

Both runs start from the files as they are now, and use the same draws: what differs between them
comes from the figures changed alone. The allocation is not run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from needs.assessment.changed_value import ends_of
from needs.assessment.changes import Change, changeable, changed
from needs.assessment.figures_used import figures_used
from needs.assessment.intervals import uncertainty_tables
from needs.assessment.listed import ListedCommunes, list_communes
from needs.assessment.need_chain import NeedChain, need_chain
from needs.assessment.side_by_side import Results, compare, first_communes
from needs.need import people_in_need
from needs.people import Assumptions, read_district_census, read_registered, residents
from needs.places import Gazetteer, load_gazetteer
from needs.priority import priority_tables
from needs.programmes import Programme, load_programme
from needs.returns import Returns, returns_of, told

__all__ = ["Results", "WhatIf", "changeable", "changed", "compare", "first_communes", "what_if"]


@dataclass(frozen=True)
class WhatIf:
    """The chain before and after a change.

    Attributes
    ----------
    before, after
        The two runs.
    changes
        One row for each figure changed, by id: figure, name, name_en, unit, unit_en (empty
        where nothing tells it), low_before, value_before, high_before, low_after, value_after,
        high_after, used (whether any result rests on it).
    """

    before: Results
    after: Results
    changes: pd.DataFrame


@dataclass(frozen=True)
class _Start:
    """What both runs start from."""

    listed: ListedCommunes
    returns: Returns
    gazetteer: Gazetteer
    root: Path
    with_priority: bool


def what_if(programme: str, changes: Mapping[str, Change], root: Path) -> WhatIf:
    """Run the chain as it is, and with some figures changed.

    Parameters
    ----------
    programme
        Its id.
    changes
        Figure id (table `assumptions`) → number, or (low, value, high); see `changed`.
    root
        The data root; nothing in it is altered.

    Raises
    ------
    NeedsError
        See `changed`; and what is wrong in the programme's own files.
    """
    profile = load_programme(programme, root)
    gazetteer = load_gazetteer()
    listed = list_communes(profile, root, gazetteer)
    trial, assumptions = changed(profile, listed.assumptions, changes)
    returns = returns_of(profile, listed.communes, gazetteer, root)
    start = _Start(
        listed, returns, gazetteer, root, any(key.startswith("priority.") for key in changes)
    )
    before = _run(profile, listed.assumptions, start)
    after = _run(trial, assumptions, start)
    rows = [
        _change_row(figure, (profile, listed.assumptions), (trial, assumptions), before, after)
        for figure in sorted(changes)
    ]
    return WhatIf(before, after, pd.DataFrame(rows, columns=_CHANGE_COLUMNS))


def _run(programme: Programme, assumptions: Assumptions, start: _Start) -> Results:
    figures = told(start.returns, programme)
    listed = _with_assumptions(start, programme, assumptions)
    listed = listed.with_told(figures, programme.age_bands)
    chain = need_chain(programme, listed, start.root, start.returns)
    people = people_in_need(chain.need, chain.by_age, listed.communes, circle=chain.circle)
    uncertain = uncertainty_tables(programme, listed, chain, people)
    return Results(
        programme=programme,
        need=chain.need,
        gap=chain.gap,
        people=people,
        intervals=uncertain.intervals,
        assumptions=figures_used(programme, assumptions, chain, uncertain.shares),
        priority=_priority(programme, listed, chain) if start.with_priority else None,
        used=_used(programme, listed, chain, uncertain.shares),
    )


def _with_assumptions(
    start: _Start, programme: Programme, assumptions: Assumptions
) -> ListedCommunes:
    """Return the communes with residents by these assumptions; children follow in `with_told`."""
    listed = start.listed
    people = residents(
        start.gazetteer.communes(programme.province_code, programme.edition),
        gazetteer=start.gazetteer,
        registered=read_registered(start.root),
        census=read_district_census(start.root),
        assumptions=assumptions,
    )
    frames = {}
    for name in ("communes", "province"):
        frame = getattr(listed, name).copy()
        own = people.reindex(frame.commune_code)
        for column in people.columns.intersection(frame.columns):
            frame[column] = own[column].to_numpy()
        frames[name] = frame.astype(getattr(listed, name).dtypes.to_dict())
    return replace(listed, assumptions=assumptions, **frames)


def _priority(programme: Programme, listed: ListedCommunes, chain: NeedChain) -> pd.DataFrame:
    settings = programme.uncertainty
    priority, _ = priority_tables(
        programme.priority,
        listed.communes,
        chain.gap,
        chain.attributes,
        chain.rates,
        chain.told,
        draws=settings.draws,
        seed=settings.seed,
    )
    return priority


def _used(
    programme: Programme, listed: ListedCommunes, chain: NeedChain, shares: pd.DataFrame
) -> frozenset[str]:
    named = pd.concat([chain.need.sources, listed.communes.village_source.dropna()])
    used = {figure for sources in named.unique() for figure in str(sources).split("; ")}
    moving = shares.total_at_low_vnd != shares.total_at_high_vnd
    used |= set(shares.figure[moving.fillna(True).astype(bool)]) | chain.state.factors
    used |= {f"{category}.target" for category in chain.gap.category.unique()}
    used |= {f"priority.{indicator.id}" for indicator in programme.priority.indicators}
    used |= {f"priority.zone_{zone}" for zone in programme.priority.zone_weights}
    return frozenset(used)


_WORDS = ["name", "name_en", "unit", "unit_en"]
_ENDS = ("low", "value", "high")
_CHANGE_COLUMNS = [
    "figure",
    *_WORDS,
    *(f"{end}_{when}" for when in ("before", "after") for end in _ENDS),
    "used",
]


def _change_row(
    figure: str,
    old: tuple[Programme, Assumptions],
    new: tuple[Programme, Assumptions],
    before: Results,
    after: Results,
) -> dict[str, Any]:
    rows = after.assumptions.set_index("figure")
    vi, en, unit, unit_en = figure, figure, "", ""
    if figure in rows.index:
        vi, en, unit, unit_en = (str(rows.at[figure, name]) for name in _WORDS)
    elif figure in new[1]:
        entry = new[1][figure]
        vi, en = entry.name, entry.name_en
        unit, _, unit_en = entry.unit.partition(" / ")
        unit_en = unit_en or unit
    row: dict[str, Any] = {
        "figure": figure,
        "name": vi,
        "name_en": en,
        "unit": unit,
        "unit_en": unit_en,
    }
    for when, (programme, assumptions) in (("before", old), ("after", new)):
        ends = ends_of(changeable(programme, assumptions)[figure])
        row |= {f"{end}_{when}": one for end, one in zip(_ENDS, ends, strict=True)}
    return row | {"used": figure in before.used | after.used}
