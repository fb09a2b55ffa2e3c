"""What was told of a gift, as it was written, before it is read: one row of a form, CSV or TOML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: What is given.
GIVING = (
    "budget_vnd",
    "stock_category",
    "stock_units",
    "sponsored_category",
    "sponsored_children",
    "sponsored_months",
    "month_vnd",
)
#: What belongs to one gift alone: a donor's other gifts do not inherit it.
OWN = ("gift_id", "gift", *GIVING)
#: Who gives, and under which conditions: gifts of a TOML donor inherit these.
INHERITED = (
    "donor_id",
    "donor",
    "donor_type",
    "period",
    "categories",
    "districts",
    "communes",
    "zones",
    "without_categories",
    "without_districts",
    "without_communes",
    "from_age",
    "to_age",
    "least_per_commune",
    "most_per_commune",
    "most_communes",
    "package_units",
    "whole",
    "share",
    "joins",
    "visit_months",
    "basis",
)
#: Every column of a register of donors; of a file, only `NEEDED` have to be there.
COLUMNS = (*INHERITED[:3], "gift_id", "gift", "period", *GIVING, *INHERITED[4:])
NEEDED = ("donor", "donor_type", "basis")


@dataclass(frozen=True)
class Given:
    """One row of a register of donors.

    Attributes
    ----------
    source
        File, and row or place in it.
    values
        Column → what stands there: text, or what TOML has (numbers, true, lists).
    titles
        Column → what it is called where it was filled in, if not by its own name.
    """

    source: str
    values: Mapping[str, object]
    titles: Mapping[str, str] = field(default_factory=dict)

    def title(self, column: str) -> str:
        """Return what a column is called where it was filled in."""
        return self.titles.get(column, column)


@dataclass(frozen=True, order=True)
class Doubt:
    """Why a gift cannot be used, or what is to be known of it: a code, and what fills its words."""

    column: str
    code: str
    values: tuple[tuple[str, str], ...] = ()


def doubt(column: str, code: str, **values: object) -> Doubt:
    """Return a doubt about the answer to a column."""
    return Doubt(column, code, tuple(sorted((name, str(value)) for name, value in values.items())))
