"""A second look at an allocation, outside the model: every limit again, from the tables alone."""

from __future__ import annotations

import pandas as pd

from needs.allocation.inputs import CELL_KEY, EARMARKS, checked_inputs
from needs.allocation.results import LOT_KEY, PLACE, Allocation
from needs.errors import Fault, FaultCollector

KEY = list(CELL_KEY)


def check_allocation(
    cells: pd.DataFrame, donors: pd.DataFrame, allocation: Allocation
) -> list[Fault]:
    """Check every limit and every sum of an allocation against the tables it was made from.

    Parameters
    ----------
    cells, donors
        As given to `allocate`.
    allocation
        What it returned.

    Returns
    -------
    list of Fault
        Everything wrong; empty for a sound allocation.

    Raises
    ------
    InputFaults
        If `cells` or `donors` cannot be used.
    """
    cells, donors = checked_inputs(cells, donors)
    faults = FaultCollector("allocation")
    lots = allocation.lots.merge(
        cells, on=KEY, how="left", suffixes=("", "_cell"), indicator="cell"
    )
    lots = lots.merge(donors, on="donor_id", how="left", suffixes=("", "_donor"), indicator="known")
    _known_once(faults, lots)
    lots = lots[(lots["cell"] == "both") & (lots["known"] == "both")]
    _earmarks(faults, lots)
    _arithmetic(faults, lots)
    _limits(faults, lots, cells, donors)
    _coverage(faults, lots, cells, allocation.coverage)
    _donor_use(faults, lots, donors, allocation.donor_use)
    _floors(faults, allocation)
    return faults.faults


def _name(lot: pd.Series) -> str:
    return f"{lot['donor_id']} ({lot['funding']}) → {lot['commune_code']} × {lot['category']}"


def _wrong(
    faults: FaultCollector, rows: pd.DataFrame, wrong: pd.Series, found: str, expected: str
) -> None:
    for _, lot in rows[wrong.astype("boolean").fillna(True).to_numpy(dtype=bool)].iterrows():
        faults.add(_name(lot), found.format(**lot), expected.format(**lot))


def _known_once(faults: FaultCollector, lots: pd.DataFrame) -> None:
    _wrong(faults, lots, lots["cell"] != "both", "không có trong cells", "một ô có trong cells")
    _wrong(faults, lots, lots["known"] != "both", "không có trong donors", "nhà tài trợ đã biết")
    _wrong(faults, lots, lots.duplicated(LOT_KEY), "trùng dòng", "một dòng")
    whole = (lots["packages"] > 0) & (lots["packages"] % 1 == 0)
    _wrong(faults, lots, ~whole, "packages = {packages}", "số gói nguyên > 0")


def _earmarks(faults: FaultCollector, lots: pd.DataFrame) -> None:
    for earmark, column in EARMARKS.items():
        outside = [
            bool(names) and value not in names
            for names, value in zip(lots[earmark], lots[column], strict=True)
        ]
        flags = pd.Series(outside, index=lots.index, dtype=bool)
        _wrong(faults, lots, flags, f"{column} = {{{column}}}", f"thuộc {{{earmark}}}")
    stock = lots["funding"] == "stock"
    goods = stock & (lots["category"] != lots["stock_category"])
    _wrong(faults, lots, goods, "hàng loại {stock_category}", "hàng loại {category}")
    unfunded = ~lots["funding"].isin(["cash", "stock"]) | lots["budget_vnd"].isna() & ~stock
    _wrong(faults, lots, unfunded, "funding = {funding}", "nguồn mà nhà tài trợ có")


def _arithmetic(faults: FaultCollector, lots: pd.DataFrame) -> None:
    expected = {
        "quantity": lots["packages"] * lots["package_units"],
        "children_reached": lots["packages"] * lots["package_children"],
        "cost_vnd": lots["packages"] * lots["package_units"] * lots["unit_price_vnd_cell"],
        "unit_price_vnd": lots["unit_price_vnd_cell"],
        "unit": lots["unit_cell"],
        "basis": lots["basis_donor"],
        "donor": lots["donor_donor"],
        "donor_type": lots["donor_type_donor"],
    }
    expected |= {name: lots[f"{name}_cell"] for name in PLACE if name not in KEY}
    for column, value in expected.items():
        wrong = lots[column] != value
        _wrong(faults, lots, wrong, f"{column} = {{{column}}}", "khớp với cells và donors")


