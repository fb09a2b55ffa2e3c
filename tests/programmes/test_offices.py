"""Offices that a profile names by their ids: the right one on the day that is asked about."""

from __future__ import annotations

import datetime as dt

import pytest

from needs.errors import InputFaults
from needs.programmes import load_programme


def test_the_same_profile_names_the_office_of_the_day(data):
    """Child affairs went from Labour to Health on 1 March 2025."""
    before, on_the_day = (
        load_programme("cao-bang-588", data, on=day).lead_agency.vi
        for day in (dt.date(2025, 2, 28), dt.date(2025, 3, 1))
    )
    assert before == "Sở Lao động – Thương binh và Xã hội"
    assert on_the_day.startswith("Sở Y tế (trước 01/03/2025: ")
    assert before in on_the_day


def test_a_province_that_was_merged_is_named_as_today(data):
    day = dt.date(2026, 1, 1)
    offices = {
        programme: load_programme(programme, data, on=day).category("nutrition").lead_agency.vi
        for programme in ("cao-bang-588", "ninh-thuan-588")
    }
    assert "Khánh Hòa" in offices["ninh-thuan-588"]
    assert offices["cao-bang-588"] == "Sở Giáo dục và Đào tạo"


def test_an_unknown_office_is_a_fault_that_lists_those_there_are(data_copy):
    base = data_copy / "programmes" / "bases" / "588" / "programme.toml"
    text = base.read_text(encoding="utf-8")
    assert text.count('lead_agency = "health"') == 2
    base.write_text(
        text.replace('lead_agency = "health"', 'lead_agency = "so-y-te"'), encoding="utf-8"
    )
    with pytest.raises(InputFaults) as told:
        load_programme("cao-bang-588", data_copy)
    assert sorted(fault.where for fault in told.value.faults) == [
        "categories[health].lead_agency",
        "facilities[health_station].lead_agency",
    ]
    assert all('"education"' in fault.expected for fault in told.value.faults)


def test_words_in_place_of_an_id_stay_as_they_are(load_edited):
    """A data root without any register of offices needs none."""
    assert load_edited().category("health").lead_agency.vi == "Sở Y tế"
