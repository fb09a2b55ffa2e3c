"""The yearly list of invitations: whom to ask, for which open needs, in which order, by when."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any, Literal

import pandas as pd

from needs.commitments.states import DECLINED
from needs.network.giving import RECEIVED, history_of_donors
from needs.network.network import DonorNetwork
from needs.network.words import network_of
from needs.tables import rows_of
from needs.wording import collation_key, say
from needs.wording.numbers import is_missing

#: Why somebody stands where he stands, in the order of the list; the last two are not invited.
GROUPS = ("gave_last_year", "gave_before", "new", "this_year", "no_fit", "declined")
NOT_INVITED = GROUPS[4:]
INVITATION_COLUMNS = (
    *("place", "donor_id", "donor", "donor_kind", "group", "invited", "first_given", "last_given"),
    *("received_vnd", "offers", "fits", "fit_children", "suggested", "reply_by"),
)
#: What an open need is: a commune and a category (or kind of place), and how much is missing.
NEED_COLUMNS = ("commune_code", "district_code", "category", "counted", "still_open", "priority")


def reply_by(network: DonorNetwork, on: dt.date) -> dt.date:
    """Return the day by which an answer is asked for: the next one from a day on."""
    month, day = map(int, network_of(network.programme).invitation.reply_by.split("-"))
    this_year = dt.date(on.year, month, day)
    return this_year if this_year >= on else dt.date(on.year + 1, month, day)


def invitations(network: DonorNetwork, needs: pd.DataFrame, *, on: dt.date) -> pd.DataFrame:
    """Return whom to invite this year, in order, with the open needs that fit each.

    First who gave last year and has not said anything for this year, then who gave before, then
    who never gave, then who has offered something already; among them, who fits more open needs,
    then who has given more, then by name. Who fits no open need, or has declined for this year, is
    listed last and not invited.

    Parameters
    ----------
    network
        `read_network`.
    needs
        Open needs: `NEED_COLUMNS`. Of those that fit, the least often suggested further up the
        list are suggested, then the most pressing (highest `priority`, unknown last, then the
        larger): not everybody is asked for the same.
    on
        The day of the list. It invites for the year in which the answer is asked for: who is
        asked after this year's day for answers is asked for the next year.

    Returns
    -------
    DataFrame
        `INVITATION_COLUMNS`; `suggested` holds «commune_code:category», `fits` how many open needs
        fit, `fit_children` the children of those counted in children.
    """
    until = reply_by(network, on)
    period = str(until.year)
    offering = frozenset(network.gifts.loc[network.gifts["period"] == period, "donor_id"])
    history = history_of_donors(network.given, period=period)
    wishes = _wishes(network)
    ordered = _by_urgency(needs)
    declined = _declined(network.given, period)
    most = network_of(network.programme).invitation.suggestions
    rows = []
    for donor in rows_of(network.known):
        told = history.loc[donor.donor_id] if donor.donor_id in history.index else None
        fitting = _fitting(ordered, *wishes[donor.donor_id])
        offers = donor.donor_id in offering
        said_no = donor.donor_id in declined
        group = _group(told, period, offers=offers, declined=said_no, fits=len(fitting))
        children = fitting.loc[fitting["counted"] == "children", "still_open"].sum()
        rows.append(
            {
                "donor_id": donor.donor_id,
                "donor": donor.donor,
                "donor_kind": donor.donor_kind,
                "group": group,
                "invited": group not in NOT_INVITED,
                "first_given": pd.NA if told is None else told.first_given,
                "last_given": pd.NA if told is None else told.last_given,
                "received_vnd": 0 if told is None else told.received_vnd,
                "offers": offers,
                "fits": len(fitting),
                "fit_children": int(children),
                "suggested": tuple(
                    f"{one.commune_code}:{one.category}" for one in rows_of(fitting)
                ),
                "reply_by": until.isoformat(),
            }
        )
    rows.sort(key=_order)
    _spread(rows, most)
    frame = pd.DataFrame(
        [{"place": place, **row} for place, row in enumerate(rows, start=1)],
        columns=list(INVITATION_COLUMNS),
    )
    counts = ("place", "first_given", "last_given", "received_vnd", "fits", "fit_children")
    return frame.astype(dict.fromkeys(counts, "Int64") | {"invited": "bool", "offers": "bool"})


def _spread(rows: list[dict[str, Any]], most: int) -> None:
    """Keep, of the needs that fit each row, those that have been suggested least so far."""
    times: Counter[str] = Counter()
    for row in rows:
        # Sorting is stable: among needs suggested as often, the most pressing stay first.
        chosen = sorted(row["suggested"], key=lambda need: times[need])[:most]
        row["suggested"] = tuple(chosen) if row["invited"] else ()
        times.update(row["suggested"])


def _order(row: dict[str, Any]) -> tuple[Any, ...]:
    return (
        GROUPS.index(row["group"]),
        -row["fits"],
        -int(row["received_vnd"]),
        collation_key(row["donor"]),
        row["donor_id"],
    )


#: Why nobody can be invited for anything.
NoInvitation = Literal["no_list", "not_computed", "all_met", "no_fit"]


def why_nobody(rows: pd.DataFrame, why: NoInvitation, *, lang: str) -> str:
    """Return why not one need fits any donor; nothing where one does.

    Parameters
    ----------
    rows
        `invitations`.
    why
        What is known of the needs: no list of communes, not worked out, all of them met, or
        («no_fit») some open that suit nobody's wishes.
    lang
        "vi" or "en".
    """
    if rows.empty or rows["fits"].gt(0).any():
        return ""
    reasons = {
        "no_list": say("Chưa nhu cầu nào để mời: chưa có danh sách xã.", lang=lang),
        "not_computed": say("Chưa nhu cầu nào để mời: nhu cầu chưa được tính.", lang=lang),
        "all_met": say(
            "Không còn nhu cầu nào để mời: phần thiếu chắc chắn đã có nguồn hoặc đã được đề xuất.",
            lang=lang,
        ),
        "no_fit": say("Còn nhu cầu, nhưng không nhu cầu nào hợp điều kiện của ai.", lang=lang),
    }
    return reasons[why]


def group_words(group: str, *, lang: str) -> str:
    """Return why a donor stands in its group."""
    words = {
        "gave_last_year": say("đã trao năm trước, năm nay chưa có lời", lang=lang),
        "gave_before": say("đã từng trao, năm trước thì không", lang=lang),
        "new": say("chưa trao lần nào", lang=lang),
        "this_year": say("năm nay đã có lời; còn nhu cầu hợp ý thì mời thêm", lang=lang),
        "no_fit": say("không mời: chưa có nhu cầu nào hợp ý", lang=lang),
        "declined": say("không mời: đã từ chối năm nay", lang=lang),
    }
    return words[group]


def _group(told: Any, period: str, *, offers: bool, declined: bool, fits: int) -> str:
    last = 0 if told is None or is_missing(told.last_given) else int(told.last_given)
    this_year = offers or last == int(period) or (told is not None and told.promised > 0)
    if declined and not this_year:
        return "declined"
    if not fits:
        return "no_fit"
    if this_year:
        return "this_year"
    if not last:
        return "new"
    return "gave_last_year" if last == int(period) - 1 else "gave_before"


def _declined(given: pd.DataFrame, period: str) -> frozenset[str]:
    """Return who declined something this year and neither promised nor gave anything else."""
    of_year = given[given["period"] == period]
    said_no = set(of_year.loc[of_year["lot_state"] == DECLINED, "donor_id"])
    gave = set(of_year.loc[of_year["lot_state"].isin(RECEIVED), "donor_id"])
    return frozenset(said_no - gave)


def _by_urgency(needs: pd.DataFrame) -> pd.DataFrame:
    wanted = needs[needs["still_open"].fillna(0) > 0]
    return wanted.sort_values(
        ["priority", "still_open", "commune_code", "category"],
        ascending=[False, False, True, True],
        na_position="last",
        ignore_index=True,
    )


def _fitting(
    needs: pd.DataFrame, categories: frozenset[str], districts: frozenset[str]
) -> pd.DataFrame:
    fits = pd.Series(True, index=needs.index)
    if categories:
        fits &= needs["category"].isin(categories)
    if districts:
        fits &= needs["district_code"].isin(districts)
    return needs[fits]


def _wishes(network: DonorNetwork) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Return categories and districts that each donor prefers; empty: open to all.

    Those of the register; where it names none, those of the gifts, if each names some. Goods and
    a sponsorship are for their own category, whatever else is wished for.
    """
    listed = {
        str(row.donor_id): (frozenset(row.categories), frozenset(row.districts))
        for row in rows_of(network.register.donors)
    }
    by_gift = {
        str(donor_id): (_common(own["fits_categories"]), _common(own["districts"]))
        for donor_id, own in _with_categories(network).groupby("donor_id")
    }
    nothing: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    found = {}
    for donor_id in network.known["donor_id"]:
        told, offered = listed.get(donor_id, nothing), by_gift.get(donor_id, nothing)
        found[donor_id] = (told[0] or offered[0], told[1] or offered[1])
    return found


def _with_categories(network: DonorNetwork) -> pd.DataFrame:
    """Return the gifts with the categories that each may go to (`fits_categories`)."""
    programme, gifts = network.programme, network.gifts
    every = {one.id for one in programme.categories} | {one.id for one in programme.facilities}
    # The table of results calls the category of the goods otherwise than the donor's file does.
    goods = "goods_category" if "goods_category" in gifts else "category"
    fits = []
    for gift in gifts.to_dict("records"):
        own, without = gift.get(goods), set(gift.get("without_categories", ()))
        wished = set(gift["categories"])
        if not is_missing(own):
            fits.append((own,))
        elif without:
            fits.append(tuple(sorted((wished or every) - without)))
        else:
            fits.append(tuple(sorted(wished)))
    return gifts.assign(fits_categories=pd.Series(fits, index=gifts.index, dtype="object"))


def _common(wishes: pd.Series) -> frozenset[str]:
    sets = [frozenset(map(str, one)) for one in wishes]
    return frozenset().union(*sets) if sets and all(sets) else frozenset()