def _limits(
    faults: FaultCollector, lots: pd.DataFrame, cells: pd.DataFrame, donors: pd.DataFrame
) -> None:
    children = lots.assign(children=lots["packages"] * lots["package_children"])
    served = cells.merge(children.groupby(KEY, as_index=False)["children"].sum(), on=KEY)
    for _, cell in served.iterrows():
        where = f"{cell['commune_code']} × {cell['category']}"
        if pd.isna(cell["gap_low"]):
            faults.add(where, f"{cell['children']} trẻ", "không phân bổ khi chưa rõ khoảng thiếu")
        elif cell["children"] > cell["gap_low"]:
            faults.add(where, f"{cell['children']} trẻ", f"<= gap_low = {cell['gap_low']}")
    for funding, holds, takes in (
        ("cash", "budget_vnd", lots["package_units"] * lots["unit_price_vnd_cell"]),
        ("stock", "stock_units", lots["package_units"]),
    ):
        own = lots.assign(taken=lots["packages"] * takes)[lots["funding"] == funding]
        used = own.groupby("donor_id", as_index=False)["taken"].sum()
        for _, donor in donors.merge(used, on="donor_id").iterrows():
            if pd.isna(donor[holds]) or donor["taken"] > donor[holds]:
                found = f"{funding}: {donor['taken']}"
                faults.add(str(donor["donor_id"]), found, f"<= {holds} = {donor[holds]}")


def _coverage(
    faults: FaultCollector, lots: pd.DataFrame, cells: pd.DataFrame, coverage: pd.DataFrame
) -> None:
    reached = lots.groupby(KEY, as_index=False)["children_reached"].sum()
    expected = cells.merge(reached, on=KEY, how="left").sort_values(KEY, ignore_index=True)
    expected["children_reached"] = expected["children_reached"].fillna(0).astype("int64")
    expected["children_open"] = expected["gap_low"] - expected["children_reached"]
    still_open = expected["children_open"].astype("Float64")
    expected["coverage_after"] = 1 - still_open / expected["children_target"]
    found = coverage.sort_values(KEY, ignore_index=True)
    if not found[KEY].equals(expected[KEY]):
        faults.add("coverage", f"{len(found)} dòng", "mỗi ô của cells đúng một dòng")
        return
    for column in ("gap_low", "children_reached", "children_open", "coverage_after"):
        difference = (found[column].astype("Float64") - expected[column].astype("Float64")).abs()
        unequal = found[column].isna() != expected[column].isna()
        for _, row in found[unequal | (difference > 1e-9).fillna(False)].iterrows():
            where = f"coverage: {row['commune_code']} × {row['category']}"
            faults.add(where, f"{column} = {row[column]}", "khớp với lots")
    idle = found["reason"].eq("kept_for_others")
    unexplained = found["reason"].eq("") & (expected["children_open"] != 0).fillna(True)
    for _, row in found[idle | unexplained].iterrows():
        where = f"coverage: {row['commune_code']} × {row['category']}"
        faults.add(where, f"reason = {row['reason']!r}", "không còn gói nào trả được; có lý do")


def _donor_use(
    faults: FaultCollector, lots: pd.DataFrame, donors: pd.DataFrame, use: pd.DataFrame
) -> None:
    found = use.sort_values("donor_id", ignore_index=True)
    if not found["donor_id"].equals(donors["donor_id"]):
        faults.add("donor_use", f"{len(found)} dòng", "mỗi nhà tài trợ đúng một dòng")
        return
    for funding, column, holds, used, left, reason in (
        ("cash", "cost_vnd", "budget_vnd", "spent_vnd", "unspent_vnd", "unspent_reason"),
        ("stock", "quantity", "stock_units", "stock_used", "stock_left", "stock_reason"),
    ):
        taken = lots[lots["funding"] == funding].groupby("donor_id")[column].sum()
        expected = donors["donor_id"].map(taken).fillna(0).astype("int64")
        held = donors[holds]
        wrong = (found[used].fillna(0) != expected) | (found[used].isna() != held.isna())
        wrong |= found[left].fillna(0) != (held.fillna(0) - expected)
        wrong |= found[reason].eq("kept_for_others")
        wrong |= found[reason].eq("") & (found[left].fillna(0) != 0)
        for _, row in found[wrong].iterrows():
            text = f"{used} = {row[used]}, {left} = {row[left]}, {reason} = {row[reason]!r}"
            faults.add(f"donor_use: {row['donor_id']}", text, "khớp với lots và donors")


def _floors(faults: FaultCollector, allocation: Allocation) -> None:
    floors = allocation.floors
    kept = (1 - allocation.rules.epsilon) * floors["floor_stage1"]
    # Floors are shown as floating-point numbers; in the model they are exact.
    below = (floors["floor_stage2"] < kept - 1e-9).fillna(False)
    for _, row in floors[below].iterrows():
        found = f"floor_stage2 = {row['floor_stage2']}"
        faults.add(f"floors: {row['category']}", found, f"floor_stage1 = {row['floor_stage1']}")
