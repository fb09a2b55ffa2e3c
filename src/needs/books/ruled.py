"""A book whose entries are judged by what a profile says: the Fund's books, the register."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from needs.books.file import WAIT_S, BookFile
from needs.books.layout import Layout

Rules = TypeVar("Rules")


class RuledBook(BookFile, Generic[Rules]):
    """A book in one file, opened with the rules of a profile; a kind of book names its layout.

    Parameters
    ----------
    path
        The file; made if it is not there (with its folder).
    rules
        What the profile says of it.
    lang
        Language of messages.
    wait_s
        How many seconds to wait for other writers.
    create
        False: a file that is not there is an error.

    Raises
    ------
    LedgerError
        If the file cannot be opened or made, is another kind of file, or was written by a newer
        `needs`.
    """

    made_of: ClassVar[Layout]

    def __init__(
        self,
        path: Path,
        rules: Rules,
        *,
        lang: str = "vi",
        wait_s: float = WAIT_S,
        create: bool = True,
    ) -> None:
        super().__init__(path, self.made_of, lang=lang, wait_s=wait_s, create=create)
        self.rules = rules
