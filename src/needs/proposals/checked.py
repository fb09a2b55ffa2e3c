"""Pages for donors are written only if they tell of no single child."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from needs.assessment import Assessment
from needs.editions.scan import page_faults
from needs.errors import Fault, InputFaults
from needs.proposals.page import write_page
from needs.proposals.plan_tables import gift_use_table, gifts_table, lots_table
from needs.wording import say


def donor_names(assessment: Assessment) -> set[str]:
    """Return the names under which donors are known to the programme: they agreed to be named."""
    lots = lots_table(assessment)
    given = [gifts_table(assessment).donor, gift_use_table(assessment).donor]
    return {str(name) for name in {*lots.donor, *lots.partner, *given[0], *given[1]} if name}


def write_checked(path: Path, html: str, *, where: str, names: Collection[str]) -> list[Fault]:
    """Write a page, unless it looks as if it told of a single child.

    A page of before is then taken away: it would be sent in place of the new one.

    Parameters
    ----------
    path, html
        The page.
    where
        Its file, as a planner knows it: «donors/basket.html».
    names
        Names of donors, who may be named.

    Returns
    -------
    list of Fault
        Why it was not written: file, column and shape, never what was found.
    """
    found = page_faults(html, where=where, agreed=names)
    if found:
        path.unlink(missing_ok=True)
    else:
        write_page(path, html)
    return found


def check_written(faults: Collection[Fault]) -> None:
    """Raise `InputFaults` with every page that was not written."""
    if faults:
        raise InputFaults(say("Trang cho nhà tài trợ, phần không được đưa ra ngoài"), tuple(faults))
