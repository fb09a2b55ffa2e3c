"""From rows to entries: names become ids, rows of one voucher become one entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from needs.disclosure import choice_typed
from needs.errors import FaultCollector
from needs.fund.entry import Earmark, Entry, EntryKind, Line, Unit
from needs.fund.list_reading import ListRow
from needs.fund.vouchers import (
    Goods,
    Purse,
    Use,
    bought,
    came_in,
    contributed,
    goods_came,
    goods_given,
    handed_on,
    moved,
    opened_with,
    spent,
    voucher,
)
from needs.places.names import slug
from needs.programmes.fund import INCOME_KINDS, MONEY_KINDS, FundLevel, FundRules
from needs.programmes.returns import Named
from needs.reading.phrases import key
from needs.wording import say


@dataclass(frozen=True)
class Read:
    """What one row says: which kind of entry, the voucher it belongs to, its lines."""

    row: ListRow
    kind: EntryKind
    purse: Purse
    lines: tuple[Line, ...]


class Reader:
    """Reads rows with the words of a profile; what does not fit is noted with its cell."""

    def __init__(self, rules: FundRules, faults: FaultCollector, *, lang: str) -> None:
        self.rules, self.faults, self.lang = rules, faults, lang

    def read(self, row: ListRow) -> Read | Unit | Earmark | None:
        """Return what a row says; None where something in it has to be mended first."""
        before = len(self.faults.faults)
        purse = self._purse(row)
        found: Read | Unit | Earmark
        match row.kind:
            case "units":
                found = self._unit(row, purse)
            case "earmarks":
                found = self._earmark(row)
            case _:
                kind, lines = self._lines(row, purse)
                found = Read(row, kind, purse, lines)
        return None if len(self.faults.faults) > before else found

    def _lines(self, row: ListRow, purse: Purse) -> tuple[EntryKind, tuple[Line, ...]]:
        goods = self._goods(row)
        amount = row.cells.get("amount")
        vnd = amount if isinstance(amount, int) else 0
        if not vnd and not (row.kind == "spending" and goods):
            self._tell(row, "amount", say("số tiền trên 0", lang=self.lang))
        match row.kind:
            case "opening":
                kinds = ("goods",) if goods else MONEY_KINDS
                account = self._account(row, kinds, column="account")
                lines = opened_with(self.rules, purse, account=account, amount=vnd, goods=goods)
                return "opening", lines
            case "receipts":
                account, unit = self._account(row, MONEY_KINDS), row.text("unit_id")
                lines = contributed(self.rules, purse, unit_id=unit, amount=vnd, account=account)
                return "contribution", lines
            case "income":
                return self._income(row, purse, goods, vnd)
            case "spending":
                return self._spending(row, purse, goods, vnd)
            case _:
                return self._between(row, purse, goods, vnd)

    def _between(
        self, row: ListRow, purse: Purse, goods: Goods | None, vnd: int
    ) -> tuple[EntryKind, tuple[Line, ...]]:
        """What leaves the Fund as rich as it was: moved, handed on, bought for the stock."""
        account = self._account(row, MONEY_KINDS)
        if row.kind == "move":
            target = self._account(row, MONEY_KINDS, column="to_account")
            return "move", moved(purse, source=account, target=target, amount=vnd)
        if row.kind == "purchase":
            lines = bought(self.rules, purse, goods, amount=vnd, account=account) if goods else ()
            return "purchase", lines
        taker = self._purse(row, level="to_level", place="to_place")
        return "handover", handed_on(self.rules, purse, taker, amount=vnd, account=account)

    def _income(
        self, row: ListRow, purse: Purse, goods: Goods | None, vnd: int
    ) -> tuple[EntryKind, tuple[Line, ...]]:
        source = self._account(row, INCOME_KINDS, column="source")
        kind = self.rules.account(source).kind if source else "donation"
        if kind == "donation_goods":
            if goods is None:
                self._tell(row, "item", say("tên hiện vật và số lượng", lang=self.lang))
                return "goods_in", ()
            return "goods_in", goods_came(self.rules, purse, goods, value=vnd)
        if kind == "contribution":
            expected = say("đóng góp ngày lương ghi ở bảng thu ngày lương", lang=self.lang)
            self._tell(row, "source", expected)
        account = self._account(row, MONEY_KINDS)
        return "income", came_in(self.rules, purse, kind=kind, amount=vnd, account=account)

    def _spending(
        self, row: ListRow, purse: Purse, goods: Goods | None, vnd: int
    ) -> tuple[EntryKind, tuple[Line, ...]]:
        use = Use(
            self._named(row, "activity", self.rules.activities),
            self._named(row, "occasion", self.rules.occasions),
            row.text("commune_code").zfill(5) if row.text("commune_code") else "",
        )
        if goods is None:
            account = self._account(row, MONEY_KINDS)
            return "spending", spent(self.rules, purse, use, amount=vnd, account=account)
        if vnd:
            self._tell(
                row,
                "amount",
                say("để trống: hiện vật xuất kho lấy giá trị trong sổ", lang=self.lang),
            )
        return "goods_out", goods_given(self.rules, purse, use, goods)

    def _unit(self, row: ListRow, purse: Purse) -> Unit:
        whole: dict[str, Any] = dict(row.cells)
        days = whole.get("days")
        return Unit(
            unit_id=row.text("unit_id") or slug(row.text("unit_name"), keep_prefix=True),
            name=row.text("unit_name"),
            year=whole.get("year") or 0,
            level=purse.level,
            place=purse.place,
            staff=whole.get("staff"),
            daily_pay_vnd=whole.get("daily_pay_vnd"),
            days=None if days is None else float(days),
        )

    def _earmark(self, row: ListRow) -> Earmark:
        activities = [one.strip() for one in row.text("activities").split(";") if one.strip()]
        communes = [one.strip() for one in row.text("communes").split(";") if one.strip()]
        return Earmark(
            earmark=row.text("earmark"),
            name=row.text("name"),
            activities=tuple(
                sorted(
                    {
                        self._word(row, "activities", one, self.rules.activities)
                        for one in activities
                    }
                )
            ),
            communes=tuple(sorted({one.zfill(5) for one in communes})),
            donor=row.text("donor"),
            named=bool(row.cells.get("named")),
        )

    def _purse(self, row: ListRow, *, level: str = "level", place: str = "place") -> Purse:
        first = self.rules.levels[0]
        found = first.id
        if row.text(level):
            found = self._named(row, level, self.rules.levels)
        one = next((one for one in self.rules.levels if one.id == found), first)
        return Purse(found, _padded(row.text(place), one), row.text("earmark"))

    def _goods(self, row: ListRow) -> Goods | None:
        many = row.cells.get("quantity")
        if not row.text("item") and not many:
            return None
        if not row.text("item") or not isinstance(many, int) or many < 1:
            self._tell(row, "quantity", say("tên hiện vật và số lượng", lang=self.lang))
            return None
        return Goods(row.text("item"), row.text("measure"), many)

    def _account(self, row: ListRow, kinds: Sequence[str], *, column: str = "account") -> str:
        """Return the account of a cell, by its id, number or name; bank where nothing is told."""
        fitting = [one for one in self.rules.accounts if one.kind in kinds]
        told = key(row.text(column))
        if not told and column == "account" and row.kind != "opening":
            preferred = [one for one in fitting if one.kind == "bank"] or fitting
            return preferred[0].id
        for one in fitting:
            if told in {key(word) for word in (one.id, one.code, one.name.vi, one.name.en)}:
                return one.id
        self._tell(row, column, ", ".join(one.name.text(self.lang) for one in fitting))
        return ""

    def _named(self, row: ListRow, column: str, options: Sequence[Named]) -> str:
        told = row.text(column)
        return self._word(row, column, told, options) if told else ""

    def _word(self, row: ListRow, column: str, told: str, options: Sequence[Named]) -> str:
        for one in options:
            if key(told) in {key(word) for word in (one.id, one.name.vi, one.name.en)}:
                return one.id
        self._tell(row, column, ", ".join(one.name.text(self.lang) for one in options))
        return ""

    def _tell(self, row: ListRow, column: str, expected: str) -> None:
        wanted = expected.split(", ")
        told = choice_typed(row.text(column), wanted, lang=self.lang)
        found = told or say("ô trống", lang=self.lang)
        self.faults.add(row.where(column), found, expected, say("sửa ô này", lang=self.lang))


def _padded(text: str, level: FundLevel) -> str:
    digits = {"district": 3, "commune": 5}.get(level.place, 0)
    return text.zfill(digits) if text.isdigit() else text


def vouchers_of(
    rows: Iterable[Read],
    rules: FundRules,
    faults: FaultCollector,
    *,
    by: str,
    basis: str,
    lang: str,
) -> list[tuple[Entry, tuple[ListRow, ...]]]:
    """Put the rows of one voucher together: same kind, fund, year and number.

    Rows of one voucher on different days, or of different givers, are noted; none of them is used.
    """
    groups: dict[tuple[str, ...], list[Read]] = {}
    for one in rows:
        day = one.row.cells["day"]
        assert isinstance(day, dt.date)
        group = (
            *(one.kind, one.purse.level, one.purse.place, str(rules.year_of(day))),
            one.row.text("document"),
        )
        groups.setdefault(group, []).append(one)
    found = []
    for (*_, number), members in groups.items():
        members.sort(key=lambda one: repr(one.lines))
        first = min(members, key=lambda one: (one.row.file, one.row.sheet, one.row.row)).row
        same = {(one.row.cells["day"], one.row.text("donor")) for one in members}
        if len(same) > 1:
            faults.add(
                first.where("document"),
                number,
                say("mỗi chứng từ một ngày, một nhà tài trợ", lang=lang),
                say("sửa ngày, hoặc dùng số chứng từ khác", lang=lang),
            )
            continue
        day = first.cells["day"]
        assert isinstance(day, dt.date)
        entry = voucher(
            members[0].kind,
            [line for one in members for line in one.lines],
            rules=rules,
            day=day,
            by=by,
            document=number,
            donor=first.text("donor"),
            named=all(bool(one.row.cells.get("named")) for one in members),
            note="; ".join(sorted({one.row.text("note") for one in members} - {""})),
            basis=basis,
            source=f"{first.file} › {first.sheet}" if first.file else "",
            where=first.where("document") if first.file else "",
        )
        found.append((entry, tuple(one.row for one in members)))
    return found
