"""Is the register whole? Everything recomputed from its entries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from needs.books import Chain, judge_chain, judge_file, sealed
from needs.books.chain import Row
from needs.errors import Fault, FaultCollector
from needs.sponsorship.consents import consents_lacking
from needs.sponsorship.ids import read_child_id
from needs.sponsorship.months import months_between
from needs.sponsorship.register import Contents, Register
from needs.sponsorship.standing import Standing, add
from needs.sponsorship.store import LAYOUT
from needs.wording import say


def verify_register(register: Register, *, lang: str = "vi") -> list[Fault]:
    """Check a whole register: the file, the chain of seals, ids, consents, one sponsor each.

    Returns
    -------
    list of Fault
        Empty: nothing was changed from outside, and no child has two sponsors for one purpose in
        one month.
    """
    contents = register.contents()
    faults = FaultCollector(register.path.name)
    judge_file(contents.file, LAYOUT, faults, lang=lang)
    _judge_ids(contents, faults, lang)
    judge_chain(_chain(contents, lang), faults, known=None, lang=lang)
    _replay(contents, register, faults, lang)
    return faults.faults


def _judge_ids(contents: Contents, faults: FaultCollector, lang: str) -> None:
    for child_id in contents.children:
        if read_child_id(child_id) != child_id:
            faults.add(child_id, say("mã trẻ sai", lang=lang), say("mã do needs tạo ra", lang=lang))


def _chain(contents: Contents, lang: str) -> Chain:
    """Return the entries; each sealed its pledge with it."""
    pledges = {row["pledge_id"]: row for row in contents.pledges}

    def seal_of(before: str, event: Row) -> str:
        return sealed(before, event, pledges.get(event["pledge_id"] or ""), ())

    return Chain(contents.events, seal_of, lambda n: say("mục {n}", lang=lang, n=n))


def _replay(contents: Contents, register: Register, faults: FaultCollector, lang: str) -> None:
    """Go through the entries with plain dictionaries: who holds which month, with what consent."""
    pledges = {row["pledge_id"]: row for row in contents.pledges}
    standing = Standing()
    held: dict[tuple[str, str, str], set[str]] = {}
    months: dict[str, list[tuple[str, str, str]]] = {}
    for event in contents.events:
        where = say("mục {n}", lang=lang, n=event["seq"])
        pledge = pledges.get(event["pledge_id"] or "")
        try:
            add(standing, event, pledge)
        except (KeyError, TypeError, ValueError):
            faults.add(
                where,
                say("không đọc được", lang=lang),
                say("mục như khi được ghi", lang=lang),
                say("so với bản sao gần nhất; hỏi người giữ sổ", lang=lang),
            )
            continue
        if pledge is None:
            continue
        if _hold(held, months, pledge, event):
            faults.add(
                where,
                say("một trẻ có hai người đỡ đầu cho cùng mục đích và tháng", lang=lang),
                say("mỗi trẻ, mỗi mục đích, mỗi kỳ chỉ một người đỡ đầu", lang=lang),
            )
        if event["kind"] in ("proposed", "agreed", "running", "renewed"):
            child = standing.children[event["child_id"]]
            day = dt.date.fromisoformat(event["at"])
            if _never_consented(child.child_id, standing, register, day):
                faults.add(
                    where,
                    say("kết nối khi chưa từng có đồng ý", lang=lang),
                    say("đồng ý kết nối của người giám hộ, và của trẻ từ 7 tuổi", lang=lang),
                )
    whole = {(*key, one) for key, owners in held.items() for one in owners}
    kept = {
        (row["child_id"], row["purpose"], row["month"], row["pledge_id"]) for row in contents.claims
    }
    for child_id, purpose, month, pledge_id in sorted(whole ^ kept):
        faults.add(
            f"{pledge_id} {child_id} {purpose} {month}",
            say("tháng giữ chỗ không khớp các mục đã ghi", lang=lang),
            say("mỗi tháng đang đỡ đầu một dòng", lang=lang),
            say("so với bản sao gần nhất; hỏi người giữ sổ", lang=lang),
        )


def _hold(
    held: dict[tuple[str, str, str], set[str]],
    months: dict[str, list[tuple[str, str, str]]],
    pledge: Mapping[str, Any],
    event: Mapping[str, Any],
) -> bool:
    """Note which months a pledge holds from this entry on; True if another holds one of them."""
    own = event["pledge_id"]
    for key in months.pop(own, []):
        held[key].discard(own)
    child = (pledge["child_id"], pledge["purpose"])
    now = [(*child, month) for month in months_between(pledge["first_month"], event["last_month"])]
    months[own] = now
    for key in now:
        held.setdefault(key, set()).add(own)
    return any(len(held[key]) > 1 for key in now)


def _never_consented(child_id: str, standing: Standing, register: Register, day: dt.date) -> bool:
    # A consent withdrawn later was there then: only what was never given is a fault of the entry.
    child = standing.children[child_id]
    given = {one.giver for one in child.consents if one.scope == "matching" and one.given <= day}
    return bool(set(consents_lacking(child, "matching", register.rules, day)) - given)
