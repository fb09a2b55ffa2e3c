"""Places that communes lack: counted in places, never in children."""

from __future__ import annotations

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.cells import millions, whole
from needs.briefing.html import Fragment, data_table, heading, paragraph, text
from needs.briefing.measures import alphabetical
from needs.tables import rows_of
from needs.wording import number, say


def facilities_section(assessment: Assessment, *, lang: str) -> Fragment:
    """Show the places lacking by kind, and by commune where some told; nothing if none are asked.

    Sums are over the communes that told, and say so: of the others it is not known.
    """
    frame = assessment.facilities
    if frame.empty:
        return Fragment("")
    title = heading(say("Công trình", lang=lang), level=3)
    kinds = assessment.programme.facilities
    note = paragraph(
        say(
            "Công trình đếm bằng nơi, không đếm bằng trẻ; số còn thiếu chỉ lấy từ báo cáo của xã.",
            lang=lang,
        )
    )
    if frame.places_needed.isna().all():
        return (
            title
            + note
            + paragraph(
                say(
                    "Chưa có số liệu: chưa xã nào ở đây báo còn thiếu bao nhiêu {names}.",
                    lang=lang,
                    names="; ".join(facility.name.text(lang).lower() for facility in kinds),
                )
            )
        )
    body = []
    for facility in kinds:
        rows = frame[frame.facility == facility.id]
        told = rows[rows.places_needed.notna()]
        body.append(
            [
                text(facility.name.text(lang)),
                f"{number(len(told), lang=lang)}/{number(len(rows), lang=lang)}",
                whole(_sum(told.places_needed), lang),
                whole(_sum(told.places_pledged), lang),
                whole(_sum(told.places_open), lang),
                whole(rows.facility_price_vnd.max(), lang),
                millions(_sum(told.cost_vnd), lang),
            ]
        )
    table = data_table(
        [
            say("Công trình", lang=lang),
            say("Số xã đã báo", lang=lang),
            say("Còn thiếu", lang=lang),
            say("Đã có nguồn", lang=lang),
            say("Chưa có nguồn", lang=lang),
            say("Đơn giá, đồng", lang=lang),
            say("Chi phí, triệu đồng", lang=lang),
        ],
        body,
        caption=say("Công trình còn thiếu ở các xã đã báo cáo (nơi)", lang=lang),
    )
    return title + note + table + _by_commune(assessment, lang=lang)


def _sum(values: pd.Series) -> object:
    """Return the sum; missing where nobody told, or a part of it is not known."""
    return values.sum(skipna=False) if len(values) else pd.NA


def _by_commune(assessment: Assessment, *, lang: str) -> Fragment:
    """Show what each commune that told lacks: «3 (còn 1)» where something is pledged."""
    frame = assessment.facilities
    told = frame[frame.places_needed.notna()]
    if told.empty:
        return Fragment("")
    cells = {
        (row.commune_code, row.facility): number(row.places_needed, lang=lang)
        if row.places_open == row.places_needed
        else say(
            "{n} (chưa có nguồn: {open})",
            lang=lang,
            n=number(row.places_needed, lang=lang),
            open=number(row.places_open, lang=lang),
        )
        for row in rows_of(told)
    }
    kinds = assessment.programme.facilities
    communes = alphabetical(told.drop_duplicates("commune_code"), "commune")
    return data_table(
        [say("Xã", lang=lang), *[kind.name.text(lang) for kind in kinds]],
        [
            [
                text(row.commune),
                *[cells.get((row.commune_code, kind.id), whole(pd.NA, lang)) for kind in kinds],
            ]
            for row in rows_of(communes)
        ],
        caption=say("Công trình còn thiếu của từng xã đã báo cáo (nơi)", lang=lang),
        compact=True,
    )
