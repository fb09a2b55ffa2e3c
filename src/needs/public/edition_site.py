"""The pages of the public edition: the overview and a page for every district, with addresses."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from needs.editions.told import Told
from needs.places import district_slugs
from needs.public.edition import Edition
from needs.public.edition_map import PublicMaps

BRIEFINGS = "briefings"
OVERVIEW = f"{BRIEFINGS}/index.html"


def edition_pages(
    told: Told, *, on: dt.date, site: dict[str, str], boundaries: Path | None = None, lang: str
) -> dict[str, str]:
    """Return the public edition: address → page.

    Parameters
    ----------
    told
        The figures, decided once for all pages.
    on
        The day of the edition.
    site
        Words → address of the other pages of the public site.
    boundaries
        File of commune boundaries for the maps.
    lang
        "vi" or "en".
    """
    districts = told.assessment.districts
    names = dict(zip(districts.district_code, districts.district, strict=True))
    slugs = district_slugs(names)
    back = {words: f"../{address}" for words, address in site.items()}
    maps = PublicMaps(told.assessment, boundaries, lang)
    overview = Edition(told, None, on, maps, back, lang)
    pages = {}
    own: dict[str, str] = {}
    for code in names:
        links = {**back, overview.title: "index.html"}
        # One called «index» would stand in the place of the overview.
        page = f"{slugs[code]}.html" if slugs[code] != "index" else f"{slugs[code]}-{code}.html"
        edition = Edition(told, code, on, maps, links, lang, name=page.removesuffix(".html"))
        pages[f"{BRIEFINGS}/{page}"] = edition.html()
        own[code] = page
    whole = Edition(told, None, on, maps, back, lang, pages=own, name="index")
    return {OVERVIEW: whole.html(), **pages}
