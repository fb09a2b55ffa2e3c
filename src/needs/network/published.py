"""The list of what was received as it may be published: no name without consent, nobody counted.

Every amount stays. What would tell of fewer children than the profile allows stands in a joined row
(`small_rows`): a small gift with others of its commune, else of the former district, else of the
province; of the same kind of support and year as long as there are enough of these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from needs.network.evidence import public_evidence
from needs.network.fewest import fewest_children
from needs.network.giving import JOINED, NOT_NAMED
from needs.network.network import DonorNetwork
from needs.network.small_rows import Joined, Row, Step, join_small
from needs.places import load_gazetteer
from needs.tables import rows_of, weakest_basis
from needs.wording import say
from needs.wording.numbers import is_missing

_KEY = ["donor", "category", "commune", "since", "value_vnd", "lot_state", "giver", "evidence"]


@dataclass(frozen=True)
class PublicList:
    """The list as it may be published.

    Attributes
    ----------
    rows
        `in_public`.
    row_of
        Number in the list (`lot_id` there) of each lot of the ledger; it does not leave the house.
    """

    rows: pd.DataFrame
    row_of: Mapping[str, str]


def in_public(network: DonorNetwork, rows: pd.DataFrame, *, lang: str = "vi") -> pd.DataFrame:
    """Return the list as it may be published; it adds up to the same đồng.

    Donors who did not agree to be named lose name and id; evidence stays where it names no such
    donor, no telephone and no address. Numbers of lots are replaced. Gifts for fewer children than
    `fewest_children` are joined (`lots`: how many a row is made of); a joined row keeps what all of
    it shares: donor, kind of support, state. Its day is its last.

    Parameters
    ----------
    network
        `read_network`: its register says who agreed.
    rows
        `transparency`.
    lang
        Language of the words in place of a name.

    Returns
    -------
    DataFrame
        The columns of `transparency` and `lots`. `commune_code` is missing where a row is of
        several communes, `category` and `period` are empty where it is of several; `lot_children`
        and `lot_quantity` are missing where too few are left even of all rows together.
    """
    return public_list(network, rows, lang=lang).rows


def public_list(network: DonorNetwork, rows: pd.DataFrame, *, lang: str = "vi") -> PublicList:
    """Return `in_public`, and in which of its rows each lot stands."""
    register = network.register.donors
    agreed = frozenset(register.loc[register["named_in_public"], "donor_id"])
    shown = rows["donor_id"].isin(agreed)
    nobody = say("nhà tài trợ không nêu tên", lang=lang)
    named = rows.assign(
        donor=rows["donor"].where(shown, nobody),
        donor_id=rows["donor_id"].where(shown, NOT_NAMED),
        evidence=public_evidence(network, rows, agreed, lang=lang),
        lots=1,
    )
    districts = _districts(network)
    groups = _joined(rows, fewest_children(network.programme), districts)
    number = {lot: at for at, group in enumerate(groups) for lot in group.names}
    at = named["lot_id"].map(number)
    joined = [
        _as_one(districts, own, groups[int(str(one))], lang)
        for one, own in named[at.notna()].groupby(at[at.notna()].astype("int64"))
    ]
    parts = [named[at.isna()]]
    if joined:
        parts.append(pd.DataFrame(joined).astype(named.dtypes.to_dict())[list(named.columns)])
    public = pd.concat(parts, ignore_index=True).astype({"lots": "Int64", "commune_code": "str"})
    public = public.sort_values(_KEY, ignore_index=True)
    # Numbers of lots would join what is kept apart: two parts of one lot, a donor's lots.
    numbers = [f"{number:05d}" for number in range(1, len(public) + 1)]
    listed = dict(zip(public["lot_id"], numbers, strict=True))
    row_of = {lot: listed[min(group.names)] for group in groups for lot in group.names}
    row_of |= {lot: listed[lot] for lot in rows["lot_id"] if lot not in row_of}
    return PublicList(public.assign(lot_id=numbers), row_of)


def _joined(
    rows: pd.DataFrame, least: int, districts: Mapping[str, tuple[str, str]]
) -> tuple[Joined, ...]:
    """Return which lots stand in one row; a lot and its partner's part are always together."""
    mains = rows[rows["giver"] == "main"]
    worth = rows.groupby("lot_id")["value_vnd"].sum(min_count=1)
    # Lots without a value stay by themselves: no sum of đồng tells that they are left out of it.
    where = {
        str(row.lot_id): (
            bool(pd.isna(worth[row.lot_id])),
            str(row.period),
            str(row.category),
            str(row.commune_code),
        )
        for row in rows_of(mains)
    }

    def district(row: Row) -> tuple[object, ...]:
        unpriced, period, category, commune = where[row.name]
        return unpriced, period, category, districts.get(commune, ("", commune))

    steps = (
        Step(lambda row: where[row.name]),
        Step(district),
        Step(lambda row: where[row.name][:3], along=lambda row: row.name),
        Step(lambda row: where[row.name][:2], along=lambda row: row.name),
        Step(lambda row: where[row.name][:1], along=lambda row: row.name),
    )
    told = [
        Row(
            str(row.lot_id),
            (_share(row.lot_children, least),),
            None if pd.isna(worth[row.lot_id]) else int(worth[row.lot_id]),
            # Not the number of the lot: the order of the ledger is nobody's business.
            order=f"{row.since} {row.commune_code} {row.category} {row.donor}",
        )
        for row in rows_of(mains)
        if _tells(row)
    ]
    return join_small(told, steps)


