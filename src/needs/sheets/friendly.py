"""The page of child-friendly communes: what each has reached, and what would lift it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from needs.assessment import Assessment
from needs.briefing.audience import edition_mark
from needs.briefing.html import (
    Fragment,
    basis_tag,
    bullets,
    data_table,
    heading,
    key_figures,
    paragraph,
    text,
)
from needs.friendly import friendly_of
from needs.friendly.tables import Friendly, read_friendly
from needs.proposals.page import Section, bases_legend, from_whom, page_html, write_page
from needs.sheets.friendly_needs import lifting_section, needs_not_met
from needs.sheets.friendly_results import (
    OUTCOMES,
    districts_section,
    outcome_words,
    results_section,
    scores_section,
)
from needs.tables import weakest_basis
from needs.wording import check_language, date_text, number, say

FOLDER, PAGE = "offices", "friendly.html"


def write_friendly_pages(
    assessment: Assessment, folder: Path, *, root: Path, on: dt.date, lang: str = "vi"
) -> tuple[Path, ...]:
    """Write `offices/friendly.html`.

    Parameters
    ----------
    assessment
        Its needs not met are linked to the criteria; its zones tell mountainous communes.
    folder
        `reports/<programme>`.
    root
        The data root: the criteria, and the scoring forms received.
    on
        The day of the page.
    lang
        "vi" or "en".

    Raises
    ------
    NeedsError
        If the profile says nothing of child-friendly communes, or a file cannot be used.
    """
    check_language(lang)
    communes = assessment.tables.get("communes")
    friendly = read_friendly(
        assessment.programme,
        root,
        zones=None if communes is None else communes[["commune_code", "zone"]],
        needs=needs_not_met(assessment),
        lang=lang,
    )
    html = friendly_page(assessment, friendly, on=on, lang=lang)
    return (write_page(folder / FOLDER / PAGE, html),)


def friendly_page(assessment: Assessment, friendly: Friendly, *, on: dt.date, lang: str) -> str:
    """Return the whole page."""
    programme = assessment.programme
    title = say(
        "Xã phù hợp với trẻ em, {province}", lang=lang, province=programme.province.text(lang)
    )
    scored = friendly.tables["friendly_results"]
    scored = scored[scored.commune_code.isin(friendly.read.communes)]
    sections = [
        Section(_top(assessment, friendly, title, on, lang)),
        Section(_faults(friendly, lang)),
        Section(results_section(friendly, scored, lang) + scores_section(friendly, scored, lang)),
        Section(lifting_section(assessment, friendly, lang)),
        Section(districts_section(friendly, lang) if friendly.read.communes else Fragment("")),
        Section(_standard(friendly, lang)),
        Section(bases_legend(lang=lang)),
    ]
    return page_html(title, sections, lang=lang)


def _top(
    assessment: Assessment, friendly: Friendly, title: str, on: dt.date, lang: str
) -> Fragment:
    profile = friendly_of(friendly.programme, lang=lang)
    results = friendly.tables["friendly_results"]
    told = say(
        "{decision}; {round}. Lập ngày {day}.",
        lang=lang,
        decision=friendly.criteria.decision,
        round=profile.round.text(lang),
        day=date_text(on, lang=lang),
    )
    head = (
        edition_mark("internal", lang=lang)
        + Fragment(f"<h1>{text(title)}</h1>")
        + from_whom(assessment, lang=lang)
        + paragraph(told)
    )
    if not friendly.read.communes:
        nothing = say(
            "Chưa nhận biểu chấm điểm nào. Lập biểu trắng: needs friendly {programme} --template "
            "TỆP.xlsx; nhận biểu đã điền: needs friendly {programme} TỆP.xlsx.",
            lang=lang,
            programme=friendly.programme.id,
        )
        return head + paragraph(nothing, kind="note")
    counts = results[results.commune_code.isin(friendly.read.communes)].outcome.value_counts()
    figures = [
        (
            number(len(friendly.read.communes), lang=lang),
            say("xã đã chấm, trong {n} xã", lang=lang, n=number(len(results), lang=lang)),
        ),
        *(
            (number(int(counts.get(name, 0)), lang=lang), outcome_words(name, lang=lang))
            for name in OUTCOMES
        ),
    ]
    return head + key_figures(figures)


def _faults(friendly: Friendly, lang: str) -> Fragment:
    if not friendly.read.faults:
        return Fragment("")
    title = heading(say("Chỗ của biểu chưa dùng được", lang=lang))
    waits = say("Dòng của xã có lỗi chờ sửa; các xã khác vẫn được tính.", lang=lang)
    return title + paragraph(waits) + bullets(str(fault) for fault in friendly.read.faults)


def _standard(friendly: Friendly, lang: str) -> Fragment:
    """Return the criteria with their most points, and the points that recognition asks."""
    criteria = friendly.criteria
    body = []
    for one in sorted(criteria.criteria, key=lambda each: each.number):
        told = friendly.read.most.get(one.id)
        if one.points is not None:
            most, basis = number(one.points.value, lang=lang), basis_tag("official", lang=lang)
        elif told is not None:
            most, basis = number(told, lang=lang), basis_tag("returned", lang=lang)
        else:
            most, basis = text(say("chưa tra được nguồn", lang=lang)), ""
        body.append([str(one.number), text(one.name.text(lang)), most, basis])
    floors = bullets(
        say(
            "{kind}: từ {n} điểm",
            lang=lang,
            kind=one.name.text(lang),
            n=number(one.points.value, lang=lang),
        )
        for one in criteria.classes
    )
    total = say(
        "Tổng các tiêu chí là {n} điểm; tiêu chí đạt khi trên {floor} điểm.",
        lang=lang,
        n=number(criteria.total_points.value, lang=lang),
        floor=number(criteria.met_above.value, lang=lang),
    )
    assumed = weakest_basis(criteria.total_points.basis, criteria.met_above.basis)
    return (
        heading(say("Tiêu chuẩn", lang=lang))
        + Fragment(f"<p>{text(total)} {basis_tag(assumed, lang=lang)}</p>")
        + paragraph(say("Công nhận: đủ mọi tiêu chí, không tiêu chí nào 0 điểm, và:", lang=lang))
        + floors
        + data_table(
            [
                say("Số", lang=lang),
                say("Tiêu chí", lang=lang),
                say("Điểm tối đa", lang=lang),
                say("Căn cứ", lang=lang),
            ],
            body,
            caption=criteria.source,
            kinds="ttnt",
            compact=True,
        )
    )
