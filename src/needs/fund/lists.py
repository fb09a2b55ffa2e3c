"""The lists that a Fund keeps in spreadsheets: which there are, and what their columns are called.

A sheet is known by its titles, in any order, with or without diacritics' case; columns that no
list has are not read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from needs.programmes import Words
from needs.reading.phrases import key

ListKind = Literal[
    "earmarks",
    "units",
    "opening",
    "receipts",
    "income",
    "move",
    "handover",
    "purchase",
    "spending",
]
#: In the order in which they are booked: what comes in before what goes out.
LIST_KINDS: tuple[ListKind, ...] = get_args(ListKind)


@dataclass(frozen=True)
class ListColumn:
    """A column: its id, how its cells are read, the titles it may have."""

    id: str
    kind: Literal["text", "code", "day", "year", "money", "count", "number", "flag"]
    titles: tuple[str, ...]
    needed: bool = False

    @property
    def keys(self) -> frozenset[str]:
        """The titles as they are compared; its id as well."""
        return frozenset(key(title) for title in (*self.titles, self.id))


C = ListColumn
_DAY = C("day", "day", ("Ngày", "Ngày chứng từ", "Date"), needed=True)
_DOCUMENT = C("document", "text", ("Số chứng từ", "Chứng từ", "Voucher"), needed=True)
_LEVEL = C("level", "text", ("Cấp quỹ", "Level"))
_PLACE = C("place", "code", ("Nơi giữ quỹ", "Mã nơi giữ quỹ", "Place"))
_EARMARK = C("earmark", "text", ("Quỹ riêng", "Mã quỹ riêng", "Earmark"))
_ACCOUNT = C("account", "text", ("Tài khoản", "Account"))
_AMOUNT = C(
    *("amount", "money"),
    ("Số tiền (đồng)", "Số tiền", "Số tiền hoặc giá trị (đồng)", "Amount (VND)"),
)
_PAID = C(*("amount", "money"), _AMOUNT.titles, needed=True)
_ITEM = C("item", "text", ("Hiện vật", "Tên hiện vật", "Goods"))
_MEASURE = C("measure", "text", ("Đơn vị tính", "Đvt", "Unit of goods"))
_QUANTITY = C("quantity", "count", ("Số lượng", "Quantity"))
_GOODS = (_ITEM, _MEASURE, _QUANTITY)
_DONOR = C("donor", "text", ("Nhà tài trợ", "Donor"))
_NAMED = C("named", "flag", ("Công khai tên", "Cho nêu tên", "Name may be published"))
_NOTE = C("note", "text", ("Ghi chú", "Note"))
_PURSE = (_LEVEL, _PLACE)

COLUMNS: dict[ListKind, tuple[ListColumn, ...]] = {
    "earmarks": (
        C("earmark", "text", ("Mã quỹ riêng", "Quỹ riêng", "Earmark"), needed=True),
        C("name", "text", ("Tên quỹ riêng", "Name of the earmarked fund"), needed=True),
        C("activities", "text", ("Chỉ chi cho hoạt động", "For activities"), needed=True),
        C("communes", "text", ("Chỉ chi cho xã (mã)", "For communes (codes)")),
        _DAY,
        _DONOR,
        _NAMED,
    ),
    "units": (
        C("unit_id", "text", ("Mã đơn vị", "Unit id")),
        C("unit_name", "text", ("Tên đơn vị", "Name of the unit"), needed=True),
        C("year", "year", ("Năm", "Year"), needed=True),
        *_PURSE,
        C("staff", "count", ("Số người", "Số cán bộ, người lao động", "Staff"), needed=True),
        C(
            *("daily_pay_vnd", "money"),
            ("Lương bình quân một ngày (đồng)", "Lương một ngày", "Average daily pay (VND)"),
            needed=True,
        ),
        C("days", "number", ("Số ngày lương", "Days of pay")),
    ),
    "opening": (
        _DAY,
        _DOCUMENT,
        C("account", "text", ("Tài khoản có số dư", "Account with a balance"), needed=True),
        _PAID,
        *_GOODS,
        _EARMARK,
        *_PURSE,
    ),
    "receipts": (
        _DAY,
        _DOCUMENT,
        C("unit_id", "text", ("Mã đơn vị", "Unit id"), needed=True),
        _PAID,
        _ACCOUNT,
        *_PURSE,
        _NOTE,
    ),
    "income": (
        _DAY,
        _DOCUMENT,
        C("source", "text", ("Nguồn thu", "Source of income"), needed=True),
        _PAID,
        *_GOODS,
        _ACCOUNT,
        _DONOR,
        _NAMED,
        _EARMARK,
        *_PURSE,
        _NOTE,
    ),
    "move": (
        _DAY,
        _DOCUMENT,
        _PAID,
        C("account", "text", ("Từ tài khoản", "From account"), needed=True),
        C("to_account", "text", ("Đến tài khoản", "To account"), needed=True),
        _EARMARK,
        *_PURSE,
    ),
    "purchase": (
        _DAY,
        _DOCUMENT,
        C("item", "text", ("Hiện vật mua", "Goods bought"), needed=True),
        _MEASURE,
        C(*("quantity", "count"), _QUANTITY.titles, needed=True),
        _PAID,
        _ACCOUNT,
        _EARMARK,
        *_PURSE,
    ),
    "handover": (
        _DAY,
        _DOCUMENT,
        _PAID,
        C("level", "text", ("Từ cấp quỹ", "From level"), needed=True),
        C("place", "code", ("Từ nơi giữ quỹ", "From place")),
        C("to_level", "text", ("Đến cấp quỹ", "To level"), needed=True),
        C("to_place", "code", ("Đến nơi giữ quỹ", "To place")),
        _ACCOUNT,
        _EARMARK,
    ),
    "spending": (
        _DAY,
        _DOCUMENT,
        C("activity", "text", ("Hoạt động", "Activity"), needed=True),
        C("occasion", "text", ("Dịp", "Occasion")),
        C("commune_code", "code", ("Mã xã", "Commune code")),
        _AMOUNT,
        *_GOODS,
        _ACCOUNT,
        _EARMARK,
        *_PURSE,
        _NOTE,
    ),
}

LIST_NAMES: dict[ListKind, Words] = {
    "earmarks": Words(vi="quỹ riêng", en="earmarked funds"),
    "units": Words(vi="đơn vị", en="units"),
    "opening": Words(vi="số dư đầu", en="opening balances"),
    "receipts": Words(vi="thu ngày lương", en="contributions"),
    "income": Words(vi="thu khác", en="other income"),
    "move": Words(vi="chuyển tiền mặt, tiền gửi", en="moved between cash and bank"),
    "purchase": Words(vi="mua hiện vật", en="goods bought"),
    "handover": Words(vi="điều chuyển giữa các cấp", en="handed on between levels"),
    "spending": Words(vi="chi", en="spending"),
}
