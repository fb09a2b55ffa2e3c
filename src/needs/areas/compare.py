"""What changes from one zone list to another: which communes enter, leave or stay, with children.

Where the lists are of different editions of the communes, what is compared is the part that a
former commune gave to a new one (a link of the crosswalk). Most parts are whole former communes.
The children of a former commune that was split are divided evenly among its parts: an assumption,
because nobody has published how many residents each part had. Totals are kept.
"""

from __future__ import annotations

import pandas as pd

from needs.areas.zone_lists import ZoneList
from needs.errors import Fault, InputFaults
from needs.places import Gazetteer
from needs.tables import table, weakest_basis

#: What may happen to a commune or part: it becomes specially disadvantaged, ceases to be, is so
#: in both lists, is so in neither while its zone differs, or is so in neither.
CHANGES = ("entered", "left", "stayed", "zone_changed", "never")

#: The columns of `compare_areas`, in order.
CHANGE_COLUMNS = table("eligibility_change").columns

_CHILDREN = ("children", "children_low", "children_high")


def unit_edition(before: ZoneList, after: ZoneList) -> str:
    """Return the edition whose communes have to come with children: the former one, if two."""
    return before.edition if before.edition == after.edition else "pre-2025"


def unit_province(before: ZoneList, after: ZoneList) -> str:
    """Return the province code, in the coding of `unit_edition`, that is compared."""
    return (before if before.edition == unit_edition(before, after) else after).province_code


def compare_areas(
    before: ZoneList,
    after: ZoneList,
    children: pd.DataFrame,
    *,
    zones: tuple[str, ...] = ("III",),
    gazetteer: Gazetteer,
) -> pd.DataFrame:
    """Compare two zone lists of one province, of one edition or of two.

    Parameters
    ----------
    before, after
        The lists. They must be of one province; one that merged counts as the new province
        (Ninh Thuận of before 2025 lies in Khánh Hòa), and then only its own part is compared.
    children
        Indexed by commune_code of `unit_edition`: children, children_low, children_high
        (children under 16; missing where not known), children_basis.
    zones
        Zones that are specially disadvantaged.

    Returns
    -------
    DataFrame
        `CHANGE_COLUMNS`; one row for each commune (one edition) or part (two), of the whole
        province, listed or not, sorted by both codes. former_code and former_commune are of
        before 2025 and commune_code, commune of 2025; in one edition both are the commune.
        The district is the former commune's own. latitude, longitude (degrees) are the centre;
        for a part of a split commune halfway to that of the new commune. zone_before,
        zone_after: missing where the commune is not in the list. change: one of `CHANGES`.
        children and its range: whole children; over the parts of a former commune they add up
        to its own; missing where they are not known. basis: `illustrative` where a list is.

    Raises
    ------
    InputFaults
        If the lists are of two provinces.
    """
    _of_one_province(before, after, gazetteer)
    same = before.edition == after.edition
    parts = _whole_communes(before, gazetteer) if same else _links(before, after, gazetteer)
    for name, listed in (("before", before), ("after", after)):
        code = "former_code" if listed.edition == "pre-2025" else "commune_code"
        parts[f"zone_{name}"] = parts[code].map(listed.communes.set_index("commune_code").zone)
        parts[f"list_{name}"] = listed.name
    parts["change"] = _changes(parts.zone_before, parts.zone_after, zones)
    # An island district without communes has no code, and stands in no list.
    known = children[children.index.notna()].reindex(parts.former_code)
    for column in _CHILDREN:
        parts[column] = _divided(known[column], parts)
    invented = "illustrative" if before.illustrative or after.illustrative else None
    parts["basis"] = [
        weakest_basis("assumption" if pd.isna(basis) or pieces > 1 else str(basis), invented)
        for basis, pieces in zip(known.children_basis, parts.pieces, strict=True)
    ]
    parts = parts[list(CHANGE_COLUMNS)].sort_values(["former_code", "commune_code"])
    return parts.reset_index(drop=True)


