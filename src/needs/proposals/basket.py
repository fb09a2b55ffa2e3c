"""The needs basket: what some amounts would do, for donors who are not known yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.cells import millions, whole
from needs.briefing.html import Fragment, basis_tag, data_table, heading, paragraph, text
from needs.briefing.measures import alphabetical
from needs.briefing.nothing import nothing_open
from needs.network.fewest import NOT_WRITTEN, fewest_children, tells_nobody
from needs.proposals.explained_words import units_words
from needs.proposals.further_gift import is_loose, needs_basket, open_cells, pays_a_package
from needs.proposals.page import (
    Section,
    bases_legend,
    from_whom,
    illustrative_mark,
    page_html,
    write_page,
)
from needs.proposals.plan_tables import open_table
from needs.proposals.words import months_words, support_name
from needs.proposals.write import BASKET, FOLDER
from needs.tables import rows_of, weakest_basis
from needs.wording import money, number, say

#: Communes named one by one for each amount; the others are counted.
MOST_COMMUNES = 8
#: So many are named beside each category lacking: the column is narrow.
MOST_LACKING = 3


def write_basket(
    assessment: Assessment,
    folder: Path,
    *,
    lang: str = "vi",
    amounts: Sequence[int] | None = None,
    lots: Mapping[int, pd.DataFrame] | None = None,
) -> Path:
    """Write `donors/basket.html` and return its path.

    Parameters
    ----------
    assessment
        With the tables `open_needs`, `gap`, `allocation`.
    folder
        `reports/<programme>`.
    lang
        "vi" or "en".
    amounts
        Đồng; none: those of the programme.
    lots
        What `needs_basket` returned, where it is known already.
    """
    found = needs_basket(assessment, amounts=amounts) if lots is None else lots
    return write_page(folder / FOLDER / BASKET, basket_page(assessment, found, lang=lang))


def basket_page(assessment: Assessment, lots: Mapping[int, pd.DataFrame], *, lang: str) -> str:
    """Return the whole page."""
    title = say("Giỏ nhu cầu: mỗi khoản làm được gì", lang=lang)
    top = (
        Fragment(f"<h1>{text(title)}</h1>")
        + from_whom(assessment, lang=lang)
        + illustrative_mark(illustrative=assessment.illustrative, lang=lang)
        + paragraph(
            say(
                "Dành cho nhà tài trợ chưa biết nên giúp gì, ở đâu. Mỗi khoản tính riêng, trên "
                "phần chưa có nguồn sau mọi đề xuất đã có, nên thực hiện được ngay, không ai phải "
                "đổi gì. Hai khoản có thể nhắm cùng một nơi: nhận khoản thứ nhất rồi thì tính lại.",
                lang=lang,
            )
        )
    )
    if assessment.open_needs.empty:
        return page_html(title, [Section(top), Section(nothing_open(lang=lang))], lang=lang)
    sections = [Section(top), Section(_summary(lots, lang))]
    sections += [
        Section(_one_amount(assessment, amount, found, lang)) for amount, found in lots.items()
    ]
    sections += [
        Section(_wish_list(assessment, lang)),
        Section(_places(assessment, lang)),
        Section(bases_legend(lang=lang)),
    ]
    return page_html(title, sections, lang=lang)


def _summary(lots: Mapping[int, pd.DataFrame], lang: str) -> Fragment:
    body = []
    for amount, found in lots.items():
        spent = int(found.cost_vnd.sum())
        body.append(
            [
                text(money(amount, lang=lang)),
                number(found.commune_code.nunique(), lang=lang),
                number(int(found.packages.sum()), lang=lang),
                number(int(found.children_reached.sum()), lang=lang),
                number(spent, lang=lang),
                number(amount - spent, lang=lang),
            ]
        )
    return data_table(
        [
            say("Khoản", lang=lang),
            say("Số xã", lang=lang),
            say("Gói (suất)", lang=lang),
            say("Lượt trẻ", lang=lang),
            say("Dùng, đồng", lang=lang),
            say("Còn lại, đồng", lang=lang),
        ],
        body,
        caption=say("Mỗi khoản làm được gì", lang=lang),
    )


def _one_amount(assessment: Assessment, amount: int, found: pd.DataFrame, lang: str) -> Fragment:
    title = heading(say("Với {amount}", lang=lang, amount=money(amount, lang=lang)))
    if found.empty:
        return title + paragraph(
            say("Khoản này chưa đủ một suất ở nơi nào còn thiếu.", lang=lang), kind="note"
        )
    programme = assessment.programme
    first = found.sort_values(["children_reached", "commune_code"], ascending=[False, True])
    if any(is_loose(programme, row) for row in rows_of(found)):
        words = (
            "Phần còn thiếu ở mỗi nơi nhỏ hơn một gói: tính theo từng suất lẻ."
            if pays_a_package(open_cells(assessment), amount)
            else "Khoản này nhỏ hơn một gói: tính theo từng suất lẻ, cho một xã."
        )
        title = title + paragraph(say(words, lang=lang))
    if len(found) > MOST_COMMUNES:
        return title + _grouped(assessment, found, first, lang)
    return title + data_table(
        [
            say("Xã", lang=lang),
            say("Huyện (cũ)", lang=lang),
            say("Loại hỗ trợ", lang=lang),
            say("Gói (suất)", lang=lang),
            say("Khối lượng", lang=lang),
            say("Trẻ", lang=lang),
            say("Đồng", lang=lang),
            say("Khi nào", lang=lang),
        ],
        [
            [
                text(row.commune),
                text(row.district),
                text(support_name(programme, row.category, lang=lang)),
                number(row.packages, lang=lang),
                _quantity(assessment, row.category, row.quantity, lang),
                number(row.children_reached, lang=lang),
                number(row.cost_vnd, lang=lang),
                text(months_words(programme.category(row.category).delivery_months, lang=lang)),
            ]
            for row in rows_of(alphabetical(found, "commune"))
        ],
        caption=say("Các lô của khoản {amount}", lang=lang, amount=money(amount, lang=lang)),
        kinds="tttnnnnt",
    )


def _quantity(assessment: Assessment, category: str, value: Any, lang: str) -> str:
    return text(units_words(assessment.programme, category, value, lang=lang))


def _grouped(
    assessment: Assessment, found: pd.DataFrame, first: pd.DataFrame, lang: str
) -> Fragment:
    """Sum by category where there are many lots, and name the communes with most children."""
    programme = assessment.programme
    body = []
    for category in [entry.id for entry in programme.categories]:
        rows = found[found.category == category]
        if rows.empty:
            continue
        names = list(first.commune[first.category == category])
        more = len(names) - MOST_COMMUNES
        shown = "; ".join(names[:MOST_COMMUNES])
        if more > 0:
            shown += " " + say("và {n} xã khác", lang=lang, n=number(more, lang=lang))
        body.append(
            [
                text(support_name(programme, category, lang=lang)),
                number(len(names), lang=lang),
                _quantity(assessment, category, rows.quantity.sum(), lang),
                number(int(rows.children_reached.sum()), lang=lang),
                number(int(rows.cost_vnd.sum()), lang=lang),
                text(shown),
            ]
        )
    return data_table(
        [
            say("Loại hỗ trợ", lang=lang),
            say("Số xã", lang=lang),
            say("Khối lượng", lang=lang),
            say("Trẻ", lang=lang),
            say("Đồng", lang=lang),
            say("Các xã (nhiều trẻ trước)", lang=lang),
        ],
        body,
        caption=say("Theo loại hỗ trợ", lang=lang),
        kinds="tnnnnt",
        total=[
            say("Cộng", lang=lang),
            number(found.commune_code.nunique(), lang=lang),
            "",
            "",
            number(int(found.cost_vnd.sum()), lang=lang),
            "",
        ],
    )


def _wish_list(assessment: Assessment, lang: str) -> Fragment:
    """List what is lacking where, in units: for donors of goods."""
    found = open_table(assessment)
    known = found[found.counted.eq("children") & found.children_open.fillna(0).gt(0)]
    title = heading(say("Hiện vật, dịch vụ còn thiếu", lang=lang))
    if known.empty:
        return title + paragraph(say("Không còn loại nào chưa có nguồn.", lang=lang), kind="note")
    body, least = [], fewest_children(assessment.programme)
    for category in assessment.programme.categories:
        rows = known[known.category == category.id]
        if rows.empty:
            continue
        most = rows.sort_values(["children_open", "commune_code"], ascending=[False, True])
        most, lacking = most.head(MOST_LACKING), int(rows.children_open.sum())
        told = tells_nobody(most.children_open, lacking, least)
        names = [
            f"{row.commune} ({number(row.children_open, lang=lang)})" if told else str(row.commune)
            for row in rows_of(most)
        ]
        sums = [
            _quantity(assessment, category.id, rows.quantity.sum(skipna=False), lang),
            number(lacking, lang=lang),
            millions(rows.cost_vnd.sum(skipna=False), lang),
        ]
        body.append(
            [
                text(category.name.text(lang)),
                number(len(rows), lang=lang),
                *(sums if lacking >= least else [NOT_WRITTEN] * len(sums)),
                text(months_words(category.delivery_months, lang=lang)),
                text("; ".join(names)),
                basis_tag(weakest_basis(*rows.basis), lang=lang),
            ]
        )
    return title + data_table(
        [
            say("Loại hỗ trợ", lang=lang),
            say("Số xã", lang=lang),
            say("Khối lượng", lang=lang),
            say("Trẻ chưa có nguồn", lang=lang),
            say("Giá trị, triệu đồng", lang=lang),
            say("Khi nào", lang=lang),
            say("Thiếu nhiều nhất (số trẻ)", lang=lang),
            say("Căn cứ", lang=lang),
        ],
        body,
        caption=say("Phần thiếu chắc chắn chưa có nguồn, theo loại hỗ trợ", lang=lang),
        kinds="tnnnnttt",
    )


def _places(assessment: Assessment, lang: str) -> Fragment:
    """List the places lacking that nobody has taken on."""
    found = open_table(assessment)
    known = found[found.counted.eq("places") & found.children_open.fillna(0).gt(0)]
    if known.empty:
        return Fragment("")
    return heading(say("Công trình còn thiếu", lang=lang)) + data_table(
        [
            say("Xã", lang=lang),
            say("Công trình", lang=lang),
            say("Chưa có nguồn", lang=lang),
            say("Đơn giá, đồng", lang=lang),
        ],
        [
            [
                text(row.commune),
                text(support_name(assessment.programme, row.category, lang=lang)),
                number(row.children_open, lang=lang),
                whole(row.unit_price_vnd, lang),
            ]
            for row in rows_of(alphabetical(known, "commune"))
        ],
        caption=say("Công trình chưa có nguồn (nơi)", lang=lang),
        kinds="ttnn",
    )
