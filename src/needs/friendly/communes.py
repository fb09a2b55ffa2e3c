"""The communes that are scored: all of the province, with their class where the lists tell it."""

from __future__ import annotations

import pandas as pd

from needs.places import load_gazetteer
from needs.programmes import Programme
from needs.programmes.friendly import ChildFriendly
from needs.wording import collation_key

#: The class of a commune that an area list names (Decision 06/QĐ-TTg: mountainous communes).
MOUNTAIN = "mountain"
PLACE = ("commune_code", "commune", "district_code", "district")


def communes_to_score(
    programme: Programme, profile: ChildFriendly, zones: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return every commune of the province, by district and name.

    Parameters
    ----------
    programme, profile
        The profile, and what it says of child-friendly communes.
    zones
        commune_code, zone of the listed communes: those in the profile's mountain zones are of
        the class "mountain". The class of all others has to be told: it is not guessed.

    Returns
    -------
    DataFrame
        commune_code, commune, district_code, district, commune_class ("": not known).
    """
    every = load_gazetteer().communes(programme.province_code, programme.edition)
    mountain: frozenset[str] = frozenset()
    if zones is not None:
        in_zone = zones["zone"].isin(profile.mountain_zones)
        mountain = frozenset(zones.loc[in_zone, "commune_code"])
    rows = every[list(PLACE)].assign(
        commune_class=[MOUNTAIN if code in mountain else "" for code in every["commune_code"]]
    )
    order = sorted(
        range(len(rows)),
        key=lambda place: (
            collation_key(str(rows["district"].iloc[place])),
            collation_key(str(rows["commune"].iloc[place])),
            rows["commune_code"].iloc[place],
        ),
    )
    return rows.iloc[order].reset_index(drop=True)
