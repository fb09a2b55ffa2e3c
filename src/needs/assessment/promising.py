"""Writing to the ledger of commitments: which lots are meant, and what they are checked against."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from needs.assessment.assess import Assessment
from needs.assessment.meant import (
    Meant,
    known_category,
    known_lots,
    lots_meant,
    may_begin,
    moving_lots,
    named_donors,
    nothing_meant,
)
from needs.assessment.promised import ledger_path, plan_lots
from needs.assessment.trace import find_commune
from needs.commitments import (
    STATES,
    Entry,
    Given,
    Ledger,
    Written,
    commitments,
    entries_from_plan,
    entries_table,
    means_of_gifts,
    room_of_cells,
)
from needs.commitments.from_plan import PLAN_KEY
from needs.errors import NeedsError, NotFound
from needs.programmes import Programme
from needs.tables import rows_of
from needs.wording import VIETNAM, say

FACILITY_COLUMNS = {"facility": "category", "places_open": "gap_low"}
#: What of a lot was really given tells what was really taken from the gift.
TAKEN_AS = {"cash": "value_vnd", "stock": "quantity", "sponsored": "count"}


@dataclass(frozen=True)
class Saying:
    """Who says so, on what evidence; and what was really given, where it differs.

    Attributes
    ----------
    by, evidence, note, at
        As in `commitments.Entry`.
    given
        Differing figures of one single lot.
    children
        Pseudonyms of the children of one single lot.
    """

    by: str
    evidence: str = ""
    note: str = ""
    at: datetime | None = None
    given: Given | None = None
    children: tuple[str, ...] | None = None


def ledger_of(programme: Programme, root: Path, *, lang: str) -> Path:
    """Return where the programme's ledger stands, or will stand.

    Raises
    ------
    NeedsError
        If the profile names no ledger.
    """
    path = ledger_path(programme, root)
    if path is None:
        raise NeedsError(
            say(
                "hồ sơ {programme} chưa có sổ cam kết: thêm dòng commitments vào [inputs]",
                lang=lang,
                programme=programme.id,
            )
        )
    return path


def open_ledger(programme: Programme, root: Path, *, lang: str, create: bool = True) -> Ledger:
    """Open the programme's ledger.

    Raises
    ------
    NeedsError
        If the profile names no ledger, or the file cannot be opened.
    """
    return Ledger(ledger_of(programme, root, lang=lang), lang=lang, create=create)


def known_state(state: str, *, lang: str) -> str:
    """Return a state that somebody named.

    Raises
    ------
    NotFound
        If there is no such state; lists those there are.
    """
    if state not in STATES:
        raise NotFound(say("trạng thái cam kết", lang=lang), state, STATES)
    return state


def promise(
    assessment: Assessment,
    ledger: Ledger,
    state: str,
    meant: Meant,
    saying: Saying,
    *,
    lang: str,
    plan_id: str = "",
) -> tuple[Written, ...]:
    """Write down what has become of lots: all of those meant, or none.

    Lots on the ledger that may go into this state are meant first; lots named by number, of
    whatever year, are meant all. Where none is, and the state can begin a lot (offered, accepted,
    …), the lots of the plan are put on the ledger; but nothing is accepted or delivered straight
    from the plan where the donor holds lots already: a command given twice accepts nothing more.

    Parameters
    ----------
    assessment
        With the plan and the gaps that the ledger may not exceed.
    state
        The state that they are in from now on.
    plan_id
        Names the plan as it was published: what a donor has on paper is what is written down, and a
        lot of it stands on the ledger once, however often the command is given.

    Raises
    ------
    NotFound
        If there is no such state, donor, commune, category or lot.
    NeedsError
        If no lot is meant; `CommitmentRefused` where the ledger does not take one.
    """
    known_state(state, lang=lang)
    programme = assessment.programme
    plan = plan_lots(assessment.allocation)
    standing = commitments(ledger, period=None if meant.lots else programme.period)
    code = find_commune(assessment, meant.commune) if meant.commune else ""
    donors = named_donors(meant.donor, [plan, standing, assessment.gifts], lang)
    known_category(meant.category, programme, lang)
    known_lots(meant.lots, standing, lang)
    on_ledger = lots_meant(standing, donors, code, meant)
    entries = [
        Entry(
            state=state,
            by=saying.by,
            lot_id=lot.lot_id,
            evidence=saying.evidence,
            note=saying.note,
            at=saying.at,
            given=_with_taken(saying.given, lot, assessment.gifts),
            children=saying.children,
        )
        for lot in rows_of(moving_lots(on_ledger, state, meant, corrects=_corrects(saying)))
    ]
    if not entries and may_begin(state, on_ledger, meant):
        lots = _new(lots_meant(plan, donors, code, meant), standing)
        lots = _not_yet(lots, ledger, standing, plan_id)
        entries = [
            replace(
                entry,
                note=saying.note,
                children=saying.children,
                given=_with_taken(saying.given, entry.lot, assessment.gifts),
            )
            for entry in _from_plan(assessment, lots, state, saying, plan_id)
        ]
    if not entries:
        raise NeedsError(nothing_meant(on_ledger, state, lang))
    if _corrects(saying) and len(entries) > 1:
        raise NeedsError(
            say(
                "số thực trao và danh sách trẻ ghi cho từng lô: đã chọn {n} lô; thêm --lot",
                lang=lang,
                n=len(entries),
            )
        )
    return ledger.write(entries, room=_room(assessment), means=_means(assessment))


def _with_taken(given: Given | None, lot: Any, gifts: pd.DataFrame) -> Given | None:
    """Return what was given, with what it took from the gift, where one figure tells it."""
    funding = gifts.set_index("gift_id").funding.get(lot.gift_id)
    if given is None or funding is None or lot.partner_gift:
        return given
    return replace(given, taken=getattr(given, TAKEN_AS[str(funding)]))


def _corrects(saying: Saying) -> bool:
    return saying.given is not None or saying.children is not None


def _not_yet(
    plan: pd.DataFrame, ledger: Ledger, standing: pd.DataFrame, plan_id: str
) -> pd.DataFrame:
    """Leave out lots of this plan on the ledger, unless they were declined or cancelled."""
    if not plan_id:
        return plan
    over = set(standing.lot_id[standing.state.isin(["declined", "cancelled"])])
    written = {
        tuple(entry.key.split("|")[2:])
        for entry in rows_of(entries_table(ledger))
        if entry.key.startswith(f"{plan_id} ") and entry.lot_id not in over
    }
    keys = zip(*(plan[name] for name in PLAN_KEY), strict=True)
    return plan[[tuple(key) not in written for key in keys]]


def _new(plan: pd.DataFrame, standing: pd.DataFrame) -> pd.DataFrame:
    """Leave out lots of the plan that stand on the ledger already as proposed or offered."""
    key = ["gift_id", "partner_gift", "commune_code", "category"]
    waiting = standing[standing.state.isin(["proposed", "offered"])].set_index(key).index
    return plan[~plan.set_index(key).index.isin(waiting)]


def _from_plan(
    assessment: Assessment, lots: pd.DataFrame, state: str, saying: Saying, plan_id: str
) -> list[Entry]:
    # When it is written, not when it happened: an offer cancelled may be made again the same day.
    stamp = datetime.now(VIETNAM).isoformat(timespec="microseconds")
    return entries_from_plan(
        lots,
        period=assessment.programme.period,
        state=state,
        by=saying.by,
        plan=f"{plan_id or assessment.programme.id} {stamp}",
        evidence=saying.evidence,
        at=saying.at,
    )


def _room(assessment: Assessment) -> dict[tuple[str, str, str], int | None]:
    places = assessment.facilities.rename(columns=FACILITY_COLUMNS)
    columns = ["commune_code", "category", "gap_low"]
    cells = pd.concat(
        [assessment.gap[assessment.gap.in_target.fillna(False)][columns], places[columns]]
    )
    return room_of_cells(cells, period=assessment.programme.period)


def _means(assessment: Assessment) -> dict[str, int]:
    names = {"goods_units": "units", "sponsored_children": "children"}
    return means_of_gifts(assessment.gifts.rename(columns=names))
