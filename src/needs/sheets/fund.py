"""The pages of the Fund: `offices/fund.html`, and a list for publication for each year."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from needs.briefing.audience import Audience, edition_mark
from needs.briefing.html import Fragment, key_figures, paragraph, text
from needs.fund.tables import fund_rules, fund_tables
from needs.programmes import Programme
from needs.proposals.page import Section, bases_legend, page_html, write_page
from needs.sheets.fund_figures import FundYear, Tables, years_with_books
from needs.sheets.fund_kept import earmarks_section
from needs.sheets.fund_law import law_section
from needs.sheets.fund_money import money_section
from needs.sheets.fund_published import balance_line, published_sections
from needs.sheets.fund_units import units_section
from needs.wording import check_language, date_text, number, say

FOLDER, PAGE = "offices", "fund.html"


def write_fund_pages(
    programme: Programme, folder: Path, *, root: Path, on: dt.date, lang: str = "vi"
) -> tuple[Path, ...]:
    """Write the Fund's page, and for each year the list that is published.

    Parameters
    ----------
    programme
        With a section `[fund]`.
    folder
        `reports/<programme>`.
    root
        The data root, with the books (`books/<programme>.sqlite`).
    on
        The day that the pages are of.
    lang
        "vi" or "en".

    Returns
    -------
    tuple of Path
        `offices/fund.html`, `offices/fund-<year>.html` for each year with entries. Without books
        the pages show the illustrative lists and say so; without these the page says what to do.
    """
    check_language(lang)
    rules, tables = fund_rules(programme), fund_tables(programme, root, on=on)
    years = [
        FundYear(programme, rules, tables, year, on, lang) for year in years_with_books(tables)
    ]
    html = fund_page(years) if years else no_books_page(programme, lang=lang)
    written = [write_page(folder / FOLDER / PAGE, html)]
    written += [
        write_page(folder / FOLDER / published_page_name(year.year), published_page(year))
        for year in years
    ]
    return tuple(written)


def published_page_name(year: int) -> str:
    """Return the file name of the list that is published of a year."""
    return f"fund-{year}.html"


def fund_page(years: list[FundYear]) -> str:
    """Return the Fund's page: the newest year, with links to the lists of all years."""
    year = years[-1]
    lang = year.lang
    title = _title(year.programme, lang)
    own = year.of_year("fund_contributions")
    to_come = own["to_come_vnd"].sum(min_count=1)
    unknown = own["expected_vnd"].isna().any()
    figures = [
        (number(year.sums["received"], lang=lang), say("đồng đã nhận", lang=lang)),
        (number(year.sums["spent"], lang=lang), say("đồng đã chi", lang=lang)),
        (number(year.sums["closing"], lang=lang), say("đồng còn lại", lang=lang)),
        (number(year.earmarked_vnd, lang=lang), say("đồng còn lại có mục đích", lang=lang)),
    ]
    if len(own):
        words = number(to_come, lang=lang)
        figures.append(
            (f"≥ {words}" if unknown else words, say("đồng ngày lương chưa thu", lang=lang))
        )
    top = (
        _top(year, title, "internal") + _internal(lang) + key_figures(figures) + balance_line(year)
    )
    top += _links(years)
    sections = [
        Section(top),
        Section(money_section(year)),
        Section(units_section(year)),
        Section(earmarks_section(year)),
        Section(law_section(year)),
        Section(bases_legend(lang=lang)),
    ]
    return page_html(title, sections, lang=lang)


def published_page(year: FundYear) -> str:
    """Return the list of one year that is published: received, spent, left."""
    lang = year.lang
    title = say(
        "Công khai thu, chi năm {year}: {fund}, {province}",
        lang=lang,
        year=year.year,
        fund=year.rules.name.text(lang),
        province=year.programme.province.text(lang),
    )
    # No link to the Fund's own page: that one stays in the house.
    top = _top(year, title, "public") + balance_line(year)
    lists = [Section(part) for part in published_sections(year)]
    return page_html(title, [Section(top), *lists, Section(law_section(year))], lang=lang)


def no_books_page(programme: Programme, *, lang: str) -> str:
    """Return the page of a Fund that has no books yet: what to do."""
    title = _title(programme, lang)
    words = say(
        "Chưa có sổ. Lập sổ bằng `needs fund {programme} import TỆP` (bảng đơn vị, thu, chi) hoặc "
        "`needs fund {programme} record`; mẫu bảng: docs/FUND.md.",
        lang=lang,
        programme=programme.id,
    )
    content = (
        edition_mark("internal", lang=lang)
        + Fragment(f"<h1>{text(title)}</h1>")
        + paragraph(words, kind="note")
    )
    return page_html(title, [Section(content)], lang=lang)


def illustrative_words(tables: Tables, *, lang: str) -> Fragment:
    """Return the mark of books made of invented lists; nothing where the books are real."""
    if not (tables["fund_journal"]["basis"] == "illustrative").any():
        return Fragment("")
    mark = text(say("số liệu minh họa", lang=lang))
    words = say(
        "Chưa có sổ của Quỹ: mọi con số, đơn vị và nhà tài trợ trên trang này là dựng để thử, "
        "không có thật. Khi có sổ, trang tự dùng sổ.",
        lang=lang,
    )
    return Fragment(f'<p><span class="badge badge-illustrative">{mark}</span> {text(words)}</p>')


def _title(programme: Programme, lang: str) -> str:
    return say(
        "{fund}, {province}: thu, chi, số dư",
        lang=lang,
        fund=fund_rules(programme).name.text(lang),
        province=programme.province.text(lang),
    )


def _top(year: FundYear, title: str, audience: Audience) -> Fragment:
    lang = year.lang
    rows = [
        (say("Chương trình", lang=lang), year.programme.title.text(lang)),
        (say("Căn cứ", lang=lang), year.law.name.text(lang)),
        (say("Cơ quan chủ trì", lang=lang), year.programme.lead_agency.text(lang)),
        (
            say("Năm", lang=lang),
            say(
                "{year}, đến ngày {day}",
                lang=lang,
                year=year.year,
                day=date_text(year.day, lang=lang),
            ),
        ),
    ]
    lines = "<br>".join(f"{text(name)}: <b>{text(words)}</b>" for name, words in rows)
    return (
        edition_mark(audience, lang=lang)
        + Fragment(f"<h1>{text(title)}</h1>")
        + Fragment(f'<p class="from">{lines}</p>')
        + illustrative_words(year.tables, lang=lang)
    )


def _internal(lang: str) -> Fragment:
    words = say(
        "Có từng khoản chi, lương bình quân của đơn vị. Bản công bố là danh sách công khai của "
        "từng năm.",
        lang=lang,
    )
    return Fragment(f"<p><b>{text(words)}</b></p>")


def _links(years: list[FundYear]) -> Fragment:
    lang = years[-1].lang
    links = ", ".join(
        f'<a href="{published_page_name(year.year)}">{year.year}</a>' for year in reversed(years)
    )
    words = text(say("Danh sách công khai theo năm", lang=lang))
    return Fragment(f"<p>{words}: {links}</p>")
