"""The page of the timetable: what a planner finds on it."""

from __future__ import annotations

import datetime as dt
import re

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from icalendar import Calendar

from needs.programmes import list_programmes, load_programme
from needs.programmes.timetable import Timetable
from needs.sheets.timetable import two_years, write_timetable_pages
from needs.sheets.timetable_picture import year_band

ON = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def plan(data):
    return load_programme("cao-bang-588", data)


def page_of(plan, folder, data, **options):
    page, calendar = write_timetable_pages(plan, folder, root=data, on=ON, **options)
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser"), page, calendar


@pytest.fixture(scope="module")
def page(plan, data, tmp_path_factory):
    return page_of(plan, tmp_path_factory.mktemp("reports"), data)[0]


def rows_under(page, title):
    heading = next(one for one in page.find_all(["h2", "h3"]) if one.get_text() == title)
    table = heading.find_next("table")
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in table.tbody.find_all("tr")
    ]


def test_the_deadlines_of_the_plan_stand_on_it(page):
    """Cao Bằng: 30/11 and 15/12; eight and 23 days from 22/11/2026."""
    soon = rows_under(page, "Sắp tới")
    assert ["30/11/2026 còn 8 ngày", "Báo cáo năm theo kế hoạch"] in [row[:2] for row in soon]
    assert ["15/12/2026 còn 23 ngày", "Báo cáo năm theo kế hoạch"] in [row[:2] for row in soon]
    due = rows_under(page, "Hạn trong mười hai tháng tới")
    assert [row[0] for row in due] == ["30/11/2026", "15/12/2026"]
    assert all("Kế hoạch 3490/KH-UBND" in row[-1] for row in due), "each with its source"


def test_the_office_that_leads_is_named_where_the_plan_only_says_who_leads(page):
    """«Các sở báo cáo cơ quan chủ trì»: on the page stands whom that means."""
    due = {row[0]: row for row in rows_under(page, "Hạn trong mười hai tháng tới")}
    assert due["30/11/2026"][3] == "Sở Y tế"
    assert due["15/12/2026"][2] == "Sở Y tế"
    for row in rows_under(page, "Sắp tới"):
        assert "cơ quan chủ trì" not in " ".join(row).lower()


def test_a_plan_that_has_ended_says_that_its_year_is_repeated(data, tmp_path):
    page, _, _ = page_of(load_programme("hai-duong-2024", data), tmp_path, data)
    assert "Kế hoạch đã hết kỳ năm 2024" in page.get_text()
    running = load_programme("thanh-hoa-fund", data)
    assert "hết kỳ" not in page_of(running, tmp_path, data)[0].get_text()


def test_the_next_goal_of_each_kind_is_counted_back(page, plan):
    """The coats of 2026 are past on 22/11/2026: those of 2027 stand there, day by day."""
    steps = rows_under(page, "Áo ấm tới xã trước mùa rét")
    days = [dt.datetime.strptime(row[0][:10], "%d/%m/%Y").date() for row in steps]  # noqa: DTZ007
    assert days == sorted(days)
    every = next(one for one in plan.timetable.goals if one.id == "warm_before_winter")
    assert len(steps) == len(every.steps), "those of the nearest goal only"
    assert days[-1] == dt.date(2027, 10, 29), "31/10/2027 is a Sunday"
    assert all(row[3] for row in steps), "who acts"
    assert all("giả định" in row[-1] for row in steps)


def test_of_two_coming_goals_the_nearest_is_counted_back(page):
    """Gifts of Tết 2027 (5/2/2027), not those of Tết 2028, which begin in 2027 too."""
    steps = rows_under(page, "Quà Tết tới trẻ em trước Tết Nguyên đán")
    assert len({row[1] for row in steps}) == len(steps), "each step once"
    assert steps[-1][0][:10] == "02/02/2027", "three days before 5/2, a Tuesday"


def test_lunar_days_stand_in_words(page):
    occasions = {row[1]: row for row in rows_under(page, "Các dịp")}
    assert occasions["Tết Nguyên đán"][0] == "06/02/2027"
    assert occasions["Tết Nguyên đán"][2] == "ngày 1 tháng 1 âm lịch, năm Đinh Mùi"
    assert occasions["Tết Trung thu"][0] == "15/09/2027"


