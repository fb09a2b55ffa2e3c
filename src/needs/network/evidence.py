"""Evidence as it may be published: not where it names somebody who did not agree."""

from __future__ import annotations

import re
import unicodedata

import pandas as pd

from needs.network.network import DonorNetwork
from needs.places import normalise
from needs.tables import rows_of
from needs.wording import say

# Digits that could be a telephone or an identity number, and addresses of e-mail.
_PERSONAL = re.compile(r"\d(?:[\s.\-]?\d){7,}|[^@\s]+@[^@\s]+")


def public_evidence(
    network: DonorNetwork, rows: pd.DataFrame, agreed: frozenset[str], *, lang: str
) -> pd.Series:
    """Return the evidence of each row, or where it is kept.

    Parameters
    ----------
    network
        Its register says how donors are called, and whom one reaches.
    rows
        donor_id, evidence.
    agreed
        Donors who may be named.
    """
    hidden = _names_to_hide(network, agreed)
    kept = say("lưu tại cơ quan chủ trì", lang=lang)
    evidence = [
        str(text) if donor_id in agreed and _says_nothing_private(str(text), hidden) else kept
        for text, donor_id in zip(rows["evidence"], rows["donor_id"], strict=True)
    ]
    return pd.Series(evidence, index=rows.index, dtype="str")


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
