"""What the maps of a page share: its forms for screen and paper, its source, what is not drawn."""

from __future__ import annotations

import base64
from html import escape
from pathlib import Path

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.html import Fragment, bullets
from needs.maps import JoinedBoundaries, StaticMap, embed, join_boundaries, load_boundaries
from needs.places import package_version
from needs.wording import say

SCREEN_HEIGHT_PX = 600


def screen_and_paper(screen: str, paper: StaticMap, title: str) -> Fragment:
    """Return a map of which the screen shows one form and paper the other."""
    frame = embed(screen, title=title, height_px=SCREEN_HEIGHT_PX)
    return Fragment(
        f'<div class="screen-only">{frame}</div><figure class="print-only">{_image(paper)}</figure>'
    )


def small_on_paper(paper: StaticMap) -> Fragment:
    """Return a map that the screen shows elsewhere: on paper it stands here, and is smaller."""
    return Fragment(f'<div class="print-only small"><figure>{_image(paper)}</figure></div>')


def _image(paper: StaticMap) -> str:
    picture = base64.b64encode(paper.png).decode("ascii")
    return f'<img alt="{escape(paper.alt, quote=True)}" src="data:image/png;base64,{picture}">'


def joined_boundaries(communes: pd.DataFrame, file: Path | None) -> JoinedBoundaries | None:
    """Return the communes' areas; none where no file of boundaries is given."""
    return None if file is None else join_boundaries(communes, load_boundaries(file))


def told_for(
    joined: JoinedBoundaries | None, communes: pd.DataFrame, district: str | None
) -> JoinedBoundaries | None:
    """Return what a district's page tells of the boundary file; the province's page tells all."""
    if joined is None or district is None:
        return joined
    return joined.told_for(communes.commune_code[communes.district_code == district])


def source_words(province: Assessment, boundaries: Path | None, *, lang: str) -> str:
    """Name the lists of communes, where their places come from, and the file of boundaries."""
    parts = [
        *sorted(province.communes.area_list.dropna().unique()),
        say("tọa độ: {package}", lang=lang, package=package_version()),
    ]
    if boundaries is not None:
        parts.append(say("ranh giới: {file}", lang=lang, file=boundaries.name))
    return "; ".join(parts)


def not_shown(not_drawn: list[str], joined: JoinedBoundaries | None, *, lang: str) -> Fragment:
    """Say which communes could not be drawn, and what did not match the boundary file."""
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
                    "Trùng mã nhưng khác tên (tên trong bảng / tên trong tệp ranh giới): {names}",
                    lang=lang,
                    names="; ".join(joined.name_differs),
                )
            )
        lines += [str(fault) for fault in joined.faults]
    return bullets(lines) if lines else Fragment("")
