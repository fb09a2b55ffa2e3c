"""Is the ledger whole? Everything recomputed from its entries, apart from how they were written."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from needs.books import Chain, Head, judge_chain, judge_file, sealed
from needs.books.chain import Row
from needs.commitments.ledger import Contents, Ledger
from needs.commitments.states import HOLDING, TRANSITIONS
from needs.commitments.store import LAYOUT
from needs.errors import Fault, FaultCollector
from needs.wording import say


def verify(ledger: Ledger, *, known: Head | None = None, lang: str = "vi") -> list[Fault]:
    """Check a whole ledger: the file, the chain of seals, and every rule at every moment.

    Parameters
    ----------
    ledger
        The ledger.
    known
        What `Ledger.head` gave earlier (as printed in a report). With it, entries cut off at the
        end, and a chain made anew from the beginning, are noticed too.

    Returns
    -------
    list of Fault
        Empty: nothing was changed from outside, and no child, gap or gift was promised twice.
    """
    contents = ledger.contents()
    faults = FaultCollector(ledger.path.name)
    judge_file(contents.file, LAYOUT, faults, lang=lang)
    judge_chain(_chain(contents, lang), faults, known=known, lang=lang)
    _judge_lots(contents, faults, lang)
    _Replay(contents, faults, lang).run()
    return faults.faults


def _chain(contents: Contents, lang: str) -> Chain:
    """Return the entries and how each sealed what it wrote: a new lot, its children."""
    children: dict[int, list[str]] = defaultdict(list)
    for seq, child in contents.children:
        children[seq].append(child)
    lots = {lot["lot_id"]: lot for lot in contents.lots}

    def seal_of(before: str, event: Row) -> str:
        # A lot is sealed by the first entry of it.
        lot = lots.pop(event["lot_id"], None)
        return sealed(before, event, lot, children.pop(event["seq"], []))

    return Chain(contents.events, seal_of, lambda n: say("mục {n}", lang=lang, n=n))


def _judge_lots(contents: Contents, faults: FaultCollector, lang: str) -> None:
    seen = {event["lot_id"] for event in contents.events}
    for lot_id in sorted({lot["lot_id"] for lot in contents.lots} - seen):
        faults.add(
            lot_id,
            say("lô không có mục nào", lang=lang),
            say("ít nhất một mục", lang=lang),
            say("so với bản sao gần nhất; hỏi người giữ sổ", lang=lang),
        )


@dataclass
class _Replay:
    """The entries once more, one after the other, with plain dictionaries."""

    contents: Contents
    faults: FaultCollector
    lang: str
    current: dict[str, dict[str, Any]] = field(default_factory=dict)

    def run(self) -> None:
        lots = {lot["lot_id"]: lot for lot in self.contents.lots}
        lists: dict[int, set[str]] = defaultdict(set)
        for seq, child in self.contents.children:
            lists[seq].add(child.lower())
        # Who holds a cell, a gift, a child at the moment: lot → how much.
        cells: dict[Any, dict[str, int]] = defaultdict(dict)
        gifts: dict[Any, dict[str, int]] = defaultdict(dict)
        served: dict[Any, set[str]] = defaultdict(set)
        for event in self.contents.events:
            lot = lots.get(event["lot_id"])
            if lot is None:
                continue
            before = self.current.get(event["lot_id"])
            self._step(event, before)
            self._free(before, lot, lists, served)
            now = event["state"] in HOLDING
            cell = cells[lot["commune_code"], lot["category"], lot["period"]]
            held = cell.get(event["lot_id"], 0)
            cell[event["lot_id"]] = event["count"] if now else 0
            if event["room"] is None:
                if cell[event["lot_id"]] > held:
                    self._tell(event, say("giữ trẻ mà không đối chiếu mức thiếu", lang=self.lang))
            elif sum(cell.values()) > event["room"]:
                self._tell(event, say("vượt mức thiếu của xã", lang=self.lang))
            self._take(event, lot, gifts, now=now)
            self._serve(event, lot, lists.get(event["list_seq"], set()), served, now=now)
            self.current[event["lot_id"]] = event

    def _step(self, event: dict[str, Any], before: dict[str, Any] | None) -> None:
        state = before["state"] if before is not None else ""
        if event["state"] not in (*TRANSITIONS.get(state, ()), state):
            self._tell(
                event, say("trạng thái không được phép sau trạng thái trước", lang=self.lang)
            )

    @staticmethod
    def _free(
        before: dict[str, Any] | None,
        lot: dict[str, Any],
        lists: dict[int, set[str]],
        served: dict[Any, set[str]],
    ) -> None:
        if before is not None and before["list_seq"] is not None:
            for child in lists.get(before["list_seq"], ()):
                served[child, lot["category"], lot["period"]].discard(before["lot_id"])

    def _take(
        self,
        event: dict[str, Any],
        lot: dict[str, Any],
        gifts: dict[Any, dict[str, int]],
        *,
        now: bool,
    ) -> None:
        taken = (("gift_id", "taken", "means"), ("partner_gift", "partner_taken", "partner_means"))
        for gift, name, means in taken:
            if not lot[gift]:
                continue
            taken_of = gifts[lot[gift], lot["period"]]
            taken_of[event["lot_id"]] = event[name] if now else 0
            if event[means] is not None and sum(taken_of.values()) > event[means]:
                self._tell(event, say("vượt số mà khoản có", lang=self.lang))

    def _serve(
        self,
        event: dict[str, Any],
        lot: dict[str, Any],
        children: set[str],
        served: dict[Any, set[str]],
        *,
        now: bool,
    ) -> None:
        if len(children) > event["count"]:
            self._tell(event, say("danh sách trẻ dài hơn số trẻ của lô", lang=self.lang))
        for child in children if now else ():
            holders = served[child, lot["category"], lot["period"]]
            holders.add(event["lot_id"])
            if len(holders) > 1:
                self._tell(event, say("một trẻ có hai nhà tài trợ", lang=self.lang))

    def _tell(self, event: dict[str, Any], found: str) -> None:
        self.faults.add(
            say("mục {n}", lang=self.lang, n=event["seq"]),
            found,
            say("mục mà needs đã nhận", lang=self.lang),
            say("so với bản sao gần nhất; hỏi người giữ sổ", lang=self.lang),
        )
