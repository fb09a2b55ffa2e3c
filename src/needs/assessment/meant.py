"""Which lots of the ledger, or of the plan, somebody means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from needs.commitments import HOLDING, TRANSITIONS, state_words
from needs.errors import NotFound
from needs.programmes import Programme
from needs.tables import rows_of
from needs.wording import collation_key, say


@dataclass(frozen=True)
class Meant:
    """Which lots are meant: each of these narrows the choice; empty leaves it open.

    Attributes
    ----------
    donor
        Name or id.
    commune
        Name or code.
    category
        Id of a category or facility.
    lots
        Numbers of lots on the ledger.
    """

    donor: str = ""
    commune: str = ""
    category: str = ""
    lots: tuple[str, ...] = ()


def named_donors(name: str, tables: Sequence[pd.DataFrame], lang: str) -> frozenset[str]:
    """Return the ids of the donors of that id or name; none named: empty.

    Raises
    ------
    NotFound
        If no donor of the tables is called so.
    """
    if not name:
        return frozenset()
    both = pd.concat([table[["donor_id", "donor"]] for table in tables]).drop_duplicates()
    key = _plain(name)
    same = [
        row.donor_id for row in rows_of(both) if key in (_plain(row.donor_id), _plain(row.donor))
    ]
    if not same:
        raise NotFound(
            say("nhà tài trợ", lang=lang), name, sorted(set(both.donor), key=collation_key)
        )
    return frozenset(same)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def lots_meant(
    lots: pd.DataFrame, donors: frozenset[str], commune: str, meant: Meant
) -> pd.DataFrame:
    """Return the lots of these donors (none: any), this commune, and what else is meant."""
    if donors:
        lots = lots[lots.donor_id.isin(donors)]
    if commune:
        lots = lots[lots.commune_code == commune]
    if meant.category:
        lots = lots[lots.category == meant.category]
    if meant.lots:
        lots = lots[lots.lot_id.isin(meant.lots)]
    return lots


def known_category(category: str, programme: Programme, lang: str) -> None:
    """Refuse a category or facility that the programme has not; list those it has."""
    known = [one.id for one in programme.categories]
    known += [one.id for one in programme.facilities]
    if category and category not in known:
        raise NotFound(say("loại hỗ trợ", lang=lang), category, known)


def known_lots(numbers: Sequence[str], standing: pd.DataFrame, lang: str) -> None:
    """Refuse a number that no lot bears; list those there are."""
    for number in numbers:
        if number not in set(standing.lot_id):
            raise NotFound(say("lô trong sổ cam kết", lang=lang), number, list(standing.lot_id))


def moving_lots(
    on_ledger: pd.DataFrame, state: str, meant: Meant, *, corrects: bool
) -> pd.DataFrame:
    """Return the lots on the ledger that are to go into this state, or are corrected in it."""
    if meant.lots:
        return on_ledger  # the ledger says which of them may not
    earlier = [before for before, after in TRANSITIONS.items() if state in after]
    found = on_ledger[on_ledger.state.isin(earlier)]
    if len(found) or not corrects:
        return found
    return on_ledger[on_ledger.state.eq(state)]


def may_begin(state: str, on_ledger: pd.DataFrame, meant: Meant) -> bool:
    """Tell whether lots of the plan may be put on the ledger in this state."""
    if meant.lots or state not in TRANSITIONS[""]:
        return False
    return state not in HOLDING[1:] or not on_ledger.state.isin(HOLDING).any()


def nothing_meant(on_ledger: pd.DataFrame, state: str, lang: str) -> str:
    """Say why no lot is meant: none is there, or none may go into this state."""
    if on_ledger.empty:
        return say(
            "không có lô nào như vậy trong sổ cam kết hay trong đề xuất; xem `needs ledger`",
            lang=lang,
        )
    now = on_ledger.groupby("state").size()
    return say(
        "không lô nào chuyển sang «{state}» được; hiện có: {now}",
        lang=lang,
        state=state_words(state, lang=lang),
        now="; ".join(
            f"{count} {state_words(str(name), lang=lang)}" for name, count in now.items()
        ),
    )
