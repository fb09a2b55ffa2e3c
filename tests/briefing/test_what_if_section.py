"""The notebook's trial: what a planner reads after changing a figure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from needs.briefing import Page, check_parameters, open_page
from needs.briefing.signed import signed, signed_millions, signed_share
from needs.briefing.what_if_section import figures_section, what_if
from needs.errors import NotFound


@pytest.fixture(scope="module")
def page(data: Path) -> Page:
    names = {"programme": "ninh-thuan-588", "district": "Bác Ái", "lang": "en"}
    return open_page(check_parameters(names | {"data_root": str(data)}))


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_a_price_is_told_before_and_after(page) -> None:
    shown = words(what_if(page, {"nutrition.unit_price_vnd": 320_000}).html)
    assert "nutrition.unit_price_vnd" in shown
    assert "160,000" in shown
    assert "320,000" in shown
    assert "the cost of the gap goes from" in shown
    assert re.search(r"School meals: \+[\d,]+ million VND", shown)
    assert "Clothing: +" not in shown, "only what moves is named"
    assert "illustrative" in shown.lower()


def test_a_figure_without_effect_is_told(page) -> None:
    shown = words(what_if(page, {"special_circumstances_share": 0.05}).html)
    assert "no result rests on this figure" in shown


def test_nothing_changed_is_told(page) -> None:
    shown = words(what_if(page, {}).html)
    assert "No figure is changed yet." in shown
    assert "→" not in shown.replace("before → after", "")


def test_the_order_of_priority_is_told_where_a_weight_changes(page) -> None:
    assert "Order of priority" in words(what_if(page, {"priority.remote": 1.0}).html)
    assert "Order of priority" not in words(what_if(page, {"children_share": 0.3}).html)


def test_a_wrong_id_names_the_right_one(page) -> None:
    with pytest.raises(NotFound, match="nutrition\\.unit_price_vnd"):
        what_if(page, {"nutrition.unit_price": 200_000})


def test_every_id_that_can_be_tried_is_shown(page) -> None:
    html = figures_section(page).html
    for figure in page.province.assumptions.figure:
        assert f"<code>{figure}</code>" in html


@pytest.mark.parametrize(
    ("difference", "shown"), [(1_234, "+1.234"), (-35, "−35"), (0, "0")], ids=["more", "less", "0"]
)
def test_a_difference_has_its_sign(difference, shown) -> None:
    assert signed(difference, lang="vi") == shown


def test_a_small_amount_does_not_read_zero() -> None:
    assert signed_millions(400_000, lang="vi") == "+0,4"
    assert signed_millions(-12_400_000, lang="vi") == "−12"
    assert signed_share(-5, 200, lang="en") == "−2.5%"
    assert signed_share(5, 0, lang="en") == "–"
