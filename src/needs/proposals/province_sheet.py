"""The province's sheet: every proposal, the ledger, and what no donor can serve yet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.audience import edition_mark
from needs.briefing.html import (
    Fragment,
    data_table,
    heading,
    key_figures,
    paragraph,
    text,
)
from needs.briefing.words import donor_type, idle_reason
from needs.proposals.checked import check_written, donor_names, write_checked
from needs.proposals.explained_words import units_words
from needs.proposals.gifts import gift_amount, gift_title
from needs.proposals.lots import by_category, donor_lots, donors_with_lots
from needs.proposals.page import (
    Section,
    bases_legend,
    from_whom,
    illustrative_mark,
    page_html,
)
from needs.proposals.plan_tables import (
    gift_use_table,
    lots_table,
    open_table,
)
from needs.proposals.province_open import ledger_section, open_section
from needs.proposals.words import (
    support_name,
    support_names,
)
from needs.proposals.write import BASKET, FOLDER, INDEX, donor_folders, proposal_address
from needs.tables import rows_of
from needs.wording import collation_key, number, say
from needs.wording.numbers import is_missing


def write_province_sheet(assessment: Assessment, folder: Path, *, lang: str = "vi") -> Path:
    """Write `donors/index.html` and return its path.

    Its sums are those of the tables: what all donors pay is the cost of all lots, to the đồng.

    Parameters
    ----------
    assessment
        With the tables `allocation`, `open_needs`, `gift_use`; `gifts` and `commitments` where
        they are.
    folder
        `reports/<programme>`.
    lang
        "vi" or "en".

    Raises
    ------
    InputFaults
        If the page would tell of a single child: it is then not written.
    """
    path, page = folder / FOLDER / INDEX, province_sheet(assessment, lang=lang)
    names = donor_names(assessment)
    check_written(write_checked(path, page, where=f"{FOLDER}/{INDEX}", names=names))
    return path


def province_sheet(assessment: Assessment, *, lang: str) -> str:
    """Return the whole page."""
    province = assessment.programme.province.text(lang)
    title = say("Đề xuất với các nhà tài trợ, tỉnh {province}", lang=lang, province=province)
    sections = [
        Section(_top(assessment, title, lang)),
        Section(_donors(assessment, lang)),
        Section(_categories(assessment, lang)),
        Section(_idle(assessment, lang)),
        Section(ledger_section(assessment, lang=lang)),
        Section(open_section(assessment, lang=lang)),
        Section(bases_legend(lang=lang)),
    ]
    return page_html(title, sections, lang=lang)


def _top(assessment: Assessment, title: str, lang: str) -> Fragment:
    lots, left = lots_table(assessment), open_table(assessment)
    figures = [
        (number(len(donors_with_lots(assessment)), lang=lang), say("nhà tài trợ", lang=lang)),
        (number(len(lots), lang=lang), say("lô đề xuất", lang=lang)),
        (number(lots.commune_code.nunique(), lang=lang), say("xã có đề xuất", lang=lang)),
        (number(int(lots.children_reached.sum()), lang=lang), say("lượt trẻ", lang=lang)),
        (
            number(_in_millions(_vnd(lots.cost_vnd)), lang=lang),
            say("triệu đồng, giá trị các đề xuất", lang=lang),
        ),
        (
            number(_in_millions(left.cost_vnd.sum(skipna=False)), lang=lang),
            say("triệu đồng thiếu chắc chắn mà chưa có nguồn", lang=lang),
        ),
    ]
    basket = text(say("Giỏ nhu cầu cho nhà tài trợ chưa biết", lang=lang))
    internal = say(
        "Có mọi nhà tài trợ và số chưa che. Gửi ra ngoài: đề xuất riêng của từng nhà tài trợ, và "
        "giỏ nhu cầu.",
        lang=lang,
    )
    return (
        edition_mark("internal", lang=lang)
        + Fragment(f"<h1>{text(title)}</h1>")
        + paragraph(internal, kind="note")
        + from_whom(assessment, lang=lang)
        + illustrative_mark(illustrative=assessment.illustrative, lang=lang)
        + key_figures(figures)
        + Fragment(f'<p><a href="{BASKET}">{basket}</a></p>')
    )


def _vnd(values: pd.Series) -> Any:
    return values.sum(skipna=False) if len(values) else 0


def _in_millions(value: Any) -> Any:
    return None if is_missing(value) else float(value) / 1e6


def _donors(assessment: Assessment, lang: str) -> Fragment:
    """List every donor with a proposal: what, where, for whom, what it pays, what is left."""
    title = heading(say("Các đề xuất", lang=lang))
    donors = donors_with_lots(assessment)
    if not donors:
        return title + paragraph(say("Chưa có đề xuất nào.", lang=lang), kind="note")
    folders = donor_folders(donors)
    use = gift_use_table(assessment)
    body, pays, own_children, own_places = [], 0, 0, 0
    built = lots_table(assessment).places.gt(0).any()
    every = [donor_lots(assessment, donor) for donor in donors]
    every.sort(key=lambda mine: (-mine.pays_vnd, collation_key(mine.donor), mine.donor_id))
    for mine in every:
        own = mine.own
        children, places = int(own.children_reached.sum()), int(own.places.sum())
        pays, own_children, own_places = (
            pays + mine.pays_vnd,
            own_children + children,
            own_places + places,
        )
        joined = len(mine.rows) - len(own)
        kind = donor_type(mine.donor_type, lang=lang) if mine.donor_type else ""
        also = say("góp thêm ở {n} lô của người khác", lang=lang, n=number(joined, lang=lang))
        body.append(
            [
                f'<a href="{text(proposal_address(mine.donor_id, folders))}">{text(mine.donor)}</a>'
                + (f"<br><small>{text(kind)}</small>" if kind else ""),
                text(support_names(assessment.programme, mine.categories, lang=lang)),
                number(len(mine.communes), lang=lang),
                number(len(own), lang=lang)
                + (f"<br><small>{text(also)}</small>" if joined else ""),
                number(children, lang=lang),
                *([number(places, lang=lang)] if built else []),
                number(mine.pays_vnd, lang=lang),
                _left(assessment, use[use.donor_id == mine.donor_id], lang),
            ]
        )
    return title + data_table(
        [
            say("Nhà tài trợ", lang=lang),
            say("Loại hỗ trợ", lang=lang),
            say("Số xã", lang=lang),
            say("Số lô", lang=lang),
            say("Lượt trẻ", lang=lang),
            *([say("Công trình", lang=lang)] if built else []),
            say("Phần chi hoặc giá trị, đồng", lang=lang),
            say("Còn lại", lang=lang),
        ],
        body,
        caption=say("Đề xuất với từng nhà tài trợ", lang=lang),
        kinds="ttnnn" + ("n" if built else "") + "nt",
        compact=True,
        total=[
            say("Cộng", lang=lang),
            "",
            number(lots_table(assessment).commune_code.nunique(), lang=lang),
            number(len(lots_table(assessment)), lang=lang),
            number(own_children, lang=lang),
            *([number(own_places, lang=lang)] if built else []),
            number(pays, lang=lang),
            "",
        ],
    )


def _left(assessment: Assessment, use: pd.DataFrame, lang: str) -> str:
    """Say what is left of a donor's gifts, and why; nothing where all is used."""
    parts = []
    for row in rows_of(use.sort_values("gift_id")):
        if is_missing(row.left) or row.left == 0:
            continue
        amount = gift_amount(assessment, row, row.left, lang=lang)
        reason = idle_reason(row.reason, lang=lang)
        parts.append(f"{text(amount)}<br><small>{text(reason)}</small>")
    return "<br>".join(parts) or "0"


