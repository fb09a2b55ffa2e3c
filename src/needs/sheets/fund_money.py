"""The part of the Fund's page about money: in, out, what is left."""

from __future__ import annotations

from needs.briefing.html import Fragment, data_table, heading, paragraph, picture, text
from needs.sheets.fund_cells import vnd
from needs.sheets.fund_figures import FundYear
from needs.sheets.fund_picture import money_picture
from needs.tables import rows_of
from needs.wording import date_text, money, say


def money_section(year: FundYear) -> Fragment:
    """Show money in and out, by source and activity, and what is left."""
    lang = year.lang
    return (
        heading(say("Thu, chi và số dư", lang=lang))
        + picture(money_picture(year))
        + _income(year)
        + _spending(year)
        + _left(year)
    )


def _income(year: FundYear) -> Fragment:
    lang, own = year.lang, year.of_year("fund_income")
    if own.empty:
        return paragraph(say("Chưa có khoản thu nào trong năm.", lang=lang), kind="note")
    rows = []
    for account in year.income_by_account().index:
        part = own[own["account"] == account]
        kept = part.loc[part["earmark"] != "", "amount_vnd"].sum()
        rows.append(
            [
                text(year.account_name(str(account))),
                vnd(part["receipts"].sum(), lang),
                vnd(part["amount_vnd"].sum(), lang),
                vnd(kept, lang),
            ]
        )
    kept = own.loc[own["earmark"] != "", "amount_vnd"].sum()
    return data_table(
        [
            say("Nguồn thu", lang=lang),
            say("Số lần", lang=lang),
            say("Đã thu, đồng", lang=lang),
            say("Trong đó có mục đích riêng, đồng", lang=lang),
        ],
        rows,
        caption=say("Thu theo nguồn", lang=lang),
        total=[
            say("Cộng", lang=lang),
            vnd(own["receipts"].sum(), lang),
            vnd(own["amount_vnd"].sum(), lang),
            vnd(kept, lang),
        ],
    )


def _spending(year: FundYear) -> Fragment:
    lang, own = year.lang, year.of_year("fund_spending")
    if own.empty:
        return paragraph(say("Chưa có khoản chi nào trong năm.", lang=lang), kind="note")
    sums = own.groupby(["activity", "occasion"], as_index=False, sort=True)[
        ["payments", "amount_vnd", "goods_vnd"]
    ].sum()
    order = {one.id: n for n, one in enumerate(year.rules.activities)}
    occasions = {one.id: n for n, one in enumerate(year.rules.occasions)}
    sums = sums.assign(
        first=sums["activity"].map(order), second=sums["occasion"].map(occasions).fillna(-1)
    ).sort_values(["first", "second"])
    return data_table(
        [
            say("Hoạt động", lang=lang),
            say("Dịp", lang=lang),
            say("Số lần", lang=lang),
            say("Đã chi, đồng", lang=lang),
            say("Trong đó hiện vật, đồng", lang=lang),
        ],
        [
            [
                text(year.activity_name(row.activity)),
                text(year.occasion_name(row.occasion)),
                vnd(row.payments, lang),
                vnd(row.amount_vnd, lang),
                vnd(row.goods_vnd, lang),
            ]
            for row in rows_of(sums)
        ],
        caption=say("Chi theo hoạt động và dịp", lang=lang),
        kinds="tt",
        total=[
            say("Cộng", lang=lang),
            "",
            vnd(own["payments"].sum(), lang),
            vnd(own["amount_vnd"].sum(), lang),
            vnd(own["goods_vnd"].sum(), lang),
        ],
    )


def _left(year: FundYear) -> Fragment:
    """Show what is left by fund, and say which funds the law no longer knows."""
    lang, own = year.lang, year.closing
    if own.empty:
        return paragraph(say("Không còn số dư.", lang=lang), kind="note")
    goods = year.rules.account_of("goods").id
    rows = []
    for (level, place), part in own.groupby(["level", "place"], sort=True):
        in_stock = part.loc[part["account"] == goods, "amount_vnd"].sum()
        kept = part.loc[part["earmark"] != "", "amount_vnd"].sum()
        whole = part["amount_vnd"].sum()
        figures = (whole - in_stock, in_stock, whole, kept)
        name = year.fund_name(str(level), str(place))
        rows.append([text(name), *(vnd(one, lang) for one in figures)])
    ended = [
        one
        for one in year.rules.levels
        if one.until is not None and one.until < year.on and (own["level"] == one.id).any()
    ]
    note = Fragment("")
    for level in ended:
        held = int(own.loc[own["level"] == level.id, "amount_vnd"].sum())
        note += paragraph(
            say(
                "{level}: không còn theo pháp luật từ sau ngày {day}, sổ còn {amount}; hãy bàn "
                "giao và ghi điều chuyển. {source}.",
                lang=lang,
                level=level.name.text(lang),
                day=date_text(level.until or year.on, lang=lang),
                amount=money(held, lang=lang),
                source=level.source,
            ),
            kind="note",
        )
    return (
        data_table(
            [
                say("Quỹ", lang=lang),
                say("Tiền, đồng", lang=lang),
                say("Hiện vật, đồng", lang=lang),
                say("Cộng, đồng", lang=lang),
                say("Trong đó có mục đích riêng, đồng", lang=lang),
            ],
            rows,
            caption=say("Còn lại đến ngày {day}", lang=lang, day=date_text(year.day, lang=lang)),
            total=[
                say("Cộng", lang=lang),
                vnd(year.money_vnd, lang),
                vnd(year.goods_vnd, lang),
                vnd(year.sums["closing"], lang),
                vnd(year.earmarked_vnd, lang),
            ],
        )
        + note
    )
