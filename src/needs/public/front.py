"""The front page: what was received, what was given, whom it reached, what is still lacking."""

from __future__ import annotations

from dataclasses import dataclass

from needs.assessment import Assessment
from needs.briefing.html import Fragment, data_table, heading, key_figures, paragraph, text
from needs.briefing.measures import total
from needs.briefing.words import plan_words
from needs.editions.figures import LACKING
from needs.editions.told import Told
from needs.programmes.public_page import PublicPage
from needs.proposals.words import is_place, supports
from needs.public.fund_money import spent_lines
from needs.public.gifts_money import Gifts
from needs.public.rounded import count_words, public_count
from needs.public.wanted import not_known, places_lacking
from needs.sheets.fund_figures import FundYear
from needs.sheets.network_words import category_words, value_cell
from needs.wording import money, number, say
from needs.wording.numbers import is_missing


@dataclass(frozen=True)
class Known:
    """What is on record on the day of the edition; None: no such book.

    `children` are those with a sponsor and those still waiting for one; `cases` how many are told.
    """

    year: FundYear | None = None
    gifts: Gifts | None = None
    gift_year: int | None = None
    children: tuple[int, int] | None = None
    cases: int = 0


def front_section(
    assessment: Assessment,
    rules: PublicPage,
    known: Known,
    links: dict[str, str],
    told: Told,
    *,
    lang: str,
) -> Fragment:
    """Return the front page: figures with the page where each is explained.

    Parameters
    ----------
    assessment, rules
        The programme's results and its rules for the public page.
    known
        What is on record.
    links
        Address of each page of the site that is shown.
    told
        What the public editions say of children who lack something.
    """
    recorded = known.year is not None or known.gift_year is not None
    parts = _what_for(assessment, lang)
    if not recorded:
        parts += paragraph(
            say("Chưa có khoản nào được ghi sổ: mời bạn là người giúp đầu tiên.", lang=lang),
            kind="note",
        )
    if known.year is not None:
        parts += _fund(known.year, links, lang)
    if known.gift_year is not None:
        parts += _gifts(assessment, known, rules, links, lang)
    return parts + _sponsored(known, rules, links, lang) + _lacking(told, links, lang)


def _what_for(assessment: Assessment, lang: str) -> Fragment:
    """Say whom the programme helps and with what, and which plan it carries out."""
    programme = assessment.programme
    province = programme.province.text(lang)
    whom = (
        say("Giúp trẻ em có hoàn cảnh đặc biệt của {province}.", lang=lang, province=province)
        if programme.beneficiaries.by_groups
        else say(
            "Giúp trẻ em các xã đặc biệt khó khăn của {province}.", lang=lang, province=province
        )
    )
    names = "; ".join(entry.name.text(lang) for entry in supports(programme))
    basis = say("Căn cứ: {plan}.", lang=lang, plan=plan_words(programme.plan, lang=lang))
    parts = [whom, say("Hỗ trợ: {what}.", lang=lang, what=names), basis]
    totals = programme.beneficiaries.totals
    if totals.special_circumstances is not None:
        words = say(
            "Trong cả tỉnh, theo văn bản ấy: {n} trẻ em có hoàn cảnh đặc biệt.",
            lang=lang,
            n=number(totals.special_circumstances.value, lang=lang),
        )
        parts.append(words)
    if totals.at_risk is not None:
        n = number(totals.at_risk.value, lang=lang)
        parts.append(say("Trẻ em có nguy cơ: {n}.", lang=lang, n=n))
    return paragraph(" ".join(parts))


def _link(page: str, words: str, links: dict[str, str]) -> Fragment:
    if page not in links:
        return Fragment("")
    return Fragment(f'<p><a href="{links[page]}">{text(words)}</a></p>')


def _fund(year: FundYear, links: dict[str, str], lang: str) -> Fragment:
    names = {
        "received": say("đã nhận", lang=lang),
        "spent": say("đã chi", lang=lang),
        "closing": say("còn lại", lang=lang),
    }
    figures = [(_short(year.sums[side], lang), name) for side, name in names.items()]
    asked = year.of_year("fund_contributions")
    expected, to_come = (asked[name].sum(skipna=False) for name in ("expected_vnd", "to_come_vnd"))
    enough = asked["staff"].sum() >= year.limits.staff
    if enough and not is_missing(expected) and not is_missing(to_come):
        words = say("ngày lương còn chờ thu", lang=lang)
        figures.append((_short(int(to_come), lang), words))
    lines = spent_lines(year)
    table = Fragment("")
    if lines:
        table = data_table(
            [say("Hoạt động", lang=lang), say("Triệu đồng", lang=lang)],
            [[text(words), number(amount / 1e6, lang=lang, decimals=1)] for words, amount in lines],
            caption=say("Tiền và hiện vật đã dùng vào việc gì", lang=lang),
        )
    return (
        heading(say("Quỹ năm {year}", lang=lang, year=year.year))
        + key_figures(figures)
        + table
        + _link("money", say("Từng khoản thu, chi, đến từng đồng", lang=lang), links)
    )


