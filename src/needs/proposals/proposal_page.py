"""The page of one donor: what it said, what is proposed to it, why, when, and how to answer."""

from __future__ import annotations

from needs.assessment import Assessment
from needs.briefing.audience import edition_mark
from needs.briefing.html import Fragment, bullets, heading, key_figures, text
from needs.briefing.words import donor_type
from needs.editions.donors import ToldToDonors
from needs.editions.marks import private_note
from needs.programmes.disclosure import Disclosure
from needs.proposals.alternatives import exchanges
from needs.proposals.donor_map import donor_map
from needs.proposals.explained_facts import PlanFacts
from needs.proposals.gifts import gifts_said
from needs.proposals.lots import DonorLots, donor_lots
from needs.proposals.map_ground import MapGround
from needs.proposals.page import (
    Section,
    bases_legend,
    from_whom,
    illustrative_mark,
    page_html,
)
from needs.proposals.proposal_options import options_table
from needs.proposals.proposal_tables import (
    by_category_table,
    by_district_table,
    each_lot_table,
    left_table,
)
from needs.proposals.reply_slip import reply_slip, schedule
from needs.proposals.why import why_told
from needs.wording import number, say

#: A table of more lots stands at the end, as an annex; sums by district stand in its place.
LONG = 15


def proposal_page(
    assessment: Assessment,
    donor_id: str,
    *,
    plan: PlanFacts,
    ground: MapGround | None,
    told: ToldToDonors,
    lang: str,
) -> str:
    """Return the whole page of a donor.

    Parameters
    ----------
    assessment
        With the tables `allocation`, `open_needs`, `gift_use`, `gifts`, `communes`.
    donor_id
        A donor with at least one lot.
    plan
        Of the same assessment, for the reasons: `needs.proposals.explained_facts.plan_facts`.
    ground
        The province's map; without one the page has none.
    told
        What donors are told of other children than those of their own lots.
    lang
        "vi" or "en".
    """
    mine = donor_lots(assessment, donor_id)
    options = exchanges(assessment, donor_id, told=told)
    title = say("Đề xuất hỗ trợ trẻ em: {donor}", lang=lang, donor=mine.donor)
    # Word and PDF call it «PHƯƠNG ÁN»: what stands below does not name a kind of document again.
    subject = say("Hỗ trợ trẻ em bằng nguồn của {donor}", lang=lang, donor=mine.donor)
    illustrative = mine.illustrative or assessment.illustrative
    long = len(mine.rows) > LONG
    table = each_lot_table(assessment, mine, annex=long, lang=lang)
    sections = [
        Section(_top(assessment, mine, subject, told.rules, illustrative=illustrative, lang=lang)),
        Section(_said(assessment, mine, lang)),
        Section(_proposed(assessment, mine, None if long else table, lang)),
        Section(_map(mine, ground, illustrative=illustrative, lang=lang)),
        Section(_why(plan, mine, told, lang)),
        Section(left_table(assessment, mine, lang=lang)),
        Section(options_table(assessment, mine, options, lang=lang)),
        Section(
            heading(say("Lịch và trách nhiệm", lang=lang)) + schedule(assessment, mine, lang=lang)
        ),
        Section(_limits(lang)),
        Section(reply_slip(assessment, mine, options=len(options), lang=lang), "output sheet"),
    ]
    if long:
        annex = heading(say("Phụ lục: từng lô", lang=lang)) + table
        sections.append(Section(annex, "output sheet"))
    return page_html(title, sections, lang=lang)


