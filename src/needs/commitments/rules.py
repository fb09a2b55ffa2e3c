"""What the ledger refuses: a child promised twice, more than the gap, more than the gift holds.

Every check looks at the ledger as it stands inside the writer's transaction, when nobody else can
write: two writers cannot both see the last place free.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from needs.commitments.lots import Cell, Entry, Lot, amounts
from needs.commitments.states import GIVEN, HOLDING, holds, may_follow, state_words
from needs.errors import FaultCollector
from needs.wording import number, say

_NEWEST = "e.seq = (SELECT max(seq) FROM events WHERE lot_id = l.lot_id)"
_HOLDS = f"e.state IN ({', '.join(repr(state) for state in HOLDING)})"


@dataclass(frozen=True)
class Standing:
    """A lot as it stands: the promise, its state (empty: new), the figures and list in force."""

    lot_id: str
    lot: Lot
    state: str
    figures: dict[str, int | None]
    list_seq: int | None

    def holding(self, name: str) -> int:
        """Return one figure as far as the lot holds it: 0 while it is only proposed."""
        return (self.figures[name] or 0) if holds(self.state) else 0


def stands(connection: sqlite3.Connection, lot_id: str) -> Standing | None:
    """Return a lot of the ledger as it stands; None if there is none of this number."""
    row = connection.execute(
        f"SELECT l.*, e.state, e.list_seq, {_now('e')} FROM lots l "
        f"JOIN events e ON e.lot_id = l.lot_id WHERE l.lot_id = ? AND {_NEWEST}",
        (lot_id,),
    ).fetchone()
    if row is None:
        return None
    lot = Lot(**{one.name: row[one.name] for one in fields(Lot)})
    figures = {name: row[f"now_{name}"] for name in amounts(lot)}
    return Standing(lot_id, lot, row["state"], figures, row["list_seq"])


def _now(table: str) -> str:
    names = ("count", "quantity", "value_vnd", "taken", "partner_taken")
    return ", ".join(f'{table}."{name}" AS now_{name}' for name in names)


def judge_step(before: Standing, entry: Entry, faults: FaultCollector, *, lang: str) -> None:
    """Refuse a state that may not follow, and a repetition that says nothing new."""
    if entry.state == before.state:
        corrects = entry.given is not None and entry.state in GIVEN
        if corrects or (entry.children is not None and holds(entry.state)):
            return
        faults.add(
            entry.subject,
            say("lô đã ở trạng thái «{state}»", lang=lang, state=_words(before.state, lang)),
            say("số thực trao hoặc danh sách trẻ mới, nếu cần sửa", lang=lang),
        )
    elif entry.state not in may_follow(before.state):
        following = [_words(state, lang) for state in may_follow(before.state)]
        faults.add(
            entry.subject,
            f"{_words(before.state, lang)} → {_words(entry.state, lang)}",
            "; ".join(following) or say("không đổi nữa", lang=lang),
            say("ghi một lô mới nếu có lời hứa mới", lang=lang),
        )


def judge_room(
    connection: sqlite3.Connection,
    before: Standing,
    after: Standing,
    room: Mapping[Cell, int | None],
    faults: FaultCollector,
    *,
    lang: str,
) -> int | None:
    """Refuse a lot that would take its cell beyond the gap; name those who hold it.

    Returns
    -------
    int or None
        The gap that was checked against; None where nothing had to be checked.
    """
    lot = after.lot
    grows = after.holding("count") - before.holding("count")
    most = room.get(lot.cell)
    accepts = after.state == "accepted" and most is not None
    if grows <= 0 and not accepts:
        return None
    where = f"{lot.donor} – {lot.commune} – {lot.category} – {lot.period}"
    if most is None:
        faults.add(
            where,
            say("chưa biết còn thiếu bao nhiêu", lang=lang),
            say("mức thiếu (thấp) của xã và loại hỗ trợ này", lang=lang),
            say("tính lại nhu cầu trước khi hứa", lang=lang),
        )
        return None
    others = _holders(connection, lot, after.lot_id)
    held = sum(row["now_count"] for row in others)
    if held + after.holding("count") > most:
        told = "; ".join(_holder(row, lang) for row in others) or say("chưa có ai", lang=lang)
        faults.add(
            where,
            say(
                "{n} {counted}, trong khi mức thiếu là {most} và đã có: {holders}",
                lang=lang,
                n=number(after.holding("count"), lang=lang),
                counted=_counted(lot.counted, lang),
                most=number(most, lang=lang),
                holders=told,
            ),
            say("nhiều nhất {n}", lang=lang, n=number(max(0, most - held), lang=lang)),
            say("giảm số lượng, chọn nơi khác, hoặc hủy một lô chưa trao", lang=lang),
        )
    return most


def _holders(connection: sqlite3.Connection, lot: Lot, lot_id: str) -> list[sqlite3.Row]:
    return connection.execute(
        f"SELECT l.lot_id, l.donor, l.counted, e.state, {_now('e')} FROM lots l "
        "JOIN events e ON e.lot_id = l.lot_id WHERE l.commune_code = ? AND l.category = ? "
        f"AND l.period = ? AND l.lot_id <> ? AND {_NEWEST} AND {_HOLDS} AND e.count > 0 "
        "ORDER BY l.lot_id",
        (*lot.cell, lot_id),
    ).fetchall()


def _holder(row: sqlite3.Row, lang: str) -> str:
    return say(
        "{donor}: {n} {counted} ({state}, lô {lot})",
        lang=lang,
        donor=row["donor"],
        n=number(row["now_count"], lang=lang),
        counted=_counted(row["counted"], lang),
        state=_words(row["state"], lang),
        lot=row["lot_id"],
    )


def judge_means(
    connection: sqlite3.Connection,
    before: Standing,
    after: Standing,
    means: Mapping[str, int],
    faults: FaultCollector,
    *,
    lang: str,
) -> tuple[int | None, int | None]:
    """Refuse a lot that takes more than is left of its gift, or of its partner's, in its period.

    Returns
    -------
    tuple
        What the gift and the partner's gift hold; None where nothing had to be checked.
    """
    checked: list[int | None] = []
    for gift, name in ((after.lot.gift_id, "taken"), (after.lot.partner_gift, "partner_taken")):
        most = means.get(gift) if after.holding(name) > before.holding(name) else None
        checked.append(most)
        if most is None:
            continue
        others = _taken(connection, gift, after)
        if others + after.holding(name) > most:
            faults.add(
                f"{after.lot.donor} – {after.lot.commune} – {after.lot.category}",
                say(
                    "lấy {n} của khoản «{gift}», đã hứa {held} trong {most}",
                    lang=lang,
                    n=number(after.holding(name), lang=lang),
                    gift=gift,
                    held=number(others, lang=lang),
                    most=number(most, lang=lang),
                ),
                say("nhiều nhất {n}", lang=lang, n=number(max(0, most - others), lang=lang)),
                say("giảm số lượng, hoặc hủy một lô khác của khoản này", lang=lang),
            )
    return checked[0], checked[1]


def _taken(connection: sqlite3.Connection, gift: str, after: Standing) -> int:
    """Return what other lots of the period take; a donor who gives every year keeps his number."""
    total = 0
    for name, column in (("taken", "gift_id"), ("partner_taken", "partner_gift")):
        total += connection.execute(
            f"SELECT coalesce(sum(e.{name}), 0) FROM lots l JOIN events e ON e.lot_id = l.lot_id "
            f"WHERE l.{column} = ? AND l.period = ? AND l.lot_id <> ? AND {_NEWEST} AND {_HOLDS}",
            (gift, after.lot.period, after.lot_id),
        ).fetchone()[0]
    return total


def judge_children(
    connection: sqlite3.Connection,
    after: Standing,
    children: tuple[str, ...],
    faults: FaultCollector,
    *,
    lang: str,
) -> None:
    """Refuse a child whom another lot already serves; who the child is, is never repeated.

    Parameters
    ----------
    children
        The list in force after the entry: the new one, or the one that stood before.
    """
    lot, where = after.lot, f"{after.lot.donor} – {after.lot.commune} – {after.lot.category}"
    if children and lot.counted != "children":
        faults.add(
            where,
            say("danh sách trẻ cho một công trình", lang=lang),
            say("danh sách chỉ cho hỗ trợ đếm bằng trẻ", lang=lang),
        )
    most = after.figures["count"] or 0
    if len(children) > most:
        faults.add(
            where,
            say("danh sách có {n} trẻ", lang=lang, n=len(children)),
            say("nhiều nhất {n}", lang=lang, n=most),
            say("sửa danh sách hoặc số trẻ của lô", lang=lang),
        )
    if not holds(after.state):
        return
    for place, child in enumerate(children, start=1):
        for row in _served_by(connection, child, after):
            faults.add(
                say("{lot}, trẻ thứ {n} trong danh sách", lang=lang, lot=where, n=place),
                say(
                    "trẻ này đã có {donor} ở {commune} ({state}, lô {lot})",
                    lang=lang,
                    donor=row["donor"],
                    commune=row["commune"],
                    state=_words(row["state"], lang),
                    lot=row["lot_id"],
                ),
                say("mỗi trẻ một nhà tài trợ cho một loại hỗ trợ trong một kỳ", lang=lang),
                say("chọn trẻ khác", lang=lang),
            )


def _served_by(connection: sqlite3.Connection, child: str, after: Standing) -> list[sqlite3.Row]:
    return connection.execute(
        "SELECT DISTINCT l.lot_id, l.donor, l.commune, e.state FROM children c "
        "JOIN events e ON e.list_seq = c.seq JOIN lots l ON l.lot_id = e.lot_id "
        "WHERE c.child = ? AND l.category = ? AND l.period = ? AND l.lot_id <> ? "
        f"AND {_NEWEST} AND {_HOLDS} ORDER BY l.lot_id",
        (child, after.lot.category, after.lot.period, after.lot_id),
    ).fetchall()


def _words(state: str, lang: str) -> str:
    return state_words(state, lang=lang) if state else say("lô mới", lang=lang)


def _counted(counted: str, lang: str) -> str:
    return say("nơi", lang=lang) if counted == "places" else say("trẻ", lang=lang)


def figures_after(before: Standing, entry: Entry) -> dict[str, Any]:
    """Return the figures in force after an entry: as before, but for what was told anew."""
    told = entry.given
    return {
        name: value if told is None or getattr(told, name) is None else getattr(told, name)
        for name, value in before.figures.items()
    }
