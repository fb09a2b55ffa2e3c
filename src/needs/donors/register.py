"""The register of donors: every gift that can be used, and every row that has to wait, with why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from needs.donors.gift import Gift
from needs.donors.gifts_of import gifts_of
from needs.donors.given import Doubt, Given, doubt
from needs.donors.numbering import RowGifts, apart, numbered
from needs.donors.register_csv import known_columns, read_csv
from needs.donors.register_toml import read_toml
from needs.donors.told import gifts_table, told_table
from needs.donors.wishes import Wishes
from needs.errors import FaultCollector
from needs.forms.fields import fields_of
from needs.places import load_gazetteer
from needs.programmes import Programme

_READERS = {".csv": read_csv, ".toml": read_toml}


@dataclass(frozen=True)
class Donors:
    """Who could give what.

    Attributes
    ----------
    gifts
        One row a gift, by gift_id: the columns of `told.GIFT_TYPES`.
    put_aside
        One row for each thing that keeps a row of the register from being used: donor_id, donor,
        gift_id, source, column, found, expected, advice. Nothing of these rows is used.
    notes
        The same columns: what is used all the same and should be known (a wish for a commune that
        is not listed), columns that were not read, rows that a newer form replaces.
    """

    gifts: pd.DataFrame
    put_aside: pd.DataFrame
    notes: pd.DataFrame


@dataclass
class _Register:
    """One register, read: the gifts of its rows, why rows wait, what is to be known."""

    given: dict[str, Given]
    rows: list[RowGifts]
    aside: list[tuple[Given | None, str, Doubt]]
    notes: list[tuple[Given | None, str, Doubt]]


def read_gifts(
    programme: Programme,
    communes: pd.DataFrame,
    districts: pd.DataFrame,
    root: Path,
    *,
    more: pd.DataFrame | None = None,
    lang: str = "vi",
) -> Donors:
    """Read the gifts that donors offer a programme.

    A row that cannot be used is put aside with the reasons, and the others are used.

    Parameters
    ----------
    programme
        Names the file (`inputs.donors`, .csv or .toml) and the categories.
    communes
        Communes that the programme lists: commune_code.
    districts
        From `Gazetteer.districts`: district_code, district, district_aliases.
    root
        The data root.
    more
        Gifts of received donor forms (`returns.told_donors`), all text: the usable ones of a donor
        stand in place of all that the file says of this donor.
    lang
        Language of what is said of rows put aside.

    Returns
    -------
    Donors
        Every row of the file and of `more` has its gifts, or stands in `put_aside`, or is named
        in `notes` as replaced.

    Raises
    ------
    InputFaults
        If the file cannot be read at all.
    """
    name = programme.inputs.donors
    ending = Path(name).suffix.lower()
    if ending not in _READERS:
        faults = FaultCollector(name)
        faults.add("inputs.donors", name, ".csv; .toml", "đổi tên tệp trong programme.toml")
        faults.raise_if_any()
    wishes = Wishes(programme, communes, districts, load_gazetteer())
    given, unread = _READERS[ending](root / name, name)
    on_file = _judged(given, programme, wishes)
    on_file.notes += [(None, "", one) for one in unread]
    forms = _judged(_of_forms(more, programme), programme, wishes)
    newer = {row[0].donor_id for row in forms.rows}
    kept = [row for row in on_file.rows if row[0].donor_id not in newer]
    replaced = [row for row in on_file.rows if row[0].donor_id in newer]
    gifts = numbered([*kept, *forms.rows])
    notes = [*on_file.notes, *forms.notes]
    notes += [
        (on_file.given[row[0].source], "", doubt("donor", "donor_replaced", found=row[0].donor))
        for row in replaced
    ]
    return Donors(
        gifts=gifts_table(gifts),
        put_aside=told_table([*on_file.aside, *forms.aside], lang=lang),
        notes=told_table(_with_ids(notes, gifts), lang=lang),
    )


def _judged(given: Sequence[Given], programme: Programme, wishes: Wishes) -> _Register:
    register = _Register({one.source: one for one in given}, [], [], [])
    rows: list[RowGifts] = []
    for one in given:
        gifts, answers = gifts_of(one, programme, wishes)
        register.aside += [(one, "", why) for why in answers.doubts]
        if gifts:
            rows.append(tuple(gifts))
            register.notes += [(one, "", note) for note in answers.notes]
    register.rows, clashes = apart(rows)
    for source, doubts in clashes.items():
        register.aside += [(register.given[source], "", why) for why in doubts]
    return register


def _of_forms(more: pd.DataFrame | None, programme: Programme) -> list[Given]:
    """Return the rows of received donor forms."""
    if more is None:
        return []
    titles = {
        name.removeprefix("donors."): field.name.vi
        for name, field in fields_of(programme, "donors").items()
    }
    columns = known_columns(more)
    # Two files may bear one name.
    times = more.groupby("source").cumcount() + 1
    sources = more.source.where(times == 1, more.source + " (" + times.astype("str") + ")")
    return [
        Given(
            str(source),
            {name: str(row[name]) for name in columns if pd.notna(row[name])},
            titles,
        )
        for source, row in zip(sources, more.to_dict("records"), strict=True)
    ]


def _with_ids(
    told: Sequence[tuple[Given | None, str, Doubt]], gifts: Sequence[Gift]
) -> list[tuple[Given | None, str, Doubt]]:
    """Put the ids of the gifts beside what is said of their rows."""
    ids: dict[str, list[str]] = {}
    for gift in gifts:
        ids.setdefault(gift.source, []).append(gift.gift_id)
    return [
        (given, "; ".join(ids.get(given.source, [])) if given else "", one)
        for given, _, one in told
    ]
