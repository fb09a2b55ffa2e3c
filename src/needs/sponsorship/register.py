"""The register of children in special circumstances: opened, written, read; no name is in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from needs.commitments.store import LedgerError, connected, transaction
from needs.errors import FaultCollector, InputFaults
from needs.programmes.sponsorship import Sponsorship
from needs.sponsorship.acts import Act, judge_form
from needs.sponsorship.standing import Standing, standing_of
from needs.sponsorship.store import prepare
from needs.sponsorship.writer import Writer, Written
from needs.wording import check_language, say

#: How long a writer waits for the others.
WAIT_S = 30.0

#: Where the registers of the programmes stand under the data root; the folder is no part of the
#: code's repository.
FOLDER, FILE = "register", "register.sqlite"


class RegisterRefused(InputFaults):
    """Acts that the register does not take; none of those written together was written."""


@dataclass(frozen=True)
class Contents:
    """All that stands in a register at one moment, as rows."""

    children: tuple[str, ...]
    pledges: tuple[dict[str, Any], ...]
    events: tuple[dict[str, Any], ...]
    claims: tuple[dict[str, Any], ...]
    structure: dict[str, str]
    damage: tuple[str, ...]


def register_file(programme_id: str, root: Path) -> Path:
    """Return where the register of a programme stands."""
    return root / FOLDER / programme_id / FILE


class Register:
    """A register in one file, which several people may write at once.

    Nothing is ever changed or deleted: an entry is added. Between two pieces of work no file is
    held open.

    Parameters
    ----------
    path
        The file; made if it is not there (with its folder).
    rules
        What the profile says of sponsoring.
    lang
        Language of messages.
    wait_s
        How many seconds to wait for other writers.
    create
        False: a file that is not there is an error.

    Raises
    ------
    LedgerError
        If the file cannot be opened or made, is no register, or was written by a newer `needs`.
    """

    def __init__(
        self,
        path: Path,
        rules: Sponsorship,
        *,
        lang: str = "vi",
        wait_s: float = WAIT_S,
        create: bool = True,
    ) -> None:
        self.path, self.rules = path, rules
        self.lang = check_language(lang)
        self._wait_s = wait_s
        if create:
            self._make_folder()
        with self._open(create=create) as connection:
            prepare(connection, path, create=create, lang=lang)

    def write(self, acts: Sequence[Act]) -> tuple[Written, ...]:
        """Write acts in their order: all of them, or none.

        Raises
        ------
        RegisterRefused
            With every act that may not be written, and why; a second sponsor is told the purpose
            and the months that are taken.
        LedgerError
            If the file cannot be written; nothing was written then.
        """
        with self.writing() as write:
            return write(acts)

    @contextmanager
    def writing(self) -> Iterator[Callable[[Sequence[Act]], tuple[Written, ...]]]:
        """Be the only writer for a while: what is done within is written at its end, or not.

        Yields
        ------
        callable
            Takes acts as `write` does.
        """
        with self._open() as connection, transaction(connection, write=True):
            prepare(connection, self.path, create=False, lang=self.lang)

            def write(acts: Sequence[Act]) -> tuple[Written, ...]:
                # By the clock after the wait, so that entries stand in the order of their dates.
                now = dt.datetime.now(dt.UTC)
                faults = FaultCollector(self.path.name)
                for act in acts:
                    judge_form(act, faults, today=now.astimezone().date(), lang=self.lang)
                self._refuse_if_any(faults)
                writer = Writer(connection, self.rules, faults, now, self.lang)
                written = [writer.write(act) for act in acts]
                self._refuse_if_any(faults)
                return tuple(one for one in written if one is not None)

            yield write

    def standing(self) -> Standing:
        """Return how the register stands: children and pledges."""
        contents = self.contents()
        pledges = {row["pledge_id"]: row for row in contents.pledges}
        try:
            return standing_of(contents.events, pledges)
        except (KeyError, TypeError, ValueError) as error:
            raise LedgerError(
                say(
                    "{file}: sổ đã bị sửa từ bên ngoài; hãy kiểm tra bằng "
                    "`needs register … verify` và so với bản sao gần nhất",
                    lang=self.lang,
                    file=self.path.name,
                )
            ) from error

    def contents(self) -> Contents:
        """Return everything in the register, as it stood at one moment."""
        with self._open() as connection, transaction(connection, write=False):
            prepare(connection, self.path, create=False, lang=self.lang)

            def rows(table: str, order: str) -> tuple[dict[str, Any], ...]:
                found = connection.execute(f"SELECT * FROM {table} ORDER BY {order}")
                return tuple(dict(row) for row in found)

            damage = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            loose = connection.execute("PRAGMA foreign_key_check").fetchall()
            return Contents(
                tuple(row["child_id"] for row in rows("children", "child_id")),
                rows("pledges", "pledge_id"),
                rows("events", "seq"),
                rows("claims", "child_id, purpose, month"),
                {row["name"]: row["sql"] for row in rows("sqlite_master", "name") if row["sql"]},
                tuple(damage if damage != ["ok"] else []) + tuple(str(tuple(row)) for row in loose),
            )

    def _open(self, *, create: bool = False) -> AbstractContextManager[Connection]:
        if not create and not self.path.exists():
            raise LedgerError(
                say(
                    "{file}: chưa có sổ đỡ đầu; sổ được lập khi ghi trẻ đầu tiên "
                    "(`needs register … add` hoặc `import`)",
                    lang=self.lang,
                    file=self.path.name,
                )
            )
        return connected(self.path, wait_s=self._wait_s, lang=self.lang)

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

    def _refuse_if_any(self, faults: FaultCollector) -> None:
        if faults.faults:
            raise RegisterRefused(faults.subject, faults.faults)
