"""Are the books whole? Everything recomputed from its entries, apart from how they were written."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from needs.books import Chain, Head, judge_chain, judge_file
from needs.books.chain import Row
from needs.errors import Fault, FaultCollector
from needs.fund.book import Book, Contents
from needs.fund.entry import REGISTERS
from needs.fund.judging import may_not_be_short
from needs.fund.store import LAYOUT
from needs.fund.writer import seal_of
from needs.programmes.fund import FundRules
from needs.wording import say

Rows = dict[int, list[dict[str, Any]]]


def verify_book(book: Book, *, known: Head | None = None, lang: str = "vi") -> list[Fault]:
    """Check whole books: the file, the chain of seals, and every rule at every moment.

    Parameters
    ----------
    book
        The books.
    known
        What `Book.head` gave earlier (as printed in a report). With it, entries cut off at the
        end, and a chain made anew from the beginning, are noticed too.

    Returns
    -------
    list of Fault
        Empty: nothing was changed from outside, every entry balances, nothing was ever short, no
        earmarked money went elsewhere, closed years stayed closed.
    """
    contents = book.contents()
    faults = FaultCollector(book.path.name)
    judge_file(contents.file, LAYOUT, faults, lang=lang)
    parts = {name: _by_entry(getattr(contents, name)) for name in ("lines", "units", "earmarks")}
    judge_chain(_chain(contents, parts, lang), faults, known=known, lang=lang)
    _judge_left_over(parts, faults, lang)
    _judge_rules(contents, book.rules, faults, lang)
    return faults.faults


def _chain(contents: Contents, parts: dict[str, Rows], lang: str) -> Chain:
    """Return the entries; those of `parts` that an entry wrote are taken away with its seal."""

    def seal(before: str, entry: Row) -> str:
        written = {name: rows.pop(entry["seq"], []) for name, rows in parts.items()}
        return seal_of(before, entry, written)

    return Chain(contents.entries, seal, lambda n: say("bút toán {n}", lang=lang, n=n))


def _judge_left_over(parts: dict[str, Rows], faults: FaultCollector, lang: str) -> None:
    for seq in sorted({seq for rows in parts.values() for seq in rows}):
        faults.add(
            say("bút toán {n}", lang=lang, n=seq),
            say("dòng không có bút toán", lang=lang),
            say("không có", lang=lang),
            say("so với bản sao gần nhất; hỏi người giữ sổ", lang=lang),
        )


def _judge_rules(contents: Contents, rules: FundRules, faults: FaultCollector, lang: str) -> None:
    """Go through the entries once more with plain sums."""
    kinds = {one.id: one.kind for one in rules.accounts}
    purposes = {one["earmark"]: one for one in contents.earmarks}
    lines = _by_entry(contents.lines)
    held: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0])
    closed = -1
    for entry in contents.entries:
        own = lines.get(entry["seq"], [])
        touched = {tuple(line[name] for name in _PURSE) for line in own}
        for line in own:
            if may_not_be_short(line["account_kind"]):
                key = tuple(line[name] for name in _PURSE)
                held[key][0] += line["amount"]
                held[key][1] += line["quantity"]
        # What is not in order, and whether it is so.
        wrong = {
            say("tài khoản không có trong hồ sơ chương trình", lang=lang): any(
                kinds.get(line["account"]) != line["account_kind"] for line in own
            ),
            say("chi sai mục đích của quỹ riêng", lang=lang): not all(
                _for_its_purpose(entry, line, purposes) for line in own
            ),
            say("nợ và có không bằng nhau", lang=lang): not _balances(entry, own),
            say("chi quá số đang có", lang=lang): any(min(held[key]) < 0 for key in touched),
            say("ghi vào năm đã khóa sổ", lang=lang): entry["year"] <= closed,
        }
        closed = entry["year"] if entry["kind"] == "close" else closed
        for found in (words for words, is_so in wrong.items() if is_so):
            faults.add(
                say("bút toán {n}", lang=lang, n=entry["seq"]),
                found,
                say("bút toán mà needs đã nhận", lang=lang),
                say("so với bản sao gần nhất; hỏi người giữ sổ", lang=lang),
            )


def _balances(entry: dict[str, Any], lines: list[dict[str, Any]]) -> bool:
    sums: dict[tuple[str, ...], int] = defaultdict(int)
    for line in lines:
        sums[line["level"], line["place"], line["earmark"]] += line["amount"]
    empty = len(lines) < 2 and entry["kind"] not in (*REGISTERS, "close")
    return not (any(sums.values()) or empty)


_PURSE = ("account", "level", "place", "earmark", "item")


def _for_its_purpose(
    entry: dict[str, Any], line: dict[str, Any], purposes: dict[str, dict[str, Any]]
) -> bool:
    if not line["earmark"] or line["account_kind"] != "spending" or entry["kind"] == "close":
        return True
    meant = purposes.get(line["earmark"])
    if meant is None or f";{line['activity']};" not in meant["activities"]:
        return False
    return not meant["communes"] or f";{line['commune_code']};" in meant["communes"]


def _by_entry(rows: tuple[dict[str, Any], ...]) -> Rows:
    found: Rows = defaultdict(list)
    for row in rows:
        found[row["seq"]].append(row)
    return dict(found)
