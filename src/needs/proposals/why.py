"""Why these communes: two to six short sentences for a donor's page, read off the tables."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.editions.donors import ToldToDonors
from needs.editions.figures import LACKING, TARGET
from needs.proposals.explained_facts import PlanFacts, plan_facts
from needs.proposals.explained_wishes import refusals
from needs.proposals.explained_words import (
    apart,
    children_words,
    communes_words,
    place_words,
    supported_words,
)
from needs.proposals.words import support_name
from needs.tables import ALL, CELL, rows_of
from needs.wording import interval, number, say


def why_communes(assessment: Assessment, donor_id: str, lang: str) -> list[str]:
    """Say why a donor's lots go to these communes.

    Parameters
    ----------
    assessment
        With the tables that `explain_commune` reads.
    donor_id
        A donor of the plan.
    lang
        "vi" or "en".

    Returns
    -------
    list of str
        Two to six sentences; one where nothing is proposed to the donor.
    """
    return why_these(plan_facts(assessment), donor_id, lang=lang)


def why_told(plan: PlanFacts, donor_id: str, told: ToldToDonors, *, lang: str) -> list[str]:
    """Say why on a page that leaves the house: of other children only what may be told.

    How many communes lack something is not said: that one lacks nothing would follow.
    """
    lots = plan.lots_of_donor(donor_id)
    served = plan.cells.merge(lots[CELL].drop_duplicates(), on=CELL, how="inner")
    sentences = [
        say(
            "Kế hoạch chọn {n} trong các xã còn thiếu và hợp mong muốn của nhà tài trợ.",
            lang=lang,
            n=communes_words(served.commune_code.nunique(), lang=lang),
        ),
        _order(plan, lang),
        _least_helped(plan, served, told, lang),
        _ranks(plan, served, lang),
        say("Các nơi này thiếu chắc chắn, không trùng với nguồn nào đã biết.", lang=lang),
    ]
    return [sentence for sentence in sentences if sentence]


def _least_helped(plan: PlanFacts, served: pd.DataFrame, told: ToldToDonors, lang: str) -> str:
    """Name the place that had least before, with its public figures, among those that have them.

    That another has no less than a place whose figures everybody reads would bound what is hidden.
    """
    known = served[served.before.notna() & (served.before < 1)]
    sides = [{name: getattr(row, name) for name in CELL} for row in rows_of(known)]
    shown = [told.shows(TARGET, **one) and told.shows(LACKING, **one) for one in sides]
    if len(served) == 1 and len(known) and not shown[0]:
        return say("Nơi này: {commune}, {category}.", lang=lang, **_place(plan, known, lang))
    ranked = known[shown]
    if ranked.empty:
        return ""
    every = (
        "Nơi được hỗ trợ ít nhất trong các nơi này: {commune}, {category}."
        if len(served) > 1
        else "Nơi này: {commune}, {category}."
    )
    some = "Trong các nơi nêu được số, nơi được hỗ trợ ít nhất: {commune}, {category}."
    words = every if all(shown) else some
    least = ranked.sort_values(["before", *CELL]).head(1)
    gap = plan.table("gap")
    at = gap[CELL].eq(least[CELL].iloc[0].tolist()).all(axis="columns")
    row = next(rows_of(gap[at]))
    figures = say(
        "Cần đạt {target}, còn thiếu ít nhất {lacking}.",
        lang=lang,
        target=children_words(row.children_target, lang=lang),
        lacking=children_words(row.gap_low, lang=lang),
    )
    return f"{say(words, lang=lang, **_place(plan, least, lang))} {figures}"


def _place(plan: PlanFacts, rows: pd.DataFrame, lang: str) -> dict[str, str]:
    """Return the words for the first of some places."""
    row = next(rows_of(rows))
    category = support_name(plan.programme, row.category, lang=lang)
    return {"commune": place_words(row, lang=lang), "category": category}


def why_these(plan: PlanFacts, donor_id: str, *, lang: str) -> list[str]:
    """Say the same from the plan's facts."""
    lots = plan.lots_of_donor(donor_id)
    if lots.empty:
        return [say("Kế hoạch chưa đề xuất nơi nào cho nhà tài trợ này.", lang=lang)]
    served = plan.cells.merge(lots[CELL].drop_duplicates(), on=CELL, how="inner")
    sentences = [
        _choice(plan, donor_id, served, lang),
        _order(plan, lang),
        _worst_off(plan, donor_id, served, lang),
        _rise(served, lang),
        _ranks(plan, served, lang),
        _once(served, lang),
    ]
    return [sentence for sentence in sentences if sentence]


