"""What was accepted and has not come, who gave what and what is still to come from whom."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from needs.assessment import Assessment
from needs.commitments.states import ACCEPTED, FIXED, GIVEN
from needs.monitoring.delivered import places_of, sum_if_known
from needs.monitoring.later_plans import AMOUNTS, KEPT
from needs.places import Gazetteer
from needs.tables import table, weakest_basis


def undelivered_lots(
    histories: pd.DataFrame,
    *,
    on: dt.date,
    overdue_days: int,
    assessment: Assessment,
    gazetteer: Gazetteer | None = None,
) -> pd.DataFrame:
    """Return what was accepted and has not come, or not wholly (table `undelivered`).

    Parameters
    ----------
    histories
        The ledger on the day reported.
    on
        The day reported: days are counted up to it.
    overdue_days
        From how many days on a lot is late.
    assessment, gazetteer
        Where the communes lie, those of earlier lists too.

    Returns
    -------
    DataFrame
        Table `undelivered`: who, what, where, since when (accepted, or delivered short), what is
        lacking, and whether that is late. Its sums are those of the stages waiting and short of
        the table `delivered`.
    """
    lots = histories[histories.state.isin(FIXED)].copy()
    waiting = lots.state == ACCEPTED
    for name, kept in KEPT.items():
        short = (lots[f"promised_{kept}"] - lots[f"given_{kept}"]).clip(lower=0)
        lots[name] = short.where(~waiting, lots[f"promised_{kept}"]).astype("Int64")
    some = pd.concat([lots[name].gt(0).fillna(False) for name in AMOUNTS], axis=1).any(axis=1)
    lots = lots[waiting | some]
    lots = lots.assign(
        why=lots.state.map(lambda state: "waiting" if state == ACCEPTED else "short"),
        since=lots.accepted_on.where(lots.state == ACCEPTED, lots.delivered_on),
        value_vnd=lots.amount_vnd,
    )
    days = [(on - dt.date.fromisoformat(day)).days for day in lots.since]
    lots["days"] = pd.Series(days, index=lots.index, dtype="Int64")
    lots["overdue"] = lots.why.eq("waiting") & (lots.days > overdue_days).astype(bool)
    places = places_of(lots.commune_code, assessment, gazetteer)
    frame = lots.assign(
        **{
            name: lots.commune_code.map(places[name]).astype("str")
            for name in ("district_code", "district")
        }
    )
    return table("undelivered").check(frame)


def money_table(histories: pd.DataFrame) -> pd.DataFrame:
    """Return who gave how much (table `money`): accepted, delivered, still to come, by donor.

    A co-funded lot is divided: its partner pays in đồng, whose gift it is gives the rest. Of a
    lot that is accepted and not delivered nothing has come; one that came short or larger counts
    with what came. Sums over donors are those of the ledger, to the đồng; missing where a donor
    has a lot without a price.
    """
    lots = histories[histories.state.isin(FIXED)]
    given = lots.state.isin(GIVEN)
    value = lots.given_vnd.where(given, lots.promised_vnd)
    parts = []
    for donor, name, part in (
        ("donor_id", "donor", value - lots.partner_vnd),
        ("partner_id", "partner", lots.partner_vnd),
    ):
        rows = pd.DataFrame(
            {
                "donor_id": lots[donor],
                "donor": lots[name],
                "year": lots.period,
                "lots": 1,
                "unpriced_lots": lots.promised_vnd.isna().astype("Int64"),
                "delivered_vnd": part.where(given, 0),
                "waiting_vnd": part.where(~given, 0),
                "basis": lots.basis,
            }
        )
        parts.append(rows[rows.donor_id.ne("") & rows.donor_id.notna()])
    both = pd.concat(parts, ignore_index=True).astype(
        {"delivered_vnd": "Int64", "waiting_vnd": "Int64"}
    )
    summed = both.groupby(["donor_id", "year"], as_index=False, sort=True).agg(
        donor=("donor", "first"),
        lots=("lots", "sum"),
        unpriced_lots=("unpriced_lots", "sum"),
        delivered_vnd=("delivered_vnd", sum_if_known),
        waiting_vnd=("waiting_vnd", sum_if_known),
        basis=("basis", lambda bases: weakest_basis(*bases)),
    )
    return table("money").check(summed.astype({"delivered_vnd": "Int64", "waiting_vnd": "Int64"}))
