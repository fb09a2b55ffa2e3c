"""The public edition: what it shows is true, what it hides stays hidden, over all pages at once."""

from __future__ import annotations

import itertools
import re

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from needs.assessment import Assessment
from needs.disclosure import audit, cell_id, protect, sensitive
from needs.editions.figures import (
    AT_MOST,
    COST,
    LACKING,
    TARGET,
    cells_of_figures,
    edition_figures,
)
from needs.editions.past import decided_before, read_past, with_past
from needs.editions.told import NOT_SHOWN, disclosure_rules, told
from needs.errors import Fault, InputFaults
from needs.public import write_public_pages

from .small import ON

HEADINGS = {
    "Trẻ cần đạt": TARGET,
    "Còn thiếu, ít nhất": LACKING,
    "Còn thiếu, nhiều nhất": AT_MOST,
    "Còn thiếu, ít nhất, triệu đồng": COST,
    "Trẻ còn thiếu, ít nhất": LACKING,
    "Triệu đồng": COST,
    "Trẻ em": "children",
}
CAPTIONS = {
    "Số trẻ cần đạt, theo nơi và loại hỗ trợ": TARGET,
    "Số trẻ còn thiếu, ít nhất, theo nơi và loại hỗ trợ": LACKING,
    "Số trẻ còn thiếu, ít nhất, theo xã và loại hỗ trợ": LACKING,
}


def province(programme, places, lacking, *, extra=15):
    """An assessment in which so many children lack the first categories: a row a commune."""
    categories = [one.id for one in programme.categories[: len(lacking[0])]]
    gap = places.merge(pd.DataFrame({"category": categories}), how="cross")
    count = pd.array(list(itertools.chain(*lacking)), dtype="Int64")
    gap = gap.assign(
        gap_low=count,
        gap_high=count + 3 * extra,
        children_target=count + extra,
        cost_vnd=count * 640_000,
        priority=0.5,
    )
    people = pd.array([900 + 10 * n for n in range(len(places))], dtype="Int64")
    tables = {
        "communes": places.assign(zone="III", population=people * 4, children=people),
        "gap": gap,
        "facilities": pd.DataFrame(columns=["facility", "places_open", "commune"]),
    }
    return Assessment(programme, tables)


def publish(assessment, folder, on=ON):
    write_public_pages(assessment, folder, root=folder, on=on, lang="vi")
    return {
        path.relative_to(folder / "public").as_posix(): BeautifulSoup(
            path.read_text(encoding="utf-8"), "html.parser"
        )
        for path in sorted((folder / "public").rglob("*.html"))
    }


# -- what a reader of all pages has in hand --------------------------------------------------------


def printed(assessment, pages) -> dict[str, set[str]]:
    """Every cell of every table of every page, by the id of what it counts: its words."""
    found: dict[str, set[str]] = {}
    for address, soup in pages.items():
        own = page_sides(assessment, address, soup)
        for table in soup.select("table"):
            for name, words in table_cells(assessment, table, own):
                found.setdefault(name, set()).add(words)
    return found


def page_sides(assessment, address, soup):
    """What a page's totals are about: a district where its title names one."""
    if not address.startswith("briefings/"):
        return {}
    communes, title = assessment.communes, soup.h1.get_text()
    named = communes[[name in title for name in communes.district]]
    return {"district_code": named.district_code.iloc[0]} if len(named) else {}


def table_cells(assessment, table, own):
    programme, communes = assessment.programme, assessment.communes
    category = {one.name.vi: {"category": one.id} for one in programme.categories}
    places = {row.commune: {"commune_code": row.commune_code} for row in communes.itertuples()}
    places |= {row.district: {"district_code": row.district_code} for row in communes.itertuples()}
    caption = table.caption.get_text()
    titles = [one.get_text() for one in table.select("thead th")][1:]
    for row in table.select("tbody tr, tfoot tr"):
        first, *cells = row.select("th, td")
        for small in first.select("small"):
            small.extract()
        name = first.get_text(" ").strip()
        sides = places.get(name, own | category.get(name, {}))
        for title, cell in zip(titles, cells, strict=True):
            measure, entry = HEADINGS.get(title), sides
            if caption in CAPTIONS:
                measure, entry = CAPTIONS[caption], sides | category[title]
            if measure and cell.get_text() != "–":
                yield cell_id(measure, **entry), cell.get_text()


def figure(words: str) -> int:
    return int(words.replace(".", ""))


