"""What happens to a Fund, as a book-keeper says it, and the lines that it makes in the books."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from needs.fund.entry import GENERAL, Entry, EntryKind, Line
from needs.programmes.fund import AccountKind, FundRules


@dataclass(frozen=True)
class Purse:
    """Whose money or goods: level of the Fund, place where there are several, earmarked fund."""

    level: str
    place: str = ""
    earmark: str = GENERAL


@dataclass(frozen=True)
class Use:
    """What something is spent on: activity, occasion, commune (five digits)."""

    activity: str
    occasion: str = ""
    commune_code: str = ""


@dataclass(frozen=True)
class Goods:
    """Goods: what, in which unit, how many."""

    item: str
    measure: str
    quantity: int


def contributed(
    rules: FundRules, purse: Purse, *, unit_id: str, amount: int, account: str
) -> tuple[Line, ...]:
    """Return the lines of a contribution that a unit has paid."""
    income = rules.account_of("contribution").id
    return (
        _line(purse, account, amount),
        _line(purse, income, -amount, unit_id=unit_id),
    )


def came_in(
    rules: FundRules, purse: Purse, *, kind: AccountKind, amount: int, account: str
) -> tuple[Line, ...]:
    """Return the lines of other income in money: a donation, State budget, interest."""
    return (_line(purse, account, amount), _line(purse, rules.account_of(kind).id, -amount))


def goods_came(rules: FundRules, purse: Purse, goods: Goods, *, value: int) -> tuple[Line, ...]:
    """Return the lines of goods given to the Fund, at their value in đồng."""
    came = _goods(rules, purse, goods, value)
    given = rules.account_of("donation_goods").id
    return (came, replace(came, account=given, amount=-value, quantity=-goods.quantity))


def spent(
    rules: FundRules, purse: Purse, use: Use, *, amount: int, account: str
) -> tuple[Line, ...]:
    """Return the lines of money spent."""
    return (_spending(rules, purse, use, amount), _line(purse, account, -amount))


def goods_given(rules: FundRules, purse: Purse, use: Use, goods: Goods) -> tuple[Line, ...]:
    """Return the lines of goods handed out, valued at what they stand in the books for."""
    out = Goods(goods.item, goods.measure, -goods.quantity)
    return (_spending(rules, purse, use, None, goods), _goods(rules, purse, out, None))


def bought(
    rules: FundRules, purse: Purse, goods: Goods, *, amount: int, account: str
) -> tuple[Line, ...]:
    """Return the lines of goods bought for the stock: spent only when they are handed out."""
    return (_goods(rules, purse, goods, amount), _line(purse, account, -amount))


def moved(purse: Purse, *, source: str, target: str, amount: int) -> tuple[Line, ...]:
    """Return the lines of money moved between cash and bank."""
    return (_line(purse, target, amount), _line(purse, source, -amount))


def handed_on(
    rules: FundRules, giver: Purse, taker: Purse, *, amount: int, account: str
) -> tuple[Line, ...]:
    """Return the lines of money handed from one level of the Fund to another."""
    between = rules.account_of("transfer").id
    return (
        _line(giver, between, amount),
        _line(giver, account, -amount),
        _line(taker, account, amount),
        _line(taker, between, -amount),
    )


def opened_with(
    rules: FundRules, purse: Purse, *, account: str, amount: int, goods: Goods | None = None
) -> tuple[Line, ...]:
    """Return the lines of what a fund had when its books were begun."""
    held = _line(purse, account, amount) if goods is None else _goods(rules, purse, goods, amount)
    return (held, _line(purse, rules.account_of("balance").id, -amount))


def voucher(  # noqa: PLR0913
    kind: EntryKind,
    lines: Sequence[Line],
    *,
    rules: FundRules,
    day: dt.date,
    by: str,
    document: str,
    donor: str = "",
    named: bool = False,
    note: str = "",
    basis: str = "official",
    source: str = "",
    where: str = "",
) -> Entry:
    """Return the entry of one voucher: its number makes a repetition harmless."""
    level, place = (lines[0].level, lines[0].place) if lines else ("", "")
    return Entry(
        key=f"{kind}:{level}:{place}:{rules.year_of(day)}:{document}",
        kind=kind,
        day=day,
        by=by,
        document=document,
        lines=tuple(lines),
        donor=donor,
        named=named,
        note=note,
        basis=basis,
        source=source,
        where=where,
    )


def _line(purse: Purse, account: str, amount: int, *, unit_id: str = "") -> Line:
    return Line(account, amount, purse.level, purse.place, unit_id, purse.earmark)


def _goods(rules: FundRules, purse: Purse, goods: Goods, amount: int | None) -> Line:
    return Line(
        rules.account_of("goods").id,
        amount,
        purse.level,
        purse.place,
        earmark=purse.earmark,
        item=goods.item,
        measure=goods.measure,
        quantity=goods.quantity,
    )


def _spending(
    rules: FundRules, purse: Purse, use: Use, amount: int | None, goods: Goods | None = None
) -> Line:
    return Line(
        rules.account_of("spending").id,
        amount,
        purse.level,
        purse.place,
        earmark=purse.earmark,
        activity=use.activity,
        occasion=use.occasion,
        commune_code=use.commune_code,
        item=goods.item if goods else "",
        measure=goods.measure if goods else "",
        quantity=goods.quantity if goods else 0,
    )
