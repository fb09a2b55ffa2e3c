"""Books to try things on: the base profile's rules, a few vouchers."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

from needs.fund import (
    Entry,
    Goods,
    Purse,
    Use,
    came_in,
    contributed,
    goods_came,
    goods_given,
    spent,
    voucher,
)
from needs.programmes.fund import FundRules

DATA = Path(__file__).parents[2] / "data" / "programmes"
PROVINCE = Purse("province")
DISTRICT = Purse("district", "001")


def rules() -> FundRules:
    base = tomllib.loads((DATA / "bases" / "child-fund" / "fund.toml").read_text("utf-8"))
    own = tomllib.loads((DATA / "thanh-hoa-fund" / "fund.toml").read_text("utf-8"))
    return FundRules.model_validate(base["fund"] | own["fund"])


RULES = rules()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def gift(document: str, amount: int, *, on: str = "2024-02-01", purse: Purse = PROVINCE) -> Entry:
    lines = came_in(RULES, purse, kind="donation", amount=amount, account="bank")
    return voucher("income", lines, rules=RULES, day=day(on), by="kế toán", document=document)


def payment(
    document: str,
    amount: int,
    *,
    on: str = "2024-03-01",
    purse: Purse = PROVINCE,
    activity: str = "treatment",
    occasion: str = "",
    commune_code: str = "",
) -> Entry:
    use = Use(activity, occasion, commune_code)
    lines = spent(RULES, purse, use, amount=amount, account="bank")
    return voucher("spending", lines, rules=RULES, day=day(on), by="kế toán", document=document)


def goods_in(
    document: str, quantity: int, value: int, *, on: str = "2024-02-01", purse: Purse = PROVINCE
) -> Entry:
    lines = goods_came(RULES, purse, Goods("chăn bông", "chiếc", quantity), value=value)
    return voucher("goods_in", lines, rules=RULES, day=day(on), by="kế toán", document=document)


def goods_out(
    document: str, quantity: int, *, on: str = "2024-03-01", purse: Purse = PROVINCE
) -> Entry:
    lines = goods_given(
        RULES, purse, Use("visits_gifts", "tet"), Goods("chăn bông", "chiếc", quantity)
    )
    return voucher("goods_out", lines, rules=RULES, day=day(on), by="kế toán", document=document)


def contribution(
    document: str,
    amount: int,
    *,
    unit_id: str,
    on: str = "2024-06-01",
    purse: Purse = PROVINCE,
) -> Entry:
    lines = contributed(RULES, purse, unit_id=unit_id, amount=amount, account="bank")
    return voucher("contribution", lines, rules=RULES, day=day(on), by="kế toán", document=document)