def hand_over(assessment, pages):
    """The cells with true values, and which of them no page shows, read back from the pages."""
    rules = disclosure_rules(assessment.programme)
    cells = told_cells(assessment)
    seen = printed(assessment, pages)
    assert all(len(words) == 1 for words in seen.values()), "two pages tell two things of one cell"
    shown = {name: next(iter(words)) for name, words in seen.items()}
    hidden = {name for name in cells.ids if shown.get(name, NOT_SHOWN) == NOT_SHOWN}
    return rules, cells, shown, hidden


def told_cells(assessment):
    return cells_of_figures(edition_figures(assessment))


def check_edition(assessment, pages):
    rules, cells, shown, hidden = hand_over(assessment, pages)
    true = dict(zip(cells.frame.cell, cells.frame.value, strict=True))
    step = dict(zip(cells.frame.cell, cells.frame.step, strict=True))
    for name, words in shown.items():
        assert name in true, f"{name} is on a page and was never judged"
        if words != NOT_SHOWN:
            value = true[name]
            if step[name]:
                value = (value + step[name] / 2) // step[name]
            assert figure(words) == value, name
    small = set(sensitive(cells, rules).cell)
    assert not small & {name for name, words in shown.items() if words != NOT_SHOWN}
    audited = audit(cells, hidden, rules)
    # What a page leaves to the level above could have been told: it is no secret.
    marked = {name for name, words in shown.items() if words == NOT_SHOWN}
    secret = audited.cell.isin(marked) | (audited.rule != "")
    assert audited.safe[secret].all(), audited[secret & ~audited.safe]
    return shown


def test_where_nothing_is_small_everything_is_shown_as_it_is_inside(programme, places, tmp_path):
    inside = province(programme, places, [[40 + n, 70 + n] for n in range(7)])
    pages = publish(inside, tmp_path)
    shown = check_edition(inside, pages)
    assert NOT_SHOWN not in shown.values()
    total = int(inside.gap.gap_low[inside.gap.category == programme.categories[0].id].sum())
    assert shown[cell_id(LACKING, category=programme.categories[0].id)] == str(total)
    # Every commune and category on its district's page, the districts on the overview.
    assert {f"{LACKING}|category={programme.categories[1].id};commune_code={code}"
            for code in places.commune_code} <= set(shown)  # fmt: skip


def test_small_counts_are_on_no_page_and_cannot_be_worked_out_from_all_of_them(
    programme, places, tmp_path
):
    few = [[40, 3], [55, 61], [4, 80], [90, 9], [30, 12], [7, 45], [64, 33]]
    inside = province(programme, places, few)
    shown = check_edition(inside, publish(inside, tmp_path))
    assert list(shown.values()).count(NOT_SHOWN) >= 8, "each small one has company"
    # Zero is shown: nobody can be recognised among none.
    none = province(programme, places, [[0, 50]] * 7)
    again = check_edition(none, publish(none, tmp_path / "none"))
    code = places.commune_code[0]
    assert again[cell_id(LACKING, commune_code=code, category=programme.categories[0].id)] == "0"


@pytest.fixture(scope="module")
def publishing(programme, places, tmp_path_factory):
    """Publish and check: what lacks where, and how many more are aimed at."""

    def check(lacking, extra):
        inside = province(programme, places, lacking, extra=extra)
        check_edition(inside, publish(inside, tmp_path_factory.mktemp("site")))

    # A plain function: hypothesis would write out the whole profile of a richer argument.
    return check


@settings(max_examples=6, phases=[Phase.explicit, Phase.generate])
@given(
    lacking=st.lists(
        st.lists(st.sampled_from([0, 1, 4, 9, 10, 11, 25, 300]), min_size=2, max_size=2),
        min_size=7,
        max_size=7,
    ),
    extra=st.sampled_from([0, 3, 20]),
)
def test_no_reader_of_all_pages_can_work_a_hidden_count_out(publishing, lacking, extra):
    publishing(lacking, extra)


def test_rows_in_any_order_make_the_same_pages(programme, places, tmp_path):
    few = [[40, 3], [55, 61], [4, 80], [90, 9], [30, 12], [7, 45], [64, 33]]
    first = publish(province(programme, places, few), tmp_path / "a")
    turned = province(programme, places, few)
    for name, frame in turned.tables.items():
        turned.tables[name] = frame[::-1]
    second = publish(turned, tmp_path / "b")
    assert {name: str(soup) for name, soup in first.items()} == {
        name: str(soup) for name, soup in second.items()
    }


