"""Earlier public editions: what their readers keep, and what must not follow from old and new.

For the house, in `reports/<programme>/tables`: `disclosure` (what was shown, what not, why) and
`disclosure_editions` (the figures that the edition was made of: they are needed to see what two
editions tell together, such as the sum of a list with a commune and without it).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from needs.disclosure import Cells, Decision, cells_of, linked, record_of
from needs.public.edition_cells import FIGURES, cells_of_figures
from needs.tables.disclosure_tables import DISCLOSURE_TABLES
from needs.tables.files import in_one_step, write_csv

RECORD, EDITIONS = "disclosure", "disclosure_editions"
DOCUMENT, AUDIENCE = "public_briefings", "public"


@dataclass(frozen=True)
class Past:
    """What earlier editions were made of and what they showed.

    Attributes
    ----------
    figures
        As `edition_figures`, with `issued`.
    record
        The table `disclosure`.
    """

    figures: pd.DataFrame
    record: pd.DataFrame

    @property
    def editions(self) -> list[str]:
        """Names of the editions, the oldest first."""
        return sorted(set(self.figures.issued))

    def hidden_in(self, issued: str) -> frozenset[str]:
        """Return the cells that an edition had a place for and did not show."""
        mine = self.record[self.record.issued == issued]
        return frozenset(mine.cell[mine.printed & ~mine.shown])


def read_past(folder: Path) -> Past:
    """Read the earlier editions kept in a folder of tables; none: an empty past."""
    record, figures = (folder / f"{name}.parquet" for name in (RECORD, EDITIONS))
    if not (record.is_file() and figures.is_file()):
        empty = pd.DataFrame({"issued": [], **{name: [] for name in FIGURES}})
        return Past(empty, pd.DataFrame(columns=list(DISCLOSURE_TABLES[0].columns)))
    return Past(pd.read_parquet(figures), pd.read_parquet(record))


def with_past(cells: Cells, past: Past) -> tuple[Cells, frozenset[str]]:
    """Return the cells of today linked with those of every earlier edition.

    A figure that is the same in both is one cell; one that has changed stands beside the new one
    under a name of its own. What was shown counts as known to everybody.

    Returns
    -------
    tuple
        The cells; those of today that an earlier edition hid.
    """
    # Every cell ever told, by name and value, so that editions share what did not change.
    names = {
        (name, round(value, 6)): name
        for name, value in zip(cells.frame.cell, cells.frame.value, strict=True)
    }
    kept: set[str] = set()
    whole = cells
    for issued in past.editions:
        then = cells_of_figures(past.figures[past.figures.issued == issued][FIGURES])
        own = {
            name: names.setdefault((name, round(value, 6)), _named(name, issued))
            for name, value in zip(then.frame.cell, then.frame.value, strict=True)
        }
        hidden = past.hidden_in(issued)
        kept |= {own[name] for name in hidden if name in own} & set(cells.ids)
        shown = past.record[(past.record.issued == issued) & past.record.shown]
        known = then.marked(set(shown.cell))
        whole = linked(whole, _renamed(_known(then, known), own))
    return whole, frozenset(kept)


def _named(cell: str, issued: str) -> str:
    measure, _, entries = cell.partition("|")
    return f"{measure}@{issued}|{entries}"


def _known(then: Cells, shown: np.ndarray) -> Cells:
    """Return an edition's cells as they are today: out of print, what was shown known to all."""
    low, high = then.as_shown()
    frame = then.frame.assign(
        printed=False,
        low=np.where(shown, np.maximum(low, then.column("low")), then.column("low")),
        high=np.where(shown, np.minimum(high, then.column("high")), then.column("high")),
    )
    return replace(then, frame=frame)


def _renamed(cells: Cells, names: dict[str, str]) -> Cells:
    return cells_of(
        cells.frame.assign(cell=cells.frame.cell.map(names)),
        cells.terms.assign(cell=cells.terms.cell.map(names)),
        cells.limits,
    )


def keep_edition(
    folder: Path, past: Past, decision: Decision, figures: pd.DataFrame, *, day: str
) -> None:
    """Put an edition on record; one that says nothing new to its readers is not written again.

    Parameters
    ----------
    folder
        `reports/<programme>/tables`.
    past
        As it was read.
    decision, figures
        What the edition shows, and what it was made of.
    day
        YYYY-MM-DD; a second edition of that day is called «…-2».
    """
    if figures.empty:
        return  # nothing is known yet, so nothing was told
    mine = set(cells_of_figures(figures).ids)
    issued = _free_name(day, set(past.editions))
    record = record_of(decision, document=DOCUMENT, audience=AUDIENCE, issued=issued, as_of=issued)
    record = record[record.cell.isin(mine)].reset_index(drop=True)
    if past.editions and _same(past, past.editions[-1], record, figures):
        return
    parts = [part for part in (past.record, record) if len(part)]
    every = DISCLOSURE_TABLES[0].check(pd.concat(parts, ignore_index=True))
    kept = [part for part in (past.figures, figures.assign(issued=issued)) if len(part)]
    rows = pd.concat(kept, ignore_index=True)[["issued", *FIGURES]] if kept else past.figures
    for name, table in ((RECORD, every), (EDITIONS, rows)):
        with in_one_step(folder / f"{name}.parquet") as temporary:
            table.to_parquet(temporary, index=False)
        write_csv(table, folder / f"{name}.csv")


def _free_name(day: str, taken: set[str]) -> str:
    """Return a name for the edition that sorts behind all of that day."""
    of_day = sum(name == day or name.startswith(f"{day}-") for name in taken)
    return day if not of_day else f"{day}-{of_day + 1:03d}"


def _same(past: Past, issued: str, record: pd.DataFrame, figures: pd.DataFrame) -> bool:
    before = past.record[past.record.issued == issued]
    shown = set(before.cell[before.shown]) == set(record.cell[record.shown])
    then = past.figures[past.figures.issued == issued][FIGURES].reset_index(drop=True)
    now = figures[FIGURES].reset_index(drop=True)
    if not shown or len(then) != len(now):
        return False
    keys = FIGURES[:4]
    equal = (then[keys].astype("str") == now[keys].astype("str")).to_numpy().all()
    values = [
        np.allclose(then[name].astype("float64"), now[name].astype("float64"), equal_nan=True)
        for name in FIGURES[4:]
    ]
    return bool(equal and all(values))
