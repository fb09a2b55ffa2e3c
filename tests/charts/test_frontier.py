"""Fairness against effect: every plan stands where its figures are, and is told in words."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from needs.charts.frontier import PlanPoint, frontier

FIGURES = ["lowest_coverage", "effect", "price_of_fairness"]


@pytest.fixture
def steps():
    """Three plans: half, a quarter and nothing for the worst-off; 1,000 to 1,100 children."""
    rows = [(1.0, 0.50, 1000.0, 100 / 1100), (0.5, 0.25, 1050.0, 50 / 1100), (0.0, 0.0, 1100.0, 0)]
    frame = pd.DataFrame(rows, columns=["fair_share", *FIGURES])
    return frame.astype(dict.fromkeys(FIGURES, "Float64"))


def dots(picture):
    """Return the place of each step's dot: share → (to the right, downwards)."""
    return {
        entry.attrib["data-part"].removeprefix("step "): (
            float(entry.attrib["x"]),
            float(entry.attrib["y"]),
        )
        for entry in ET.fromstring(picture.svg).iter()
        if entry.attrib.get("data-part", "").startswith("step ")
    }


def draw(steps, plans=(), lang="vi", illustrative=False):
    return frontier(steps, plans, lang=lang, illustrative=illustrative)


def test_steps_stand_at_their_figures(steps):
    found = dots(draw(steps))
    assert set(found) == {"1", "0.5", "0"}
    # The middle step is half way in both figures.
    for axis in (0, 1):
        assert found["0.5"][axis] == pytest.approx(
            (found["1"][axis] + found["0"][axis]) / 2, abs=0.5
        )
    assert found["1"][0] > found["0"][0], "more for the worst-off is further right"
    assert found["1"][1] > found["0"][1], "less effect is further down"


def test_plans_are_told_apart_by_shape_and_name_not_by_colour_alone(steps, texts, spans):
    plans = [
        PlanPoint("đề xuất này", 0.5, 1000, "proposal"),
        PlanPoint("theo danh sách", 0.25, 1000, "practice"),
        PlanPoint("sau khi đổi", 0.25, 1050, "trial"),
    ]
    picture = draw(steps, plans)
    assert {"đề xuất này", "theo danh sách", "sau khi đổi"} <= set(texts(picture))
    found, places = spans(picture), dots(picture)
    for plan, step in (("practice theo danh sách", "0.5"), ("trial sau khi đổi", "0.5")):
        left, right = found[f"plan {plan}"]
        assert (left + right) / 2 == pytest.approx(places[step][0], abs=0.5)
    shapes = re.findall(r'data-part="plan (\w+) ', picture.svg)
    assert shapes.count("proposal") == 4, "a diamond has four sides"
    assert shapes.count("practice") == shapes.count("trial") == 1
    fills = re.findall(r'fill="([^"]+)"[^>]*data-part="plan (practice|trial)', picture.svg)
    assert len({fill for fill, _ in fills}) == 2, "hollow and full"


def test_only_marks_that_are_drawn_are_explained(steps):
    alone = draw(steps).alt
    assert "Hình thoi" not in alone
    assert "Ô vuông" not in alone
    with_trial = draw(steps, [PlanPoint("thử", 0.1, 1020, "trial")]).alt
    assert "Ô vuông đặc" in with_trial
    assert "Ô vuông trống" not in with_trial


def test_every_step_is_told_with_its_price(steps):
    told = draw(steps).alt
    # (1,100 − 1,000) ÷ 1,100 = 9.1 %
    assert "Giữ 100% sàn công bằng: xã thấp nhất 50,0%, hiệu quả 1.000" in told
    assert "(kém mức cao nhất 9,1%)" in told
    assert "Giữ 0% sàn công bằng: xã thấp nhất 0,0%, hiệu quả 1.100" in told


def test_the_upright_axis_says_that_it_does_not_start_from_zero(steps):
    assert "Trục đứng không bắt đầu từ 0." in draw(steps).alt
    nothing = steps.assign(effect=pd.array([0.0, 40.0, 80.0], dtype="Float64"))
    assert "Trục đứng" not in draw(nothing).alt


def test_a_difference_of_nothing_does_not_look_like_one(steps, texts):
    """11,284.1 and 11,284.9 children: drawn side by side, and no figure is written twice."""
    alike = steps.assign(effect=pd.array([11284.1, 11284.5, 11284.9], dtype="Float64"))
    picture = draw(alike)
    heights = [y for _, y in dots(picture).values()]
    assert max(heights) - min(heights) < 2
    figures = [words for words in texts(picture) if re.fullmatch(r"1\d\.\d{3}", words)]
    assert len(figures) == len(set(figures)) >= 3


def test_steps_of_one_plan_share_a_label(steps, texts):
    same = steps.assign(lowest_coverage=pd.array([0.5] * 3, dtype="Float64"), effect=1000.0)
    assert "100% … 0%" in texts(draw(same))


def test_a_step_without_figures_is_left_out_and_none_without_any(steps):
    steps.loc[1, "effect"] = pd.NA
    assert set(dots(draw(steps))) == {"1", "0"}
    steps["effect"] = pd.array([pd.NA] * 3, dtype="Float64")
    assert draw(steps) is None


def test_a_plan_without_figures_is_not_marked(steps):
    unknown = PlanPoint("chưa rõ", float("nan"), 1000.0, "practice")
    picture = draw(steps, [unknown])
    assert "plan practice" not in picture.svg
    assert "chưa rõ" not in picture.alt.lower()


def test_invented_figures_are_marked(steps, texts):
    picture = draw(steps, illustrative=True)
    assert "Số liệu minh họa" in texts(picture)
    assert picture.alt.endswith("Số liệu minh họa.")


def test_row_order_changes_nothing(steps):
    plans = [PlanPoint("đề xuất này", 0.5, 1000, "proposal")]
    assert draw(steps, plans) == draw(steps.iloc[[2, 0, 1]], plans)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_label_leaves_the_picture(steps, lang):
    plans = [
        PlanPoint("down the priority list, a long name", 0.5, 1100, "practice"),
        PlanPoint("first come, first served", 0.0, 1000, "practice"),
    ]
    picture = draw(steps, plans, lang=lang)
    root = ET.fromstring(picture.svg)
    width = float(root.attrib["viewBox"].split()[2])
    for entry in root.iter():
        if "data-text" in entry.attrib and "transform" in entry.attrib:
            x = float(re.search(r"translate\(([-\d.]+)", entry.attrib["transform"])[1])
            assert 0 <= x < width
