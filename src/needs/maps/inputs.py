"""The table that a map is drawn from, checked: one row per commune of the whole province."""

from __future__ import annotations

import pandas as pd

from needs.errors import FaultCollector

ZONES = ("I", "II", "III")

TEXT_COLUMNS = ("commune_code", "commune", "district_code", "district", "zone")
NUMBER_COLUMNS = {
    "latitude": (-90.0, 90.0),
    "longitude": (-180.0, 180.0),
    "population": (0.0, float("inf")),
    "count": (0.0, float("inf")),
    "rate": (0.0, 1.0),
}
FLAG_COLUMN = "specially_disadvantaged"
#: How the communes of the map are known: from a list, from none yet, or all of them count.
STANDING_COLUMN = "standing"
STANDINGS = ("listed", "no_list", "by_groups")


def checked_communes(communes: pd.DataFrame) -> pd.DataFrame:
    """Return the communes with one type per column, in the order of their codes.

    Parameters
    ----------
    communes
        One row per commune of the whole province: `commune_code`, `commune`, `district_code`,
        `district` (text), `zone` ("I", "II", "III" or missing), `specially_disadvantaged`
        (bool), `latitude`, `longitude` (degrees, may be missing), `population`, `count`
        (whole numbers, may be missing), `rate` (0–1, may be missing), and optionally `standing`
        («listed» where the column is not there; «no_list»: what the flag marks waits for a list of
        communes; «by_groups»: the flag marks the programme's communes, there are no zones). Other
        columns are kept.

    Returns
    -------
    pandas.DataFrame
        The same rows sorted by `commune_code`; numbers as `Float64`, missing kept.

    Raises
    ------
    InputFaults
        Columns that are not there, codes missing or twice, values out of range: all of them.
    """
    faults = FaultCollector("bản đồ / map: bảng xã / communes")
    for column in (*TEXT_COLUMNS, FLAG_COLUMN, *NUMBER_COLUMNS):
        if column not in communes.columns:
            faults.add(f"cột / column {column}", "không có / none", "một cột tên này / this column")
    if communes.empty:
        faults.add("bảng / table", "0 dòng / rows", "mỗi xã một dòng / one row per commune")
    faults.raise_if_any()

    checked = communes.copy()
    if STANDING_COLUMN not in checked:
        checked[STANDING_COLUMN] = STANDINGS[0]
    for column in TEXT_COLUMNS:
        checked[column] = checked[column].astype("string")
    _check_codes(checked, faults)
    _check_flags(checked, faults)
    for column, (lowest, highest) in NUMBER_COLUMNS.items():
        numbers = pd.to_numeric(checked[column], errors="coerce").astype("Float64")
        wrong = (numbers.isna() & checked[column].notna()) | (
            ~numbers.between(lowest, highest)
        ).fillna(False)
        for row in checked.index[wrong]:
            faults.add(
                f"{checked.loc[row, 'commune']}, cột / column {column}",
                checked.loc[row, column],
                f"một số từ / a number from {lowest:g} đến / to {highest:g}",
            )
        checked[column] = numbers
    faults.raise_if_any()
    checked[FLAG_COLUMN] = checked[FLAG_COLUMN].astype(bool)
    return checked.sort_values("commune_code", ignore_index=True)


def _check_codes(communes: pd.DataFrame, faults: FaultCollector) -> None:
    codes = communes["commune_code"]
    for column in ("commune_code", "commune"):
        if missing := int(communes[column].isna().sum()):
            faults.add(
                f"cột / column {column}", f"{missing} ô trống / empty", "không ô trống / none"
            )
    for code in sorted(codes[codes.duplicated()].dropna().unique()):
        faults.add(
            f"commune_code {code}", f"{int((codes == code).sum())} dòng / rows", "1 dòng / row"
        )


def _check_flags(communes: pd.DataFrame, faults: FaultCollector) -> None:
    for zone in sorted(set(communes["zone"].dropna()) - set(ZONES)):
        faults.add("cột / column zone", zone, "I, II, III hoặc trống / or empty")
    for standing in sorted(set(communes[STANDING_COLUMN]) - set(STANDINGS)):
        faults.add(f"cột / column {STANDING_COLUMN}", standing, ", ".join(STANDINGS))
    if not communes[FLAG_COLUMN].isin([True, False]).all():
        faults.add(f"cột / column {FLAG_COLUMN}", "ô trống hoặc chữ / empty or text", "True, False")
