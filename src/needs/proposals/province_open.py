"""Of the province's sheet: the ledger by state, and what no donor can serve yet."""

from __future__ import annotations

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.cells import millions, whole
from needs.briefing.html import Fragment, data_table, heading, paragraph, text
from needs.briefing.words import open_reason, who_could
from needs.commitments import STATES, state_words
from needs.proposals.plan_tables import commitments_table, open_table
from needs.proposals.words import support_name, supports
from needs.wording import collation_key, number, say


def ledger_section(assessment: Assessment, *, lang: str) -> Fragment:
    """Count the ledger's lots by state; nothing where there is no ledger yet."""
    ledger = commitments_table(assessment)
    if ledger.empty:
        return Fragment("")
    body = []
    for state in STATES:
        rows = ledger[ledger.state == state]
        if len(rows):
            body.append(
                [
                    text(state_words(state, lang=lang)),
                    number(rows.donor_id.nunique(), lang=lang),
                    number(len(rows), lang=lang),
                    number(int(rows.children.fillna(0).sum()), lang=lang),
                    number(int(rows.places.fillna(0).sum()), lang=lang),
                    whole(rows.value_vnd.sum(skipna=False), lang),
                ]
            )
    return heading(say("Sổ cam kết", lang=lang)) + data_table(
        [
            say("Tình trạng", lang=lang),
            say("Nhà tài trợ", lang=lang),
            say("Số lô", lang=lang),
            say("Lượt trẻ", lang=lang),
            say("Công trình", lang=lang),
            say("Giá trị, đồng", lang=lang),
        ],
        body,
        caption=say("Các lô trong sổ cam kết, theo tình trạng", lang=lang),
    )


def open_section(assessment: Assessment, *, lang: str) -> Fragment:
    """Show what stays open by category and reason, and which kind of donor could meet it."""
    title = heading(say("Nhu cầu chưa có nguồn", lang=lang))
    rows = open_table(assessment)
    if rows.empty:
        return title + paragraph(say("Không còn nhu cầu nào chưa có nguồn.", lang=lang))
    programme = assessment.programme
    order = [entry.id for entry in supports(programme)]
    keys = sorted(
        set(zip(rows.category, rows.reason, strict=True)),
        key=lambda key: (order.index(key[0]), key[1]),
    )
    body = []
    for category, reason in keys:
        cells = rows[(rows.category == category) & (rows.reason == reason)]
        worst = cells.sort_values(["children_open", "commune_code"], ascending=[False, True])
        names = "; ".join(worst.commune.head(3))
        body.append(
            [
                text(support_name(programme, category, lang=lang)),
                text(open_reason(reason, lang=lang)),
                number(len(cells), lang=lang),
                whole(cells.children_open.sum(skipna=False), lang),
                millions(cells.cost_vnd.sum(skipna=False), lang),
                text(names),
                text(who_could(reason, lang=lang)),
            ]
        )
    children = rows[rows.counted == "children"]
    total = [
        say("Cộng", lang=lang),
        "",
        "",
        "",
        millions(rows.cost_vnd.sum(skipna=False), lang),
        "",
        "",
    ]
    unknown = children[children.children_open.isna()]
    table = data_table(
        [
            say("Loại hỗ trợ", lang=lang),
            say("Vì sao chưa có nguồn", lang=lang),
            say("Số xã", lang=lang),
            say("Trẻ (công trình) chưa có nguồn", lang=lang),
            say("Triệu đồng", lang=lang),
            say("Nhiều nhất", lang=lang),
            say("Ai có thể giúp", lang=lang),
        ],
        body,
        caption=say("Nhu cầu chưa có nguồn, theo loại và lý do", lang=lang),
        kinds="ttnnntt",
        compact=True,
        total=total,
    )
    if unknown.empty:
        return title + table
    return title + table + _not_known(unknown, lang)


def _not_known(unknown: pd.DataFrame, lang: str) -> Fragment:
    names = sorted(set(unknown.commune), key=collation_key)
    words = say("Chưa có số liệu: {communes}.", lang=lang, communes="; ".join(names))
    return paragraph(words, kind="note")
