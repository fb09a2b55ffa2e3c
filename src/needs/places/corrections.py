"""Codes that differ between published lists: which one is kept, and why."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from needs.errors import FaultCollector
from needs.places.units import EDITIONS
from needs.tables.reference import one_of, present, read_reference, unique

CORRECTIONS = Path("reference") / "place_corrections.csv"


def read_corrections(root: Path) -> pd.DataFrame:
    """Read the known differences: edition, commune_code, commune, other_code, kept, source."""
    frame = read_reference(
        root / CORRECTIONS,
        columns=("edition", "commune_code", "commune", "province", "other_code", "kept", "source"),
    )
    faults = FaultCollector(CORRECTIONS.as_posix())
    present(frame, ["edition", "commune_code", "other_code", "kept", "source"], faults)
    one_of(frame, "edition", EDITIONS, faults)
    unique(frame, ["edition", "other_code"], faults)
    faults.raise_if_any()
    return frame


def kept_codes(codes: pd.Series, *, edition: str, corrections: pd.DataFrame) -> pd.Series:
    """Return codes with those that another list writes differently replaced by the kept ones."""
    known = corrections[corrections.edition == edition]
    return codes.replace(dict(zip(known.other_code, known.kept, strict=True)))
