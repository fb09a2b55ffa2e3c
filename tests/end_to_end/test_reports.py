"""What one command writes: every district, and figures that agree with each other everywhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from .opened import number, read_page

COMMUNES = "Các xã trong danh sách"
DISTRICTS = "Theo huyện"
NEED = "Nhu cầu cả năm"
GAP = "Tiền:"
PROPOSAL = "Đề xuất phân bổ theo nhà tài trợ"
OPEN = "Từng xã"
FIRM = "Thiếu chắc chắn"
PARTS = ("Nhà nước lo", "Nguồn khác lo", "Còn thiếu, mức giữa")

# Districts, communes of the list, those in zone III: the official lists.
OFFICIAL = {"cao-bang-588": (10, 56, 53), "ninh-thuan-588": (6, 28, 15)}


@pytest.fixture(scope="module")
def tables(report):
    return {path.stem: pd.read_parquet(path) for path in (report / "tables").glob("*.parquet")}


@pytest.fixture(scope="module")
def briefings(report):
    return {path.parent.name: read_page(path) for path in sorted(report.glob("districts/*/*.html"))}


@pytest.fixture(scope="module")
def overview(report):
    return read_page(report / "province" / "overview.html")


def millions(values) -> float:
    return float(values.sum()) / 1e6


def test_the_command_ends_well_and_says_what_it_made(report, programme):
    printed = (report.parent / "printed.txt").read_text(encoding="utf-8")
    assert (report.parent / "exit.txt").read_text() == "0", printed
    products = OFFICIAL[programme][0] + 1
    assert f"{products} sản phẩm đã lập, 0 đã có sẵn, 0 bị lỗi" in printed
    assert str(report) in printed


def test_every_district_and_the_province_are_ok_in_the_manifest(report, programme):
    manifest = json.loads((report / "manifest.json").read_text(encoding="utf-8"))
    products = manifest["products"]
    assert {product["status"] for product in products.values()} == {"ok"}
    assert "province" in products
    assert len(products) == OFFICIAL[programme][0] + 1
    for name, product in products.items():
        assert product["data_basis"] == "illustrative"
        assert product["parameters"]["programme"] == programme
        for path in product["outputs"]:
            assert (report / path).is_file(), (name, path)
        assert product["seconds"] > 0
        assert len(product["fingerprint"]) == 64
    assert manifest["version"]
    assert f"programmes/{programme}/programme.toml" in manifest["inputs"]


ENDINGS = (
    *(".html", ".ics", ".ipynb", ".parquet", ".csv", ".docx", ".pdf", ".xlsx"),
    *(".geojson", ".gpkg"),
)
KEPT = (
    *("manifest.json", "documents.json", "datapackage.json"),
    *(".made-of", ".published-of", ".public-data-of"),
)


def test_no_file_is_left_over(report):
    strays = [
        path
        for path in report.rglob("*")
        if path.is_file() and path.suffix not in ENDINGS and path.name not in KEPT
    ]
    assert strays == []


def test_the_communes_over_the_briefings_are_those_of_the_official_list(
    briefings, programme, tables
):
    listed = [name for page in briefings.values() for name in page.table(COMMUNES).index]
    zones = [zone for page in briefings.values() for zone in page.table(COMMUNES)["Khu vực"]]
    _, communes, zone_iii = OFFICIAL[programme]
    assert len(listed) == communes
    assert sum(zone.startswith("khu vực III") for zone in zones) == zone_iii
    # Only zone III counts as specially disadvantaged, and each of them is marked so.
    assert sum(zone.endswith("ĐBKK") for zone in zones) == zone_iii
    assert sorted(listed) == sorted(tables["communes"].commune)


def test_the_residents_printed_add_up(briefings, overview, programme, tables):
    printed = sum(
        number(value) for page in briefings.values() for value in page.table(COMMUNES)["Dân số"]
    )
    assert printed == tables["communes"].population.sum()
    assert printed == sum(number(page.total(COMMUNES)["Dân số"]) for page in briefings.values())
    assert printed == number(overview.total(DISTRICTS)["Dân số"])
    assert printed == number(overview.figures()["dân số các xã trong danh sách"])
    if programme == "cao-bang-588":
        assert printed == 573_119


def test_every_district_of_the_overview_says_what_its_briefing_says(briefings, overview):
    rows = overview.table(DISTRICTS)
    assert len(rows) == len(briefings)
    for name, row in rows.iterrows():
        page = next(page for page in briefings.values() if name in page.heading)
        figures = page.figures()
        disadvantaged, listed = figures["xã đặc biệt khó khăn / xã trong danh sách"].split(" / ")
        assert (row["ĐBKK"], row["Số xã"]) == (disadvantaged, listed)
        assert row["Dân số"] == page.total(COMMUNES)["Dân số"]
        if disadvantaged == "0":
            assert list(row.iloc[3:]) == ["0"] * 5
            continue
        assert row["Nhu cầu"] == page.total(NEED)["Chi phí, triệu đồng"]
        top = {label.split(",")[0]: figure for label, figure in figures.items()}
        assert row["Trẻ ở xã ĐBKK"] == top["trẻ em dưới 16 tuổi ở xã đặc biệt khó khăn"]
        assert row[FIRM] == page.total(GAP)[FIRM]
        assert row[FIRM] == next(
            figure for label, figure in figures.items() if "thiếu chắc chắn" in label
        )
        assert row["Đề xuất"] == figures["triệu đồng đề xuất với các nhà tài trợ"]
        assert row["Chưa có nguồn"] == figures["triệu đồng thiếu chắc chắn mà chưa có nguồn"]


@pytest.mark.parametrize(
    ("column", "table"),
    [
        ("Nhu cầu", "need"),
        (FIRM, "gap"),
        ("Đề xuất", "allocation"),
        ("Chưa có nguồn", "open_needs"),
    ],
)
def test_the_districts_sum_to_the_province(overview, tables, column, table):
    costs = tables[table].groupby("district").cost_vnd.sum()
    rows = overview.table(DISTRICTS)[column]
    for district, printed in rows.items():
        assert number(printed) == round(costs.get(district, 0) / 1e6)
    # Each row is rounded to a million by itself; the exact figures agree to the đồng.
    province = number(overview.total(DISTRICTS)[column])
    assert abs(sum(map(number, rows)) - province) <= len(rows) / 2
    assert province == round(millions(tables[table].cost_vnd))


def test_proposed_and_open_make_up_the_gap(tables, overview):
    gap, given, left = (tables[name].cost_vnd.sum() for name in ("gap", "allocation", "open_needs"))
    assert given + left == gap
    total = overview.total(DISTRICTS)
    printed = [number(total[name]) for name in (FIRM, "Đề xuất", "Chưa có nguồn")]
    assert abs(printed[0] - printed[1] - printed[2]) <= 1


def served(briefings):
    """Return the briefings of districts with specially disadvantaged communes."""
    title = "xã đặc biệt khó khăn / xã trong danh sách"
    found = [page for page in briefings.values() if not page.figures()[title].startswith("0 ")]
    assert len(found) > 3
    return found


def test_middles_of_the_gap_sum_from_the_communes_to_the_province(briefings, overview, tables):
    """Commune by commune, as printed; what is not in a category's scope is a dash, not a zero."""
    caption = "Số trẻ còn thiếu theo"
    sums: dict[str, float] = {}
    for page in served(briefings):
        by_commune, total = page.table(caption), page.total(caption)
        for name in by_commune.columns:
            cells = [_middle_and_ends(cell) for cell in by_commune[name] if cell != "–"]
            middle, low, high = _middle_and_ends(total[name])
            assert sum(cell[0] for cell in cells) == middle
            assert all(one[1] <= one[0] <= one[2] for one in (*cells, (middle, low, high)))
            # Communes are not all at their ends at once: the ends of the sum lie further in,
            # but for the upper end where hardly any draw has a gap.
            assert low >= sum(cell[1] for cell in cells) - len(cells)
            assert high <= sum(cell[2] for cell in cells) + len(cells) or not low
            sums[name] = sums.get(name, 0) + middle
    printed = overview.total(caption)
    for name, middle in sums.items():
        assert middle == _middle_and_ends(printed[name])[0]
    assert sum(sums.values()) == tables["gap"].gap_point.sum()


