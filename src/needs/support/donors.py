"""The register of donors: who could give what, and for whom it is meant."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from needs.errors import FaultCollector, NotFound
from needs.places import find_district
from needs.programmes import Programme
from needs.tables import BASES, ZONES, rows_of
from needs.tables.reference import one_of, present, read_reference, unique, whole_numbers

DONOR_TYPES = ("enterprise", "ngo", "union", "individual")
_COLUMNS = (
    "donor_id",
    "donor",
    "donor_type",
    "budget_vnd",
    "stock_category",
    "stock_units",
    "categories",
    "districts",
    "communes",
    "zones",
    "basis",
)


def read_donors(
    programme: Programme,
    communes: pd.DataFrame,
    districts: pd.DataFrame,
    root: Path,
    *,
    more: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Read the donors of a programme.

    Wishes («earmarks») stand in one cell, separated by semicolons; an empty cell means that
    the donor leaves it open. Districts may be given by name, old name or code.

    Parameters
    ----------
    programme
        Names the file (`inputs.donors`) and the categories.
    communes
        Communes of the province.
    districts
        From `Gazetteer.districts`.
    more
        Donors of received donor forms, in the same columns, all text: they stand in place of those
        of the file with the same id.

    Returns
    -------
    DataFrame
        One row a donor; categories, districts (codes), communes (codes), zones as tuples.

    Raises
    ------
    InputFaults
        With every cell that cannot be used; a donor has money, goods in stock, or both.
    """
    on_file = read_reference(root / programme.inputs.donors, columns=_COLUMNS)
    if more is None:
        donors = on_file
    else:
        older = on_file.donor_id.isin(more.donor_id)
        donors = pd.concat([on_file[~older], more], ignore_index=True)
    faults = FaultCollector(programme.inputs.donors)
    present(donors, ["donor_id", "donor", "donor_type", "basis"], faults)
    unique(donors, ["donor_id"], faults)
    one_of(donors, "donor_type", DONOR_TYPES, faults)
    one_of(donors, "basis", BASES, faults)
    categories = [category.id for category in programme.categories]
    one_of(donors, "stock_category", categories, faults)
    donors["budget_vnd"] = whole_numbers(donors, "budget_vnd", faults)
    donors["stock_units"] = whole_numbers(donors, "stock_units", faults)
    options = {"categories": categories, "communes": list(communes.commune_code), "zones": ZONES}
    for column in ("categories", "districts", "communes", "zones"):
        wishes = []
        for row, cell in donors[column].items():
            where = f"dòng {int(str(row)) + 2}, cột {column}"
            words = [] if pd.isna(cell) else [word.strip() for word in str(cell).split(";")]
            if column == "districts":
                words = [_district(word, districts, where, faults) for word in words]
            else:
                for word in words:
                    if word not in options[column]:
                        faults.add(where, word, "; ".join(options[column])[:200])
            wishes.append(tuple(words))
        donors[column] = pd.Series(wishes, index=donors.index, dtype="object")
    for row in rows_of(donors):
        goods = (pd.notna(row.stock_category), pd.notna(row.stock_units))
        if pd.isna(row.budget_vnd) and not all(goods):
            faults.add(
                f"dòng {row.Index + 2}", "không có tiền lẫn hiện vật", "budget_vnd hoặc stock"
            )
        if any(goods) != all(goods):
            faults.add(f"dòng {row.Index + 2}", "thiếu một nửa", "stock_category và stock_units")
    faults.raise_if_any()
    return donors[list(_COLUMNS)].sort_values("donor_id").reset_index(drop=True)


def _district(word: str, districts: pd.DataFrame, where: str, faults: FaultCollector) -> str:
    try:
        return find_district(word, districts)
    except NotFound as error:
        faults.add(where, word, "; ".join(error.valid))
        return word
