"""Earlier donors' pages: taken as sent, since nobody notes which were; what they told stays told.

For the house, in `reports/<programme>/tables`: `disclosure_donors` (what was shown, what not, why)
and `disclosure_donor_editions` (what the pages were made of). A sum of last month and one of today
may tell together what neither tells alone.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from needs.disclosure import Cells, Decision, cells_of, linked, record_of
from needs.editions.donor_figures import DONOR_FIGURES, MEASURES, donor_cells
from needs.editions.past import (
    Past,
    free_name,
    known_to_all,
    named_after,
    past_of,
    renamed,
    write_past,
)

RECORD, EDITIONS = "disclosure_donors", "disclosure_donor_editions"
_NONE = pd.Series(dtype="float64")


def read_donors_past(folder: Path) -> Past:
    """Read the earlier donors' pages on record; none: an empty past."""
    return past_of(folder, RECORD, EDITIONS, columns=DONOR_FIGURES)


def with_donors_past(cells: Cells, past: Past, *, least: int) -> tuple[Cells, frozenset[str]]:
    """Return today's donors' cells linked with those of every earlier edition.

    A figure that is the same in both is one cell; one that has changed stands beside it. That what
    was open then was no more than what was lacking then is not told anew.

    Parameters
    ----------
    cells
        As `donor_cells` returns them, with what is unknown of the public edition.
    past
        As `read_donors_past` returns it.
    least
        From how many shares on a commune is named in a basket.

    Returns
    -------
    tuple
        The cells; those of today that an earlier edition hid.
    """
    names = {
        (name, round(value, 6)): name
        for name, value in zip(cells.frame.cell, cells.frame.value, strict=True)
    }
    nothing = cells_of(pd.DataFrame({"cell": [], "value": []}))
    kept, parts = set[str](), [cells]
    for issued in past.editions:
        figures = past.figures[past.figures.issued == issued][DONOR_FIGURES]
        then, _ = donor_cells(figures, lacking=_NONE, rest=nothing, least=least)
        own = {
            name: names.setdefault((name, round(value, 6)), named_after(name, issued))
            for name, value in zip(then.frame.cell, then.frame.value, strict=True)
        }
        kept |= {own[name] for name in past.hidden_in(issued) if name in own} & set(cells.ids)
        shown = past.record[(past.record.issued == issued) & past.record.shown]
        parts.append(renamed(known_to_all(then, then.marked(set(shown.cell))), own))
    return (linked(*parts) if len(parts) > 1 else cells), frozenset(kept)


def keep_donors_edition(
    folder: Path, past: Past, decision: Decision, figures: pd.DataFrame, *, day: str
) -> None:
    """Put on record what donors' pages tell; nothing where it is what the last ones told.

    Parameters
    ----------
    folder
        `reports/<programme>/tables`.
    past
        As it was read.
    decision, figures
        What the pages show, and what it was made of.
    day
        YYYY-MM-DD.
    """
    if decision.cells.frame.empty:
        return
    issued = free_name(day, set(past.editions))
    record = record_of(
        decision, document="donor_pages", audience="donors", issued=issued, as_of=issued
    )
    own = record[record.printed & record.measure.isin(MEASURES)].reset_index(drop=True)
    if own.empty or (past.editions and _same(past, own, figures)):
        return
    rows = figures[DONOR_FIGURES].assign(issued=issued)
    told = [part for part in (past.record, own) if len(part)]
    made = [part for part in (past.figures, rows) if len(part)]
    tables = {
        RECORD: pd.concat(told, ignore_index=True)[list(own.columns)],
        EDITIONS: pd.concat(made, ignore_index=True)[["issued", *DONOR_FIGURES]],
    }
    write_past(folder, tables)


def _same(past: Past, record: pd.DataFrame, figures: pd.DataFrame) -> bool:
    """Tell whether the last pages on record showed the same of the same figures."""
    last = past.editions[-1]
    before = past.record[past.record.issued == last]
    then = past.figures[past.figures.issued == last][DONOR_FIGURES].reset_index(drop=True)
    now = figures[DONOR_FIGURES].reset_index(drop=True)
    shown = set(before.cell[before.shown]) == set(record.cell[record.shown])
    return shown and then.astype(str).equals(now.astype(str))
