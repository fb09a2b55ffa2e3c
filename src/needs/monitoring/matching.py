"""Which commune of one year is which of the next: itself, or the parts that it gave on."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from needs.errors import NeedsError
from needs.monitoring.cells import split_by, year_cells
from needs.wording import say

_OF_YEAR = ("before", "after")


def matched_cells(
    before: Mapping[str, pd.DataFrame], after: Mapping[str, pd.DataFrame], *, lang: str = "vi"
) -> pd.DataFrame:
    """Return the cells of two years side by side, `_before` and `_after`.

    In one edition of the map a commune is compared with itself. Where communes were merged in
    between, what is compared is the part that a former commune gave to a new one (table
    `eligibility_change` of the later year); figures of a commune are divided among its parts by
    their children, evenly where these are not known, and keep their sums to the đồng.

    Raises
    ------
    NeedsError
        If the map changed and the later year has no table of the parts.
    """
    parts = _parts(before, after, lang=lang)
    sides = {}
    for side, tables in zip(_OF_YEAR, (before, after), strict=True):
        cells = year_cells(tables)
        rows = cells.merge(
            parts[["part", side, f"weight_{side}"]],
            left_on="commune_code",
            right_on=side,
            how="left",
        )
        alone = rows.part.isna()
        rows["part"] = rows.part.where(~alone, side + ":" + rows.commune_code).astype("str")
        weights = rows[f"weight_{side}"].fillna(1.0).astype("Float64")
        rows = rows.sort_values(["commune_code", "category", "part"])
        split = split_by(rows, weights.reindex(rows.index))
        sides[side] = split.drop(columns=[side, f"weight_{side}"])
    return sides["before"].merge(
        sides["after"],
        on=["part", "category"],
        how="outer",
        suffixes=("_before", "_after"),
        validate="one_to_one",
    )


def _parts(
    before: Mapping[str, pd.DataFrame], after: Mapping[str, pd.DataFrame], *, lang: str
) -> pd.DataFrame:
    """Return part, before, after (codes), weight_before, weight_after (of each commune's sum)."""
    editions = [set(tables["communes"].edition) for tables in (before, after)]
    if editions[0] == editions[1] or not all(editions):
        codes = sorted({str(code) for year in (before, after) for code in year["gap"].commune_code})
        whole = pd.DataFrame({"part": codes, "before": codes, "after": codes}, dtype="str")
        return whole.assign(weight_before=1.0, weight_after=1.0)
    links = after.get("eligibility_change")
    if links is None or links.empty or links.former_code.eq(links.commune_code).all():
        raise NeedsError(
            say(
                "không so được hai năm: bản đồ xã đã đổi và chưa có danh sách xã kỳ trước để nối "
                "xã cũ với xã mới; nạp danh sách kỳ trước (`needs areas import`) rồi chạy lại",
                lang=lang,
            )
        )
    parts = pd.DataFrame(
        {
            "part": links.former_code + ">" + links.commune_code,
            "before": links.former_code,
            "after": links.commune_code,
        }
    )
    children = links.children.astype("Float64")
    for side in _OF_YEAR:
        of_commune = children.groupby(parts[side])
        known = of_commune.transform("sum").where(
            children.isna().groupby(parts[side]).transform("sum") == 0
        )
        evenly = 1 / parts.groupby(side).part.transform("count")
        parts[f"weight_{side}"] = (children / known.where(known > 0)).fillna(evenly)
    return parts.sort_values("part").reset_index(drop=True)
