"""Why a commune is given what it is given, and why not more: in sentences.

Every sentence is read off the tables of the plan; nothing is solved again. What another commune has
that this one has not (less cover before, more urgent children for the same money) is said only
where the tables show it.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.assessment.trace import find_commune
from needs.briefing.words import illustrative_notice
from needs.proposals.explained_compare import served_instead
from needs.proposals.explained_facts import PlanFacts, find_support, plan_facts, supports
from needs.proposals.explained_floors import floor_of_cell
from needs.proposals.explained_givers import donors_here, refused_in
from needs.proposals.explained_open import open_need_words, open_reason_words
from needs.proposals.explained_words import (
    apart,
    counted_words,
    given_words,
    listed_names,
    units_words,
)
from needs.proposals.words import support_name
from needs.tables import rows_of
from needs.wording import interval, money, number, say

Section = tuple[str, list[str]]
#: What is open is less than a package: no other commune was put first.
_TOO_SMALL = frozenset({"below_package", "gap_below_package"})


def explain_commune(
    assessment: Assessment, commune: str, *, lang: str, category: str | None = None
) -> list[Section]:
    """Explain what a commune is given, what it is not, and why.

    Parameters
    ----------
    assessment
        With the tables `allocation`, `open_needs`, `gap`, `gifts`, `gift_use`, `floors` and
        `priority`; `coverage` and `commitments` are read where they are there.
    commune
        Its code or name.
    lang
        "vi" or "en".
    category
        Only this category or kind of place, by id or name.

    Returns
    -------
    list of (title, lines)
        First the commune, then one section for each kind of support that concerns it.

    Raises
    ------
    NotFound
        If there is no such commune or category; lists the nearest, or all.
    NeedsError
        If several communes bear the name.
    """
    plan = plan_facts(assessment)
    code = _code_of(assessment, plan, commune)
    cells = plan.cells[plan.cells.commune_code == code]
    if category is not None:
        cells = cells[cells.category == find_support(plan.programme, category)]
    order = [entry.id for entry in supports(plan.programme)]
    cells = cells.sort_values("category", key=lambda names: names.map(order.index))
    sections = [_of_commune(assessment, plan, code, lang)]
    refused = refused_in(plan, code)
    for cell in rows_of(cells):
        name = support_name(plan.programme, cell.category, lang=lang)
        sections.append((name, _of_cell(plan, cell, refused, lang)))
    if len(sections) == 1:
        nothing = say("Kế hoạch không tính chỉ tiêu nào như vậy cho xã này.", lang=lang)
        sections[0][1].append(nothing)
    return sections


def _code_of(assessment: Assessment, plan: PlanFacts, commune: str) -> str:
    known = {*assessment.communes.commune_code, *plan.cells.commune_code}
    return commune.strip() if commune.strip() in known else find_commune(assessment, commune)


def _of_commune(assessment: Assessment, plan: PlanFacts, code: str, lang: str) -> Section:
    communes = assessment.communes
    place = next(rows_of(communes[communes.commune_code == code]))
    title = say(
        "{commune} ({code}), {district}", lang=lang, commune=place.commune, code=code,
        district=place.district,
    )  # fmt: skip
    lots = plan.lots[plan.lots.commune_code == code]
    if lots.empty:
        lines = [say("Kế hoạch chưa đề xuất hỗ trợ nào cho xã này.", lang=lang)]
    else:
        lines = [
            say(
                "Kế hoạch đề xuất cho xã: {given}, trị giá {cost}, từ {donors}.",
                lang=lang,
                given=given_words(plan.programme, lots, lang=lang),
                cost=money(lots.cost_vnd.sum(), lang=lang),
                donors=listed_names([*lots.donor, *lots.partner[lots.partner != ""]], lang=lang),
            )
        ]
        if lots[lots.children_reached > 0].category.nunique() > 1:
            lines.append(say("Một trẻ nhận hai loại hỗ trợ thì được đếm hai lần ở đây.", lang=lang))
    lines.append(_rank(plan, code, lang))
    if assessment.illustrative:
        lines.append(illustrative_notice(lang=lang))
    return title, lines


def _rank(plan: PlanFacts, code: str, lang: str) -> str:
    rank = plan.rank_of(code)
    if rank is None:
        return say("Xã chưa có hạng ưu tiên: thiếu số liệu của các chỉ số.", lang=lang)
    return say(
        "Hạng ưu tiên {rank} trong {n} xã, tính chung các loại hỗ trợ (khoảng hạng {range}).",
        lang=lang,
        rank=number(rank.rank, lang=lang),
        n=number(rank.ranked, lang=lang),
        range=interval(rank.rank_low, rank.rank_high, lang=lang),
    )


def _of_cell(plan: PlanFacts, cell: Any, refused: pd.DataFrame, lang: str) -> list[str]:
    lines = [_verdict(plan, cell, lang)]
    if pd.isna(cell.gap_low):
        return [*lines, *open_need_words(plan, cell, lang=lang)]
    lines.append(_figures(plan, cell, lang))
    if cell.reason == "no_gap":
        return lines
    lines += [_lot(plan, lot, lang) for lot in _lots_of(plan, cell)]
    lines += floor_of_cell(plan, cell, lang=lang)
    lines += donors_here(plan, cell, refused, lang=lang)
    if cell.open > 0:
        lines += open_need_words(plan, cell, lang=lang)
    if cell.open > 0 and cell.reason not in _TOO_SMALL:
        lines += served_instead(plan, cell, refused, lang=lang)
    return lines


def _verdict(plan: PlanFacts, cell: Any, lang: str) -> str:
    """Say in one sentence what the cell is given."""
    if pd.isna(cell.gap_low):
        words = "Chưa biết ở đây còn thiếu bao nhiêu, nên chưa đề xuất được."
        return say(words, lang=lang)
    if cell.reason == "no_gap":
        words = "Không còn phần thiếu chắc chắn: không đề xuất thêm, để không hỗ trợ trùng."
        return say(words, lang=lang)
    given = counted_words(plan.programme, cell, cell.reached, lang=lang)
    left = counted_words(plan.programme, cell, cell.open, lang=lang)
    why = open_reason_words(cell, lang=lang)
    if cell.open == 0 and cell.reached > 0:
        return say("Được đề xuất {given}: đủ phần thiếu chắc chắn.", lang=lang, given=given)
    if cell.open == 0:
        return say("Phần thiếu chắc chắn đã có người nhận lời.", lang=lang)
    if cell.reached > 0:
        words = "Được đề xuất {given}; còn {left} chưa có nguồn, vì {why}."
        return say(words, lang=lang, given=given, left=left, why=why)
    return say(
        "Chưa được đề xuất gì cho {left} còn thiếu, vì {why}.", lang=lang, left=left, why=why
    )


def _figures(plan: PlanFacts, cell: Any, lang: str) -> str:
    before, after = apart(cell.before, cell.after, lang=lang)
    values = {
        "target": counted_words(plan.programme, cell, cell.target, lang=lang),
        "gap": number(cell.gap_low, lang=lang),
        "held": number(cell.held, lang=lang),
        "after": after,
    }
    if cell.held == 0 and cell.reached == 0:
        words = "Cần đạt {target}; thiếu chắc chắn {gap}; mức phủ vẫn là {after}."
        return say(words, lang=lang, **values)
    if cell.held == 0:
        words = "Cần đạt {target}; thiếu chắc chắn {gap}; mức phủ từ {before} lên {after}."
        return say(words, lang=lang, before=before, **values)
    if cell.reached == 0:
        words = (
            "Cần đạt {target}; thiếu chắc chắn {gap}, trong đó đã có người nhận lời {held}; mức "
            "phủ vẫn là {after}."
        )
        return say(words, lang=lang, **values)
    words = (
        "Cần đạt {target}; thiếu chắc chắn {gap}, trong đó đã có người nhận lời {held}; mức phủ từ "
        "{before} lên {after}."
    )
    return say(words, lang=lang, before=before, **values)


def _lots_of(plan: PlanFacts, cell: Any) -> Any:
    lots = plan.lots
    here = lots[(lots.commune_code == cell.commune_code) & (lots.category == cell.category)]
    return rows_of(here.sort_values(["donor_id", "gift_id", "partner_gift"]))


def _lot(plan: PlanFacts, lot: Any, lang: str) -> str:
    given = units_words(plan.programme, lot.category, lot.quantity, lang=lang)
    if lot.partner == "":
        words = "{donor}: {given}, {cost}."
        return say(
            words, lang=lang, donor=lot.donor, given=given, cost=money(lot.cost_vnd, lang=lang)
        )
    return say(
        "{donor}: {given}, {cost}: tự trả {paid}, {partner} trả {rest}.",
        lang=lang,
        donor=lot.donor,
        given=given,
        cost=money(lot.cost_vnd, lang=lang),
        paid=money(lot.paid_vnd, lang=lang),
        partner=lot.partner,
        rest=money(lot.partner_vnd, lang=lang),
    )
