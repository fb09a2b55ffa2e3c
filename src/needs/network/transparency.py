"""What was received and where it went, adding up with the ledger to the đồng."""

from __future__ import annotations

import re
import unicodedata

import pandas as pd

from needs.network.giving import NOT_NAMED, RECEIVED
from needs.network.network import DonorNetwork
from needs.network.words import network_of
from needs.places import normalise
from needs.tables import rows_of
from needs.wording import say

TRANSPARENCY_COLUMNS = (
    *("lot_id", "giver", "donor_id", "donor", "category", "commune_code", "commune", "period"),
    *("lot_state", "counted", "lot_children", "places", "lot_quantity", "unit", "value_vnd"),
    *("since", "evidence", "basis"),
)
#: By what the list is summed; each sum is checked against the ledger.
SUMMED = ("lot_state", "category", "commune_code", "period")
RECONCILED_COLUMNS = ("summed_by", "summed", "ledger_vnd", "listed_vnd", "unpriced", "agrees")
# Digits that could be a telephone or an identity number, and addresses of e-mail.
_PERSONAL = re.compile(r"\d(?:[\s.\-]?\d){7,}|[^@\s]+@[^@\s]+")


def transparency(network: DonorNetwork, *, period: str | None = None) -> pd.DataFrame:
    """Return what was received and where it went: donor, category, commune, units, đồng, evidence.

    Parameters
    ----------
    network
        `read_network`.
    period
        Only this year; None: all.

    Returns
    -------
    DataFrame
        `TRANSPARENCY_COLUMNS`: one row for each lot that was delivered or confirmed, two where it
        was co-funded; for the office's own use: names and evidence as they are.
    """
    rows = network.given[network.given["lot_state"].isin(RECEIVED)]
    if period is not None:
        rows = rows[rows["period"] == period]
    return rows[list(TRANSPARENCY_COLUMNS)].sort_values(["lot_id", "giver"], ignore_index=True)


def in_public(network: DonorNetwork, rows: pd.DataFrame, *, lang: str = "vi") -> pd.DataFrame:
    """Return the list as it may be published; every amount in đồng stays as it is.

    Donors who did not agree to be named lose name and id; evidence stays where it names no such
    donor, no telephone and no address. Fewer children than the profile's `small_count` are left
    out (missing), and so is the quantity, which would tell them; numbers of lots are left out.

    Parameters
    ----------
    network
        `read_network`: its register says who agreed.
    rows
        `transparency`.
    lang
        Language of the words in place of a name.
    """
    register = network.register.donors
    agreed = frozenset(register.loc[register["named_in_public"], "donor_id"])
    hidden = _names_to_hide(network, agreed)
    shown = rows["donor_id"].isin(agreed)
    kept = say("lưu tại cơ quan chủ trì", lang=lang)
    nobody = say("nhà tài trợ không nêu tên", lang=lang)
    evidence = [
        text if named and _says_nothing_private(str(text), hidden) else kept
        for text, named in zip(rows["evidence"], shown, strict=True)
    ]
    small = network_of(network.programme).public.small_count
    few = rows["lot_children"].between(1, small - 1).fillna(False).astype("bool")
    public = rows.assign(
        donor=rows["donor"].where(shown, nobody),
        donor_id=rows["donor_id"].where(shown, NOT_NAMED),
        evidence=pd.Series(evidence, index=rows.index, dtype="str"),
        lot_children=rows["lot_children"].mask(few),
        lot_quantity=rows["lot_quantity"].mask(few),
    )
    key = ["donor", "category", "commune_code", "since", "value_vnd", "lot_state", "giver"]
    public = public.sort_values([*key, "evidence"], ignore_index=True)
    # Numbers of lots would join what is kept apart: two parts of one lot, a donor's lots.
    return public.assign(lot_id=[f"{number:05d}" for number in range(1, len(public) + 1)])


def reconciled(lots: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Compare the sums of the list with those of the ledger, by state, category, commune and year.

    Parameters
    ----------
    lots
        `needs.commitments.commitments`: the ledger, read anew.
    rows
        `transparency` or `in_public` of all years.

    Returns
    -------
    DataFrame
        `RECONCILED_COLUMNS`: what is summed by and which, đồng on the ledger, đồng on the list,
        lots without a value, whether both agree.
    """
    ledger = lots.rename(columns={"state": "lot_state"})
    ledger = ledger[ledger["lot_state"].isin(RECEIVED)]
    found = []
    for column in SUMMED:
        theirs = ledger.groupby(column)["value_vnd"].sum()
        ours = rows.groupby(column)["value_vnd"].sum()
        unpriced = ledger["value_vnd"].isna().groupby(ledger[column]).sum()
        for name in sorted(set(theirs.index) | set(ours.index)):
            on_ledger, listed = int(theirs.get(name, 0)), int(ours.get(name, 0))
            missing = int(unpriced.get(name, 0))
            found.append((column, str(name), on_ledger, listed, missing, on_ledger == listed))
    frame = pd.DataFrame(found, columns=list(RECONCILED_COLUMNS))
    counts = dict.fromkeys(("ledger_vnd", "listed_vnd", "unpriced"), "Int64")
    return frame.astype(counts | {"agrees": "bool"})


def _names_to_hide(network: DonorNetwork, agreed: frozenset[str]) -> tuple[str, ...]:
    known = network.known[~network.known["donor_id"].isin(agreed)]
    contacts = network.register.contacts.values()
    names = {*known["donor"], *(contact.person for contact in contacts)}
    for row in rows_of(network.register.donors):
        if row.donor_id not in agreed:
            names.update(row.also_called)
    return tuple(sorted(_plain(name) for name in names if name.strip()))


def _says_nothing_private(text: str, hidden: tuple[str, ...]) -> bool:
    said = f" {_plain(text)} "
    return not _PERSONAL.search(text) and not any(f" {name} " in said for name in hidden)


def _plain(text: str) -> str:
    """Return words without marks and signs: a name is found however it is written."""
    letters = unicodedata.normalize("NFD", normalise(text, keep_prefix=True).replace("đ", "d"))
    plain = "".join(one for one in letters if not unicodedata.combining(one))
    return " ".join(re.sub(r"\W+", " ", plain).split())
