"""What the books hold at a moment: whether there is enough, and for this purpose."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from needs.disclosure import name_typed
from needs.errors import FaultCollector
from needs.fund.entry import GENERAL, Entry, Line
from needs.fund.judging import may_not_be_short
from needs.programmes.fund import FundRules
from needs.wording import date_text, money, number, say, typed

#: Whose money or goods: account, level, place, earmark, item.
Key = tuple[str, str, str, str, str]


def key_of(line: Line) -> Key:
    """Return whose money or goods a line moves."""
    return (line.account, line.level, line.place, line.earmark, line.item)


def by_day(connection: sqlite3.Connection, key: Key) -> list[tuple[str, int, int]]:
    """Return what moved on each day, in order of days: day, đồng, number of goods."""
    return [
        (row[0], row[1], row[2])
        for row in connection.execute(
            'SELECT entries."day", sum(amount), sum(quantity) FROM lines JOIN entries USING (seq) '
            "WHERE account = ? AND level = ? AND place = ? AND earmark = ? AND item = ? "
            'GROUP BY entries."day" ORDER BY entries."day"',
            key,
        )
    ]


def valued(connection: sqlite3.Connection, entry: Entry, rules: FundRules) -> list[Line]:
    """Return the lines with goods that go out valued: the average of what lay in stock that day.

    What goes out as the last takes all the value that is left, so that no đồng stays behind. What
    it goes to (spending, another fund's stock) takes the same value, line by line in their order.
    """
    goods = rules.account_of("goods").id
    taken: dict[Key, tuple[int, int]] = defaultdict(lambda: (0, 0))
    shares: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for line in entry.lines:
        if line.amount is not None or line.account != goods or line.quantity >= 0:
            continue
        gone_vnd, gone = taken[key_of(line)]
        moved = [row for row in by_day(connection, key_of(line)) if row[0] <= _text(entry.day)]
        value = sum(row[1] for row in moved) - gone_vnd
        held = sum(row[2] for row in moved) - gone
        many = -line.quantity
        # What is not there has no value; `judge_enough` refuses it.
        share = value if many >= held else (value * many + held // 2) // held
        taken[key_of(line)] = (gone_vnd + share, gone + many)
        shares[line.earmark, line.item, many].append(share)
    given = {key: iter(many) for key, many in shares.items()}
    received = {key: iter(many) for key, many in shares.items()}
    lines = []
    for line in entry.lines:
        if line.amount is None:
            side = given if line.quantity < 0 else received
            share = next(side.get((line.earmark, line.item, abs(line.quantity)), iter(())), 0)
            lines.append(replace(line, amount=-share if line.quantity < 0 else share))
        else:
            lines.append(line)
    return lines


def judge_enough(
    connection: sqlite3.Connection,
    entry: Entry,
    lines: Sequence[Line],
    rules: FundRules,
    faults: FaultCollector,
    *,
    lang: str,
) -> None:
    """Note where money or goods would fall below nought, on the day itself or on a later one."""
    kinds = {one.id: one.kind for one in rules.accounts}
    moved: dict[Key, list[int]] = defaultdict(lambda: [0, 0])
    for line in lines:
        if may_not_be_short(kinds[line.account]):
            moved[key_of(line)][0] += line.amount or 0
            moved[key_of(line)][1] += line.quantity
    for key, (amount, quantity) in sorted(moved.items()):
        if amount >= 0 and quantity >= 0:
            continue
        days = by_day(connection, key)
        before_vnd = sum(row[1] for row in days if row[0] <= _text(entry.day))
        before = sum(row[2] for row in days if row[0] <= _text(entry.day))
        later = [row for row in days if row[0] > _text(entry.day)]
        value, held = before_vnd, before
        for day, change, count in [(_text(entry.day), amount, quantity), *later]:
            value, held = value + change, held + count
            left_behind = kinds[key[0]] == "goods" and not held and value
            if held < 0 or value < 0 or left_behind:
                worst = (day, value, held)
                _tell_short(entry, key, (before_vnd, before), worst, rules, faults, lang=lang)
                break


def _tell_short(
    entry: Entry,
    key: Key,
    before: tuple[int, int],
    worst: tuple[str, int, int],
    rules: FundRules,
    faults: FaultCollector,
    *,
    lang: str,
) -> None:
    account, level, place, earmark, item = key
    where = _fund_words(rules, level, place, earmark, lang=lang)
    day = dt.date.fromisoformat(worst[0])
    if item:
        found = say(
            "kho «{item}» ({where}) có {held}; đến ngày {day} sẽ thiếu {short}",
            lang=lang,
            item=name_typed(item, lang=lang),
            where=where,
            held=number(before[1], lang=lang),
            day=date_text(day, lang=lang),
            short=number(max(-worst[2], 0), lang=lang),
        )
    else:
        found = say(
            "{account} ({where}) có {held}; đến ngày {day} sẽ thiếu {short}",
            lang=lang,
            account=rules.account(account).name.text(lang),
            where=where,
            held=money(before[0], lang=lang),
            day=date_text(day, lang=lang),
            short=money(max(-worst[1], 0), lang=lang),
        )
    expected = (
        say("không quá phần còn lại của quỹ riêng này", lang=lang)
        if earmark != GENERAL
        else say("không quá số đang có", lang=lang)
    )
    faults.add(
        entry.subject,
        found,
        expected,
        say("ghi khoản thu trước, sửa ngày hoặc số tiền, hoặc chi từ nguồn khác", lang=lang),
    )


def _fund_words(rules: FundRules, level: str, place: str, earmark: str, *, lang: str) -> str:
    names = {one.id: one.name.text(lang) for one in rules.levels}
    told = (typed(one, ids=True, lang=lang) for one in (place, earmark))
    parts = [names.get(level, level), *told]
    return ", ".join(part for part in parts if part)


def judge_purpose(
    connection: sqlite3.Connection,
    entry: Entry,
    lines: Sequence[Line],
    rules: FundRules,
    faults: FaultCollector,
    *,
    lang: str,
) -> None:
    """Note what an earmarked fund would be spent on against its purpose, or that is not known."""
    if entry.kind == "close":
        return
    spending = rules.account_of("spending").id
    for earmark in sorted({line.earmark for line in lines} - {GENERAL}):
        known = connection.execute(
            "SELECT name, activities, communes FROM earmarks WHERE earmark = ?", (earmark,)
        ).fetchone()
        if known is None:
            faults.add(
                entry.subject,
                say(
                    "quỹ riêng «{found}» chưa có trong sổ",
                    lang=lang,
                    found=typed(earmark, ids=True, lang=lang),
                ),
                _earmarks(connection),
                say("khai báo quỹ riêng trước (`needs fund … import`, bảng quỹ riêng)", lang=lang),
            )
            continue
        for line in lines:
            if line.earmark == earmark and line.account == spending:
                _judge_use(entry, line, known, rules, faults, lang=lang)


def _judge_use(
    entry: Entry,
    line: Line,
    known: sqlite3.Row,
    rules: FundRules,
    faults: FaultCollector,
    *,
    lang: str,
) -> None:
    names = {one.id: one.name.text(lang) for one in rules.activities}
    meant = known["activities"].strip(";").split(";")
    advice = say("chi từ quỹ chung, hoặc xin ý kiến nhà tài trợ", lang=lang)
    if line.activity not in meant:
        faults.add(
            entry.subject,
            say(
                "chi «{activity}» bằng tiền của quỹ riêng «{name}»",
                lang=lang,
                activity=names.get(line.activity, line.activity),
                name=name_typed(known["name"], lang=lang),
            ),
            ", ".join(names.get(one, one) for one in meant),
            advice,
        )
    communes = known["communes"].strip(";")
    if communes and line.commune_code not in communes.split(";"):
        faults.add(
            entry.subject,
            say(
                "chi cho xã «{commune}» bằng tiền của quỹ riêng «{name}»",
                lang=lang,
                commune=typed(line.commune_code, lang=lang) or "–",
                name=name_typed(known["name"], lang=lang),
            ),
            communes.replace(";", ", "),
            advice,
        )


def _earmarks(connection: sqlite3.Connection) -> str:
    found = connection.execute("SELECT earmark FROM earmarks ORDER BY earmark")
    return ", ".join(row[0] for row in found) or "–"


def _text(day: dt.date) -> str:
    return day.isoformat()
