"""The offices of one programme on one day: whom its plan means, and who that is then."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from needs.agencies.checking import check_duties
from needs.errors import NotFound
from needs.programmes import Programme
from needs.programmes.agencies import Agencies, Office, read_agencies
from needs.programmes.duties import Duty


@dataclass(frozen=True)
class Offices:
    """The offices that a plan names, as they are on a day.

    Parameters
    ----------
    programme
        The profile, its duties checked.
    agencies
        All offices and their successions.
    on
        The day.
    """

    programme: Programme
    agencies: Agencies
    on: dt.date

    def office(self, agency: str, duty: Duty | None = None) -> Office:
        """Return who an office of the plan is on the day, for the matter of a duty."""
        return self.agencies.office(
            agency,
            self.on,
            matter=None if duty is None else duty.matter,
            province=self.programme.province_code,
        )

    def then(self, agency: str, duty: Duty | None = None) -> Office:
        """Return who it was when the plan was issued."""
        return self.agencies.office(
            agency,
            issued(self.programme),
            matter=None if duty is None else duty.matter,
            province=self.programme.province_code,
        )

    def leading(self, category: str) -> Office:
        """Return who leads a category or facility: the first duty that names it says so."""
        for duty in self.programme.duties:
            if category in (*duty.categories, *duty.facilities):
                return self.office(duty.lead[0], duty)
        named = {one for duty in self.programme.duties for one in duty.categories}
        named |= {one for duty in self.programme.duties for one in duty.facilities}
        raise NotFound("loại hỗ trợ có giao việc", category, sorted(named))


def offices_on(programme: Programme, root: Path, on: dt.date) -> Offices:
    """Return a programme's offices on a day.

    Raises
    ------
    InputFaults
        Where the register of offices is faulty, or a duty names what is not there.
    """
    agencies = read_agencies(root)
    check_duties(programme, agencies)
    return Offices(programme, agencies, on)


def right_office(programme: Programme, category: str, on: dt.date, *, root: Path) -> Office:
    """Return the office that leads a category or facility on a day.

    Raises
    ------
    NotFound
        Where no duty of the plan names it; lists what the duties name.
    """
    return offices_on(programme, root, on).leading(category)


def issued(programme: Programme) -> dt.date:
    """Return the day of the plan; its first day where only the year is known."""
    return programme.plan.issued or dt.date(programme.plan.period_from, 1, 1)