def _middle_and_ends(cell: str) -> tuple[float, float, float]:
    """Read «153 0–415», or a figure that is exact."""
    middle, *ends = cell.replace("⚠", "").split()
    low, _, high = ends[0].partition("–") if ends else (middle, "", middle)
    return number(middle), number(low), number(high)


def test_the_firm_gap_in_children_sums_from_the_districts_to_the_province(
    briefings, overview, tables
):
    whole = overview.table("Trẻ:")[FIRM].map(number)
    parts = sum(page.table("Trẻ:")[FIRM].map(number) for page in served(briefings))
    assert parts.to_dict() == whole.to_dict()
    assert whole.sum() == tables["gap"].gap_low.sum() > 0


def test_target_less_state_less_others_is_the_gap_on_every_page(briefings, overview):
    """Children to the child; money to what rounding to millions lets be lost."""
    for page in (*served(briefings), overview):
        children, money = page.table("Trẻ:"), page.table(GAP)
        for _, row in children.iterrows():
            assert number(row["Trẻ cần đạt"]) == sum(number(row[part]) for part in PARTS)
        for row in (*(row for _, row in money.iterrows()), page.total(GAP)):
            parts = sum(number(row[part]) for part in PARTS)
            assert abs(number(row["Cần cho chỉ tiêu"]) - parts) <= 2


def test_children_eligible_are_the_children_of_the_disadvantaged_communes(tables):
    """A category for every child counts the children that the commune is said to have."""
    communes = tables["communes"].set_index("commune_code")
    health = tables["gap"].query("category == 'health'").set_index("commune_code")
    off = (health.children_eligible - communes.children.reindex(health.index)).loc[lambda d: d != 0]
    assert off.empty, f"{len(off)} of {len(health)} communes differ by rounding"


