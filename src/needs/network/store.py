"""The file of thanks and commendations: added to, never changed."""

from __future__ import annotations

from needs.books import Layout, Said, append_only, never_replaced
from needs.wording import say

#: The columns of an entry that are text, in their order.
TEXTS = ("key", "kind", "donor_id", "donor", "day", "by", "evidence", "award", "year", "note")
EVENT_COLUMNS = ("seq", *TEXTS, "withdraws", "recorded", "hash")
_TABLES = {
    "events": """CREATE TABLE events (
        seq INTEGER PRIMARY KEY NOT NULL,
        "key" TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('thanked', 'commended', 'withdrawn')),
        donor_id TEXT NOT NULL, donor TEXT NOT NULL,
        day TEXT NOT NULL, "by" TEXT NOT NULL, evidence TEXT NOT NULL,
        award TEXT NOT NULL, year TEXT NOT NULL, note TEXT NOT NULL,
        withdraws INTEGER REFERENCES events (seq),
        recorded TEXT NOT NULL, "hash" TEXT NOT NULL)""",
    "lots": """CREATE TABLE lots (
        seq INTEGER NOT NULL REFERENCES events (seq), lot_id TEXT NOT NULL,
        PRIMARY KEY (seq, lot_id))""",
}
_KEYS = {
    "events": 'seq = NEW.seq OR "key" = NEW."key"',
    "lots": "seq = NEW.seq AND lot_id = NEW.lot_id",
}


def _said(file: str, why: object, lang: str) -> Said:
    return Said(
        missing=say(
            "{file}: chưa có sổ cảm ơn, khen thưởng; sổ được lập khi ghi lần đầu "
            "(`needs network … thanks`)",
            lang=lang,
            file=file,
        ),
        foreign=say(
            "{file}: không phải sổ cảm ơn, khen thưởng của needs; hãy chọn tệp khác",
            lang=lang,
            file=file,
        ),
        damaged=say(
            "{file}: tệp hỏng hoặc không phải sổ cảm ơn, khen thưởng ({why}); hãy giữ nguyên tệp "
            "này và khôi phục từ bản sao gần nhất",
            lang=lang,
            file=file,
            why=why,
        ),
    )


#: The file ("netw" in ASCII).
LAYOUT = Layout(
    application=0x6E657477,
    version=1,
    objects={**_TABLES, **append_only(_TABLES), **never_replaced(_KEYS)},
    entries="events",
    said=_said,
)
