"""The map of a public edition: zones and places alone, no figure of children."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.html import Fragment, heading, text
from needs.briefing.map_parts import joined_boundaries, not_shown, source_words
from needs.briefing.measures import unmet_on_map
from needs.maps import JoinedBoundaries, paper_map, zone_layer
from needs.maps.place_map import place_layer
from needs.wording import say

# Centimetres: the only map of its page, on screen as on paper.
_TALLEST = 12.0

#: What a map needs of communes beside their names.
_PLACED = {"latitude", "longitude", "area_list"}
#: Figures of children that the map's table brings along: none of them is drawn or said.
_OF_CHILDREN = ("count", "rate", "children")


@dataclass(frozen=True)
class PublicMaps:
    """The maps of all pages of an edition: communes and boundaries are read once.

    Attributes
    ----------
    province
        The whole province's results.
    boundaries
        File of commune boundaries; none: communes are symbols.
    lang
        "vi" or "en".
    """

    province: Assessment
    boundaries: Path | None
    lang: str

    def of(self, place: str, district: str | None) -> Fragment:
        """Return a page's map with its words; nothing where no commune has a place or no list is.

        Zones where the communes are listed; where children count by circumstances, the communes.

        Parameters
        ----------
        place
            District or province as its page names it.
        district
            Code of the district to show; None: the province.
        """
        communes, lang = self.province.communes, self.lang
        placed = set(communes.columns) >= _PLACED and communes.latitude.notna().any()
        if not placed or self.province.standing == "no_list":
            return Fragment("")
        with_zones = self.province.standing == "listed"
        title = (
            say("Khu vực của các xã: {place}", lang=lang, place=place)
            if with_zones
            else say("Các xã: {place}", lang=lang, place=place)
        )
        drawn = paper_map(
            (zone_layer if with_zones else place_layer)(
                self._frame,
                title=title,
                source=source_words(self.province, self.boundaries, lang=lang),
                district=district,
                boundaries=self._joined,
                lang=lang,
            ),
            tallest=_TALLEST,
        )
        data = base64.b64encode(drawn.png).decode("ascii")
        picture = f'<img alt="{text(drawn.alt)}" src="data:image/png;base64,{data}">'
        # What does not fit in the file of boundaries is the house's to mend: its pages say it.
        return (
            heading(say("Bản đồ các xã", lang=lang))
            + Fragment(f"<figure>{picture}</figure>")
            + not_shown(drawn.not_drawn, None, lang=lang)
        )

    @cached_property
    def _frame(self) -> pd.DataFrame:
        frame = unmet_on_map(self.province)
        nothing = pd.Series(pd.NA, index=frame.index, dtype="Int64")
        return frame.assign(**{name: nothing for name in _OF_CHILDREN if name in frame})

    @cached_property
    def _joined(self) -> JoinedBoundaries | None:
        return joined_boundaries(self._frame, self.boundaries)