def _tells(row: Any) -> bool:
    """Tell whether a lot is about children: nobody can be recognised among places, or none."""
    return row.counted == "children" and (is_missing(row.lot_children) or row.lot_children > 0)


def _share(children: Any, least: int) -> Fraction:
    """Return how large a part of the least number these are; not known: there might be few."""
    return Fraction(0 if is_missing(children) else int(children), least)


def _districts(network: DonorNetwork) -> dict[str, tuple[str, str]]:
    """Return code and name of the (former) district of each commune."""
    programme = network.programme
    every = load_gazetteer().communes(programme.province_code, programme.edition)
    known = every.dropna(subset=["district_code", "district"])
    pairs = zip(known["district_code"], known["district"], strict=True)
    return dict(zip(known["commune_code"], pairs, strict=True))


def _as_one(
    districts: Mapping[str, tuple[str, str]], own: pd.DataFrame, group: Joined, lang: str
) -> dict[str, Any]:
    """Return the row in which several lots are published."""
    mains = own[own["giver"] == "main"]
    donors, kinds = set(own["donor_id"]), set(own["category"])
    one_donor, one_kind = len(donors) == 1, len(kinds) == 1 and group.enough
    states = set(own["lot_state"])
    counted = sorted(set(mains["counted"]))
    return {
        "lot_id": min(group.names),
        "giver": "main",
        "donor_id": min(donors) if one_donor else JOINED,
        "donor": own["donor"].iloc[0] if one_donor else say("nhiều nhà tài trợ (gộp)", lang=lang),
        "category": min(kinds) if one_kind else "",
        "period": mains["period"].iloc[0] if mains["period"].nunique() == 1 else "",
        "commune_code": mains["commune_code"].iloc[0] if group.step == 0 else pd.NA,
        "commune": _place(districts, mains, group, lang),
        # Confirmed is said where all of it is.
        "lot_state": states.pop() if len(states) == 1 else "delivered",
        "counted": counted[0],
        "lot_children": mains["lot_children"].sum(skipna=False) if group.enough else pd.NA,
        "places": mains["places"].sum(skipna=False),
        "lot_quantity": mains["lot_quantity"].sum(skipna=False) if one_kind else pd.NA,
        "unit": mains["unit"].iloc[0] if one_kind else "",
        "value_vnd": own["value_vnd"].sum(min_count=1),
        "since": own["since"].max(),
        "evidence": say("lưu tại cơ quan chủ trì", lang=lang),
        "basis": weakest_basis(*own["basis"]),
        "lots": len(mains),
    }


def _place(
    districts: Mapping[str, tuple[str, str]], mains: pd.DataFrame, group: Joined, lang: str
) -> str:
    if group.step == 0:
        return str(mains["commune"].iloc[0])
    if group.step == 1:
        _, district = districts[mains["commune_code"].iloc[0]]
        return say("{district} (cũ), nhiều xã", lang=lang, district=district)
    return say("nhiều xã trong tỉnh", lang=lang)
