"""The network of donors put together: the register, the ledger and this year's gifts, joined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from needs.network.alike import alike_names
from needs.network.giving import gifts_given
from needs.network.register import DonorRegister
from needs.network.words import network_of
from needs.places import normalise
from needs.programmes import Programme
from needs.tables import rows_of

KNOWN_COLUMNS = ("donor_id", "donor", "donor_kind", "registered", "on_ledger", "offers")


@dataclass(frozen=True)
class DonorNetwork:
    """Who is known, and what each has done.

    Attributes
    ----------
    programme
        The profile.
    register
        The register of donors, as read.
    given
        `gifts_given` of the ledger; a donor bears the id and name of the register where it is
        certain who is meant.
    gifts
        This year's gifts, with the same ids.
    known
        One row a donor, by id: `KNOWN_COLUMNS`. `donor_kind` is that of the register, else of the
        gift, else empty.
    questions
        Pairs of names that may be one donor (`alike_names`).
    """

    programme: Programme
    register: DonorRegister
    given: pd.DataFrame
    gifts: pd.DataFrame
    known: pd.DataFrame
    questions: pd.DataFrame


def read_network(
    programme: Programme, register: DonorRegister, lots: pd.DataFrame, gifts: pd.DataFrame
) -> DonorNetwork:
    """Join the register with the ledger and this year's gifts.

    A donor of the ledger is one of the register if the id and the name agree (in any placing of
    tone marks, «Hoà» and «Hòa»), or if the register says so (`also_called`: names or ids). All
    other likenesses are asked.

    Parameters
    ----------
    programme, register
        The profile and `read_donor_register`.
    lots
        `needs.commitments.commitments`: every lot as it stands.
    gifts
        Gifts offered: donor_id, donor, donor_type, period, categories, districts.
    """
    identity = _Identity(register.donors)
    given = identity.of(gifts_given(lots))
    offered = identity.of(gifts)
    known = _known(register.donors, given, offered)
    questions = alike_names(
        known,
        at_least=network_of(programme).alike.value,
        told_apart=frozenset(_told_apart(register.donors)),
    )
    return DonorNetwork(programme, register, given, offered, known, questions)


class _Identity:
    """Says which donor of the register a name and id on the ledger mean, if that is certain."""

    def __init__(self, donors: pd.DataFrame) -> None:
        self._names = dict(zip(donors["donor_id"], donors["donor"], strict=True))
        self._by_alias: dict[str, str] = {}
        for row in rows_of(donors):
            for alias in row.also_called:
                self._by_alias[_key(alias)] = str(row.donor_id)
        self._by_name = {_key(name): donor_id for donor_id, name in self._names.items()}

    def of(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the rows with the register's ids and names."""
        pairs = list(zip(rows["donor_id"].astype("str"), rows["donor"].astype("str"), strict=True))
        found = [self._certain(donor_id, donor) for donor_id, donor in pairs]
        named = [self._names.get(one, donor) for one, (_, donor) in zip(found, pairs, strict=True)]
        return rows.assign(
            donor_id=pd.Series(found, index=rows.index, dtype="str"),
            donor=pd.Series(named, index=rows.index, dtype="str"),
        )

    def _certain(self, donor_id: str, donor: str) -> str:
        for alias in (donor_id, donor):
            if _key(alias) in self._by_alias:
                return self._by_alias[_key(alias)]
        return str(self._by_name.get(_key(donor), donor_id))


def _key(name: str) -> str:
    return normalise(name, keep_prefix=True)


def _known(register: pd.DataFrame, given: pd.DataFrame, gifts: pd.DataFrame) -> pd.DataFrame:
    kinds: dict[str, str] = {}
    names: dict[str, str] = {}
    for frame, kind in ((gifts, "donor_type"), (given, None), (register, "donor_kind")):
        # Rows in an order of their own, so that a name spelt in two ways is always the same one.
        for row in frame.sort_values(["donor_id", "donor"]).to_dict("records"):
            names[str(row["donor_id"])] = str(row["donor"])
            if kind is not None:
                kinds[str(row["donor_id"])] = str(row[kind])
    ids = sorted(names)
    columns = {
        "donor_id": ids,
        "donor": [names[one] for one in ids],
        "donor_kind": [kinds.get(one, "") for one in ids],
    }
    frame = pd.DataFrame(columns, columns=list(KNOWN_COLUMNS[:3]), dtype="str")
    return frame.assign(
        registered=frame["donor_id"].isin(register["donor_id"]),
        on_ledger=frame["donor_id"].isin(given["donor_id"]),
        offers=frame["donor_id"].isin(gifts["donor_id"]),
    )


def _told_apart(register: pd.DataFrame) -> Iterable[frozenset[str]]:
    by_name = {_key(row.donor): str(row.donor_id) for row in rows_of(register)}
    for row in rows_of(register):
        for other in row.not_same_as:
            yield frozenset((str(row.donor_id), other))
            if _key(other) in by_name:
                yield frozenset((str(row.donor_id), by_name[_key(other)]))
