"""The part of the Fund's page about the law: limits, reports, publication, by when."""

from __future__ import annotations

import datetime as dt

from needs.briefing.html import Fragment, bullets, heading, paragraph
from needs.sheets.fund_figures import FundYear
from needs.wording import date_text, money, percent, say


def law_section(year: FundYear) -> Fragment:
    """Say what the law asks: running costs against the limit, reports and publication, by when."""
    lang, law = year.lang, year.law
    # What is published of a year is published under the law of the year after.
    then = year.rules.law_on(_day(year.year + 1, law.publish_by))
    items = [
        say(
            "Công khai {what} của năm {year}: trước ngày {day} ({law}).",
            lang=lang,
            what=then.publishes.text(lang),
            year=year.year,
            day=date_text(_day(year.year + 1, then.publish_by), lang=lang),
            law=then.name.text(lang),
        ),
        say(
            "Báo cáo hoạt động và tài chính năm {year} gửi {whom}: trước ngày {day}.",
            lang=lang,
            year=year.year,
            whom=law.report_to.text(lang),
            day=date_text(_day(year.year, law.report_by), lang=lang),
        ),
    ]
    for report in year.rules.reports:
        days = ", ".join(date_text(_day(year.year, one), lang=lang) for one in report.by)
        items.append(
            say(
                "{report}, gửi {whom}: {days} ({source}).",
                lang=lang,
                report=report.name.text(lang),
                whom=report.to.text(lang),
                days=days,
                source=report.source,
            )
        )
    return (
        heading(say("Theo pháp luật", lang=lang))
        + paragraph(
            say("{law}. Nguồn: {source}.", lang=lang, law=law.name.text(lang), source=law.source)
        )
        + _management(year)
        + bullets(items)
    )


def _management(year: FundYear) -> Fragment:
    lang, limit = year.lang, year.law.management_share
    if limit is None:
        return Fragment("")
    spent, base = year.management_vnd, year.management_base_vnd
    if not base:
        words = say(
            "Chi quản lý quỹ: {spent}; năm nay chưa có khoản thu để tính tỷ lệ.",
            lang=lang,
            spent=money(spent, lang=lang),
        )
    else:
        words = say(
            "Chi quản lý quỹ: {spent}, bằng {share} của {base} thu bằng tiền được tính; mức tối đa "
            "{limit}.",
            lang=lang,
            spent=money(spent, lang=lang),
            share=percent(spent / base, lang=lang, decimals=1),
            base=money(base, lang=lang),
            limit=percent(limit.value, lang=lang),
        )
    if spent > base * limit.value:
        words += " " + say("Vượt mức: phải do Hội đồng quản lý quỹ quyết định.", lang=lang)
    return paragraph(words) + paragraph(limit.source, kind="note")


def _day(year: int, month_day: str) -> dt.date:
    month, day = map(int, month_day.split("-"))
    return dt.date(year, month, day)