def test_every_page_says_for_whom_it_is_and_what_the_mark_means(programme, places, tmp_path):
    pages = publish(province(programme, places, [[40, 3]] * 7), tmp_path)
    briefings = {name: soup for name, soup in pages.items() if name.startswith("briefings/")}
    assert len(briefings) == 1 + 2
    for soup in briefings.values():
        words = " ".join(soup.get_text(" ").split())
        assert words.count("Bản công bố") == 1
        assert f"«{NOT_SHOWN}»: không nêu" in words
        assert "dưới 10 trẻ" in words
    linked = {one["href"] for one in pages["briefings/index.html"].select("tbody a")}
    assert linked == {name.removeprefix("briefings/") for name in briefings} - {"index.html"}
    assert "briefings/index.html" in {one["href"] for one in pages["index.html"].select("a")}


# -- editions one after the other ------------------------------------------------------------------


def test_a_list_with_and_without_a_commune_does_not_tell_what_both_hide(
    programme, places, tmp_path
):
    """List A holds a commune with four children; list B does not: the sums must not tell four."""
    inside = province(programme, places, [[40], [55], [4], [90], [30], [70], [64]])
    before = printed(inside, publish(inside, tmp_path, on=ON.replace(day=1)))
    later = province(programme, places, [[40], [55], [4], [90], [30], [70], [64]])
    gone = places.commune_code[2]
    for name in ("gap", "communes"):
        later.tables[name] = later.tables[name][later.tables[name].commune_code != gone]
    after = printed(later, publish(later, tmp_path))
    assert read_past(tmp_path / "tables").editions == ["2026-11-01", "2026-11-22"]
    category = programme.categories[0].id
    sums = [cell_id(LACKING, category=category)]
    sums.append(cell_id(LACKING, category=category, district_code=places.district_code[2]))
    for name in sums:
        both = [next(iter(edition[name])) for edition in (before, after)]
        assert NOT_SHOWN in both, f"{name}: {both} differ by the four"
    # Without the first edition the second hides nothing: it is the two together that tell.
    alone = printed(later, publish(later, tmp_path / "alone"))
    assert {next(iter(alone[name])) for name in sums} != {NOT_SHOWN}


def test_the_same_figures_again_are_the_same_edition(programme, places, tmp_path):
    few = [[40, 3], [55, 61], [4, 80], [90, 9], [30, 12], [7, 45], [64, 33]]
    inside = province(programme, places, few)
    first = printed(inside, publish(inside, tmp_path))
    record = (tmp_path / "tables" / "disclosure.csv").read_bytes()
    again = province(programme, places, few)
    assert printed(again, publish(again, tmp_path, on=ON.replace(day=28))) == first
    assert (tmp_path / "tables" / "disclosure.csv").read_bytes() == record


def test_what_was_decided_is_not_sought_again_unless_figures_or_rules_changed(
    programme, places, tmp_path, monkeypatch
):
    few = [[40, 3], [55, 61], [4, 80], [90, 9], [30, 12], [7, 45], [64, 33]]
    inside = province(programme, places, few)
    first = printed(inside, publish(inside, tmp_path))
    sought: list[int] = []

    def seeking(cells, rules, **more):
        sought.append(rules.threshold)
        return protect(cells, rules, **more)

    monkeypatch.setattr("needs.editions.told.protect", seeking)
    later = ON.replace(day=28)
    assert printed(inside, publish(inside, tmp_path, on=later)) == first
    assert sought == []
    # A hidden cell that the record says is shown: the attacker tries the choice, it does not do.
    path = tmp_path / "tables" / "disclosure.parquet"
    record = pd.read_parquet(path)
    secondary = record.reason == "secondary"
    assert secondary.any()
    record.loc[secondary, "shown"] = True
    record.to_parquet(path, index=False)
    with pytest.raises(InputFaults):  # a reader of that edition could have worked it out
        told(inside, tmp_path / "tables")
    assert len(sought) == 1


