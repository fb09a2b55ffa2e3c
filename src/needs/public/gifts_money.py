"""What donors gave, by the ledger of commitments; adding up to it to the đồng."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.html import Fragment, data_table, heading, paragraph, text
from needs.commitments import state_words
from needs.sheets.network_data import network_data
from needs.sheets.network_words import category_words, joined_note, joined_words, value_cell
from needs.tables import rows_of
from needs.wording import say


@dataclass(frozen=True)
class Gifts:
    """What was handed over: the office's own list, and the same as the public may read it."""

    inside: pd.DataFrame
    public: pd.DataFrame

    def newest_year(self, on: dt.date) -> int | None:
        """Return the newest year with a gift, no later than that of a day."""
        years = [int(year) for year in self.inside.period.unique() if int(year) <= on.year]
        return max(years, default=None)

    @property
    def invented(self) -> bool:
        """Whether any of it is invented."""
        return bool(self.inside.basis.eq("illustrative").any())


def gifts_in_public(assessment: Assessment, root: Path, on: dt.date, lang: str) -> Gifts | None:
    """Return what donors gave; None where the plan has no donor network.

    The public list is that of `offices/transparency.html`: two lists of one edition that joined
    different gifts would tell, by what lies between them, what each of them keeps.
    """
    programme = assessment.programme
    if programme.network is None:
        return None
    offered = assessment.tables.get("gifts")
    data = network_data(programme, root, on=on, gifts=offered, lang=lang)
    return Gifts(data.tables["transparency"], data.tables["transparency_public"])


def gifts_section(assessment: Assessment, gifts: Gifts | None, *, lang: str) -> Fragment:
    """Return every gift, the newest year first, with the sums of the years."""
    title = heading(say("Nhà tài trợ đã giúp gì, ở đâu", lang=lang))
    if gifts is None or gifts.public.empty:
        return title + paragraph(say("Chưa có đợt trao nào được ghi sổ.", lang=lang), kind="note")
    rows = gifts.public
    years = sorted(rows.period.unique(), reverse=True)
    note = paragraph(joined_note(assessment.programme, rows, lang=lang), kind="note")
    parts = title + note + _years(rows, years, lang)
    for year in years:
        parts += _year(assessment, rows[rows.period == year], year, lang)
    return parts


def _sum(rows: pd.DataFrame, lang: str) -> str:
    """Return the đồng of these rows, and how many gifts without a value they leave out."""
    unpriced = int(rows.lots[rows.giver.eq("main") & rows.value_vnd.isna()].sum())
    return value_cell(rows.value_vnd.sum(), unpriced, lang=lang)


def _years(rows: pd.DataFrame, years: list[str], lang: str) -> Fragment:
    if len(years) < 2:
        return Fragment("")
    return data_table(
        [say("Năm", lang=lang), say("Đồng", lang=lang)],
        [[text(_year_words(year, lang)), _sum(rows[rows.period == year], lang)] for year in years],
        caption=say("Đã trao, theo năm", lang=lang),
        total=[say("Cộng", lang=lang), _sum(rows, lang)],
    )


def _year(assessment: Assessment, rows: pd.DataFrame, year: str, lang: str) -> Fragment:
    return data_table(
        [say("Ai trao gì, ở đâu", lang=lang), say("Đồng", lang=lang)],
        [
            [_gift(assessment, row, lang), value_cell(row.value_vnd, 0, lang=lang)]
            for row in rows_of(rows)
        ],
        caption=say("Đã trao năm {year}, theo sổ cam kết", lang=lang, year=_year_words(year, lang)),
        compact=True,
        total=[say("Cộng", lang=lang), _sum(rows, lang)],
    )


def _year_words(year: str, lang: str) -> str:
    return year or say("nhiều năm (gộp)", lang=lang)


def _gift(assessment: Assessment, row: Any, lang: str) -> str:
    what = category_words(assessment.programme, row.category, lang=lang)
    state = state_words(str(row.lot_state), lang=lang)
    told = [what, row.commune, state]
    if row.lots > 1:
        told.append(joined_words(row, lang=lang))
    return f"{text(row.donor)}<br><small>{text('; '.join(told))}</small>"
