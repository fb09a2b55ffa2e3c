"""Writing the proposals: a folder for each donor, under a name that no other donor has."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from needs.assessment import Assessment
from needs.editions.donors import ToldToDonors, told_to_donors
from needs.errors import Fault, NotFound
from needs.proposals.checked import check_written, donor_names, write_checked
from needs.proposals.explained_facts import plan_facts
from needs.proposals.lots import donors_with_lots
from needs.proposals.map_ground import map_ground
from needs.proposals.proposal_page import proposal_page
from needs.tables.files import fitting_name

FOLDER = "donors"
PAGE = "proposal.html"
INDEX, BASKET = "index.html", "basket.html"

_CHECKSUM = 8


def donor_folders(donor_ids: Iterable[str]) -> dict[str, str]:
    """Return donor id → name of its folder; never one for two donors, on any disk.

    Ids that would become one name (signs that no disk takes, capitals that Windows does not tell
    apart) get a checksum of the id behind it.
    """
    alike: defaultdict[str, list[str]] = defaultdict(list)
    names = {donor: fitting_name(donor) for donor in set(donor_ids)}
    for donor, name in names.items():
        alike[name.casefold()].append(donor)
    taken = {INDEX, BASKET}
    folders = {}
    for donor, name in sorted(names.items()):
        mark = hashlib.sha256(donor.encode()).hexdigest()[:_CHECKSUM]
        shared = len(alike[name.casefold()]) > 1 or name.casefold() in taken
        folders[donor] = f"{name}-{mark}" if shared else name
    return folders


def proposal_address(donor_id: str, folders: Mapping[str, str]) -> str:
    """Return the address of a donor's page as seen from the province sheet."""
    return f"{folders[donor_id]}/{PAGE}"


def write_proposals(
    assessment: Assessment,
    folder: Path,
    *,
    lang: str = "vi",
    boundaries: Path | None = None,
    only: Iterable[str] | None = None,
    told: ToldToDonors | None = None,
) -> list[Path]:
    """Write `donors/<donor>/proposal.html` for every donor with lots; return the paths.

    Pages of donors who have no lot any more are taken away: nobody is to answer an old proposal.

    Parameters
    ----------
    assessment
        With the tables `allocation`, `open_needs`, `gift_use`, `gifts`, `communes`, `gap`;
        `commitments` and `ages` where they are.
    folder
        `reports/<programme>`.
    lang
        "vi" or "en".
    boundaries
        File of commune boundaries for the maps.
    only
        Ids of donors to write; other donors' pages stay as they are.
    told
        What donors are told of other children than those of their own lots; none: decided here.

    Raises
    ------
    NotFound
        If an id of `only` has no lots; lists those that have.
    InputFaults
        If a hidden figure could be worked out, or if a page would tell of a single child: that
        page is not written, the others are.
    """
    donors = donors_with_lots(assessment)
    folders = donor_folders(donors)
    chosen = donors if only is None else sorted(set(only))
    for donor in chosen:
        if donor not in folders:
            raise NotFound("nhà tài trợ / donor", donor, donors)
    ground = map_ground(assessment, boundaries=boundaries, lang=lang) if chosen else None
    plan, names = plan_facts(assessment), donor_names(assessment)
    if told is None:
        told = told_to_donors(assessment, folder / "tables")
    written: list[Path] = []
    faults: list[Fault] = []
    for donor in chosen:
        address = proposal_address(donor, folders)
        html = proposal_page(assessment, donor, plan=plan, ground=ground, told=told, lang=lang)
        path, where = folder / FOLDER / address, f"{FOLDER}/{address}"
        found = write_checked(path, html, where=where, names=names)
        faults += found
        written += [] if found else [path]
    if only is None:
        _take_away_old(folder / FOLDER, keep=set(written))
    check_written(faults)
    return written


def _take_away_old(folder: Path, *, keep: set[Path]) -> None:
    for page in folder.glob(f"*/{PAGE}"):
        if page not in keep:
            page.unlink()
            if not any(page.parent.iterdir()):
                page.parent.rmdir()
