"""The register's file: who was registered, who sponsors whom; added to, never changed.

`claims` holds one row for each child, purpose and month that somebody sponsors: its primary key is
the rule «one child, purpose and period: one sponsor», whatever a program asks for. A row leaves it
only after an entry that ends the sponsorship before that month.
"""

from __future__ import annotations

from needs.books import Layout, Said, append_only, never_replaced
from needs.wording import say

PLEDGE_COLUMNS = (
    *("pledge_id", "child_id", "purpose", "sponsor_id", "sponsor", "gift_id"),
    *("amount_vnd", "first_month", "follows"),
)
EVENT_COLUMNS = (
    *("seq", "key", "child_id", "pledge_id", "kind", "at", "by", "evidence"),
    *("last_month", "content", "asked", "recorded", "hash"),
)
CHILD_KINDS = ("registered", "changed", "consent", "withdrawn", "left", "returned")
PLEDGE_KINDS = (
    *("proposed", "declined", "agreed", "running", "renewed", "ended", "handed_over", "paid"),
)
_KINDS = ", ".join(f"'{kind}'" for kind in (*CHILD_KINDS, *PLEDGE_KINDS))
_MONTH = "GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'"
_TABLES = {
    "children": "CREATE TABLE children (child_id TEXT PRIMARY KEY NOT NULL)",
    "pledges": f"""CREATE TABLE pledges (
        pledge_id TEXT PRIMARY KEY NOT NULL,
        child_id TEXT NOT NULL REFERENCES children (child_id),
        purpose TEXT NOT NULL,
        sponsor_id TEXT NOT NULL CHECK (sponsor_id <> ''),
        sponsor TEXT NOT NULL,
        gift_id TEXT NOT NULL,
        amount_vnd INTEGER NOT NULL CHECK (amount_vnd > 0),
        first_month TEXT NOT NULL CHECK (first_month {_MONTH}),
        follows TEXT NOT NULL)""",
    "events": f"""CREATE TABLE events (
        seq INTEGER PRIMARY KEY NOT NULL,
        "key" TEXT NOT NULL UNIQUE,
        child_id TEXT NOT NULL REFERENCES children (child_id),
        pledge_id TEXT REFERENCES pledges (pledge_id),
        kind TEXT NOT NULL CHECK (kind IN ({_KINDS})),
        "at" TEXT NOT NULL,
        "by" TEXT NOT NULL CHECK ("by" <> ''),
        evidence TEXT NOT NULL,
        last_month TEXT NOT NULL,
        content TEXT NOT NULL,
        asked TEXT NOT NULL,
        recorded TEXT NOT NULL,
        "hash" TEXT NOT NULL)""",
    "claims": f"""CREATE TABLE claims (
        child_id TEXT NOT NULL,
        purpose TEXT NOT NULL,
        month TEXT NOT NULL CHECK (month {_MONTH}),
        pledge_id TEXT NOT NULL REFERENCES pledges (pledge_id),
        PRIMARY KEY (child_id, purpose, month))""",
}
_INDEXES = {
    "events_of_child": "CREATE INDEX events_of_child ON events (child_id, seq)",
    "claims_of_pledge": "CREATE INDEX claims_of_pledge ON claims (pledge_id)",
}
_KEYS = {
    "children": "child_id = NEW.child_id",
    "pledges": "pledge_id = NEW.pledge_id",
    "events": 'seq = NEW.seq OR "key" = NEW."key"',
}
_TRIGGERS = {
    **append_only(_KEYS),
    **never_replaced(_KEYS),
    "claims_no_update": "CREATE TRIGGER claims_no_update BEFORE UPDATE ON claims "
    "BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    "claims_one_sponsor": "CREATE TRIGGER claims_one_sponsor BEFORE INSERT ON claims "
    "WHEN EXISTS (SELECT 1 FROM claims WHERE child_id = NEW.child_id "
    "AND purpose = NEW.purpose AND month = NEW.month) "
    "BEGIN SELECT RAISE(ABORT, 'one sponsor'); END",
    "claims_of_own_child": "CREATE TRIGGER claims_of_own_child BEFORE INSERT ON claims "
    "WHEN NOT EXISTS (SELECT 1 FROM pledges WHERE pledge_id = NEW.pledge_id "
    "AND child_id = NEW.child_id AND purpose = NEW.purpose) "
    "BEGIN SELECT RAISE(ABORT, 'own child'); END",
    "claims_only_freed": "CREATE TRIGGER claims_only_freed BEFORE DELETE ON claims "
    "WHEN NOT EXISTS (SELECT 1 FROM events WHERE pledge_id = OLD.pledge_id "
    "AND kind IN ('declined', 'ended', 'handed_over') AND last_month < OLD.month) "
    "BEGIN SELECT RAISE(ABORT, 'still sponsored'); END",
}


def _said(file: str, why: object, lang: str) -> Said:
    return Said(
        missing=say(
            "{file}: chưa có sổ đỡ đầu; sổ được lập khi ghi trẻ đầu tiên "
            "(`needs register … add` hoặc `import`)",
            lang=lang,
            file=file,
        ),
        foreign=say(
            "{file}: không phải sổ đỡ đầu do needs lập; hãy chọn tệp khác", lang=lang, file=file
        ),
        damaged=say(
            "{file}: tệp hỏng hoặc không phải sổ đỡ đầu ({why}); hãy giữ nguyên tệp này "
            "và khôi phục từ bản sao gần nhất",
            lang=lang,
            file=file,
            why=why,
        ),
    )


#: The register's file ("need" + 1).
LAYOUT = Layout(
    application=0x6E656565,
    version=1,
    objects={**_TABLES, **_INDEXES, **_TRIGGERS},
    entries="events",
    said=_said,
)
