"""Closing a year: what came in and went out becomes the balance that the next year opens with."""

from __future__ import annotations

import datetime as dt
import sqlite3

from needs.errors import FaultCollector
from needs.fund.entry import Entry, Line
from needs.fund.judging import changes_worth
from needs.fund.writer import last_closed
from needs.programmes.fund import FundRules
from needs.wording import date_text, say


def closing_entry(
    connection: sqlite3.Connection,
    rules: FundRules,
    year: int,
    faults: FaultCollector,
    *,
    by: str,
    today: dt.date,
    lang: str,
) -> Entry | None:
    """Return the entry that closes a year; None, with the reasons, where it may not be closed.

    For each fund (level, place, earmark) every account of income, spending and handing on is
    emptied into the balance carried over. What the Fund has (money, goods) is not touched: it is
    what the next year opens with.
    """
    where = say("năm {year}", lang=lang, year=year)
    last = rules.last_day(year)
    if today <= last:
        faults.add(
            where,
            say("năm chưa hết", lang=lang),
            say("khóa sổ từ sau ngày {day}", lang=lang, day=date_text(last, lang=lang)),
        )
    closed = last_closed(connection)
    if closed is not None and year <= closed:
        faults.add(
            where,
            say("đã khóa sổ", lang=lang),
            say("năm sau {year}", lang=lang, year=closed),
        )
    earlier = connection.execute(
        'SELECT min("year") FROM entries WHERE "year" < ? AND "year" > ? '
        "AND kind NOT IN ('units', 'earmark')",
        (year, -1 if closed is None else closed),
    ).fetchone()[0]
    if earlier is not None:
        faults.add(
            where,
            say("năm {year} còn mở", lang=lang, year=earlier),
            say("khóa sổ lần lượt từng năm", lang=lang),
        )
    if faults.faults:
        return None
    return Entry(
        key=f"close:{year}",
        kind="close",
        day=last,
        by=by,
        document="",
        lines=_emptied(connection, rules, year),
    )


def _emptied(connection: sqlite3.Connection, rules: FundRules, year: int) -> tuple[Line, ...]:
    balance = rules.account_of("balance").id
    kinds = {one.id: one.kind for one in rules.accounts}
    rows = connection.execute(
        "SELECT account, level, place, earmark, sum(amount) AS total FROM lines "
        'JOIN entries USING (seq) WHERE "year" = ? '
        "GROUP BY account, level, place, earmark ORDER BY level, place, earmark, account",
        (year,),
    ).fetchall()
    totals: dict[tuple[str, str, str], int] = {}
    lines = []
    for row in rows:
        if not row["total"] or not changes_worth(kinds[row["account"]]):
            continue
        fund = (row["level"], row["place"], row["earmark"])
        totals[fund] = totals.get(fund, 0) + row["total"]
        lines.append(Line(row["account"], -row["total"], *fund[:2], earmark=fund[2]))
    lines += [
        Line(balance, total, level, place, earmark=earmark)
        for (level, place, earmark), total in sorted(totals.items())
        if total
    ]
    return tuple(lines)
