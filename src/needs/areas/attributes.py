"""What else is known of a commune: altitude, border, no road for cars, poverty, cold.

One row for each commune and attribute, each with its range, kind and source. The names are free
(`altitude_m`, `border`, `poverty_rate`): programmes refer to them as `attribute:<name>`. What has
no row is not known.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from needs.errors import FaultCollector
from needs.places import EDITIONS, Gazetteer
from needs.programmes import BASIS_OF_KIND
from needs.tables import rows_of
from needs.tables.reference import codes, numbers, one_of, present, read_reference, unique
from needs.wording import typed

ATTRIBUTES = Path("reference") / "commune_attributes.csv"
_COLUMNS = ("commune_code", "edition", "attribute", "value", "low", "high", "kind", "source")
_NAME = r"[a-z0-9]+(?:[-_][a-z0-9]+)*"


def read_attributes(
    root: Path, edition: str, *, gazetteer: Gazetteer | None = None
) -> pd.DataFrame:
    """Read the attributes of the communes of one edition.

    Parameters
    ----------
    root
        The data root.
    edition
        The edition of the map whose communes are meant; rows of other editions are checked and
        left out.
    gazetteer
        Where given, every code has to be that of a commune of its edition.

    Returns
    -------
    DataFrame
        commune_code, attribute, value, low, high (`Float64`, in the attribute's own unit), kind,
        source; by attribute and commune. A row without a range is exact: low = value = high.

    Raises
    ------
    InputFaults
        With every row that is not usable: empty cell, code without five digits, name that is no
        slug, kind or edition that does not exist, value outside its range, repeated row.
    """
    frame = read_reference(root / ATTRIBUTES, columns=_COLUMNS)
    faults = FaultCollector(ATTRIBUTES.as_posix())
    present(frame, [name for name in _COLUMNS if name not in ("low", "high")], faults)
    codes(frame, "commune_code", faults, digits=5)
    one_of(frame, "edition", EDITIONS, faults)
    one_of(frame, "kind", BASIS_OF_KIND, faults)
    unique(frame, ["commune_code", "edition", "attribute"], faults)
    for column in ("value", "low", "high"):
        frame[column] = numbers(frame, column, faults)
    frame["low"] = frame.low.fillna(frame.value)
    frame["high"] = frame.high.fillna(frame.value)
    _check_names(frame, faults)
    _check_ranges(frame, faults)
    if gazetteer is not None:
        _check_places(frame, gazetteer, faults)
    faults.raise_if_any()
    chosen = frame.loc[frame.edition == edition, [name for name in _COLUMNS if name != "edition"]]
    return chosen.sort_values(["attribute", "commune_code"]).reset_index(drop=True)


def _check_names(frame: pd.DataFrame, faults: FaultCollector) -> None:
    wrong = frame.attribute.notna() & ~frame.attribute.str.fullmatch(_NAME).eq(True)
    for row in rows_of(frame[wrong]):
        faults.add(
            f"dòng {row.Index + 2}, cột attribute",
            typed(row.attribute, ids=True),
            "chữ thường không dấu, chữ số, gạch nối (altitude_m)",
        )


def _check_ranges(frame: pd.DataFrame, faults: FaultCollector) -> None:
    wrong = ~((frame.low <= frame.value) & (frame.value <= frame.high)).fillna(True)
    for row in rows_of(frame[wrong]):
        faults.add(
            f"dòng {row.Index + 2}", f"{row.low}, {row.value}, {row.high}", "low ≤ value ≤ high"
        )


def _check_places(frame: pd.DataFrame, gazetteer: Gazetteer, faults: FaultCollector) -> None:
    for edition in EDITIONS:
        known = set(gazetteer.units[edition].commune_code)
        five = frame.commune_code.str.fullmatch(r"\d{5}").eq(True)
        unknown = (frame.edition == edition).fillna(False) & five & ~frame.commune_code.isin(known)
        for row in rows_of(frame[unknown]):
            faults.add(
                f"dòng {row.Index + 2}, cột commune_code",
                row.commune_code,
                f"mã xã của bản {edition}",
                "kiểm tra mã và bản danh mục",
            )


def attribute(attributes: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return one attribute, indexed by commune_code: value, low, high, kind, source.

    Communes of which it is not known have no row; no row at all where nothing is known.
    """
    return (
        attributes[attributes.attribute == name]
        .set_index("commune_code")[["value", "low", "high", "kind", "source"]]
        .sort_index()
    )
