"""What the State already pays for: which schemes count, for how many children, and which do not."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.assessment.state import told_by_state
from needs.briefing.cells import millions, with_range
from needs.briefing.html import Fragment, bullets, data_table, heading, paragraph, text, whole_words
from needs.briefing.measures import total
from needs.briefing.no_list import is_without_list
from needs.briefing.words import category_name
from needs.entitlements import status_words
from needs.tables import rows_of
from needs.wording import number, say

_CHILDREN = ["children_entitled", "children_entitled_low", "children_entitled_high"]
#: Statuses of schemes that stand in the table; `needs.entitlements.scheme_table`.
_COUNTED = ("used", "not_known")


def counted_schemes(schemes: pd.DataFrame) -> pd.Series:
    """Tell of each row of the table `schemes` whether its children are counted, as far as known."""
    return schemes.status.str.replace(":.*", "", regex=True).isin(_COUNTED)


def state_section(assessment: Assessment, *, lang: str) -> Fragment:
    """Show the State schemes: law, rate, months, children here, what the State pays, status."""
    title = heading(say("Chính sách của Nhà nước", lang=lang), level=3)
    schemes = assessment.schemes
    if schemes.empty:
        return title + paragraph(
            say("Không chính sách Nhà nước nào được nêu là đáp ứng các nhu cầu này.", lang=lang)
        )
    counted = schemes[counted_schemes(schemes)]
    table = schemes_table(assessment, counted, lang=lang) if len(counted) else Fragment("")
    return title + table + _told(assessment, lang) + _left_out(assessment, lang)


def schemes_table(assessment: Assessment, schemes: pd.DataFrame, *, lang: str) -> Fragment:
    """Show each scheme that counts, one row for each category that it serves."""
    lacking = is_without_list(assessment)
    served = assessment.entitlements.groupby(["scheme", "category"])
    sums = served[[*_CHILDREN, "state_paid_vnd"]].agg(total)
    ordered = schemes.assign(
        place=schemes.category.map(
            {entry.id: place for place, entry in enumerate(assessment.programme.categories)}
        )
    ).sort_values(["place", "scheme"])
    body, paid = [], []
    for row in rows_of(ordered):
        here = (
            sums.loc[(row.scheme, row.category)]
            if (row.scheme, row.category) in sums.index
            else None
        )
        if here is not None:
            paid.append(here.state_paid_vnd)
        body.append(
            [
                _name(row, lang),
                text(category_name(assessment.programme, row.category, lang=lang)),
                say(
                    "{amount} × {months}",
                    lang=lang,
                    amount=number(row.amount_vnd, lang=lang),
                    months=number(row.months, lang=lang, decimals=0 if row.months % 1 == 0 else 1),
                ),
                *([] if lacking else _here(here, lang)),
                whole_words(
                    say("không xã nào ở đây thuộc diện", lang=lang)
                    if here is None
                    else status_words(row.status, lang=lang)
                ),
            ]
        )
    header = [
        say("Chính sách, căn cứ", lang=lang),
        say("Loại hỗ trợ", lang=lang),
        say("Đồng/tháng × tháng", lang=lang),
    ]
    status = say("Tình trạng", lang=lang)
    if lacking:
        caption = say("Chính sách Nhà nước sẽ trừ khi có danh sách xã", lang=lang)
        return data_table([*header, status], body, caption=caption, kinds="ttnt")
    return data_table(
        [
            *header,
            say("Trẻ ở đây", lang=lang),
            say("Nhà nước chi, triệu đồng", lang=lang),
            status,
        ],
        body,
        caption=say(
            "Chính sách Nhà nước đã trừ: số trẻ ở đây (bên dưới: ít nhất–nhiều nhất)", lang=lang
        ),
        kinds="ttnnnt",
        total=[
            say("Cộng tiền", lang=lang),
            *[""] * 3,
            millions(total(pd.Series(paid, dtype="Int64")), lang),
            "",
        ],
    ) + paragraph(
        say(
            "Tiền Nhà nước chi ở bảng này tính theo mức của chính sách. Trong bảng và hình ở trên, "
            "phần Nhà nước lo được quy theo giá của kế hoạch, để cộng trừ được với nhau.",
            lang=lang,
        )
    )


def _here(sums: Any, lang: str) -> list[str]:
    """Return the children here and what the State pays for them; dashes where it serves none."""
    if sums is None:
        return ["–", "–"]
    middle, low, high = (sums[name] for name in _CHILDREN)
    return [with_range(middle, low, high, lang), millions(sums.state_paid_vnd, lang)]


def _name(row: Any, lang: str) -> str:
    """Return name, law, and what of its rate has yet to be confirmed."""
    name = row.name if lang == "vi" else row.name_en
    cell = f"{text(name)}<br><small>{text(row.legal_basis)}</small>"
    if not row.unconfirmed:
        return cell
    unconfirmed = row.unconfirmed_what if lang == "vi" else row.unconfirmed_what_en
    what = say("mức cần xác nhận: {what}", lang=lang, what=unconfirmed)
    return f'{cell}<br><small class="missing">⚠ {escape(what)}</small>'


def _told(assessment: Assessment, lang: str) -> Fragment:
    """Say where the State's part is what communes told, not what the schemes let expect."""
    told = told_by_state(assessment.programme, assessment.told)
    if told.empty:
        return Fragment("")
    return paragraph(
        say(
            "Ở {n} xã, phần Nhà nước lấy theo báo cáo của xã, thay cho ước tính từ chính sách.",
            lang=lang,
            n=number(told.commune_code.nunique(), lang=lang),
        )
    )


def _left_out(assessment: Assessment, lang: str) -> Fragment:
    """List the schemes that do not count, each with the reason."""
    schemes = assessment.schemes
    items = [
        say(
            "{scheme} ({law}), {category}: {why}",
            lang=lang,
            scheme=row.name if lang == "vi" else row.name_en,
            law=row.legal_basis,
            category=category_name(assessment.programme, row.category, lang=lang).lower(),
            why=status_words(row.status, lang=lang),
        )
        for row in rows_of(schemes[~counted_schemes(schemes)])
    ]
    without = [
        category_name(assessment.programme, category.id, lang=lang)
        for category in assessment.programme.categories
        if category.id not in set(schemes.category)
    ]
    result = Fragment("")
    if items:
        result = paragraph(say("Chính sách không tính, và vì sao:", lang=lang)) + bullets(items)
    if without:
        result = result + paragraph(
            say(
                "Không chính sách Nhà nước nào được nêu cho: {names}.",
                lang=lang,
                names="; ".join(without),
            )
        )
    return result


def unconfirmed_names(assessment: Assessment, *, lang: str) -> list[str]:
    """Return the schemes counted although their rate has yet to be confirmed."""
    schemes = assessment.schemes
    rows = schemes[counted_schemes(schemes) & schemes.unconfirmed].drop_duplicates("scheme")
    return [str(row.name if lang == "vi" else row.name_en) for row in rows_of(rows)]
