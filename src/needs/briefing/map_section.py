"""Maps of one subject: what is lacking after the proposal, and the zones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from needs.assessment import Assessment
from needs.briefing.html import Fragment, paragraph
from needs.briefing.map_parts import (
    joined_boundaries,
    not_shown,
    screen_and_paper,
    source_words,
    told_for,
)
from needs.briefing.measures import unmet_on_map
from needs.briefing.no_list import is_without_list, no_list_note
from needs.briefing.plan_map import QUARTERS, still_unmet_on_map
from needs.maps import interactive_map, map_scale, static_map, zone_map
from needs.wording import say


def map_after_section(
    province: Assessment,
    *,
    title: str,
    district: str | None = None,
    boundaries: Path | None = None,
    lang: str,
) -> Fragment:
    """Return the map of what is still lacking once the proposal is carried out.

    Classes are the same quarters for every plan, and symbols as large as on the map of today.

    Parameters
    ----------
    province
        The whole province's results: classes and symbol sizes are the same for every district.
    title
        Heading of the map.
    district
        Code of the district to show; the whole province where none is given.
    boundaries
        A file of commune boundaries (GeoJSON, GeoPackage, Shapefile); without one, communes are
        symbols at their centres.
    """
    frame = still_unmet_on_map(province)
    joined = joined_boundaries(frame, boundaries)
    options: dict[str, Any] = {
        "scale": replace(map_scale(unmet_on_map(province)), lowest=0, upper=QUARTERS),
        "title": title,
        "source": source_words(province, boundaries, lang=lang),
        "count_label": say("Trẻ còn thiếu ít nhất một loại sau đề xuất (ít nhất)", lang=lang),
        "rate_label": say("Phần nhu cầu chưa đáp ứng sau đề xuất, tính theo tiền", lang=lang),
        "district": district,
        "boundaries": joined,
        "illustrative": province.illustrative,
        "lang": lang,
    }
    tooltips = {"children": say("Trẻ em dưới 16 tuổi", lang=lang)}
    screen = interactive_map(frame, **options, tooltips=tooltips)
    paper = static_map(frame, **options)
    told = told_for(joined, frame, district)
    return screen_and_paper(screen, paper, title) + not_shown(paper.not_drawn, told, lang=lang)


def zone_section(
    province: Assessment,
    *,
    title: str,
    district: str | None = None,
    boundaries: Path | None = None,
    lang: str,
) -> Fragment:
    """Return the map of zones for screen and paper; in words where no list says the zones.

    Parameters as in `map_after_section`.
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
    joined = joined_boundaries(frame, boundaries)
    screen, paper = zone_map(
        frame,
        title=title,
        source=source_words(province, boundaries, lang=lang),
        district=district,
        boundaries=joined,
        lang=lang,
    )
    told = told_for(joined, frame, district)
    return screen_and_paper(screen, paper, title) + not_shown(paper.not_drawn, told, lang=lang)
