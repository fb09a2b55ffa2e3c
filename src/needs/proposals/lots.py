"""The lots of one donor: its own and those it co-funds, numbered, with what it pays."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.measures import alphabetical
from needs.proposals.plan_tables import gifts_table, lots_table
from needs.proposals.words import supports


@dataclass(frozen=True)
class DonorLots:
    """What is proposed to one donor.

    Attributes
    ----------
    donor_id, donor, donor_type
        Who it is.
    rows
        Its lots, commune by commune in Vietnamese order: the columns of `LOT_COLUMNS`, and
        `number` (text: the commune's number, with a letter where it has several lots), `of_commune`
        (number of the commune), `pays_vnd` (what this donor pays, or the value of its goods),
        `others_vnd` (what another donor pays), `other` (who), `joins` (a lot of another donor's
        that this one pays a part of).
    """

    donor_id: str
    donor: str
    donor_type: str
    rows: pd.DataFrame

    @property
    def own(self) -> pd.DataFrame:
        """Lots of its own gifts."""
        return self.rows[~self.rows.joins]

    @property
    def communes(self) -> pd.DataFrame:
        """One row per commune, in the order of the numbers."""
        return self.rows.drop_duplicates("of_commune")

    @property
    def pays_vnd(self) -> int:
        """All that it pays or gives, đồng."""
        return int(self.rows.pays_vnd.sum())

    @property
    def categories(self) -> list[str]:
        """Categories and kinds of places it gives."""
        return sorted(set(self.rows.category))

    @property
    def illustrative(self) -> bool:
        """Whether a lot rests on invented data."""
        return "illustrative" in {*self.rows.basis, *self.rows.price_basis}


def donor_lots(assessment: Assessment, donor_id: str) -> DonorLots:
    """Return the lots of a donor, its own and those where it pays the rest of another's."""
    lots = lots_table(assessment)
    mine, joined = lots.donor_id == donor_id, lots.partner_id == donor_id
    rows = lots[mine | joined].copy()
    rows["joins"] = joined[rows.index].to_numpy()
    rows["pays_vnd"] = rows.paid_vnd.where(~rows.joins, rows.partner_vnd)
    rows["others_vnd"] = rows.partner_vnd.where(~rows.joins, rows.paid_vnd)
    rows["other"] = rows.partner.where(~rows.joins, rows.donor)
    first = rows.iloc[0]
    if first.joins:
        name, kind = str(first.partner), _kind_of(assessment, donor_id)
    else:
        name, kind = str(first.donor), str(first.donor_type)
    return DonorLots(donor_id, name, kind, _numbered(assessment, rows))


def _kind_of(assessment: Assessment, donor_id: str) -> str:
    gifts = gifts_table(assessment)
    kinds = gifts.donor_type[gifts.donor_id == donor_id]
    return str(kinds.iloc[0]) if len(kinds) else ""


def _numbered(assessment: Assessment, rows: pd.DataFrame) -> pd.DataFrame:
    """Number the lots: communes in Vietnamese order, «3» or, where one has several, «3a», «3b»."""
    order = {entry.id: at for at, entry in enumerate(supports(assessment.programme))}
    key = ["place", "gift_id", "partner_gift"]
    rows = rows.assign(place=rows.category.map(order)).sort_values(["commune_code", *key])
    rows = alphabetical(rows, "commune").reset_index(drop=True)
    # Two communes of one name stand apart: each keeps its own number.
    rows["of_commune"] = pd.factorize(rows.commune_code)[0] + 1
    rows = rows.sort_values(["of_commune", *key], kind="stable").reset_index(drop=True)
    turn = rows.groupby("of_commune").cumcount()
    several = rows.groupby("of_commune").of_commune.transform("size") > 1
    rows["number"] = [
        f"{commune}{_letters(int(at)) if more else ''}"
        for commune, at, more in zip(rows.of_commune, turn, several, strict=True)
    ]
    return rows.drop(columns="place")


def _letters(place: int) -> str:
    """Return a letter for each place: a to z, then aa, ab."""
    further, letter = divmod(place, 26)
    return (_letters(further - 1) if further else "") + "abcdefghijklmnopqrstuvwxyz"[letter]


def donors_with_lots(assessment: Assessment) -> list[str]:
    """Return the ids of all donors that give or co-fund a lot, sorted."""
    lots = lots_table(assessment)
    return sorted((set(lots.donor_id) | set(lots.partner_id)) - {""})


def by_category(assessment: Assessment, rows: pd.DataFrame) -> pd.DataFrame:
    """Sum lots by category, in the profile's order.

    Returns
    -------
    DataFrame
        category, communes (number), packages, quantity, children_reached, places, cost_vnd,
        pays_vnd, others_vnd.
    """
    sums = rows.groupby("category").agg(
        communes=("commune_code", "nunique"),
        packages=("packages", "sum"),
        quantity=("quantity", "sum"),
        children_reached=("children_reached", "sum"),
        places=("places", "sum"),
        cost_vnd=("cost_vnd", "sum"),
        pays_vnd=("pays_vnd", "sum"),
        others_vnd=("others_vnd", "sum"),
    )
    order = [entry.id for entry in supports(assessment.programme)]
    return sums.reindex([name for name in order if name in sums.index]).reset_index()
