"""The yearly need proposal of each (former) district, and the province's summary of them.

What the plans ask of districts every year: which support is lacking for how many children where,
what it costs, and for what part of it somebody is proposed already.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from needs.assessment import Assessment
from needs.briefing import district_label
from needs.briefing.audience import edition_mark
from needs.briefing.facilities import facilities_section
from needs.briefing.html import Fragment, heading, paragraph, text
from needs.briefing.nothing import nothing_counted
from needs.briefing.returned import returned_table
from needs.briefing.words import at_start, plan_words
from needs.places import district_slugs
from needs.programmes.profile import ReportDeadline
from needs.proposals.page import (
    Section,
    bases_legend,
    illustrative_mark,
    page_html,
    write_page,
)
from needs.sheets.need_proposal_tables import asked_by_place, asked_table, sources_table
from needs.sheets.report import FOLDER, REPORTS, due_words, in_sentence
from needs.sheets.signature import signature_block
from needs.wording import check_language, date_text, number, say

_PREFIX = "need"
#: How the files of districts' proposals begin.
OF_DISTRICT = f"{_PREFIX}-district-"


def write_need_proposals(
    assessment: Assessment, folder: Path, *, on: dt.date, lang: str = "vi"
) -> tuple[Path, ...]:
    """Write `offices/reports/need-<district>.html` for every district and `need-province.html`.

    Parameters
    ----------
    assessment
        The programme's tables.
    folder
        `reports/<programme>`.
    on
        The day on which the documents are made.
    lang
        "vi" or "en".

    Returns
    -------
    tuple of Path
        The districts' proposals, then the summary. None without a list of communes: what is
        lacking is then not known, and pages of before are taken away.
    """
    check_language(lang)
    home = folder / FOLDER / REPORTS
    pages = []
    if assessment.standing != "no_list":
        districts = assessment.districts
        names = dict(zip(districts.district_code, districts.district, strict=True))
        for code, slug in district_slugs(names).items():
            html = need_proposal_page(
                assessment.of_district(code), district=names[code], on=on, lang=lang
            )
            pages.append(write_page(home / f"{OF_DISTRICT}{slug}.html", html))
        html = need_proposal_page(assessment, district=None, on=on, lang=lang)
        pages.append(write_page(home / f"{_PREFIX}-province.html", html))
    for old in sorted(set(home.glob(f"{_PREFIX}-*.html")) - set(pages)):
        old.unlink()
    return tuple(pages)


def need_proposal_page(
    assessment: Assessment, *, district: str | None, on: dt.date, lang: str
) -> str:
    """Return a whole page.

    Parameters
    ----------
    assessment
        Of the district, or of the whole province.
    district
        The district's name; None: the province's summary.
    on
        The day on which it is made.
    lang
        "vi" or "en".
    """
    programme = assessment.programme
    year = programme.period
    place_column = "district" if district is None else "commune"
    place = (
        say("tỉnh {province}", lang=lang, province=programme.province.text(lang))
        if district is None
        else district_label(district, programme.edition, lang=lang)
    )
    named = {"place": in_sentence(place, lang=lang), "year": year}
    title = (
        say("Tổng hợp đề xuất nhu cầu hỗ trợ trẻ em {place} năm {year}", lang=lang, **named)
        if district is None
        else say("Đề xuất nhu cầu hỗ trợ trẻ em {place} năm {year}", lang=lang, **named)
    )
    sections = [
        Section(_top(assessment, title, place, of_district=district is not None, lang=lang))
    ]
    if assessment.gap.empty:
        sections.append(Section(nothing_counted(lang=lang)))
    else:
        parts = [
            (
                say("Đề nghị theo loại hỗ trợ", lang=lang),
                asked_table(assessment, lang=lang) + facilities_section(assessment, lang=lang),
            ),
            (
                say("Đề nghị theo xã", lang=lang)
                if district is not None
                else say("Đề nghị theo huyện (cũ)", lang=lang),
                asked_by_place(assessment, place_column, lang=lang),
            ),
            (say("Phần đã có và chưa có nguồn", lang=lang), sources_table(assessment, lang=lang)),
            (say("Số liệu dựa vào đâu", lang=lang), returned_table(assessment, lang=lang)),
        ]
        sections += [
            Section(heading(f"{place_in}. {words}") + part)
            for place_in, (words, part) in enumerate(parts, start=1)
        ]
        # Where nothing is counted no mark stands that would have to be explained.
        sections.append(Section(bases_legend(lang=lang)))
    sections.append(Section(signature_block(on, lang=lang)))
    return page_html(title, sections, lang=lang)


def _top(
    assessment: Assessment, title: str, place: str, *, of_district: bool, lang: str
) -> Fragment:
    programme, communes = assessment.programme, assessment.communes
    listed = assessment.gap.commune_code.nunique()
    rows = [
        (say("Nơi đề xuất", lang=lang), at_start(place)),
        (say("Chương trình", lang=lang), programme.title.text(lang)),
        (say("Căn cứ", lang=lang), at_start(plan_words(programme.plan, lang=lang))),
        (
            say("Phạm vi", lang=lang),
            say(
                "{listed} xã được tính nhu cầu, trong {all} xã, phường",
                lang=lang,
                listed=number(listed, lang=lang),
                all=number(len(communes), lang=lang),
            ),
        ),
        (
            say("Số liệu cho ngày", lang=lang),
            date_text(programme.reference_date, lang=lang),
        ),
        *[
            (say("Hạn gửi", lang=lang), due_words(one, lang=lang))
            for one in _deadlines(assessment, of_district=of_district)
        ],
    ]
    lines = "<br>".join(f"{text(name)}: <b>{text(words)}</b>" for name, words in rows)
    return (
        edition_mark("offices", lang=lang)
        + Fragment(f'<h1>{text(title)}</h1><p class="from">{lines}</p>')
        + illustrative_mark(illustrative=assessment.illustrative, lang=lang)
        + paragraph(
            say(
                "Đề nghị là phần chắc chắn còn thiếu: sau khi trừ chính sách Nhà nước và hỗ trợ đã "
                "biết, lấy đầu thấp của các ước tính, để không trẻ nào được hai nguồn cho cùng một "
                "việc. «Có thể thiếu» là mức giữa.",
                lang=lang,
            ),
            kind="note",
        )
    )


def _deadlines(assessment: Assessment, *, of_district: bool) -> list[ReportDeadline]:
    """Return the yearly deadlines: districts', by which returns are due, or the province's."""
    return [
        one
        for one in assessment.programme.reports
        if one.kind == "year" and one.for_returns == of_district
    ]
