"""The duties of a plan by office: the table `duties`, and the tasks of one office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pandas as pd

from needs.agencies.offices import Offices, offices_on
from needs.programmes import Programme
from needs.programmes.agencies import Office
from needs.programmes.duties import Duty
from needs.tables import table, weakest_basis
from needs.wording import check_language

Role = Literal["lead", "with", "supplies", "receives"]

#: From the strongest part in a duty to the weakest: an office keeps the strongest it has.
ROLES: tuple[Role, ...] = ("lead", "with", "supplies", "receives")


@dataclass(frozen=True)
class Task:
    """One office's part in one duty, on a day.

    Parameters
    ----------
    duty
        The duty.
    role
        Its part: the strongest, where the plan names it under several of its former offices.
    agencies
        The ids under which the plan names it.
    office
        Who it is on that day.
    then
        Who had this part when the plan was issued; several that are one office today.
    """

    duty: Duty
    role: Role
    agencies: tuple[str, ...]
    office: Office
    then: tuple[Office, ...]


def parts(duty: Duty) -> Iterator[tuple[Role, str]]:
    """Yield each office that a duty names, with its part; who leads first."""
    for role, agencies in zip(
        ROLES, (duty.lead, duty.with_, duty.receives_from, duty.hands_to), strict=True
    ):
        for agency in agencies:
            yield role, agency


def tasks(offices: Offices) -> list[Task]:
    """Return every office's part in every duty: one entry for each duty and office of the day.

    Two offices of the plan that are one today have one task, with the stronger part.
    """
    found = []
    for duty in offices.programme.duties:
        of_duty: dict[str, Task] = {}
        for role, agency in parts(duty):
            office, then = offices.office(agency, duty), offices.then(agency, duty)
            had = of_duty.get(office.id)
            if had is None:
                of_duty[office.id] = Task(duty, role, (agency,), office, (then,))
            elif agency not in had.agencies:
                merged = (*had.agencies, agency)
                # What was another office in the plan tells more than one that never changed.
                kept = had.office if had.office.changes else office
                # The weaker part goes without saying, and so does who had it.
                before = (*had.then, then) if role == had.role else had.then
                of_duty[office.id] = Task(duty, had.role, merged, kept, before)
        found += list(of_duty.values())
    return found


def taken_from(own: Iterable[Task], *, lang: str) -> list[str]:
    """Return the names, each once, of the offices of the plan whose parts another one has now."""
    names = (
        then.name.text(lang) for task in own for then in task.then if then.id != task.office.id
    )
    return list(dict.fromkeys(names))


def tasks_of(
    programme: Programme, root: Path, on: dt.date, *, agency: str | None = None
) -> list[Task]:
    """Return the tasks of one office on a day, in the order of the plan's duties.

    Parameters
    ----------
    programme, root, on
        The profile, the data root, the day.
    agency
        Id of an office, of today or as the plan named it; none: every office.

    Raises
    ------
    NotFound
        For an unknown office; lists those there are.
    """
    offices = offices_on(programme, root, on)
    every = tasks(offices)
    if agency is None:
        return every
    today = offices.office(agency).id
    return [task for task in every if task.office.id in (agency, today) or agency in task.agencies]


def duties_on(programme: Programme, root: Path, on: dt.date, *, lang: str = "vi") -> pd.DataFrame:
    """Return the table `duties`: one row for each duty, office of the plan and part.

    Parameters
    ----------
    programme
        The profile.
    root
        The data root, for `reference/agencies.toml`.
    on
        The day whose offices are named.
    lang
        Language of the words: "vi" or "en".

    Raises
    ------
    InputFaults
        Where a duty names an office, category or deadline that is not there.
    """
    check_language(lang)
    offices = offices_on(programme, root, on)
    default = offices.agencies.default_matter
    rows = []
    for duty in programme.duties:
        for role, agency in parts(duty):
            office, then = offices.office(agency, duty), offices.then(agency, duty)
            rows.append(
                {
                    "programme": programme.id,
                    "duty": duty.id,
                    "duty_text": duty.text.text(lang),
                    "role": role,
                    "agency": agency,
                    "office_id": office.id,
                    "office": office.name.text(lang),
                    "office_then": then.name.text(lang),
                    "office_since": None if office.since is None else office.since.isoformat(),
                    "office_why": "; ".join(one.why.text(lang) for one in office.changes) or None,
                    "matter": duty.matter or default,
                    "categories": tuple(duty.categories),
                    "facilities": tuple(duty.facilities),
                    "level": duty.level,
                    "when": None if duty.when is None else duty.when.text(lang),
                    "served_by": tuple(duty.served_by),
                    "by_people": None if duty.by_people is None else duty.by_people.text(lang),
                    "basis": weakest_basis(duty.kind, office.basis),
                    "source": f"{duty.source}; {office.source}",
                }
            )
    schema = table("duties")
    return schema.check(pd.DataFrame(rows, columns=list(schema.columns)))
