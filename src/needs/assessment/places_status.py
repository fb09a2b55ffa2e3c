"""Which place names are used, and what is not certain of those of the programme, in words."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from needs.places import package_version, read_corrections, without_prefix
from needs.tables import rows_of
from needs.wording import collation_key, number, say

#: Communes made of several former districts that are told one by one.
_FIRST = 3


def places_status(communes: pd.DataFrame, root: Path, *, lang: str) -> list[str]:
    """Name the source of the places, and what in it concerns the programme's own communes.

    Parameters
    ----------
    communes
        Table `communes`. What the place data lack of other provinces is not told.
    """
    return [
        say("danh mục xã: gói {package}", lang=lang, package=package_version()),
        *_other_codes(communes, root, lang),
        *_of_several_districts(communes, lang),
    ]


def _other_codes(communes: pd.DataFrame, root: Path, lang: str) -> list[str]:
    """Say which of the programme's communes another official list gives another code."""
    known = read_corrections(root)
    own = known[known.edition.isin(communes.edition) & known.kept.isin(communes.commune_code)]
    return [
        say(
            "{commune} {kept}: danh mục khác ghi {other} ({source})",
            lang=lang,
            commune=row.commune,
            kept=row.kept,
            other=row.other_code,
            source=row.source,
        )
        for row in rows_of(own)
    ]


def _of_several_districts(communes: pd.DataFrame, lang: str) -> list[str]:
    """Say which communes were made of parts of several former districts: the first few."""
    crossing = sorted(
        rows_of(communes[communes.several_districts]),
        key=lambda row: collation_key(without_prefix(str(row.commune))),
    )
    if not crossing:
        return []
    told = "; ".join(f"{row.commune} ({row.district_shares})" for row in crossing[:_FIRST])
    rest = len(crossing) - _FIRST
    if rest > 0:
        told = say("{names}; và {n} xã khác", lang=lang, names=told, n=number(rest, lang=lang))
    return [
        say(
            "{n} xã ghép từ nhiều huyện (cũ): {names}",
            lang=lang,
            n=number(len(crossing), lang=lang),
            names=told,
        )
    ]
