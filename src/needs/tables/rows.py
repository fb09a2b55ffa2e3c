"""Going through a table row by row, where words are made of it (never for arithmetic)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """Yield each row with its columns as attributes and its label as `Index`.

    The types of the columns are those of the table's schema; a type checker cannot know them.
    """
    yield from frame.itertuples(name="Row")
