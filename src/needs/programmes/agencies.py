"""The right office on a day: offices whose work or name passed on, as data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from needs.errors import NotFound
from needs.programmes.agency_register import (
    Agency,
    Level,
    Matter,
    Register,
    Succession,
    read_register,
)
from needs.programmes.figures import Words
from needs.wording import date_text

#: Stands in an office's name for its province.
PLACE = "{province}"
PLACE_WHY = Words(vi="tỉnh đã sắp xếp", en="the province was merged")


@dataclass(frozen=True)
class Change:
    """One change between the office that the plan names and the right one."""

    on: dt.date
    before: Words
    after: Words
    why: Words
    kind: str
    source: str


@dataclass(frozen=True)
class Office:
    """The office that is right on a day.

    Parameters
    ----------
    id
        Its id on that day; another than the one asked for where the work passed on.
    name
        Its name on that day, with its province where that is no longer the plan's.
    since
        Day of the last change of the office, or of its province where only that changed; none
        where nothing changed.
    before
        Its name in the plan; none where that is its name still.
    source
        Of the last change; of the office where nothing changed.
    short
        A name for narrow columns.
    level, kind
        Central, province, district, commune; department, committee, front, union, fund, ministry.
    taken_over
        Whether another office does it now, or the same under another name; not by its province.
    changes
        Every change between the plan's office and this one, oldest first.
    """

    id: str
    name: Words
    since: dt.date | None
    before: Words | None
    source: str
    short: Words
    level: Level
    kind: str
    taken_over: bool = False
    changes: tuple[Change, ...] = ()

    @property
    def basis(self) -> str:
        """What it rests on: the weakest of the changes ("official", "assumption")."""
        kinds = {change.kind for change in self.changes}
        return "assumption" if "assumption" in kinds else "official"

    @property
    def with_predecessor(self) -> Words:
        """The name, and in brackets the name of before where another office took over."""
        if self.before is None or self.since is None or not self.taken_over:
            return self.name
        vi, en = date_text(self.since), date_text(self.since, lang="en")
        return Words(
            vi=f"{self.name.vi} (trước {vi}: {self.before.vi})",
            en=f"{self.name.en} (before {en}: {self.before.en})",
        )


class Agencies:
    """All offices by id; asking for an unknown one lists those that exist."""

    def __init__(self, register: Register) -> None:
        self._default = register.default_matter
        self._matters = {matter.id: matter for matter in register.matters}
        self._agencies = {agency.id: agency for agency in register.agencies}
        self._provinces = {province.code: province for province in register.provinces}

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of all offices, sorted."""
        return tuple(sorted(self._agencies))

    @property
    def default_matter(self) -> str:
        """The matter that is meant where none is named."""
        return self._default

    @property
    def matter_ids(self) -> tuple[str, ...]:
        """Ids of all matters, sorted."""
        return tuple(sorted(self._matters))

    def agency(self, agency_id: str) -> Agency:
        """Return the entry of that id; `NotFound` lists the ids there are."""
        if agency_id not in self._agencies:
            raise NotFound("cơ quan / agency", agency_id, self.ids)
        return self._agencies[agency_id]

    def matter(self, matter_id: str) -> Matter:
        """Return the matter of that id; `NotFound` lists the ids there are."""
        if matter_id not in self._matters:
            raise NotFound("lĩnh vực / matter", matter_id, self.matter_ids)
        return self._matters[matter_id]

    def office(
        self,
        agency_id: str,
        on: dt.date,
        *,
        matter: str | None = None,
        province: str | None = None,
        place: Words | None = None,
    ) -> Office:
        """Return the office that is right on a day; on the day of a change, the new one.

        Parameters
        ----------
        agency_id
            The office as the plan names it.
        on
            The day.
        matter
            What it is asked for; none: the matter of this library, child affairs.
        province
            Code of the plan's province, for what differs there and for its name today.
        place
            The plan's province in words, for offices whose name bears it; none: «tỉnh».

        Raises
        ------
        NotFound
            For an unknown office or matter; lists those there are.
        """
        asked = self.agency(agency_id)
        about = self.matter(self._default if matter is None else matter).id
        steps = list(self._steps(asked, on, about, province))
        now = next((self._agencies[one.to] for one, _ in reversed(steps) if one.to), asked)
        moved = self._provinces.get(province or "")
        if moved is not None and (moved.change.on > on or now.level != "province"):
            moved = None
        old = moved.name if moved else None
        template, changes = asked.name, list[Change]()
        for step, day in steps:
            words = step.name or self._agencies[str(step.to)].name
            before, after = _placed(template, old), _placed(words, old)
            changes.append(Change(day, before, after, step.why, step.kind, step.source))
            template = words
        if moved is not None:
            merger = moved.change
            changes.append(
                Change(merger.on, moved.name, merger.name, PLACE_WHY, "official", merger.source)
            )
        last = changes[len(steps) - 1] if steps else changes[0] if changes else None
        before = _placed(asked.name, old)
        here = place if PLACE in template.vi else None
        name = _placed(template, moved.change.name if moved else here)
        return Office(
            id=now.id,
            name=name,
            since=last.on if last else None,
            before=None if before == name else before,
            source=last.source if last else now.source,
            short=now.short,
            level=now.level,
            kind=now.kind,
            taken_over=template != asked.name,
            changes=tuple(sorted(changes, key=lambda one: one.on)),
        )

    def province_on(self, province: str, on: dt.date) -> Words | None:
        """Return what a province that was merged is called on a day; none where it is as it was."""
        moved = self._provinces.get(province)
        return None if moved is None or moved.change.on > on else moved.change.name

    def _steps(
        self, agency: Agency, on: dt.date, matter: str, province: str | None
    ) -> Iterator[tuple[Succession, dt.date]]:
        """Yield each succession on the way, with the day from which it counts here."""
        reached = dt.date.min
        for step in sorted(agency.successions, key=lambda one: one.on):
            if step.on > on or not step.concerns(matter, province):
                continue
            reached = max(reached, step.on)
            yield step, reached
            if step.to is not None:
                # What its successor went through before counts from the day it took over.
                for later, day in self._steps(self.agency(step.to), on, matter, province):
                    yield later, max(reached, day)
                return


def read_agencies(root: Path) -> Agencies:
    """Read the offices of `reference/agencies.toml` under the data root.

    Raises
    ------
    InputFaults
        With every fault: broken TOML, wrong key, id twice, unknown office or matter, an office
        that would succeed itself in the end.
    """
    return Agencies(read_register(root))


def _placed(template: Words, place: Words | None = None) -> Words:
    """Put the province into an office's name; «tỉnh» alone where it is not told."""
    if PLACE in template.vi:
        return Words(
            vi=template.vi.replace(PLACE, place.vi if place else "tỉnh"),
            en=template.en.replace(PLACE, place.en if place else "the province"),
        )
    if place is None:
        return template
    return Words(vi=f"{template.vi} {place.vi}", en=f"{template.en} of {place.en}")
