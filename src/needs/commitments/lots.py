"""What is written on the ledger: a lot, what was really given, an entry; never a child's name."""

from __future__ import annotations

import operator
import uuid
from dataclasses import dataclass, field, fields
from datetime import datetime

from needs.commitments.states import EVIDENCED, GIVEN, STATES
from needs.errors import FaultCollector
from needs.support.pseudonyms import why_refused
from needs.wording import say

#: Commune, category, period: where a child may have one donor only.
Cell = tuple[str, str, str]

COUNTED = ("children", "places")
_NAMED = ("donor_id", "donor", "gift_id", "commune_code", "commune", "category", "period")
_AMOUNTS = ("count", "quantity", "value_vnd", "taken", "partner_taken")


@dataclass(frozen=True, kw_only=True)
class Lot:
    """Packages of one gift in one commune and category, as they were promised.

    Parameters
    ----------
    donor_id, donor
        Who gives.
    gift_id
        Of which gift of this donor.
    commune_code, commune, category, period
        Where, what (a category or a kind of place), in which year.
    counted
        What `count` counts: "children" or "places".
    count
        Children reached, or places made.
    packages, quantity, unit
        Whole packages; their units, and the word for a unit.
    value_vnd
        The whole cost in đồng (goods: their value); None where no price is known.
    taken
        What the lot takes from the gift: đồng of a budget, units of a stock, children sponsored.
    partner_gift, partner_id, partner, partner_taken
        The gift that pays the rest of a co-funded lot, whose it is, and the đồng it pays.
    basis
        What the donor's figures rest on.
    """

    donor_id: str
    donor: str
    gift_id: str
    commune_code: str
    commune: str
    category: str
    period: str
    counted: str
    count: int
    packages: int
    quantity: int
    unit: str
    value_vnd: int | None
    taken: int
    partner_gift: str = ""
    partner_id: str = ""
    partner: str = ""
    partner_taken: int = 0
    basis: str = "official"

    def __post_init__(self) -> None:
        _plain_numbers(self)

    @property
    def cell(self) -> Cell:
        """Commune, category and period."""
        return self.commune_code, self.category, self.period


@dataclass(frozen=True, kw_only=True)
class Given:
    """What was really given, where it differs from the promise; None: as it stood before."""

    count: int | None = None
    quantity: int | None = None
    value_vnd: int | None = None
    taken: int | None = None
    partner_taken: int | None = None

    def __post_init__(self) -> None:
        _plain_numbers(self)


def _plain_numbers(figures: Lot | Given) -> None:
    """Turn numpy's integers, which no database takes, into Python's; refuse what is no integer."""
    for name in ("packages", *_AMOUNTS):
        value = getattr(figures, name, None)
        if value is not None:
            object.__setattr__(figures, name, operator.index(value))


def new_key() -> str:
    """Return a key for an entry that nobody has used."""
    return str(uuid.uuid4())


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing to be written down: a new lot, or what became of a lot on the ledger.

    Parameters
    ----------
    state
        The state that the lot is in from now on. The same state again: a correction (`given`, of
        what was delivered or confirmed) or a new list of children.
    by
        Who writes.
    lot, lot_id
        A new lot, or the number of one on the ledger: one of the two.
    evidence
        On what it rests (letter, signed list); required from "accepted" on.
    note
        Anything else.
    at
        When it happened, with its time zone; None: now.
    given
        Differing figures, with "delivered" and "confirmed" only.
    children
        Pseudonyms of the children served (`needs.support.pseudonyms`); replaces the lot's list.
        None: the list stays as it is.
    key
        Made by the writer: an entry written twice with one key stands once.
    """

    state: str
    by: str
    lot: Lot | None = None
    lot_id: str = ""
    evidence: str = ""
    note: str = ""
    at: datetime | None = None
    given: Given | None = None
    children: tuple[str, ...] | None = None
    key: str = field(default_factory=new_key)

    @property
    def subject(self) -> str:
        """Where a fault lies: the lot's number, or donor, commune, category, period."""
        if self.lot is None:
            return self.lot_id or "?"
        return f"{self.lot.donor} – {self.lot.commune} – {self.lot.category} – {self.lot.period}"


