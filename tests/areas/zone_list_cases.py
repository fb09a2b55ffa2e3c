"""Small invented zone lists, made of real communes; marked as illustrative."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from needs.areas import ZoneList
from needs.places import Gazetteer


def zone_list(
    zones: Mapping[str, str],
    gazetteer: Gazetteer,
    *,
    province_code: str,
    edition: str,
    list_id: str = "thử",
    illustrative: bool = True,
) -> ZoneList:
    """A list that gives these zones (code → zone) and says nothing of other communes."""
    units = gazetteer.units[edition]
    names = units[units.commune_code.notna()].set_index("commune_code").commune
    communes = pd.DataFrame({"commune_code": list(zones), "zone": list(zones.values())})
    communes["commune"] = communes.commune_code.map(names)
    communes["source"] = "số liệu minh họa"
    return ZoneList(list_id, list_id, edition, province_code, communes, illustrative)


def carried(listed: ZoneList, gazetteer: Gazetteer) -> dict[str, str]:
    """Zones of the new communes: the hardest zone of their former communes."""
    links = gazetteer.crosswalk.merge(
        listed.communes, left_on="old_code", right_on="commune_code", suffixes=("_link", "")
    )
    return links.groupby("new_code").zone.max().to_dict()  # "I" < "II" < "III"


def children_of(codes: list[str], count: int = 160) -> pd.DataFrame:
    """So many children in each commune, from half to half as many again."""
    index = pd.Index(codes, name="commune_code")
    frame = pd.DataFrame(index=index)
    for end, factor in (("", 1.0), ("_low", 0.5), ("_high", 1.5)):
        frame[f"children{end}"] = pd.array([round(count * factor)] * len(codes), dtype="Int64")
    frame["children_basis"] = "estimated"
    return frame
