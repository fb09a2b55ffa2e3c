"""The pages for donors, in `reports/<programme>/donors`: each alone, a basket, one sheet of all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from needs.assessment import Assessment
from needs.editions.donors import ToldToDonors, nothing_told, told_to_donors
from needs.errors import InputFaults
from needs.proposals import needs_basket, write_basket, write_proposals, write_province_sheet
from needs.proposals.write import BASKET, INDEX, PAGE
from needs.wording import today

FOLDER = "donors"


@dataclass(frozen=True)
class DonorPages:
    """What was made.

    Attributes
    ----------
    pages
        The proposals, then the basket and the sheet.
    problems
        Which pages were not written, and why; whole messages.
    """

    pages: tuple[Path, ...] = ()
    problems: tuple[str, ...] = ()


def write_donor_pages(
    assessment: Assessment, folder: Path, *, lang: str, boundaries: Path | None
) -> DonorPages:
    """Write a proposal for each donor, the needs basket and the province's sheet.

    Where a hidden figure could be worked out, the basket is not written, and the proposals tell of
    no other children than those of their own lots. A page that would tell of a single child is not
    written. Pages of before are not left in place of those.

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
    DonorPages
        None where no list of communes is here: what is still open is then not known, and pages of
        before are taken away.
    """
    if assessment.standing == "no_list":
        for page in (folder / FOLDER).rglob("*.html"):
            page.unlink()
        return DonorPages()
    lots, problems = needs_basket(assessment), list[str]()
    told: ToldToDonors = nothing_told(assessment)
    basket = folder / FOLDER / BASKET
    try:
        told = told_to_donors(assessment, folder / "tables", lots)
        told.keep(folder / "tables", on=today())
    except InputFaults as error:
        problems.append(str(error))
        basket.unlink(missing_ok=True)

    def proposals() -> object:
        return write_proposals(assessment, folder, lang=lang, boundaries=boundaries, told=told)

    def of_basket() -> object:
        return write_basket(assessment, folder, lang=lang, lots=lots, told=told)

    def sheet() -> object:
        return write_province_sheet(assessment, folder, lang=lang)

    writers: list[Callable[[], object]] = [proposals, *([] if problems else [of_basket]), sheet]
    for write in writers:
        try:
            write()
        except InputFaults as error:
            problems.append(str(error))
    every = [*sorted((folder / FOLDER).glob(f"*/{PAGE}")), basket, folder / FOLDER / INDEX]
    return DonorPages(tuple(page for page in every if page.is_file()), tuple(problems))