def judge_entry(entry: Entry, faults: FaultCollector, now: datetime, *, lang: str) -> None:
    """Collect what is wrong with an entry by itself, without looking into the ledger.

    Parameters
    ----------
    now
        The time by this machine's clock: nothing on the ledger lies in the future.
    """

    def tell(found: object, expected: str, action: str = "") -> None:
        faults.add(entry.subject, found, expected, action)

    if entry.state not in STATES:
        tell(entry.state, "; ".join(STATES))
    if not entry.key.strip():
        tell(say("thiếu khóa của mục", lang=lang), say("một khóa riêng cho mỗi mục", lang=lang))
    if not entry.by.strip():
        tell(say("thiếu người ghi", lang=lang), say("tên người ghi", lang=lang))
    if entry.state in EVIDENCED and not entry.evidence.strip():
        tell(
            say("thiếu căn cứ", lang=lang),
            say("văn bản, biên bản hoặc danh sách ký nhận", lang=lang),
        )
    if (entry.lot is None) == (not entry.lot_id):
        tell(
            say("không rõ lô nào", lang=lang),
            say("một lô mới, hoặc số của một lô trong sổ", lang=lang),
        )
    if entry.at is not None and entry.at.utcoffset() is None:
        tell(entry.at.isoformat(), say("thời điểm có múi giờ", lang=lang))
    elif entry.at is not None and entry.at > now:
        tell(entry.at.isoformat(), say("thời điểm đã qua", lang=lang), say("sửa ngày", lang=lang))
    if entry.lot is not None:
        _judge_lot(entry.lot, entry.subject, faults, lang)
    _judge_given(entry, faults, lang)
    _judge_children(entry, faults, lang)


def _judge_lot(lot: Lot, where: str, faults: FaultCollector, lang: str) -> None:
    empty = [name for name in _NAMED if not getattr(lot, name).strip()]
    if empty:
        faults.add(where, ", ".join(empty), say("không để trống", lang=lang))
    if lot.counted not in COUNTED:
        faults.add(where, f"counted = {lot.counted}", "; ".join(COUNTED))
    for name in ("count", "packages", "quantity"):
        if getattr(lot, name) <= 0:
            faults.add(where, f"{name} = {getattr(lot, name)}", say("số lớn hơn 0", lang=lang))
    for name in ("value_vnd", "taken", "partner_taken"):
        if (getattr(lot, name) or 0) < 0:
            faults.add(where, f"{name} = {getattr(lot, name)}", say("số không âm", lang=lang))
    if bool(lot.partner_gift) != bool(lot.partner_id) or lot.partner_gift == lot.gift_id:
        faults.add(
            where,
            f"partner_gift = «{lot.partner_gift}», partner_id = «{lot.partner_id}»",
            say("khoản và mã của nhà tài trợ cùng góp, hoặc để trống cả hai", lang=lang),
        )


def _judge_given(entry: Entry, faults: FaultCollector, lang: str) -> None:
    if entry.given is None:
        return
    if entry.state not in GIVEN:
        faults.add(
            entry.subject,
            say("số thực trao khi chưa trao", lang=lang),
            say("chỉ ghi cùng trạng thái đã trao hoặc đã xác nhận", lang=lang),
            say("nếu nhận ít hơn lời mời: hủy lô đã mời, ghi lô mới đã nhận lời", lang=lang),
        )
    for one in fields(entry.given):
        told = getattr(entry.given, one.name)
        if told is not None and told < 0:
            faults.add(entry.subject, f"{one.name} = {told}", say("số không âm", lang=lang))


def _judge_children(entry: Entry, faults: FaultCollector, lang: str) -> None:
    """Judge a list of children by itself; what stands in it is never repeated."""
    seen: dict[str, int] = {}
    for place, child in enumerate(entry.children or (), start=1):
        where = say("{lot}, trẻ thứ {n} trong danh sách", lang=lang, lot=entry.subject, n=place)
        if why_refused(child) is not None:
            faults.add(
                where,
                say("không phải mã trẻ (không nhắc lại ở đây)", lang=lang),
                say("mã 8–64 chữ không dấu, chữ số, «-», «_»; có cả chữ và số", lang=lang),
                say("thay bằng mã không cho biết trẻ là ai", lang=lang),
            )
        elif child.lower() in seen:
            faults.add(
                where,
                say("cùng trẻ với mục thứ {n}", lang=lang, n=seen[child.lower()]),
                say("mỗi trẻ một lần", lang=lang),
            )
        seen.setdefault(child.lower(), place)


def amounts(lot: Lot) -> dict[str, int | None]:
    """Return the figures of a lot that may be told anew when it is given."""
    return {name: getattr(lot, name) for name in _AMOUNTS}