def _choice(plan: PlanFacts, donor_id: str, served: pd.DataFrame, lang: str) -> str:
    """Say among how many communes the donor's wishes left a choice."""
    lacking = plan.cells[(plan.cells.gap_low > plan.cells.held).fillna(False)]
    possible = set(served.commune_code)
    for gift in rows_of(plan.gifts[plan.gifts.donor_id == donor_id]):
        fits = (refusals(gift, lacking, plan) == "").to_numpy()
        possible |= set(lacking.commune_code[fits])
    chosen = served.commune_code.nunique()
    if chosen == len(possible):
        return say(
            "Mọi nơi còn thiếu và hợp mong muốn của nhà tài trợ đều có trong đề xuất: {n}.",
            lang=lang,
            n=communes_words(chosen, lang=lang),
        )
    return say(
        "{all} còn thiếu và hợp mong muốn của nhà tài trợ; kế hoạch chọn {n}.",
        lang=lang,
        all=communes_words(len(possible), lang=lang),
        n=number(chosen, lang=lang),
    )


def _order(plan: PlanFacts, lang: str) -> str:
    """Say by which rule the whole plan chooses."""
    words = {
        "fair_first": say(
            "Nơi được hỗ trợ ít nhất đi trước; sau đó là nơi trẻ cần nhất với cùng số tiền.",
            lang=lang,
        ),
        "effect_first": say(
            "Nơi trẻ cần nhất với cùng số tiền đi trước; sau đó nâng nơi được hỗ trợ ít nhất.",
            lang=lang,
        ),
        "proportional": say(
            "Mọi nơi được đáp ứng cùng một phần của điều còn thiếu, đến mức có thể.", lang=lang
        ),
    }
    return words[plan.programme.allocation.mode]


def _worst_off(plan: PlanFacts, donor_id: str, served: pd.DataFrame, lang: str) -> str:
    """Name the place that had least before; "" where no coverage is known."""
    known = served[served.before.notna() & (served.before < 1)]
    if known.empty:
        return ""
    least = next(rows_of(known.sort_values(["before", *CELL]).head(1)))
    before, after = apart(float(least.before), float(least.after), lang=lang)
    own = plan.lots_of_donor(donor_id)
    here = (own.commune_code == least.commune_code) & (own.category == least.category)
    alone = own[here]["count"].sum() == least.reached and own.partner_id[here].eq("").all()
    words = (
        "Nơi ít nhất trong các nơi này, {commune}, {category}: từ {before} lên {after} chỉ tiêu."
        if alone
        else "Nơi ít nhất trong các nơi này, {commune}, {category}: từ {before} lên {after} chỉ "
        "tiêu, cùng các nhà tài trợ khác."
    )
    return say(
        words,
        lang=lang,
        commune=place_words(least, lang=lang),
        category=support_name(plan.programme, least.category, lang=lang),
        before=before,
        after=after,
    )


def _rise(served: pd.DataFrame, lang: str) -> str:
    """Say how far all the places rise together; "" where that says no more than one place."""
    known = served[served.before.notna() & served.after.notna() & (served.counted == "children")]
    if known.commune_code.nunique() < 2:
        return ""
    weights = known.target.astype("float64")
    shares = [float((known[c] * weights).sum() / weights.sum()) for c in ("before", "after")]
    before, after = apart(*shares, lang=lang)
    words = "Tính chung các nơi được chọn: từ {before} lên {after} chỉ tiêu."
    return say(words, lang=lang, before=before, after=after)


def _ranks(plan: PlanFacts, served: pd.DataFrame, lang: str) -> str:
    """Say how the communes rank; "" where no rank is known."""
    ranks = [plan.rank_of(code, ALL) for code in sorted(set(served.commune_code))]
    known: list[Any] = [rank for rank in ranks if rank is not None]
    if not known:
        return ""
    places = [int(rank.rank) for rank in known]
    return say(
        "Hạng ưu tiên của các xã được chọn: {range} trong {n} xã.",
        lang=lang,
        range=interval(min(places), max(places), lang=lang),
        n=number(known[0].ranked, lang=lang),
    )


def _once(served: pd.DataFrame, lang: str) -> str:
    """Say that nobody is served twice."""
    of_children = served[served.counted == "children"]
    gap = int(of_children.gap_low.fillna(0).sum())
    if not gap:
        return say("Các nơi này thiếu chắc chắn, không trùng với nguồn nào đã biết.", lang=lang)
    return say(
        "Tất cả nằm trong phần thiếu chắc chắn, {children}: không trùng với nguồn nào đã biết.",
        lang=lang,
        children=supported_words(gap, of_children.category.nunique(), lang=lang),
    )
