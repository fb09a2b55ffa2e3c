"""Specially disadvantaged villages outside zone III: which share of a commune's children.

A commune of zone I or II is not specially disadvantaged, some of its villages may be. Their
children are the commune's children times a share: of children where the villages' children are
told, else of residents, else of villages with the range of a named assumption; where none of
them is given the share is not known, never zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd

from needs.areas.lists import AreaList
from needs.disclosure import name_typed
from needs.errors import Fault, FaultCollector
from needs.places import normalise
from needs.tables import rows_of
from needs.tables.reference import present, read_reference, whole_numbers
from needs.wording import typed

#: The named assumption on shares that rest on a count of villages.
SPREAD = "village_share_spread"

_COLUMNS = ("commune_code", "village", "source")
_COUNTS = ("residents", "children", "villages_in_commune")


class Spread(Protocol):
    """A factor with its range (`needs.people.Assumption`, `needs.programmes.Figure`)."""

    @property
    def at_low(self) -> float:
        """The low end."""

    @property
    def at_high(self) -> float:
        """The high end."""


@dataclass(frozen=True)
class Villages:
    """The specially disadvantaged villages of a province.

    Attributes
    ----------
    rows
        commune_code, village, residents, children (people), villages_in_commune (villages in
        all), source, line (of the file): one row a village; counts missing where not told.
    file
        Name of the file.
    ignored
        Rows left out, and why: the whole commune is specially disadvantaged already.
    """

    rows: pd.DataFrame
    file: str
    ignored: tuple[Fault, ...]


def read_villages(listed: AreaList, *, zones: tuple[str, ...] = ("III",)) -> Villages | None:
    """Read the list of villages that belongs to a zone list; none where the index names none.

    Parameters
    ----------
    listed
        The zone list; `villages_file` of the index is its list of villages.
    zones
        Zones that are specially disadvantaged as a whole.

    Raises
    ------
    InputFaults
        With every row that is not usable: a village named twice, a commune that is not in the
        zone list, a count that is none, a number of villages that differs or is too small.
    """
    if listed.villages_path is None:
        return None
    path = listed.villages_path
    rows = read_reference(path, columns=_COLUMNS)
    faults = FaultCollector(path.name)
    present(rows, _COLUMNS, faults)
    for column in _COUNTS:
        if column not in rows:
            rows[column] = pd.Series(pd.NA, index=rows.index, dtype="str")
        rows[column] = whole_numbers(rows, column, faults)
    rows["line"] = rows.index + 2
    zone = listed.communes.set_index("commune_code").zone
    for row in rows_of(rows[~rows.commune_code.isin(zone.index) & rows.commune_code.notna()]):
        faults.add(
            f"dòng {row.line}",
            f"{typed(row.commune_code)} ({name_typed(str(row.village))})",
            f"mã một xã của {listed.list_id}",
            "kiểm tra mã (5 chữ số, kể cả số 0 ở đầu); thôn phải thuộc xã trong danh sách",
        )
    _named_once(rows, faults)
    _enough_villages(rows, faults)
    faults.raise_if_any()
    whole = rows.commune_code.map(zone).isin(zones)
    ignored = tuple(
        Fault(
            f"{path.name}, dòng {row.line}",
            f"{name_typed(str(row.village))} ({typed(row.commune_code)})",
            "thôn ngoài xã đặc biệt khó khăn",
            f"bỏ qua: cả xã đã là xã khu vực {zone[row.commune_code]}",
        )
        for row in rows_of(rows[whole])
    )
    kept = [*_COLUMNS, *_COUNTS, "line"]
    return Villages(rows.loc[~whole, kept].reset_index(drop=True), path.name, ignored)


def village_shares(
    listed: AreaList,
    villages: Villages | None,
    communes: pd.DataFrame,
    *,
    spread: Spread,
    zones: tuple[str, ...] = ("III",),
) -> pd.DataFrame:
    """Return the share of each commune's children who live in specially disadvantaged places.

    Parameters
    ----------
    listed
        The zone list.
    villages
        From `read_villages`.
    communes
        The listed communes: commune_code, children, population and their _low and _high.
    spread
        The named assumption `village_share_spread`: by which factor the villages' share of the
        children may differ from their share of the villages.
    zones
        Zones that are specially disadvantaged as a whole.

    Returns
    -------
    DataFrame
        commune_code, village_share, village_share_low, village_share_high (0–1; missing where
        nothing tells it), village_source («; » between file lines and assumption). Communes of
        `zones` have share 1; a commune without villages on the list has no row.

    Raises
    ------
    InputFaults
        If villages have more children or residents than their whole commune.
    """
    whole = listed.communes[listed.communes.zone.isin(zones)]
    frames = [
        pd.DataFrame(
            {
                "commune_code": whole.commune_code,
                "village_share": 1.0,
                "village_share_low": 1.0,
                "village_share_high": 1.0,
                "village_source": listed.name,
            }
        )
    ]
    if villages is not None and len(villages.rows):
        faults = FaultCollector(villages.file)
        known = communes.set_index("commune_code")
        frames.append(
            pd.DataFrame(
                [
                    _share(str(code), rows, known, villages.file, spread, faults)
                    for code, rows in villages.rows.groupby("commune_code")
                ]
            )
        )
        faults.raise_if_any()
    shares = pd.concat([frame for frame in frames if len(frame)] or frames, ignore_index=True)
    for column in ("village_share", "village_share_low", "village_share_high"):
        shares[column] = shares[column].astype("Float64")
    return shares.sort_values("commune_code").reset_index(drop=True)


def _share(
    code: str,
    rows: pd.DataFrame,
    known: pd.DataFrame,
    file: str,
    spread: Spread,
    faults: FaultCollector,
) -> dict[str, Any]:
    lines = ", ".join(str(line) for line in sorted(rows.line))
    source = f"{file} (dòng {lines})"
    ends: tuple[Any, Any, Any] | None = None
    for told, of in (("children", "children"), ("residents", "population")):
        ends = ends or _of_people(code, rows, known, file, (told, of), faults)
    if ends is None:
        count = rows.villages_in_commune.max()
        ends = _of_villages(len(rows), count, spread)
        # All villages of a commune are all its children: nothing is assumed then.
        if pd.notna(count) and len(rows) < count:
            source = f"{source}; {SPREAD}"
    return {
        "commune_code": code,
        "village_share": ends[0],
        "village_share_low": ends[1],
        "village_share_high": ends[2],
        "village_source": source,
    }


def _of_people(
    code: str,
    rows: pd.DataFrame,
    known: pd.DataFrame,
    file: str,
    columns: tuple[str, str],
    faults: FaultCollector,
) -> tuple[float, float, float] | None:
    """Return the villages' share of the commune's people; none where any count is missing."""
    told, of = columns
    part: Any = rows[told].sum(skipna=False)
    if pd.isna(part) or code not in known.index:
        return None
    counts = known.loc[[code], [of, f"{of}_low", f"{of}_high"]].iloc[0]
    if len(counts.dropna()) < len(counts) or counts.max() == 0:
        return None
    point, low, high = (int(count) for count in counts)
    if part > high:
        faults.add(
            f"{file}, xã {code}, cột {told}",
            f"{part} của {len(rows)} thôn",
            f"không quá {high} của cả xã",
            "sửa số của thôn, hoặc số của xã",
        )
    return (
        min(1.0, part / point) if point else 1.0,
        min(1.0, part / high),
        min(1.0, part / low) if low else 1.0,
    )


def _of_villages(listed: int, count: Any, spread: Spread) -> tuple[Any, Any, Any]:
    if pd.isna(count):
        return pd.NA, pd.NA, pd.NA
    share = listed / int(count)
    if share == 1:
        return 1.0, 1.0, 1.0
    return share, share * spread.at_low, min(1.0, share * spread.at_high)


def _named_once(rows: pd.DataFrame, faults: FaultCollector) -> None:
    names = rows.village.map(lambda name: normalise(str(name), keep_prefix=True))
    key = rows.commune_code.astype("str") + " " + names
    for row in rows_of(rows[rows.village.notna() & key.duplicated()]):
        faults.add(
            f"dòng {row.line}",
            f"{name_typed(str(row.village))} ({typed(row.commune_code)})",
            "mỗi thôn một dòng / one row a village",
            "bỏ dòng lặp",
        )


def _enough_villages(rows: pd.DataFrame, faults: FaultCollector) -> None:
    for code, own in rows.groupby("commune_code"):
        counts = sorted(set(own.villages_in_commune.dropna()))
        if len(counts) > 1 or (counts and counts[0] < len(own)):
            faults.add(
                f"xã {code}, cột villages_in_commune",
                "; ".join(map(str, counts)),
                f"một số, ít nhất {len(own)} thôn đã nêu",
                "ghi số thôn của cả xã",
            )
