"""Who may give to a cell and who may not: the gifts of all donors, seen from one commune."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.briefing.words import idle_reason
from needs.proposals.explained_facts import PlanFacts
from needs.proposals.explained_wishes import (
    commune_too_small,
    gift_rows,
    package_need,
    refusal_words,
    refusals,
)
from needs.proposals.explained_words import communes_words, held_words, listed_names
from needs.proposals.gifts import gift_title
from needs.tables import rows_of
from needs.wording import say
from needs.wording.numbers import is_missing

#: Why a cell is out of reach although a gift may seem to fit: the plan has looked closer.
_NOBODY = frozenset({"no_donor", "no_price", "no_season", "no_age", "no_partner"})
_MOST_GIFTS = 6


def refused_in(plan: PlanFacts, commune_code: str) -> pd.DataFrame:
    """Return why each gift may not go to each cell of a commune.

    Returns
    -------
    DataFrame
        Rows by category, columns by gift_id: codes of `refusal_words`; "" where it may.
    """
    cells = plan.cells[plan.cells.commune_code == commune_code].set_index("category", drop=False)
    here = plan.lots[plan.lots.commune_code == commune_code]
    columns = {}
    for gift in gift_rows(plan.gifts):
        codes = refusals(gift, cells, plan)
        if commune_too_small(gift, cells, plan):
            codes = codes.mask(codes == "", "least")
        gives = here.category[(here.gift_id == gift.gift_id) | (here.partner_gift == gift.gift_id)]
        columns[gift.gift_id] = codes.mask(codes.index.isin(gives), "")
    return pd.DataFrame(columns, index=cells.index, dtype="str")


def fitting(plan: PlanFacts, cell: Any, refused: pd.DataFrame) -> list[Any]:
    """Return the gifts that may go to a cell."""
    if cell.reason in _NOBODY and not cell.reachable:
        return []
    codes = refused.loc[cell.category]
    return [gift for gift in gift_rows(plan.gifts) if codes[gift.gift_id] == ""]


def donors_here(plan: PlanFacts, cell: Any, refused: pd.DataFrame, *, lang: str) -> list[str]:
    """Say which gifts fit a cell and what becomes of them, and which do not, and why."""
    fits = fitting(plan, cell, refused)
    lines = []
    if fits:
        names = [
            say(
                "{gift} ({state})",
                lang=lang,
                gift=gift_label(plan, gift, lang=lang),
                state=_state(plan, gift, cell, lang),
            )
            for gift in sorted(fits, key=lambda gift: not _gives(plan, gift, cell))
        ]
        names_words = listed_names(names, lang=lang, most=_MOST_GIFTS)
        lines.append(say("Quà phù hợp: {names}.", lang=lang, names=names_words))
    elif not cell.reachable:
        lines.append(say("Không quà nào phù hợp với nơi này.", lang=lang))
    if cell.open == 0:
        return lines
    codes = refused.loc[cell.category]
    reasons = sorted(set(codes[codes != ""]))
    for code in reasons:
        wanted = [g for g in gift_rows(plan.gifts) if codes[g.gift_id] == code]
        lines.append(
            say(
                "Không phù hợp: {names} ({why}).",
                lang=lang,
                names=listed_names([gift_label(plan, g, lang=lang) for g in wanted], lang=lang),
                why=refusal_words(str(code), lang=lang),
            )
        )
    return lines


def gift_label(plan: PlanFacts, gift: Any, *, lang: str) -> str:
    """Name a gift by its donor; by its own words too where the donor has several."""
    own = plan.gifts[plan.gifts.donor_id == gift.donor_id]
    if len(own) == 1:
        return str(gift.donor)
    title = gift_title(gift, lang=lang)
    alike = [one for one in rows_of(own) if gift_title(one, lang=lang) == title]
    # Two sums of money of one donor are told apart by their ids.
    return f"{gift.donor}, {title}" + (f" {gift.gift_id}" if len(alike) > 1 else "")


def _gives(plan: PlanFacts, gift: Any, cell: Any) -> bool:
    lots = plan.lots
    mine = (lots.gift_id == gift.gift_id) | (lots.partner_gift == gift.gift_id)
    here = (lots.commune_code == cell.commune_code) & (lots.category == cell.category)
    return bool((mine & here).any())


def _state(plan: PlanFacts, gift: Any, cell: Any, lang: str) -> str:
    """Say what becomes of a gift that fits."""
    if _gives(plan, gift, cell):
        return say("được đề xuất ở đây", lang=lang)
    left, communes = plan.left_of(gift.gift_id), plan.communes_of(gift.gift_id)
    if not is_missing(left) and left == 0:
        return say("đã dùng hết cho nơi khác", lang=lang)
    full = not is_missing(gift.most_communes) and len(communes) >= gift.most_communes
    if full and cell.commune_code not in communes:
        words = "đã đủ {n} khác, không nhận thêm xã"
        return say(words, lang=lang, n=communes_words(len(communes), lang=lang))
    return _rest(plan, gift, cell, left, lang)


def _rest(plan: PlanFacts, gift: Any, cell: Any, left: Any, lang: str) -> str:
    """Say what is left of a gift that is not proposed here, and why."""
    if is_missing(left):
        return say("không được đề xuất ở đây", lang=lang)
    amount = held_words(plan.programme, gift, left, lang=lang)
    if left < package_need(gift, cell):
        return say("còn {amount}, không đủ một gói", lang=lang, amount=amount)
    codes = plan.use.reason[plan.use.gift_id == gift.gift_id]
    why = idle_reason(str(codes.iloc[0]), lang=lang) if len(codes) and codes.iloc[0] else ""
    if not why:
        return say("còn {amount}", lang=lang, amount=amount)
    return say("còn {amount}: {why}", lang=lang, amount=amount, why=why)
