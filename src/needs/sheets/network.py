"""The pages of the donor network: one for the office, one that may be published."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from needs.assessment import Assessment
from needs.briefing.audience import edition_mark
from needs.briefing.html import Fragment, bullets, heading, key_figures, paragraph, text
from needs.network import register_path
from needs.proposals.page import (
    Section,
    bases_legend,
    from_whom,
    illustrative_mark,
    page_html,
    write_page,
)
from needs.sheets.network_commend import commendation_section
from needs.sheets.network_data import NetworkData, network_data, open_needs_of
from needs.sheets.network_lists import (
    invitation_section,
    register_section,
    thanks_section,
)
from needs.sheets.network_public import transparency_page
from needs.tables import rows_of
from needs.wording import check_language, date_text, number, percent, say

FOLDER, OFFICE_PAGE, PUBLIC_PAGE = "offices", "network.html", "transparency.html"


def write_network_pages(
    assessment: Assessment, folder: Path, *, root: Path, on: dt.date, lang: str = "vi"
) -> tuple[Path, ...]:
    """Write `offices/network.html` (for the office) and `offices/transparency.html` (public).

    Parameters
    ----------
    assessment
        Its open needs are invited for; its gifts are this year's.
    folder
        `reports/<programme>`.
    root
        The data root: register, ledger, thanks.
    on
        The day of the pages.
    lang
        "vi" or "en".

    Raises
    ------
    NeedsError
        If the profile says nothing of donors, or a file cannot be read.
    """
    check_language(lang)
    data = network_data(
        assessment.programme,
        root,
        on=on,
        gifts=assessment.tables.get("gifts"),
        needs=open_needs_of(assessment),
        listed=assessment.standing != "no_list",
        lang=lang,
    )
    offices = folder / FOLDER
    return (
        write_page(offices / OFFICE_PAGE, office_page(assessment, data, root, lang=lang)),
        write_page(offices / PUBLIC_PAGE, transparency_page(assessment, data, lang=lang)),
    )


def office_page(assessment: Assessment, data: NetworkData, root: Path, *, lang: str) -> str:
    """Return the page for the office: it says how to reach donors, and is not handed on."""
    province = assessment.programme.province.text(lang)
    title = say("Mạng lưới nhà tài trợ, {province}", lang=lang, province=province)
    sections = [
        Section(_top(assessment, data, title, lang)),
        Section(_register_state(data, root, lang)),
        Section(invitation_section(data, lang=lang)),
        Section(thanks_section(data, lang=lang)),
        Section(commendation_section(data, root, lang=lang)),
        Section(register_section(data, lang=lang)),
        Section(bases_legend(lang=lang)),
    ]
    return page_html(title, sections, lang=lang)


def _top(assessment: Assessment, data: NetworkData, title: str, lang: str) -> Fragment:
    tables = data.tables
    proposed = tables["donor_commendations"].award.ne("").sum()
    figures = [
        (number(len(tables["donor_register"]), lang=lang), say("nhà tài trợ đã biết", lang=lang)),
        (number(tables["donor_invitations"].invited.sum(), lang=lang), say("mời", lang=lang)),
        (number(len(tables["donor_thanks"]), lang=lang), say("chờ cảm ơn", lang=lang)),
        (number(proposed, lang=lang), say("đề nghị khen thưởng", lang=lang)),
        (
            number(tables["transparency"].value_vnd.sum(), lang=lang),
            say("đồng đã trao, mọi năm", lang=lang),
        ),
    ]
    internal = say(
        "Có cách liên hệ của nhà tài trợ và từng khoản chưa gộp. Bản công khai là "
        "transparency.html.",
        lang=lang,
    )
    day = say("Lập ngày {day}.", lang=lang, day=date_text(data.on, lang=lang))
    return (
        edition_mark("internal", lang=lang)
        + Fragment(f"<h1>{text(title)}</h1>")
        + Fragment(f"<p><b>{text(internal)}</b> {text(day)}</p>")
        + from_whom(assessment, lang=lang)
        + illustrative_mark(illustrative=assessment.illustrative, lang=lang)
        + key_figures(figures)
    )


def _register_state(data: NetworkData, root: Path, lang: str) -> Fragment:
    """Say that there is no register yet, what in it cannot be used, and what has to be asked."""
    programme, register = data.network.programme, data.network.register
    parts = Fragment("")
    if not register.exists:
        where = register_path(programme, root).relative_to(root).as_posix()
        told = say(
            "Chưa có sổ nhà tài trợ ({file} trong thư mục dữ liệu). Lập sổ trắng: needs network "
            "{programme} register --template; rồi điền người liên hệ, mong muốn, sự đồng ý.",
            lang=lang,
            file=where,
            programme=programme.id,
        )
        parts += paragraph(told, kind="note")
    if register.faults:
        title = heading(say("Dòng của sổ chưa dùng được", lang=lang), level=3)
        parts += title + bullets(str(fault) for fault in register.faults)
    damage = data.records.verify()
    if damage:
        title = heading(say("Sổ cảm ơn, khen thưởng đã bị sửa từ bên ngoài", lang=lang), level=3)
        parts += title + bullets(str(fault) for fault in damage)
    questions = data.tables["alike_donors"]
    if len(questions):
        title = heading(say("Có phải một nhà tài trợ không?", lang=lang), level=3)
        how = say(
            "Nếu là một: ghi tên kia vào cột also_called; nếu là hai: ghi vào cột not_same_as. "
            "Chưa trả lời thì vẫn là hai.",
            lang=lang,
        )
        asked = bullets(
            say(
                "«{one}» và «{other}» (giống nhau {share})",
                lang=lang,
                one=row.donor,
                other=row.other,
                share=percent(row.alike, lang=lang),
            )
            for row in rows_of(questions)
        )
        parts += title + paragraph(how) + asked
    return parts
