"""The ledger of commitments on the screen."""

from __future__ import annotations

import datetime as dt

import pandas as pd
from rich.table import Table

from needs.cli.common import console
from needs.commitments import state_words
from needs.programmes import Programme
from needs.tables import rows_of
from needs.wording import date_text, money, number, say


def print_lots(programme: Programme, lots: pd.DataFrame, *, lang: str) -> None:
    """Print every lot as it stands."""
    table = Table(title=say("Sổ cam kết", lang=lang))
    for title, whole in (
        (say("Lô", lang=lang), True),
        (say("Trạng thái", lang=lang), True),
        (say("Nhà tài trợ", lang=lang), False),
        (say("Xã", lang=lang), False),
        (say("Loại hỗ trợ", lang=lang), False),
        (say("Năm", lang=lang), True),
        (say("Trẻ, nơi", lang=lang), True),
        (say("Khối lượng", lang=lang), False),
        (say("Giá trị", lang=lang), True),
        (say("Từ ngày", lang=lang), True),
    ):
        # Names are broken where the terminal is narrow; a figure is never cut.
        table.add_column(title, no_wrap=whole, overflow="fold")
    names = {one.id: one.name.text(lang) for one in programme.categories}
    names |= {one.id: one.name.text(lang) for one in programme.facilities}
    for row in rows_of(lots):
        donor = row.donor if not row.partner else f"{row.donor} + {row.partner}"
        table.add_row(
            row.lot_id,
            state_words(row.state, lang=lang),
            donor,
            row.commune,
            names.get(row.category, row.category),
            row.period,
            number(row.children + row.places, lang=lang),
            f"{number(row.quantity, lang=lang)} {row.unit}",
            "" if pd.isna(row.value_vnd) else money(row.value_vnd, lang=lang),
            date_text(dt.date.fromisoformat(row.since), lang=lang),
        )
    console().print(table)


def print_entries(entries: pd.DataFrame, *, lang: str) -> None:
    """Print every entry: who, when, on what evidence."""
    table = Table(title=say("Mọi mục của sổ", lang=lang))
    for title in (
        say("Mục", lang=lang),
        say("Lô", lang=lang),
        say("Trạng thái", lang=lang),
        say("Lúc", lang=lang),
        say("Ai ghi", lang=lang),
        say("Căn cứ", lang=lang),
        say("Ghi chú", lang=lang),
    ):
        table.add_column(title)
    for row in rows_of(entries):
        table.add_row(
            number(row.seq, lang=lang),
            row.lot_id,
            state_words(row.state, lang=lang),
            _moment(row.at, lang),
            row.by,
            row.evidence,
            row.note,
        )
    console().print(table)


def _moment(at: str, lang: str) -> str:
    when = dt.datetime.fromisoformat(at)
    return f"{date_text(when.date(), lang=lang)} {when:%H:%M}"
