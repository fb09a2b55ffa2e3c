"""What a column is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "count", "money", "number", "rate", "flag", "code", "list"]

#: From strongest to weakest; a figure made of several rests on the weakest.
BASES = ("official", "returned", "estimated", "assumption", "illustrative")
ZONES = ("I", "II", "III")
#: Stands in the place of a category where all of them are meant.
ALL = "all"


@dataclass(frozen=True)
class Column:
    """One column: name, kind of value, meaning in Vietnamese and English, unit."""

    name: str
    kind: Kind
    vi: str
    en: str
    unit: str = ""
    nullable: bool = False
    allowed: tuple[str, ...] = ()

    def unit_in(self, lang: str) -> str:
        """Return the unit in one language: «trẻ / children» is «trẻ», or «children»."""
        if self.unit == "VND":
            return "đồng" if lang == "vi" else self.unit
        vietnamese, _, english = self.unit.partition(" / ")
        return vietnamese if lang == "vi" else english or vietnamese