def test_other_figures_and_stricter_rules_are_decided_anew(programme, places, tmp_path):
    few = [[40, 3], [55, 61], [4, 80], [90, 9], [30, 12], [7, 45], [64, 33]]
    inside = province(programme, places, few)
    publish(inside, tmp_path)
    past, figures = read_past(tmp_path / "tables"), edition_figures(inside)
    cells, kept = with_past(cells_of_figures(figures), past)
    rules = disclosure_rules(programme)

    def again(figures=figures, rules=rules):
        return decided_before(cells, kept, rules, figures=figures, past=past)

    assert again().hidden == told(inside, tmp_path / "tables").decision.hidden
    assert again(figures=figures.assign(value=figures.value + 1)) is None
    assert again(figures=figures[:-1]) is None
    assert again(rules=rules.model_copy(update={"threshold": 31})) is None


def test_the_record_holds_no_hidden_value(programme, places, tmp_path):
    inside = province(programme, places, [[40, 3]] * 7)
    publish(inside, tmp_path)
    record = read_past(tmp_path / "tables").record
    assert (record.reason == "primary").any()
    assert "value" not in record.columns
    assert record[record.reason.notna()].safe.all()


# -- what must not be published --------------------------------------------------------------------


def test_where_a_hidden_figure_could_be_worked_out_no_page_of_needs_is_left(
    programme, places, tmp_path, monkeypatch
):
    inside = province(programme, places, [[40, 3]] * 7)
    publish(inside, tmp_path)
    faults = InputFaults("x", [Fault("ô", "a", "b")])

    def unsafe(*_args, **_more):
        raise faults

    monkeypatch.setattr("needs.editions.told.protect", unsafe)
    with pytest.raises(InputFaults, match="ô"):
        publish(province(programme, places, [[41, 3]] * 7), tmp_path)
    left = {path.name for path in (tmp_path / "public").rglob("*.html")}
    assert left == {"money.html"}


def test_a_page_that_would_tell_of_a_child_is_not_written_and_the_others_are(
    programme, places, tmp_path
):
    inside = province(programme, places, [[40, 30]] * 7)
    publish(inside, tmp_path)
    name = places.district[0]
    told_of = "cháu Lý Thị Hoa, sinh ngày 3/4/2016"
    communes = inside.tables["communes"]
    communes.loc[communes.commune_code == places.commune_code[0], "zone"] = told_of
    with pytest.raises(InputFaults) as error:
        publish(inside, tmp_path)
    assert "briefings/" in str(error.value)
    assert "Lý Thị Hoa" not in str(error.value)
    assert re.search(r"Aa Aaa Aaa", str(error.value))
    written = {path: path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.html")}
    assert not [path for path, html in written.items() if "Lý Thị Hoa" in html]
    assert {"index.html", "needs.html", "money.html"} <= {path.name for path in written}
    assert not [path for path, html in written.items() if f"<h1>Tóm tắt nhu cầu: {name}" in html]


def test_the_strictest_limit_of_a_profile_counts(programme):
    page = programme.public_page.model_copy(update={"smallest_group": 25})
    stricter = programme.model_copy(update={"public_page": page})
    assert disclosure_rules(stricter).threshold == 25
    without = programme.model_copy(update={"disclosure": None, "public_page": None})
    assert disclosure_rules(without).threshold == 10


def test_a_missing_commune_leaves_its_sums_missing(programme, places, tmp_path):
    inside = province(programme, places, [[40, 30]] * 7)
    gap = inside.tables["gap"]
    gap.loc[0, ["gap_low", "gap_high", "cost_vnd"]] = pd.NA
    pages = publish(inside, tmp_path)
    seen = printed(inside, pages)
    assert seen[cell_id(LACKING, category=gap.category[0])] == {"chưa có số liệu"}
    assert told(inside, tmp_path / "tables").decision.safe


def test_a_kind_that_none_lacks_is_not_told_by_its_absence(programme, places, tmp_path):
    """Where a profile keeps noughts back, the front page leaves no kind out."""
    assert programme.disclosure is not None
    rules = programme.disclosure.model_copy(update={"zero": "hidden"})
    inside = province(programme.model_copy(update={"disclosure": rules}), places, [[0, 50]] * 7)
    pages = publish(inside, tmp_path)
    none = f"trẻ thiếu: {programme.categories[0].name.vi}"
    front = " ".join(pages["index.html"].get_text(" ").split())
    assert f"{NOT_SHOWN} {none}" in front
    assert "kể cả số 0" in " ".join(pages["needs.html"].get_text(" ").split())
    # Where noughts are shown, the list of what lacks leaves it out.
    shown = publish(province(programme, places, [[0, 50]] * 7), tmp_path / "shown")
    assert none not in " ".join(shown["index.html"].get_text(" ").split())
