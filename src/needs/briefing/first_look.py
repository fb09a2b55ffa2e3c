"""How the first exploration notebook begins: who lives here, what is lacking, the map of zones."""

from __future__ import annotations

from needs.briefing.headline import money_in_words, title_block
from needs.briefing.html import Fragment, key_figures, paragraph
from needs.briefing.map_section import zone_section
from needs.briefing.measures import total
from needs.briefing.no_list import is_without_list, no_list_opening
from needs.briefing.nothing import nothing_counted
from needs.briefing.pages import Page
from needs.briefing.people import people_words
from needs.briefing.words import at_start
from needs.wording import number, say


def first_look(page: Page) -> Fragment:
    """Communes, residents and children, then what they lack; nothing of the proposal yet."""
    result = (
        title_block(page.part, at_start(page.place), lang=page.lang)
        + key_figures(_figures(page))
        + _most_children(page)
    )
    if is_without_list(page.part):
        return result + no_list_opening(page.part, lang=page.lang)
    if page.part.gap.empty:
        return result + nothing_counted(lang=page.lang)
    return (
        result
        + paragraph(people_words(page.part, lang=page.lang))
        + paragraph(money_in_words(page.part, lang=page.lang))
    )


def zones(page: Page) -> Fragment:
    """The map of zones I, II and III, with the specially disadvantaged communes."""
    return zone_section(
        page.province,
        title=say("Khu vực của các xã: {place}", lang=page.lang, place=page.place),
        district=page.district_code,
        boundaries=page.parameters.boundaries,
        lang=page.lang,
    )


def _figures(page: Page) -> list[tuple[str, str]]:
    communes, lang = page.part.communes, page.lang
    people = [
        (number(total(communes.population), lang=lang), say("dân số", lang=lang)),
        (number(total(communes.children), lang=lang), say("trẻ em dưới 16 tuổi", lang=lang)),
    ]
    if page.part.standing != "listed":
        return [(number(len(communes), lang=lang), say("xã, phường", lang=lang)), *people]
    disadvantaged = communes[communes.specially_disadvantaged]
    return [
        (
            f"{len(disadvantaged)} / {len(communes)}",
            say("xã đặc biệt khó khăn / xã trong danh sách", lang=lang),
        ),
        *people,
        (
            number(total(disadvantaged.children), lang=lang),
            say("trẻ em dưới 16 tuổi ở xã đặc biệt khó khăn", lang=lang),
        ),
    ]


def _most_children(page: Page) -> Fragment:
    """Say which commune has most children; nothing where no number is known."""
    known = page.part.communes.dropna(subset="children")
    if known.empty:
        return Fragment("")
    most = known.sort_values(["children", "commune_code"], ascending=[False, True]).iloc[0]
    return paragraph(
        say(
            "Đông trẻ nhất: {commune}, {n} trẻ.",
            lang=page.lang,
            commune=most.commune,
            n=number(most.children, lang=page.lang),
        )
    )
