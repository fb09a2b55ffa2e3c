"""Which delivered lots are looked at on the spot: drawn at random, so that nobody can choose.

Large lots are looked at in any case; then so many of each district; then so many of the rest of
the province as are still wanting, one at the least: no small lot is sure to be left alone, however
many large ones there are. Each lot has its own random number, made of the seed and the
lot's number alone: the order of the rows changes nothing, and a lot that is added later changes
the draw of the others as little as possible (permanent random numbers: Ohlsson 1995, «Coordination
of samples using permanent random numbers», in Business Survey Methods, Wiley, ch. 9).
"""

from __future__ import annotations

import hashlib
import math
from fractions import Fraction

import pandas as pd

from needs.assessment import Assessment
from needs.commitments.states import GIVEN
from needs.errors import NeedsError
from needs.monitoring.delivered import places_of
from needs.places import load_gazetteer
from needs.programmes import Programme
from needs.programmes.monitoring import SpotCheck
from needs.tables import table
from needs.wording import say

_DIGITS = 13  # of a SHA-256 in hexadecimal: as many as a float holds exactly
_MOST = float(16**_DIGITS)


def draw_spot_checks(
    histories: pd.DataFrame,
    assessment: Assessment,
    rule: SpotCheck,
    *,
    year: str,
    seed: int | None = None,
) -> pd.DataFrame:
    """Draw the delivered lots of a year that are to be looked at (table `spot_checks`).

    Parameters
    ----------
    histories
        The ledger (`lot_histories`).
    assessment
        Where the communes lie.
    rule
        How many, and which in any case.
    year
        The period of the lots.
    seed
        Drawn in public, it keeps anybody from knowing beforehand; none: that of the profile.

    Returns
    -------
    DataFrame
        Table `spot_checks`: the lots drawn, why («sure», «district», «random»), and the chance
        that each had: over all lots these add up to the number drawn.
    """
    used = rule.seed if seed is None else seed
    lots = histories[histories.state.isin(GIVEN) & (histories.period == year)]
    places = places_of(lots.commune_code, assessment, load_gazetteer())
    lots = lots.assign(
        year=year,
        district_code=lots.commune_code.map(places.district_code).astype("str"),
        district=lots.commune_code.map(places.district).astype("str"),
        children=lots.given_children,
        places=lots.given_places,
        quantity=lots.given_units.astype("Float64"),
        value_vnd=lots.given_vnd,
        seed=used,
        drawn_of=len(lots),
    )
    drawn = lots.rename(columns={"state": "lot_state"}).join(chances(lots, rule, seed=used))
    return table("spot_checks").check(drawn[drawn.chosen_by != ""])


def chances(lots: pd.DataFrame, rule: SpotCheck, *, seed: int) -> pd.DataFrame:
    """Return for each lot why it is drawn (empty: it is not), and its chance to be.

    Parameters
    ----------
    lots
        lot_id, district_code (missing: a district of its own), value_vnd, children.
    rule
        `share` is that of the lots that are not large; `least` counts the large ones, too.

    Notes
    -----
    Where n of the m lots of a district that are not large are drawn for it, and k of the r lots
    that are left, the chance of each is n/m + (1 − n/m) · k/r.
    """
    order = lots.assign(
        first=[random_number(seed, "district", lot) for lot in lots.lot_id],
        second=[random_number(seed, "rest", lot) for lot in lots.lot_id],
        group=lots.district_code.fillna(""),
    )
    sure = _sure(lots, rule)
    large = int(sure.sum())
    asked = math.ceil(Fraction(str(rule.share.value)) * (len(lots) - large))
    wanted = max(asked, rule.least - large)
    chosen = pd.Series("", index=lots.index, dtype="str").mask(sure, "sure")
    chance = pd.Series(1.0, index=lots.index)
    for _, group in order[~sure].groupby("group", sort=True):
        already = int(sure[order.group == group.group.iloc[0]].sum())
        need = min(max(rule.least_per_district - already, 0), len(group))
        chosen[group.sort_values(["first", "lot_id"]).index[:need]] = "district"
        chance[group.index] = need / len(group)
    rest = order[chosen == ""]
    more = min(max(wanted - int((chosen == "district").sum()), 1), len(rest))
    chosen[rest.sort_values(["second", "lot_id"]).index[:more]] = "random"
    later = more / len(rest) if len(rest) else 0.0
    chance = chance + (1 - chance) * later
    return pd.DataFrame({"chosen_by": chosen, "chance": chance.mask(sure, 1.0).clip(upper=1.0)})


def random_number(seed: int, draw: str, lot_id: str) -> float:
    """Return a lot's own number from 0 to 1, which rests on the seed and the lot alone."""
    digest = hashlib.sha256(f"{seed}|{draw}|{lot_id}".encode()).hexdigest()
    return int(digest[:_DIGITS], 16) / _MOST


def _sure(lots: pd.DataFrame, rule: SpotCheck) -> pd.Series:
    large = pd.Series(data=False, index=lots.index)
    if rule.sure_from_vnd is not None:
        large |= lots.value_vnd.ge(int(rule.sure_from_vnd.value)).fillna(False).astype(bool)
    if rule.sure_from_children is not None:
        large |= lots.children.ge(rule.sure_from_children).fillna(False).astype(bool)
    return large


def spot_check_rule(programme: Programme, *, lang: str = "vi") -> SpotCheck:
    """Return the programme's rule.

    Raises
    ------
    NeedsError
        If its profile says nothing of monitoring.
    """
    if programme.monitoring is None:
        raise NeedsError(
            say(
                "{programme}: hồ sơ chưa có phần theo dõi; thêm tệp monitoring.toml",
                lang=lang,
                programme=programme.id,
            )
        )
    return programme.monitoring.spot_check
