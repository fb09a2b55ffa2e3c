"""The top of a briefing: what it is about, key figures, and what they say in words."""

from __future__ import annotations

from html import escape
from typing import Any

from needs.assessment import Assessment
from needs.briefing.html import Fragment, bullets, key_figures, paragraph
from needs.briefing.measures import by_category, total
from needs.briefing.returned import is_told, range_words
from needs.briefing.words import category_name, illustrative_notice
from needs.tables import rows_of
from needs.wording import date_text, interval, number, percent, say
from needs.wording.numbers import is_missing


def title_block(assessment: Assessment, title: str, *, lang: str) -> Fragment:
    """Return title, programme, edition of the list, and the mark of illustrative data."""
    programme = assessment.programme
    lists = "; ".join(sorted(assessment.communes.area_list.unique()))
    plan = programme.plan
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<p><strong>{escape(programme.title.text(lang))}</strong><br>",
        escape(
            say(
                "{plan}, giai đoạn {start}–{end}. Danh sách xã: {lists}. Tính cho ngày {day}.",
                lang=lang,
                plan=plan.number,
                start=plan.period_from,
                end=plan.period_to,
                lists=lists,
                day=date_text(programme.reference_date, lang=lang),
            )
        ),
        "</p>",
    ]
    if assessment.illustrative:
        mark = say("số liệu minh họa", lang=lang)
        parts.append(
            f'<p><span class="badge badge-illustrative">{mark}</span> '
            f"{escape(illustrative_notice(lang=lang))}</p>"
        )
    return Fragment("".join(parts)) + paragraph(plan.note.text(lang), kind="note")


def headline_figures(assessment: Assessment, *, lang: str) -> Fragment:
    """Return the key figures of a district or of the province."""
    communes = assessment.communes
    disadvantaged = communes[communes.specially_disadvantaged]
    rows = by_category(assessment)
    figures = [
        (
            f"{len(disadvantaged)} / {len(communes)}",
            say("xã đặc biệt khó khăn / xã trong danh sách", lang=lang),
        ),
        (
            number(total(communes.population), lang=lang),
            say("dân số các xã trong danh sách", lang=lang),
        ),
    ]
    if not assessment.need.empty:
        basis = range_words(
            disadvantaged.children_basis.eq("returned").fillna(False),
            total(disadvantaged.children_low),
            total(disadvantaged.children_high),
            lang=lang,
        )
        figures += [
            (
                number(total(disadvantaged.children), lang=lang),
                say(
                    "trẻ em dưới 16 tuổi ở xã đặc biệt khó khăn, {basis}",
                    lang=lang,
                    basis=basis,
                ),
            ),
            (
                _in_millions(total(rows.cost_vnd), lang),
                say("triệu đồng để bù phần còn thiếu (mức thấp) trong năm", lang=lang),
            ),
            (
                _in_millions(total(rows.proposed_vnd), lang),
                say("triệu đồng đề xuất với các nhà tài trợ", lang=lang),
            ),
            (
                _in_millions(total(rows.open_vnd), lang),
                say("triệu đồng chưa có nguồn", lang=lang),
            ),
        ]
    return key_figures(figures)


def _in_millions(amount_vnd: Any, lang: str) -> str:
    return number(None if is_missing(amount_vnd) else float(amount_vnd) / 1e6, lang=lang)


def in_words(assessment: Assessment, *, lang: str) -> Fragment:
    """Say the main findings in a few sentences; nothing is said that is not in the tables."""
    rows, need = by_category(assessment), assessment.need
    sentences = []
    for row in rows_of(rows):
        name = category_name(assessment.programme, row.Index, lang=lang)
        sentences.append(
            say(
                "{name}: cần đạt {target} trẻ ({basis}), đã hỗ trợ {covered}, còn thiếu "
                "{gap} trẻ; đề xuất phân bổ tới {reached} trẻ, còn {open} trẻ chưa có nguồn.",
                lang=lang,
                name=name,
                basis=range_words(
                    is_told(need[need.category == row.Index]),
                    row.children_target_low,
                    row.children_target_high,
                    lang=lang,
                ),
                target=number(row.children_target, lang=lang),
                covered=interval(row.covered_low, row.covered_high, lang=lang),
                gap=interval(row.gap_low, row.gap_high, lang=lang),
                reached=number(row.children_reached, lang=lang),
                open=number(row.children_open, lang=lang),
            )
        )
    if not sentences:
        return paragraph(
            say(
                "Không có xã đặc biệt khó khăn nào trong danh sách, nên chương trình không tính "
                "nhu cầu ở đây.",
                lang=lang,
            )
            + " "
            + assessment.programme.beneficiaries.note.text(lang),
            kind="note",
        )
    gap = assessment.gap
    known = gap[gap.gap_low.notna()]
    result = bullets(sentences)
    if len(known) and known.gap_low.max() > 0:
        worst = next(rows_of(known.sort_values("gap_low", ascending=False, kind="stable")))
        result = result + paragraph(
            say(
                "Thiếu nhiều nhất: {commune}, {category}, ít nhất {gap} trẻ "
                "({rate} số trẻ cần đạt).",
                lang=lang,
                commune=worst.commune,
                category=category_name(assessment.programme, worst.category, lang=lang).lower(),
                gap=number(worst.gap_low, lang=lang),
                rate=percent(worst.gap_low / worst.children_target_low, lang=lang),
            )
        )
    unknown = sorted(set(gap[gap.gap_low.isna()].commune))
    if unknown:
        result = result + paragraph(
            say("Chưa có số liệu: {communes}.", lang=lang, communes="; ".join(unknown)), kind="note"
        )
    return result
