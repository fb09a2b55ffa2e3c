"""Words of the lines of the Fund's published list (`fund_public`), for its page and the public."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from needs.sheets.fund_figures import FundYear
from needs.tables import rows_of
from needs.wording import collation_key, number, say
from needs.wording.numbers import is_missing


def what_words(year: FundYear, row: Any) -> str:
    """Say what a line is: what it was spent on, or what kind of receipt it is."""
    lang = year.lang
    kind = year.rules.account(row.account).kind if row.account else ""
    # An account on the other side takes back what an earlier year told.
    if row.side == "received" and kind == "spending":
        return say("Điều chỉnh giảm chi năm trước", lang=lang)
    if row.side == "spent" and kind != "spending":
        return say("Điều chỉnh giảm thu năm trước", lang=lang)
    if row.side == "spent":
        return purpose_words(year, row.purposes)
    if not row.account and row.side == "received":
        return say("Nhiều loại khoản nhận (gộp)", lang=lang)
    if not row.account:
        return say("Tiền và hiện vật", lang=lang)
    return year.account_name(row.account)


def purpose_words(year: FundYear, purposes: Sequence[str]) -> str:
    """Name what was spent on; several together, in the order of the alphabet."""
    lang = year.lang
    if not purposes:
        return say("Hoạt động ít lần chi", lang=lang)
    names = []
    for purpose in purposes:
        activity, _, occasion = purpose.partition(":")
        name = year.activity_name(activity)
        names.append(f"{name}, {year.occasion_name(occasion)}" if occasion else name)
    if len(names) == 1:
        return names[0]
    together = "; ".join(sorted(names, key=collation_key))
    return say("{names} (gộp)", lang=lang, names=together)


def giver_words(year: FundYear, row: Any) -> str:
    """Say who gave: nobody where the books do not allow a name; nothing where nobody gives."""
    lang = year.lang
    if not is_missing(row.who):
        return str(row.who)
    kind = year.rules.account(row.account).kind if row.account else ""
    if row.joined > 1 and kind == "contribution":
        return say("các đơn vị ít người, gộp {n} lần nộp", lang=lang, n=_n(row, lang))
    if row.joined > 1:
        return say("gộp {n} lần nộp", lang=lang, n=_n(row, lang))
    given = kind in ("contribution", "donation", "donation_goods")
    return say("không nêu tên", lang=lang) if given else ""


def joined_line(row: Any, *, lang: str) -> str:
    """Say how many lines of the books a line is made of; nothing for one."""
    return "" if row.joined < 2 else say("gộp {n} khoản", lang=lang, n=_n(row, lang))


def joined_lines_note(year: FundYear) -> str:
    """Say how many lines of a year are joined, into how many, and why."""
    lang, rows = year.lang, year.of_year("fund_public")
    limits = year.limits
    joined = rows[rows["joined"] > 1]
    why = say(
        "Không khoản nào cho biết tiền của một em hay lương của một người: khoản chi ít hơn {n} "
        "trẻ (số tiền chia đơn giá, hoặc số hiện vật), điều trị dưới {payments} lần chi, đóng góp "
        "của đơn vị dưới {staff} người và tiền người đỡ đầu được gộp: trong cùng quỹ, cùng cấp, "
        "cùng hoạt động, rồi với hoạt động nhỏ nhất khác. Không bớt đồng nào.",
        lang=lang,
        n=number(limits.children, lang=lang),
        payments=number(limits.payments, lang=lang),
        staff=number(limits.staff, lang=lang),
    )
    if joined.empty:
        return why + " " + say("Năm này không có khoản nào phải gộp.", lang=lang)
    return (
        why
        + " "
        + say(
            "Năm này {n} khoản gộp thành {rows} dòng.",
            lang=lang,
            n=number(int(joined["joined"].sum()), lang=lang),
            rows=number(len(joined), lang=lang),
        )
    )


def lines_by_purpose(rows: pd.DataFrame) -> list[tuple[Any, int]]:
    """Add up lines of spending for the same purposes: one of the lines, and đồng."""
    found: dict[tuple[str, tuple[str, ...]], tuple[Any, int]] = {}
    for row in rows_of(rows):
        key = (row.account, tuple(row.purposes))
        first, amount = found.get(key, (row, 0))
        found[key] = (first, amount + int(row.amount_vnd))
    return list(found.values())


def _n(row: Any, lang: str) -> str:
    return number(row.joined, lang=lang)
