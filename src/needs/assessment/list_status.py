"""The list of communes in words: which holds, or that none is here and what is known instead."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd

from needs.areas import AreaList, province_totals, totals_of_edition
from needs.areas.named import read_named_communes, read_poor_districts
from needs.assessment.listed import ListedCommunes
from needs.assessment.standing import no_list_words, what_to_do
from needs.places import Gazetteer, load_gazetteer
from needs.programmes import Programme
from needs.tables import ZONES, rows_of
from needs.wording import date_text, number, percent, say
from needs.wording.numbers import is_missing


def list_status(
    programme: Programme,
    listed: ListedCommunes,
    root: Path,
    *,
    lang: str,
    today: dt.date | None = None,
) -> list[str]:
    """Say which list holds and what is in it; without one, what it will be checked against.

    A list that held on the programme's day and has ended by `today` is told to have ended.
    """
    if programme.beneficiaries.by_groups:
        return groups_lines(programme, lang=lang)
    if listed.area is None:
        return [
            no_list_words(programme, lang=lang),
            what_to_do(programme, lang=lang),
            say("{n} xã của chương trình", lang=lang, n=len(listed.communes)),
            *awaited_lines(programme, root, load_gazetteer(), lang=lang),
        ]
    lines = _of_list(programme, listed.area, listed.communes, lang)
    if today is not None and listed.area.valid_to < today:
        lines.append(ended_words(listed.area, lang=lang))
    return lines


def ended_words(area: AreaList, *, lang: str) -> str:
    """Say that a list has ended, and since when."""
    return say(
        "Danh sách {list} đã hết hiệu lực ngày {day}.",
        lang=lang,
        list=area.name,
        day=date_text(area.valid_to, lang=lang),
    )


def list_ended(programme: Programme, last: AreaList, *, lang: str) -> list[str]:
    """Say that the last list ended before the programme's day, what to do, what is shown then."""
    return [
        ended_words(last, lang=lang),
        say(
            "Chưa có danh sách có hiệu lực ngày {day}, ngày tính của chương trình: chưa tính được "
            "đối tượng, nhu cầu, phần còn thiếu và đề xuất.",
            lang=lang,
            day=date_text(programme.reference_date, lang=lang),
        ),
        what_to_do(programme, lang=lang),
        say(
            "Danh sách cũ còn dùng thì sửa ngày hết hiệu lực (valid_to) trong area_lists.csv, căn "
            "cứ văn bản gia hạn.",
            lang=lang,
        ),
        say("Các dòng dưới đây theo {n} xã của danh sách cũ.", lang=lang, n=len(last.communes)),
    ]


def awaited_lines(
    programme: Programme, root: Path, gazetteer: Gazetteer, *, lang: str
) -> list[str]:
    """Say what is known of the province although its list is not here, a line each.

    The official totals that the list will be checked against, and those of the communes of before
    or after the merger, which it will not; districts and communes that a decision names.
    """
    every = province_totals(
        programme.province_code,
        programme.edition,
        root,
        gazetteer,
        province=programme.province.vi,
    )
    totals = totals_of_edition(every, programme.edition)
    lines = [
        say(
            "Danh sách sẽ được đối chiếu với {decision}, {province}: {counts}",
            lang=lang,
            decision=row.decision,
            province=row.province,
            counts=counts_words(row, lang=lang),
        )
        for row in rows_of(totals)
    ]
    others = every[~every.decision.isin(totals.decision)]
    if len(others):
        lines.append(_of_the_other_edition(programme, others, lang))
    province = programme.province.vi
    for decision, rows in read_poor_districts(root, province).groupby("decision", sort=True):
        lines.append(
            say(
                "Huyện nghèo theo {decision} ({start}–{end}): {names}",
                lang=lang,
                names="; ".join(rows.district),
                **_cited(decision, rows, lang),
            )
        )
    named = read_named_communes(root, province).groupby("decision", sort=True)
    for decision, rows in named:
        as_vi, as_en = rows.named_as_vi.iloc[0], rows.named_as_en.iloc[0]
        lines.append(
            say(
                "Được nêu là {what} theo {decision} ({start}–{end}): {names}",
                lang=lang,
                what=as_vi if lang == "vi" else as_en,
                names="; ".join(f"{row.commune} ({row.district})" for row in rows_of(rows)),
                **_cited(decision, rows, lang),
            )
        )
    return lines


