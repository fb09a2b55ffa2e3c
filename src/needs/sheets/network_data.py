"""What the pages of the network start from: the register, the ledger, gifts and open needs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from needs.assessment import Assessment
from needs.assessment.promised import ledger_path
from needs.commitments import Ledger, commitments
from needs.commitments.table import COMMITMENT_COLUMNS
from needs.donors import GIFT_TYPES, read_gifts
from needs.network import (
    DonorNetwork,
    Records,
    network_tables,
    read_donor_register,
    read_network,
    records_path,
)
from needs.network.invitations import NEED_COLUMNS, NoInvitation
from needs.places import load_gazetteer
from needs.programmes import Programme

_WHOLE = (
    *("children", "places", "quantity", "value_vnd", "taken", "packages", "partner_taken"),
    "children_named",
)


@dataclass(frozen=True)
class NetworkData:
    """Everything that is known of a programme's donors on a day, and the tables made of it."""

    network: DonorNetwork
    records: Records
    tables: dict[str, pd.DataFrame]
    on: dt.date
    year: int
    nobody: NoInvitation = "not_computed"


def network_data(
    programme: Programme,
    root: Path,
    *,
    on: dt.date,
    year: int | None = None,
    gifts: pd.DataFrame | None = None,
    needs: pd.DataFrame | None = None,
    listed: bool = True,
    lang: str = "vi",
) -> NetworkData:
    """Read what is known of a programme's donors, and return every table of the network.

    Parameters
    ----------
    programme, root
        The profile and the data root.
    on
        The day of the lists.
    year
        Of commendation and of the register's sums; none: that of `on`.
    gifts
        The table `gifts`; none: read from the programme's donors, as far as there are any.
    needs
        Open needs (`open_needs_of`); none: nothing to invite for.
    listed
        Whether the communes are known: without their list no need is.
    lang
        Language of messages.

    Raises
    ------
    NeedsError
        If the profile says nothing of donors, or a file cannot be read.
    """
    lots = ledger_lots(programme, root, lang=lang)
    register = read_donor_register(programme, root, lang=lang)
    offered = gifts_offered(programme, root) if gifts is None else gifts
    network = read_network(programme, register, lots, offered)
    records = Records(records_path(programme, root), lang=lang)
    wanted = pd.DataFrame(columns=list(NEED_COLUMNS)) if needs is None else needs
    looked_at = on.year if year is None else year
    tables = network_tables(network, lots, wanted, records, on=on, year=looked_at, lang=lang)
    return NetworkData(network, records, tables, on, looked_at, _why_nobody(needs, listed=listed))


def _why_nobody(needs: pd.DataFrame | None, *, listed: bool) -> NoInvitation:
    if not listed:
        return "no_list"
    if needs is None:
        return "not_computed"
    return "no_fit" if needs["still_open"].gt(0).any() else "all_met"


def ledger_lots(programme: Programme, root: Path, *, lang: str) -> pd.DataFrame:
    """Return every lot on the programme's ledger; no rows where there is no ledger yet."""
    path = ledger_path(programme, root)
    if path is None or not path.is_file():
        kinds = {name: "Int64" if name in _WHOLE else "str" for name in COMMITMENT_COLUMNS}
        return pd.DataFrame(columns=list(COMMITMENT_COLUMNS)).astype(kinds)
    return commitments(Ledger(path, lang=lang, create=False))


def gifts_offered(programme: Programme, root: Path) -> pd.DataFrame:
    """Return the gifts of the programme's own file of donors; none where there is no file."""
    if not (root / programme.inputs.donors).is_file():
        return pd.DataFrame(columns=list(GIFT_TYPES))
    gazetteer = load_gazetteer()
    every = gazetteer.communes(programme.province_code, programme.edition)
    districts = gazetteer.districts(every.district_code)
    return read_gifts(programme, every, districts, root).gifts


def open_needs_of(assessment: Assessment) -> pd.DataFrame:
    """Return what is still open after the proposal, or the whole gap where none was made.

    Returns
    -------
    DataFrame
        `NEED_COLUMNS`: commune, district, category, counted in children or places, how many are
        still open, priority (missing for places).
    """
    gap = assessment.tables.get("gap")
    if gap is None:
        return pd.DataFrame(columns=list(NEED_COLUMNS))
    if "open_needs" in assessment.tables:
        rows = assessment.tables["open_needs"].rename(columns={"children_open": "still_open"})
        keyed = gap[["commune_code", "category", "priority"]]
        rows = rows.merge(keyed, on=["commune_code", "category"], how="left")
    else:
        rows = gap.rename(columns={"gap_low": "still_open"}).assign(counted="children")
    return rows[list(NEED_COLUMNS)]
