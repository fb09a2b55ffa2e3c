"""Is a book whole? The file as SQLite sees it, its objects as they should be, its seals unbroken.

What the rules of a room say of its entries is checked by the room itself (its `verify`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from sqlite3 import Connection
from typing import Any

from needs.books.chain import START, Head, Row
from needs.books.layout import Layout
from needs.errors import FaultCollector
from needs.wording import say


@dataclass(frozen=True)
class FileState:
    """What a file is made of (statements by name), and what SQLite finds damaged in it."""

    structure: Mapping[str, str] = field(default_factory=dict)
    damage: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chain:
    """The entries of a book in their order, and how to check them.

    Parameters
    ----------
    entries
        Rows with `seq` and `hash`, by `seq`.
    seal_of
        From the seal before and an entry to the seal that it should bear; asked once an entry, in
        their order.
    place
        From the number of an entry to the words for where it stands.
    """

    entries: Sequence[Row]
    seal_of: Callable[[str, Row], str]
    place: Callable[[int], str]


def rows_of_table(connection: Connection, table: str, order: str) -> tuple[dict[str, Any], ...]:
    """Return all rows of a table, in an order told as SQL."""
    found = connection.execute(f"SELECT * FROM {table} ORDER BY {order}")
    return tuple(dict(row) for row in found)


def file_state(connection: Connection) -> FileState:
    """Return what the file is made of, and its damage: pages, references without their row."""
    made_of = rows_of_table(connection, "sqlite_master", "name")
    damage = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    loose = connection.execute("PRAGMA foreign_key_check").fetchall()
    return FileState(
        {row["name"]: row["sql"] for row in made_of if row["sql"]},
        tuple(damage if damage != ["ok"] else []) + tuple(str(tuple(row)) for row in loose),
    )


def judge_file(state: FileState, layout: Layout, faults: FaultCollector, *, lang: str) -> None:
    """Tell of damage, and of objects that were changed, added or taken away from outside."""
    restore = say("khôi phục từ bản sao gần nhất", lang=lang)
    for damage in state.damage:
        faults.add(say("tệp", lang=lang), damage, say("tệp nguyên vẹn", lang=lang), restore)
    for name in sorted(layout.objects.keys() | state.structure.keys()):
        if state.structure.get(name) != layout.objects.get(name):
            faults.add(
                say("bố cục tệp: {name}", lang=lang, name=name),
                say("đã bị sửa, thêm hoặc bỏ", lang=lang),
                say("bố cục do needs tạo ra", lang=lang),
                restore,
            )


def judge_chain(chain: Chain, faults: FaultCollector, *, known: Head | None, lang: str) -> None:
    """Tell of entries that are missing, or are not what their writer sealed.

    Parameters
    ----------
    chain
        The entries.
    faults
        Where they are told.
    known
        A head from earlier. With it, entries cut off at the end, and a chain made anew from the
        beginning, are noticed too.
    lang
        Language of messages.
    """
    compare = say("so với bản sao gần nhất; hỏi người giữ sổ", lang=lang)
    seal = START
    for number, entry in enumerate(chain.entries, start=1):
        where = chain.place(entry["seq"])
        if entry["seq"] != number:
            faults.add(where, entry["seq"], str(number), compare)
        if entry["hash"] != chain.seal_of(seal, entry):
            faults.add(
                where,
                say("nội dung không khớp dấu niêm", lang=lang),
                say("nội dung như khi được ghi", lang=lang),
                compare,
            )
        seal = entry["hash"]
    if known is not None and known.entries:
        kept = chain.entries[known.entries - 1 : known.entries]
        if not kept or kept[0]["hash"] != known.seal:
            faults.add(
                chain.place(known.entries),
                say("thiếu, hoặc khác dấu niêm đã biết", lang=lang),
                known.seal,
                compare,
            )