def _categories(assessment: Assessment, lang: str) -> Fragment:
    """Sum all lots by category."""
    lots = lots_table(assessment)
    if lots.empty:
        return Fragment("")
    sums = by_category(assessment, lots.assign(pays_vnd=lots.paid_vnd, others_vnd=lots.partner_vnd))
    programme = assessment.programme
    return data_table(
        [
            say("Loại hỗ trợ", lang=lang),
            say("Số xã", lang=lang),
            say("Gói", lang=lang),
            say("Khối lượng", lang=lang),
            say("Trẻ (công trình)", lang=lang),
            say("Giá trị, đồng", lang=lang),
            say("Trong đó góp chung, đồng", lang=lang),
        ],
        [
            [
                text(support_name(programme, row.category, lang=lang)),
                number(row.communes, lang=lang),
                number(row.packages, lang=lang),
                text(units_words(programme, row.category, row.quantity, lang=lang)),
                number(int(row.children_reached) + int(row.places), lang=lang),
                number(row.cost_vnd, lang=lang),
                number(row.others_vnd, lang=lang),
            ]
            for row in rows_of(sums)
        ],
        caption=say("Các đề xuất theo loại hỗ trợ", lang=lang),
        total=[
            say("Cộng", lang=lang),
            number(lots.commune_code.nunique(), lang=lang),
            number(int(lots.packages.sum()), lang=lang),
            "",
            "",
            number(int(lots.cost_vnd.sum()), lang=lang),
            number(int(lots.partner_vnd.sum()), lang=lang),
        ],
    )


def _idle(assessment: Assessment, lang: str) -> Fragment:
    """List gifts of which nothing is proposed, and why."""
    use = gift_use_table(assessment)
    used = use.used.fillna(0).gt(0) | use.held_taken.fillna(0).gt(0)
    idle = use[~used].sort_values("gift_id")
    idle = idle.sort_values("donor", key=lambda names: names.map(collation_key), kind="stable")
    if idle.empty:
        return Fragment("")
    return heading(say("Quà chưa có nơi nhận", lang=lang)) + data_table(
        [
            say("Nhà tài trợ", lang=lang),
            say("Nguồn", lang=lang),
            say("Có", lang=lang),
            say("Vì sao", lang=lang),
        ],
        [
            [
                text(row.donor),
                text(gift_title(row, lang=lang)),
                text(
                    gift_amount(
                        assessment,
                        row,
                        row.budget_vnd if row.funding == "cash" else row.stock_units,
                        lang=lang,
                    )
                ),
                text(idle_reason(row.reason, lang=lang)),
            ]
            for row in rows_of(idle)
        ],
        caption=say("Quà chưa đề xuất được ở đâu", lang=lang),
        kinds="ttnt",
    )
