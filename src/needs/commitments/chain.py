"""The chain over the entries: each one seals itself and all that stand before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from needs.commitments.lots import Entry

#: What the first entry is chained to.
START = ""


def sealed(
    before: str,
    event: Mapping[str, Any],
    lot: Mapping[str, Any] | None,
    children: Iterable[str],
) -> str:
    """Return the seal (SHA-256) of an entry: the seal before it, and all that it wrote.

    Parameters
    ----------
    before
        Seal of the entry before; `START` for the first.
    event
        All columns of the entry but `hash`.
    lot
        All columns of the lot, if the entry wrote it.
    children
        The list of children that it wrote.
    """
    content = {name: value for name, value in event.items() if name != "hash"}
    return _digest([before, content, dict(lot) if lot is not None else None, sorted(children)])


def asked_for(entry: Entry) -> str:
    """Return a checksum of what a writer asked for, to know a repetition from another entry."""
    asked = asdict(entry) | {"at": entry.at.isoformat() if entry.at is not None else None}
    return _digest(asked)


def _digest(content: object) -> str:
    text = json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    )
    return hashlib.sha256(text.encode()).hexdigest()
