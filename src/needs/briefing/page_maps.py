"""The maps of a page: one for the screen, whose subject is chosen, and one of each for paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.html import Fragment
from needs.briefing.map_parts import (
    joined_boundaries,
    not_shown,
    screen_and_paper,
    small_on_paper,
    source_words,
    told_for,
)
from needs.briefing.measures import unmet_on_map
from needs.briefing.no_list import is_without_list
from needs.briefing.plan_map import proposed_on_map
from needs.maps import (
    JoinedBoundaries,
    Layer,
    interactive_map,
    map_scale,
    paper_map,
    proposed_layer,
    static_map,
    zone_layer,
)
from needs.wording import say


@dataclass(frozen=True)
class PageMaps:
    """What is lacking, the zones and the proposal, on the same ground.

    Attributes
    ----------
    province
        The whole province's results: classes and symbol sizes are the same for every district.
    place
        District or province as its page names it.
    district
        Code of the district to show; the whole province where none is given.
    boundaries
        A file of commune boundaries (GeoJSON, GeoPackage, Shapefile); without one, communes are
        symbols at their centres.
    lang
        "vi" or "en".
    """

    province: Assessment
    place: str
    district: str | None
    boundaries: Path | None
    lang: str

    def on_screen(self) -> Fragment:
        """Return the map whose subject is chosen; on paper what is lacking; what was not drawn."""
        lang = self.lang
        frame = self._frame if self._proposed is None else self._proposed_frame
        tooltips = {"children": say("Trẻ em dưới 16 tuổi", lang=lang)}
        if self._proposed is not None:
            tooltips |= {
                "reached": self._proposed.view.count_label,
                "millions": self._proposed.view.rate_label,
            }
            frame = frame.assign(millions=(frame.proposed_vnd / 1_000_000).round(1))
        options: dict[str, Any] = {
            **self._shared,
            "scale": map_scale(self._frame),
            "title": say("Các xã: {place}", lang=lang, place=self.place)
            if is_without_list(self.province)
            else say("Nhu cầu chưa đáp ứng: {place}", lang=lang, place=self.place),
            "count_label": say("Trẻ còn thiếu ít nhất một loại hỗ trợ (ít nhất)", lang=lang),
            "rate_label": say("Phần nhu cầu chưa đáp ứng, tính theo tiền", lang=lang),
            "illustrative": self.province.illustrative,
        }
        others = [layer for layer in (self._zones, self._proposed) if layer is not None]
        screen = interactive_map(frame, **options, tooltips=tooltips, layers=others)
        paper = static_map(self._frame, **options)
        return screen_and_paper(screen, paper, options["title"]) + not_shown(
            paper.not_drawn, told_for(self._joined, self._frame, self.district), lang=lang
        )

    def zones_on_paper(self) -> Fragment:
        """Return the picture of the zones for paper; nothing where no list says them."""
        return _small_on_paper(self._zones)

    def proposal_on_paper(self) -> Fragment:
        """Return the picture of the proposal for paper; nothing where there is none."""
        return _small_on_paper(self._proposed)

    @cached_property
    def _frame(self) -> pd.DataFrame:
        return unmet_on_map(self.province)

    @cached_property
    def _proposed_frame(self) -> pd.DataFrame:
        return proposed_on_map(self.province)

    @cached_property
    def _joined(self) -> JoinedBoundaries | None:
        return joined_boundaries(self._frame, self.boundaries)

    @cached_property
    def _shared(self) -> dict[str, Any]:
        return {
            "source": source_words(self.province, self.boundaries, lang=self.lang),
            "district": self.district,
            "boundaries": self._joined,
            "lang": self.lang,
        }

    @cached_property
    def _zones(self) -> Layer | None:
        if self.province.standing != "listed":
            return None
        title = say("Khu vực của các xã: {place}", lang=self.lang, place=self.place)
        return zone_layer(self._frame, title=title, **self._shared)

    @cached_property
    def _proposed(self) -> Layer | None:
        planned = "allocation" in self.province.tables and not self.province.gap.empty
        if is_without_list(self.province) or not planned:
            return None
        return proposed_layer(
            self._proposed_frame,
            title=say("Đề xuất hỗ trợ: {place}", lang=self.lang, place=self.place),
            scale=map_scale(self._frame),
            illustrative=self.province.illustrative,
            **self._shared,
        )


def _small_on_paper(layer: Layer | None) -> Fragment:
    return Fragment("") if layer is None else small_on_paper(paper_map(layer))
