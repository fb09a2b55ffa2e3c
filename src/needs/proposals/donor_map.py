"""The map of a proposal: the donor's communes among the province's."""

from __future__ import annotations

import math
import statistics
from html import escape

import pandas as pd

from needs.briefing.html import Fragment
from needs.maps.labels import Box, Name, place_names
from needs.maps.paper_column import round_length
from needs.maps.typesetting import FONT, text_width
from needs.places import without_prefix
from needs.proposals.map_ground import INK, MARGIN, TYPE_SIZE, WIDTH, MapGround, svg_text
from needs.tables import rows_of
from needs.wording import number, say

#: With more communes than this, numbers stand in place of names.
MOST_NAMES = 14
_FOOT = 110.0
_LARGEST, _SMALLEST = 62.0, 20.0
#: A circle takes this share of the way to the next commune, in the middle case.
_SHARE_APART = 0.6
_POINT = 3.53  # tenths of a millimetre
_SERVED = "#f58b20"


def donor_map(
    ground: MapGround, communes: pd.DataFrame, *, title: str, illustrative: bool, lang: str
) -> Fragment:
    """Return the map of a donor's communes.

    Parameters
    ----------
    ground
        From `map_ground`.
    communes
        commune_code, commune, of_commune (its number in the table), served (children or places).
    title
        What it shows.
    illustrative
        Whether the figures are invented: said in the line of sources.
    lang
        Language.
    """
    placed = communes[communes.commune_code.isin(ground.points)]
    largest = max(1.0, float(placed.served.max())) if len(placed) else 1.0
    room = circle_room([ground.points[code] for code in placed.commune_code])
    marks = [
        (str(row.commune), int(row.of_commune), ground.points[row.commune_code], radius)
        for row in rows_of(placed)
        for radius in [max(_SMALLEST, room * math.sqrt(float(row.served) / largest))]
    ]
    marks.sort(key=lambda mark: (-mark[3], mark[1]))
    named = len(marks) <= MOST_NAMES
    circles = [
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius:.0f}" fill="{_SERVED}" '
        f'fill-opacity=".85" stroke="{INK}" stroke-width="3"/>'
        for _, _, (x, y), radius in marks
    ]
    words = _names(ground, marks) if named else _numbers(marks)
    foot, height = _foot(ground, lang), ground.height + _FOOT
    alt = _in_words(communes, placed, title, lang)
    source = say("Nguồn: {source}", lang=lang, source=ground.source)
    if illustrative:
        source += " — " + say("số liệu minh họa", lang=lang)
    return Fragment(
        f'<figure class="map"><svg xmlns="http://www.w3.org/2000/svg" role="img" '
        f'viewBox="0 0 {WIDTH:.0f} {height:.0f}" aria-label="{escape(alt, quote=True)}" '
        f'font-family="{FONT}, sans-serif">{ground.drawn}{"".join(circles)}{"".join(words)}{foot}'
        f"</svg><figcaption>{escape(_caption(ground, lang))} {escape(source)}."
        f"</figcaption>{_not_drawn(communes, placed, lang)}</figure>"
    )


def circle_room(places: list[tuple[float, float]]) -> float:
    """Return the radius of the largest circle: smaller where communes stand close together."""
    if len(places) < 2:
        return _LARGEST
    apart = [
        min(math.dist(one, other) for at, other in enumerate(places) if at != place)
        for place, one in enumerate(places)
    ]
    return min(_LARGEST, max(1.2 * _SMALLEST, _SHARE_APART * statistics.median(apart)))


_Mark = tuple[str, int, tuple[float, float], float]


def _names(ground: MapGround, marks: list[_Mark]) -> list[str]:
    """Write each commune's name beside its circle, where it covers no other."""
    # The labels' room counts upwards; the drawing counts downwards.
    names = [
        Name(
            width=text_width(_label(mark), size=TYPE_SIZE / _POINT) * 100,
            height=TYPE_SIZE * 1.2,
            x=mark[2][0],
            y=ground.height - mark[2][1],
            radius=mark[3],
        )
        for mark in marks
    ]
    frame = Box(10, 10, WIDTH - 10, ground.height - 10)
    written = []
    for mark, box in zip(marks, place_names(names, frame=frame), strict=True):
        x, y = box.middle[0], ground.height - box.middle[1]
        written.append(svg_text(x, y, escape(_label(mark)), anchor="middle"))
    return written


def _label(mark: _Mark) -> str:
    return f"{mark[1]}. {without_prefix(mark[0])}"


def _numbers(marks: list[_Mark]) -> list[str]:
    return [svg_text(x, y, str(at), anchor="middle") for _, at, (x, y), _ in marks]


def _foot(ground: MapGround, lang: str) -> str:
    """Draw the scale bar and the arrow to the north."""
    km = round_length(ground.km * WIDTH * 0.22)
    length, y = km / ground.km, ground.height + 45
    size = number(km, lang=lang, decimals=0 if km >= 1 else 1)
    bar = f'<path d="M{MARGIN:.0f} {y:.0f}h{length:.0f}" stroke="{INK}" stroke-width="8"/>'
    north = WIDTH - MARGIN
    arrow = f'<path d="M{north:.0f} {y - 40:.0f}l18 62l-18 -14l-18 14Z" fill="{INK}"/>'
    return (
        bar
        + svg_text(MARGIN + length + 20, y, f"{size} km")
        + arrow
        + svg_text(north - 40, y, escape(say("B", lang=lang)), anchor="end")
    )


def _caption(ground: MapGround, lang: str) -> str:
    parts = [
        say("Vòng tròn cam: xã trong đề xuất; vòng lớn là nhiều trẻ hơn.", lang=lang),
        say("Số là số thứ tự xã trong bảng.", lang=lang),
    ]
    if not ground.by_list:
        if not ground.with_areas:
            parts.append(say("Chấm nhỏ: các xã khác.", lang=lang))
    elif not ground.with_areas:
        parts.append(say("Chấm nhỏ: các xã khác, sẫm hơn là xã đặc biệt khó khăn.", lang=lang))
    else:
        parts.append(say("Nền sẫm hơn: xã đặc biệt khó khăn.", lang=lang))
    return " ".join(parts)


def _in_words(communes: pd.DataFrame, placed: pd.DataFrame, title: str, lang: str) -> str:
    first = placed.sort_values(["served", "commune_code"], ascending=[False, True]).head(5)
    return say(
        "{title}. Bản đồ {n} xã; nhiều nhất: {names}.",
        lang=lang,
        title=title,
        n=number(len(communes), lang=lang),
        names="; ".join(first.commune),
    )


def _not_drawn(communes: pd.DataFrame, placed: pd.DataFrame, lang: str) -> str:
    names = communes.commune[~communes.commune_code.isin(placed.commune_code)]
    if names.empty:
        return ""
    words = say("Không có tọa độ, không vẽ được: {names}", lang=lang, names="; ".join(names))
    return f'<p class="note">{escape(words)}</p>'
