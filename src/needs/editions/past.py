"""Earlier public editions: what their readers keep, and what must not follow from old and new.

For the house, in `reports/<programme>/tables`: `disclosure` (what was shown, what not, why) and
`disclosure_editions` (the figures that the edition was made of: they are needed to see what two
editions tell together, such as the sum of a list with a commune and without it).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from needs.disclosure import Cells, Decision, cells_of, decided, linked, record_of, sensitive
from needs.editions.figures import FIGURES, cells_of_figures
from needs.programmes.disclosure import Disclosure
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
    return past_of(folder, RECORD, EDITIONS, columns=FIGURES)


def past_of(folder: Path, record: str, editions: str, *, columns: Sequence[str]) -> Past:
    """Read a past from its two tables; none: an empty one.

    Parameters
    ----------
    folder
        `reports/<programme>/tables`.
    record, editions
        Names of the tables: what was shown, and what it was made of.
    columns
        Of the figures that an edition is made of.
    """
    told, figures = (folder / f"{name}.parquet" for name in (record, editions))
    if not (told.is_file() and figures.is_file()):
        empty = pd.DataFrame({"issued": [], **{name: [] for name in columns}})
        return Past(empty, pd.DataFrame(columns=list(DISCLOSURE_TABLES[0].columns)))
    return Past(pd.read_parquet(figures), pd.read_parquet(told))


def write_past(folder: Path, tables: Mapping[str, pd.DataFrame]) -> None:
    """Write the tables of a past, by name, as Parquet and CSV."""
    for name, table in tables.items():
        with in_one_step(folder / f"{name}.parquet") as temporary:
            table.to_parquet(temporary, index=False)
        write_csv(table, folder / f"{name}.csv")


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
            name: names.setdefault((name, round(value, 6)), named_after(name, issued))
            for name, value in zip(then.frame.cell, then.frame.value, strict=True)
        }
        hidden = past.hidden_in(issued)
        kept |= {own[name] for name in hidden if name in own} & set(cells.ids)
        shown = past.record[(past.record.issued == issued) & past.record.shown]
        known = then.marked(set(shown.cell))
        whole = linked(whole, renamed(known_to_all(then, known), own))
    return whole, frozenset(kept)


def decided_before(
    cells: Cells, kept: Collection[str], rules: Disclosure, *, figures: pd.DataFrame, past: Past
) -> Decision | None:
    """Return what the last edition decided, tried anew by the attacker; None: it does not do today.

    The choice of cells is taken from the record, and nothing else: with every edition that readers
    have in hand and the rules of today, each hidden cell goes through the full audit again.

    Parameters
    ----------
    cells, kept
        As `with_past` returns them.
    rules
        The profile's.
    figures
        Of today; where one differs from the last edition's, the choice is made anew.
    past
        The earlier editions.
    """
    if not past.editions or not _same_figures(past, past.editions[-1], figures):
        return None
    hidden = past.hidden_in(past.editions[-1])
    may = set(cells.frame.cell[cells.frame.printed])
    must = (set(sensitive(cells, rules).cell) & may) | set(kept)
    if not must <= hidden <= may:
        return None
    again = decided(cells, rules, hidden, keep=kept)
    return again if again.safe else None


def named_after(cell: str, issued: str) -> str:
    """Return the name of an earlier edition's cell whose figure has changed since."""
    measure, _, entries = cell.partition("|")
    return f"{measure}@{issued}|{entries}"


def known_to_all(then: Cells, shown: np.ndarray) -> Cells:
    """Return an edition's cells as they are today: out of print, what was shown known to all."""
    low, high = then.as_shown()
    frame = then.frame.assign(
        printed=False,
        low=np.where(shown, np.maximum(low, then.column("low")), then.column("low")),
        high=np.where(shown, np.minimum(high, then.column("high")), then.column("high")),
    )
    return replace(then, frame=frame)


def renamed(cells: Cells, names: dict[str, str]) -> Cells:
    """Return the cells under other names."""
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
    issued = free_name(day, set(past.editions))
    record = record_of(decision, document=DOCUMENT, audience=AUDIENCE, issued=issued, as_of=issued)
    record = record[record.cell.isin(mine)].reset_index(drop=True)
    if past.editions and _same(past, past.editions[-1], record, figures):
        return
    parts = [part for part in (past.record, record) if len(part)]
    every = DISCLOSURE_TABLES[0].check(pd.concat(parts, ignore_index=True))
    kept = [part for part in (past.figures, figures.assign(issued=issued)) if len(part)]
    rows = pd.concat(kept, ignore_index=True)[["issued", *FIGURES]] if kept else past.figures
    write_past(folder, {RECORD: every, EDITIONS: rows})


def on_record(past: Past, decision: Decision, figures: pd.DataFrame) -> bool:
    """Tell whether the last edition on record is this one: what it shows has been published."""
    if not past.editions:
        return False
    last = past.editions[-1]
    before = past.record[past.record.issued == last]
    printed = decision.cells.frame.cell[decision.cells.frame.printed]
    shown = {cell for cell in printed if decision.shows(cell)}
    return set(before.cell[before.shown]) == shown and _same_figures(past, last, figures)


def free_name(day: str, taken: set[str]) -> str:
    """Return a name for the edition that sorts behind all of that day."""
    of_day = sum(name == day or name.startswith(f"{day}-") for name in taken)
    return day if not of_day else f"{day}-{of_day + 1:03d}"


def _same(past: Past, issued: str, record: pd.DataFrame, figures: pd.DataFrame) -> bool:
    before = past.record[past.record.issued == issued]
    shown = set(before.cell[before.shown]) == set(record.cell[record.shown])
    return shown and _same_figures(past, issued, figures)


def _same_figures(past: Past, issued: str, figures: pd.DataFrame) -> bool:
    """Tell whether an edition was made of these figures, row by row."""
    then = past.figures[past.figures.issued == issued][FIGURES].reset_index(drop=True)
    now = figures[FIGURES].reset_index(drop=True)
    if len(then) != len(now):
        return False
    keys = FIGURES[:4]
    equal = (then[keys].astype("str") == now[keys].astype("str")).to_numpy().all()
    values = [
        np.allclose(then[name].astype("float64"), now[name].astype("float64"), equal_nan=True)
        for name in FIGURES[4:]
    ]
    return bool(equal and all(values))
