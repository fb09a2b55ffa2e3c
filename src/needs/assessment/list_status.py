"""The list of communes in words: which holds, or that none is here and what is known instead."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from needs.areas import AreaList, province_totals
from needs.areas.named import read_named_communes, read_poor_districts
from needs.assessment.listed import ListedCommunes
from needs.assessment.standing import no_list_words, what_to_do
from needs.places import Gazetteer, load_gazetteer
from needs.programmes import Programme
from needs.tables import ZONES, rows_of
from needs.wording import date_text, number, percent, say
from needs.wording.numbers import is_missing


def list_status(
    programme: Programme, listed: ListedCommunes, root: Path, *, lang: str
) -> list[str]:
    """Say which list holds and what is in it; without one, what it will be checked against."""
    if programme.beneficiaries.by_groups:
        return groups_lines(programme, lang=lang)
    if listed.area is None:
        return [
            no_list_words(programme, lang=lang),
            what_to_do(programme, lang=lang),
            say("{n} xã của chương trình", lang=lang, n=len(listed.communes)),
            *awaited_lines(programme, root, load_gazetteer(), lang=lang),
        ]
    return _of_list(programme, listed.area, listed.communes, lang)


def awaited_lines(
    programme: Programme, root: Path, gazetteer: Gazetteer, *, lang: str
) -> list[str]:
    """Say what is known of the province although its list is not here, a line each.

    The official totals that the list will be checked against; districts and communes that a
    decision names.
    """
    totals = province_totals(
        programme.province_code,
        programme.edition,
        root,
        gazetteer,
        province=programme.province.vi,
    )
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
