"""Cases over time and joined with each other: what an attacker who keeps every edition can learn.

Ten children have to fit whatever is told (the profile's `smallest_group`).
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from needs.programmes import Programme
from needs.public.cases import cases_section
from needs.public.register import cases_in_public, sponsored_and_waiting
from needs.sponsorship.standing import Need
from tests.sponsorship.cases import DAY

from .desk import HERE, THERE, Desk, open_desk

MEALS, LIVING, TREATMENT = (
    Need("meals", 900_000, 9),
    Need("living", 500_000, 12),
    Need("treatment", 4_737_500),
)
APRIL = dt.date(2026, 4, 1)
NEXT_YEAR = dt.date(2027, 1, 4)


def told(desk: Desk, child_id: str, on: dt.date = DAY) -> dict | None:
    rows = desk.cases(on)
    rows = rows[rows.case == desk.number(child_id)]
    assert len(rows) <= 1
    return None if rows.empty else rows.iloc[0].to_dict()


def traits(row: dict | None) -> tuple | None:
    if row is None:
        return None
    return tuple(
        None if pd.isna(row[name]) else row[name]
        for name in ("child_group", "age_band", "district")
    )


ALL = ("orphan", "primary", "Thành phố Thanh Hóa")


# Consent


def test_only_cases_with_every_consent_are_told(desk):
    desk.crowd(12)
    nobody, guardian, child = (desk.child() for _ in range(3))
    desk.consents(guardian, "guardian")
    desk.consents(child, "child")
    both = desk.child(told=True)
    expired = desk.child()
    desk.consents(expired, until=DAY)
    taken_back = desk.child(told=True)
    desk.withdraws(taken_back, "child")
    assert list(desk.cases().case) == sorted([desk.number(both), desk.number(expired)])
    assert list(desk.cases(APRIL).case) == [desk.number(both)]
    assert told(desk, nobody) is None


def test_a_child_that_may_have_turned_seven_is_asked_itself(desk):
    small = {"born_from": 2020, "born_to": 2021}
    desk.crowd(12, **small)
    one = desk.child(**small)
    desk.consents(one, "guardian")
    # Six at most in 2026; on 1 January 2027 it may be seven.
    assert told(desk, one, dt.date(2026, 12, 31)) is not None
    assert told(desk, one, dt.date(2027, 1, 1)) is None
    desk.consents(one, "child")
    assert told(desk, one, dt.date(2027, 1, 1)) is not None


@pytest.mark.parametrize("groups", [("hiv",), ("orphan", "sexual-abuse"), ("trafficked", "orphan")])
def test_children_of_some_groups_are_never_told_and_hide_nobody(desk, groups):
    one = desk.child(told=True)
    desk.crowd(8)
    # With twelve of such a group beside nine orphans, ten never fit: no case is one of the twelve.
    for _ in range(12):
        desk.child(told=True, groups=groups)
    assert desk.cases().empty
    desk.child()
    assert traits(told(desk, one)) == ALL


# Joining what is told


def test_one_row_for_a_case_whatever_it_needs(desk):
    desk.crowd(12, needs=(LIVING, MEALS))
    one = desk.child(told=True, needs=(LIVING, MEALS))
    row = told(desk, one)
    assert row["needs"] == ("living", "meals")
    # 12 × 500,000 + 9 × 900,000 = 14,100,000 đồng, as for the other twelve.
    assert (row["amount_from"], row["amount_below"]) == (10_000_000, 20_000_000)


def test_two_needs_that_few_children_have_together_are_not_joined(desk):
    desk.crowd(12)
    desk.crowd(12, needs=(TREATMENT,))
    one = desk.child(told=True, needs=(LIVING, TREATMENT))
    assert told(desk, one)["needs"] == ("living",)
    # Living found a sponsor: the other need is not told in its place under the same number.
    desk.sponsored(one, "living")
    assert told(desk, one) is None


def test_what_remains_open_says_nothing_of_the_rest(desk):
    desk.crowd(12, needs=(LIVING, MEALS))
    one = desk.child(told=True, needs=(LIVING, MEALS))
    desk.sponsored(one, "living")
    row = told(desk, one)
    assert row["needs"] == ("meals",)
    assert pd.isna(row["amount_from"])


def test_the_amount_of_a_bill_is_not_told(desk, fund):
    desk.crowd(12, needs=(Need("treatment", 3_000_000),))
    one = desk.child(told=True, needs=(TREATMENT,))
    dear = desk.child(told=True, needs=(Need("treatment", 48_123_456),))
    assert told(desk, one)["amount_from"] == 2_000_000
    assert pd.isna(told(desk, dear)["amount_from"])
    page = cases_section(desk.cases(), fund, fund.public_page, on=DAY, lang="vi").html
    assert "từ 2 triệu đồng đến dưới 5 triệu đồng" in page
    for bill in ("4.737.500", "4,7", "48"):
        assert bill not in page.replace(desk.number(one), "").replace(desk.number(dear), "")


# Joining editions


def test_a_case_is_always_told_in_the_same_words(desk):
    one = desk.child(told=True)
    desk.crowd(8)
    desk.crowd(4, commune_code=THERE)
    assert traits(told(desk, one)) == ("orphan", "primary", None)
    # Ten more of its district come: the words stay, or it would be known to be one of the nine.
    desk.crowd(10, at=DAY + dt.timedelta(days=3))
    assert traits(told(desk, one, APRIL)) == ("orphan", "primary", None)
    newcomer = desk.child(told=True, at=APRIL)
    assert traits(told(desk, newcomer, APRIL)) == ALL


def test_a_case_that_was_told_by_district_is_never_told_without_it(desk):
    one = desk.child(told=True)
    mates = desk.crowd(9)
    desk.crowd(30, commune_code=THERE)
    assert traits(told(desk, one)) == ALL
    desk.leaves(mates[0], at=APRIL)
    # Nine are left of those whom the words fitted; thirty others would fit fewer words.
    assert told(desk, one, APRIL) is None


def test_a_birthday_does_not_show(desk):
    # Ten or eleven years old on DAY, and primary school ends at ten: a band that changes in a year
    # at which few others change would tell the year of birth.
    older = {"born_from": 2014, "born_to": 2015}
    desk.crowd(12, **older)
    desk.crowd(12)
    one = desk.child(told=True, **older)
    before = told(desk, one)
    assert traits(told(desk, one, NEXT_YEAR)) == traits(before)


def test_moving_or_another_group_does_not_show_under_the_same_number(desk):
    desk.crowd(12)
    desk.crowd(12, commune_code=THERE, groups=("disabled",))
    one = desk.child(told=True)
    number = desk.number(one)
    desk.changes(one, at=DAY + dt.timedelta(days=2), commune_code=THERE, groups=("disabled",))
    assert traits(told(desk, one, APRIL)) == ALL
    # Consent given anew: another number, other words.
    desk.consents(one, at=APRIL)
    assert desk.number(one) != number
    assert traits(told(desk, one, APRIL)) == ("disabled", "primary", "Huyện Mường Lát")


def test_a_small_register_that_grows_tells_its_cases_from_a_month_on(desk):
    one = desk.child(told=True)
    assert told(desk, one) is None
    desk.crowd(12, at=DAY + dt.timedelta(days=5))
    assert told(desk, one, dt.date(2026, 3, 31)) is None
    assert traits(told(desk, one, APRIL)) == ALL


def test_the_last_cases_of_a_group_stay_told_as_long_as_ten_children_fit(desk):
    cases = [desk.child(told=True) for _ in range(3)]
    desk.crowd(9)
    for one in cases[:2]:
        desk.sponsored(one, "living")
    # One case is left, among twelve children of the register whom the words fit.
    assert list(desk.cases().case) == [desk.number(cases[2])]


EVENTS = st.lists(
    st.tuples(
        st.sampled_from(("come", "come with consent", "leave", "move", "withdraw")),
        st.sampled_from((HERE, THERE)),
        st.sampled_from(((LIVING,), (LIVING, MEALS), (MEALS, TREATMENT))),
        st.integers(0, 20),
    ),
    min_size=6,
    max_size=18,
)


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(events=EVENTS)
def test_editions_joined_never_say_more_than_the_first(events, fund, tmp_path_factory):
    """A year of comings and goings, an edition every month: the words of a number never change,
    and at least `least` children of the register fit them whenever they are told."""
    rules = fund.public_page.model_copy(update={"smallest_group": 3})
    desk = open_desk(fund, tmp_path_factory.mktemp("office"))
    ids: list[str] = []
    seen: dict[str, tuple] = {}
    for count, (what, commune, needs, chosen) in enumerate(events):
        at = DAY + dt.timedelta(days=8 * count)
        active = [one for one in ids if desk.register.standing().children[one].active]
        if what.startswith("come"):
            with_consent = what == "come with consent"
            ids.append(desk.child(at=at, told=with_consent, commune_code=commune, needs=needs))
        elif active:
            one = active[chosen % len(active)]
            if what == "leave":
                desk.leaves(one, at=at)
            elif what == "move":
                desk.changes(one, at=at, commune_code=commune, needs=needs)
            elif desk.number(one):
                desk.withdraws(one, at=at)
        for row in cases_in_public(fund, rules, desk.root, at).to_dict("records"):
            now = traits(row)
            before = seen.setdefault(row["case"], (now, set(row["needs"])))
            assert before[0] == now
            assert set(row["needs"]) <= before[1]
            children = desk.register.standing().children
            (own,) = [one for one in children.values() if one.case == row["case"]]
            assert own.active
            assert sum(one.active for one in children.values()) >= rules.smallest_group


# The page


def test_weeks_take_turns_and_rows_stand_by_number(desk, fund: Programme):
    for _ in range(12):
        desk.child(told=True)
    rules = fund.public_page.model_copy(update={"cases_most": 3})
    shown = set()
    for week in range(20):
        on = DAY + dt.timedelta(weeks=week)
        page = cases_section(desk.cases(on), fund, rules, on=on, lang="vi").html
        numbers = [one for one in desk.cases(on).case if f">{one}<br>" in page]
        assert len(numbers) == 3
        assert [page.index(one) for one in numbers] == sorted(page.index(one) for one in numbers)
        shown |= set(numbers)
    # 20 weeks of 3 out of 12: all but surely each has had its turn ((3/4)^20 × 12 < 4 %).
    assert len(shown) >= 10


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_register_no_case_and_few_cases_are_said(desk, fund, lang):
    rules = fund.public_page
    nothing = cases_section(None, fund, rules, on=DAY, lang=lang).html
    none = cases_section(desk.cases(), fund, rules, on=DAY, lang=lang).html
    assert {"vi": "Chưa có sổ", "en": "no register"}[lang] in nothing
    assert {"vi": "Hiện không có", "en": "No case"}[lang] in none
    desk.crowd(12)
    one = desk.child(told=True)
    page = cases_section(desk.cases(), fund, rules, on=DAY, lang=lang).html
    assert desk.number(one) in page
    assert one not in page
    assert "Hàm Rồng" not in page


def test_children_with_and_without_a_sponsor_are_counted_once(desk, fund, tmp_path: Path):
    assert sponsored_and_waiting(fund, tmp_path / "nowhere", DAY) is None
    first = desk.child(needs=(LIVING, MEALS))
    desk.crowd(2)
    desk.sponsored(first, "living")
    # The first has a sponsor for living and none for meals; two have none at all.
    assert sponsored_and_waiting(fund, tmp_path, DAY) == (1, 3)
