"""Places lacking, as they are judged: places are no children; gifts of places reach the ledger."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.reading.records import Place, ReturnFault
from needs.returns.checks import logic_faults
from needs.returns.gather import Current, Returned, Returns
from needs.returns.received import Received
from needs.returns.result_tables import told, told_ledger, told_support
from needs.returns.review import review
from needs.returns.words import words_of

from .reads import FILE, Line, Table, compared, figures, limited, made, successors_of

# Xã Lý Bôn of 2025 was made of two, the first keeping its code.
LY_BON, VINH_QUANG, NAM_QUANG = "01294", "01300", "01297"
ROOMS, STATION = "facilities.lacking.classroom", "facilities.lacking.health_station"
counts = st.integers(0, 5_000)


@pytest.fixture(scope="module")
def profile(programme):
    return limited(programme)


@pytest.fixture(scope="module")
def successors(gazetteer):
    return successors_of(gazetteer, [LY_BON, NAM_QUANG])


@pytest.fixture
def judge(profile, successors):
    def judged(*lines, form="district", sheet="Công trình còn thiếu", population=None, **more):
        other = compared(profile, population=population, listed=[LY_BON, NAM_QUANG])
        return review(made({sheet: Table(lines)}, form=form, **more), other, successors)

    return judged


def used(reviewed):
    return {(f.commune_code, f.field_id): f.value for f in reviewed.figures}


def test_places_are_used_as_they_are_told(judge):
    reviewed = judge(Line(LY_BON, {ROOMS: 4, STATION: 0}))
    assert reviewed.read.faults == ()
    assert used(reviewed) == {(LY_BON, ROOMS): 4, (LY_BON, STATION): 0}


@given(rooms=counts, children=counts)
def test_places_are_never_compared_with_children_or_people(profile, rooms, children):
    """However many: a place is no child, and 20 classrooms are no 20 of 10 children."""
    of_children = {"children.children": children, "warm_clothing.eligible": children}
    everything = figures(LY_BON, of_children | {ROOMS: rooms})
    known = {LY_BON: children + 1}
    limits = compared(profile, population=known, last_period={(LY_BON, ROOMS): 1}, listed=[LY_BON])
    places = {place for (_, name), f in everything.items() if name == ROOMS for place in f.places}
    assert not [fault for fault in logic_faults(everything, limits) if fault.place in places]
    assert not logic_faults(figures(LY_BON, {ROOMS: rooms}), limits)


def test_places_of_former_communes_add_up(judge):
    """Lý Bôn of before lacks 3 rooms, Vĩnh Quang 2: Lý Bôn of today lacks 5."""
    reviewed = judge(
        Line(LY_BON, {ROOMS: 3}, edition="pre-2025"), Line(VINH_QUANG, {ROOMS: 2}, "pre-2025")
    )
    assert used(reviewed) == {(LY_BON, ROOMS): 5}


def test_a_total_of_places_that_differs_is_told(profile, successors):
    lines = [Line(LY_BON, {ROOMS: 3}), Line(NAM_QUANG, {ROOMS: 2})]
    table = Table(lines, totals=[({ROOMS: 6.0}, (0, 1))])
    other = compared(profile, listed=[LY_BON, NAM_QUANG])
    reviewed = review(made({"Công trình": table}), other, successors)
    (fault,) = reviewed.read.faults
    assert fault.code == "total_differs"
    assert "5" in words_of(fault, lang="vi").expected


def received():
    return Received(
        number=1,
        stored="0001.xlsx",
        name="bao-lac.xlsx",
        sha256="ab" * 32,
        form="",
        district_code="043",
        period="2026",
        returned_on="",
        received_on="2026-11-12",
    )


def gift(commune, **changes):
    entry = {
        "ledger.donor": "Quỹ Thử",
        "ledger.category": "classroom",
        "ledger.period": "2026",
        "ledger.units": 2,
    }
    return Line(commune, entry | {f"ledger.{name}": value for name, value in changes.items()})


def test_a_gift_of_places_reaches_the_ledger_without_children(judge):
    reviewed = judge(gift(LY_BON), form="support", sheet="Sổ hỗ trợ", population={LY_BON: 10})
    assert reviewed.read.faults == ()
    (entry,) = reviewed.entries
    returns = Returns((), {}, {("support", entry.key): (entry, Returned(received(), reviewed))})
    (row,) = told_ledger(returns).to_dict("records")
    assert (row["category"], row["units"], row["commune_code"]) == ("classroom", 2, LY_BON)
    assert pd.isna(row["children"])


def test_what_was_told_of_places_is_kept_with_its_cell_and_is_no_support(judge, profile):
    reviewed = judge(Line(LY_BON, {ROOMS: 4}))
    returned = Returned(received(), reviewed)
    current = {("2026", f.commune_code, f.field_id): Current(f, returned) for f in reviewed.figures}
    returns = Returns((returned,), current)
    (row,) = told(returns, profile).to_dict("records")
    assert (row["field"], row["value"]) == (ROOMS, 4)
    assert row["source"] == "bao-lac.xlsx › Công trình còn thiếu!C3"
    assert told_support(returns, profile).empty


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_words_ask_for_places_not_children(lang):
    values = (("found", "30 em"), ("title", "Phòng học"))
    words = words_of(
        ReturnFault(Place(FILE, "Công trình", 3, 4), "not_places", "error", values), lang
    )
    assert "30 em" in words.found
    assert {"vi": "không đếm trẻ", "en": "not children"}[lang] in words.action
