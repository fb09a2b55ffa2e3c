"""The slip with which a donor answers, and the way of a gift from the answer to the report."""

from __future__ import annotations

import pandas as pd
from babel.dates import get_month_names

from needs.assessment import Assessment
from needs.briefing.html import Fragment, data_table, heading, paragraph, text
from needs.proposals.lots import DonorLots
from needs.proposals.words import (
    month_numbers,
    months_words,
    office_today,
    support,
    support_name,
    supports,
)
from needs.wording import date_text, money, say


def schedule(assessment: Assessment, mine: DonorLots, *, lang: str) -> Fragment:
    """Show when what happens: answer, delivery by category, reports of the plan.

    Dates are those of the profile; where it has none, a space is left for the lead agency.
    """
    programme = assessment.programme
    blank = "…… / …… / ………"
    rows = [
        [
            say("Đề xuất này", lang=lang),
            say(
                "theo số liệu ngày {day}",
                lang=lang,
                day=date_text(programme.reference_date, lang=lang),
            ),
            text(office_today(programme.lead_agency, lang=lang)),
        ],
        [
            say("Nhà tài trợ gửi phiếu trả lời", lang=lang),
            say("trước ngày {blank}", lang=lang, blank=blank),
            text(mine.donor),
        ],
    ]
    for category in _in_order(assessment, mine):
        entry = support(programme, category)
        rows.append(
            [
                text(
                    say(
                        "Giao: {category}",
                        lang=lang,
                        category=support_name(programme, category, lang=lang),
                    )
                ),
                text(_delivery(mine.rows[mine.rows.category == category], lang, programme.period)),
                text(office_today(entry.lead_agency, lang=lang)),
            ]
        )
    rows.append(
        [
            say("Xã xác nhận đã nhận", lang=lang),
            say("ngay khi giao", lang=lang),
            say("Ủy ban nhân dân xã", lang=lang),
        ]
    )
    rows += [
        [
            text(say("Báo cáo kết quả tới: {to}", lang=lang, to=report.to.text(lang))),
            say(
                "trước ngày {day} hằng năm",
                lang=lang,
                day=_day_of_year(report.deadline, lang),
            ),
            text(report.by.text(lang)),
        ]
        for report in programme.reports
    ]
    return data_table(
        [say("Việc", lang=lang), say("Khi nào", lang=lang), say("Ai", lang=lang)],
        rows,
        caption=say("Lịch: từ trả lời đến báo cáo", lang=lang),
        kinds="ttt",
    )


def _in_order(assessment: Assessment, mine: DonorLots) -> list[str]:
    every = [entry.id for entry in supports(assessment.programme)]
    return [name for name in every if name in mine.categories]


def _delivery(rows: pd.DataFrame, lang: str, period: str) -> str:
    """Say in which months lots are delivered; by months where they differ."""
    months = sorted({month_numbers(words) for words in rows.months})
    words = "; ".join(months_words(given, lang=lang) for given in months)
    return f"{words} ({say('năm {year}', lang=lang, year=period)})"


def _day_of_year(deadline: str, lang: str) -> str:
    """Write a deadline (MM-DD): 30/11 (vi), 30 November (en)."""
    month, day = map(int, deadline.split("-"))
    if lang == "vi":
        return f"{day:02d}/{month:02d}"
    return f"{day} {get_month_names('wide', locale=lang)[month]}"


def reply_slip(assessment: Assessment, mine: DonorLots, *, options: int, lang: str) -> Fragment:
    """Return the slip: yes to all, to some lots, an exchange, or no; signature and date.

    Parameters
    ----------
    assessment
        Names the programme and the lead agency.
    mine
        What is proposed.
    options
        How many exchanges the page offers.
    lang
        Language.
    """
    lots = say(
        "{n} lô, số {first} đến {last}",
        lang=lang,
        n=len(mine.rows),
        first=mine.rows.number.iloc[0],
        last=mine.rows.number.iloc[-1],
    )
    if len(mine.rows) == 1:
        lots = say("lô số {first}", lang=lang, first=mine.rows.number.iloc[0])
    choices = [
        _choice(
            say(
                "Đồng ý toàn bộ: {lots}, giá trị {amount}.",
                lang=lang,
                lots=lots,
                amount=money(mine.pays_vnd, lang=lang),
            )
        ),
    ]
    if len(mine.rows) > 1:
        words = say("Đồng ý một phần, chỉ các lô số:", lang=lang)
        choices.append(_choice(words, blank=True))
    if options:
        numbers = " ".join(
            f'<span class="box"></span>{number}&nbsp;&nbsp;' for number in range(1, options + 1)
        )
        chosen = text(say("Chọn phương án đổi:", lang=lang))
        choices.append(f'<li><span class="box"></span>{chosen} {numbers}</li>')
    choices += [
        _choice(say("Chưa tham gia lần này.", lang=lang)),
        _choice(say("Đề nghị khác:", lang=lang), blank=True),
    ]
    lead = office_today(assessment.programme.lead_agency, lang=lang)
    body = [
        heading(say("Phiếu trả lời", lang=lang)).html,
        paragraph(
            say(
                "Gửi: {lead}. Về đề xuất của chương trình «{programme}» với: {donor}.",
                lang=lang,
                lead=lead,
                programme=assessment.programme.title.text(lang),
                donor=mine.donor,
            )
        ).html,
        f"<ul>{''.join(choices)}</ul>",
        _line(say("Người liên hệ, điện thoại, thư điện tử:", lang=lang)),
        _signed(lang),
        paragraph(
            say(
                "Đánh dấu, ký và gửi lại trang này (bản giấy, ảnh chụp hoặc bản quét) cho cơ quan "
                "chủ trì, theo địa chỉ ghi dưới đây. Lời nhận chỉ được giữ chỗ khi cơ quan chủ trì "
                "đã ghi vào sổ cam kết.",
                lang=lang,
            )
        ).html,
        _line(say("Địa chỉ nhận phiếu (cơ quan chủ trì ghi):", lang=lang)),
        _reference(assessment, mine, lang),
    ]
    return Fragment(f'<div class="slip">{"".join(body)}</div>')


def _reference(assessment: Assessment, mine: DonorLots, lang: str) -> str:
    """Return what whoever enters the answer into the ledger has to type."""
    words = say(
        "Mã để ghi sổ: {programme}, {id}",
        lang=lang,
        programme=assessment.programme.id,
        id=mine.donor_id,
    )
    return f"<p><small>{text(words)}</small></p>"


def _choice(words: str, *, blank: bool = False) -> str:
    if not blank:
        return f'<li><span class="box"></span>{text(words)}</li>'
    return f'<li class="line"><span><span class="box"></span>{text(words)}</span><i></i></li>'


def _line(words: str) -> str:
    return f'<p class="line"><span>{text(words)}</span><i></i></p>'


def _signed(lang: str) -> str:
    day = text(say("Ngày …… tháng …… năm ………", lang=lang))
    who = text(say("Người đại diện (ký, ghi rõ họ tên, chức vụ)", lang=lang))
    return f'<div class="signed"><p>{day}</p><p>{who}</p></div>'
