"""The list of lots drawn for inspection, to take along: blanks to fill, no child's name."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.audience import edition_mark
from needs.briefing.html import Fragment, bullets, data_table, heading, paragraph, text
from needs.commitments import state_words
from needs.monitoring.outlook import support_name
from needs.programmes.monitoring import SpotCheck
from needs.proposals.page import Section, illustrative_mark, page_html, write_page
from needs.sheets.report import FOLDER
from needs.tables import rows_of
from needs.wording import collation_key, date_text, money, number, percent, say
from needs.wording.numbers import is_missing


def write_spot_check(
    drawn: pd.DataFrame,
    assessment: Assessment,
    rule: SpotCheck,
    folder: Path,
    *,
    year: str,
    on: dt.date,
    lang: str = "vi",
) -> Path:
    """Write `offices/spot-check-<year>.html` and return its path.

    Parameters
    ----------
    drawn
        From `draw_spot_checks`.
    assessment, rule
        Names, and how the lots were drawn.
    folder
        `reports/<programme>`.
    on
        The day of the draw.
    """
    html = spot_check_page(drawn, assessment, rule, year=year, on=on, lang=lang)
    return write_page(folder / FOLDER / f"spot-check-{year}.html", html)


def spot_check_page(
    drawn: pd.DataFrame,
    assessment: Assessment,
    rule: SpotCheck,
    *,
    year: str,
    on: dt.date,
    lang: str,
) -> str:
    """Return the whole page: how it was drawn, the list, a form for each lot."""
    title = say("Kiểm tra tại chỗ các lô đã trao, năm {year}", lang=lang, year=year)
    order = sorted(
        rows_of(drawn),
        key=lambda row: (
            collation_key("" if is_missing(row.district) else row.district),
            collation_key(row.commune),
            row.lot_id,
        ),
    )
    sections = [Section(_top(drawn, assessment, rule, title, on, lang))]
    if order:
        sections.append(Section(_list(order, assessment, lang)))
        sections += [
            Section(
                _form(row, place, assessment, lang), "output sheet" if not place % 2 else "output"
            )
            for place, row in enumerate(order)
        ]
    return page_html(title, sections, lang=lang)


def _top(
    drawn: pd.DataFrame,
    assessment: Assessment,
    rule: SpotCheck,
    title: str,
    on: dt.date,
    lang: str,
) -> Fragment:
    programme = assessment.programme
    head = (
        edition_mark("internal", lang=lang)
        + Fragment(f"<h1>{text(title)}</h1>")
        + paragraph(f"{programme.title.text(lang)} – {programme.province.text(lang)}")
    )
    if drawn.empty:
        words = say(
            "Sổ cam kết chưa ghi lô nào đã trao trong năm: chưa có gì để kiểm tra.", lang=lang
        )
        return head + paragraph(words, kind="note")
    told = [
        say(
            "Bốc {n} trong {all} lô đã trao, ngày {day}, số gieo {seed}: chạy lại với số này thì "
            "ra đúng danh sách này.",
            lang=lang,
            n=number(len(drawn), lang=lang),
            all=number(drawn.drawn_of.iloc[0], lang=lang),
            day=date_text(on, lang=lang),
            seed=int(drawn.seed.iloc[0]),
        ),
        _rule(rule, lang),
        say(
            "Tờ này không ghi tên trẻ. Danh sách ký nhận xem tại xã, không chụp, không chép "
            "vào đây.",
            lang=lang,
        ),
    ]
    invented = bool(drawn.basis.eq("illustrative").any())
    return head + illustrative_mark(illustrative=invented, lang=lang) + bullets(told)


def _rule(rule: SpotCheck, lang: str) -> str:
    words = say(
        "Quy tắc: {share} số lô không lớn, tất cả ít nhất {least} lô; mỗi huyện (cũ) có lô đã "
        "trao ít nhất {each}; lô nhỏ nào cũng có thể được bốc",
        lang=lang,
        share=percent(rule.share.value, lang=lang),
        least=rule.least,
        each=rule.least_per_district,
    )
    large = []
    if rule.sure_from_vnd is not None:
        large.append(
            say("từ {amount}", lang=lang, amount=money(int(rule.sure_from_vnd.value), lang=lang))
        )
    if rule.sure_from_children is not None:
        large.append(say("từ {n} trẻ", lang=lang, n=number(rule.sure_from_children, lang=lang)))
    if large:
        either = f" {say('hoặc', lang=lang)} ".join(large)
        words += "; " + say("lô {large} luôn được kiểm tra", lang=lang, large=either)
    return f"{words}."


def why_words(why: str, *, lang: str) -> str:
    """Say why a lot was drawn."""
    return {
        "sure": say("lô lớn", lang=lang),
        "district": say("đủ mỗi huyện", lang=lang),
        "random": say("bốc thăm", lang=lang),
    }[why]


def _list(rows: list[Any], assessment: Assessment, lang: str) -> Fragment:
    body = [
        [
            text(f"{place}. {row.commune}"),
            text(row.district, lang=lang),
            text(row.lot_id),
            text(support_name(assessment, row.category, lang=lang)),
            text(_units(row, lang)),
            text(row.donor),
            text(why_words(row.chosen_by, lang=lang)),
            "",
        ]
        for place, row in enumerate(rows, start=1)
    ]
    return heading(say("Danh sách", lang=lang)) + data_table(
        [
            say("Xã", lang=lang),
            say("Huyện (cũ)", lang=lang),
            say("Lô", lang=lang),
            say("Loại hỗ trợ", lang=lang),
            say("Đã trao", lang=lang),
            say("Nhà tài trợ", lang=lang),
            say("Vì sao chọn", lang=lang),
            say("Đã kiểm tra", lang=lang),
        ],
        body,
        caption=say("Các lô phải kiểm tra, theo huyện và xã", lang=lang),
        kinds="tttttttt",
        compact=True,
    )


def _units(row: Any, lang: str) -> str:
    count = row.children or row.places
    of = say("trẻ", lang=lang) if row.counted == "children" else say("nơi", lang=lang)
    amount = number(row.quantity, lang=lang)
    return f"{number(count, lang=lang)} {of}, {amount} {row.unit}"


def _form(row: Any, place: int, assessment: Assessment, lang: str) -> Fragment:
    """Return a lot's form: what the ledger says, and blanks for what was found."""
    title = say(
        "{n}. Lô {lot}: {category}, {commune}",
        lang=lang,
        n=place + 1,
        lot=row.lot_id,
        category=support_name(assessment, row.category, lang=lang),
        commune=row.commune,
    )
    told = [
        (say("Nhà tài trợ", lang=lang), row.donor + (f" + {row.partner}" if row.partner else "")),
        (say("Sổ ghi đã trao", lang=lang), _units(row, lang)),
        (say("Giá trị", lang=lang), money(row.value_vnd, lang=lang)),
        (
            say("Ngày trao", lang=lang),
            date_text(dt.date.fromisoformat(row.delivered_on), lang=lang),
        ),
        (say("Tình trạng", lang=lang), state_words(row.lot_state, lang=lang)),
        (say("Căn cứ", lang=lang), row.evidence),
    ]
    lines = "; ".join(f"{text(name)}: <b>{text(words)}</b>" for name, words in told)
    blanks = "".join(
        f'<p class="line"><span>{text(words)}</span><i></i></p>'
        for words in (
            say("Ngày kiểm tra; người kiểm tra", lang=lang),
            say("Số trẻ (nơi) thực nhận; số lượng thực nhận", lang=lang),
            say("Ngày thực nhận; ai trao", lang=lang),
            say("Chất lượng, có dùng được không, hỏng mất bao nhiêu", lang=lang),
            say("Ý kiến của trẻ, gia đình, thôn, trường", lang=lang),
        )
    )
    boxes = "".join(
        f'<li><span class="box"></span>{text(yes)}&emsp;<span class="box"></span>{text(no)}'
        f"&emsp;{text(question)}</li>"
        for question in (
            say("Có danh sách ký nhận, khớp với số trong sổ", lang=lang),
            say("Đúng đối tượng, đúng xã, đúng lứa tuổi", lang=lang),
            say("Không ai phải trả tiền hay làm gì để được nhận", lang=lang),
            say("Không trùng với hỗ trợ cùng loại của nguồn khác", lang=lang),
            say("Đề nghị xác nhận lô này", lang=lang),
        )
        for yes, no in ((say("có", lang=lang), say("không", lang=lang)),)
    )
    signed = "".join(
        f"<p><b>{text(words)}</b></p>"
        for words in (say("Người kiểm tra", lang=lang), say("Đại diện xã", lang=lang))
    )
    return heading(title, level=3) + Fragment(
        f'<p>{lines}</p><div class="slip">{blanks}<ul>{boxes}</ul>'
        f'<div class="signed">{signed}</div></div>'
    )
