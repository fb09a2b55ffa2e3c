"""All returns received for a programme: read, judged, and the newest of each commune in use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from needs.places import Gazetteer, NameResolver
from needs.programmes import Programme
from needs.reading.answers import Answers, read_answers
from needs.reading.read_file import read_file
from needs.reading.records import ReadFile
from needs.returns.checks import Compared
from needs.returns.entries_given import Entry
from needs.returns.figures import CommuneFigure
from needs.returns.former import Successors
from needs.returns.received import Received, read_register, returns_folder
from needs.returns.review import Reviewed, review
from needs.workbooks import Book, Refusal, open_books


@dataclass(frozen=True)
class Desk:
    """What is needed to judge a return of one programme.

    Attributes
    ----------
    programme
        The profile.
    resolver
        Finds the communes that a return names.
    successors
        How the communes of the two editions hang together.
    answers
        What planners decided before.
    population
        Commune code → residents on record (the high end where they are estimated).
    listed
        Codes of the communes in the programme's list.
    """

    programme: Programme
    resolver: NameResolver
    successors: Successors
    answers: Answers
    population: Mapping[str, int]
    listed: frozenset[str]
    last_period: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @classmethod
    def of(
        cls, programme: Programme, communes: pd.DataFrame, gazetteer: Gazetteer, root: Path
    ) -> Desk:
        """Prepare the desk of a programme.

        Parameters
        ----------
        communes
            Listed communes: commune_code, population_high.
        """
        known = communes[communes.population_high.notna()]
        names = {
            (edition, code): name
            for edition, units in gazetteer.units.items()
            for code, name in zip(units.commune_code, units.commune, strict=True)
        }
        return cls(
            programme=programme,
            resolver=NameResolver(
                gazetteer, province_code=programme.province_code, edition=programme.edition
            ),
            successors=Successors.of(gazetteer.crosswalk, names),
            answers=read_answers(returns_folder(programme, root)),
            population=dict(
                zip(known.commune_code, known.population_high.astype(int), strict=True)
            ),
            listed=frozenset(communes.commune_code),
        )

    def read(self, book: Book, stated: Received | None = None) -> ReadFile:
        """Read one book, with what whoever received it stated."""
        stated = stated or Received(0, "", "", "", "", "", "", "", "")
        return read_file(
            book,
            self.programme,
            resolver=self.resolver,
            answers=self.answers,
            district_code=stated.district_code,
            form=stated.form,
            period=stated.period,
            date=stated.stated_date,
        )

    def judge(self, read: ReadFile) -> Reviewed:
        """Judge one file that was read."""
        compared = Compared(self.programme, self.population, self.last_period, self.listed)
        return review(read, compared, self.successors)


@dataclass(frozen=True)
class Returned:
    """One received file and what became of it: judged, or refused."""

    received: Received
    result: Reviewed | Refusal

    @property
    def period(self) -> str:
        """The year reported; empty for a file that could not be read."""
        return "" if isinstance(self.result, Refusal) else self.result.read.period

    @property
    def day(self) -> dt.date:
        """The day of the return: as it says, as stated, else that of its arrival.

        A day after its arrival is a slip of the pen: it would win over every later return.
        """
        said = None if isinstance(self.result, Refusal) else self.result.read.date
        stated = said or self.received.stated_date or self.received.arrived
        return min(stated, self.received.arrived)


@dataclass(frozen=True)
class Current:
    """A figure in use, and the file that it comes from."""

    figure: CommuneFigure
    returned: Returned


@dataclass(frozen=True)
class Returns:
    """All returns of a programme.

    Attributes
    ----------
    files
        Everything received, in order of arrival.
    current
        (period, commune code, field id) → the figure in use.
    entries
        (form, key) → the ledger or donor entry in use, and its file.
    """

    files: tuple[Returned, ...] = ()
    current: Mapping[tuple[str, str, str], Current] = field(default_factory=dict)
    entries: Mapping[tuple[str, tuple[str, ...]], tuple[Entry, Returned]] = field(
        default_factory=dict
    )


def returns_of(
    programme: Programme,
    communes: pd.DataFrame,
    gazetteer: Gazetteer,
    root: Path,
    *,
    workers: int | None = None,
) -> Returns:
    """Return everything received for a programme, judged; the newest return of a commune wins.

    Newest by the day of the return, then by arrival. A return replaces what was told before
    of the same commune, year and block (children, one category), and nothing else: a file
    about warm clothing leaves the school meals of an earlier one in use. Empty where nothing came.

    Parameters
    ----------
    communes
        Listed communes: commune_code, population_high.

    Raises
    ------
    InputFaults
        If the register or the remembered answers cannot be used. What is wrong with a file is
        told in its result.
    """
    register = read_register(programme, root)
    if not register:
        return Returns()
    desk = Desk.of(programme, communes, gazetteer, root)
    return _gathered(desk, register, root, workers)


def _gathered(desk: Desk, register: Sequence[Received], root: Path, workers: int | None) -> Returns:
    folder = returns_folder(desk.programme, root)
    books = open_books([folder / entry.stored for entry in register], workers=workers)
    # A file goes by the name that its sender gave it.
    read = [
        (entry, book if isinstance(book, Refusal) else desk.read(book, entry))
        for entry, book in (
            (entry, replace(book, name=entry.name))
            for entry, book in zip(register, books, strict=True)
        )
    ]
    desk = replace(desk, last_period=_last_period(desk, read))
    files = [
        Returned(entry, one if isinstance(one, Refusal) else desk.judge(one)) for entry, one in read
    ]
    return Returns(tuple(files), _newest(files), entries_in_use(files))


def entries_in_use(
    files: Iterable[Returned],
) -> dict[tuple[str, tuple[str, ...]], tuple[Entry, Returned]]:
    """Return the entries of ledger and donor forms that count, by form and key.

    A newer entry of the ledger replaces the one with the same key. What a donor tells anew stands
    in place of all its gifts of before.
    """
    entries: dict[tuple[str, tuple[str, ...]], tuple[Entry, Returned]] = {}
    for returned in sorted(files, key=_newest_last):
        if isinstance(returned.result, Refusal):
            continue
        told = returned.result.entries
        again = {entry.donor_id for entry in told if entry.form == "donors"}
        entries = {
            (form, key): one
            for (form, key), one in entries.items()
            if form != "donors" or key[0] not in again
        }
        entries |= {(entry.form, entry.key): (entry, returned) for entry in told}
    return dict(sorted(entries.items()))


def _newest_last(returned: Returned) -> tuple[dt.date, int]:
    return returned.day, returned.received.number


def _newest(files: Iterable[Returned]) -> dict[tuple[str, str, str], Current]:
    """Return the figures in use: of each year, commune and block those of the newest return."""
    current: dict[tuple[str, str, str], Current] = {}
    for returned in sorted(files, key=_newest_last):
        if isinstance(returned.result, Refusal):
            continue
        told = {
            (figure.commune_code, figure.field_id.split(".")[0])
            for figure in returned.result.figures
        }
        current = {
            (period, commune, field_id): one
            for (period, commune, field_id), one in current.items()
            if period != returned.period or (commune, field_id.split(".")[0]) not in told
        }
        for figure in returned.result.figures:
            key = (returned.period, figure.commune_code, figure.field_id)
            current[key] = Current(figure, returned)
    return dict(sorted(current.items()))


def _last_period(
    desk: Desk, read: Sequence[tuple[Received, ReadFile | Refusal]]
) -> dict[tuple[str, str], int]:
    """Return what was told for the year before."""
    before = str(int(desk.programme.period) - 1)
    past = [
        Returned(entry, desk.judge(one))
        for entry, one in read
        if isinstance(one, ReadFile) and one.period == before
    ]
    return {
        (commune, field_id): one.figure.value
        for (_, commune, field_id), one in _newest(past).items()
    }
