"""Which cases may be told on the public page: only with recorded consent, and then very little.

The guardian's consent, and from seven the child's own, both to publication, both in time and not
withdrawn (Law 91/2025/QH15, article 24). Children of groups that the profile never publishes are
left out whatever anybody consents to. What is told comes from lists: no word that somebody typed.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd

from needs.programmes import Programme
from needs.programmes.sponsorship import Sponsorship
from needs.sponsorship.consents import consented, surely_aged_out
from needs.sponsorship.months import month_of
from needs.sponsorship.payments import received_by
from needs.sponsorship.register import Register, register_file
from needs.sponsorship.standing import Child, Standing, served
from needs.sponsorship.tables import asked_vnd, commune_places

CASE_TYPES = {
    "case": "str",
    "child_group": "str",
    "age_band": "str",
    "district_code": "str",
    "district": "str",
    "need": "str",
    "asked_vnd": "Int64",
    "received_vnd": "Int64",
}


def cases_for_publication(programme: Programme, root: Path, on: dt.date) -> pd.DataFrame:
    """Return the cases that ask for help and may be told on a day.

    Small numbers and rare combinations are not judged here: that is the public page's part.

    Parameters
    ----------
    programme
        With a section `sponsorship`; without one, or without a register, there are no cases.
    root
        The data root.
    on
        The day.

    Returns
    -------
    DataFrame
        One row for each case and need without a sponsor, now or to come, by case and need: `case`
        (a number drawn at random when publication was consented to, unrelated to the id in the
        register, another one after a withdrawal), `child_group` (id of the main group), `age_band`
        (id of the programme's band in which most ages fall that the child may have; missing where
        there is none), `district_code` and `district` (the former one; never the commune), `need`
        (id of a purpose: its words stand in the profile), `asked_vnd` for the whole period (missing
        where not known), `received_vnd` (from earlier sponsors for this purpose).

    Raises
    ------
    LedgerError
        If the register cannot be read.
    """
    rules, path = programme.sponsorship, register_file(programme.id, root)
    rows: list[dict[str, object]] = []
    if rules is not None and path.is_file():
        standing = Register(path, rules, create=False).standing()
        rows = _cases(programme, standing, rules, on)
    frame = pd.DataFrame(rows, columns=list(CASE_TYPES)).astype(CASE_TYPES)
    return frame.sort_values(["case", "need"], ignore_index=True)


def may_be_published(child: Child, rules: Sponsorship, on: dt.date) -> bool:
    """Tell whether a case may be told: consented, no group that is never told, still a child."""
    return (
        child.active
        and bool(child.case)
        and consented(child, "publication", rules, on)
        and all(rules.group(one).publish for one in child.groups)
        and not surely_aged_out(child, rules, on)
    )


def _cases(
    programme: Programme, standing: Standing, rules: Sponsorship, on: dt.date
) -> list[dict[str, object]]:
    places = commune_places(programme).set_index("commune_code")
    taken = served(standing, month_of(on))
    received: dict[tuple[str, str], int] = {}
    for pledge in standing.pledges.values():
        key = pledge.child_id, pledge.purpose
        received[key] = received.get(key, 0) + received_by(pledge, on)
    rows: list[dict[str, object]] = []
    for child in standing.children.values():
        # A commune that the province no longer has says nothing of the district.
        if not may_be_published(child, rules, on) or child.commune_code not in places.index:
            continue
        place = places.loc[child.commune_code]
        rows += [
            {
                "case": child.case,
                "child_group": child.groups[0],
                "age_band": age_band_of(child, programme, on),
                "district_code": place.district_code,
                "district": place.district,
                "need": need.purpose,
                "asked_vnd": asked_vnd(need, rules),
                "received_vnd": received.get((child.child_id, need.purpose), 0),
            }
            for need in child.needs
            if (child.child_id, need.purpose) not in taken
        ]
    return rows


def age_band_of(child: Child, programme: Programme, on: dt.date) -> str | None:
    """Return the band in which most ages fall that the child may have; the younger of two equal."""
    ages = range(child.youngest(on), child.oldest(on) + 1)
    inside = [
        (sum(band.from_age <= age <= band.to_age for age in ages), -band.from_age, band.id)
        for band in programme.age_bands
    ]
    most = max(inside, default=(0, 0, ""))
    return most[2] if most[0] else None
