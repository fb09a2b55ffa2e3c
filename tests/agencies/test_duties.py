"""Who does what: the plan's duties, by the office of the day."""

from __future__ import annotations

import re

import pytest

from needs.agencies import duties_on, offices_on, right_office, tasks, tasks_of
from needs.errors import InputFaults, NotFound
from needs.tables import TABLES
from needs.tables.schemas import RECORDS

from .conftest import (
    BEFORE_COMMUNES,
    BEFORE_HEALTH,
    COMMUNES,
    HEALTH,
    PROGRAMMES,
    TODAY,
    duty,
)


@pytest.fixture
def with_duties(profile):
    """Cao Bằng with these duties only."""
    return lambda *duties: profile("cao-bang-588").model_copy(update={"duties": list(duties)})


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_every_duty_of_every_plan_is_served_or_left_to_people(profile, data, programme):
    table = duties_on(profile(programme), data, TODAY)
    assert not table.empty
    served = table.served_by.map(len).gt(0) | table.by_people.notna()
    assert served.all()
    assert table.source.str.len().gt(20).all()
    # Each duty is led by somebody, and nobody has two parts in it.
    assert set(table.duty[table.role == "lead"]) == set(table.duty)


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_the_office_that_leads_a_category_is_the_one_its_pages_name(profile, data, programme):
    """Briefings and proposals show `lead_agency`, task sheets show duties: one and the same."""
    plan = profile(programme)
    for entry in (*plan.categories, *plan.facilities):
        leads = right_office(plan, entry.id, TODAY, root=data)
        assert entry.lead_agency.vi.startswith(leads.name.vi), entry.id


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_no_office_that_is_gone_has_a_task_today(profile, data, programme):
    offices = {task.office.id for task in tasks_of(profile(programme), data, TODAY)}
    gone = {"labour", "planning", "ethnic", "people_committee_district", "child_fund_district"}
    assert not offices & gone


def test_the_coats_are_labours_then_healths(profile, data):
    plan = profile("thanh-hoa-588")
    days = (BEFORE_HEALTH, HEALTH, TODAY)
    leads = [right_office(plan, "warm_clothing", day, root=data).id for day in days]
    assert leads == ["labour", "health", "health"]
    assert right_office(plan, "nutrition", TODAY, root=data).id == "education"
    with pytest.raises(NotFound, match="warm_clothing"):
        right_office(plan, "scholarship", TODAY, root=data)


def test_the_table_tells_the_office_then_and_now(profile, data):
    table = duties_on(profile("cao-bang-588"), data, TODAY).set_index(["duty", "agency"])
    row = table.loc[("yearly-report", "labour")]
    assert row.office == "Sở Y tế"
    assert row.office_then == "Sở Lao động – Thương binh và Xã hội"
    assert row.office_since == "2025-03-01"
    assert row.when == "trước 15/12 hằng năm"
    assert table.loc[("yearly-report", "ministry_labour")].office == "Bộ Y tế"
    districts = table.loc[("assess-needs", "people_committee_district")]
    assert (districts.level, districts.office_id) == ("district", "people_committee_commune")


def test_the_table_changes_on_the_days_of_the_changes_and_on_no_other(profile, data):
    plan = profile("thanh-hoa-588")
    days = (BEFORE_HEALTH, HEALTH, BEFORE_COMMUNES, COMMUNES, TODAY)
    at = [duties_on(plan, data, day).office_id.tolist() for day in days]
    assert at[0] != at[1] == at[2] != at[3] == at[4]


def test_all_the_agencies_of_thanh_hoas_plan_have_their_duty(profile, data):
    """Facts: warm clothing, health, meals, play, ODA, funds, foreign aid, needs, unions."""
    table = duties_on(profile("thanh-hoa-588"), data, TODAY)
    leads = table[table.role == "lead"].groupby("agency").duty.agg(set)
    assert "warm-clothing" in leads["labour"]
    assert "oda" in leads["planning"]
    assert "inspect-funds" in leads["finance"]
    assert "foreign-aid" in leads["foreign_affairs"]
    assert "assess-with-localities" in leads["ethnic"]
    assert "front-fund" in leads["fatherland_front"]
    joins = table[table.role == "with"].groupby("agency").duty.agg(set)
    assert "health-nutrition" in joins["women_union"]
    assert {"play", "school-play"} <= joins["youth_union"]
    assert "warm-clothing" in joins["fatherland_front"]


