"""A whole file judged: which rows are used, which wait, and that nothing is lost or invented."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.reading.records import Place, ReturnFault
from needs.returns.review import review
from needs.returns.words import words_of

from .reads import ABOVE, FILE, Line, Table, codes, compared, limited, made, outcomes, successors_of

# Xã Lý Bôn, Xã Nam Quang, Xã Canh Tân of 2025; each was made of two, the first keeping its code.
LY_BON, NAM_QUANG, CANH_TAN = "01294", "01297", "01789"
VINH_QUANG = "01300"  # before 1/7/2025, now in Lý Bôn
EVERY = (LY_BON, NAM_QUANG, CANH_TAN)


@pytest.fixture(scope="module")
def profile(programme):
    return limited(programme)


@pytest.fixture(scope="module")
def successors(gazetteer):
    return successors_of(gazetteer, EVERY)


@pytest.fixture
def judge(profile, successors):
    def judged(sheets, *, last_period=None, population=None, **more):
        other = compared(profile, population=population, last_period=last_period, listed=EVERY)
        return review(made(sheets, **more), other, successors)

    return judged


def told(reviewed):
    return {(f.commune_code, f.field_id): f.value for f in reviewed.figures}


def waiting(reviewed):
    """Return sheet, row and reason of the rows that wait."""
    return {
        (row.sheet, row.row - ABOVE, row.reason)
        for row in reviewed.read.rows
        if row.outcome == "quarantined"
    }


def clothing(n, **more):
    return {"warm_clothing.eligible": n, **more}


def test_a_good_return_is_used_as_it_is(judge):
    lines = [Line(LY_BON, clothing(40)), Line(NAM_QUANG, clothing(30))]
    found = judge({"Đồ ấm": Table(lines, totals=[(clothing(70.0), [0, 1])])})
    assert found.read.faults == ()
    assert told(found) == {
        (LY_BON, "warm_clothing.eligible"): 40,
        (NAM_QUANG, "warm_clothing.eligible"): 30,
    }
    assert outcomes(found.read) == {"accepted": 2, "quarantined": 0, "ignored": 3}
    assert [place.cell for f in found.figures for place in f.places] == ["C3", "C4"]


def test_a_row_with_an_error_waits_and_the_others_are_used(judge):
    poor = "warm_clothing.group.poor"
    lines = [Line(LY_BON, clothing(40) | {poor: 41}), Line(NAM_QUANG, clothing(30) | {poor: 30})]
    found = judge({"Đồ ấm": Table(lines)})
    assert waiting(found) == {("Đồ ấm", 0, "part_exceeds_whole")}
    assert {commune for commune, _ in told(found)} == {NAM_QUANG}


def test_a_warning_keeps_nothing_out(judge):
    found = judge({"Đồ ấm": Table([Line(LY_BON, clothing(400))])}, population={LY_BON: 800})
    assert codes(found.read.faults) == {"many_children"}
    assert told(found) == {(LY_BON, "warm_clothing.eligible"): 400}


def test_a_commune_twice_is_told_once_a_row_and_none_is_used(judge):
    poor = "warm_clothing.group.poor"
    lines = [
        Line(LY_BON, clothing(40) | {poor: 4}),
        Line(NAM_QUANG, clothing(30)),
        Line(LY_BON, clothing(40) | {poor: 4}),
    ]
    found = judge({"Đồ ấm": Table(lines)})
    assert waiting(found) == {("Đồ ấm", 0, "commune_twice"), ("Đồ ấm", 2, "commune_twice")}
    assert {commune for commune, _ in told(found)} == {NAM_QUANG}
    assert len(found.read.faults) == 2
    assert "Đồ ấm!5" in words_of(found.read.faults[0], lang="vi").found


def test_a_repeated_row_that_is_half_empty_is_a_repeated_row(judge):
    lines = [Line(LY_BON, clothing(40) | {"warm_clothing.covered": 4}), Line(LY_BON, clothing(40))]
    assert codes(judge({"Đồ ấm": Table(lines)}).read.faults) == {"commune_twice"}


def test_residents_repeated_beside_every_category_are_nothing_wrong(judge):
    """Most tables of districts begin with the residents; where all agree, all is well."""
    people = {"children.population": 900}
    found = judge(
        {
            "Đồ ấm": Table([Line(LY_BON, people | clothing(40))]),
            "Khám": Table([Line(LY_BON, people | {"health.eligible": 45})]),
        }
    )
    assert found.read.faults == ()
    assert told(found)[LY_BON, "children.population"] == 900
    assert len(found.figures) == 3


def test_two_tables_under_one_another_may_repeat_the_residents(judge):
    people = {"children.population": 900}
    health = {"health.eligible": 45}
    lines = [Line(LY_BON, people | clothing(40)), Line(LY_BON, people | health, table=1)]
    assert judge({"Biểu": Table(lines)}).read.faults == ()


@pytest.mark.parametrize("other", [{"health.eligible": 45}, {"children.population": 900}])
def test_two_rows_of_one_table_that_answer_different_questions_are_a_commune_twice(judge, other):
    """Filled in here and there: the second may be that of a commune whose name was not entered."""
    lines = [Line(LY_BON, {"children.population": 900} | clothing(40)), Line(LY_BON, other)]
    found = judge({"Biểu": Table(lines)})
    assert codes(found.read.faults) == {"commune_twice"}
    assert found.figures == ()


def test_residents_that_differ_between_tables_keep_both_rows_out(judge):
    found = judge(
        {
            "Đồ ấm": Table([Line(LY_BON, {"children.population": 900} | clothing(40))]),
            "Khám": Table([Line(LY_BON, {"children.population": 9_000} | {"health.eligible": 45})]),
        }
    )
    assert waiting(found) == {("Đồ ấm", 0, "told_differently"), ("Khám", 0, "told_differently")}
    assert found.figures == ()
    assert {words_of(f, lang="vi").found for f in found.read.faults} == {"900", "9000"}


@pytest.mark.parametrize(("faulty", "good"), [("A", "B"), ("B", "A")])
def test_a_repeated_figure_is_taken_from_the_row_that_is_good(judge, faulty, good):
    """The row of clothing waits for its poor; the residents stand beside the check-ups too."""
    people = {"children.population": 900}
    wrong = people | clothing(40) | {"warm_clothing.group.poor": 41}
    found = judge(
        {
            faulty: Table([Line(LY_BON, wrong)]),
            good: Table([Line(LY_BON, people | {"health.eligible": 45})]),
        }
    )
    assert told(found) == {
        (LY_BON, "children.population"): 900,
        (LY_BON, "health.eligible"): 45,
    }
    assert {place.sheet for f in found.figures for place in f.places} == {good}


def test_a_repeated_figure_that_is_itself_wrong_keeps_all_its_rows_out(judge):
    """20 residents beside both; the 40 children of the first table show that they are wrong."""
    people = {"children.population": 20}
    found = judge(
        {
            "A": Table([Line(LY_BON, people | {"children.children": 40})]),
            "B": Table([Line(LY_BON, people | {"health.covered.state": 4})]),
        }
    )
    assert waiting(found) == {("A", 0, "part_exceeds_whole"), ("B", 0, "figures_disagree")}
    assert found.figures == ()


def test_one_commune_under_its_old_and_new_name_is_not_counted_twice(judge):
    """Vĩnh Quang is in Lý Bôn now: 40 of Lý Bôn may hold its 15, or not."""
    lines = [
        Line(LY_BON, clothing(40)),
        Line(VINH_QUANG, clothing(15), edition="pre-2025"),
        Line(NAM_QUANG, clothing(30)),
    ]
    found = judge({"Đồ ấm": Table(lines)})
    assert waiting(found) == {
        ("Đồ ấm", 0, "commune_under_two_names"),
        ("Đồ ấm", 1, "commune_under_two_names"),
    }
    assert told(found) == {(NAM_QUANG, "warm_clothing.eligible"): 30}
    assert {words_of(fault, lang="vi").found for fault in found.read.faults} == {
        "cùng địa bàn với Xã Vĩnh Quang ở Đồ ấm!4",
        "cùng địa bàn với Xã Lý Bôn ở Đồ ấm!3",
    }


def former(ly_bon, vinh_quang, **changes):
    return [
        Line(LY_BON, clothing(ly_bon), edition="pre-2025"),
        Line(VINH_QUANG, clothing(vinh_quang), **{"edition": "pre-2025", **changes}),
    ]


def test_former_communes_add_up(judge):
    found = judge({"Đồ ấm": Table(former(25, 15))})
    assert found.read.faults == ()
    assert told(found) == {(LY_BON, "warm_clothing.eligible"): 40}
    assert [place.cell for place in found.figures[0].places] == ["C3", "C4"]


@pytest.mark.parametrize("how", ["waits", "in_error"])
def test_a_fault_in_one_predecessor_keeps_all_of_them_out(judge, how):
    """Whether or not the reader hands on what it could read of the faulty row."""
    found = judge({"Đồ ấm": Table(former(25, 15, **{how: "not_whole"}))})
    assert found.figures == ()
    assert waiting(found) == {
        ("Đồ ấm", 0, "waits_for_other_rows"),
        ("Đồ ấm", 1, "not_whole"),
    }


def test_a_check_that_a_predecessor_fails_keeps_all_of_them_out(judge):
    """The sum of the poor, 41, exceeds the sum of the eligible, 40: both rows are blamed."""
    poor = "warm_clothing.group.poor"
    lines = [
        Line(LY_BON, clothing(25) | {poor: 30}, edition="pre-2025"),
        Line(VINH_QUANG, clothing(15) | {poor: 11}, edition="pre-2025"),
    ]
    found = judge({"Đồ ấm": Table(lines)})
    assert {(row, reason) for _, row, reason in waiting(found)} == {
        (0, "part_exceeds_whole"),
        (1, "part_exceeds_whole"),
    }
    assert "41 (= Đồ ấm!" in words_of(found.read.faults[0], lang="vi").found


def test_rows_wait_together_across_sheets(judge):
    """Lý Bôn's check-ups wait, so Vĩnh Quang's do; their clothing has nothing to do with it."""
    faulty = Line(LY_BON, {"health.eligible": 9}, edition="pre-2025", in_error="number_negative")
    other = Line(VINH_QUANG, {"health.eligible": 8}, edition="pre-2025")
    found = judge({"Khám": Table([faulty, other]), "Đồ ấm": Table(former(25, 15))})
    assert {(sheet, row) for sheet, row, _ in waiting(found)} == {("Khám", 0), ("Khám", 1)}
    assert told(found) == {(LY_BON, "warm_clothing.eligible"): 40}


@pytest.mark.parametrize(("stated", "wrong"), [(70.0, False), (69.0, True), (71.0, True)])
def test_a_districts_total_is_the_sum_of_its_communes(judge, stated, wrong):
    lines = [Line(LY_BON, clothing(40)), Line(NAM_QUANG, clothing(30))]
    found = judge({"Đồ ấm": Table(lines, totals=[(clothing(stated), [0, 1])])})
    assert [(f.code, f.severity) for f in found.read.faults] == [("total_differs", "error")] * wrong
    # The communes are used whichever of the two is wrong, and the total stays what it is.
    assert len(found.figures) == 2
    assert outcomes(found.read) == {"accepted": 2, "quarantined": 0, "ignored": 3}
    if wrong:
        words = words_of(found.read.faults[0], lang="vi")
        assert f"{stated:g}" in words.found
        assert "70" in words.expected


def test_a_subtotal_counts_its_own_rows_only(judge):
    lines = [Line(LY_BON, clothing(40)), Line(NAM_QUANG, clothing(30)), Line(CANH_TAN, clothing(5))]
    totals = [(clothing(70.0), [0, 1]), (clothing(6.0), [2]), (clothing(75.0), [0, 1, 2])]
    found = judge({"Đồ ấm": Table(lines, totals=totals)})
    (fault,) = found.read.faults
    assert (fault.code, fault.place.row) == ("total_differs", ABOVE + 3 + 1)


def test_a_total_of_rows_that_wait_is_not_called_wrong(judge):
    lines = [Line(LY_BON, clothing(40)), Line(NAM_QUANG, {}, waits="number_unclear")]
    totals = [(clothing(70.0), [0, 1]), (clothing(41.0), [0])]
    found = judge({"Đồ ấm": Table(lines, totals=totals)})
    assert {(f.code, f.severity, f.place.row - ABOVE) for f in found.read.faults} == {
        ("number_unclear", "error", 1),
        ("total_not_checked", "warning", 2),
        ("total_differs", "error", 3),
    }


def test_a_total_without_any_communes_figure_is_told(judge):
    """A district that fills in its total alone: nothing of it can be used."""
    lines = [Line(LY_BON, clothing(40)), Line(NAM_QUANG, clothing(30))]
    stated = clothing(70.0, **{"warm_clothing.covered": 12.0})
    found = judge({"Đồ ấm": Table(lines, totals=[(stated, [0, 1])])})
    assert [(f.code, f.severity) for f in found.read.faults] == [("total_alone", "warning")]
    assert len(found.figures) == 2


def test_last_year_is_compared_with_this_years_return_only(judge):
    """A return for last year that comes late is not a leap from itself."""
    before = {(LY_BON, "warm_clothing.eligible"): 100}
    sheets = {"Đồ ấm": Table([Line(LY_BON, clothing(300))])}
    assert codes(judge(sheets, last_period=before).read.faults) == {"changed_much"}
    assert judge(sheets, last_period=before, period="2025").read.faults == ()


def test_a_return_of_no_known_year_is_not_lost_silently(judge):
    found = judge({"Đồ ấm": Table([Line(LY_BON, clothing(40))])}, period="")
    assert [(f.code, f.severity) for f in found.read.faults] == [("period_unknown", "error")]
    assert waiting(found) == {("Đồ ấm", 0, "period_unknown")}
    assert found.figures == ()


def test_an_error_of_the_file_keeps_every_row_out(judge):
    fault = ReturnFault(Place(FILE), "other_programme", "error")
    found = judge({"Đồ ấm": Table([Line(LY_BON, clothing(40))])}, faults=[fault])
    assert waiting(found) == {("Đồ ấm", 0, "other_programme")}
    assert found.figures == ()


# --- the support ledger and the donors ---------------------------------------------------------


def gift(commune, **changes):
    edition = changes.pop("edition", "2025")
    entry = {
        "ledger.donor": "Quỹ Thử",
        "ledger.category": "warm_clothing",
        "ledger.period": "2026",
        "ledger.children": 20,
    }
    entry |= {f"ledger.{name}": value for name, value in changes.items()}
    return Line(commune, entry, edition=edition)


def ledger(judge, *lines, **more):
    return judge({"Sổ hỗ trợ": Table(lines)}, form="support", **more)


def test_every_gift_is_an_entry(judge):
    found = ledger(judge, gift(LY_BON), gift(NAM_QUANG), gift(LY_BON, category="health"))
    assert found.read.faults == ()
    assert [entry.values["ledger.children"] for entry in found.entries] == [20, 20, 20]


def test_the_same_gift_twice_is_asked_about(judge):
    """Spelling of the donor and the number of children do not make it another gift."""
    found = ledger(judge, gift(LY_BON), gift(LY_BON, donor="QUỸ THỬ", children=21), gift(NAM_QUANG))
    assert {row for _, row, _ in waiting(found)} == {0, 1}
    assert codes(found.read.faults) == {"entry_twice"}
    assert [entry.commune_code for entry in found.entries] == [NAM_QUANG]
    assert "Sổ hỗ trợ!4" in words_of(found.read.faults[0], lang="vi").found


def test_gifts_to_former_communes_of_one_commune_are_to_be_merged(judge):
    """Two gifts to Lý Bôn and Vĩnh Quang of before are no repetition, but one row of today."""
    old = {"edition": "pre-2025"}
    found = ledger(judge, gift(LY_BON, **old), gift(VINH_QUANG, **old))
    assert codes(found.read.faults) == {"entries_of_one_commune"}
    assert "Xã Lý Bôn" in words_of(found.read.faults[0], lang="vi").found
    assert found.entries == ()


def test_a_gift_to_a_former_commune_counts_for_that_of_today(judge):
    (entry,) = ledger(judge, gift(VINH_QUANG, edition="pre-2025")).entries
    assert entry.commune_code == LY_BON


def test_a_gift_to_a_commune_that_is_not_listed_is_told_and_kept(judge, gazetteer):
    """It is not counted: told at the row, once for each gift, and nothing waits for it."""
    elsewhere = next(
        code for code in gazetteer.communes("04", "2025").commune_code if code not in EVERY
    )
    found = ledger(judge, gift(elsewhere), gift(LY_BON), gift(elsewhere, category="health"))
    assert [(f.place.row - ABOVE, f.code, f.severity) for f in found.read.faults] == [
        (0, "commune_not_listed", "warning"),
        (2, "commune_not_listed", "warning"),
    ]
    assert waiting(found) == set()
    assert [entry.commune_code for entry in found.entries] == [elsewhere, LY_BON, elsewhere]


def test_a_donor_names_no_commune_and_is_not_told_so(judge):
    gives = {"donors.donor": "Quỹ Thử", "donors.budget_vnd": 1_000_000}
    found = judge({"Nhà hỗ trợ": Table([Line("", gives)])}, form="donors")
    assert found.read.faults == ()


def test_a_gift_to_a_divided_commune_has_to_be_named_anew(judge, gazetteer):
    divided = gazetteer.crosswalk[gazetteer.crosswalk.pieces > 1].old_code.iloc[0]
    found = ledger(judge, gift(divided, edition="pre-2025"))
    assert codes(found.read.faults) == {"former_commune_divided"}
    assert found.entries == ()


@pytest.mark.parametrize(("children", "wrong"), [(800, False), (801, True)])
def test_no_gift_reaches_more_children_than_people(judge, children, wrong):
    found = ledger(judge, gift(LY_BON, children=children), population={LY_BON: 800})
    assert codes(found.read.faults) == ({"more_children_than_people"} if wrong else set())


@pytest.mark.parametrize(("stated", "wrong"), [(1_000_000.5, True), (3_000_000.0, False)])
def test_the_total_of_a_ledger_is_checked_too(judge, stated, wrong):
    lines = [gift(LY_BON, amount_vnd=1_000_000), gift(NAM_QUANG, amount_vnd=2_000_000)]
    table = Table(lines, totals=[({"ledger.amount_vnd": stated}, [0, 1])])
    found = judge({"Sổ hỗ trợ": table}, form="support")
    assert codes(found.read.faults) == ({"total_differs"} if wrong else set())
    assert len(found.entries) == 2


def test_decimals_that_a_spreadsheet_adds_up_are_not_called_wrong(judge):
    """0.1 + 0.2 is 0.30000000000000004 there."""
    lines = [gift(LY_BON, units=0.1), gift(NAM_QUANG, units=0.2)]
    table = Table(lines, totals=[({"ledger.units": 0.3}, [0, 1])])
    assert judge({"Sổ hỗ trợ": table}, form="support").read.faults == ()


@pytest.mark.parametrize(
    ("gives", "enough"),
    [
        ({"budget_vnd": 5_000_000}, True),
        ({"stock_category": "health", "stock_units": 40}, True),
        ({"budget_vnd": 5, "stock_category": "health", "stock_units": 40}, True),
        ({}, False),
        ({"stock_units": 40}, False),
        ({"budget_vnd": 5, "stock_category": "health"}, False),
        ({"sponsored_category": "health", "sponsored_children": 2, "sponsored_months": 9}, True),
        ({"sponsored_category": "health", "sponsored_children": 2}, False),
    ],
)
def test_a_donor_has_money_or_goods_of_a_kind(judge, gives, enough):
    answers = {"donors.donor": "Quỹ Thử", "donors.donor_type": "ngo"}
    answers |= {f"donors.{name}": value for name, value in gives.items()}
    found = judge({"Nhà tài trợ": Table([Line("", answers, edition="")])}, form="donors")
    assert codes(found.read.faults) == (set() if enough else {"donor_gives_nothing"})
    assert len(found.entries) == int(enough)


def donor(**gives):
    answers = {"donors.donor": "Quỹ Thử", "donors.donor_type": "ngo"}
    return Line("", answers | {f"donors.{name}": value for name, value in gives.items()})


def test_a_donor_may_have_several_gifts_but_the_same_twice_is_asked_about(judge):
    rows = [
        donor(budget_vnd=5, gift="đợt 1"),
        donor(budget_vnd=5, gift="đợt 2"),
        donor(budget_vnd=7),
        donor(budget_vnd=7),
    ]
    found = judge({"Nhà tài trợ": Table(rows)}, form="donors")
    assert {row for _, row, _ in waiting(found)} == {2, 3}
    assert codes(found.read.faults) == {"donor_twice"}
    assert len(found.entries) == 2
    assert "Nhà tài trợ!6" in words_of(found.read.faults[0], lang="vi").found


@pytest.mark.parametrize(
    ("more", "code", "told"),
    [
        ({"from_age": 18}, "donor_out_of_range", "từ 0 đến 17"),
        ({"share": 0}, "donor_out_of_range", "từ 1 đến 100"),
        ({"from_age": 6, "to_age": 5}, "donor_limits_crossed", "«đến tuổi»: 5"),
        (
            {"least_per_commune": 3, "most_per_commune": 2},
            "donor_limits_crossed",
            "«nhiều nhất mỗi xã»: 2",
        ),
        ({"from_age": 5, "to_age": 5, "least_per_commune": 2, "most_per_commune": 2}, "", ""),
    ],
)
def test_conditions_of_a_donor_that_cannot_be_are_told(judge, more, code, told):
    found = judge({"Nhà tài trợ": Table([donor(budget_vnd=5, **more)])}, form="donors")
    assert codes(found.read.faults) == ({code} if code else set())
    assert all(told in words_of(fault, lang="vi").expected for fault in found.read.faults)


# --- whatever the file: nothing lost, nothing invented -----------------------------------------

FIELDS = (
    "children.population",
    "children.children",
    "warm_clothing.eligible",
    "warm_clothing.group.poor",
)
PLACES = [("2025", LY_BON), ("2025", NAM_QUANG), ("2025", CANH_TAN)]
OLD = [("pre-2025", LY_BON), ("pre-2025", VINH_QUANG), ("pre-2025", NAM_QUANG)]
line = st.builds(
    lambda place, told, waits: Line(place[1], told, edition=place[0], **waits),
    st.sampled_from([*PLACES, *OLD]),
    st.dictionaries(st.sampled_from(FIELDS), st.integers(0, 60), min_size=1),
    st.sampled_from([{}, {}, {}, {"waits": "not_whole"}, {"in_error": "not_whole"}]),
)
sheets = st.dictionaries(
    st.sampled_from(["A", "B"]),
    st.lists(line, min_size=1, max_size=4).map(lambda lines: Table(lines, columns=FIELDS)),
    min_size=1,
)
#: Each commune in one row of one sheet: nothing depends on anything but its own row.
single = st.lists(line, min_size=1, max_size=3, unique_by=lambda one: one.code).map(
    lambda lines: [dataclasses.replace(one, edition="2025") for one in lines if one.code in EVERY]
)


def judged(profile, successors, given, **more):
    other = compared(profile, population={LY_BON: 55, NAM_QUANG: 40}, listed=EVERY[:2])
    return review(made(given, **more), other, successors)


@given(sheets)
def test_every_row_is_accounted_for_and_figures_are_those_of_accepted_rows(
    profile, successors, given
):
    before = made(given)
    found = judged(profile, successors, given)
    kinds = outcomes(found.read)
    assert sum(kinds.values()) == len(before.rows)
    assert [(row.sheet, row.row) for row in found.read.rows] == [
        (row.sheet, row.row) for row in before.rows
    ]
    accepted = {(r.sheet, r.row) for r in found.read.rows if r.outcome == "accepted"}
    in_error = {(f.place.sheet, f.place.row) for f in found.read.faults if f.severity == "error"}
    assert not accepted & in_error
    value_at = {value.place: value for value in before.values}
    used = set()
    for figure in found.figures:
        assert figure.rows <= accepted
        assert figure.value == sum(value_at[place].value for place in figure.places)
        assert {value_at[place].field_id for place in figure.places} == {figure.field_id}
        used.update(figure.places)
    # Nothing of an accepted row is lost: it is used, or stands elsewhere too, or was asked about.
    told_of = {(f.commune_code, f.field_id) for f in found.figures}
    asked = {f.place for f in found.read.faults if f.code == "former_cells_empty"}
    for place, value in value_at.items():
        if (place.sheet, place.row) in accepted and place not in used | asked:
            into = successors.counts_for("2025", value.edition, value.commune_code)
            assert (into, value.field_id) in told_of


@given(sheets)
def test_a_row_that_waits_for_a_reason_is_told_the_reason(profile, successors, given):
    found = judged(profile, successors, given)
    told_at = {(f.place.sheet, f.place.row, f.code) for f in found.read.faults}
    for row in found.read.rows:
        if row.outcome == "quarantined":
            assert (row.sheet, row.row, row.reason) in told_at


@given(sheets)
def test_judging_again_changes_no_figure(profile, successors, given):
    once = judged(profile, successors, given)
    other = compared(profile, population={LY_BON: 55, NAM_QUANG: 40}, listed=EVERY[:2])
    again = review(once.read, other, successors)
    assert again.figures == once.figures
    assert outcomes(again.read) == outcomes(once.read)


@given(sheets, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_no_figure(profile, successors, given, random):
    straight = judged(profile, successors, given)
    turned = {}
    for name, table in given.items():
        lines = list(table.lines)
        random.shuffle(lines)
        turned[name] = dataclasses.replace(table, lines=lines)
    found = judged(profile, successors, turned)
    assert told(found) == told(straight)
    assert outcomes(found.read) == outcomes(straight.read)


@given(single, st.data())
def test_taking_out_a_faulty_row_harms_no_other(profile, successors, lines, data):
    if not lines:
        return
    found = judged(profile, successors, {"A": Table(lines, columns=FIELDS)})
    bad = {row.row - ABOVE for row in found.read.rows if row.outcome == "quarantined"}
    if not bad:
        return
    out = data.draw(st.sampled_from(sorted(bad)))
    rest = [one for number, one in enumerate(lines) if number != out]
    left = judged(profile, successors, {"A": Table(rest, columns=FIELDS)})
    assert told(left) == told(found)
