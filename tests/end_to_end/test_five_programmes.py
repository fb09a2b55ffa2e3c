"""The five source plans, run by the installed command: one library, no code for any of them."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from needs.places import load_gazetteer, slug, without_prefix
from needs.programmes import Programme, list_programmes, load_programme

from .conftest import ONE_DISTRICT, PROGRAMMES
from .opened import read_page

FIVE = (*PROGRAMMES, *ONE_DISTRICT)
NO_LIST = "chưa có danh sách xã"
#: What a programme's pages are, by the section of its profile that speaks of it.
PAGES = {
    "timetable": {"offices/timetable.html", "offices/timetable.ics"},
    "network": {"offices/network.html", "offices/transparency.html"},
    "duties": {"offices/agencies/index.html"},
    "fund": {"offices/fund.html"},
    "sponsorship": {"offices/sponsorship.html"},
    "child_friendly": {"offices/friendly.html"},
    "public_page": {"public/index.html", "public/needs.html"},
}


# From the end: another process begins with the first ones, and neither waits for the other.
@pytest.fixture(scope="module", params=reversed(FIVE))
def programme(request) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def profile(programme, data) -> Programme:
    return load_programme(programme, data)


@pytest.fixture(scope="module")
def words(report) -> dict[str, str]:
    """What stands on every page, by its path."""
    return {
        path.relative_to(report).as_posix(): read_page(path).text
        for path in sorted(report.rglob("*.html"))
    }


def test_these_are_all_programmes(data):
    assert sorted(FIVE) == list_programmes(data)


def test_the_command_ends_well_and_complains_of_nothing(report, programme):
    printed = (report.parent / "printed.txt").read_text(encoding="utf-8")
    assert (report.parent / "exit.txt").read_text() == "0", printed
    assert ", 0 bị lỗi" in printed
    manifest = json.loads((report / "manifest.json").read_text(encoding="utf-8"))
    products = manifest["products"]
    assert {product["status"] for product in products.values()} == {"ok"}
    assert ("province" in products) == (programme not in ONE_DISTRICT)
    for product in products.values():
        assert all((report / path).is_file() for path in product["outputs"])


def test_every_section_of_the_profile_has_its_page_and_no_other_page_is_there(report, profile):
    there = {path.relative_to(report).as_posix() for path in report.rglob("*") if path.is_file()}
    for section, pages in PAGES.items():
        has = bool(getattr(profile, section))
        assert pages & there == (pages if has else set()), section
    assert bool(list(report.glob("offices/reports/*.html"))) == bool(profile.monitoring)
    assert bool(list(report.glob("offices/fund-*.html"))) == bool(profile.fund)
    offices = {path.stem for path in report.glob("offices/agencies/*.html")} - {"index"}
    assert len(offices) >= 5


def test_no_page_shows_a_fault_or_a_figure_that_is_none(words):
    for page, text in words.items():
        assert not re.search(r"Traceback|NeedsError|InputFaults|\ufffd|\{\w*\}", text), page
        read = set(re.findall(r"[\w<>]+", text))
        assert not read & {"NaN", "nan", "None", "<NA>", "undefined", "null"}, page


def test_a_programme_without_a_list_says_so_wherever_it_is_needed_and_no_other_does(
    words, programme, profile
):
    saying = {page for page, text in words.items() if NO_LIST in text.lower()}
    if programme != "thanh-hoa-588":
        assert not saying
        return
    (briefing,) = (page for page in words if page.startswith("districts/"))
    (report,) = (page for page in words if page.startswith("offices/reports/"))
    assert {briefing, report, "public/index.html", "public/needs.html"} <= saying
    # What does not depend on the list says nothing of it.
    free = {"offices/timetable.html", "offices/transparency.html", "public/money.html"}
    agencies = {page for page in words if page.startswith("offices/agencies/")}
    assert saying.isdisjoint(free | agencies)


def test_without_a_list_no_figure_is_invented_and_what_is_known_is_there(report, programme, words):
    gap = pd.read_parquet(report / "tables" / "gap.parquet")
    figures = ["children_target", "gap_low", "gap_point", "gap_high", "cost_vnd", "gap_vnd"]
    if programme == "thanh-hoa-588":
        assert gap[figures].isna().all(axis=None)
        (briefing,) = (text for page, text in words.items() if page.startswith("districts/"))
        communes = pd.read_parquet(report / "tables" / "communes.parquet")
        own = communes[communes.district == "Huyện Mường Lát"]
        assert len(own) > 5
        for one in own.itertuples():
            assert without_prefix(one.commune) in briefing
            assert f"{one.population:,}".replace(",", ".") in briefing
    else:
        assert gap.gap_point.notna().all()


def test_blank_forms_of_every_district_can_be_written_list_or_no_list(programme, needs, tmp_path):
    result = needs("template", programme, "--out", tmp_path / "forms")
    assert result.returncode == 0, result.stderr
    forms = {path.stem for path in (tmp_path / "forms").glob("*.xlsx")}
    assert len(forms) >= 6
    if programme in ONE_DISTRICT:
        assert slug(ONE_DISTRICT[programme]) in forms


# -- no line of code for a province ----------------------------------------------------------------


def strings_of_code(path: Path) -> Iterator[tuple[int, str]]:
    """Every text constant of a module that is not its documentation."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                told.add(first.value)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in told:
            yield node.lineno, node.value


@pytest.fixture(scope="module")
def names_and_codes(data) -> tuple[set[str], set[str]]:
    """Ids, provinces and districts of the five, of both editions; codes of all of them."""
    names, codes = set(), set()
    gazetteer = load_gazetteer()
    for programme in FIVE:
        profile = load_programme(programme, data)
        communes = gazetteer.communes(profile.province_code, profile.edition)
        names |= {programme, programme.replace("-", "_"), profile.province.vi.lower()}
        names |= {without_prefix(name).lower() for name in communes.district.unique()}
        codes |= {profile.province_code, *communes.district_code, *communes.commune_code}
    return names, codes


def test_the_code_names_no_province_district_or_commune_of_the_five(root, names_and_codes):
    names, codes = names_and_codes
    # «hòa an», «ba bể»: whole words only.
    named = re.compile(r"\b(" + "|".join(map(re.escape, sorted(names))) + r")\b")
    found = [
        (path.name, line, text)
        for path in sorted((root / "src" / "needs").rglob("*.py"))
        for line, text in strings_of_code(path)
        if named.search(text.lower()) or text in codes
    ]
    assert found == []


def test_nor_do_words_styles_and_templates(root, names_and_codes):
    names, _ = names_and_codes
    named = re.compile(r"\b(" + "|".join(map(re.escape, sorted(names))) + r")\b")
    for path in sorted((root / "src" / "needs").rglob("*")):
        if path.suffix in (".po", ".j2", ".css", ".toml"):
            assert named.findall(path.read_text(encoding="utf-8").lower()) == [], path.name


def test_the_search_finds_a_name_in_code(tmp_path):
    (tmp_path / "m.py").write_text('"""Doc."""\nif x == "cao-bang-588":\n    pass\n')
    assert list(strings_of_code(tmp_path / "m.py")) == [(2, "cao-bang-588")]
