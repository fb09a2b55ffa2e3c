"""What an entry has to be before it is written: known words, whole figures, sides that balance."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable

from needs.disclosure import name_typed
from needs.errors import FaultCollector
from needs.fund.entry import GENERAL, REGISTERS, Entry, Line, Unit
from needs.programmes.fund import INCOME_KINDS, MONEY_KINDS, FundLevel, FundRules
from needs.wording import date_text, money, say, typed

_PLACES = {"": r"", "district": r"\d{3}", "commune": r"\d{5}"}
#: SQLite keeps whole numbers of 64 bits; spreadsheets keep 15 digits.
LARGEST = 10**15


def judge_entry(
    entry: Entry, rules: FundRules, faults: FaultCollector, *, today: dt.date, lang: str
) -> None:
    """Note everything that an entry by itself has wrong (who, when, words, figures)."""
    if not entry.by.strip():
        faults.add(
            entry.subject, say("chưa ghi ai lập", lang=lang), say("họ tên, cơ quan", lang=lang)
        )
    if entry.day > today:
        faults.add(
            entry.subject,
            say("ngày {day} chưa tới", lang=lang, day=date_text(entry.day, lang=lang)),
            say("ngày đã qua, theo chứng từ", lang=lang),
        )
    if entry.kind in REGISTERS:
        _judge_registers(entry, rules, faults, lang=lang)
        return
    if entry.kind == "close":
        return
    if not entry.document.strip():
        faults.add(
            entry.subject,
            say("chưa có số chứng từ", lang=lang),
            say("số phiếu thu, phiếu chi, giấy báo có", lang=lang),
        )
    for line in entry.lines:
        _judge_line(entry, line, rules, faults, lang=lang)


def _judge_registers(entry: Entry, rules: FundRules, faults: FaultCollector, *, lang: str) -> None:
    for unit in entry.units:
        _judge_place(entry.subject, unit.level, unit.place, rules, faults, lang=lang)
        _judge_unit(entry, unit, faults, lang=lang)
    activities = {one.id for one in rules.activities}
    for earmark in entry.earmarks:
        wrong = sorted(set(earmark.activities) - activities)
        if wrong or not earmark.activities or earmark.earmark == GENERAL:
            faults.add(
                entry.subject,
                say(
                    "quỹ riêng «{name}» cho hoạt động: {found}",
                    lang=lang,
                    name=name_typed(earmark.name, lang=lang),
                    found=", ".join(typed(one, ids=True, lang=lang) for one in wrong) or "–",
                ),
                say("một hay nhiều mã trong: {valid}", lang=lang, valid=_ids(activities)),
            )


def _judge_unit(entry: Entry, unit: Unit, faults: FaultCollector, *, lang: str) -> None:
    figures = (unit.staff, unit.daily_pay_vnd, unit.days)
    if not unit.unit_id or any(one is not None and not 0 <= one < LARGEST for one in figures):
        faults.add(
            entry.subject,
            say(
                "đơn vị «{name}»: mã hoặc con số không dùng được",
                lang=lang,
                name=name_typed(unit.name, lang=lang),
            ),
            say("mã đơn vị; số người, lương ngày, số ngày không âm", lang=lang),
        )


def _judge_line(
    entry: Entry, line: Line, rules: FundRules, faults: FaultCollector, *, lang: str
) -> None:
    kinds = {one.id: one.kind for one in rules.accounts}
    kind = kinds.get(line.account)
    if kind is None or kind == "receivable":
        faults.add(
            entry.subject,
            say("tài khoản «{found}»", lang=lang, found=typed(line.account, ids=True, lang=lang)),
            _ids(one for one in kinds if kinds[one] != "receivable"),
        )
        return
    _judge_place(entry.subject, line.level, line.place, rules, faults, lang=lang)
    if line.amount is not None and not abs(line.amount) < LARGEST:
        faults.add(
            entry.subject,
            say("số tiền quá lớn", lang=lang),
            say("dưới {limit}", lang=lang, limit=money(LARGEST, lang=lang)),
        )
    if kind == "contribution" and not line.unit_id:
        faults.add(
            entry.subject,
            say("khoản đóng góp không có đơn vị", lang=lang),
            say("mã đơn vị đã nộp", lang=lang),
        )
    if kind == "goods" and (not line.item or not line.quantity):
        faults.add(
            entry.subject,
            say("hiện vật không có tên hoặc số lượng", lang=lang),
            say("tên hiện vật và số lượng", lang=lang),
        )
    if kind == "spending":
        _judge_spending(entry, line, rules, faults, lang=lang)


def _judge_spending(
    entry: Entry, line: Line, rules: FundRules, faults: FaultCollector, *, lang: str
) -> None:
    activities = {one.id: one for one in rules.activities}
    occasions = {one.id for one in rules.occasions}
    if line.activity not in activities:
        faults.add(
            entry.subject,
            say("hoạt động «{found}»", lang=lang, found=typed(line.activity, ids=True, lang=lang)),
            _ids(activities),
        )
    elif activities[line.activity].at_occasions and not line.occasion:
        faults.add(
            entry.subject,
            say(
                "«{activity}» mà không nêu dịp",
                lang=lang,
                activity=activities[line.activity].name.text(lang),
            ),
            _ids(occasions),
        )
    if line.occasion and line.occasion not in occasions:
        faults.add(
            entry.subject,
            say("dịp «{found}»", lang=lang, found=typed(line.occasion, ids=True, lang=lang)),
            _ids(occasions),
        )
    if line.commune_code and not re.fullmatch(r"\d{5}", line.commune_code):
        faults.add(
            entry.subject,
            say("mã xã «{found}»", lang=lang, found=typed(line.commune_code, lang=lang)),
            say("5 chữ số", lang=lang),
        )


def _judge_place(
    subject: str, level: str, place: str, rules: FundRules, faults: FaultCollector, *, lang: str
) -> None:
    levels: dict[str, FundLevel] = {one.id: one for one in rules.levels}
    if level not in levels:
        faults.add(
            subject,
            say("cấp quỹ «{found}»", lang=lang, found=typed(level, ids=True, lang=lang)),
            _ids(levels),
        )
    elif not re.fullmatch(_PLACES[levels[level].place], place):
        expected = {
            "": say("để trống", lang=lang),
            "district": say("mã huyện, 3 chữ số", lang=lang),
            "commune": say("mã xã, 5 chữ số", lang=lang),
        }[levels[level].place]
        faults.add(
            subject,
            say("nơi giữ quỹ «{found}»", lang=lang, found=typed(place, lang=lang)),
            expected,
        )


def judge_balance(
    entry: Entry, lines: Iterable[Line], rules: FundRules, faults: FaultCollector, *, lang: str
) -> None:
    """Note where debit and credit differ: for each fund (level, place, earmark) by itself."""
    kinds = {one.id: one.kind for one in rules.accounts}
    sums: dict[tuple[str, str, str], int] = defaultdict(int)
    handed: dict[str, int] = defaultdict(int)
    count = 0
    for line in lines:
        amount = line.amount or 0
        count += 1
        sums[line.level, line.place, line.earmark] += amount
        if kinds[line.account] == "transfer":
            handed[line.earmark] += amount
    if entry.kind in (*REGISTERS, "close"):
        return
    differing = [total for total in sums.values() if total]
    if count < 2 or differing:
        faults.add(
            entry.subject,
            say(
                "nợ và có lệch {amount}",
                lang=lang,
                amount=money(max(map(abs, differing), default=0), lang=lang),
            ),
            say("ít nhất hai dòng; nợ bằng có trong từng cấp quỹ và từng quỹ riêng", lang=lang),
        )
    if any(handed.values()):
        faults.add(
            entry.subject,
            say("điều chuyển làm tiền đổi quỹ riêng", lang=lang),
            say("tiền có mục đích giữ nguyên mục đích ở mọi cấp", lang=lang),
        )


def changes_worth(kind: str) -> bool:
    """Tell whether an account is income or spending: closed at the end of a year."""
    return kind in (*INCOME_KINDS, "spending", "transfer")


def may_not_be_short(kind: str) -> bool:
    """Tell whether an account holds what the Fund has: money, goods."""
    return kind in (*MONEY_KINDS, "goods")


def _ids(valid: Iterable[str]) -> str:
    return ", ".join(sorted(valid))
