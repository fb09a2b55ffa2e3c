"""The plan alone: tables, a page for each donor, and what is new since the last plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from needs.assessment import Assessment
from needs.commitments import PlanDifference
from needs.maps import load_boundaries
from needs.programmes import checkout, load_programme
from needs.runs.donor_pages import FOLDER, write_donor_pages
from needs.runs.plan_changes import changes_since, lots_before
from needs.runs.result_tables import TABLES_FOLDER, result_tables
from needs.runs.start_page import write_start_page


@dataclass(frozen=True)
class AllocationRun:
    """What `allocate_programme` made.

    Attributes
    ----------
    assessment
        With the plan.
    folder
        `reports/<programme>/donors`.
    pages
        The pages written.
    difference
        What changed since the plan that stood there before; None: there was none.
    problems
        Which pages were not written, and why.
    """

    assessment: Assessment
    folder: Path
    pages: tuple[Path, ...]
    difference: PlanDifference | None
    problems: tuple[str, ...] = ()


def allocate_programme(
    programme: str,
    *,
    data: Path,
    out: Path,
    mode: str | None = None,
    lang: str = "vi",
    boundaries: Path | None = None,
    force: bool = False,
) -> AllocationRun:
    """Propose who gives what, where, and write a page for each donor.

    Parameters
    ----------
    programme
        Id of the programme.
    data
        Data root.
    out
        Folder for reports; the programme gets a folder of its own in it.
    mode
        What comes first, where it differs from the profile.
    lang
        Language of the pages.
    boundaries
        File of commune boundaries for the maps.
    force
        Make everything anew.

    Raises
    ------
    NeedsError
        If the data cannot be used.
    """
    since = dt.datetime.now(dt.UTC)
    profile = load_programme(programme, data)
    if boundaries is not None:
        load_boundaries(boundaries)  # a file that is no map is told before anything is computed
    folder = out / programme
    before = lots_before(folder / TABLES_FOLDER, profile.period)
    made = result_tables(profile, data=data, folder=folder / TABLES_FOLDER, mode=mode, force=force)
    pages = write_donor_pages(made.assessment, folder, lang=lang, boundaries=boundaries)
    write_start_page(
        profile,
        folder,
        since=since,
        lang=lang,
        problems={FOLDER: pages.problems},
        anchors=[out, data, checkout()],
    )
    difference = None if before is None else changes_since(before, made.assessment, lang=lang)
    return AllocationRun(made.assessment, folder / FOLDER, pages.pages, difference, pages.problems)
