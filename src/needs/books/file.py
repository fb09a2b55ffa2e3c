"""A book in one file: made once, then read, or written by one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection

from needs.books.chain import Head, newest
from needs.books.connection import LedgerError, connected, prepare, transaction
from needs.books.layout import Layout
from needs.wording import check_language, say

#: How long a writer waits for the others: a burst of writers over a slow share takes its time.
WAIT_S = 30.0


class BookFile:
    """A book in one file, which several people may write at once.

    Nothing is ever changed or deleted: an entry is added. Between two pieces of work no file is
    held open.

    Parameters
    ----------
    path
        The file; made if it is not there (with its folder).
    layout
        What it is made of.
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

    def __init__(
        self,
        path: Path,
        layout: Layout,
        *,
        lang: str = "vi",
        wait_s: float = WAIT_S,
        create: bool = True,
    ) -> None:
        self.path, self.layout = path, layout
        self.lang = check_language(lang)
        self._wait_s = wait_s
        if create:
            self._make_folder()
        else:
            self._must_be_there()
        with connected(path, layout, wait_s=wait_s, lang=lang) as connection:
            prepare(connection, path, layout, create=create, lang=lang)

    def head(self) -> Head:
        """Return how many entries there are, and the seal of the last one."""
        with self.to_read() as connection:
            return newest(connection, self.layout.entries)

    @contextmanager
    def to_read(self) -> Iterator[Connection]:
        """See the book as it stands at one moment.

        Raises
        ------
        LedgerError
            If the file cannot be read.
        """
        with self._opened(write=False) as connection:
            yield connection

    @contextmanager
    def to_write(self) -> Iterator[Connection]:
        """Be the only writer for a while: all of what is done within is written, or nothing.

        Raises
        ------
        LedgerError
            If the file cannot be written; nothing was written then.
        """
        with self._opened(write=True) as connection:
            yield connection

    @contextmanager
    def _opened(self, *, write: bool) -> Iterator[Connection]:
        self._must_be_there()
        path, layout, lang = self.path, self.layout, self.lang
        with (
            connected(path, layout, wait_s=self._wait_s, lang=lang) as connection,
            transaction(connection, write=write),
        ):
            prepare(connection, path, layout, create=False, lang=lang)
            yield connection

    def _must_be_there(self) -> None:
        if not self.path.exists():
            raise LedgerError(self.layout.said(self.path.name, "", self.lang).missing)

    def _make_folder(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LedgerError(
                say(
                    "{file}: không tạo được thư mục «{folder}» ({why})",
                    lang=self.lang,
                    file=self.path.name,
                    folder=self.path.parent.name,
                    why=error.strerror,
                )
            ) from error
