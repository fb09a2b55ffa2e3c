"""The figures of the public editions as they are told: once decided, the same on every page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.html import missing, text
from needs.disclosure import Decision, cell_id, protect
from needs.disclosure.insiders import kept_from
from needs.editions.figures import COST, MILLION, cells_of_figures, edition_figures
from needs.editions.own_lots import Lots, insider, own_lots
from needs.editions.past import Past, decided_before, keep_edition, read_past, with_past
from needs.network.fewest import fewest_children
from needs.programmes import Programme
from needs.programmes.disclosure import Disclosure
from needs.wording import number
from needs.wording.numbers import is_missing

#: What stands where a figure is not shown: small itself, or hidden for another's sake.
NOT_SHOWN = "•"


@dataclass(frozen=True)
class Told:
    """What every page for the public says of children who need help.

    Attributes
    ----------
    assessment
        The programme's results.
    rules
        From how many children on a count is shown.
    figures
        What the cells are made of.
    decision
        What is shown, checked by the attacker, with earlier editions.
    past
        The earlier editions.
    """

    assessment: Assessment
    rules: Disclosure
    figures: pd.DataFrame
    decision: Decision
    past: Past

    def cell(self, value: Any, measure: str, *, lang: str, **sides: str) -> str:
        """Return a count as a cell: the number, «•», or that it is not known."""
        if is_missing(value):
            return missing(lang=lang)
        return text(self.words(value, measure, lang=lang, **sides))

    def words(self, value: Any, measure: str, *, lang: str, **sides: str) -> str:
        """Return a known count in words: the number or «•»."""
        return number(value, lang=lang) if self.shows(measure, **sides) else NOT_SHOWN

    def millions(self, value: Any, *, lang: str, **sides: str) -> str:
        """Return what is lacking in whole million đồng, «•», or that it is not known."""
        if is_missing(value):
            return missing(lang=lang)
        if not self.shows(COST, **sides):
            return NOT_SHOWN
        return number((2 * int(value) + MILLION) // (2 * MILLION), lang=lang)

    def shows(self, measure: str, **sides: str) -> bool:
        """Tell whether a figure is shown; one that was not judged is not."""
        return self.decision.shows(cell_id(measure, **sides))

    def keep(self, folder: Path, *, on: dt.date) -> None:
        """Put the edition on record in the folder of tables."""
        keep_edition(folder, self.past, self.decision, self.figures, day=on.isoformat())


def told(assessment: Assessment, tables: Path) -> Told:
    """Decide, once for the whole province, which figures the public editions show.

    Parameters
    ----------
    assessment
        The programme's results.
    tables
        `reports/<programme>/tables`: earlier editions stand there.

    Raises
    ------
    InputFaults
        If a hidden figure can be worked out all the same: nothing may then be published.
    """
    rules = disclosure_rules(assessment.programme)
    figures, past = edition_figures(assessment), read_past(tables)
    case = _Case(rules, figures, past, own_lots(assessment))
    return Told(assessment, rules, figures, _decided(case), past)


@dataclass(frozen=True, eq=False)
class _Case:
    """All that a decision depends on: the same case is decided once in a run."""

    rules: Disclosure
    figures: pd.DataFrame
    past: Past
    lots: dict[str, Lots]

    @cached_property
    def _written(self) -> str:
        frames = (self.figures, self.past.figures, self.past.record)
        known = [self.rules.model_dump_json(), repr(self.lots)]
        return "\n".join([*known, *(one.to_csv() for one in frames)])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Case) and self._written == other._written

    def __hash__(self) -> int:
        return hash(self._written)


@lru_cache(maxsize=1)
def _decided(case: _Case) -> Decision:
    """Decide; donors' pages and the public's ask one after the other for the same figures."""
    cells, kept = with_past(cells_of_figures(case.figures), case.past)
    again = decided_before(cells, kept, case.rules, figures=case.figures, past=case.past)
    made = again or protect(cells, case.rules, keep=kept)
    donors = [insider(cells, lots) for lots in case.lots.values()]
    return kept_from(made, donors, case.rules, keep=kept)


def disclosure_rules(programme: Programme) -> Disclosure:
    """Return the profile's limits with its strictest count; cautious ones if it has none."""
    own, least = programme.disclosure, fewest_children(programme)
    if own is None:
        return Disclosure(threshold=least, kind="assumption", source="needs.network.fewest")
    return own.model_copy(update={"threshold": least})
