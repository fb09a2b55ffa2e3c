"""Periodic reports as pages: half-year, yearly, mid-term, final."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from needs.assessment import Assessment
from needs.briefing.audience import edition_mark
from needs.briefing.html import Fragment, bullets, heading, key_figures, paragraph, text
from needs.briefing.words import at_start, plan_words
from needs.monitoring.delivered import by_area
from needs.monitoring.report import Report, report_tables
from needs.programmes.profile import ReportDeadline
from needs.proposals.page import (
    Section,
    bases_legend,
    illustrative_mark,
    page_html,
    write_page,
)
from needs.sheets.report_change import change_section
from needs.sheets.report_delivery import communes_annex, delivery_section, share_words
from needs.sheets.report_givers import money_section, undelivered_section
from needs.sheets.report_pace import pace_annex, pace_section
from needs.sheets.signature import signature_block
from needs.wording import date_text, number, say

FOLDER = "offices"
REPORTS = "reports"
_MILLION = 1_000_000


def write_report_pages(
    assessment: Assessment, folder: Path, *, root: Path, on: dt.date, lang: str = "vi"
) -> tuple[Path, ...]:
    """Write the province's report of the year assessed; return its path.

    Parameters
    ----------
    assessment
        The programme's tables.
    folder
        `reports/<programme>`.
    root
        The data root: ledger and kept years.
    on
        Today.
    lang
        "vi" or "en".
    """
    monitoring = assessment.programme.monitoring
    if monitoring is None or all(rule.id != "year" for rule in monitoring.reports):
        return ()
    report = report_tables(assessment, "year", root=root, on=on, lang=lang)
    return (write_report(report, folder, lang=lang),)


def write_report(report: Report, folder: Path, *, lang: str = "vi") -> Path:
    """Write a report's page under `offices/reports/` and return its path."""
    path = folder / FOLDER / REPORTS / f"{report.file_name}.html"
    return write_page(path, report_page(report, lang=lang))


def report_page(report: Report, *, lang: str) -> str:
    """Return the whole page."""
    title = f"{report.period.name(lang=lang)} – {report.programme.province.text(lang)}"
    body: list[tuple[str, Callable[..., Fragment]]] = [
        (say("Kế hoạch và kết quả trao", lang=lang), delivery_section),
        (say("Đã nhận lời mà chưa trao", lang=lang), undelivered_section),
        (say("Chỉ tiêu và tiến độ", lang=lang), pace_section),
        (say("Nguồn lực nhận và trao", lang=lang), money_section),
        (say("So với năm trước", lang=lang), change_section),
        (say("Khó khăn, tồn tại", lang=lang), _problems),
        (say("Kiến nghị, việc kỳ tới", lang=lang), _proposals),
        (say("Còn thiếu", lang=lang), _lacking),
    ]
    sections = [Section(_top(report, lang)), Section(_summary(report, lang))]
    sections += [
        Section(heading(f"{place}. {words}") + part(report, lang=lang))
        for place, (words, part) in enumerate(body, start=2)
    ]
    # Annexes come behind the signature, and nothing behind them.
    sections.append(Section(bases_legend(lang=lang)))
    sections.append(Section(signature_block(report.made_on, lang=lang)))
    for words, part in (
        (say("Phụ lục: chỉ tiêu theo huyện (cũ)", lang=lang), pace_annex),
        (say("Phụ lục: kết quả từng xã", lang=lang), communes_annex),
    ):
        annex = part(report, lang=lang)
        if annex.html:
            sections.append(Section(heading(words) + annex, "output sheet"))
    return page_html(title, sections, lang=lang)


def _subject(report: Report, lang: str) -> str:
    """Say what the report is about; whose part of the work, where it is an agency's."""
    programme, scope = report.programme, report.scope
    place = (
        in_sentence(scope.name.text(lang), lang=lang)
        if scope.level == "district"
        else say("tỉnh {province}", lang=lang, province=programme.province.text(lang))
    )
    words = report.period.subject(place, lang=lang)
    if scope.level != "agency":
        return words
    return say(
        "{subject}: phần việc của {agency}",
        lang=lang,
        subject=words,
        agency=scope.name.text(lang),
    )


def in_sentence(place: str, *, lang: str) -> str:
    """Return a place as it is named within a sentence: «huyện Bảo Lạc», after annex II."""
    return place[:1].lower() + place[1:] if lang == "vi" else place


