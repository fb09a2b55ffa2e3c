"""The needs basket: what some amounts would do, for donors who are not known yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.audience import edition_mark
from needs.briefing.html import Fragment, data_table, paragraph, text
from needs.briefing.nothing import nothing_open
from needs.editions.donor_figures import SHARES, SHARES_COST
from needs.editions.donors import ToldToDonors, told_to_donors
from needs.editions.marks import hidden_note, unnamed_note
from needs.proposals.basket_lots import one_amount, places_told
from needs.proposals.basket_wishes import places_lacking, wish_list
from needs.proposals.checked import check_written, donor_names, write_checked
from needs.proposals.further_gift import needs_basket
from needs.proposals.page import Section, bases_legend, from_whom, illustrative_mark, page_html
from needs.proposals.write import BASKET, FOLDER
from needs.wording import money, number, say


def write_basket(
    assessment: Assessment,
    folder: Path,
    *,
    lang: str = "vi",
    amounts: Sequence[int] | None = None,
    lots: Mapping[int, pd.DataFrame] | None = None,
    told: ToldToDonors | None = None,
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
    told
        What donors are told, decided with these lots; none: decided here.

    Raises
    ------
    InputFaults
        If a hidden figure could be worked out, or the page would tell of a single child: it is
        then not written.
    """
    found = needs_basket(assessment, amounts=amounts) if lots is None else lots
    if told is None:
        told = told_to_donors(assessment, folder / "tables", found)
    page = basket_page(assessment, found, told, lang=lang)
    path, names = folder / FOLDER / BASKET, donor_names(assessment)
    check_written(write_checked(path, page, where=f"{FOLDER}/{BASKET}", names=names))
    return path


def basket_page(
    assessment: Assessment, lots: Mapping[int, pd.DataFrame], told: ToldToDonors, *, lang: str
) -> str:
    """Return the whole page."""
    title = say("Giỏ nhu cầu: mỗi khoản làm được gì", lang=lang)
    top = (
        edition_mark("donor", lang=lang)
        + Fragment(f"<h1>{text(title)}</h1>")
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
    notes = paragraph(hidden_note(told, lang=lang), kind="note")
    notes = notes + paragraph(unnamed_note(lang=lang), kind="note")
    sections = [Section(top), Section(_summary(lots, told, lang) + notes)]
    sections += [
        Section(one_amount(assessment, amount, found, told, lang=lang))
        for amount, found in lots.items()
    ]
    sections += [
        Section(wish_list(assessment, told, lang=lang)),
        Section(places_lacking(assessment, lang=lang)),
        Section(bases_legend(lang=lang)),
    ]
    return page_html(title, sections, lang=lang)


def _summary(lots: Mapping[int, pd.DataFrame], told: ToldToDonors, lang: str) -> Fragment:
    body, places = [], places_told(lots.values(), told, lang=lang)
    for (amount, found), communes in zip(lots.items(), places, strict=True):
        if found.empty:
            zero = number(0, lang=lang)
            cells = [zero, zero, number(amount, lang=lang)]
        else:
            spent, children = int(found.cost_vnd.sum()), int(found.children_reached.sum())
            cost = {"lang": lang, "amount": str(amount)}
            cells = [
                told.cell(children, SHARES, **cost),
                told.cell(spent, SHARES_COST, **cost),
                told.cell(amount - spent, SHARES_COST, **cost),
            ]
        body.append([text(money(amount, lang=lang)), *communes, *cells])
    return data_table(
        [
            say("Khoản", lang=lang),
            *([say("Số xã", lang=lang)] if any(places) else []),
            say("Lượt trẻ", lang=lang),
            say("Dùng, đồng", lang=lang),
            say("Còn lại, đồng", lang=lang),
        ],
        body,
        caption=say("Mỗi khoản làm được gì", lang=lang),
    )
