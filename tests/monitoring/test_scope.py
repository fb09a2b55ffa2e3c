"""Whom a report is for, and which days it covers."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from needs.errors import NeedsError, NotFound
from needs.monitoring.histories import lot_histories
from needs.monitoring.periods import report_period
from needs.monitoring.scope import Scope, agency_scope
from needs.programmes import Programme
from needs.programmes.figures import Words
from needs.programmes.monitoring import Monitoring

from .conftest import COMMUNES

DAY = dt.date(2026, 11, 22)
NAME = Words(vi="thử", en="test")


def test_an_agency_has_the_categories_of_its_duties(profile, data):
    """Education leads meals and schools in Cao Bằng; it has nothing to do with coats."""
    scope = agency_scope(profile, "education", root=data, on=DAY)
    assert "nutrition" in scope.categories
    assert "warm_clothing" not in scope.categories
    assert "Giáo dục" in scope.name.vi


def test_the_successor_has_the_duties_of_its_predecessor(profile, data):
    """Child affairs passed from labour to health: both names lead to one report."""
    labour, health = (
        agency_scope(profile, name, root=data, on=DAY) for name in ("labour", "health")
    )
    assert labour == health
    assert "warm_clothing" in health.categories


@pytest.mark.parametrize("agency", ["bank", "child_fund"])
def test_an_office_without_a_duty_is_told_which_have_one(profile, data, agency):
    with pytest.raises(NotFound, match="education"):
        agency_scope(profile, agency, root=data, on=DAY)


def test_a_district_sees_its_rows_only():
    scope = Scope("district", NAME, district_code="043")
    assert scope.of(COMMUNES).commune.tolist() == ["Xã Cô Ba"]
    whole = pd.DataFrame({"figure": ["a"]})
    assert scope.of(whole).equals(whole)


def test_lots_are_those_of_the_districts_communes(ledger):
    lots = lot_histories(ledger)
    district = Scope("district", NAME, district_code="043")
    assert district.lots(lots, COMMUNES).lot_id.tolist() == ["L000005", "L000006"]
    other = Scope("agency", NAME, categories=("play",))
    assert other.lots(lots, COMMUNES).empty


def test_the_days_of_each_kind(profile: Programme):
    """The plan runs from 2019 to 2025, the year assessed is 2026."""
    told = {
        kind: report_period(profile, kind) for kind in ("half_year", "year", "mid_term", "final")
    }
    assert told["half_year"].until == dt.date(2026, 6, 30)
    assert told["year"].years == ("2026",)
    assert (told["mid_term"].first_year, told["mid_term"].last_year) == (2019, 2022)
    assert told["final"].until == dt.date(2025, 12, 31)
    assert report_period(profile, "mid_term", year=2021).last_year == 2021


def test_a_report_that_the_profile_does_not_have(profile: Programme):
    monitoring = profile.monitoring
    assert monitoring is not None
    only = monitoring.model_copy(update={"reports": monitoring.reports[:1]})
    short = profile.model_copy(update={"monitoring": only})
    with pytest.raises(NeedsError, match="half_year"):
        report_period(short, "final")
    with pytest.raises(NeedsError, match="2019"):
        report_period(profile, "year", year=2001)


def test_what_a_profile_may_not_say(profile: Programme):
    told = profile.monitoring.model_dump()
    told["reports"] += told["reports"][:1]
    with pytest.raises(ValueError, match="half_year"):
        Monitoring.model_validate(told)
    told["reports"] = [{"id": "year", "year": 2020, "source": "thử"}]
    with pytest.raises(ValueError, match="mid_term"):
        Monitoring.model_validate(told)


@pytest.mark.parametrize("programme", ["cao-bang-588", "hai-duong-2024", "thanh-hoa-fund"])
def test_every_profile_says_how_it_reports(data, programme):
    from needs.programmes import load_programme

    kinds = [rule.id for rule in load_programme(programme, data).monitoring.reports]
    assert {"half_year", "year"} <= set(kinds)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_subject_of_a_report_names_place_and_period_and_not_the_kind(profile, lang):
    """Below «BÁO CÁO» (Nghị định 30/2020/NĐ-CP) the word does not stand again."""
    kind = {"vi": "báo cáo", "en": "report"}[lang]
    told = {}
    for name in ("half_year", "year", "mid_term", "final"):
        period = report_period(profile, name)
        told[name] = period.subject("tỉnh Thử", lang=lang)
        assert kind not in told[name].casefold()
        assert "tỉnh Thử" in told[name]
        assert str(period.last_year) in told[name]
        # The short name, for titles of windows and links, says what it is.
        assert kind in period.name(lang=lang).casefold()
    assert len(set(told.values())) == 4
    if lang == "vi":
        year = report_period(profile, "year").last_year
        assert told["year"] == f"Kết quả vận động, hỗ trợ trẻ em tỉnh Thử năm {year}"
        assert told["half_year"].endswith(f"6 tháng đầu năm {year}")
