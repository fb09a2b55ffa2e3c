"""Who acts and who is asked: the offices of the day, in words; checked against the register."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from needs.errors import FaultCollector
from needs.programmes import Programme, Words, list_programmes
from needs.programmes.agencies import Agencies, read_agencies
from needs.programmes.folders import read_layers
from needs.programmes.inherit import lay_over
from needs.programmes.offices import LEADS
from needs.programmes.timetable import Asked, Goal
from needs.timetable.meant import goals_of
from needs.timetable.occurrences import occurrence

_ONE_DAY = dt.timedelta(days=1)
#: How plans speak of the office that leads, without naming it.
_LEAD_VI = re.compile(r"cơ quan chủ trì", re.IGNORECASE)
_LEAD_EN = re.compile(r"(?:the )?lead (?:department|agency|office)", re.IGNORECASE)


@dataclass(frozen=True)
class People:
    """Ids of the offices as the plan names them, and all who are meant in words."""

    ids: tuple[str, ...] = ()
    words: Words | None = None


class Offices:
    """The offices of a programme's province.

    Parameters
    ----------
    programme
        Its timetable's ids of offices are checked here.
    root
        The data root, with `reference/agencies.toml`.
    on
        Today: beside the office of a day that is past stands the one that has its work today.

    Raises
    ------
    InputFaults
        With every office or matter that does not exist, and every goal outside the season of its
        category.
    """

    def __init__(self, programme: Programme, root: Path, *, on: dt.date | None) -> None:
        self._programme = programme
        self._agencies = read_agencies(root)
        self._on = on
        self._lead = _lead(programme, root)
        faults = FaultCollector(f"{programme.id}: [timetable]")
        _check(programme, self._agencies, faults)
        faults.raise_if_any()

    def who(self, asked: Asked, due: dt.date) -> People:
        """Return who acts."""
        return self._people(asked.who, asked.who_words, asked.matter, due)

    def whom(self, asked: Asked, due: dt.date) -> People:
        """Return who is asked or told."""
        return self._people(asked.whom, asked.whom_words, asked.matter, due)

    def told(self, words: Words | None, due: dt.date) -> People:
        """Return people that a plan tells in words; for «cơ quan chủ trì» the office's name."""
        if words is None or not _LEAD_VI.search(words.vi):
            return People(words=words)
        if self._lead is None:
            lead = self._programme.lead_agency
        else:
            lead = self._named(self._lead, None, due)
        return People(
            words=Words(
                vi=_LEAD_VI.sub(lambda _: lead.vi, words.vi),
                en=_LEAD_EN.sub(lambda _: lead.en, words.en),
            )
        )

    def _people(
        self, ids: Sequence[str], words: Words | None, matter: str | None, due: dt.date
    ) -> People:
        names = [self._named(one, matter, due) for one in ids]
        if words is not None:
            names.append(words)
        if not names:
            return People()
        # Two offices of the plan may be one today (district and commune committees).
        vi = dict.fromkeys(name.vi for name in names)
        en = dict.fromkeys(name.en for name in names)
        return People(tuple(ids), Words(vi="; ".join(vi), en="; ".join(en)))

    def _named(self, agency: str, matter: str | None, due: dt.date) -> Words:
        """Name the office of a day; where that is past and another has its work today, both."""
        then, now = (
            self._agencies.office(
                agency, day, matter=matter, province=self._programme.province_code
            ).name
            for day in (due, due if self._on is None else max(due, self._on))
        )
        if then == now:
            return then
        return Words(vi=f"{then.vi} (nay: {now.vi})", en=f"{then.en} (now: {now.en})")


def _lead(programme: Programme, root: Path) -> str | None:
    """Return the id under which the profile names its lead agency; none where it has words."""
    if programme.id not in list_programmes(root):
        return None
    faults = FaultCollector(programme.id)
    named = lay_over(read_layers(programme.id, root, faults), faults).content.get(LEADS)
    return named if isinstance(named, str) else None


def _check(programme: Programme, agencies: Agencies, faults: FaultCollector) -> None:
    timetable = programme.timetable
    if timetable is None:
        return
    for where, asked in _all_asked(programme):
        for one in (*asked.who, *asked.whom):
            if one not in agencies.ids:
                faults.add(where, one, f"một trong {list(agencies.ids)}", "sửa mã cơ quan")
        if asked.matter is not None and asked.matter not in agencies.matter_ids:
            known = list(agencies.matter_ids)
            faults.add(f"{where}.matter", asked.matter, f"một trong {known}", "sửa mã lĩnh vực")
    for goal in goals_of(programme):
        if goal.category is not None:
            _check_season(programme, goal, f"goals[{goal.id}].category", faults)


def _check_season(programme: Programme, goal: Goal, where: str, faults: FaultCollector) -> None:
    """A goal beside the season of its goods would bring coats in summer."""
    months = programme.category(goal.category or "").delivery_months
    if not months or goal.before is None or programme.timetable is None:
        return
    occasion = programme.timetable.occasion(goal.before)
    if occasion.lunar is not None:
        return
    day = occurrence(occasion, programme.reference_date.year).begins - _ONE_DAY
    if day.month not in months:
        faults.add(
            where,
            f"đích ngày {day.day}/{day.month}",
            f"trong mùa của loại hỗ trợ (tháng {', '.join(map(str, months))})",
            "sửa season của loại hỗ trợ hoặc ngày bắt đầu của dịp",
        )


def _all_asked(programme: Programme) -> Iterator[tuple[str, Asked]]:
    timetable = programme.timetable
    if timetable is None:
        return
    for deadline in timetable.deadlines:
        yield f"deadlines[{deadline.id}]", deadline
    for goal in timetable.goals:
        for step in goal.steps:
            yield f"goals[{goal.id}].steps[{step.id}]", step