def _top(
    assessment: Assessment,
    mine: DonorLots,
    title: str,
    rules: Disclosure,
    *,
    illustrative: bool,
    lang: str,
) -> Fragment:
    rows = mine.rows
    children, places = int(rows.children_reached.sum()), int(rows.places.sum())
    several = len(set(rows.category[rows.children_reached > 0])) > 1
    figures = [
        (number(len(mine.communes), lang=lang), say("xã", lang=lang)),
        (number(int(rows.packages.sum()), lang=lang), say("gói trọn", lang=lang)),
    ]
    if children or not places:
        words = (
            say("lượt trẻ (một trẻ nhận hai loại là hai lượt)", lang=lang)
            if several
            else say("trẻ em được hỗ trợ", lang=lang)
        )
        figures.append((number(children, lang=lang), words))
    if places:
        figures.append((number(places, lang=lang), say("công trình", lang=lang)))
    figures.append((number(mine.pays_vnd, lang=lang), say("đồng, phần của nhà tài trợ", lang=lang)))
    kind = f" ({donor_type(mine.donor_type, lang=lang)})" if mine.donor_type else ""
    dear = say("Kính gửi: {donor}", lang=lang, donor=mine.donor + kind)
    # What it is to deliver has to be told; that it goes no further is asked in words.
    small = rows.children_reached.between(1, rules.threshold - 1).any()
    few = rules.threshold if small else None
    private = text(private_note(mine.donor, few=few, lang=lang))
    return (
        edition_mark("donor", lang=lang)
        + Fragment(f"<h1>{text(title)}</h1>")
        + Fragment(f"<p><strong>{private}</strong></p>")
        + from_whom(assessment, lang=lang)
        + illustrative_mark(illustrative=illustrative, lang=lang)
        + Fragment(f"<p><strong>{text(dear)}</strong></p>")
        + key_figures(figures)
    )


def _said(assessment: Assessment, mine: DonorLots, lang: str) -> Fragment:
    said = gifts_said(assessment, mine.donor_id, lang=lang)
    if not said:
        return Fragment("")
    return heading(say("Nhà tài trợ đã cho biết", lang=lang)) + bullets(said)


def _proposed(
    assessment: Assessment, mine: DonorLots, table: Fragment | None, lang: str
) -> Fragment:
    """Sum by category; then the lots, or sums by district where the lots stand in the annex."""
    title = heading(say("Đề xuất", lang=lang))
    summary = by_category_table(assessment, mine, lang=lang)
    if table is None:
        return title + summary + by_district_table(mine, lang=lang)
    return title + (table if len(mine.categories) == 1 else summary + table)


def _map(mine: DonorLots, ground: MapGround | None, *, illustrative: bool, lang: str) -> Fragment:
    if ground is None:
        return Fragment("")
    served = mine.rows.assign(served=mine.rows.children_reached + mine.rows.places)
    communes = served.groupby(["of_commune", "commune_code", "commune"], as_index=False)[
        ["served"]
    ].sum()
    title = say("Bản đồ các xã trong đề xuất", lang=lang)
    return heading(title) + donor_map(
        ground, communes, title=title, illustrative=illustrative, lang=lang
    )


def _why(plan: PlanFacts, mine: DonorLots, told: ToldToDonors, lang: str) -> Fragment:
    reasons = why_told(plan, mine.donor_id, told, lang=lang)
    return (
        heading(say("Vì sao các xã này", lang=lang)) + bullets(reasons) if reasons else Fragment("")
    )


def _limits(lang: str) -> Fragment:
    return (
        heading(say("Đọc các con số này thế nào", lang=lang))
        + bullets(
            [
                say(
                    "Đề xuất chỉ bù phần thiếu chắc chắn, để không trẻ nào được hai nguồn hỗ trợ "
                    "cùng một việc.",
                    lang=lang,
                ),
                say(
                    "Mỗi lô là số gói trọn; chi phí tính theo đơn giá giao tại xã; giá trị hiện "
                    "vật tính theo cùng đơn giá.",
                    lang=lang,
                ),
                say(
                    "Danh sách từng trẻ do xã giữ, không có trong đề xuất này và không gửi cho ai.",
                    lang=lang,
                ),
            ]
        )
        + bases_legend(lang=lang)
    )
