"""Whether the duties of a profile fit the profile and the register of offices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from needs.errors import FaultCollector
from needs.programmes import Programme
from needs.programmes.agencies import Agencies
from needs.programmes.duties import Duty


def check_duties(programme: Programme, agencies: Agencies) -> None:
    """Refuse duties that name an office, matter, category, facility or deadline that is not there.

    Raises
    ------
    InputFaults
        With every fault of every duty.
    """
    faults = FaultCollector(f"{programme.id}/duties.toml")
    named: set[str] = set()
    for duty in programme.duties:
        where = f"duties[{duty.id}]"
        if duty.id in named:
            faults.add(where, duty.id, "mỗi mã một lần", "đổi mã")
        named.add(duty.id)
        for key, unknown, valid in _unknown(duty, programme, agencies):
            faults.add(f"{where}.{key}", unknown, f"một trong {sorted(valid)}", "sửa mã")
    faults.raise_if_any()


def _unknown(
    duty: Duty, programme: Programme, agencies: Agencies
) -> Iterator[tuple[str, str, Iterable[str]]]:
    """Yield each key with what it names and is not there, and what there is."""
    deadlines = programme.timetable.deadlines if programme.timetable else ()
    valid = {
        "lead": set(agencies.ids),
        "matter": set(agencies.matter_ids),
        "categories": {category.id for category in programme.categories},
        "facilities": {facility.id for facility in programme.facilities},
        "deadline": {deadline.id for deadline in deadlines},
    }
    used = {
        "lead": duty.lead,
        "with": duty.with_,
        "receives_from": duty.receives_from,
        "hands_to": duty.hands_to,
        "matter": [duty.matter] if duty.matter else [],
        "categories": duty.categories,
        "facilities": duty.facilities,
        "deadline": [duty.deadline] if duty.deadline else [],
    }
    for key, names in used.items():
        there = valid.get(key, valid["lead"])
        for name in names:
            if name not in there:
                yield key, name, there