def _short(amount: int, lang: str) -> str:
    return money(amount, lang=lang, millions=True)


def _gifts(
    assessment: Assessment, known: Known, rules: PublicPage, links: dict[str, str], lang: str
) -> Fragment:
    if known.gifts is None:
        return Fragment("")
    year = str(known.gift_year)
    inside, rows = (one[one.period == year] for one in (known.gifts.inside, known.gifts.public))
    title = heading(say("Nhà tài trợ đã giúp, năm {year}", lang=lang, year=known.gift_year))
    link = _link("money", say("Từng khoản đã trao", lang=lang), links)
    if rows.empty:
        # So few children that the year is told together with others only.
        return title + link
    reached = inside[inside.giver == "main"]
    figures = [
        (_short(int(rows.value_vnd.sum()), lang), say("nhà tài trợ đã trao", lang=lang)),
        (number(reached.commune_code.nunique(), lang=lang), say("xã đã nhận", lang=lang)),
        (
            count_words(reached.lot_children.sum(), rules, lang=lang),
            say("lượt trẻ đã nhận", lang=lang),
        ),
    ]
    programme, body = assessment.programme, []
    for category in [*(entry.id for entry in supports(programme)), ""]:
        given = rows[rows.category == category]
        own = given[given.giver == "main"]
        if own.empty:
            continue
        told = (
            number(own.places.sum(), lang=lang)
            if category and is_place(programme, category)
            else public_count(own.lot_children.sum(skipna=False), rules, lang=lang)
        )
        unpriced = int(own.lots[own.value_vnd.isna()].sum())
        value = value_cell(given.value_vnd.sum(), unpriced, lang=lang)
        body.append([text(category_words(programme, category, lang=lang)), told, value])
    table = data_table(
        [
            say("Loại hỗ trợ", lang=lang),
            say("Lượt trẻ, nơi", lang=lang),
            say("Đồng", lang=lang),
        ],
        body,
        caption=say("Đã trao, theo loại hỗ trợ", lang=lang),
    )
    return title + key_figures(figures) + table + link


def _sponsored(known: Known, rules: PublicPage, links: dict[str, str], lang: str) -> Fragment:
    if known.children is None:
        return Fragment("")
    sponsored, waiting = known.children
    figures = [
        (count_words(sponsored, rules, lang=lang), say("trẻ đang có người đỡ đầu", lang=lang)),
        (count_words(waiting, rules, lang=lang), say("trẻ còn chờ người đỡ đầu", lang=lang)),
    ]
    told = say("Trường hợp cần giúp, đã đồng ý được nêu", lang=lang)
    return (
        heading(say("Đỡ đầu trẻ em", lang=lang))
        + key_figures(figures)
        + _link("cases", told, links if known.cases else {})
    )


def _lacking(told: Told, links: dict[str, str], lang: str) -> Fragment:
    assessment = told.assessment
    title = heading(say("Còn thiếu gì", lang=lang))
    programme, gap = assessment.programme, assessment.gap
    figures = []
    for category in programme.categories:
        rows = gap[gap.category == category.id]
        lacking = total(rows.gap_low) if len(rows) else None
        # Where a profile keeps noughts back, that a kind is left out would tell that none lacks it.
        kept = not told.shows(LACKING, category=category.id)
        if not is_missing(lacking) and (lacking or kept):
            count = told.words(lacking, LACKING, lang=lang, category=category.id)
            words = say("trẻ thiếu: {what}", lang=lang, what=category.name.text(lang))
            figures.append((count, words))
    for kind, lacking in places_lacking(assessment):
        if lacking:
            figures.append((number(lacking, lang=lang), kind.name.text(lang)))
    if not figures:
        return title + paragraph(not_known(assessment, lang=lang), kind="note")
    least = paragraph(say("Ít nhất, trong cả tỉnh, đã trừ phần đã có người giúp:", lang=lang))
    return (
        title
        + least
        + key_figures(figures)
        + _link("needs", say("Nhu cầu của từng xã", lang=lang), links)
        + _link(
            "briefings",
            say("Bản công bố: cả tỉnh và từng huyện (cũ)", lang=lang),
            links if "needs" in links else {},
        )
    )
