"""The identifying table: which pseudonym is which child. Encrypted, apart from everything else.

Only the commands of the register (`needs.cli.register`) use this module; a test of the import graph
sees to it. No notebook, page, table or report reads the file.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

from needs.reading.phrases import key
from needs.sponsorship import sealed
from needs.sponsorship.person import Person, person_of
from needs.sponsorship.register import Register
from needs.sponsorship.sealed import Passphrase, SealedError, Tampered, seal, unseal
from needs.tables.files import in_one_step
from needs.wording import say

FILE, PREVIOUS = "identities.enc", "identities.previous.enc"


def identities_file(register: Register) -> Path:
    """Return where the identifying table of a register stands."""
    return register.path.with_name(FILE)


class Identities:
    """The identifying table, opened with its passphrase; in memory until it is saved.

    Parameters
    ----------
    path
        The encrypted file.
    passphrase
        Its passphrase, or that of a table that is to be.
    create
        Whether a table that is not there begins empty.
    lang
        Language of messages.
    cost
        Cost of guessing the passphrase (`sealed.COST`); less only for tests.

    Raises
    ------
    SealedError
        If the file is not there, the passphrase is wrong, or the file was changed.
    """

    def __init__(
        self,
        path: Path,
        passphrase: Passphrase,
        *,
        create: bool = False,
        lang: str = "vi",
        cost: int | None = None,
    ) -> None:
        self._path, self._passphrase, self._lang = path, passphrase, lang
        self._cost = sealed.COST if cost is None else cost
        self._people: dict[str, Person] = {}
        self._by_name: dict[str, set[str]] | None = None
        if path.is_file():
            self._people = _read(path, passphrase, lang)
        elif not create:
            raise SealedError(say("{file}: chưa có tệp danh tính", lang=lang, file=path.name))

    @property
    def ids(self) -> frozenset[str]:
        """The pseudonyms that have an identity here."""
        return frozenset(self._people)

    def who(self, child_id: str) -> Person:
        """Return who a child is.

        Raises
        ------
        SealedError
            If the table does not have it.
        """
        if child_id not in self._people:
            raise SealedError(
                say("{child}: không có trong tệp danh tính", lang=self._lang, child=child_id)
            )
        return self._people[child_id]

    def alike(self, person: Person) -> list[str]:
        """Return the pseudonyms of children with this name and date of birth, in any commune."""
        if self._by_name is None:
            self._by_name = {}
            for one, other in self._people.items():
                self._by_name.setdefault(key(other.name), set()).add(one)
        named = self._by_name.get(key(person.name), set())
        return sorted(one for one in named if self._people[one].same_name_and_birth(person))

    def add(self, child_id: str, person: Person) -> None:
        """Note who a child is."""
        self._people[child_id] = person
        self._by_name = None

    def forget(self, child_id: str) -> None:
        """Erase who a child is; the register keeps the pseudonym without a name."""
        self._people.pop(child_id, None)
        self._by_name = None

    def aged(self, years: int, on: dt.date) -> list[str]:
        """Return the pseudonyms of children who have completed so many years on a day."""
        return sorted(one for one, person in self._people.items() if person.age(on) >= years)

    def save(self, *, keep_previous: bool = True) -> None:
        """Write the table: the old file or the new one, never half; the old one is kept beside.

        Parameters
        ----------
        keep_previous
            False: the file before is erased too (a name forgotten, a passphrase changed).
        """
        told = {one: person.told() for one, person in sorted(self._people.items())}
        content = json.dumps({"version": 1, "people": told}, ensure_ascii=False).encode()
        closed = seal(content, self._passphrase, cost=self._cost)
        previous = self._path.with_name(PREVIOUS)
        if keep_previous and self._path.is_file():
            _put(previous, self._path.read_bytes())
        _put(self._path, closed)
        if not keep_previous:
            previous.unlink(missing_ok=True)

    def change_passphrase(self, new: Passphrase) -> None:
        """Seal the table with another passphrase; nothing is left that the old one opens.

        Copies that were made elsewhere still open with the old one.
        """
        self._passphrase = new
        self.save(keep_previous=False)

    def back_up(self, to: Path) -> None:
        """Write a copy, still encrypted, that was read back.

        Raises
        ------
        SealedError
            If the copy cannot be written, or there is a file already.
        """
        if to.exists():
            raise SealedError(
                say("{file}: đã có tệp này; hãy chọn tên khác", lang=self._lang, file=to.name)
            )
        _put(to, self._path.read_bytes())
        _read(to, self._passphrase, self._lang)


def unmatched_ids(register: Register, table: Identities) -> tuple[list[str], list[str]]:
    """Return pseudonyms of the register without an identity, and identities without a register."""
    known = set(register.contents().children)
    return sorted(known - table.ids), sorted(table.ids - known)


def _read(path: Path, passphrase: Passphrase, lang: str) -> dict[str, Person]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SealedError(
            say("{file}: không đọc được ({why})", lang=lang, file=path.name, why=error.strerror)
        ) from error
    content = unseal(content, passphrase, name=path.name, lang=lang)
    try:
        return {one: person_of(told) for one, told in json.loads(content)["people"].items()}
    except (KeyError, TypeError, ValueError):
        raise Tampered(
            say("{file}: tệp do bản needs khác ghi", lang=lang, file=path.name)
        ) from None


def _put(path: Path, content: bytes) -> None:
    """Write bytes in one step; they are on the disk before the old file is given up."""
    with in_one_step(path) as temporary:
        # For its owner alone, where the file system knows such a thing.
        temporary.touch(mode=0o600)
        with temporary.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