def _top(report: Report, lang: str) -> Fragment:
    programme, period = report.programme, report.period
    asked = (
        period.source
        if lang == "vi"
        else (
            say("kế hoạch yêu cầu báo cáo này", lang=lang)
            if period.stated
            else say("kế hoạch không yêu cầu; lập để theo dõi", lang=lang)
        )
    )
    rows = [
        (say("Cơ quan báo cáo", lang=lang), report.scope.name.text(lang)),
        (say("Chương trình", lang=lang), programme.title.text(lang)),
        (
            say("Căn cứ", lang=lang),
            at_start(plan_words(programme.plan, lang=lang)),
        ),
        (say("Kỳ báo cáo", lang=lang), period.covers(lang=lang)),
        (say("Yêu cầu", lang=lang), asked),
        (say("Số liệu đến ngày", lang=lang), date_text(report.day, lang=lang)),
    ]
    rows += [
        (say("Hạn gửi", lang=lang), due_words(one, lang=lang))
        for one in programme.reports
        if period.kind != "half_year"
    ]
    rows += [(say("Nhiệm vụ", lang=lang), duty.text.text(lang)) for duty in report.scope.duties]
    lines = "<br>".join(f"{text(name)}: <b>{text(words)}</b>" for name, words in rows)
    title = _subject(report, lang)
    top = edition_mark("internal", lang=lang) + Fragment(
        f'<h1>{text(title)}</h1><p class="from">{lines}</p>'
    )
    if report.day < period.until:
        words = say(
            "Kỳ báo cáo chưa hết: đây là số đến ngày {day}.",
            lang=lang,
            day=date_text(report.day, lang=lang),
        )
        top += paragraph(words, kind="note")
    return top + illustrative_mark(
        illustrative=report.assessment.illustrative or _invented(report), lang=lang
    )


def due_words(one: ReportDeadline, *, lang: str) -> str:
    """Say by which day of every year who reports to whom, and where the plan names no day."""
    month, day = one.deadline.split("-")
    words = say(
        "trước {d}/{m} hằng năm, {by} gửi {to}",
        lang=lang,
        d=int(day),
        m=int(month),
        by=one.by.text(lang),
        to=one.to.text(lang),
    )
    return words if one.stated else words + " " + say("(kế hoạch không nêu ngày)", lang=lang)


def _invented(report: Report) -> bool:
    return bool(report.delivered.basis.eq("illustrative").any())


def _summary(report: Report, lang: str) -> Fragment:
    """Give the figures that are asked for first."""
    title = heading(f"1. {say('Tóm tắt', lang=lang)}")
    rows = report.delivered
    if rows.empty:
        words = say(
            "Chưa có lô nào được nhận lời hay trao trong kỳ; phần dưới nêu nhu cầu, chỉ tiêu và "
            "những gì còn thiếu.",
            lang=lang,
        )
        return title + paragraph(words)
    stages = by_area(rows, []).set_index("stage")

    def of(stage: str, figure: str) -> int:
        return int(stages[figure].get(stage, 0))

    accepted, delivered = (
        of(stage, "children") + of(stage, "places") for stage in ("accepted", "delivered")
    )
    communes = rows[rows.stage == "delivered"].commune_code.nunique()
    share = share_words(delivered, accepted, lang=lang)
    planned = [(number(of("planned", "lots"), lang=lang), say("lô trong kế hoạch", lang=lang))]
    if not report.has_ledger:
        words = say(
            "Chưa có sổ cam kết: chưa biết ai nhận lời, đã trao gì; các cột ấy ghi «–».", lang=lang
        )
        return title + key_figures(planned) + paragraph(words, kind="note")
    figures = [
        *planned,
        (number(of("accepted", "lots"), lang=lang), say("lô được nhận lời", lang=lang)),
        (number(of("delivered", "lots"), lang=lang), say("lô đã trao", lang=lang)),
        (number(delivered, lang=lang), say("lượt trẻ (nơi) đã nhận", lang=lang)),
        (share, say("đã trao so với nhận lời", lang=lang)),
        (number(communes, lang=lang), say("xã đã nhận", lang=lang)),
        (
            number(of("delivered", "known_vnd") / _MILLION, lang=lang),
            say("triệu đồng đã trao", lang=lang),
        ),
        (
            number(of("waiting", "known_vnd") / _MILLION, lang=lang),
            say("triệu đồng nhận lời chưa trao", lang=lang),
        ),
    ]
    return title + key_figures(figures) + _counted_note(lang)


def _counted_note(lang: str) -> Fragment:
    words = say(
        "Lượt trẻ: một trẻ nhận nhiều loại hỗ trợ được đếm ở từng loại. «Nhận lời» là số đã hứa, "
        "«đã trao» là số thực trao ghi trong sổ cam kết.",
        lang=lang,
    )
    return paragraph(words, kind="note")


def _problems(report: Report, *, lang: str) -> Fragment:
    return _sentences(report.problems, say("Không thấy tồn tại nào trong các bảng.", lang=lang))


def _proposals(report: Report, *, lang: str) -> Fragment:
    return _sentences(report.proposals, say("Không có kiến nghị nào từ các bảng.", lang=lang))


def _lacking(report: Report, *, lang: str) -> Fragment:
    return _sentences(report.lacking, say("Không thiếu gì.", lang=lang))


def _sentences(told: tuple[str, ...], otherwise: str) -> Fragment:
    if not told:
        return paragraph(otherwise)
    return bullets([f"{one[0].upper()}{one[1:]}." for one in told])
