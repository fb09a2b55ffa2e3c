"""The programme's ledger of commitments, as the plan sees it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from needs.commitments import Ledger, commitments
from needs.commitments.states import FIXED, OFFERED
from needs.commitments.table import COMMITMENT_COLUMNS
from needs.programmes import Programme

#: Columns of the ledger that are called otherwise in the result tables.
NAMES = {"state": "lot_state", "children": "lot_children", "quantity": "lot_quantity"}


def ledger_path(programme: Programme, root: Path) -> Path | None:
    """Return where the ledger stands, or will stand; None: the profile names none."""
    name = programme.inputs.commitments
    return None if name is None else root / name


def commitments_on_record(programme: Programme, root: Path) -> pd.DataFrame:
    """Return every lot on the ledger as it stands; no rows where nobody has promised anything.

    Raises
    ------
    LedgerError
        If the file cannot be read or was changed from outside.
    """
    path = ledger_path(programme, root)
    if path is None or not path.is_file():
        lots = pd.DataFrame(columns=list(COMMITMENT_COLUMNS))
    else:
        lots = commitments(Ledger(path, create=False))
    return lots.rename(columns=NAMES)


def plan_lots(plan: pd.DataFrame) -> pd.DataFrame:
    """Return the lots of the table `allocation` as the ledger has them."""
    return plan.assign(
        quantity=plan.quantity.astype("Int64"),
        partner_id=plan.partner_id.fillna(""),
        partner=plan.partner.fillna(""),
    )


def settled_lots(commitments: pd.DataFrame, period: str) -> pd.DataFrame:
    """Return what donors have accepted for a period, from the table `commitments`."""
    lots = commitments[commitments.lot_state.isin(FIXED) & (commitments.period == period)]
    return _named_as_in_a_plan(lots)


def offered_lots(commitments: pd.DataFrame, period: str) -> pd.DataFrame:
    """Return what donors have been offered for a period, from the table `commitments`."""
    lots = commitments[(commitments.lot_state == OFFERED) & (commitments.period == period)]
    return _named_as_in_a_plan(lots)


def _named_as_in_a_plan(lots: pd.DataFrame) -> pd.DataFrame:
    lots = lots.rename(columns={stored: name for name, stored in NAMES.items()})
    return lots.assign(partner=lots.partner.fillna(""))