def _of_the_other_edition(programme: Programme, totals: pd.DataFrame, lang: str) -> str:
    told = "; ".join(
        f"{row.decision}, {row.province}: {counts_words(row, lang=lang)}" for row in rows_of(totals)
    )
    if programme.edition == "pre-2025":
        return say("Để biết thêm, theo xã từ 1/7/2025: {totals}", lang=lang, totals=told)
    return say("Để biết thêm, theo xã trước 1/7/2025: {totals}", lang=lang, totals=told)


def groups_lines(programme: Programme, *, lang: str) -> list[str]:
    """Say that children count by their circumstances, which groups, and the official totals."""
    beneficiaries = programme.beneficiaries
    lines = [
        say(
            "Chương trình tính theo nhóm trẻ em có hoàn cảnh đặc biệt, ở mọi xã; không theo danh "
            "sách xã",
            lang=lang,
        ),
        say(
            "{n} nhóm: {names}",
            lang=lang,
            n=number(len(beneficiaries.groups), lang=lang),
            names="; ".join(group.name.text(lang) for group in beneficiaries.groups),
        ),
    ]
    totals = beneficiaries.totals
    if totals.special_circumstances is not None:
        lines.append(
            say(
                "Trẻ em có hoàn cảnh đặc biệt, số chính thức: {n} ({source})",
                lang=lang,
                n=number(totals.special_circumstances.value, lang=lang),
                source=totals.special_circumstances.source,
            )
        )
    if totals.share_of_children is not None:
        lines.append(
            say(
                "bằng {share} số trẻ em ({source})",
                lang=lang,
                share=percent(totals.share_of_children.value, lang=lang, decimals=1),
                source=totals.share_of_children.source,
            )
        )
    if totals.at_risk is not None:
        lines.append(
            say(
                "Trẻ em có nguy cơ, chỉ có số toàn tỉnh: {n} ({source})",
                lang=lang,
                n=number(totals.at_risk.value, lang=lang),
                source=totals.at_risk.source,
            )
        )
    return lines


def counts_words(row: Any, *, lang: str) -> str:
    """Write counts of communes, in all and by zone, as far as they are known."""
    words = (
        [] if is_missing(row.total) else [say("{n} xã", lang=lang, n=number(row.total, lang=lang))]
    )
    words += [
        say("khu vực {zone}: {n}", lang=lang, zone=zone, n=number(count, lang=lang))
        for zone, count in (("I", row.zone_I), ("II", row.zone_II), ("III", row.zone_III))
        if not is_missing(count)
    ]
    return ", ".join(words)


def _cited(decision: Any, rows: pd.DataFrame, lang: str) -> dict[str, str]:
    return {
        "decision": str(decision),
        "start": date_text(rows.valid_from.min().date(), lang=lang),
        "end": date_text(rows.valid_to.max().date(), lang=lang),
    }


def _of_list(programme: Programme, area: AreaList, communes: pd.DataFrame, lang: str) -> list[str]:
    counts = area.counts()
    zones = ", ".join(
        say("khu vực {zone}: {n}", lang=lang, zone=zone, n=counts[f"zone_{zone}"]) for zone in ZONES
    )
    return [
        f"{area.name} ({area.path.name}): {zones} ({len(area.communes)})",
        say(
            "hiệu lực {start}–{end}; dùng cho ngày {day}",
            lang=lang,
            start=date_text(area.valid_from, lang=lang),
            end=date_text(area.valid_to, lang=lang),
            day=date_text(programme.reference_date, lang=lang),
        ),
        say("Xã đặc biệt khó khăn: {n}", lang=lang, n=int(communes.specially_disadvantaged.sum())),
        say("Lưu ý: {note}", lang=lang, note=area.note),
    ]
