"""Children of a survey written down: who they are one way, what the register holds another.

The same child twice is asked, neither doubled nor merged silently.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from needs.errors import NeedsError
from needs.reading.phrases import key
from needs.sponsorship.acts import Act
from needs.sponsorship.ids import new_child_id
from needs.sponsorship.months import last_day, later, month_of
from needs.sponsorship.person import Person
from needs.sponsorship.register import Register
from needs.sponsorship.survey_row import Given, SurveyRow
from needs.wording import say

#: What an officer may answer when a child seems to be there already.
ANSWERS = ("same", "update", "other")


class People(Protocol):
    """The identifying table as it is needed here: opened by the commands of the register alone."""

    def alike(self, person: Person) -> list[str]:
        """Return the pseudonyms of children with this name and date of birth."""
        ...

    def who(self, child_id: str) -> Person:
        """Return who a child is."""
        ...

    def add(self, child_id: str, person: Person) -> None:
        """Note who a child is."""
        ...

    def save(self) -> None:
        """Write the table."""
        ...


@dataclass(frozen=True)
class SameChild:
    """A row whose child seems to be there already: in the register, or in an earlier row."""

    row: SurveyRow
    child_id: str = ""
    earlier: str = ""
    other_commune: bool = False

    def words(self, *, lang: str) -> str:
        """Say which row is asked about, without saying who it is."""
        with_whom = self.child_id or self.earlier
        if self.other_commune:
            return say(
                "{n} ({where}): cùng họ tên và ngày sinh với {other}, khác xã",
                lang=lang,
                n=self.row.number,
                where=self.row.where,
                other=with_whom,
            )
        return say(
            "{n} ({where}): cùng họ tên, ngày sinh và xã với {other}",
            lang=lang,
            n=self.row.number,
            where=self.row.where,
            other=with_whom,
        )


class SameChildAsked(NeedsError):
    """Children who may be in the register already; nothing was written."""

    def __init__(self, asked: Sequence[SameChild], *, lang: str) -> None:
        self.asked = tuple(asked)
        lines = [one.words(lang=lang) for one in asked]
        lines.append(
            say(
                "Chưa ghi gì. Trả lời từng dòng: --answer SỐ=same (đúng trẻ ấy, bỏ dòng này), "
                "SỐ=update (đúng trẻ ấy, ghi số liệu mới), SỐ=other (trẻ khác).",
                lang=lang,
            )
        )
        super().__init__("\n".join(lines))


@dataclass(frozen=True)
class Enrolled:
    """What became of the rows: their numbers → pseudonyms; rows put aside as the same child."""

    new: dict[int, str]
    updated: dict[int, str]
    same: tuple[int, ...]


def enrol(
    register: Register,
    open_people: Callable[[], People],
    rows: Sequence[SurveyRow],
    *,
    by: str,
    on: dt.date,
    answers: Mapping[int, str] | None = None,
    lang: str = "vi",
) -> Enrolled:
    """Write the rows of a survey: who they are goes into the encrypted table alone.

    All rows or none. The encrypted table is written first: should the machine stop in between, it
    knows children whom the register does not have; the same sheet once more completes them under
    the same pseudonyms.

    Parameters
    ----------
    register
        The register.
    open_people
        Opens the encrypted table; called once nobody else can write it.
    rows
        From `read_survey`.
    by, on
        Who records, and the day.
    answers
        Number of a row → one of `ANSWERS`, where a child seems to be there already.

    Raises
    ------
    SameChildAsked
        If such a row has no answer.
    SealedError, RegisterRefused, LedgerError
        If one of the two cannot be written.
    """
    answers = answers or {}
    known = set(register.contents().children)
    with register.writing() as write:
        table = open_people()
        asked: list[SameChild] = []
        acts: list[Act] = []
        done = Enrolled({}, {}, ())
        same: list[int] = []
        earlier: dict[str, list[SurveyRow]] = {}
        for row in rows:
            alike = table.alike(row.person)
            # Written by an attempt that was cut off: its pseudonym waits for the register.
            used = set(done.new.values())
            waiting = [one for one in alike if one not in known and one not in used]
            alike = [one for one in alike if one in known]
            namesakes = earlier.setdefault(key(row.person.name), [])
            doubt = _doubt(row, alike, namesakes, table)
            namesakes.append(row)
            answer = answers.get(row.number)
            if doubt is not None and answer not in ANSWERS:
                asked.append(doubt)
            elif doubt is not None and answer == "same":
                same.append(row.number)
            elif doubt is not None and answer == "update" and doubt.child_id:
                acts += _updated(register, doubt.child_id, row, by, on)
                table.add(doubt.child_id, row.person)
                done.updated[row.number] = doubt.child_id
            elif doubt is not None and answer == "update":
                same.append(row.number)
            else:
                child_id = waiting[0] if waiting else new_child_id()
                acts += _registered(register, child_id, row, by, on)
                done.new[row.number] = child_id
        if asked:
            raise SameChildAsked(asked, lang=lang)
        people = {row.number: row.person for row in rows}
        for number, child_id in done.new.items():
            table.add(child_id, people[number])
        write(acts)
        if acts:
            table.save()
    return Enrolled(done.new, done.updated, tuple(same))


def _doubt(
    row: SurveyRow, alike: Sequence[str], earlier: Iterable[SurveyRow], table: People
) -> SameChild | None:
    if alike:
        here = [one for one in alike if table.who(one).commune_code == row.person.commune_code]
        return SameChild(row, (here or alike)[0], other_commune=not here)
    for before in earlier:
        if before.person.same_name_and_birth(row.person):
            elsewhere = before.person.commune_code != row.person.commune_code
            return SameChild(row, earlier=before.where, other_commune=elsewhere)
    return None


def _registered(
    register: Register, child_id: str, row: SurveyRow, by: str, on: dt.date
) -> list[Act]:
    first = Act("registered", by, on, child_id=child_id, content=row.facts.content())
    return [first, *_consents(register, child_id, row.consents, by)]


def _updated(register: Register, child_id: str, row: SurveyRow, by: str, on: dt.date) -> list[Act]:
    changed = Act("changed", by, on, child_id=child_id, content=row.facts.content())
    return [changed, *_consents(register, child_id, row.consents, by)]


def _consents(register: Register, child_id: str, consents: Iterable[Given], by: str) -> list[Act]:
    months = int(register.rules.consent_months.value)
    return [
        Act(
            "consent",
            by,
            one.on,
            child_id=child_id,
            evidence=one.paper,
            content={
                "scope": one.scope,
                "giver": one.giver,
                "until": last_day(later(month_of(one.on), months)).isoformat(),
            },
        )
        for one in consents
    ]