def test_two_offices_of_the_plan_that_are_one_today_have_one_task(with_duties, data):
    """Labour leads with Health: since 1/3/2025 Health leads alone."""
    plan = with_duties(duty("coats", "labour", **{"with": ["health", "education"]}))
    before = tasks(offices_on(plan, data, BEFORE_HEALTH))
    assert [(one.office.id, one.role) for one in before] == [
        ("labour", "lead"),
        ("health", "with"),
        ("education", "with"),
    ]
    after = tasks(offices_on(plan, data, HEALTH))
    assert [(one.office.id, one.role) for one in after] == [
        ("health", "lead"),
        ("education", "with"),
    ]
    assert [office.id for office in after[0].then] == ["labour"]


def test_tasks_are_found_under_the_old_and_the_new_id(profile, data):
    plan = profile("cao-bang-588")
    by_old = tasks_of(plan, data, TODAY, agency="labour")
    by_new = tasks_of(plan, data, TODAY, agency="health")
    assert by_old == by_new
    assert tasks_of(plan, data, BEFORE_HEALTH, agency="labour") != by_new
    with pytest.raises(NotFound, match="health"):
        tasks_of(plan, data, TODAY, agency="so-y-te")


def test_the_matter_of_a_duty_decides_who_takes_it_over(with_duties, data):
    plan = with_duties(duty("poor", "labour", matter="poverty"), duty("coats", "labour"))
    table = duties_on(plan, data, TODAY).set_index("duty")
    assert table.office_id.to_dict() == {"poor": "agriculture_environment", "coats": "health"}
    # The successor for poverty could not be sourced: what rests on it is an assumption.
    assert table.basis.to_dict() == {"poor": "assumption", "coats": "official"}


def test_every_unknown_name_in_a_duty_is_told_at_once(with_duties, data):
    wrong = duty(
        "wrong",
        "labor",
        matter="fishing",
        categories=["coats"],
        facilities=["harbour"],
        hands_to="king",
        deadline="doomsday",
        **{"with": "nobody"},
    )
    with pytest.raises(InputFaults) as refused:
        duties_on(with_duties(wrong, wrong), data, TODAY)
    told = str(refused.value)
    for name in ("labor", "fishing", "coats", "harbour", "king", "doomsday", "nobody"):
        assert f"thấy: {name}" in told
    assert "mỗi mã một lần" in told


def test_a_duty_that_nothing_serves_has_to_say_what_people_do():
    with pytest.raises(ValueError, match="by_people"):
        duty("visits", "labour", served_by=[])
    assert duty("visits", "labour", served_by=[], by_people={"vi": "đi thăm", "en": "visits"})


def test_nobody_both_leads_and_takes_part():
    with pytest.raises(ValueError, match="labour"):
        duty("coats", "labour", **{"with": ["labour"]})


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_what_serves_a_duty_is_a_command_a_page_or_a_table_that_is_there(profile, programme):
    for entry in profile(programme).duties:
        for name in entry.served_by:
            if not name.startswith("needs ") and not name.endswith(".html"):
                assert name in TABLES | RECORDS, f"{entry.id}: {name}"


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_english_and_vietnamese_tell_the_same_duties(profile, data, programme):
    plan = profile(programme)
    vi, en = (duties_on(plan, data, TODAY, lang=lang) for lang in ("vi", "en"))
    same = ["duty", "role", "agency", "office_id", "office_since", "served_by", "basis", "source"]
    assert vi[same].equals(en[same])
    assert not vi.duty_text.eq(en.duty_text).any()
    assert not en.office.str.contains(re.compile("Sở |Ủy ban")).any()
