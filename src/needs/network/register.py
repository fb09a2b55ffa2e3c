"""The register of donors: who they are, what they prefer, whether they may be named in public."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from needs.errors import Fault
from needs.network.rows import COLUMNS, LISTS, NEEDED, Contact, Reading
from needs.programmes import Programme
from needs.tables.reference import read_reference

REGISTER_COLUMNS = (
    *("donor_id", "donor", "donor_kind", "categories", "districts", "occasions", "language"),
    *("named_in_public", "first_year", "also_called", "not_same_as", "source"),
)


@dataclass(frozen=True)
class DonorRegister:
    """The register as it was read.

    Attributes
    ----------
    donors
        One row a donor: `REGISTER_COLUMNS`. `named_in_public` is true only where the donor said
        so; `first_year` may be missing; lists are tuples.
    contacts
        How to reach each donor, by id: not part of any table.
    faults
        Rows that are not used: file, line, column, what stands there, what is expected.
    exists
        Whether there is a file at all.
    """

    donors: pd.DataFrame
    contacts: dict[str, Contact]
    faults: tuple[Fault, ...]
    exists: bool


def register_path(programme: Programme, root: Path) -> Path:
    """Return where the register of a programme stands, or will stand."""
    return root / "network" / f"{programme.id}.csv"


def read_donor_register(programme: Programme, root: Path, *, lang: str = "vi") -> DonorRegister:
    """Read the register of donors (`data/network/<programme>.csv`).

    A row with a fault is not used, the others are; a file that is not there is an empty register.
    Nothing of a contact (person, telephone, e-mail, address) is ever repeated in a fault.

    Raises
    ------
    InputFaults
        If the file cannot be read at all, or lacks a column that no row can do without.
    """
    path = register_path(programme, root)
    if not path.is_file():
        return DonorRegister(_table([]), {}, (), exists=False)
    reading = Reading(programme, f"network/{path.name}", lang)
    frame = read_reference(path, columns=NEEDED)
    rows = frame.reindex(columns=list(COLUMNS)).assign(_line=frame.index + 2)
    for row in rows.to_dict("records"):
        reading.read({str(name): value for name, value in row.items()})
    reading.one_row_a_donor()
    kept = [row for row in reading.rows if row["_line"] not in reading.wrong]
    contacts = {str(row["donor_id"]): reading.contacts[str(row["_line"])] for row in kept}
    return DonorRegister(_table(kept), contacts, tuple(reading.faults), exists=True)


def _table(rows: list[dict[str, object]]) -> pd.DataFrame:
    frame = pd.DataFrame(
        [[row[name] for name in REGISTER_COLUMNS] for row in rows],
        columns=list(REGISTER_COLUMNS),
        dtype="object",
    )
    kinds = {"first_year": "Int64", "named_in_public": "bool"}
    texts = {name: "str" for name in REGISTER_COLUMNS if name not in (*kinds, *LISTS)}
    return frame.astype(texts | kinds).sort_values("donor_id", ignore_index=True)


def blank_register(known: pd.DataFrame) -> pd.DataFrame:
    """Return a register to be completed: every donor known, with its kind where that is known."""
    told = ("donor_id", "donor", "donor_kind")
    blank = {name: known[name] if name in told else "" for name in COLUMNS}
    return pd.DataFrame(blank, index=known.index, dtype="str")
