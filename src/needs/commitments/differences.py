"""What a new plan changes, in a table and in words: first what was offered already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from needs.commitments.from_plan import PLAN_KEY
from needs.tables import rows_of
from needs.wording import collation_key, number, say

_KEY = list(PLAN_KEY)
_WORDS = ("donor_id", "donor", "partner", "commune", "unit")
COLUMNS = (*PLAN_KEY, *_WORDS, "offered", "before", "after", "change")


@dataclass(frozen=True)
class PlanDifference:
    """What changed from one plan to another.

    Parameters
    ----------
    table
        One row per gift, partner's gift, commune and category that either plan has: `before`,
        `after` and `change` in units, `offered` (flag: it was offered to the donor already). Those
        offered and changed first, then the other changes, then what stays.
    sentences
        The same in words, one sentence a donor; donors to be called (an offer changed) first.
    to_call
        Donors (donor_id) whose offer changed.
    """

    table: pd.DataFrame
    sentences: tuple[str, ...]
    to_call: tuple[str, ...]


def plan_difference(
    before: pd.DataFrame,
    after: pd.DataFrame,
    *,
    offered: pd.DataFrame | None = None,
    most: int = 12,
    lang: str = "vi",
) -> PlanDifference:
    """Compare two plans lot by lot.

    Parameters
    ----------
    before, after
        Lots of an allocation, or of the ledger (`commitments`): gift_id, partner_gift,
        commune_code, category, donor_id, donor, partner, commune, unit, quantity. Several lots of
        one key are added up.
    offered
        What was offered already (`offered_table`): its changes need a call to the donor.
    most
        So many changes are named in a sentence; of the rest it says how many.
    lang
        Language of the sentences.
    """
    # Not in a plan is nothing given there: a true 0.
    sides = [_side(before, "before", "after"), _side(after, "after", "before")]
    table = (
        pd.concat(sides, ignore_index=True)
        .groupby(_KEY, as_index=False)
        .agg(
            **{word: (word, "first") for word in _WORDS},
            before=("before", "sum"),
            after=("after", "sum"),
        )
    )
    table["change"] = table["after"] - table["before"]
    keys = pd.MultiIndex.from_frame(table[_KEY])
    named = pd.MultiIndex.from_frame(offered[_KEY]) if offered is not None else keys[:0]
    table["offered"] = keys.isin(named)
    table = _in_order(table)[list(COLUMNS)]
    to_call = table[table["offered"] & (table["change"] != 0)]["donor_id"].drop_duplicates()
    return PlanDifference(table, tuple(_sentences(table, most, lang)), tuple(to_call))


def _side(lots: pd.DataFrame, name: str, other: str) -> pd.DataFrame:
    # A stored plan leaves the partner empty where nobody shares the cost.
    side = lots[[*_KEY, *_WORDS]].fillna("").sort_values([*_KEY, *_WORDS])
    side[name] = lots["quantity"].astype("Int64")
    side[other] = pd.Series(0, index=side.index, dtype="Int64")
    return side


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    """Offers that changed, other changes, the rest; by donor and commune, in the alphabet."""

    def place(row: Any) -> tuple[Any, ...]:
        changed = row.change != 0
        return (
            not (row.offered and changed),
            not changed,
            collation_key(row.donor),
            collation_key(row.commune),
            *(getattr(row, name) for name in _KEY),
        )

    places = {row.Index: place(row) for row in rows_of(table)}
    return table.loc[sorted(table.index, key=places.__getitem__)].reset_index(drop=True)


def _sentences(table: pd.DataFrame, most: int, lang: str) -> list[str]:
    if not (table["change"] != 0).any():
        return [say("Kế hoạch không đổi.", lang=lang)]
    sentences = []
    for offer in (True, False):
        part = table[table["offered"] == offer]
        for donor_id in part["donor_id"].drop_duplicates():
            told = _sentence(part[part["donor_id"] == donor_id], most, lang)
            if told and offer:
                told = say("Cần báo lại (đã mời): {change}", lang=lang, change=told)
            if told:
                sentences.append(told)
    same = int((table["change"] == 0).sum())
    if same:
        sentences.append(
            say("Không đổi: {n} lô của cả kế hoạch.", lang=lang, n=number(same, lang=lang))
        )
    return sentences


def _sentence(lots: pd.DataFrame, most: int, lang: str) -> str:
    """Say what changes for one donor; nothing where nothing does."""
    changed = lots[lots["change"] != 0]
    if changed.empty:
        return ""
    told = [_change(row, lang) for row in rows_of(changed.head(most))]
    if len(changed) > most:
        told.append(say("và {n} thay đổi nữa", lang=lang, n=number(len(changed) - most, lang=lang)))
    same = len(lots) - len(changed)
    if same:
        told.append(say("không đổi {n} nơi", lang=lang, n=number(same, lang=lang)))
    return f"{changed['donor'].iloc[0]}: {'; '.join(told)}."


def _change(row: Any, lang: str) -> str:
    amount = {
        "lang": lang,
        "n": number(abs(row.change), lang=lang),
        "unit": row.unit,
        "commune": row.commune,
        "before": number(row.before, lang=lang),
        "after": number(row.after, lang=lang),
    }
    if row.change > 0:
        told = say("thêm {n} {unit} ở {commune} ({before} → {after})", **amount)
    else:
        told = say("bớt {n} {unit} ở {commune} ({before} → {after})", **amount)
    if row.partner:
        told = say("{change}, cùng {partner}", lang=lang, change=told, partner=row.partner)
    return told
