"""The map of a page: for the screen and, from the same inputs, for paper."""

from __future__ import annotations

import base64
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

from needs.assessment import Assessment
from needs.briefing.html import Fragment, bullets, paragraph
from needs.briefing.measures import unmet_on_map
from needs.briefing.no_list import is_without_list, no_list_note
from needs.briefing.plan_map import QUARTERS, still_unmet_on_map
from needs.maps import (
    JoinedBoundaries,
    StaticMap,
    embed,
    interactive_map,
    join_boundaries,
    load_boundaries,
    map_scale,
    static_map,
    zone_map,
)
from needs.places import package_version
from needs.wording import say

SCREEN_HEIGHT_PX = 560


def map_section(
    province: Assessment,
    *,
    title: str,
    district: str | None = None,
    boundaries: Path | None = None,
    after: bool = False,
    lang: str,
) -> Fragment:
    """Return the interactive map, the printed map, and what could not be drawn.

    Parameters
    ----------
    province
        The whole province's results: classes and symbol sizes are the same for every district.
    district
        Code of the district to show; the whole province where none is given.
    boundaries
        A file of commune boundaries (GeoJSON, GeoPackage, Shapefile); without one, communes are
        symbols at their centres.
    after
        Draw what is still lacking once the proposal is carried out. Classes are then the same
        quarters for every plan, and symbols as large as on the map of today.
    """
    today = unmet_on_map(province)
    frame = still_unmet_on_map(province) if after else today
    scale = map_scale(today)
    joined = None if boundaries is None else join_boundaries(frame, load_boundaries(boundaries))
    options: dict[str, Any] = {
        "scale": replace(scale, lowest=0, upper=QUARTERS) if after else scale,
        "title": title,
        "source": _source(province, boundaries, lang),
        "count_label": say("Trẻ còn thiếu ít nhất một loại sau đề xuất (ít nhất)", lang=lang)
        if after
        else say("Trẻ còn thiếu ít nhất một loại hỗ trợ (ít nhất)", lang=lang),
        "rate_label": say("Phần nhu cầu chưa đáp ứng sau đề xuất, tính theo tiền", lang=lang)
        if after
        else say("Phần nhu cầu chưa đáp ứng, tính theo tiền", lang=lang),
        "district": district,
        "boundaries": joined,
        "illustrative": province.illustrative,
        "lang": lang,
    }
    screen = interactive_map(
        frame, **options, tooltips={"children": say("Trẻ em dưới 16 tuổi", lang=lang)}
    )
    paper = static_map(frame, **options)
    return _both(screen, paper, title) + _not_shown(paper.not_drawn, joined, lang)


def zone_section(
    province: Assessment,
    *,
    title: str,
    district: str | None = None,
    boundaries: Path | None = None,
    lang: str,
) -> Fragment:
    """Return the map of zones for screen and paper; in words where no list says the zones.

    Parameters as in `map_section`.
    """
    if province.standing == "by_groups":
        words = say(
            "Chương trình này tính trẻ theo hoàn cảnh, không theo khu vực: không có bản đồ "
            "khu vực.",
            lang=lang,
        )
        return paragraph(words, kind="note")
    if is_without_list(province):
        return no_list_note(province, lang=lang)
    frame = unmet_on_map(province)
    joined = None if boundaries is None else join_boundaries(frame, load_boundaries(boundaries))
    screen, paper = zone_map(
        frame,
        title=title,
        source=_source(province, boundaries, lang),
        district=district,
        boundaries=joined,
        lang=lang,
    )
    return _both(screen, paper, title) + _not_shown(paper.not_drawn, joined, lang)


def _both(screen: str, paper: StaticMap, title: str) -> Fragment:
    """Return a map of which the screen shows one form and paper the other."""
    frame = embed(screen, title=title, height_px=SCREEN_HEIGHT_PX)
    picture = base64.b64encode(paper.png).decode("ascii")
    return Fragment(
        f'<div class="screen-only">{frame}</div>'
        f'<figure class="print-only"><img alt="{escape(paper.alt, quote=True)}" '
        f'src="data:image/png;base64,{picture}"></figure>'
    )


def _source(province: Assessment, boundaries: Path | None, lang: str) -> str:
    parts = [
        *sorted(province.communes.area_list.dropna().unique()),
        say("tọa độ: {package}", lang=lang, package=package_version()),
    ]
    if boundaries is not None:
        parts.append(say("ranh giới: {file}", lang=lang, file=boundaries.name))
    return "; ".join(parts)


def _not_shown(not_drawn: list[str], joined: JoinedBoundaries | None, lang: str) -> Fragment:
    lines = []
    if not_drawn:
        lines.append(
            say("Không có tọa độ, không vẽ được: {names}", lang=lang, names="; ".join(not_drawn))
        )
    if joined is not None:
        if joined.without_shape:
            lines.append(
                say(
                    "Không có ranh giới trong tệp, vẽ bằng ký hiệu: {names}",
                    lang=lang,
                    names="; ".join(joined.without_shape),
                )
            )
        if joined.without_commune:
            lines.append(
                say(
                    "Ranh giới không khớp với xã nào: {names}",
                    lang=lang,
                    names="; ".join(joined.without_commune),
                )
            )
        if joined.name_differs:
            lines.append(
                say(
                    "Trùng mã nhưng khác tên với tệp ranh giới: {names}",
                    lang=lang,
                    names="; ".join(joined.name_differs),
                )
            )
        lines += [str(fault) for fault in joined.faults]
    return bullets(lines) if lines else Fragment("")
