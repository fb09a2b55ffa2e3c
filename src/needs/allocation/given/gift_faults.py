"""What can be wrong with a gift: a value that is none, or wishes that contradict each other."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import pandas as pd

from needs.allocation.given.values import (
    LARGEST_COUNT,
    LARGEST_MONEY,
    LARGEST_PRICE,
    expect,
    is_amount,
    is_flag,
    is_missing,
    is_months,
    is_names,
    is_text,
    repeated,
    whole,
)
from needs.errors import FaultCollector

#: What each kind of gift holds, and the largest number of it.
HOLDS = {"cash": "budget_vnd", "stock": "units", "sponsored": "children"}
_LARGEST = {"cash": LARGEST_MONEY, "stock": LARGEST_COUNT, "sponsored": LARGEST_COUNT}
_WHOLE = "số nguyên / a whole number"
Row = Mapping[Hashable, Any]


def check_gift_rows(
    faults: FaultCollector, gifts: pd.DataFrame, texts: Iterable[str], wishes: Iterable[str]
) -> None:
    """Note everything wrong in the table of gifts.

    A wish that is clear but cannot be kept (a least per commune above what the gift holds) is no
    fault: the gift just gives nothing, and the plan says why.
    """
    texts, wishes = tuple(texts), tuple(wishes)
    for row in gifts.to_dict("records"):
        where = f"gifts: {row['gift_id']}"
        for column in texts:
            text = "chữ, không để trống / text, not empty"
            expect(faults, where, column, row[column], is_text, text)
        for column in wishes:
            names = "tuple các mã, có thể rỗng / a tuple of ids, perhaps empty"
            expect(faults, where, column, row[column], is_names, names)
        months = "tuple các tháng 1–12 / a tuple of months 1–12"
        expect(faults, where, "visit_months", row["visit_months"], is_months, months)
        for column in ("whole", "joins"):
            expect(faults, where, column, row[column], is_flag, "True hoặc False / True or False")
        _check_means(faults, where, row)
        _check_numbers(faults, where, row)
        _check_shares(faults, where, row)
    for gift_id in repeated(gifts["gift_id"]):
        faults.add(
            f"gifts: {gift_id}",
            "nhiều dòng / several rows",
            "một dòng / one row",
            "mỗi khoản tài trợ một mã riêng / give each gift its own id",
        )


def _check_means(faults: FaultCollector, where: str, row: Row) -> None:
    funding = row["funding"]
    if funding not in HOLDS:
        faults.add(where, f"funding = {funding!r}", "cash, stock, sponsored")
        return
    holds = HOLDS[funding]
    most = _LARGEST[funding]
    expect(faults, where, holds, row[holds], whole(0, most), f"{_WHOLE} 0–{most}")
    for other in HOLDS.values():
        if other != holds and not is_missing(row[other]):
            faults.add(
                where,
                f"funding = {funding}, {other} = {row[other]!r}",
                f"chỉ {holds} / {holds} only",
                "tách thành hai khoản tài trợ / make it two gifts",
            )
    if funding != "cash" and not is_text(row["category"]):
        text = "loại hỗ trợ của hiện vật hay đỡ đầu / the category of the goods or sponsorship"
        faults.add(where, f"category = {row['category']!r}", text)
    if funding == "sponsored":
        expect(faults, where, "months", row["months"], whole(1, 12), "1–12")


def _check_numbers(faults: FaultCollector, where: str, row: Row) -> None:
    bounds = {
        "month_vnd": (1, LARGEST_PRICE),
        "from_age": (0, 200),
        "to_age": (0, 200),
        "least_per_commune": (0, LARGEST_MONEY),
        "most_per_commune": (1, LARGEST_MONEY),
        "most_communes": (1, LARGEST_COUNT),
        "package_units": (1, LARGEST_COUNT),
    }
    good = {}
    for column, (least, most) in bounds.items():
        if not is_missing(row[column]):
            expected = f"{_WHOLE} {least}–{most}"
            check = whole(least, most)
            good[column] = expect(faults, where, column, row[column], check, expected)
    for least_of, most_of in (("from_age", "to_age"), ("least_per_commune", "most_per_commune")):
        if good.get(least_of) and good.get(most_of) and row[least_of] > row[most_of]:
            faults.add(
                where,
                f"{least_of} = {row[least_of]} > {most_of} = {row[most_of]}",
                f"{least_of} <= {most_of}",
                "hỏi lại nhà tài trợ / ask the donor",
            )


def _check_shares(faults: FaultCollector, where: str, row: Row) -> None:
    share = row["share"]
    if not is_missing(share):
        if not is_amount(share) or not 0 < share <= 1:
            faults.add(where, f"share = {share!r}", "0 < share <= 1")
        elif share < 1 and row["funding"] != "cash":
            money = "chỉ tiền mới chia phần / only money pays a share"
            faults.add(where, f"share = {share}, funding = {row['funding']}", money)
    if is_flag(row["joins"]) and row["joins"] and row["funding"] != "cash":
        money = "chỉ tiền mới góp phần còn lại / only money pays the rest"
        faults.add(where, f"joins = True, funding = {row['funding']}", money)
