"""Gifts, what was put aside and what is to be known, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from needs.disclosure import giver_typed
from needs.donors.gift import Gift
from needs.donors.given import Doubt, Given
from needs.places import tidy
from needs.returns.words import words_of

#: Columns of the table of gifts, with their types.
GIFT_TYPES = {
    "donor_id": "str",
    "donor": "str",
    "donor_type": "str",
    "gift_id": "str",
    "gift": "str",
    "funding": "str",
    "period": "str",
    "budget_vnd": "Int64",
    "category": "str",
    "units": "Int64",
    "children": "Int64",
    "months": "Int64",
    "month_vnd": "Int64",
    "categories": "object",
    "districts": "object",
    "communes": "object",
    "zones": "object",
    "without_categories": "object",
    "without_districts": "object",
    "without_communes": "object",
    "from_age": "Int64",
    "to_age": "Int64",
    "least_per_commune": "Int64",
    "most_per_commune": "Int64",
    "most_communes": "Int64",
    "package_units": "Int64",
    "whole": "bool",
    "share": "Float64",
    "joins": "bool",
    "visit_months": "object",
    "basis": "str",
    "source": "str",
}
ASIDE_COLUMNS = ("donor_id", "donor", "gift_id", "source", "column", "found", "expected", "advice")


def gifts_table(gifts: Sequence[Gift]) -> pd.DataFrame:
    """Return the table of gifts, one row each; missing stays missing."""
    rows = [gift.model_dump() for gift in gifts]
    columns = {
        name: pd.Series([row[name] for row in rows], dtype=kind)
        for name, kind in GIFT_TYPES.items()
    }
    return pd.DataFrame(columns)


def told_table(told: Iterable[tuple[Given | None, str, Doubt]], *, lang: str) -> pd.DataFrame:
    """Return what is said of rows: who, where, what was found, what was expected, what to do.

    Parameters
    ----------
    told
        Row (none: of the register as a whole), id of its gift if it has one, what is said.
    lang
        Language of the words.
    """
    rows = []
    for given, gift_id, one in told:
        words = words_of(one, lang=lang)
        values = given.values if given else {}
        rows.append(
            {
                "donor_id": giver_typed(_plain(values.get("donor_id")), lang=lang),
                "donor": giver_typed(_plain(values.get("donor")), lang=lang),
                "gift_id": gift_id or giver_typed(_plain(values.get("gift_id")), lang=lang),
                "source": given.source if given else "",
                "column": given.title(one.column) if given else one.column,
                "found": words.found,
                "expected": words.expected,
                "advice": words.action,
            }
        )
    frame = pd.DataFrame(rows, columns=list(ASIDE_COLUMNS), dtype="str")
    return frame.sort_values(list(ASIDE_COLUMNS), ignore_index=True)


def _plain(value: object) -> str:
    if not isinstance(value, (str, int)):
        return ""
    return tidy("".join(sign if sign.isprintable() else " " for sign in str(value)))
