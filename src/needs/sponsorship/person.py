"""Who a child is: kept in the encrypted table alone, shown nowhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from needs.reading.phrases import key

#: What is kept of a child in the encrypted table, beside its pseudonym.
PARTS = ("name", "birth", "commune_code", "address", "guardian", "phone", "school")


@dataclass(frozen=True, repr=False)
class Person:
    """A child by name. `birth` is «2016-03-15», or «2016» where only the year is known.

    It does not show itself: neither a message nor a traceback repeats it.
    """

    name: str
    birth: str
    commune_code: str
    address: str = ""
    guardian: str = ""
    phone: str = ""
    school: str = ""

    def __repr__(self) -> str:
        return "Person(…)"

    __str__ = __repr__

    @property
    def birth_year(self) -> int:
        """The year of birth."""
        return int(self.birth[:4])

    def age(self, on: dt.date) -> int:
        """Return the age in completed years; the least possible where only the year is known."""
        if len(self.birth) == len("2016"):
            return on.year - self.birth_year - 1
        born = dt.date.fromisoformat(self.birth)
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))

    def same_name_and_birth(self, other: Person) -> bool:
        """Tell whether another bears the same name and may be born on the same day."""
        near = self.birth.startswith(other.birth) or other.birth.startswith(self.birth)
        return near and key(self.name) == key(other.name)

    def told(self) -> dict[str, str]:
        """Return all parts, for the encrypted table."""
        return asdict(self)


def person_of(told: Mapping[str, str]) -> Person:
    """Return the person that `told` gave."""
    return Person(**{one.name: told[one.name] for one in fields(Person)})