def test_late_stands_only_what_is_known_undone(plan, data, tmp_path):
    known = {"yearly_returns.forms.2026": False, "yearly_returns.remind.2026": True}
    page = page_of(plan, tmp_path, data, done=known)[0]
    assert [row[1] for row in rows_under(page, "Trễ hạn")] == [
        "Gửi biểu cho các xã (Báo cáo nhu cầu hằng năm của các xã)"
    ]
    titles = {one.get_text() for one in page.find_all("h2")}
    assert "Đã qua hạn, chưa biết đã xong chưa" not in titles


def test_each_programme_has_a_page_and_a_calendar_in_english_too(data, tmp_path):
    for programme in list_programmes(data):
        profile = load_programme(programme, data)
        html, page, calendar = page_of(profile, tmp_path / programme, data, lang="en")
        assert page.parts[-2:] == ("offices", "timetable.html")
        assert html.find("svg") is not None
        assert not html.find_all("script")
        assert not re.findall(r'(?:src|href)="(?:https?:)?//', page.read_text(encoding="utf-8"))
        events = Calendar.from_ical(calendar.read_bytes()).events
        assert len(events) == len(two_years(profile, root=data, on=ON))
        words = html.find("body").get_text()
        assert "Sắp tới" not in words
        assert "còn " not in words


def test_the_same_day_gives_the_same_bytes(plan, data, tmp_path):
    first = [path.read_bytes() for path in page_of(plan, tmp_path / "a", data)[1:]]
    again = [path.read_bytes() for path in page_of(plan, tmp_path / "b", data)[1:]]
    assert first == again


def test_a_plan_without_a_timetable_says_what_to_do(plan, data, tmp_path):
    empty = plan.model_copy(update={"timetable": None, "reports": []})
    page, path, calendar = page_of(empty, tmp_path, data)
    assert "thêm vào timetable.toml" in page.get_text()
    assert page.find("svg") is None
    assert path.is_file()
    assert Calendar.from_ical(calendar.read_bytes()).events == []


def test_what_is_left_out_is_named(data, tmp_path):
    """Ninh Thuận gives no warm clothing and states no report deadline."""
    page = page_of(load_programme("ninh-thuan-588", data), tmp_path, data)[0]
    words = page.get_text()
    assert "Không lập: «Áo ấm tới xã trước mùa rét»" in words
    assert "Không lập: «Báo cáo nhu cầu hằng năm của các xã»" in words
    assert not [one for one in page.find_all("h3") if "Áo ấm" in one.get_text()]


@pytest.fixture(scope="module")
def tasks(plan, data):
    return two_years(plan, root=data, on=ON)


def parts(drawn):
    return re.findall(r'data-part="([^"]+)"', drawn.svg)


def test_every_step_occasion_and_goal_is_drawn(tasks):
    touching = tasks[(tasks.start <= "2026-12-31") & (tasks.due >= "2026-01-01")]
    drawn = parts(year_band(touching, 2026, on=ON, lang="vi"))
    steps = touching[touching.kind == "step"]
    assert {part.removeprefix("step ") for part in drawn if part.startswith("step ")} == set(
        steps.task
    )
    assert "deadline 2026-11-30" in drawn
    assert "goal warm_before_winter 2026-10-31" in drawn
    assert "today" in drawn


def test_today_is_not_drawn_in_another_year(tasks):
    assert "today" not in parts(year_band(tasks, 2027, on=ON, lang="vi"))


def test_it_tells_its_dates_in_words(tasks):
    alt = year_band(tasks, 2026, on=ON, lang="vi").alt
    assert "Tết Nguyên đán: 17/02/2026." in alt
    assert "Hạn báo cáo và hạn khác: 30/11, 15/12." in alt


def test_nothing_is_drawn_of_nothing(tasks):
    assert year_band(pd.DataFrame(columns=tasks.columns), 2026, on=ON, lang="vi") is None


def test_a_profile_without_goals_draws_its_occasions(plan, data):
    only = Timetable.model_validate(
        {
            "occasions": [
                {
                    "id": "tet",
                    "name": {"vi": "Tết", "en": "Tết"},
                    "lunar": {"month": 1, "day": 1},
                    "kind": "official",
                    "source": "lịch",
                }
            ]
        }
    )
    bare = plan.model_copy(update={"timetable": only, "reports": []})
    drawn = year_band(two_years(bare, root=data, on=ON), 2026, on=ON, lang="vi")
    assert drawn is not None
    assert "Tết: 17/02/2026." in drawn.alt
