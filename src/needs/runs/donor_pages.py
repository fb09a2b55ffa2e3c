"""The pages for donors, in `reports/<programme>/donors`: each alone, a basket, one sheet of all."""

from __future__ import annotations

from pathlib import Path

from needs.assessment import Assessment
from needs.proposals import write_basket, write_proposals, write_province_sheet

FOLDER = "donors"


def write_donor_pages(
    assessment: Assessment, folder: Path, *, lang: str, boundaries: Path | None
) -> tuple[Path, ...]:
    """Write a proposal for each donor, the needs basket and the province's sheet.

    Parameters
    ----------
    assessment
        With the plan.
    folder
        `reports/<programme>`.
    lang
        Language of the pages.
    boundaries
        File of commune boundaries for the maps.

    Returns
    -------
    tuple of Path
        The proposals, then the basket and the sheet. None where no list of communes is here: what
        is still open is then not known, and pages of before are taken away.
    """
    if assessment.standing == "no_list":
        for page in (folder / FOLDER).rglob("*.html"):
            page.unlink()
        return ()
    proposals = write_proposals(assessment, folder, lang=lang, boundaries=boundaries)
    return (
        *proposals,
        write_basket(assessment, folder, lang=lang),
        write_province_sheet(assessment, folder, lang=lang),
    )
