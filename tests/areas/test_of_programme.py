"""Which communes a programme is about, and which list holds for them."""

from __future__ import annotations

import datetime as dt
import shutil
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from needs.areas import (
    awaited_list_checks,
    communes_of_programme,
    last_list_before,
    list_of_programme,
    province_totals,
    read_area_index,
)
from needs.areas.named import read_named_communes, read_poor_districts
from needs.areas.of_programme import is_of_edition
from needs.errors import InputFaults
from needs.programmes import Programme
from tests.assessment.standing_programmes import BY_GROUPS, WITHOUT_LIST
from tests.assessment.third_programme import PROFILE, write_third


def programme(text: str = WITHOUT_LIST, **changes: object) -> Programme:
    return Programme.model_validate({**tomllib.loads(text), **changes})


def districts(*names: str) -> list[dict[str, object]]:
    return [{"name": name, "source": "thử"} for name in names]


@pytest.mark.parametrize("edition", ["2025", "pre-2025"])
@pytest.mark.parametrize("name", ["Tĩnh Gia", "Nghi Sơn", "Thị xã Nghi Sơn", "HUYỆN TĨNH GIA"])
def test_tinh_gia_is_nghi_son_in_either_edition(gazetteer, edition, name):
    chosen = communes_of_programme(programme(edition=edition, districts=districts(name)), gazetteer)
    assert set(chosen.district) == {"Thị xã Nghi Sơn"}
    assert set(chosen.district_code) == {"407"}
    # Ten communes of today were made of the district's 30 of before.
    assert len(chosen) == {"2025": 10, "pre-2025": 30}[edition]


def test_a_district_may_be_found_by_another_of_its_names(gazetteer):
    named = [{"name": "Huyện ven biển", "also_called": ["Nghi Sơn"], "source": "thử"}]
    assert set(communes_of_programme(programme(districts=named), gazetteer).district_code) == {
        "407"
    }


def test_no_districts_named_is_the_whole_province(gazetteer):
    every = communes_of_programme(programme(PROFILE), gazetteer)
    assert len(every) == 166
    assert every.commune_code.is_unique


def test_every_unknown_district_is_told_with_those_there_are(gazetteer):
    wrong = programme(districts=districts("Mường Lát", "Bảo Lạc", "Hạ Lang", "Huyện Mường Lát"))
    with pytest.raises(InputFaults) as told:
        communes_of_programme(wrong, gazetteer)
    found = [fault.found for fault in told.value.faults]
    assert found == ["Bảo Lạc", "Hạ Lang", "Huyện Mường Lát"]  # the last: named twice
    assert "Huyện Quan Sơn" in told.value.faults[0].expected


def test_without_any_list_there_is_none_and_that_is_no_fault(gazetteer, data):
    assert list_of_programme(programme(), data, gazetteer) is None


def test_circumstances_need_no_list_even_where_there_is_one(gazetteer, data, tmp_path):
    root = write_third(Path(shutil.copytree(data, tmp_path / "data")))
    assert list_of_programme(programme(BY_GROUPS), root, gazetteer) is None
    assert list_of_programme(programme(), root, gazetteer).list_id == "thanh-hoa-gia"


def test_a_list_that_does_not_hold_on_the_day_is_told_and_never_passed_over(
    gazetteer, data, tmp_path
):
    root = write_third(Path(shutil.copytree(data, tmp_path / "data")))
    too_late = programme(reference_date=dt.date(2031, 6, 1))
    with pytest.raises(InputFaults) as told:
        list_of_programme(too_late, root, gazetteer)
    assert "0 danh sách" in told.value.faults[0].found
    assert "31/12/2030" in told.value.faults[0].found


def test_a_list_of_the_other_edition_does_not_count(gazetteer, data, tmp_path):
    root = write_third(Path(shutil.copytree(data, tmp_path / "data")))
    before = programme(edition="pre-2025", reference_date=dt.date(2024, 6, 1))
    assert list_of_programme(before, root, gazetteer) is None


def test_what_a_list_will_be_checked_against_is_told_before_it_is_here(gazetteer, data):
    checks = awaited_list_checks(programme(), data, gazetteer).set_index("check")
    assert checks.found["area_list"] == "chưa có danh sách xã / no commune list"
    counts = checks.expected[checks.index.str.contains("Thanh Hóa")]
    assert {"57", "78"} <= set(counts.filter(like="2026")), "the list of 2026: 57 of 78"
    assert set(checks.status) == {"unchecked"}


@pytest.mark.parametrize(
    ("edition", "decisions"),
    [("2025", {"60/QĐ-BDTTG 2026"}), ("pre-2025", {"582/QĐ-TTg 2017", "861/QĐ-TTg 2021"})],
)
def test_a_list_is_checked_against_counts_of_its_own_edition_alone(
    gazetteer, data, edition, decisions
):
    """861/QĐ-TTg counted communes of before 1/7/2025: no list of today's can agree with it."""
    checks = awaited_list_checks(programme(edition=edition), data, gazetteer)
    named = {check.split(": ")[0] for check in checks.check if ": " in check}
    assert named == decisions


@pytest.mark.parametrize(
    ("year", "editions"),
    [
        (2024, ["pre-2025"]),
        (2025, ["pre-2025", "2025"]),
        (2026, ["2025"]),
        (pd.NA, ["pre-2025", "2025"]),
    ],
)
def test_a_decision_of_the_year_of_the_merger_may_be_of_either_edition(year, editions):
    assert [one for one in ("pre-2025", "2025") if is_of_edition(year, one)] == editions


def test_the_list_that_ended_last_is_found_and_none_while_one_holds(gazetteer, data, tmp_path):
    root = write_third(Path(shutil.copytree(data, tmp_path / "data")))
    own = read_area_index(root)
    (held,) = own[(own.province_code == "38") & (own.edition == "2025")].itertuples()
    during, after = held.valid_to.date(), held.valid_to.date() + dt.timedelta(days=1)
    before = held.valid_from.date() - dt.timedelta(days=1)

    def last(day):
        return last_list_before(programme(reference_date=day), root, gazetteer)

    assert last(during) is None
    assert last(before) is None, "a list of later days has not ended"
    assert last(after).list_id == held.list_id


def test_official_totals_of_a_province_are_in_order_of_years(gazetteer, data):
    totals = province_totals("38", "2025", data, gazetteer, province="Thanh Hóa")
    assert totals.year.is_monotonic_increasing
    assert totals.zone_III.dropna().astype(int).tolist()[:2] == [100, 21]
    # What a source does not give is not known.
    assert totals.zone_I.isna().any()


def test_poor_districts_and_named_communes_are_those_of_the_decision(data):
    poor = read_poor_districts(data, "Thanh Hóa")
    assert sorted(poor.district) == sorted(
        f"Huyện {name}"
        for name in ("Thường Xuân", "Lang Chánh", "Bá Thước", "Quan Hóa", "Quan Sơn", "Mường Lát")
    )
    named = read_named_communes(data, "Thanh Hóa")
    assert sorted(named.commune) == ["Xã Hải Hà", "Xã Nghi Sơn", "Xã Ngư Lộc"]
    assert read_poor_districts(data, "Cao Bằng").empty
