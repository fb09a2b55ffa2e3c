"""The part of the Fund's page about units: asked for, received, still to come."""

from __future__ import annotations

import pandas as pd

from needs.briefing.html import Fragment, data_table, heading, paragraph, text
from needs.fund.contributions import contributions_by
from needs.sheets.fund_cells import at_least, vnd
from needs.sheets.fund_figures import FundYear
from needs.tables import rows_of
from needs.wording import number, say


def units_section(year: FundYear) -> Fragment:
    """Show what each unit was asked for, gave, and what is still to come."""
    lang, own = year.lang, year.of_year("fund_contributions")
    rule = year.rules.contribution
    if rule is None and own.empty:
        return Fragment("")
    title = heading(rule.name.text(lang) if rule else say("Đóng góp của các đơn vị", lang=lang))
    if rule is not None:
        title += paragraph(
            say(
                "Vận động {whom}: ít nhất {days} ngày lương một năm. Mức vận động = số người × "
                "lương bình quân một ngày × số ngày; đây là đóng góp tự nguyện, sổ chỉ ghi số đã "
                "thu. Nguồn: {source}.",
                lang=lang,
                whom=rule.asked_of.text(lang),
                days=number(rule.days.value, lang=lang),
                source=rule.source,
            )
        )
    if own.empty:
        return title + paragraph(
            say(
                "Chưa có danh sách đơn vị của năm {year}: nhập bảng đơn vị bằng "
                "`needs fund … import`.",
                lang=lang,
                year=year.year,
            ),
            kind="note",
        )
    return title + _levels(year, own) + _units(year, own)


def _levels(year: FundYear, own: pd.DataFrame) -> Fragment:
    lang = year.lang
    sums = contributions_by(own, "level", "place")
    whole = contributions_by(own, "period")
    body = [
        [
            text(year.fund_name(row.level, row.place)),
            vnd(row.units, lang),
            at_least(row.expected_vnd, row.units_unknown, lang),
            vnd(row.received_vnd, lang),
            at_least(row.to_come_vnd, row.units_unknown, lang),
        ]
        for row in rows_of(sums)
    ]
    (all_units,) = rows_of(whole)
    note = Fragment("")
    if all_units.units_unknown:
        note = paragraph(
            say(
                "{n} đơn vị chưa có số người hoặc lương bình quân: mức vận động của các đơn vị đó "
                "chưa biết, «≥» là chưa tính các đơn vị này.",
                lang=lang,
                n=number(all_units.units_unknown, lang=lang),
            ),
            kind="note",
        )
    return (
        data_table(
            [
                say("Quỹ nhận", lang=lang),
                say("Số đơn vị", lang=lang),
                say("Mức vận động, đồng", lang=lang),
                say("Đã thu, đồng", lang=lang),
                say("Còn lại, đồng", lang=lang),
            ],
            body,
            caption=say("Đóng góp theo cấp quỹ", lang=lang),
            total=[
                say("Cộng", lang=lang),
                vnd(all_units.units, lang),
                at_least(all_units.expected_vnd, all_units.units_unknown, lang),
                vnd(all_units.received_vnd, lang),
                at_least(all_units.to_come_vnd, all_units.units_unknown, lang),
            ],
        )
        + note
    )


def _units(year: FundYear, own: pd.DataFrame) -> Fragment:
    lang = year.lang
    return data_table(
        [
            say("Đơn vị", lang=lang),
            say("Quỹ nhận", lang=lang),
            say("Số người", lang=lang),
            say("Lương một ngày, đồng", lang=lang),
            say("Mức vận động, đồng", lang=lang),
            say("Đã thu, đồng", lang=lang),
            say("Còn lại, đồng", lang=lang),
        ],
        [
            [
                text(row.unit_name),
                text(year.fund_name(row.level, row.place)),
                *(
                    vnd(one, lang)
                    for one in (
                        *(row.staff, row.daily_pay_vnd, row.expected_vnd),
                        *(row.received_vnd, row.to_come_vnd),
                    )
                ),
            ]
            for row in rows_of(own)
        ],
        caption=say("Từng đơn vị", lang=lang),
        kinds="tt",
        compact=True,
    )
