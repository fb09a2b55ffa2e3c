"""What donors are told of children still without a source: decided once, with the public edition.

A donor reads the public edition too. Its figures stand: what they leave unknown and what donors'
pages tell is one system, and the attacker of `needs.disclosure` tries all of it together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.html import missing, text
from needs.disclosure import Decision, cell_id, check_safe, decided, protect
from needs.disclosure.insiders import kept_from
from needs.editions.donor_figures import donor_cells, donor_figures
from needs.editions.donors_past import (
    keep_donors_edition,
    read_donors_past,
    with_donors_past,
)
from needs.editions.left_over import telling_nothing_more
from needs.editions.own_lots import insider, own_lots
from needs.editions.rest import hanging_together, known_exactly, what_is_left
from needs.editions.told import NOT_SHOWN, Told, disclosure_rules, told
from needs.programmes.disclosure import Disclosure
from needs.wording import number
from needs.wording.numbers import is_missing


@dataclass(frozen=True)
class ToldToDonors:
    """What pages for donors say of children, besides the lots that a donor is to deliver.

    Attributes
    ----------
    rules
        From how many children on a count is shown.
    public
        What the public edition tells; none: nothing of it is repeated.
    decision
        What is told besides, checked by the attacker; none: nothing is.
    figures
        What the cells of donors' pages are made of.
    """

    rules: Disclosure
    public: Told | None = None
    decision: Decision | None = None
    figures: pd.DataFrame | None = None

    def shows(self, measure: str, **sides: object) -> bool:
        """Tell whether a figure is shown; one that was not judged is not."""
        name = cell_id(measure, **sides)
        own = self.decision is not None and self.decision.shows(name)
        return own or (self.public is not None and self.public.decision.shows(name))

    def cell(self, value: Any, measure: str, *, lang: str, **sides: object) -> str:
        """Return a figure as a cell: the number, «•», or that it is not known."""
        if is_missing(value):
            return missing(lang=lang)
        return text(self.words(number(value, lang=lang), measure, **sides))

    def words(self, words: str, measure: str, **sides: object) -> str:
        """Return words that tell a figure, or «•»."""
        return words if self.shows(measure, **sides) else NOT_SHOWN

    def keep(self, folder: Path, *, on: dt.date) -> None:
        """Put on record, in the folder of tables, what is told, what not and why.

        Which pages were sent, and to whom, is not known here: all of them count as sent.
        """
        if self.decision is not None and self.figures is not None:
            keep_donors_edition(
                folder, read_donors_past(folder), self.decision, self.figures, day=on.isoformat()
            )


def told_to_donors(
    assessment: Assessment, tables: Path, lots: Mapping[int, pd.DataFrame] | None = None
) -> ToldToDonors:
    """Decide, once for all donors' pages, which figures they show.

    Parameters
    ----------
    assessment
        The programme's results, with the plan.
    tables
        `reports/<programme>/tables`: earlier editions stand there.
    lots
        Amount → lots of the basket.

    Raises
    ------
    InputFaults
        If a hidden figure can be worked out all the same: nothing may then be told.
    """
    public = told(assessment, tables)
    rules = disclosure_rules(assessment.programme)
    known = known_exactly(public.decision)
    figures = donor_figures(assessment, telling_nothing_more(assessment, lots or {}, rules))
    cells, own = donor_cells(
        figures,
        lacking=known,
        rest=what_is_left(public.decision),
        least=rules.threshold,
        packages={one.id: one.package_children for one in assessment.programme.categories},
    )
    past = read_donors_past(tables)
    cells, kept = with_donors_past(cells, past, least=rules.threshold)
    part, hidden = hanging_together(cells, own), public.decision.hidden | kept
    decision = protect(part, rules, keep=hidden, must_hold=False)
    if not decision.safe:
        _blameless(decision, rules, own)
    donors = [insider(part, mine, known) for mine in own_lots(assessment).values()]
    decision = kept_from(decision, donors, rules, keep=hidden)
    return ToldToDonors(rules, public, decision, figures)


def _blameless(decision: Decision, rules: Disclosure, own: Collection[str]) -> None:
    """Raise, unless all that can be worked out could be without a word of today's pages.

    What earlier pages and the public edition tell together is past mending here.
    """
    silent = decided(decision.cells, rules, decision.hidden | set(own))
    before = set(silent.audited.cell[~silent.audited.safe])
    check_safe(decision.audited[~decision.audited.cell.isin(before)])


def nothing_told(assessment: Assessment) -> ToldToDonors:
    """Return what is told where nothing may be: no figure of children but a donor's own lots."""
    return ToldToDonors(disclosure_rules(assessment.programme))
