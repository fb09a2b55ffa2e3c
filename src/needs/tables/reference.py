"""Reading the reference tables: text first, then types, with every fault named by row."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from needs.errors import FaultCollector
from needs.wording import typed


def read_reference(path: Path, *, columns: Iterable[str]) -> pd.DataFrame:
    """Read a CSV as text and insist on its columns; empty cells become missing.

    Parameters
    ----------
    path
        The file; UTF-8 with or without byte-order mark.
    columns
        Columns that have to be there; others are kept.

    Raises
    ------
    InputFaults
        If the file cannot be read or lacks columns.
    """
    faults = FaultCollector(str(path))
    try:
        with warnings.catch_warnings():
            # A cell more than there are titles is a fault, not a warning.
            warnings.simplefilter("error", pd.errors.ParserWarning)
            frame = pd.read_csv(
                path,
                dtype="str",
                keep_default_na=False,
                encoding="utf-8-sig",
                index_col=False,
                skip_blank_lines=False,
            )
    except (
        OSError,
        UnicodeDecodeError,
        pd.errors.ParserError,
        pd.errors.ParserWarning,
        pd.errors.EmptyDataError,
    ) as error:
        faults.add(path.name, error, "tệp CSV mã hóa UTF-8", "kiểm tra đường dẫn và lưu lại UTF-8")
        faults.raise_if_any()
        raise
    for name in columns:
        if name not in frame:
            faults.add(path.name, "không có cột / no column", name, "thêm cột vào dòng tiêu đề")
    faults.raise_if_any()
    for column in frame.columns:
        stripped = frame[column].str.strip()
        frame[column] = stripped.mask(stripped == "").astype("str")
    # Blank lines go, but the others keep their number: faults name the line of the file.
    return frame.dropna(how="all")


def whole_numbers(frame: pd.DataFrame, column: str, faults: FaultCollector) -> pd.Series:
    """Return a text column as `Int64`; missing stays missing, anything else is a fault."""
    return _coerced(frame, column, faults, whole=True).astype("Int64")


def numbers(frame: pd.DataFrame, column: str, faults: FaultCollector) -> pd.Series:
    """Return a text column as `Float64`; missing stays missing, anything else is a fault."""
    return _coerced(frame, column, faults, whole=False).astype("Float64")


def dates(frame: pd.DataFrame, column: str, faults: FaultCollector) -> pd.Series:
    """Return a text column (YYYY-MM-DD) as timestamps; missing stays missing."""
    parsed = pd.to_datetime(frame[column], format="%Y-%m-%d", errors="coerce")
    _note(frame, column, frame[column].notna() & parsed.isna(), faults, "ngày dạng 2026-01-31")
    return parsed


def one_of(
    frame: pd.DataFrame, column: str, allowed: Iterable[str], faults: FaultCollector
) -> None:
    """Note every value outside the allowed ones (missing ones are not looked at)."""
    options = tuple(allowed)
    wrong = frame[column].notna() & ~frame[column].isin(options)
    _note(frame, column, wrong, faults, "; ".join(options), known=options)


def present(frame: pd.DataFrame, columns: Iterable[str], faults: FaultCollector) -> None:
    """Note every empty cell in columns that must be filled."""
    for column in columns:
        _note(frame, column, frame[column].isna(), faults, "có giá trị / a value")


def unique(frame: pd.DataFrame, columns: list[str], faults: FaultCollector) -> None:
    """Note every row that repeats an earlier key."""
    repeated = frame.duplicated(columns)
    for index in frame.index[repeated]:
        key = ", ".join(typed(frame.at[index, column], ids=True) for column in columns)
        faults.add(_row(index), key, "mỗi khóa một dòng / one row a key", "bỏ dòng lặp")


def codes(frame: pd.DataFrame, column: str, faults: FaultCollector, *, digits: int) -> None:
    """Note every code that has not exactly so many digits (a lost zero, most often)."""
    wrong = frame[column].notna() & ~frame[column].str.fullmatch(rf"\d{{{digits}}}").eq(True)
    _note(frame, column, wrong, faults, f"{digits} chữ số, kể cả số 0 ở đầu")


def _coerced(frame: pd.DataFrame, column: str, faults: FaultCollector, *, whole: bool) -> pd.Series:
    # «1.056» is how a Vietnamese report writes 1056: a whole number has digits only.
    pattern, kind = (r"\d+", "số nguyên") if whole else (r"\d+(?:\.\d+)?", "số")
    wrong = frame[column].notna() & ~frame[column].str.fullmatch(pattern).eq(True)
    _note(frame, column, wrong, faults, f"{kind} không âm, không dấu ngăn cách hàng nghìn")
    return pd.to_numeric(frame[column].mask(wrong), errors="coerce")


def _note(
    frame: pd.DataFrame,
    column: str,
    wrong: pd.Series,
    faults: FaultCollector,
    expected: str,
    *,
    known: tuple[str, ...] = (),
) -> None:
    for index in frame.index[wrong.fillna(False)]:
        found = typed(frame.at[index, column], known=known, ids=bool(known))
        faults.add(f"{_row(index)}, cột {column}", found, expected)


def _row(index: object) -> str:
    return f"dòng {int(str(index)) + 2}"  # the header is line 1
