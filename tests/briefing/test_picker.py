"""The district picker: what was shown follows the choice, in its place, never twice."""

from __future__ import annotations

import pytest

from needs.briefing import Page, lookup, open_page, picker
from needs.briefing.picker import Picked, districts, page_of, pick_district
from needs.errors import NotFound
from needs.wording import collation_key

HA_QUANG = "045"


class Place:
    """A place in a notebook that remembers what was put there."""

    def __init__(self, first):
        self.contents = [first.html]

    def update(self, fragment):
        self.contents.append(fragment.html)


@pytest.fixture
def places(monkeypatch):
    """Every place into which something was put, in order."""
    put = []

    def display(shown, display_id=False):
        if not display_id:
            put.append(shown)
            return None
        put.append(Place(shown))
        return put[-1]

    monkeypatch.setattr(picker, "display", display)
    return put


@pytest.fixture
def page(parameters):
    return open_page(parameters(district="Bảo Lạc"))


def answered(monkeypatch, allow):
    class Shell:
        def get_parent(self):
            return {"content": {"allow_stdin": allow}}

    monkeypatch.setattr(picker, "get_ipython", Shell)


def test_a_choice_redraws_everything_in_its_place(places, page):
    chosen = Picked(page)
    chosen.show(lookup.every_commune)
    chosen.show(Page.communes)
    chosen.choose(HA_QUANG)
    assert len(places) == 2, "nothing was put a second time"
    for place in places:
        before, after = place.contents
        assert "Cốc Pàng" in before
        assert "Cốc Pàng" not in after
        assert "Lũng Nặm" in after
    assert chosen.page.place == "Huyện Hà Quảng (cũ)"


def test_a_cell_run_again_takes_the_place_of_the_one_before(places, page):
    chosen = Picked(page)
    chosen.show(lookup.every_commune)
    chosen.show(lookup.every_commune)
    chosen.choose(HA_QUANG)
    assert [len(place.contents) for place in places] == [1, 2]


def test_what_a_section_was_given_stays_with_it(places, page):
    chosen = Picked(page)
    chosen.show(Page.what_if, {"children_share": 0.3})
    chosen.choose(HA_QUANG)
    assert len(places[0].contents) == 2
    other = page_of(page, HA_QUANG)
    assert places[0].contents[1] == other.what_if({"children_share": 0.3}).html


def test_a_district_and_back_gives_the_same(page):
    there = page_of(page, HA_QUANG)
    back = page_of(there, str(page.district_code))
    assert back.communes().html == page.communes().html
    whole = page_of(there, "")
    assert whole.district_code is None
    assert len(whole.part.communes) == len(page.province.communes)


def test_every_district_can_be_chosen_and_together_they_are_the_province(page):
    names = districts(page)
    assert list(names.values()) == sorted(names.values(), key=collation_key)
    counts = [len(page_of(page, code).part.communes) for code in names]
    assert all(counts)
    assert sum(counts) == len(page.province.communes)
    with pytest.raises(NotFound):
        page_of(page, "999")


def test_the_menu_stands_on_the_district_of_the_parameters(monkeypatch, places, page):
    answered(monkeypatch, allow=True)
    chosen = pick_district(page)
    (menu,) = places
    assert menu.value == page.district_code
    assert [code for _, code in menu.options] == ["", *districts(page)]
    chosen.show(lookup.every_commune)
    menu.value = HA_QUANG
    assert "Lũng Nặm" in places[1].contents[-1]


def test_nobody_there_to_answer_or_no_widgets_the_parameters_district_is_told(
    monkeypatch, places, page
):
    answered(monkeypatch, allow=False)
    pick_district(page)
    answered(monkeypatch, allow=True)
    monkeypatch.setattr(picker, "_widgets", lambda: None)
    pick_district(page)
    assert len(places) == 2
    for note in places:
        assert "Huyện Bảo Lạc (cũ)" in note.html
        for name in districts(page).values():
            assert name in note.html, "every district that could be written instead"
        assert "district" in note.html
