"""The exchanges of a proposal as a table to choose from."""

from __future__ import annotations

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.cells import whole
from needs.briefing.html import Fragment, data_table, heading, paragraph, text
from needs.proposals.alternatives import Exchange
from needs.proposals.explained_words import units_words
from needs.proposals.lots import DonorLots
from needs.tables import rows_of
from needs.wording import number, say


def options_table(
    assessment: Assessment, mine: DonorLots, options: list[Exchange], *, lang: str
) -> Fragment:
    """Offer other communes of equal value."""
    if not options:
        return Fragment("")
    programme = assessment.programme
    labels = mine.own.set_index(["gift_id", "commune_code", "category"]).number
    body = []
    for place, option in enumerate(options, start=1):
        old = option.given_up
        numbers = [labels[row.gift_id, row.commune_code, row.category] for row in rows_of(old)]
        of_lots = say("lô {numbers}", lang=lang, numbers=", ".join(numbers))
        new = "; ".join(
            units_words(programme, lot.category, lot.quantity, lang=lang) for lot in option.lots
        )
        body.append(
            [
                number(place, lang=lang),
                f"{text(old.commune.iloc[0])}<br><small>{text(of_lots)}</small>",
                f"{text(option.to.commune)}<br><small>{text(option.to.district)}</small>",
                text(option.to.zone) or "–",
                text(new),
                number(sum(lot.served for lot in option.lots), lang=lang),
                whole(option.cost_vnd, lang),
                _served_before(old, lang),
                whole(old.cost_vnd.sum(skipna=False), lang),
            ]
        )
    return (
        heading(say("Có thể đổi sang xã khác", lang=lang))
        + paragraph(
            say(
                "Các xã dưới đây cũng hợp mong muốn của nhà tài trợ, giá trị tương đương, và chỉ "
                "gồm trẻ chưa nguồn nào nhận. Với mỗi xã thay ra chỉ chọn một phương án; các "
                "phương án thay những xã khác nhau thì chọn cùng lúc được. Nhà tài trợ nào trả lời "
                "trước được giữ trước. Trẻ ở xã thay ra sẽ lại chưa có nguồn.",
                lang=lang,
            )
        )
        + data_table(
            [
                say("Phương án", lang=lang),
                say("Thay xã", lang=lang),
                say("Bằng xã", lang=lang),
                say("Khu vực", lang=lang),
                say("Khối lượng", lang=lang),
                say("Trẻ (công trình)", lang=lang),
                say("Giá trị, đồng", lang=lang),
                say("Trẻ ở xã thay ra", lang=lang),
                say("Giá trị thay ra, đồng", lang=lang),
            ],
            body,
            caption=say("Phương án đổi có giá trị tương đương", lang=lang),
            kinds="tttttnnnn",
            compact=True,
        )
    )


def _served_before(rows: pd.DataFrame, lang: str) -> str:
    return number(int((rows.children_reached + rows.places).sum()), lang=lang)
