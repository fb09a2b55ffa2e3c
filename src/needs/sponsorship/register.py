"""The register of children in special circumstances: opened, written, read; no name is in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from needs.books import FileState, LedgerError, RuledBook, file_state, rows_of_table
from needs.errors import FaultCollector, InputFaults
from needs.programmes.sponsorship import Sponsorship
from needs.sponsorship.acts import Act, judge_form
from needs.sponsorship.standing import Standing, standing_of
from needs.sponsorship.store import LAYOUT
from needs.sponsorship.writer import Writer, Written
from needs.wording import day_of, say

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
    file: FileState


def register_file(programme_id: str, root: Path) -> Path:
    """Return where the register of a programme stands."""
    return root / FOLDER / programme_id / FILE


class Register(RuledBook[Sponsorship]):
    """A register in one file, which several people may write at once.

    Nothing is ever changed or deleted: an entry is added. Its rules are what the profile says of
    sponsoring.
    """

    made_of = LAYOUT

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
        with self.to_write() as connection:

            def write(acts: Sequence[Act]) -> tuple[Written, ...]:
                # By the clock after the wait, so that entries stand in the order of their dates.
                now = dt.datetime.now(dt.UTC)
                faults = FaultCollector(self.path.name)
                for act in acts:
                    judge_form(act, faults, today=day_of(now), lang=self.lang)
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
        with self.to_read() as connection:
            children = rows_of_table(connection, "children", "child_id")
            return Contents(
                tuple(row["child_id"] for row in children),
                rows_of_table(connection, "pledges", "pledge_id"),
                rows_of_table(connection, "events", "seq"),
                rows_of_table(connection, "claims", "child_id, purpose, month"),
                file_state(connection),
            )

    def _refuse_if_any(self, faults: FaultCollector) -> None:
        if faults.faults:
            raise RegisterRefused(faults.subject, faults.faults)
