"""Pages for offices and for the public, in `reports/<programme>`: what the profile speaks of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from needs.assessment import Assessment
from needs.errors import NeedsError
from needs.monitoring.done import done_on_record
from needs.public import write_public_pages
from needs.sheets.friendly import write_friendly_pages
from needs.sheets.fund import write_fund_pages
from needs.sheets.need_proposal import write_need_proposals
from needs.sheets.network import write_network_pages
from needs.sheets.report import write_report_pages
from needs.sheets.sponsorship import write_sponsorship_pages
from needs.sheets.tasks import write_task_pages
from needs.sheets.timetable import write_timetable_pages


@dataclass(frozen=True)
class OfficePages:
    """What was written, and what could not be.

    Attributes
    ----------
    pages
        The pages, by subject in the order in which they were written.
    problems
        What is wrong with the data of a subject, whole messages: the other subjects have their
        pages all the same.
    """

    pages: tuple[Path, ...]
    problems: tuple[str, ...]


def write_office_pages(
    assessment: Assessment,
    folder: Path,
    *,
    data: Path,
    on: dt.date,
    lang: str,
    boundaries: Path | None = None,
) -> OfficePages:
    """Write the pages of every subject that the programme's profile has.

    Parameters
    ----------
    assessment
        The programme's results.
    folder
        `reports/<programme>`.
    data
        Data root: books, register, ledger.
    on
        The day on which offices, deadlines and consents are looked at.
    lang
        Language of the pages.
    boundaries
        File of commune boundaries for the maps of the public edition.
    """
    programme = assessment.programme
    day = {"root": data, "on": on, "lang": lang}
    subjects: list[tuple[object, Callable[..., tuple[Path, ...]], object]] = [
        (programme.timetable, _timetable, assessment),
        (programme.fund, write_fund_pages, programme),
        (programme.sponsorship, write_sponsorship_pages, programme),
        (programme.monitoring, write_report_pages, assessment),
        (programme.categories, _need_proposals, assessment),
        (programme.network, write_network_pages, assessment),
        (programme.child_friendly, write_friendly_pages, assessment),
        (programme.public_page, partial(write_public_pages, boundaries=boundaries), assessment),
        # Task sheets link to the pages that are there: they come last.
        (programme.duties, write_task_pages, programme),
    ]
    pages: list[Path] = []
    problems: list[str] = []
    for section, write, subject in subjects:
        if section:
            try:
                pages += write(subject, folder, **day)
            except NeedsError as error:
                problems.append(str(error))
    return OfficePages(tuple(pages), tuple(dict.fromkeys(problems)))


def _need_proposals(
    assessment: Assessment, folder: Path, *, root: Path, on: dt.date, lang: str
) -> tuple[Path, ...]:
    """Write what districts propose for the year; all of it stands in the tables."""
    del root
    return write_need_proposals(assessment, folder, on=on, lang=lang)


def _timetable(
    assessment: Assessment, folder: Path, *, root: Path, on: dt.date, lang: str
) -> tuple[Path, ...]:
    """Write the timetable with what the records show as done, as `needs status` tells it."""
    programme = assessment.programme
    done = done_on_record(programme, root, returned=frozenset(assessment.told.commune_code))
    return write_timetable_pages(programme, folder, root=root, on=on, lang=lang, done=done)
