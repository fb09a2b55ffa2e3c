"""Every table of the network at once, as pages and commands use them."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from needs.network.commendation import commendations
from needs.network.giving import donor_history, history_of_donors
from needs.network.invitations import invitations
from needs.network.network import DonorNetwork
from needs.network.published import public_list
from needs.network.records import Records
from needs.network.thanks import to_thank
from needs.network.transparency import reconciled, transparency
from needs.tables import table

_EMPTY_LIST: tuple[str, ...] = ()


def network_tables(
    network: DonorNetwork,
    lots: pd.DataFrame,
    needs: pd.DataFrame,
    records: Records,
    *,
    on: dt.date,
    year: int | None = None,
    lang: str = "vi",
) -> dict[str, pd.DataFrame]:
    """Return the tables of `needs.tables.network_tables`, checked.

    Parameters
    ----------
    network
        `read_network`.
    lots
        `needs.commitments.commitments`: the ledger as it stands.
    needs
        Open needs (`invitations.NEED_COLUMNS`).
    records
        Thanks and commendations.
    on
        The day of the lists.
    year
        Of the register's sums and of commendation; none: that of `on`.
    lang
        Language of the words in place of a name in the public list.
    """
    looked_at = on.year if year is None else year
    received = transparency(network)
    public = public_list(network, received, lang=lang)
    found = {
        "donor_register": register_table(network, year=looked_at),
        "donor_history": donor_history(network.given),
        "alike_donors": network.questions,
        "donor_invitations": invitations(network, needs, on=on),
        "donor_thanks": to_thank(network, records.thanked(), on=on),
        "donor_commendations": commendations(network, records.table(), year=looked_at),
        "transparency": received,
        "transparency_public": public.rows,
        "transparency_sums": reconciled(lots, public.rows, public.row_of),
    }
    return {name: table(name).check(frame) for name, frame in found.items()}


def register_table(network: DonorNetwork, *, year: int) -> pd.DataFrame:
    """Return every donor known with what was done up to a year; nothing of how to reach them."""
    asked = ["donor_id", "named_in_public", "first_year", "categories", "districts", "occasions"]
    listed = network.register.donors[asked]
    history = history_of_donors(network.given, period=str(year)).drop(columns="donor")
    merged = network.known.merge(listed, on="donor_id", how="left").merge(
        history, left_on="donor_id", right_index=True, how="left"
    )
    merged["named_in_public"] = merged["named_in_public"].eq(True)
    for column in ("categories", "districts", "occasions"):
        cells = [cell if isinstance(cell, tuple) else _EMPTY_LIST for cell in merged[column]]
        merged[column] = pd.Series(cells, index=merged.index, dtype="object")
    sums = [name for name in history.columns if name not in ("first_given", "last_given")]
    merged[sums] = merged[sums].fillna(0)
    return merged
