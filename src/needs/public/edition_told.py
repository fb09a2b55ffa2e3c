"""The figures of the public editions as they are told: once decided, the same on every page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.html import missing, text
from needs.disclosure import Decision, cell_id, protect
from needs.network.fewest import CAUTIOUS
from needs.programmes import Programme
from needs.programmes.disclosure import Disclosure
from needs.public.edition_cells import COST, MILLION, cells_of_figures, edition_figures
from needs.public.edition_past import Past, keep_edition, read_past, with_past
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
    cells, kept = with_past(cells_of_figures(figures), past)
    decision = protect(cells, rules, keep=kept)
    return Told(assessment, rules, figures, decision, past)


def disclosure_rules(programme: Programme) -> Disclosure:
    """Return the profile's limits, the strictest of those it names; cautious ones if it has none.

    The public page's `smallest_group` counts too: one edition has one limit.
    """
    page = programme.public_page
    least = 0 if page is None else page.smallest_group
    own = programme.disclosure
    if own is None:
        threshold = least or CAUTIOUS
        return Disclosure(threshold=threshold, kind="assumption", source="needs.network.fewest")
    return own.model_copy(update={"threshold": max(own.threshold, least)})
