"""The pages of the public edition: the overview and a page for every district, with addresses."""

from __future__ import annotations

import datetime as dt

from needs.places import district_slugs
from needs.public.edition import Edition
from needs.public.edition_told import Told

BRIEFINGS = "briefings"
OVERVIEW = f"{BRIEFINGS}/index.html"


def edition_pages(told: Told, *, on: dt.date, site: dict[str, str], lang: str) -> dict[str, str]:
    """Return the public edition: address → page.

    Parameters
    ----------
    told
        The figures, decided once for all pages.
    on
        The day of the edition.
    site
        Words → address of the other pages of the public site.
    lang
        "vi" or "en".
    """
    districts = told.assessment.districts
    names = dict(zip(districts.district_code, districts.district, strict=True))
    slugs = district_slugs(names)
    back = {words: f"../{address}" for words, address in site.items()}
    overview = Edition(told, None, on, back, lang)
    pages = {}
    own: dict[str, str] = {}
    for code in names:
        links = {**back, overview.title: "index.html"}
        # One called «index» would stand in the place of the overview.
        page = f"{slugs[code]}.html" if slugs[code] != "index" else f"{slugs[code]}-{code}.html"
        edition = Edition(told, code, on, links, lang)
        pages[f"{BRIEFINGS}/{page}"] = edition.html()
        own[code] = page
    whole = Edition(told, None, on, back, lang, pages=own)
    return {OVERVIEW: whole.html(), **pages}
