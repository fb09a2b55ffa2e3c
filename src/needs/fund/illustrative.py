"""Where a programme has no books yet: made-up lists, so that pages show what they will look like.

Read from `illustrative/<programme>/fund_*.csv`, booked by the same code as real lists, in a file
that is thrown away. Every row says `illustrative`; books, once begun, take their place.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory

from needs.errors import InputFaults
from needs.fund.book import Book, Contents
from needs.fund.importing import import_lists
from needs.programmes.fund import FundRules
from needs.workbooks import read_book

_BY = "số liệu minh họa"


def illustrative_files(programme: str, root: Path) -> list[Path]:
    """Return the made-up lists of a programme, sorted by name."""
    return sorted((root / "illustrative" / programme).glob("fund_*.csv"))


def illustrative_contents(programme: str, rules: FundRules, root: Path) -> Contents | None:
    """Return books made of the made-up lists; None where there are none.

    Raises
    ------
    InputFaults
        If a list cannot be used.
    """
    files = illustrative_files(programme, root)
    if not files:
        return None
    with TemporaryDirectory(prefix="needs-fund-") as folder:
        book = Book(Path(folder) / "minh-hoa.sqlite", rules)
        done = import_lists(
            map(read_book, files), book, by=_BY, on=dt.date(2024, 1, 1), basis="illustrative"
        )
        if done.faults:
            raise InputFaults(f"illustrative/{programme}", done.faults)
        return book.contents()
