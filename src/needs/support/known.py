"""What is known of the overlap of sources: lists of children and audits, read together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from needs.errors import Fault, InputFaults
from needs.programmes import Programme
from needs.support.audits import read_audits
from needs.support.children_lists import ChildrenLists, read_children_lists
from needs.wording import say


@dataclass(frozen=True)
class Known:
    """What is known of who serves the same children.

    Parameters
    ----------
    lists
        Counts made of lists of children (`read_children_lists`).
    audits
        Audited overlaps (`read_audits`).
    """

    lists: ChildrenLists
    audits: pd.DataFrame

    def in_period(self, period: str) -> Known:
        """Return what is known of one period."""
        return Known(self.lists.in_period(period), self.audits[self.audits.period == period])


def read_known(
    programme: Programme,
    communes: pd.DataFrame,
    support: pd.DataFrame,
    root: Path,
    *,
    lang: str = "vi",
) -> Known:
    """Read lists of children and audited overlaps of a programme; it may have neither.

    Parameters
    ----------
    programme
        Names the files and the categories.
    communes
        Communes of the province: commune_code.
    support
        All entries on record, of every period: commune_code, category, donor_id, period, children.
    root
        The data folder.

    Raises
    ------
    InputFaults
        With every fault of both files.
    """
    try:
        lists = read_children_lists(programme, communes, support, root, lang=lang)
    except InputFaults as error:
        # The audits are looked at all the same: who mends files mends them once.
        try:
            read_audits(programme, communes, support, root, lang=lang)
        except InputFaults as more:
            both = say("Danh sách trẻ và số trẻ trùng đã kiểm tra", lang=lang)
            raise InputFaults(both, [*_with_file(error), *_with_file(more)]) from None
        raise
    return Known(lists, read_audits(programme, communes, support, root, lists=lists, lang=lang))


def _with_file(error: InputFaults) -> list[Fault]:
    return [replace(fault, where=f"{error.subject}: {fault.where}") for fault in error.faults]
