"""The public site: a page for each thing the profile shows, linked to each other, no network."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.html import Fragment, heading, paragraph, text
from needs.editions.scan import page_faults
from needs.editions.told import Told, told
from needs.errors import Fault, InputFaults
from needs.programmes.public_page import PublicPage, Shown
from needs.proposals.page import Section, page_html, write_page
from needs.public.cases import cases_section
from needs.public.edition_site import BRIEFINGS, OVERVIEW, edition_pages
from needs.public.front import Known, front_section
from needs.public.fund_money import fund_section, newest_fund_year
from needs.public.gifts_money import Gifts, gifts_in_public, gifts_section
from needs.public.marks import invented_books, invented_gifts, invented_mark, invented_support
from needs.public.register import cases_in_public, has_register, sponsored_and_waiting
from needs.public.wanted import wanted_section
from needs.sheets.fund_figures import FundYear
from needs.wording import check_language, date_text, say

FOLDER = "public"
ADDRESS: dict[Shown, str] = {
    "activity": "index.html",
    "money": "money.html",
    "needs": "needs.html",
    "cases": "cases.html",
}


def write_public_pages(
    assessment: Assessment,
    folder: Path,
    *,
    root: Path,
    on: dt.date,
    lang: str,
    boundaries: Path | None = None,
) -> tuple[Path, ...]:
    """Write the public site of a programme, as a folder that can be put on any web server.

    Parameters
    ----------
    assessment
        The programme's results.
    folder
        `reports/<programme>`; the site is `public/` in it.
    root
        Data root: books, ledger, register.
    on
        The day of the edition.
    lang
        "vi" or "en".
    boundaries
        File of commune boundaries for the maps.

    Returns
    -------
    tuple of Path
        The pages; none where the profile has no public page.

    Raises
    ------
    NeedsError
        If books or register cannot be read. Pages of an earlier edition are removed first: they
        might tell of a case whose consent was withdrawn since.
    InputFaults
        If a hidden figure could be worked out (no page with figures of children is then written),
        or a page would tell of a single person (that page is not). The others are written.
    """
    check_language(lang)
    rules = assessment.programme.public_page
    html: dict[str, str] = {}
    faults: list[Fault] = []
    try:
        if rules is not None:
            site = _Site(assessment, rules, root, on, lang, folder, boundaries)
            html, faults = _without_personal(site.pages(), lang=lang)
            faults += site.unsafe
            site.keep()
    finally:
        # What this edition does not say anew is not left standing.
        _remove_others(folder / FOLDER, set(html))
    written = tuple(write_page(folder / FOLDER / address, page) for address, page in html.items())
    if faults:
        raise InputFaults(say("Trang công bố, phần không được đưa ra ngoài", lang=lang), faults)
    return written


def _without_personal(pages: dict[str, str], *, lang: str) -> tuple[dict[str, str], list[Fault]]:
    """Return the pages that tell of no single person, and what is wrong with the others."""
    kept: dict[str, str] = {}
    faults: list[Fault] = []
    for address, html in pages.items():
        found = page_faults(html, where=f"{FOLDER}/{address}", named=_givers(lang), lang=lang)
        faults += found
        if not found:
            kept[address] = html
    return kept, faults


def _givers(lang: str) -> set[str]:
    """Return the headings under which those stand who agreed to be named."""
    return {say("Ai trao gì, ở đâu", lang=lang), say("Từ ai, khoản gì", lang=lang)}


def _remove_others(folder: Path, addresses: set[str]) -> None:
    """Remove pages that are not among those of today, with their printed forms."""
    known = [folder / address for address in ADDRESS.values()]
    for path in [*known, *(folder / BRIEFINGS).glob("*.*")]:
        if path.with_suffix(".html").relative_to(folder).as_posix() not in addresses:
            path.unlink(missing_ok=True)
    briefings = folder / BRIEFINGS
    if briefings.is_dir() and not any(briefings.iterdir()):
        briefings.rmdir()


@dataclass(frozen=True)
class _Site:
    """One edition: what is known on its day, read once for all pages."""

    assessment: Assessment
    rules: PublicPage
    root: Path
    on: dt.date
    lang: str
    folder: Path
    boundaries: Path | None

    @cached_property
    def _told(self) -> Told | list[Fault]:
        """What is told of children who lack something; or why nothing may be."""
        try:
            return told(self.assessment, self.folder / "tables")
        except InputFaults as error:
            return list(error.faults)

    @property
    def unsafe(self) -> list[Fault]:
        """Why figures of children are not published; empty: they are, or no page shows them."""
        asked = {"activity", "needs"} & set(self.rules.shows)
        return self._told if asked and isinstance(self._told, list) else []

    def keep(self) -> None:
        """Put on record what is told, before anybody can read it."""
        if "needs" in self.rules.shows and isinstance(self._told, Told):
            self._told.keep(self.folder / "tables", on=self.on)

    def pages(self) -> dict[str, str]:
        """Return every page that may be published, by its address."""
        figures = {"activity", "needs"} if self.unsafe else set()
        made = {ADDRESS[page]: self.html(page) for page in self.rules.shows if page not in figures}
        if "needs" in self.rules.shows and isinstance(self._told, Told):
            back = {self._titles[page]: ADDRESS[page] for page in self.rules.shows}
            made |= edition_pages(
                self._told, on=self.on, site=back, boundaries=self.boundaries, lang=self.lang
            )
        return made

    @cached_property
    def year(self) -> FundYear | None:
        programme = self.assessment.programme
        if programme.fund is None:
            return None
        return newest_fund_year(programme, self.root, self.on, self.lang)

    @cached_property
    def gifts(self) -> Gifts | None:
        return gifts_in_public(self.assessment, self.root, self.on, self.lang)

    @cached_property
    def cases(self) -> pd.DataFrame | None:
        programme = self.assessment.programme
        if not has_register(programme, self.root):
            return None
        return cases_in_public(programme, self.rules, self.root, self.on)

    def html(self, page: Shown) -> str:
        owner, title = self.assessment.programme.title.text(self.lang), self._titles[page]
        sections = [
            Section(
                self._navigation(page)
                + Fragment(f"<h1>{text(owner)}</h1>")
                + paragraph(
                    say(
                        "Tính đến ngày {day}.",
                        lang=self.lang,
                        day=date_text(self.on, lang=self.lang),
                    )
                )
                + invented_mark(self._invented(page), lang=self.lang)
            ),
            Section(self._content(page)),
            Section(self._how_to_give()),
        ]
        return page_html(f"{title} – {owner}", sections, lang=self.lang)

    @property
    def _links(self) -> dict[str, str]:
        return {page: ADDRESS[page] for page in self.rules.shows} | {"briefings": OVERVIEW}

    @property
    def _titles(self) -> dict[Shown, str]:
        return {
            "activity": say("Hoạt động", lang=self.lang),
            "money": say("Thu và chi", lang=self.lang),
            "needs": say("Nhu cầu", lang=self.lang),
            "cases": say("Trường hợp cần giúp", lang=self.lang),
        }

    def _navigation(self, here: Shown) -> Fragment:
        links = [
            f'<b aria-current="page">{text(self._titles[page])}</b>'
            if page == here
            else f'<a href="{ADDRESS[page]}">{text(self._titles[page])}</a>'
            for page in self.rules.shows
        ]
        label = text(say("Các trang", lang=self.lang))
        return Fragment(f'<nav aria-label="{label}"><p>{" · ".join(links)}</p></nav>')

    def _content(self, page: Shown) -> Fragment:
        lang = self.lang
        if page == "money":
            return self._money()
        if page == "needs":
            return wanted_section(self.figures, lang=lang) + self._to_briefings()
        if page == "cases":
            programme = self.assessment.programme
            return cases_section(self.cases, programme, self.rules, on=self.on, lang=lang)
        known = Known(
            year=self.year,
            gifts=self.gifts,
            gift_year=None if self.gifts is None else self.gifts.newest_year(self.on),
            children=sponsored_and_waiting(self.assessment.programme, self.root, self.on),
            cases=0 if self.cases is None else len(self.cases),
        )
        return front_section(
            self.assessment, self.rules, known, self._links, self.figures, lang=lang
        )

    @property
    def figures(self) -> Told:
        """What is told of children who lack something; pages without it are not made."""
        assert isinstance(self._told, Told)
        return self._told

    def _to_briefings(self) -> Fragment:
        words = text(say("Bản công bố: cả tỉnh và từng huyện (cũ)", lang=self.lang))
        return Fragment(f'<p><a href="{OVERVIEW}">{words}</a></p>')

    def _money(self) -> Fragment:
        lang, gifts = self.lang, self.gifts
        given = gifts_section(self.assessment, gifts, lang=lang)
        if self.assessment.programme.fund is None:
            return given
        fund = fund_section(self.year, lang=lang)
        if gifts is None or gifts.public.empty:
            return fund
        apart = say(
            "Hai sổ riêng: khoản nhà tài trợ giao qua Quỹ có thể đứng ở cả hai, nên không cộng "
            "hai sổ với nhau.",
            lang=lang,
        )
        return fund + given + paragraph(apart, kind="note")

    def _invented(self, page: Shown) -> str:
        """Say which figures of a page are invented; nothing where none is."""
        said = []
        if page in ("activity", "money"):
            if self.year is not None and self.year.illustrative:
                said.append(invented_books(lang=self.lang))
            if self.gifts is not None and self.gifts.invented:
                said.append(invented_gifts(lang=self.lang))
        if page in ("activity", "needs") and self.assessment.illustrative:
            said.append(invented_support(lang=self.lang))
        return " ".join(said)

    def _how_to_give(self) -> Fragment:
        lang = self.lang
        account = self.rules.account or say("chưa có trong dữ liệu; hãy hỏi nơi liên hệ", lang=lang)
        office = self.assessment.programme.lead_agency.text(lang)
        lines = [
            text(self.rules.how_to_give.text(lang)),
            f"{text(say('Liên hệ', lang=lang))}: <b>{text(office)}</b>",
            f"{text(say('Tài khoản', lang=lang))}: {text(account)}",
        ]
        title = heading(say("Muốn giúp", lang=lang))
        return title + Fragment('<p class="note">' + "<br>".join(lines) + "</p>")
