"""Which columns of a boundary file hold the commune's code, its name and its district.

Offices name them in many ways and Shapefiles cut names at ten letters, so the heading is only
a hint for codes: what counts is whether the values look like codes.
"""

from __future__ import annotations

import re
import unicodedata

import pandas as pd

from needs.errors import FaultCollector

CODE_HEADINGS = (
    "communecode",
    "communeco",
    "commcode",
    "wardcode",
    "maxaphuong",
    "maphuongxa",
    "maxa",
    "maphuong",
    "xacode",
    "code",
    "ma",
)
NAME_HEADINGS = (
    "commune",
    "communename",
    "communena",
    "ward",
    "wardname",
    "tenxaphuong",
    "tenphuongxa",
    "tenxaphuon",
    "tenxa",
    "tenphuong",
    "xaphuong",
    "xa",
    "name3",
    "adm3vi",
    "shapename",
    "ten",
    "name",
)
DISTRICT_HEADINGS = (
    "district",
    "districtname",
    "districtna",
    "tenquanhuyen",
    "tenhuyen",
    "quanhuyen",
    "huyen",
    "name2",
    "adm2vi",
)

_CODE = re.compile(r"\d{1,5}")
_LOST_DECIMALS = re.compile(r"\.0+$")


def heading_key(heading: str) -> str:
    """Return a heading's letters and digits without case and diacritics: «Mã xã» → «maxa»."""
    letters = unicodedata.normalize("NFD", heading.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]", "", letters)


def code_text(values: pd.Series) -> pd.Series:
    """Return codes as text, as a spreadsheet or a GIS may have left them (1273.0 → «1273»)."""
    text = values.astype("string").str.strip()
    text = text.str.replace(_LOST_DECIMALS, "", regex=True)
    return text.where(text != "")


def padded_codes(values: pd.Series) -> pd.Series:
    """Return five-digit codes, with the leading zeros that numbers have lost."""
    return code_text(values).str.zfill(5)


def find_code_column(shapes: pd.DataFrame, faults: FaultCollector) -> str | None:
    """Return the column of commune codes; missing where no column looks like one.

    A column qualifies if its values are one to five digits, most of them four or five (a lost
    zero leaves four; ids and district codes are shorter), and nearly all different. Among
    several, a heading that says «code» decides; two without one are a fault.
    """
    candidates = [column for column in map(str, shapes.columns) if _holds_codes(shapes[column])]
    by_heading = {heading_key(column): column for column in candidates}
    for heading in CODE_HEADINGS:
        if heading in by_heading:
            return by_heading[heading]
    if len(candidates) > 1:
        faults.add(
            "cột mã xã / code column",
            ", ".join(candidates),
            "một cột mã xã năm chữ số / one column of five-digit codes",
            "đổi tên cột mã xã thành «commune_code» / rename it to commune_code",
        )
    return candidates[0] if len(candidates) == 1 else None


def find_text_column(shapes: pd.DataFrame, headings: tuple[str, ...]) -> str | None:
    """Return the first column of text whose heading is one of those given."""
    by_heading = {heading_key(str(column)): str(column) for column in shapes.columns}
    for heading in headings:
        column = by_heading.get(heading)
        if column is not None and _holds_words(shapes[column]):
            return column
    return None


def _holds_codes(values: pd.Series) -> bool:
    if pd.api.types.is_bool_dtype(values) or values.name == "geometry":
        return False
    text = code_text(values).dropna()
    if text.empty or not text.str.fullmatch(_CODE).all():
        return False
    return bool((text.str.len() >= 4).mean() > 0.5 and text.nunique() > 0.8 * len(text))


def _holds_words(values: pd.Series) -> bool:
    if values.name == "geometry" or pd.api.types.is_numeric_dtype(values):
        return False
    return bool(values.astype("string").str.contains(r"[^\W\d_]", regex=True).any())
