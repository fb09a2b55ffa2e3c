"""The right office on a day: across the changes of 2025, and as data in any register."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.errors import InputFaults, NotFound
from needs.programmes.agencies import read_agencies

from .conftest import (
    BEFORE_COMMUNES,
    BEFORE_HEALTH,
    COMMUNES,
    HEALTH,
    TODAY,
    office,
    passes,
)

LABOUR = "Sở Lao động – Thương binh và Xã hội"


def test_child_affairs_are_labours_until_february_and_healths_from_the_first_of_march(agencies):
    assert agencies.office("labour", BEFORE_HEALTH).name.vi == LABOUR
    on_the_day = agencies.office("labour", HEALTH)
    assert (on_the_day.id, on_the_day.name.vi) == ("health", "Sở Y tế")
    assert (on_the_day.since, on_the_day.before.vi) == (HEALTH, LABOUR)
    assert "42/2025" in on_the_day.source
    assert on_the_day.with_predecessor.vi == f"Sở Y tế (trước 01/03/2025: {LABOUR})"


def test_who_follows_labour_depends_on_the_matter(agencies):
    followers = {
        matter: agencies.office("labour", TODAY, matter=matter).id for matter in agencies.matter_ids
    }
    assert followers["children"] == followers["social_protection"] == "health"
    assert followers["labour_merit"] == "home_affairs"
    assert followers["poverty"] == "agriculture_environment"


def test_what_could_not_be_sourced_is_an_assumption_and_says_so(agencies):
    poverty = agencies.office("labour", TODAY, matter="poverty")
    assert poverty.basis == "assumption"
    assert "chưa đối chiếu" in poverty.source
    assert agencies.office("labour", TODAY).basis == "official"
    assert agencies.office("child_fund_district", TODAY).basis == "assumption"


def test_districts_are_there_until_june_and_communes_from_the_first_of_july(agencies):
    last = agencies.office("people_committee_district", BEFORE_COMMUNES)
    assert (last.id, last.level) == ("people_committee_district", "district")
    first = agencies.office("people_committee_district", COMMUNES)
    assert (first.id, first.level) == ("people_committee_commune", "commune")


@pytest.mark.parametrize(
    ("province", "name"),
    [
        ("58", "Sở Y tế tỉnh Khánh Hòa"),
        ("30", "Sở Y tế thành phố Hải Phòng"),
        ("38", "Sở Y tế"),
        ("04", "Sở Y tế"),
    ],
)
def test_an_office_is_named_by_the_province_that_is_there(agencies, province, name):
    assert agencies.office("health", BEFORE_COMMUNES, province=province).name.vi == "Sở Y tế"
    assert agencies.office("health", COMMUNES, province=province).name.vi == name


def test_office_and_province_that_both_changed_are_told_each_with_its_day(agencies):
    lead = agencies.office("labour", COMMUNES, province="58")
    assert lead.with_predecessor.vi == (
        f"Sở Y tế tỉnh Khánh Hòa (trước 01/03/2025: {LABOUR} tỉnh Ninh Thuận)"
    )
    assert [change.on for change in lead.changes] == [HEALTH, COMMUNES]
    assert "202/2025" in lead.changes[1].source


def test_communes_do_not_get_the_name_of_the_merged_province(agencies):
    assert (
        "Khánh Hòa"
        not in agencies.office("people_committee_district", TODAY, province="58").name.vi
    )


def test_a_name_with_its_province_inside_is_put_together(agencies):
    committee = agencies.office("people_committee_province", BEFORE_COMMUNES, province="30")
    assert committee.name.vi == "Ủy ban nhân dân tỉnh"
    committee = agencies.office("people_committee_province", COMMUNES, province="30")
    assert committee.name.vi == "Ủy ban nhân dân thành phố Hải Phòng"
    assert committee.name.en == "People's Committee of Hải Phòng City"


def test_unions_keep_their_name_and_tell_under_whom_they_are(agencies):
    women = agencies.office("women_union", COMMUNES, province="04")
    assert women.before is None
    assert women.with_predecessor == women.name
    assert women.since == COMMUNES
    assert "Mặt trận" in women.changes[0].why.vi
    assert agencies.office("women_union", BEFORE_COMMUNES, province="04").changes == ()


def test_a_change_of_one_province_is_not_that_of_another(agencies):
    assert (
        "Trung tâm Công tác xã hội" in agencies.office("child_fund", TODAY, province="38").name.vi
    )
    assert agencies.office("child_fund", TODAY, province="30").name.vi == (
        "Quỹ Bảo trợ trẻ em thành phố Hải Phòng"
    )


def test_an_unknown_office_or_matter_lists_those_there_are(agencies):
    with pytest.raises(NotFound, match="labour"):
        agencies.office("labor", TODAY)
    with pytest.raises(NotFound, match="children"):
        agencies.office("labour", TODAY, matter="trẻ em")


def test_a_chain_is_followed_day_by_day(register):
    chain = register(
        office("a", passes("2025-03-01", "b")),
        office("b", passes("2025-07-01", "c")),
        office("c"),
    )
    days = (dt.date(2025, 2, 28), dt.date(2025, 3, 1), dt.date(2025, 6, 30), dt.date(2025, 7, 1))
    assert [chain.office("a", day).id for day in days] == ["a", "b", "b", "c"]
    last = chain.office("a", days[-1])
    assert [(one.on, one.before.vi) for one in last.changes] == [
        (days[1], "Sở a"),
        (days[3], "Sở b"),
    ]
    assert (last.since, last.before.vi) == (days[3], "Sở a")


def test_a_successor_that_had_passed_on_before_counts_from_the_day_it_took_over(register):
    chain = register(
        office("a", passes("2025-07-01", "b")),
        office("b", passes("2025-03-01", "c")),
        office("c"),
    )
    assert chain.office("a", dt.date(2025, 6, 30)).id == "a"
    assert chain.office("a", dt.date(2025, 7, 1)).id == "c"
    assert chain.office("a", dt.date(2025, 7, 1)).since == dt.date(2025, 7, 1)


def test_a_new_name_holds_until_another_office_takes_over(register):
    renamed = register(
        office("a", passes("2025-03-01", name="Sở mới"), passes("2025-07-01", "b")), office("b")
    )
    assert renamed.office("a", dt.date(2025, 6, 30)).name.vi == "Sở mới"
    assert renamed.office("a", dt.date(2025, 7, 1)).name.vi == "Sở b"


def test_offices_that_succeed_each_other_in_a_circle_are_refused(register):
    with pytest.raises(InputFaults) as refused:
        register(
            office("a", passes("2025-03-01", "b")),
            office("b", passes("2025-07-01", "c")),
            office("c", passes("2025-09-01", "a")),
        )
    assert "a → b → c → a" in str(refused.value)


def test_every_fault_of_the_register_is_told_at_once(register):
    with pytest.raises(InputFaults) as refused:
        register(
            office("a", passes("2025-03-01", "nowhere", matters="fishing")),
            office("b", passes("2025-03-01", "b")),
            office("c", passes("2025-03-01", "d"), passes("2025-03-01", "e", matters="children")),
            office("d"),
            office("e"),
            office("e"),
        )
    told = str(refused.value)
    for word in ("nowhere", "fishing", "b → b", "mỗi mã một lần", "hai thay đổi"):
        assert word in told


def test_a_succession_names_an_office_or_a_name(register):
    with pytest.raises(InputFaults, match="một trong hai"):
        register(office("a", passes("2025-03-01", "b", name="Sở khác")), office("b"))


def test_a_register_that_is_not_there_is_a_message(tmp_path):
    with pytest.raises(InputFaults, match=r"agencies\.toml"):
        read_agencies(tmp_path)


@given(
    day=st.dates(dt.date(2019, 1, 1), dt.date(2030, 1, 1)),
    data_=st.data(),
)
def test_every_office_has_one_right_office_every_day(agencies, day, data_):
    asked = data_.draw(st.sampled_from(agencies.ids))
    matter = data_.draw(st.sampled_from(agencies.matter_ids))
    province = data_.draw(st.sampled_from(["04", "30", "38", "58", None]))
    found = agencies.office(asked, day, matter=matter, province=province)
    # Who is right today has nobody after it: asked for itself, it is itself.
    again = agencies.office(found.id, day, matter=matter, province=province)
    assert (again.id, again.level) == (found.id, found.level)
    assert "{province}" not in found.name.vi + found.name.en
    assert found.since is None or found.since <= day
    assert list(found.changes) == sorted(found.changes, key=lambda one: one.on)
    assert all(one.on <= day for one in found.changes)
    if day < HEALTH:
        assert found.id == asked
        assert found.changes == ()


def test_every_change_has_a_source_and_no_two_hold_for_one_matter(agencies):
    for agency in agencies.ids:
        steps = agencies.agency(agency).successions
        for step in steps:
            assert len(step.source) > 20
        days = [(step.on, tuple(step.matters), tuple(step.provinces)) for step in steps]
        assert len(days) == len(set(days))
