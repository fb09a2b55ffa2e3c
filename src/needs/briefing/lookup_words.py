"""One sentence below each long table of the exploration notebooks: what it tells."""

from __future__ import annotations

import pandas as pd

from needs.briefing.html import Fragment, paragraph
from needs.briefing.measures import total
from needs.briefing.pages import Page
from needs.briefing.words import category_name, open_reason
from needs.tables import rows_of
from needs.wording import collation_key, money, number, percent, say

_FLOOR, _COULD_RISE = "floor", "could rise"


def people_told(page: Page) -> Fragment:
    """Say how many people live in the communes shown; missing if one is missing."""
    communes = page.part.communes
    return paragraph(
        say(
            "{n} xã, phường: dân số {population}, trẻ em dưới 16 tuổi {children}.",
            lang=page.lang,
            n=number(len(communes), lang=page.lang),
            population=number(total(communes.population), lang=page.lang),
            children=number(total(communes.children), lang=page.lang),
        )
    )


def list_told(communes: pd.DataFrame, *, lang: str) -> Fragment:
    """Say how many communes of a list are specially disadvantaged."""
    return paragraph(
        say(
            "{n} xã trong danh sách, {disadvantaged} xã đặc biệt khó khăn.",
            lang=lang,
            n=number(len(communes), lang=lang),
            disadvantaged=number(communes.specially_disadvantaged.sum(), lang=lang),
        )
    )


def gaps_told(page: Page) -> Fragment:
    """Say where most is surely lacking, and of how many rows nobody knows."""
    gap = page.part.gap
    known = gap[gap.gap_low.fillna(0) > 0]
    unknown = int(gap.gap_low.isna().sum())
    told = Fragment("")
    if len(known):
        most = next(
            rows_of(
                known.sort_values(
                    ["gap_low", "commune_code", "category"], ascending=[False, True, True]
                )
            )
        )
        told = paragraph(
            say(
                "Chắc chắn thiếu nhiều nhất: {commune}, {category}, ít nhất {gap} trẻ.",
                lang=page.lang,
                commune=most.commune,
                category=category_name(
                    page.province.programme, most.category, lang=page.lang
                ).lower(),
                gap=number(most.gap_low, lang=page.lang),
            )
        )
    if not unknown:
        return told
    return told + paragraph(
        say(
            "{n} trong {all} dòng chưa tính được: chưa có số liệu, không phải là không thiếu.",
            lang=page.lang,
            n=number(unknown, lang=page.lang),
            all=number(len(gap), lang=page.lang),
        ),
        kind="note",
    )


def lots_told(page: Page) -> Fragment:
    """Say how many lots of how many donors go to how many communes, and what they are worth."""
    lots = page.part.allocation
    if lots.empty:
        return Fragment("")
    return paragraph(
        say(
            "{lots} phần quà của {donors} nhà tài trợ tới {communes} xã, trị giá {amount}.",
            lang=page.lang,
            lots=number(len(lots), lang=page.lang),
            donors=number(lots.donor_id.nunique(), lang=page.lang),
            communes=number(lots.commune_code.nunique(), lang=page.lang),
            amount=money(total(lots.cost_vnd), lang=page.lang, millions=True),
        )
    )


def open_told(page: Page) -> Fragment:
    """Say for which reason most places wait."""
    reasons = page.part.open_needs.reason.value_counts()
    if reasons.empty:
        return Fragment("")
    names = {str(code): open_reason(str(code), lang=page.lang) for code in reasons.index}
    most = min(names, key=lambda code: (-reasons[code], collation_key(names[code])))
    return paragraph(
        say(
            "{n} dòng chưa có đủ nguồn; lý do thường gặp nhất: {reason} ({of_these} dòng).",
            lang=page.lang,
            n=number(reasons.sum(), lang=page.lang),
            reason=names[most],
            of_these=number(reasons[most], lang=page.lang),
        )
    )


def steps_told(page: Page) -> Fragment:
    """Say how near the steps came to what is proven to be the best."""
    stages = page.province.stages
    results = stages[~stages.stage.str.contains(_COULD_RISE)].gap.dropna()
    if results.empty:
        return Fragment("")
    if results.max() == 0:
        return paragraph(
            say("Mọi bước đều đã chứng minh: không phương án nào tốt hơn.", lang=page.lang)
        )
    return paragraph(
        say(
            "Ở mọi bước, không phương án nào tốt hơn quá {gap}: đó là khoảng cách lớn nhất còn "
            "chưa chứng minh được.",
            lang=page.lang,
            gap=percent(results.max(), lang=page.lang, decimals=2),
        )
    )


def step_name(stage: str, page: Page) -> str:
    """Name a step of the solver («01 floor: health, play») in words."""
    lang = page.lang
    name, _, parts = stage.partition(" ")[2].partition(": ")
    kinds = ", ".join(_kind(part, page) for part in parts.split(", ")) if parts else ""
    named = {
        _FLOOR: say("nâng mức thấp nhất: {kinds}", lang=lang, kinds=kinds),
        _COULD_RISE: say("riêng loại này có nâng thêm được không: {kinds}", lang=lang, kinds=kinds),
        "left behind": say("chọn loại đành ở lại mức thấp hơn", lang=lang),
        "effect alone": say("nhiều trẻ được hỗ trợ nhất, chưa xét công bằng", lang=lang),
        "effect": say("nhiều trẻ được hỗ trợ nhất mà giữ các mức ấy", lang=lang),
        "steady": say("giữ nhiều nhất những gì đã đề nghị", lang=lang),
    }
    return named.get(name, stage)


def step_end(status: str, *, lang: str) -> str:
    """Say how a step of the solver ended."""
    named = {
        "optimal": say("đã chứng minh", lang=lang),
        "limit": say("dừng ở giới hạn tính", lang=lang),
        "rises": say("còn nâng được", lang=lang),
    }
    return named.get(status, status)


def _kind(part: str, page: Page) -> str:
    """Name a part of the plan: a kind of support, with its number where it was split."""
    code, _, rest = part.partition(" ")
    name = category_name(page.province.programme, code, lang=page.lang)
    return f"{name} {rest}".strip()
