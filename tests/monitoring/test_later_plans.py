"""A report made again later: nothing that became free in between is planned twice."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.assessment import Assessment
from needs.commitments import Entry, Given, Ledger
from needs.commitments.states import FIXED, OFFERED, PROPOSED
from needs.monitoring.delivered import by_area, delivered_table
from needs.monitoring.histories import lot_histories
from needs.monitoring.later_plans import planned_later
from needs.places import load_gazetteer

from .conftest import COMMUNES, day, lot, planned, way
from .random_year import MEANS, ROOM, START, random_year

JUNE = dt.date(2026, 6, 30)
BAO_LAM, LY_BON, CO_BA = COMMUNES.commune_code


def half_year(profile, book, *plan: tuple[str, int], of: str = "kho") -> dict[str, int]:
    """Children by stage in the half-year report, made with today's ledger and plan."""
    allocation = planned(*plan).assign(gift_id=of)
    tables = {"communes": COMMUNES, "allocation": allocation}
    then, now = lot_histories(book, until=JUNE), lot_histories(book)
    table = delivered_table(Assessment(profile, tables), then, now, load_gazetteer())
    sums = by_area(table, []).set_index("stage").children
    return {stage: int(count) for stage, count in sums.items()}


@pytest.fixture
def book(tmp_path) -> Ledger:
    """In June the store has promised 100 of its coats to Bảo Lâm, and plans 20 for Cô Ba."""
    book = Ledger(tmp_path / "so.sqlite")
    way(book, lot(BAO_LAM, 100), ("accepted", day(3, 1)))
    return book


def test_freed_and_planned_again_for_the_same_commune(book, profile):
    """Made in July: 100 accepted and 20 planned. The store calls off and is planned there again."""
    before = half_year(profile, book, (CO_BA, 20))
    assert before == {"accepted": 100, "planned": 120, "proposed": 20, "waiting": 100}
    way_on(book, "cancelled", day(8, 1))
    assert half_year(profile, book, (BAO_LAM, 100), (CO_BA, 20)) == before


def test_freed_and_planned_for_another_commune(book, profile):
    """The hundred coats go to Lý Bôn instead: one hundred coats, not two."""
    way_on(book, "cancelled", day(8, 1))
    told = half_year(profile, book, (LY_BON, 100), (CO_BA, 20))
    # Which of the store's later lots are left out, is by commune code; a hundred in any case.
    assert (told["accepted"], told["planned"]) == (100, 120)


def test_another_donor_takes_the_place(book, profile):
    """The fund comes for 60 of the children whom the store gave up: these were planned once."""
    way_on(book, "cancelled", day(8, 1))
    assert half_year(profile, book, (BAO_LAM, 60), of="quy")["planned"] == 100
    # Children beyond those given up were planned by June already, as far as anybody knows.
    assert half_year(profile, book, (BAO_LAM, 130), of="quy")["planned"] == 130


def test_taken_up_again_on_the_ledger(book, profile):
    """Cancelled in August, promised by the same store to Lý Bôn in September."""
    way_on(book, "cancelled", day(8, 1))
    way(book, lot(LY_BON, 100), ("accepted", day(9, 1)))
    assert half_year(profile, book)["planned"] == 100


def test_what_came_short_is_planned_again_once(book, profile):
    """Ninety came in August, ten are planned again: in June a hundred were planned."""
    way_on(book, "delivered", day(8, 1), given=Given(count=90, quantity=90, taken=90))
    assert half_year(profile, book, (BAO_LAM, 10))["planned"] == 100


def test_an_offer_that_the_plan_has_moved_is_not_two(tmp_path, profile):
    """Thirty are offered in Lý Bôn; the new plan leaves twenty there and takes ten to Cô Ba."""
    book = Ledger(tmp_path / "so.sqlite")
    way(book, lot(LY_BON, 30), ("offered", day(3, 1)))
    told = half_year(profile, book, (LY_BON, 20), (CO_BA, 10))
    assert told == {"offered": 30, "planned": 30}


def test_nothing_given_up_leaves_the_plan_whole(book, profile):
    way_on(book, "delivered", day(8, 1))
    way(book, lot(LY_BON, 40), ("accepted", day(9, 1)))
    told = half_year(profile, book, (CO_BA, 20), (LY_BON, 15))
    assert (told["accepted"], told["proposed"]) == (100, 40 + 20 + 15)


def way_on(book: Ledger, state: str, at: dt.datetime, **other: object) -> None:
    """What becomes of the first lot."""
    entry = Entry(state=state, by="Sở", evidence="thư", at=at, lot_id="L000001", **other)
    book.write([entry])


def in_force(lots: pd.DataFrame) -> pd.Series:
    """Children that lots of a plan hold: what came, once it has come."""
    return lots.given_children.fillna(lots.promised_children)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 200))
def test_no_gift_and_no_commune_is_planned_beyond_itself(tmp_path_factory, seed, days):
    """With the ledger of any day, the plan gives only what there was, whatever happened since.

    What came short of a lot that was promised since may be planned again: as in the report of the
    year, a promise counts what was promised.
    """
    year = random_year(tmp_path_factory.mktemp("year"), seed)
    then = lot_histories(year.ledger, until=START + dt.timedelta(days=days))
    now = lot_histories(year.ledger)
    later = planned_later(year.allocation(), then, now, year="2026")
    stood = then[then.state.isin([PROPOSED, OFFERED, *FIXED])]
    since = now[~now.lot_id.isin(then.lot_id) & now.state.isin([PROPOSED, OFFERED, *FIXED])]
    for keys, most in ((["gift_id"], MEANS), (["commune_code", "category"], None)):
        planned_again = (since.promised_children - in_force(since)).groupby(
            [since[key] for key in keys]
        )
        sums = (
            in_force(stood).groupby([stood[key] for key in keys]).sum(),
            later.groupby(keys).children.sum(),
            -planned_again.sum(),
        )
        told = pd.concat(sums).groupby(level=list(range(len(keys)))).sum()
        assert all(told[key] <= (ROOM if most is None else most[key]) for key in told.index)
    shuffled = now.sample(frac=1, random_state=seed % 97)
    plan = year.allocation().sample(frac=1, random_state=seed % 89)
    again = planned_later(plan, then.iloc[::-1], shuffled, year="2026")
    pd.testing.assert_frame_equal(later, again)