def not_compared(
    before: ZoneList, after: ZoneList, change: pd.DataFrame, *, gazetteer: Gazetteer
) -> pd.DataFrame:
    """Return the listed communes that have no counterpart in the other list's province.

    After a merger the new list holds communes of which the former province's list says nothing.

    Returns
    -------
    DataFrame
        commune_code, commune, edition, zone, latitude, longitude (degrees).
    """
    frames = []
    for listed in (before, after):
        column = "former_code" if listed.edition == "pre-2025" else "commune_code"
        alone = listed.communes[~listed.communes.commune_code.isin(change[column])]
        places = gazetteer.communes(listed.province_code, listed.edition)
        frames.append(
            places[["commune_code", "commune", "edition", "latitude", "longitude"]].merge(
                alone[["commune_code", "zone"]], on="commune_code"
            )
        )
    return pd.concat(frames, ignore_index=True)


def _of_one_province(before: ZoneList, after: ZoneList, gazetteer: Gazetteer) -> None:
    if before.edition == after.edition:
        fits = before.province_code == after.province_code
    else:
        old, new = (before, after) if after.edition == "2025" else (after, before)
        keys = gazetteer.communes(old.province_code, old.edition).unit_key
        fits = new.province_code in gazetteer.provinces_today(keys)
    if not fits:
        raise InputFaults(
            "so sánh danh sách xã / comparing area lists",
            [
                Fault(
                    f"{before.list_id} ↔ {after.list_id}",
                    f"tỉnh {before.province_code} ({before.edition}) và "
                    f"{after.province_code} ({after.edition})",
                    "hai danh sách của cùng một tỉnh / two lists of one province",
                    "chọn hai danh sách của cùng một tỉnh (kể cả tỉnh trước sáp nhập)",
                )
            ],
        )


def _whole_communes(listed: ZoneList, gazetteer: Gazetteer) -> pd.DataFrame:
    communes = gazetteer.communes(listed.province_code, listed.edition)
    communes = communes[communes.commune_code.notna()]
    return communes.assign(
        former_code=communes.commune_code, former_commune=communes.commune, pieces=1, place=0
    )


def _links(before: ZoneList, after: ZoneList, gazetteer: Gazetteer) -> pd.DataFrame:
    """Return the parts that former communes of the old province gave to the new one."""
    old, new = (before, after) if after.edition == "2025" else (after, before)
    links = gazetteer.crosswalk[["old_key", "new_key", "pieces"]].copy()
    # Counted before parts in another province go: they keep their share of the children.
    links["place"] = links.groupby("old_key").cumcount()
    place = ["unit_key", "commune_code", "commune", "latitude", "longitude"]
    former = gazetteer.communes(old.province_code, "pre-2025")
    former = former[[*place, "district_code", "district"]].rename(
        columns={"unit_key": "old_key", "commune_code": "former_code", "commune": "former_commune"}
    )
    today = gazetteer.communes(new.province_code, "2025")[place].rename(
        columns={"unit_key": "new_key"}
    )
    links = links.merge(former[former.former_code.notna()], on="old_key", validate="many_to_one")
    links = links.merge(today, on="new_key", suffixes=("", "_today"), validate="many_to_one")
    split = links.pieces > 1
    for axis in ("latitude", "longitude"):
        middle = (links[axis] + links[f"{axis}_today"]) / 2
        links[axis] = links[axis].mask(split, middle)
    return links


def _changes(before: pd.Series, after: pd.Series, zones: tuple[str, ...]) -> list[str]:
    names = []
    for first, second in zip(before, after, strict=True):
        was, becomes = first in zones, second in zones
        if was and becomes:
            names.append("stayed")
        elif was or becomes:
            names.append("left" if was else "entered")
        else:
            same = (
                first == second
                if pd.notna(first) and pd.notna(second)
                else (pd.isna(first) and pd.isna(second))
            )
            names.append("never" if same else "zone_changed")
    return names


def _divided(counts: pd.Series, parts: pd.DataFrame) -> pd.Series:
    """Divide each former commune's whole children evenly among its parts; the sum is kept."""
    whole = pd.Series(counts.to_numpy(), index=parts.index).astype("Int64")
    rest = (whole % parts.pieces > parts.place).astype("Int64")
    return whole // parts.pieces + rest
