"""One schema for each table: columns, key, meaning; checked before a table is used or written."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pandera.errors
import pandera.pandas as pa
from pandas.api.types import is_numeric_dtype

from needs.errors import FaultCollector, NotFound
from needs.tables.columns import COLUMNS, Column

_DTYPES = {
    "text": "str",
    "code": "str",
    "count": "Int64",
    "money": "Int64",
    "number": "Float64",
    "rate": "Float64",
    "flag": "bool",
}
_CODE_DIGITS = {"commune_code": 5, "district_code": 3, "province_code": 2}


@dataclass(frozen=True)
class Table:
    """A table: its name, meaning, columns in order, and the columns that identify a row."""

    name: str
    vi: str
    en: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    @property
    def schema(self) -> pa.DataFrameSchema:
        """The pandera schema: types first, then ranges, then the key."""
        return pa.DataFrameSchema(
            {name: _pandera_column(COLUMNS[name]) for name in self.columns},
            strict=True,
            coerce=True,
            unique=list(self.key),
            name=self.name,
        )

    def check(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the frame with this table's columns, types and row order.

        Raises
        ------
        InputFaults
            With every cell that does not fit: table, column, row, value, expectation.
        """
        faults = FaultCollector(f"bảng / table {self.name}")
        missing = [name for name in self.columns if name not in frame]
        for name in missing:
            faults.add(name, "không có cột / no column", f"cột / column {name}")
        faults.raise_if_any()
        ordered = (
            frame.loc[:, list(self.columns)].sort_values(list(self.key)).reset_index(drop=True)
        )
        for name in self.columns:
            _no_quiet_conversion(ordered[name], COLUMNS[name], faults)
        faults.raise_if_any()
        try:
            return self.schema.validate(ordered, lazy=True)
        except pandera.errors.SchemaErrors as error:
            for case in error.failure_cases.itertuples():
                faults.add(f"{case.column} [{case.index}]", case.failure_case, str(case.check))
            faults.raise_if_any()
            raise


def _no_quiet_conversion(values: pd.Series, column: Column, faults: FaultCollector) -> None:
    """Note values that a type conversion would change: «không» to true, 10.5 children to 10."""
    if column.kind == "flag":
        wrong = ~values.map(lambda value: isinstance(value, (bool, np.bool_)))
        expected = "True hoặc False"
    elif column.kind in ("count", "money") and is_numeric_dtype(values):
        wrong = (values % 1 != 0).fillna(False) & values.notna()
        expected = "số nguyên"
    else:
        return
    for row in values.index[wrong.astype(bool)]:
        faults.add(f"{column.name} [{row}]", values[row], expected)


def _pandera_column(column: Column) -> pa.Column:
    checks = []
    if column.kind in ("count", "money", "rate"):
        checks.append(pa.Check.ge(0))
    if column.kind == "rate":
        checks.append(pa.Check.le(1))
    if column.allowed:
        checks.append(pa.Check.isin(column.allowed))
    if column.kind == "code":
        checks.append(pa.Check.str_matches(rf"^\d{{{_CODE_DIGITS[column.name]}}}$"))
    return pa.Column(_DTYPES[column.kind], checks, nullable=column.nullable)


_PLACE = ("commune_code", "commune", "district_code", "district", "zone")

