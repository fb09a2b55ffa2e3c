"""Pieces of HTML: whatever a name holds stands on the page as text."""

from __future__ import annotations

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from needs.briefing import html, tables, words
from needs.briefing.cells import millions, millions_span, rate, span, units, whole

# No control characters: they have no place in any page.
NAMES = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=60) | st.sampled_from(
    ["<script>alert(1)</script>", "</td></table>", '" onload="x', "&lt;b&gt;", "{{ x }}", "<!--"]
)


def read(fragment):
    return BeautifulSoup(fragment.html, "html.parser")


@given(NAMES, NAMES, NAMES)
def test_a_table_shows_names_as_they_are(caption, title, cell):
    soup = read(html.data_table([title, "n"], [[html.text(cell), "1"]], caption=caption))
    assert soup.caption.get_text() == caption
    assert soup.select_one("thead th").get_text() == title
    assert soup.select_one("tbody th").get_text() == cell
    assert {tag.name for tag in soup.find_all()} == {
        "div", "table", "caption", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip


@given(NAMES)
def test_words_lists_and_figures_show_names_as_they_are(name):
    assert read(html.paragraph(name)).p.get_text() == name
    assert read(html.heading(name)).h2.get_text() == name
    assert read(html.bullets([name])).li.get_text() == name
    box = read(html.key_figures([("1", name)])).select_one(".figure")
    assert box.span.get_text() == name
    assert len(box.find_all()) == 2


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (whole(1234567, "vi"), "1.234.567"),
        (whole(1234567, "en"), "1,234,567"),
        (span(1200, 1500, "vi"), "1.200–1.500"),
        (span(1200, 1200, "vi"), "1.200"),
        (millions(1_499_999, "vi"), "1"),
        (millions_span(1_000_000, 25_600_000, "en"), "1–26"),
        (units(55.5, "vi"), "55,5"),
        (units(6836.0, "vi"), "6.836"),
        (rate(0.525, "vi"), "52,5%"),
        (whole(0, "vi"), "0"),
    ],
)
def test_figures_are_written_as_the_reader_writes_them(shown, expected):
    assert shown == expected


@pytest.mark.parametrize("missing", [pd.NA, None, float("nan")])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_missing_figure_is_said_never_zero(missing, lang):
    said = {"vi": "chưa có số liệu", "en": "no data"}[lang]
    for shown in (
        whole(missing, lang), millions(missing, lang), units(missing, lang), rate(missing, lang),
        span(missing, 5, lang), span(5, missing, lang), millions_span(missing, 5, lang),
        html.text(missing, lang=lang), html.basis_tag(missing, lang=lang),
        html.bar(missing, lang=lang),
    ):  # fmt: skip
        assert BeautifulSoup(shown, "html.parser").get_text() == said


@pytest.mark.parametrize(
    ("share", "width"), [(0, "0%"), (0.5, "50%"), (1, "100%"), (1.7, "100%"), (-0.2, "0%")]
)
def test_a_bar_stays_in_its_frame(share, width):
    bar = BeautifulSoup(html.bar(share, lang="vi", label="x"), "html.parser")
    assert bar.i["style"] == f"width:{width}"
    assert bar.get_text(strip=True) == "x"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_code_of_a_table_has_words(lang):
    """Whatever the allocation may answer can be said: a briefing must not stop at a code."""
    for code in (
        "gap_unknown", "no_gap", "gap_below_package", "no_donor", "no_means", "means_spent",
        "below_package", "kept_for_others",
    ):  # fmt: skip
        assert words.open_reason(code, lang=lang) not in ("", code)
    for code in ("enterprise", "ngo", "union", "individual"):
        assert words.donor_type(code, lang=lang)
    for basis in ("official", "returned", "estimated", "assumption", "illustrative"):
        assert BeautifulSoup(html.basis_tag(basis, lang=lang), "html.parser").get_text()


def test_what_scrolls_by_itself_is_reached_by_keyboard_and_has_a_name():
    frame = read(html.data_table(["a"], [["1"]], caption="Trẻ theo xã")).select_one(".scroll")
    assert frame["tabindex"] == "0"
    assert frame["aria-label"] == "Trẻ theo xã"


def test_a_plan_of_one_year_is_no_period_from_a_year_to_itself(data):
    from needs.programmes import load_programme

    one, several = (load_programme(name, data).plan for name in ("hai-duong-2024", "cao-bang-588"))
    assert words.plan_words(one, lang="vi").endswith(", năm 2024")
    assert words.plan_words(one, lang="en").endswith(", year 2024")
    assert words.plan_words(several, lang="vi").endswith("giai đoạn 2019–2025")


@pytest.mark.parametrize(
    ("remarks", "common", "own"),
    [
        ([["a", "b"], ["a"], ["a", "c"]], ["a"], [["b"], [], ["c"]]),
        ([["a"], []], [], [["a"], []]),
        # What one commune alone has is its own.
        ([["a"]], [], [["a"]]),
        ([], [], []),
    ],
)
def test_what_holds_of_every_commune_is_said_once(remarks, common, own):
    assert tables.common_remarks(remarks) == (common, own)
