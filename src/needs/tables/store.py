"""Tables on disk: Parquet to keep the types, CSV (UTF-8 with BOM) for Excel."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from needs.errors import Fault, InputFaults
from needs.tables.files import in_one_step, write_csv
from needs.tables.schemas import table


def write_tables(tables: Mapping[str, pd.DataFrame], folder: Path) -> list[Path]:
    """Check and write each table as `<name>.parquet` and `<name>.csv`; return the paths.

    A file is replaced in one step, so that a reader never sees half a table.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, frame in sorted(tables.items()):
        checked = table(name).check(frame)
        parquet, csv = (folder / f"{name}{suffix}" for suffix in (".parquet", ".csv"))
        with in_one_step(parquet) as temporary:
            checked.to_parquet(temporary, index=False)
        write_csv(checked.assign(**lists_in_words(name, checked)), csv)
        written += [parquet, csv]
    return written


def read_table(name: str, folder: Path) -> pd.DataFrame:
    """Read one table back from Parquet and check it.

    Raises
    ------
    InputFaults
        If the file is not there or does not fit its schema.
    """
    path = folder / f"{name}.parquet"
    if not path.exists():
        raise InputFaults(
            str(path),
            [Fault(str(path), "không có tệp / no file", f"bảng {name}", "chạy lại `needs run`")],
        )
    return table(name).check(pd.read_parquet(path))


def lists_in_words(name: str, frame: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the columns of lists as text: what stands in a list is separated by semicolons."""
    lists = [column for column in frame.columns if table(name).column(column).kind == "list"]
    return {column: frame[column].map("; ".join).astype("str") for column in lists}
