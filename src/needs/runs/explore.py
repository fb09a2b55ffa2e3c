"""Opening an exploration notebook: ready tables while they are current, else as far as it needs.

After `needs run` a notebook opens in seconds. The stamp beside the tables decides: if a file or the
code has changed since, everything is computed anew.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Literal

from needs.assessment import Assessment, assess, list_communes, open_assessment
from needs.briefing import Fragment, Page, Parameters
from needs.briefing.html import paragraph
from needs.briefing.open_page import page_of_results
from needs.places import find_district
from needs.programmes import Programme, checkout, load_programme
from needs.runs.result_tables import STAMP, TABLES_FOLDER, made_on
from needs.wording import date_text, say

#: How far a notebook needs the chain: to the gap, or to the proposed allocation.
Reach = Literal["gap", "plan"]


def open_to_explore(parameters: Parameters, *, up_to: Reach = "plan") -> tuple[Page, Fragment]:
    """Open the district asked for (or the province), and say in one line what that rests on.

    Parameters
    ----------
    parameters
        The notebook's; `tables` names another folder of ready tables than that of `needs run`.
    up_to
        What is computed where no ready tables are current; ready tables hold everything.

    Returns
    -------
    Page, Fragment
        The page, and the line.

    Raises
    ------
    NotFound
        If the programme or the district does not exist; lists the valid ones.
    NeedsError
        If the data cannot be used.
    """
    profile = load_programme(parameters.programme, parameters.data)
    ready = checkout() / "reports" / profile.id / TABLES_FOLDER
    folder = parameters.tables or ready
    day = made_on(profile, data=parameters.data, folder=folder)
    if day is None:
        whole = _computed(profile, parameters, up_to)
    else:
        whole = open_assessment(profile.id, parameters.data, folder)
    note = used_words(profile, day, outdated=_has_tables(folder), lang=parameters.lang)
    return page_of_results(whole, parameters), paragraph(note, kind="note")


def used_words(programme: Programme, day: dt.date | None, *, outdated: bool, lang: str) -> str:
    """Say whether ready tables were read, and of which day, or why everything was computed now.

    Parameters
    ----------
    programme
        The programme.
    day
        When the tables that were read had been made; none where they were computed now.
    outdated
        Whether tables were there, then, that no longer hold.
    lang
        "vi" or "en".
    """
    if day is not None:
        return say(
            "Dùng bảng đã tính ngày {day}: từ đó dữ liệu và phần mềm chưa thay đổi.",
            lang=lang,
            day=date_text(day, lang=lang),
        )
    if outdated:
        return say(
            "Vừa tính lại: bảng đã tính trước đây không còn khớp với dữ liệu hoặc phần mềm hiện "
            "nay. Chạy «needs run {programme}» thì lần sau mở nhanh.",
            lang=lang,
            programme=programme.id,
        )
    return say(
        "Vừa tính từ các tệp dữ liệu. Chạy «needs run {programme}» thì lần sau mở nhanh.",
        lang=lang,
        programme=programme.id,
    )


def _computed(profile: Programme, parameters: Parameters, up_to: Reach) -> Assessment:
    if parameters.district:
        # A misspelt name is told now, not after the computation.
        find_district(parameters.district, list_communes(profile, parameters.data).districts)
    # No notebook tells which limits bind.
    return assess(profile.id, parameters.data, up_to_gap=up_to == "gap", binding=False)


def _has_tables(folder: Path) -> bool:
    return (folder / STAMP).is_file()
