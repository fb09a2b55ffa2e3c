"""The ledger's file: one SQLite database that can be added to and never changed."""

from __future__ import annotations

from needs.books import Layout, Said, append_only, never_replaced
from needs.commitments.states import STATES
from needs.wording import say

_TEXTS = "donor_id donor gift_id commune_code commune category period counted unit basis"
LOT_COLUMNS = (
    "lot_id",
    *_TEXTS.split(),
    *("partner_gift", "partner_id", "partner"),
    *("count", "packages", "quantity", "value_vnd", "taken", "partner_taken"),
)
EVENT_COLUMNS = (
    *("seq", "key", "lot_id", "state", "at", "by", "evidence", "note"),
    *("count", "quantity", "value_vnd", "taken", "partner_taken", "list_seq"),
    *("room", "means", "partner_means", "asked", "recorded", "hash"),
)

_STATES = ", ".join(f"'{state}'" for state in STATES)
# An event carries the figures that hold from it on (`list_seq`: the event with the list of
# children that holds), so that the newest event of a lot says everything about it.
_TABLES = {
    "lots": f"""CREATE TABLE lots (
        lot_id TEXT PRIMARY KEY NOT NULL,
        {", ".join(f'"{name}" TEXT NOT NULL' for name in LOT_COLUMNS[1:14])},
        "count" INTEGER NOT NULL CHECK ("count" > 0),
        packages INTEGER NOT NULL CHECK (packages > 0),
        quantity INTEGER NOT NULL CHECK (quantity > 0),
        value_vnd INTEGER CHECK (value_vnd >= 0),
        taken INTEGER NOT NULL CHECK (taken >= 0),
        partner_taken INTEGER NOT NULL CHECK (partner_taken >= 0),
        CHECK (counted IN ('children', 'places')))""",
    "events": f"""CREATE TABLE events (
        seq INTEGER PRIMARY KEY NOT NULL,
        "key" TEXT NOT NULL UNIQUE,
        lot_id TEXT NOT NULL REFERENCES lots (lot_id),
        state TEXT NOT NULL CHECK (state IN ({_STATES})),
        "at" TEXT NOT NULL,
        "by" TEXT NOT NULL CHECK ("by" <> ''),
        evidence TEXT NOT NULL,
        note TEXT NOT NULL,
        "count" INTEGER NOT NULL CHECK ("count" >= 0),
        quantity INTEGER NOT NULL CHECK (quantity >= 0),
        value_vnd INTEGER CHECK (value_vnd >= 0),
        taken INTEGER NOT NULL CHECK (taken >= 0),
        partner_taken INTEGER NOT NULL CHECK (partner_taken >= 0),
        list_seq INTEGER REFERENCES events (seq),
        room INTEGER,
        means INTEGER,
        partner_means INTEGER,
        asked TEXT NOT NULL,
        recorded TEXT NOT NULL,
        "hash" TEXT NOT NULL)""",
    "children": """CREATE TABLE children (
        seq INTEGER NOT NULL REFERENCES events (seq),
        child TEXT NOT NULL COLLATE NOCASE CHECK (child NOT LIKE '% %'),
        PRIMARY KEY (seq, child))""",
}
_INDEXES = {
    "lots_of_cell": "CREATE INDEX lots_of_cell ON lots (commune_code, category, period)",
    "lots_of_gift": "CREATE INDEX lots_of_gift ON lots (gift_id)",
    "lots_of_partner": "CREATE INDEX lots_of_partner ON lots (partner_gift)",
    "events_of_lot": "CREATE INDEX events_of_lot ON events (lot_id, seq)",
    "events_of_list": "CREATE INDEX events_of_list ON events (list_seq)",
    "lists_of_child": "CREATE INDEX lists_of_child ON children (child)",
}
_KEYS = {
    "lots": "lot_id = NEW.lot_id",
    "events": 'seq = NEW.seq OR "key" = NEW."key"',
    "children": "seq = NEW.seq AND child = NEW.child",
}


def _said(file: str, why: object, lang: str) -> Said:
    return Said(
        missing=say(
            "{file}: chưa có sổ cam kết; sổ được lập khi ghi lần đầu (`needs commit`)",
            lang=lang,
            file=file,
        ),
        foreign=say(
            "{file}: không phải sổ cam kết của needs; hãy chọn tệp khác", lang=lang, file=file
        ),
        damaged=say(
            "{file}: tệp hỏng hoặc không phải sổ cam kết ({why}); hãy giữ nguyên tệp này "
            "và khôi phục từ bản sao gần nhất",
            lang=lang,
            file=file,
            why=why,
        ),
    )


#: The ledger's file ("need" in ASCII).
LAYOUT = Layout(
    application=0x6E656564,
    version=1,
    objects={**_TABLES, **_INDEXES, **append_only(_TABLES), **never_replaced(_KEYS)},
    entries="events",
    said=_said,
)
