"""The top of a briefing: what it is about, key figures, and what they say in words."""

from __future__ import annotations

from html import escape
from typing import Any

from needs.assessment import Assessment
from needs.briefing.audience import edition_mark
from needs.briefing.gap import whole_parts
from needs.briefing.html import Fragment, bullets, key_figures, paragraph
from needs.briefing.measures import by_category, listed_places, total
from needs.briefing.no_list import is_without_list, no_list_opening
from needs.briefing.people import people_words
from needs.briefing.returned import is_told, told_words
from needs.briefing.uncertain import own_interval
from needs.briefing.words import at_start, category_name, illustrative_notice, plan_words
from needs.charts import children_parts
from needs.tables import ALL, rows_of
from needs.wording import date_text, interval, number, percent, say
from needs.wording.numbers import is_missing

#: A firm part smaller than this share of the middle is pointed out.
_SMALL_PART = 0.5


def title_block(assessment: Assessment, title: str, *, lang: str) -> Fragment:
    """Return title, programme, edition of the list, and the mark of illustrative data."""
    programme = assessment.programme
    plan = programme.plan
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<p><strong>{escape(programme.title.text(lang))}</strong><br>",
        escape(
            say(
                "{plan}. {whom}. Tính cho ngày {day}.",
                lang=lang,
                plan=at_start(plan_words(plan, lang=lang)),
                whom=whom_words(assessment, lang=lang),
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
    return (
        edition_mark("internal", lang=lang)
        + Fragment("".join(parts))
        + paragraph(plan.note.text(lang), kind="note")
    )


def whom_words(assessment: Assessment, *, lang: str) -> str:
    """Say by what the children are counted: a list of communes, none yet, or circumstances."""
    if assessment.standing == "by_groups":
        return say("Đối tượng: trẻ em có hoàn cảnh đặc biệt, ở mọi xã", lang=lang)
    if assessment.standing == "no_list":
        return say("Chưa có danh sách xã", lang=lang)
    lists = "; ".join(sorted(assessment.communes.area_list.unique()))
    return say("Danh sách xã: {lists}", lang=lang, lists=lists)


def _all_communes(assessment: Assessment, *, lang: str) -> list[tuple[str, str]]:
    """Return the key figures that need no list of communes."""
    communes = assessment.communes
    told = communes.children_basis.eq("returned").fillna(False)
    return [
        (number(len(communes), lang=lang), say("xã, phường", lang=lang)),
        (number(total(communes.population), lang=lang), say("dân số", lang=lang)),
        (
            number(total(communes.children), lang=lang),
            say("trẻ em dưới 16 tuổi, {basis}", lang=lang, basis=told_words(told, lang=lang)),
        ),
    ]


def headline_figures(assessment: Assessment, *, lang: str) -> Fragment:
    """Return the key figures of a district or of the province."""
    if assessment.standing != "listed":
        figures = _all_communes(assessment, lang=lang)
        if assessment.standing == "no_list":
            waits = say("trẻ thuộc đối tượng: chưa có danh sách xã", lang=lang)
            return key_figures([*figures, ("–", waits)])
        return key_figures([*figures, *_of_need(assessment, lang=lang)])
    communes = assessment.communes
    disadvantaged = communes[communes.specially_disadvantaged]
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
        told = disadvantaged.children_basis.eq("returned").fillna(False)
        figures += [
            (
                number(total(disadvantaged.children), lang=lang),
                say(
                    "trẻ em dưới 16 tuổi ở xã đặc biệt khó khăn, {basis}",
                    lang=lang,
                    basis=told_words(told, lang=lang),
                ),
            ),
            *_of_need(assessment, lang=lang),
        ]
    return key_figures(figures)


def _of_need(assessment: Assessment, *, lang: str) -> list[tuple[str, str]]:
    """Return the key figures of need, gap and proposal."""
    rows = by_category(assessment)
    return [
        (
            number(own_interval(assessment, ALL, "people_in_need").middle, lang=lang),
            say("trẻ cần ít nhất một loại hỗ trợ, mỗi trẻ đếm một lần", lang=lang)
            + _interval_words(assessment, ALL, "people_in_need", lang),
        ),
        (
            _in_millions(total(assessment.gap.gap_vnd), lang),
            say("triệu đồng còn thiếu trong năm, mức giữa", lang=lang)
            + _interval_words(assessment, ALL, "gap_cost_vnd", lang, in_millions=True),
        ),
        (
            _in_millions(total(rows.cost_vnd), lang),
            say("triệu đồng thiếu chắc chắn: phần đem đi đề xuất", lang=lang),
        ),
        (
            _in_millions(total(rows.proposed_vnd), lang),
            say("triệu đồng đề xuất với các nhà tài trợ", lang=lang),
        ),
        (
            _in_millions(total(rows.open_vnd), lang),
            say("triệu đồng thiếu chắc chắn mà chưa có nguồn", lang=lang),
        ),
    ]


def _in_millions(amount_vnd: Any, lang: str) -> str:
    return number(None if is_missing(amount_vnd) else float(amount_vnd) / 1e6, lang=lang)


def _interval_words(
    assessment: Assessment, category: str, measure: str, lang: str, *, in_millions: bool = False
) -> str:
    """Return « (khoảng 90%: …)»; nothing where the figure is exact or not known."""
    ends = own_interval(assessment, category, measure)
    if is_missing(ends.low) or is_missing(ends.high) or ends.low == ends.high:
        return ""
    unit = 1_000_000 if in_millions else 1
    span = interval(float(ends.low) / unit, float(ends.high) / unit, lang=lang)
    return " " + say("(khoảng 90%: {range})", lang=lang, range=span)


def money_in_words(assessment: Assessment, *, lang: str) -> str:
    """Say in one sentence: cost of the target − State − others = gap, with its interval.

    Where communes have no figures, the sentence is about the others and says so.
    """
    gap = assessment.gap
    columns = ["target_vnd", "state_vnd", "pledged_vnd", "gap_vnd"]
    unknown = set(gap.commune_code[gap[columns].isna().any(axis=1)])
    cells = gap[~gap.commune_code.isin(unknown)]
    if cells.empty:
        return say("Chưa tính được chi phí: không xã nào có đủ số liệu.", lang=lang)
    target, state, pledged, left = (_in_millions(cells[name].sum(), lang) for name in columns)
    words = say(
        "Cả năm cần {target} triệu đồng để đạt chỉ tiêu; Nhà nước lo {state}, các nguồn khác lo "
        "{pledged}; còn thiếu {gap} triệu đồng{interval}.",
        lang=lang,
        target=target,
        state=state,
        pledged=pledged,
        gap=left,
        interval=_interval_words(assessment, ALL, "gap_cost_vnd", lang, in_millions=True),
    )
    if not unknown:
        return words
    return (
        words
        + " "
        + say(
            "Chỉ tính {known}/{all} xã: các xã khác chưa có số liệu.",
            lang=lang,
            known=number(cells.commune_code.nunique(), lang=lang),
            all=number(gap.commune_code.nunique(), lang=lang),
        )
    )


def in_words(assessment: Assessment, *, lang: str) -> Fragment:
    """Say the main findings in a few sentences; nothing is said that is not in the tables."""
    if is_without_list(assessment):
        return no_list_opening(assessment, lang=lang)
    if assessment.gap.empty:
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
    result = (
        paragraph(money_in_words(assessment, lang=lang))
        + _firm_part(assessment, lang)
        + paragraph(people_words(assessment, lang=lang))
        + bullets(_categories_in_words(assessment, lang))
    )
    gap = assessment.gap
    known = gap[gap.gap_low.notna()]
    if len(known) and known.gap_low.max() > 0:
        worst = next(rows_of(known.sort_values("gap_low", ascending=False, kind="stable")))
        result = result + paragraph(
            say(
                "Thiếu nhiều nhất: {commune}, {category}: {gap} trẻ, chắc chắn thiếu {firm}.",
                lang=lang,
                commune=worst.commune,
                category=category_name(assessment.programme, worst.category, lang=lang).lower(),
                gap=number(worst.gap_point, lang=lang),
                firm=number(worst.gap_low, lang=lang),
            )
        )
    unknown = gap[gap.gap_low.isna()].commune
    if len(set(gap.commune_code[gap.gap_low.isna()])) == gap.commune_code.nunique():
        everywhere = say(
            "Chưa có số liệu ở cả {n} xã.",
            lang=lang,
            n=number(gap.commune_code.nunique(), lang=lang),
        )
        return result + paragraph(everywhere, kind="note")
    if len(unknown):
        result = result + paragraph(
            say("Chưa có số liệu: {communes}.", lang=lang, communes=listed_places(unknown)),
            kind="note",
        )
    return result


def _firm_part(assessment: Assessment, lang: str) -> Fragment:
    """Say that the firm part is small where it is: nothing open is not nothing lacking."""
    middle = total(assessment.gap.gap_vnd)
    firm = total(by_category(assessment).cost_vnd)
    if is_missing(middle) or is_missing(firm) or firm >= middle * _SMALL_PART:
        return Fragment("")
    return paragraph(
        say(
            "Mới chắc chắn thiếu {firm} triệu đồng, {share} của số đó, vì số trẻ còn là ước tính: "
            "chỉ phần này được đem đi đề xuất. Xã báo số thật thì phần chắc chắn rõ hơn.",
            lang=lang,
            firm=_in_millions(firm, lang),
            share=percent(firm / middle, lang=lang),
        ),
        kind="note",
    )


def _categories_in_words(assessment: Assessment, lang: str) -> list[str]:
    rows, need = by_category(assessment), assessment.need
    parts = whole_parts(children_parts(assessment.gap, assessment.programme))
    return [
        say(
            "{name}: cần đạt {target} trẻ ({basis}); Nhà nước lo {state}, nguồn khác lo "
            "{pledged}; còn thiếu {gap} trẻ{interval}, chắc chắn thiếu {firm}{proposed}.",
            lang=lang,
            name=category_name(assessment.programme, row.Index, lang=lang),
            target=number(row.children_target, lang=lang),
            basis=told_words(is_told(need[need.category == row.Index]), lang=lang),
            state=number(parts.state[row.Index], lang=lang),
            pledged=number(parts.pledged[row.Index], lang=lang),
            gap=number(row.gap_point, lang=lang),
            interval=_interval_words(assessment, row.Index, "gap_children", lang),
            firm=number(row.gap_low, lang=lang),
            proposed=_proposed_words(row, lang),
        )
        for row in rows_of(rows)
    ]


def _proposed_words(row: Any, lang: str) -> str:
    """Say what is proposed; «no source for 0» would deny a gap that is only not firm yet."""
    if not is_missing(row.gap_low) and row.gap_low == 0:
        return " " + say("(nên chưa đem đi đề xuất)", lang=lang)
    return say(
        ": đề xuất phân bổ tới {reached} trẻ, chưa có nguồn cho {open} trẻ",
        lang=lang,
        reached=number(row.children_reached, lang=lang),
        open=number(row.children_open, lang=lang),
    )