TABLES = {
    table.name: table
    for table in (
        Table(
            "communes",
            "các xã của chương trình, dân số và trẻ em",
            "communes of the programme, residents and children",
            (
                "programme",
                *_PLACE,
                "province_code",
                "edition",
                "specially_disadvantaged",
                "area_list",
                "latitude",
                "longitude",
                "district_shares",
                "several_districts",
                "split_predecessor",
                "population",
                "population_low",
                "population_high",
                "population_basis",
                "population_source",
                "population_note",
                "population_figures",
                "children",
                "children_low",
                "children_high",
                "children_basis",
            ),
            ("commune_code",),
        ),
        Table(
            "need",
            "nhu cầu theo xã, loại hỗ trợ, nhóm tuổi",
            "need by commune, category and age band",
            (
                *_PLACE,
                "category",
                "age_band",
                "eligible_share",
                "children_eligible",
                "children_eligible_low",
                "children_eligible_high",
                "quantity",
                "unit",
                "unit_price_vnd",
                "price_basis",
                "cost_vnd",
                "cost_low_vnd",
                "cost_high_vnd",
                "basis",
                "sources",
            ),
            ("commune_code", "category", "age_band"),
        ),
        Table(
            "gap",
            "chỉ tiêu, đã hỗ trợ và còn thiếu theo xã và loại hỗ trợ",
            "target, covered and gap by commune and category",
            (
                *_PLACE,
                "category",
                "children_eligible",
                "in_target",
                "children_target",
                "children_target_low",
                "children_target_high",
                "support_sources",
                "support_children",
                "covered_low",
                "covered_point",
                "covered_high",
                "over_claimed",
                "gap_low",
                "gap_high",
                "priority",
                "quantity",
                "unit",
                "unit_price_vnd",
                "price_basis",
                "cost_vnd",
                "cost_low_vnd",
                "cost_high_vnd",
                "basis",
            ),
            ("commune_code", "category"),
        ),
        Table(
            "allocation",
            "đề xuất phân bổ: nhà tài trợ, xã, loại hỗ trợ",
            "proposed allocation: donor, commune, category",
            (
                "donor_id",
                "donor",
                "donor_type",
                "funding",
                *_PLACE,
                "category",
                "packages",
                "quantity",
                "unit",
                "children_reached",
                "unit_price_vnd",
                "price_basis",
                "cost_vnd",
                "basis",
            ),
            ("donor_id", "funding", "commune_code", "category"),
        ),
        Table(
            "open_needs",
            "nhu cầu chưa có nguồn sau đề xuất, kèm lý do",
            "what stays open after the proposal, and why",
            (
                *_PLACE,
                "category",
                "children_target",
                "children_target_low",
                "gap_low",
                "gap_high",
                "children_reached",
                "children_open",
                "quantity",
                "unit",
                "unit_price_vnd",
                "price_basis",
                "cost_vnd",
                "coverage_before",
                "coverage_after",
                "reachable",
                "reason",
                "basis",
            ),
            ("commune_code", "category"),
        ),
        Table(
            "donor_use",
            "mỗi nhà tài trợ: ngân sách, đã phân bổ, còn lại và vì sao",
            "each donor: budget, allocated, left and why",
            (
                "donor_id",
                "donor",
                "donor_type",
                "budget_vnd",
                "spent_vnd",
                "unspent_vnd",
                "stock_category",
                "stock_units",
                "stock_used",
                "stock_left",
                "unspent_reason",
                "stock_reason",
                "basis",
            ),
            ("donor_id",),
        ),
        Table(
            "floors",
            "độ bao phủ thấp nhất theo loại hỗ trợ, trước và sau",
            "lowest coverage by category, before and after",
            ("category", "floor_before", "floor_stage1", "floor_stage2"),
            ("category",),
        ),
        Table(
            "stages",
            "các bước của bộ giải và độ chính xác chứng minh được",
            "stages of the solver and the proven gap",
            ("step", "stage", "objective", "bound", "gap", "status"),
            ("step",),
        ),
        Table(
            "support",
            "hỗ trợ đã có, theo nguồn",
            "support already there, by source",
            (
                *_PLACE,
                "category",
                "donor_id",
                "donor",
                "period",
                "children",
                "units",
                "amount_vnd",
                "basis",
                "source",
            ),
            ("commune_code", "category", "donor_id", "period"),
        ),
        Table(
            "assumptions",
            "mọi giả định và con số tham chiếu đã dùng, kèm nguồn",
            "every assumption and reference figure used, with its source",
            (
                "figure",
                "name",
                "name_en",
                "value",
                "low",
                "high",
                "unit",
                "unit_en",
                "kind",
                "source",
                "note",
            ),
            ("figure",),
        ),
        Table(
            "checks",
            "đối chiếu với số chính thức",
            "checks against official totals",
            ("check", "expected", "found", "status", "source"),
            ("check",),
        ),
    )
}


def table(name: str) -> Table:
    """Return the table of that name, or raise `NotFound` with the valid names."""
    if name not in TABLES:
        raise NotFound("bảng / table", name, TABLES)
    return TABLES[name]
