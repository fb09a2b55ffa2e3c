"""Are the books whole? Everything recomputed from its entries, apart from how they were written."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from needs.commitments import Head
from needs.commitments.chain import START
from needs.errors import Fault, FaultCollector
from needs.fund.book import Book, Contents
from needs.fund.entry import REGISTERS
from needs.fund.judging import may_not_be_short
from needs.fund.store import OBJECTS
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
    _judge_file(contents, faults, lang)
    _judge_chain(contents, known, faults, lang)
    _judge_rules(contents, book.rules, faults, lang)
    return faults.faults


def _judge_file(contents: Contents, faults: FaultCollector, lang: str) -> None:
    restore = say("khôi phục từ bản sao gần nhất", lang=lang)
    for damage in contents.damage:
        faults.add(say("tệp", lang=lang), damage, say("tệp nguyên vẹn", lang=lang), restore)
    for name in sorted(OBJECTS.keys() | contents.structure.keys()):
        if contents.structure.get(name) != OBJECTS.get(name):
            faults.add(
                say("bố cục tệp: {name}", lang=lang, name=name),
                say("đã bị sửa, thêm hoặc bỏ", lang=lang),
                say("bố cục do needs tạo ra", lang=lang),
                restore,
            )


def _judge_chain(contents: Contents, known: Head | None, faults: FaultCollector, lang: str) -> None:
    parts: dict[str, Rows] = {
        name: _by_entry(getattr(contents, name)) for name in ("lines", "units", "earmarks")
    }
    compare = say("so với bản sao gần nhất; hỏi người giữ sổ", lang=lang)
    seal = START
    for place, entry in enumerate(contents.entries, start=1):
        where = say("bút toán {n}", lang=lang, n=entry["seq"])
        if entry["seq"] != place:
            faults.add(where, entry["seq"], str(place), compare)
        written = {name: rows.pop(entry["seq"], []) for name, rows in parts.items()}
        if entry["hash"] != seal_of(seal, entry, written):
            faults.add(
                where,
                say("nội dung không khớp dấu niêm", lang=lang),
                say("bút toán như khi được ghi", lang=lang),
                compare,
            )
        seal = entry["hash"]
    for seq in sorted({seq for rows in parts.values() for seq in rows}):
        faults.add(
            say("bút toán {n}", lang=lang, n=seq),
            say("dòng không có bút toán", lang=lang),
            say("không có", lang=lang),
            compare,
        )
    if known is not None and known.entries:
        kept = contents.entries[known.entries - 1 : known.entries]
        if not kept or kept[0]["hash"] != known.seal:
            faults.add(
                say("bút toán {n}", lang=lang, n=known.entries),
                say("thiếu, hoặc khác dấu niêm đã biết", lang=lang),
                known.seal,
                compare,
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
