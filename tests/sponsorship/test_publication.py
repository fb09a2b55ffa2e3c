"""Cases for the public page: never without the consents that the law asks for."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from needs.sponsorship.ids import new_child_id
from needs.sponsorship.publication import CASE_TYPES, age_band_of, cases_for_publication
from needs.sponsorship.register import Register, register_file
from needs.sponsorship.standing import Need

from .cases import DAY, LATER, consent, desk, proposal, registered, step, with_consents, withdrawn


@pytest.fixture
def cases(register: Register, programme, tmp_path: Path):
    return lambda on=DAY: cases_for_publication(programme, tmp_path, on)


def test_without_a_register_there_is_no_case(programme, tmp_path):
    empty = cases_for_publication(programme, tmp_path / "elsewhere", DAY)
    assert list(empty.columns) == list(CASE_TYPES)
    assert empty.empty
    assert cases_for_publication(
        programme.model_copy(update={"sponsorship": None}), tmp_path, DAY
    ).empty


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ((), False),
        ((("publication", "guardian"),), False),
        ((("publication", "child"),), False),
        ((("publication", "guardian"), ("publication", "child")), True),
        ((("matching", "guardian"), ("matching", "child")), False),
        ((("publication", "guardian"), ("matching", "child")), False),
    ],
)
def test_both_consent_to_publication_or_nothing_is_told(register, cases, given, shown):
    child_id = new_child_id()
    register.write([registered(child_id), *(consent(child_id, *one) for one in given)])
    assert (len(cases()) == 1) == shown


def test_a_small_child_is_told_with_the_guardians_consent(register, cases):
    child_id = new_child_id()
    small = registered(child_id, born_from=2020, born_to=2021)
    register.write([small, consent(child_id, "publication")])
    assert len(cases()) == 1
    # On 1 January 2027 it may be seven: its own consent is asked from that day on.
    assert len(cases(dt.date(2026, 12, 31))) == 1
    register.write([consent(child_id, "publication", until=dt.date(2027, 12, 31))])
    assert cases(dt.date(2027, 1, 1)).empty


@pytest.mark.parametrize("giver", ["guardian", "child"])
def test_a_withdrawal_holds_at_once_and_for_days_before_it(register, cases, giver):
    child_id = new_child_id()
    register.write([registered(child_id), *with_consents(child_id, ["publication"])])
    number = cases().case.iloc[0]
    after = DAY + dt.timedelta(days=5)
    register.write([withdrawn(child_id, "publication", giver, at=after)])
    assert cases().empty
    assert cases(after).empty
    # Consented to anew, it bears another number: nobody can join the two.
    register.write(with_consents(child_id, ["publication"]))
    assert cases().case.iloc[0] != number


def test_consent_that_has_run_out_or_not_begun_does_not_hold(register, cases):
    child_id = new_child_id()
    register.write([registered(child_id), *with_consents(child_id, ["publication"])])
    assert len(cases(LATER)) == 1
    assert cases(LATER + dt.timedelta(days=1)).empty
    assert cases(DAY - dt.timedelta(days=1)).empty


@pytest.mark.parametrize("group", ["hiv", "sexual-abuse", "trafficked", "violence", "offender"])
def test_some_groups_are_never_told(register, cases, group):
    for groups in ((group,), ("orphan", group)):
        child_id = new_child_id()
        told = registered(child_id, groups=groups)
        register.write([told, *with_consents(child_id, ["publication"])])
    assert cases().empty


def test_what_is_told_of_a_case(register, cases, programme):
    child_id = new_child_id()
    needs = (Need("living", 500_000, 12), Need("treatment", 20_000_000), Need("meals"))
    told = registered(child_id, needs=needs, groups=("orphan", "disabled"))
    register.write([told, *with_consents(child_id, ["publication", "matching"])])
    # Living was sponsored until February: 300,000 came; it is open again. Treatment is sponsored.
    (first,) = register.write([proposal(child_id, first="2026-01", months=2)])
    register.write([step("agreed", first.pledge_id), step("running", first.pledge_id)])
    register.write([step("paid", first.pledge_id, amount_vnd=300_000)])
    register.write([proposal(child_id, "s-2", purpose="treatment", first="2026-03")])
    found = cases()
    assert list(found.columns) == list(CASE_TYPES)
    living, meals = (found[found.need == one].iloc[0] for one in ("living", "meals"))
    assert set(found.need) == {"living", "meals"}
    # 12 × 500,000; the meals' cost is not known and stays so.
    assert (living.asked_vnd, living.received_vnd) == (6_000_000, 300_000)
    assert found[found.need == "meals"].asked_vnd.isna().all()
    assert living.case == meals.case
    # Eight to ten years old (born 2016 or 2017): primary school; the former district alone.
    assert (living.age_band, living.child_group) == ("primary", "orphan")
    assert (living.district_code, living.district) == ("380", "Thành phố Thanh Hóa")
    written = found.to_csv()
    assert child_id not in written
    assert "14758" not in written
    assert "Hàm Rồng" not in written


def test_children_who_left_or_grew_up_are_not_told(register, cases):
    child_id = new_child_id()
    born = registered(child_id, born_from=2010, born_to=2011)
    until = dt.date(2029, 1, 1)
    both = [consent(child_id, "publication", giver, until=until) for giver in ("guardian", "child")]
    register.write([born, *both])
    assert len(cases()) == 1
    # Born 31 December 2011 at the latest: surely sixteen from 2028 on.
    assert len(cases(dt.date(2027, 12, 31))) == 1
    assert cases(dt.date(2028, 1, 1)).empty


def test_case_numbers_say_nothing_of_ids(register, cases):
    ids = []
    for _ in range(12):
        one = desk(register)
        register.write(with_consents(one.child_id, ["publication"]))
        ids.append(one.child_id)
    found = cases()
    assert found.case.is_unique
    assert found.case.str.fullmatch(r"\d{6}").all()
    assert found.case.is_monotonic_increasing
    # A number is drawn: the digits of none come from the signs of its child's id.
    assert not [one for one in ids if set(found.case) & {one[:6], one[-6:]}]


def test_the_age_band_that_fits_best(programme, register):
    child = register.standing().children
    assert child == {}
    one = desk(register)
    kept = register.standing().children[one.child_id]
    assert [(band.id, band.from_age) for band in programme.age_bands][:3] == [
        ("nursery", 0),
        ("kindergarten", 3),
        ("primary", 6),
    ]
    # Born 2020–2021: four to six years old on 2 March 2026, two of the three in kindergarten.
    small = replace(kept, born_from=2020, born_to=2021)
    assert age_band_of(small, programme, DAY) == "kindergarten"
    assert age_band_of(replace(kept, born_from=1990, born_to=1991), programme, DAY) is None


def test_the_register_is_read_only(register, cases):
    child_id = new_child_id()
    register.write([registered(child_id), *with_consents(child_id, ["publication"])])
    before = register_file("thanh-hoa-fund", register.path.parents[2]).read_bytes()
    assert cases().equals(cases())
    assert register.path.read_bytes() == before
