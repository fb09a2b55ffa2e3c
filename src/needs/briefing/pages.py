"""The pages: a district's briefing and the province's overview, section by section."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from needs.assessment import Assessment
from needs.assessment.changes import Change
from needs.briefing import (
    assumptions,
    facilities,
    flow_section,
    further_gifts,
    gap,
    headline,
    overlap,
    people,
    plan_if_section,
    plan_section,
    priority,
    promised,
    proposal,
    province,
    returned,
    sources,
    state,
    tables,
    targets,
    uncertain,
    what_if_section,
)
from needs.briefing.eligibility import eligibility
from needs.briefing.html import Fragment, heading
from needs.briefing.map_section import map_after_section
from needs.briefing.no_list import for_want_of_a_list, is_without_list, no_list_note
from needs.briefing.nothing import is_nothing_counted, renumbered
from needs.briefing.page_maps import PageMaps
from needs.briefing.parameters import Parameters
from needs.places import without_prefix
from needs.wording import say


def district_label(name: str, edition: str, *, lang: str) -> str:
    """Return how a district is named in headings: «Huyện Bảo Lạc (cũ)» since 1/7/2025."""
    if edition == "pre-2025":
        return name if lang == "vi" else without_prefix(name)
    if lang == "vi":
        return f"{name} (cũ)"
    return say("{district} (huyện cũ)", lang=lang, district=without_prefix(name))


@dataclass(frozen=True)
class Page:
    """A page in sections; each is a method, so that a notebook can say what it shows.

    Attributes
    ----------
    province
        Results of the whole province: scales of maps are set by it.
    part
        Results that the page is about: one district, or the province again.
    district_code
        The district; none for the province.
    parameters
        What the page was asked for with.
    """

    province: Assessment
    part: Assessment
    district_code: str | None
    parameters: Parameters

    @property
    def lang(self) -> str:
        """Language of the page."""
        return self.parameters.lang

    @property
    def place(self) -> str:
        """The district or province that the page is about."""
        programme = self.province.programme
        if self.district_code is None:
            name = programme.province.text(self.lang)
            return say("tỉnh {province}", lang=self.lang, province=name)
        return district_label(
            self.part.communes.district.iloc[0], programme.edition, lang=self.lang
        )

    @property
    def title(self) -> str:
        """What the page is called."""
        if self.district_code is None:
            return say("Tổng quan {place}", lang=self.lang, place=self.place)
        return say("Tóm tắt nhu cầu và đề xuất hỗ trợ: {place}", lang=self.lang, place=self.place)

    def headline(self) -> Fragment:
        """Title, key figures, and what they say in words."""
        return (
            headline.title_block(self.part, self.title, lang=self.lang)
            + headline.headline_figures(self.part, lang=self.lang)
            + headline.in_words(self.part, lang=self.lang)
        )

    def map(self) -> Fragment:
        """What is lacking, the zones and the proposal on one map; on paper, what is lacking."""
        return heading(say("1. Bản đồ", lang=self.lang)) + self._maps.on_screen()

    @cached_property
    def _maps(self) -> PageMaps:
        boundaries = self.parameters.boundaries
        return PageMaps(self.province, self.place, self.district_code, boundaries, self.lang)

    def communes(self) -> Fragment:
        """The communes with zone, residents, children, and what changed since the list before."""
        title = heading(say("2. Các xã, dân số và trẻ em", lang=self.lang))
        table = province.districts_table if self.district_code is None else tables.communes_table
        return (
            title
            + self._maps.zones_on_paper()
            + table(self.part, lang=self.lang)
            + eligibility(self.part, self.parameters.data, lang=self.lang)
        )

    def need(self) -> Fragment:
        """Need and cost by category, children in need, places lacking."""
        if is_nothing_counted(self.part):
            return Fragment("")
        title = heading(say("3. Nhu cầu", lang=self.lang))
        if is_without_list(self.part):
            return title + no_list_note(self.part, lang=self.lang)
        return (
            title
            + tables.need_table(self.part, lang=self.lang)
            + people.need_by_area(self.part, lang=self.lang)
            + returned.returned_table(self.part, lang=self.lang)
            + facilities.facilities_section(self.part, lang=self.lang)
        )

    def gap(self) -> Fragment:
        """From target to gap; State schemes; sources that may overlap."""
        if is_nothing_counted(self.part):
            return Fragment("")
        title = heading(say("4. Đã hỗ trợ và còn thiếu", lang=self.lang))
        if is_without_list(self.part):
            note = no_list_note(self.part, lang=self.lang)
            return title + note + state.state_section(self.part, lang=self.lang)
        most = overlap.MOST if self.district_code is None else None
        return (
            title
            + gap.gap_section(self.part, self.province, lang=self.lang)
            + gap.gap_by_area(self.part, lang=self.lang)
            + state.state_section(self.part, lang=self.lang)
            + overlap.overlap_section(self.part, lang=self.lang, most=most)
        )

    def priority(self) -> Fragment:
        """Which communes come first among the province's, and how sure that is."""
        if is_nothing_counted(self.part):
            return Fragment("")
        title = heading(say("5. Ưu tiên", lang=self.lang))
        if is_without_list(self.part):
            return title + no_list_note(self.part, lang=self.lang)
        most = priority.MOST if self.district_code is None else None
        return title + priority.priority_section(
            self.part, self.province, lang=self.lang, most=most
        )

    def targets(self) -> Fragment:
        """How far the targets have been reached, by year."""
        if is_nothing_counted(self.part):
            return Fragment("")
        title = heading(say("6. Tiến độ chỉ tiêu", lang=self.lang))
        if is_without_list(self.part):
            stated = targets.stated_targets(self.part, lang=self.lang)
            return (
                title
                + no_list_note(self.part, lang=self.lang)
                + for_want_of_a_list(stated, lang=self.lang)
            )
        return title + targets.targets_section(self.part, lang=self.lang)

    def proposal(self) -> Fragment:
        """The proposed allocation, and what stays open."""
        if is_nothing_counted(self.part):
            return Fragment("")
        title = heading(say("7. Đề xuất với các nhà tài trợ", lang=self.lang))
        if is_without_list(self.part):
            return title + no_list_note(self.part, lang=self.lang)
        if "allocation" not in self.province.tables:
            return title + plan_section.not_computed(lang=self.lang)
        whole = self.district_code is None
        detail = (
            flow_section.flow_section(self.part, lang=self.lang)
            + province.gifts_table(self.part, lang=self.lang)
            + province.floors_table(self.part, lang=self.lang)
            if whole
            else proposal.proposal_by_commune(self.part, lang=self.lang)
        )
        most = province.MOST if whole else None
        return (
            title
            + sources.solver_note(self.province, lang=self.lang)
            + promised.commitments_words(self.part, lang=self.lang)
            + proposal.proposal_table(self.part, lang=self.lang, most=most)
            + detail
            + self._maps.proposal_on_paper()
            + proposal.open_by_reason(self.part, lang=self.lang)
        )

    def map_after(self) -> Fragment:
        """The map of what is still lacking once the proposal is carried out."""
        if is_without_list(self.province):
            return no_list_note(self.province, lang=self.lang)
        return map_after_section(
            self.province,
            title=say("Còn thiếu sau đề xuất: {place}", lang=self.lang, place=self.place),
            district=self.district_code,
            boundaries=self.parameters.boundaries,
            lang=self.lang,
        )

    def frontier(self) -> Fragment:
        """Fairness against effect: what the plans that are possible reach (whole province)."""
        return self._of_plan(plan_section.frontier_section)

    def practice(self) -> Fragment:
        """The proposal beside what is usually done, on the same data (whole province)."""
        return self._of_plan(plan_section.practice_section)

    def further_gifts(self) -> Fragment:
        """What further money would do, and where (whole province)."""
        return self._of_plan(further_gifts.further_gifts)

    def _of_plan(self, section: Callable[..., Fragment]) -> Fragment:
        """Return a section about the plan of the whole province; nothing without a list."""
        if is_without_list(self.province):
            return Fragment("")
        return section(self.province, lang=self.lang)

    def plan_if(
        self,
        *,
        che_do: str | None = None,
        giu_san: float | None = None,
        doi_qua: Mapping[str, Mapping[str, Any]] | None = None,
        them_tien: int = 0,
    ) -> Fragment:
        """The proposal beside what it would be with another mode, other gifts or more money.

        Parameters
        ----------
        che_do
            Mode: "fair_first", "effect_first" or "proportional"; none: the profile's.
        giu_san
            Share of the fair floors kept, 0–1; none: as the profile says.
        doi_qua
            Gift id → column → value, of table `gifts`.
        them_tien
            Đồng of a further gift of money without wishes.
        """
        if is_without_list(self.province):
            return no_list_note(self.province, lang=self.lang)
        return plan_if_section.plan_if(
            self, mode=che_do, floors_kept=giu_san, gifts=doi_qua or {}, further_vnd=them_tien
        )

    def figures(self) -> Fragment:
        """Every figure that may be changed, by id, with its share of the uncertainty."""
        return what_if_section.figures_section(self)

    def what_if(self, changes: Mapping[str, Change]) -> Fragment:
        """The need and gap beside what they would be with other figures."""
        if is_without_list(self.province):
            return no_list_note(self.province, lang=self.lang)
        return what_if_section.what_if(self, changes)

    def basis(self) -> Fragment:
        """What the figures rest on, and what they leave out."""
        most = None if self.district_code is None else assumptions.MOST_ASSUMPTIONS
        how_sure = uncertain.how_sure(self.province, lang=self.lang) + (
            assumptions.assumptions_table(self.province, lang=self.lang, most=most)
        )
        if is_nothing_counted(self.part):  # what moves the cost elsewhere is nothing to this place
            how_sure = uncertain.draws_note(self.province, lang=self.lang)
        return (
            renumbered(say("8. Căn cứ, giới hạn và nguồn", lang=self.lang), self.part)
            + sources.limits(self.part, lang=self.lang)
            + sources.checks_table(self.province, lang=self.lang)
            + how_sure
            + sources.place_sources(self.province, lang=self.lang)
        )

    def duties(self) -> Fragment:
        """Who leads what, and who reports by when."""
        title = renumbered(say("9. Cơ quan và thời hạn", lang=self.lang), self.part)
        return title + sources.duties(self.province, lang=self.lang)