def _reached(proposal: pd.DataFrame) -> float:
    """Return the children of a proposal; who pays the rest of a lot reaches nobody twice."""
    joint = proposal["Khối lượng"].str.startswith("cùng trả với")
    assert set(proposal["Trẻ"][joint]) <= {"–"}
    return sum(map(number, proposal["Trẻ"][~joint]))


def test_every_lot_of_the_tables_stands_in_a_briefing(briefings, tables):
    lots, lacking = tables["allocation"], tables["gap"].query("gap_low > 0")
    printed, cells = 0, 0
    for page in briefings.values():
        if PROPOSAL in page.text and "Chưa có đề xuất nào" not in page.text:
            reached = _reached(page.table(PROPOSAL))
            printed += reached
            by_commune = page.table(OPEN)
            cells += len(by_commune)
            assert sum(map(number, by_commune["Đề xuất tới"])) == reached
            for row in by_commune.itertuples():
                low, reached, left = map(number, row[3:6])
                assert low == reached + left > 0, row
                assert bool(row[6]) == (left > 0), "an open need says why; a met one needs not"
        elif page in served(briefings):
            cells += len(page.table(OPEN))
    assert printed == lots.children_reached.sum()
    assert cells == len(lacking)


def test_no_donor_gives_more_than_it_has(overview, tables):
    rows = overview.table("Từng món quà")
    assert len(rows) == len(tables["gift_use"])
    for row in rows.itertuples():
        has, used, left = (0.5 if cell == "< 1" else number(cell) for cell in row[3:6])
        assert abs(has - used - left) <= 1
        assert used <= has
        assert bool(row[7]) == (left > 0), "what is left has a reason"
    use, lots = tables["gift_use"], tables["allocation"]
    assert (use.left.gt(0) == use.left_reason.ne("")).all()
    holds = use.budget_vnd.where(use.funding == "cash", use.stock_units)
    assert (use.held_taken + use.used + use.left == holds).all()
    assert (
        lots.query("funding == 'cash'").cost_vnd.sum() == use.query("funding == 'cash'").used.sum()
    )
    assert (lots.cost_vnd == lots.paid_vnd + lots.partner_vnd).all()


def test_csv_says_the_same_as_parquet_and_keeps_codes(report, tables):
    for name, exact in tables.items():
        path = report / "tables" / f"{name}.csv"
        assert path.read_bytes().startswith(b"\xef\xbb\xbf"), "Excel needs the byte-order mark"
        text = pd.read_csv(path, dtype="str", keep_default_na=False)
        assert list(text.columns) == list(exact.columns)
        assert len(text) == len(exact)
        for code, digits in (("commune_code", 5), ("district_code", 3), ("province_code", 2)):
            if code in text:
                assert text[code].str.fullmatch(rf"\d{{{digits}}}").all()
        for column in exact.select_dtypes("number"):
            known = exact[column].notna()
            assert (text[column].ne("") == known).all(), (name, column)
            assert text[column][known].astype(float).to_list() == pytest.approx(
                exact[column][known].astype(float).to_list()
            )


def test_every_page_says_that_the_figures_are_illustrative(briefings, overview):
    for page in (*briefings.values(), overview):
        assert page.soup.select_one(".badge-illustrative").get_text() == "số liệu minh họa"
        assert "không có thật" in page.text


def test_nothing_unfilled_or_unreadable_stands_on_a_page(briefings, overview):
    for name, page in {**briefings, "overview": overview}.items():
        words = page.text
        assert "\ufffd" not in words, name
        for token in ("NaN", "nan", "NaT", "None", "<NA>", "inf", "Traceback"):
            assert not re.search(rf"(?<!\w){re.escape(token)}(?!\w)", words), (name, token)
        assert not re.search(r"\{\w*\}", words), name
        assert not re.search(r"Ã.|Ä‘|áº", words), f"{name}: letters of a wrong encoding"


def test_a_vietnamese_page_speaks_vietnamese(briefings, overview):
    """No code of ours stands where a planner reads: category ids, zones, bases, reasons."""
    for name, page in {**briefings, "overview": overview}.items():
        words = page.text
        for code in page.soup.select("code"):  # the ids of figures stand there on purpose
            words = words.replace(code.get_text(), "")
        for token in ("zone_III", "population", "total", "illustrative", "estimated", "warm_"):
            assert not re.search(rf"\b{token}(?!\w*\.csv)", words), (name, token)


def test_executed_notebooks_and_manifest_name_no_folder_of_the_machine(report, root):
    machine = {str(root), str(report.parent), str(Path.home()), "/home/", "/Users/"}
    machine.discard("/")
    for path in (report / "manifest.json", *report.rglob("*.ipynb"), *report.rglob("*.html")):
        words = path.read_text(encoding="utf-8")
        found = {folder for folder in machine if folder in words}
        # A page two folders deep may link to its neighbours, never to what is outside the report.
        for link in re.findall(r"(?:\.\./){2,}[\w./-]{0,40}", words):
            if not (path.parent / link).resolve().is_relative_to(report.resolve()):
                found.add(link)
        assert not found, (path.relative_to(report), found)
