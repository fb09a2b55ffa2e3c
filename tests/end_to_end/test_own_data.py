"""A province's own data: in a folder of its own, with gaps, with names that nobody foresaw."""

from __future__ import annotations

import shutil

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from needs.briefing import check_parameters, province_page
from needs.maps.appearance import MISSING_FILL

from .opened import DRAWN, Written, read_page

PROGRAMME = "cao-bang-588"
DONORS = f"illustrative/{PROGRAMME}/donors.csv"
COMMUNES = "Các xã trong danh sách"
MISSING = "chưa có số liệu"

SCRIPT = "<script>document.title='hacked'</script>"
PICTURE = "<img src=x onerror=\"document.title='hacked'\">"
FORMULA = '=HYPERLINK("http://invalid.example","x")'
BRACES = "{{ x }} {% raw %} {name} ${x}"
LONG = "Công ty" + "ạ" * 2000
BACKWARDS = "Quỹ \u202eABC\u202c \u200fXYZ"
QUOTES = "'\"&amp; </td></table>"
PLUS = "+84 912 345 678"
HOSTILE = [SCRIPT, FORMULA, BRACES, LONG, BACKWARDS, QUOTES, PLUS, PICTURE]


@pytest.fixture(scope="module")
def elsewhere_data(data, tmp_path_factory):
    """The data in a folder with blanks and Vietnamese letters in its path; donors renamed."""
    folder = tmp_path_factory.mktemp("x") / "Dữ liệu của Sở (bản 2) {a}"
    shutil.copytree(data, folder)
    path = folder / DONORS
    donors = pd.read_csv(path, dtype="str", keep_default_na=False)
    ids = sorted(set(donors.donor_id))
    assert len(ids) >= len(HOSTILE)
    names = dict(zip(ids, HOSTILE * 2, strict=False))
    donors["donor"] = donors.donor_id.map(names)
    donors["gift"] = ""
    donors.to_csv(path, index=False, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def report(needs, elsewhere_data):
    out = elsewhere_data.parent / "Báo cáo {b}"
    result = needs(
        "run", PROGRAMME, "--data", elsewhere_data, "--out", out, "--district", "Hạ Lang"
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return out / PROGRAMME


@pytest.fixture(scope="module")
def page(report):
    return report / "districts" / "ha-lang" / "briefing.html"


def as_read(names):
    """Return names as a browser shows them: blanks beside each other count as one."""
    return {" ".join(name.split()) for name in names}


def test_names_stand_on_the_page_as_they_were_written(page, report):
    lots = pd.read_parquet(report / "tables" / "allocation.parquet").query("district_code == '048'")
    used = {*lots.donor, *lots.partner.dropna()}
    assert len(used) > 1
    table = read_page(page).table("Đề xuất phân bổ theo nhà tài trợ")
    assert as_read(table.index) == as_read(used)


def test_every_name_stands_on_the_overview_as_it_was_written(report, elsewhere_data):
    shown = overview_of(report, elsewhere_data).proposal()
    page = Written(BeautifulSoup(shown.html, "html.parser"))
    # Marks that turn the direction of what follows are nothing that anybody wrote on purpose.
    names = {name: as_read([name]).pop() for name in HOSTILE if name != BACKWARDS}
    names[BACKWARDS] = "Quỹ ABC XYZ"
    gifts = as_read(page.table("Từng món quà").index)
    # Where a donor gives several gifts, which one is meant stands behind the name.
    several = {f"{SCRIPT} minh-hoa-enterprise-1-{size}" for size in ("lon", "nho")}
    assert several <= gifts
    assert gifts - several == {*names.values()}


def overview_of(report, root):
    """Open the overview on the tables of a run."""
    return province_page(
        check_parameters(
            {
                "programme": PROGRAMME,
                "lang": "vi",
                "tables": str(report / "tables"),
                "data_root": str(root),
            }
        )
    )


def test_nothing_in_a_name_is_run(page, opened):
    shown = opened(page)
    shown.map()
    assert shown.page.title() == "Huyện Hạ Lang (cũ)"
    assert shown.requests == []
    assert shown.complaints == []
    assert shown.page.locator("main script, main img[src='x']").count() == 0


@pytest.mark.parametrize("width", [1000, 390])
def test_long_names_do_not_break_the_page(page, opened, width):
    shown = opened(page, width=width)
    assert shown.too_wide() <= 0
    tallest = shown.page.eval_on_selector_all(
        "table.data tbody tr",
        "rows => Math.max(...rows.map(r => r.getBoundingClientRect().height))",
    )
    assert tallest < 4000
    widest = shown.page.eval_on_selector_all(
        "table.data", "tables => Math.max(...tables.map(t => t.getBoundingClientRect().width))"
    )
    assert widest < 3000, "a name without blanks is broken, not followed to the right for metres"


def test_a_spreadsheet_runs_no_formula(report):
    for path in (report / "tables").glob("*.csv"):
        frame = pd.read_csv(path, dtype="str", keep_default_na=False)
        if "donor" in frame:
            assert not frame.donor.str.match(r"[=+\-@\t\r]").any(), path.name
    exact = pd.read_parquet(report / "tables" / "gift_use.parquet")
    assert {FORMULA, PLUS} <= set(exact.donor), "Parquet keeps what was written"


def test_no_file_that_is_sent_on_names_the_folder(report, elsewhere_data):
    for path in (report / "manifest.json", *report.rglob("*.html"), *report.rglob("*.ipynb")):
        words = path.read_text(encoding="utf-8")
        assert str(elsewhere_data.parent) not in words, path.name
        assert "bản 2" not in words or path.name == "manifest.json"


def test_the_checkout_is_not_touched(report, data, elsewhere_data):
    assert not (data.parent / "reports" / PROGRAMME / "districts" / "ha-lang" / "x").exists()
    assert "hacked" not in (data / DONORS).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def uncounted(needs, data, tmp_path_factory):
    """Xã Hạ Lang was not counted; the province's total is unknown too."""
    folder = tmp_path_factory.mktemp("uncounted")
    root = shutil.copytree(data, folder / "data")
    for name, key, value in (
        ("population_communes_2025.csv", "commune", "Xã Hạ Lang"),
        ("population_totals.csv", "province_code", "04"),
    ):
        path = root / "reference" / name
        frame = pd.read_csv(path, dtype="str", keep_default_na=False)
        frame.loc[frame[key] == value, "population"] = ""
        frame.to_csv(path, index=False, encoding="utf-8")
    result = needs(
        "run", PROGRAMME, "--data", root, "--out", folder / "out", "--district", "Hạ Lang"
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return root, folder / "out" / PROGRAMME


def test_a_missing_count_is_said_and_never_a_smaller_total(uncounted):
    _, report = uncounted
    page = read_page(report / "districts" / "ha-lang" / "briefing.html")
    communes = page.table(COMMUNES)
    assert list(communes.loc["Xã Hạ Lang"].iloc[-4:]) == [MISSING] * 4
    assert MISSING not in " ".join(communes.loc["Xã Lý Quốc"])
    total = page.total(COMMUNES)
    assert (total["Dân số"], total["Trẻ dưới 16"], total["Khoảng 90\u00a0%"]) == (MISSING,) * 3
    gap = page.table("Số trẻ còn thiếu theo xã")
    assert set(gap.loc["Xã Hạ Lang"]) == {MISSING}
    assert set(page.total("Số trẻ còn thiếu theo xã").iloc[1:]) == {MISSING}
    lots = page.table("Từng xã").loc["Xã Hạ Lang"]
    assert set(lots["Chưa có nguồn"]) == {MISSING}
    assert set(lots["Vì sao"]) == {"chưa biết còn thiếu bao nhiêu"}
    assert page.figures()["dân số các xã trong danh sách"] == MISSING
    assert "Chưa có số liệu: Xã Hạ Lang." in page.text


def test_a_missing_count_is_grey_on_the_map(uncounted, opened):
    _, report = uncounted
    shown = opened(report / "districts" / "ha-lang" / "briefing.html")
    inside = shown.map()
    fills = inside.locator(DRAWN).evaluate_all("paths => paths.map(p => p.getAttribute('fill'))")
    assert fills.count(MISSING_FILL) == 1
    assert MISSING in inside.locator(".legend").inner_text()
    assert shown.complaints == []


def test_the_overview_says_missing_for_the_district_and_the_province(uncounted):
    root, report = uncounted
    overview = overview_of(report, root)
    sections = (overview.headline(), overview.communes(), overview.need(), overview.gap())
    page = Written(BeautifulSoup("".join(part.html for part in sections), "html.parser"))
    rows = page.table("Theo huyện")
    assert list(rows.loc["Huyện Hạ Lang"].iloc[2:6]) == [MISSING] * 4
    assert MISSING not in " ".join(rows.loc["Huyện Bảo Lạc"])
    total = page.total("Theo huyện")
    assert total["Số xã"] == "56"
    assert rows.loc["Huyện Hạ Lang", "Chưa có nguồn"] == MISSING
    for column in ("Dân số", "Trẻ ở xã ĐBKK", "Nhu cầu", "Thiếu chắc chắn", "Chưa có nguồn"):
        assert total[column] == MISSING, column
    assert page.figures()["dân số các xã trong danh sách"] == MISSING
