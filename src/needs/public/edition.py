"""The public edition of a district's briefing and of the province's overview.

From the same results as the internal pages; every figure of children comes from `Told`, decided
once for all pages. Without donors' lots, returns and proposals: those are internal.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from needs.briefing import district_label
from needs.briefing.audience import edition_mark
from needs.briefing.cells import whole
from needs.briefing.html import Fragment, data_table, heading, key_figures, paragraph, text
from needs.briefing.measures import alphabetical, total
from needs.briefing.nothing import nothing_counted
from needs.briefing.words import at_start, plan_words
from needs.editions.figures import CHILDREN, LACKING, TARGET
from needs.editions.told import Told
from needs.proposals.page import Section, page_html
from needs.public.edition_map import PublicMaps
from needs.public.edition_notes import limits_and_sources, stated_shares
from needs.public.edition_tables import Row, needs_by_category, needs_by_place
from needs.public.marks import invented_mark, invented_support
from needs.public.wanted import not_known
from needs.tables import rows_of
from needs.wording import date_text, number, say


@dataclass(frozen=True)
class Edition:
    """A page of the public edition: a district's, or the province's.

    Attributes
    ----------
    told
        The figures.
    district
        The district's code; None: the province.
    on
        The day of the edition.
    maps
        Of all pages of the edition.
    links
        Words → address of the pages that this one points to.
    pages
        District → address of its page.
    name
        What the page's file is called, without its ending.
    """

    told: Told
    district: str | None
    on: dt.date
    maps: PublicMaps
    links: dict[str, str]
    lang: str
    pages: dict[str, str] = field(default_factory=dict)
    name: str = ""

    @property
    def communes(self) -> pd.DataFrame:
        """The communes that the page is about."""
        return self._own(self.told.assessment.communes)

    @property
    def gap(self) -> pd.DataFrame:
        """Need and gap of these communes."""
        return self._own(self.told.assessment.gap)

    @property
    def title(self) -> str:
        """What the page is called."""
        if self.district is None:
            return say("Tổng quan nhu cầu: {place}", lang=self.lang, place=self.place)
        return say("Tóm tắt nhu cầu: {place}", lang=self.lang, place=self.place)

    @property
    def place(self) -> str:
        """District or province, as the page names it."""
        programme = self.told.assessment.programme
        if self.district is None:
            name = programme.province.text(self.lang)
            return say("tỉnh {province}", lang=self.lang, province=name)
        return district_label(self.communes.district.iloc[0], programme.edition, lang=self.lang)

    def html(self) -> str:
        """Return the whole page."""
        known = not self.gap.empty and self.gap[LACKING].notna().any()
        sections = [Section(self._top()), Section(self._map()), Section(self._places())]
        if known:
            sections += [
                Section(needs_by_category(self.told, self.gap, self._sides, lang=self.lang)),
                Section(self._by_place(TARGET) + self._by_place(LACKING)),
            ]
        elif self.gap.empty and not self.told.assessment.gap.empty:
            sections.append(Section(nothing_counted(lang=self.lang)))
        else:
            words = not_known(self.told.assessment, lang=self.lang)
            sections.append(Section(paragraph(at_start(words) + ".", kind="note")))
        sections += [
            Section(stated_shares(self.told.assessment, lang=self.lang)),
            Section(limits_and_sources(self.told, lang=self.lang)),
        ]
        return page_html(self.title, sections, lang=self.lang)

    def _own(self, table: pd.DataFrame) -> pd.DataFrame:
        return table if self.district is None else table[table.district_code == self.district]

    @property
    def _sides(self) -> dict[str, str]:
        """What the totals of the page are called among the cells."""
        return {} if self.district is None else {"district_code": self.district}

    def _top(self) -> Fragment:
        lang, assessment = self.lang, self.told.assessment
        programme = assessment.programme
        links = " · ".join(
            f'<a href="{text(to)}">{text(words)}</a>' for words, to in self.links.items()
        )
        label = text(say("Các trang", lang=lang))
        forms = ((".docx", "Word"), (".pdf", "PDF"), (".xlsx", "Excel"))
        files = " · ".join(
            f'<a href="{text(self.name + ending)}">{kind}</a>' for ending, kind in forms
        )
        if self.district is None:
            data = text(say("dữ liệu CSV", lang=lang))
            files += f' · <a href="../data/figures.csv">{data}</a>'
        taken = text(say("Tải về trang này", lang=lang))
        about = say(
            "{programme}. {plan}. Số liệu cho ngày {day}; công bố ngày {on}.",
            lang=lang,
            programme=programme.title.text(lang),
            plan=at_start(plan_words(programme.plan, lang=lang)),
            day=date_text(programme.reference_date, lang=lang),
            on=date_text(self.on, lang=lang),
        )
        invented = invented_support(lang=lang) if assessment.illustrative else ""
        return (
            edition_mark("public", lang=lang)
            + Fragment(f'<nav aria-label="{label}"><p>{links}</p></nav>' if links else "")
            + Fragment(f'<p class="screen-only">{taken}: {files}</p>' if self.name else "")
            + Fragment(f"<h1>{text(self.title)}</h1>")
            + paragraph(about)
            + invented_mark(invented, lang=lang)
            + key_figures(self._headline())
        )

    def _map(self) -> Fragment:
        return self.maps.of(self.place, self.district)

    def _headline(self) -> list[tuple[str, str]]:
        lang, told, communes = self.lang, self.told, self.communes
        figures = [(number(len(communes), lang=lang), say("xã, phường", lang=lang))]
        if "population" in communes and communes.population.notna().all():
            figures.append(
                (number(total(communes.population), lang=lang), say("dân số", lang=lang))
            )
        if CHILDREN in communes and communes[CHILDREN].notna().all():
            words = told.words(total(communes[CHILDREN]), CHILDREN, lang=lang, **self._sides)
            figures.append((words, say("trẻ em", lang=lang)))
        cost = self._cost(self.gap)
        if not pd.isna(cost):
            amount = told.millions(cost, lang=lang, **self._sides)
            figures.append((amount, say("triệu đồng còn thiếu, ít nhất", lang=lang)))
        return figures

    def _millions(self, communes: pd.DataFrame, entry: dict[str, str]) -> str:
        """Return what is lacking there; «–» where nothing of the programme is counted."""
        gap = self._gap_of(communes)
        if gap.empty and not self.told.assessment.gap.empty:
            return "–"
        return self.told.millions(self._cost(gap), lang=self.lang, **entry)

    def _cost(self, gap: pd.DataFrame) -> Any:
        """Return what is lacking in đồng; missing where any part is."""
        return total(gap.cost_vnd) if len(gap) else pd.NA

    def _places(self) -> Fragment:
        """List the communes of a district, or the districts of the province."""
        lang = self.lang
        with_zone = self.district is not None and self.communes.zone.notna().any()
        body = []
        for name, entry, rows in self._rows():
            first = with_zone and rows.zone.iloc[0]
            body.append(
                [
                    name,
                    *([text(first, lang=lang)] if with_zone else []),
                    *([] if self.district else [number(len(rows), lang=lang)]),
                    self._population(rows),
                    self._children(rows, entry),
                    *([] if self.district else [self._millions(rows, entry)]),
                ]
            )
        of_province = self.district is None
        return heading(say("Các xã, dân số và trẻ em", lang=lang)) + data_table(
            [
                say("Huyện, thành phố", lang=lang) if of_province else say("Xã, phường", lang=lang),
                *([say("Khu vực", lang=lang)] if with_zone else []),
                *([say("Số xã", lang=lang)] if of_province else []),
                say("Dân số", lang=lang),
                say("Trẻ em", lang=lang),
                *([say("Còn thiếu, ít nhất, triệu đồng", lang=lang)] if of_province else []),
            ],
            body,
            caption=say("Dân số và trẻ em", lang=lang),
            kinds="tt" if with_zone else "t",
            total=[
                say("Cộng", lang=lang),
                *([""] if with_zone else []),
                *([number(len(self.communes), lang=lang)] if of_province else []),
                self._population(self.communes),
                self._children(self.communes, self._sides),
                *([self._millions(self.communes, self._sides)] if of_province else []),
            ],
        )

    def _rows(self) -> list[Row]:
        """Return what a row of a table is about: its name, its cell, its communes."""
        if self.district is None:
            communes = self.communes.dropna(subset=["district_code"])
            districts = communes.drop_duplicates("district_code")
            return [
                (
                    self._linked(row.district_code, row.district),
                    {"district_code": row.district_code},
                    communes[communes.district_code == row.district_code],
                )
                for row in rows_of(alphabetical(districts, "district"))
            ]
        return [
            (
                text(row.commune),
                {"commune_code": row.commune_code},
                self.communes[self.communes.commune_code == row.commune_code],
            )
            for row in rows_of(alphabetical(self.communes, "commune"))
        ]

    def _linked(self, code: str, name: str) -> str:
        page = self.pages.get(code)
        return text(name) if page is None else f'<a href="{text(page)}">{text(name)}</a>'

    def _gap_of(self, communes: pd.DataFrame) -> pd.DataFrame:
        return self.gap[self.gap.commune_code.isin(communes.commune_code)]

    def _population(self, communes: pd.DataFrame) -> str:
        if "population" not in communes:
            return whole(pd.NA, self.lang)
        return whole(total(communes.population), self.lang)

    def _children(self, communes: pd.DataFrame, entry: dict[str, str]) -> str:
        if CHILDREN not in communes:
            return whole(pd.NA, self.lang)
        return self.told.cell(total(communes[CHILDREN]), CHILDREN, lang=self.lang, **entry)

    def _by_place(self, measure: str) -> Fragment:
        rows = [(name, entry, self._gap_of(communes)) for name, entry, communes in self._rows()]
        return needs_by_place(self.told, rows, self.gap, self._sides, measure, lang=self.lang)
