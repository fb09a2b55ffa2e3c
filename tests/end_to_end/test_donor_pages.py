"""The donors' pages as donors and the lead agency open them: offline, on paper, to the đồng."""

from __future__ import annotations

import re
import shutil
import zlib
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from needs.assessment import open_assessment
from needs.assessment.plan_inputs import plan_inputs
from needs.assessment.proposal import gifts_of
from needs.briefing.plan_section import practice_section
from needs.programmes import load_programme
from needs.wording.catalogue import english

from ..allocation.own_checker import broken_limits  # noqa: TID252
from .opened import Written, number, read_page

SCREEN, PHONE = 1000, 390
SHEETS = 12
EACH_LOT, EACH_DONOR = "Từng lô", "Đề xuất với từng nhà tài trợ"
VIETNAMESE = re.compile(
    r"[ăâđêôơưàáạảãằắặẳẵầấậẩẫèéẹẻẽềếệểễìíịỉĩòóọỏõồốộổỗờớợởỡùúụủũừứựửữỳýỵỷỹ]", re.I
)
# Pieces of text on a sheet: fewer are a heading and a line that should have stayed with theirs.
RUNS_OF_A_SHEET = 12


@dataclass(frozen=True)
class Plan:
    """What `needs allocate` wrote for a programme: tables, pages, what it printed."""

    programme: str
    folder: Path
    printed: str
    exit_code: int

    def table(self, name: str) -> pd.DataFrame:
        return pd.read_parquet(self.folder / "tables" / f"{name}.parquet")

    @property
    def pages(self) -> list[Path]:
        """Every page, the two of the province included."""
        return sorted((self.folder / "donors").rglob("*.html"))

    @property
    def donors(self) -> list[Path]:
        return sorted((self.folder / "donors").glob("*/proposal.html"))


@pytest.fixture(scope="session")
def allocated(needs, made_once, assessed_folder):
    """Return what `needs allocate PROGRAMME` writes of a plan that stands; written once."""

    def written(programme: str, lang: str = "vi") -> Plan:
        def run(folder: Path) -> None:
            shutil.copytree(assessed_folder(programme) / "tables", folder / programme / "tables")
            result = needs("allocate", programme, "--out", folder, "--lang", lang)
            (folder / "printed.txt").write_text(result.stdout + result.stderr, encoding="utf-8")
            (folder / "exit.txt").write_text(str(result.returncode), encoding="utf-8")

        folder = made_once(f"plan-{programme}-{lang}", run)
        printed = (folder / "printed.txt").read_text(encoding="utf-8")
        exit_code = int((folder / "exit.txt").read_text(encoding="utf-8"))
        return Plan(programme, folder / programme, printed, exit_code)

    return written


@pytest.fixture(scope="module")
def plan(programme, allocated):
    made = allocated(programme)
    assert made.exit_code == 0, made.printed
    return made


@pytest.fixture(scope="module")
def lots(plan):
    found = plan.table("allocation")
    return found.assign(partner_id=found.partner_id.fillna(""), partner=found.partner.fillna(""))


@pytest.fixture(scope="module")
def read(plan):
    """Every donor's page as a reader finds it, by the donor's id."""
    pages = {path.parent.name: read_page(path) for path in plan.donors}
    assert pages
    return pages


def paid_by(lots, donor):
    """Return what a donor pays: of its own lots, and of those of others that it joins."""
    own = lots[lots.donor_id == donor].paid_vnd.sum()
    return int(own + lots[lots.partner_id == donor].partner_vnd.sum())


def test_every_donor_with_a_lot_has_a_page_and_nobody_else(lots, read):
    assert set(read) == (set(lots.donor_id) | set(lots.partner_id)) - {""}


def test_totals_of_the_pages_are_those_of_the_tables(lots, read):
    for donor, page in read.items():
        mine = lots[(lots.donor_id == donor) | (lots.partner_id == donor)]
        each, total = page.table(EACH_LOT), page.total(EACH_LOT)
        assert len(each) == len(mine), donor
        pays = each["Nhà tài trợ, đồng"].map(number)
        assert pays.sum() == number(total["Nhà tài trợ, đồng"]) == paid_by(lots, donor), donor
        assert each["Gói"].map(number).sum() == mine.packages.sum(), donor
        served = each["Trẻ (công trình)"].map(number)
        assert served.sum() == (mine.children_reached + mine.places).sum(), donor
        told = page.figures()
        assert paid_by(lots, donor) in [number(figure) for figure in told.values()], (donor, told)


def test_what_is_left_of_each_gift_is_that_of_the_table(plan, read):
    use = plan.table("gift_use")
    for donor, page in read.items():
        mine = use[use.donor_id == donor]
        told = page.table("Nguồn của nhà tài trợ")
        assert len(told) == len(mine)
        for column, stored in (("Đề xuất lần này", "used"), ("Còn lại", "left")):
            assert sorted(told[column].map(number)) == sorted(mine[stored]), (donor, column)


def test_a_donor_reads_of_no_other_donor_but_its_partners(plan, lots, read):
    names = plan.table("gifts").drop_duplicates("donor_id").set_index("donor_id").donor
    for donor, page in read.items():
        with_whom = set(lots[lots.donor_id == donor].partner) | set(
            lots[lots.partner_id == donor].donor
        )
        others = set(names.index) - {donor}
        named = {names[one] for one in others if re.search(rf"{names[one]}(?!\w)", page.text)}
        assert named <= with_whom, donor
        # An id of another donor would tell as much as its name.
        ids = {one for one in others if re.search(rf"{re.escape(one)}(?![\w-])", page.text)}
        assert not ids, donor


def test_the_sheet_sums_up_the_pages(plan, lots, read):
    sheet = read_page(plan.folder / "donors" / "index.html")
    pays = "Phần chi hoặc giá trị, đồng"
    each, total = sheet.table(EACH_DONOR), sheet.total(EACH_DONOR)
    of_pages = sorted(number(p.total(EACH_LOT)["Nhà tài trợ, đồng"]) for p in read.values())
    assert sorted(each[pays].map(number)) == of_pages
    assert number(total[pays]) == sum(of_pages) == lots.cost_vnd.sum()
    assert number(total["Số lô"]) == len(lots)
    assert number(total["Lượt trẻ"]) == lots.children_reached.sum()
    assert number(sheet.total("Các đề xuất theo loại hỗ trợ")["Giá trị, đồng"]) == sum(of_pages)
    open_cost = plan.table("open_needs").cost_vnd.sum() / 1e6
    told = number(sheet.total("Nhu cầu chưa có nguồn")["Triệu đồng"])
    assert told == pytest.approx(open_cost, abs=0.51)


def test_links_lead_to_pages(plan):
    folder, found = plan.folder / "donors", set()
    for path in plan.pages:
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for link in page.select("a[href]"):
            address = str(link["href"])
            assert not re.match(r"\w+:|//", address), address
            name, _, anchor = address.partition("#")
            target = (path.parent / name) if name else path
            assert target.is_file(), (path.name, address)
            assert not anchor or page.find(id=anchor), address
            found.add(target.resolve())
    assert found >= {path.resolve() for path in plan.donors}
    assert (folder / "basket.html").resolve() in found


@pytest.mark.parametrize("width", [SCREEN, PHONE])
def test_pages_ask_for_nothing_and_fit_the_screen(plan, opened, width):
    for path in plan.pages:
        shown = opened(path, width=width)
        shown.page.wait_for_load_state()
        name = (path.parent.name, width)
        assert shown.requests == [], name
        assert shown.complaints == [], name
        assert shown.too_wide() <= 0, name
        ends = shown.page.eval_on_selector_all(
            "section", "all => Math.max(...all.map(s => s.getBoundingClientRect().right))"
        )
        assert ends <= width, name
        badge = shown.page.locator(".badge-illustrative").first
        assert badge.bounding_box()["y"] < 800, name
        words = shown.page.inner_text("body")
        assert "số liệu minh họa" in words.lower(), name
        assert not re.search(r"\{\w*\}|\ufffd", words), name
        wrong = {"NaN", "nan", "None", "<NA>", "undefined", "null"}
        assert not set(re.findall(r"[\w<>]+", words)) & wrong, name
        shown.page.context.close()


def sheets(printed: bytes) -> list[tuple[tuple[float, float], int]]:
    """Return, of every sheet of a PDF, width and height in points, and the glyph runs on it."""
    objects = {
        int(number): body
        for number, body in re.findall(rb"(?s)\n(\d+) 0 obj\s(.*?)\sendobj", printed)
    }
    found = []
    for body in objects.values():
        if not re.search(rb"/Type\s*/Page(?!s)", body):
            continue
        wide, high = re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", body).groups()
        content = objects[int(re.search(rb"/Contents (\d+) 0 R", body)[1])]
        stream = zlib.decompress(re.search(rb"(?s)stream\r?\n(.*)\r?\nendstream", content)[1])
        found.append(((float(wide), float(high)), len(re.findall(rb"\bT[jJ]\b", stream))))
    return found


def test_pages_print_on_a4_sheets_none_of_them_almost_empty(plan, opened):
    for path in plan.pages:
        shown = opened(path)
        printed = sheets(shown.page.pdf(prefer_css_page_size=True))
        shown.page.context.close()
        assert 1 <= len(printed) <= SHEETS, (path.parent.name, len(printed))
        for place, ((wide, high), runs) in enumerate(printed, start=1):
            # A4: 210 × 297 mm at 72 points an inch; upright or lying.
            assert sorted((wide, high)) == pytest.approx([595.3, 841.9], abs=1.5), path.parent.name
            assert runs >= RUNS_OF_A_SHEET, (path.parent.name, f"sheet {place} of {len(printed)}")


def test_side_by_side_with_usual_practice(plan, data):
    """The overview's section tells the table; the worst-off fare at least as well as elsewhere."""
    practice = plan.table("practice").set_index("plan")
    assert set(practice.index) == {"ours", "rank", "first_come"}
    assert practice.lowest_coverage["ours"] == practice.lowest_coverage.max()
    assert practice.lowest_commune_coverage["ours"] == practice.lowest_commune_coverage.max()
    assert practice.lowest_coverage["ours"] > 0
    assessment = open_assessment(plan.programme, data, plan.folder / "tables")
    page = Written(BeautifulSoup(practice_section(assessment, lang="vi").html, "html.parser"))
    told = page.table("Đề xuất này và cách làm thường thấy")
    # Columns: this proposal, down the list, first come.
    order = ["ours", "rank", "first_come"]
    for words, column, unit in (
        ("Lượt trẻ được hỗ trợ", "children_reached", 1),
        ("Gini của độ bao phủ", "gini", 1),
        ("Tiền chưa phân bổ, triệu đồng", "unspent_vnd", 10**6),
        ("Số xã được hỗ trợ", "communes_reached", 1),
        ("Độ bao phủ thấp nhất (xã và loại hỗ trợ)", "lowest_coverage", 0.01),
    ):
        shown = [number(cell.rstrip("% ")) for cell in told.loc[words]]
        assert shown == pytest.approx(list(practice[column][order] / unit), abs=0.51), words
    # The shares of three decimals are told to the last of them.
    gini = [number(cell) for cell in told.loc["Gini của độ bao phủ"]]
    assert gini == pytest.approx(list(practice.gini[order]), abs=0.00051)
    # The table of the overview is that of the donors' plan.
    lots, ours = plan.table("allocation"), practice.loc["ours"]
    assert ours.children_reached == lots.children_reached.sum()
    use = plan.table("gift_use")
    assert ours.unspent_vnd == use[use.funding == "cash"].left.sum()


ENGLISH = "ninh-thuan-588"


@pytest.fixture(scope="module")
def in_english(allocated):
    made = allocated(ENGLISH, "en")
    assert made.exit_code == 0, made.printed
    return made


def test_no_sentence_is_left_in_vietnamese(in_english):
    pieces = {
        piece.strip()
        for message, translated in english().items()
        if message != translated and message not in translated
        for piece in re.split(r"\{\w+\}", message)
        if len(piece.strip()) > 12 and VIETNAMESE.search(piece)
    }
    assert len(pieces) > 100
    quoted = {"(số liệu minh họa)"}
    for name in ("allocation", "gifts", "communes"):
        frame = in_english.table(name)
        for column in {"donor", "gift", "commune", "district", "source"} & set(frame):
            quoted |= set(frame[column].dropna().astype(str)) - {""}
    # The map writes communes without their kind, districts in capitals.
    quoted |= {re.sub(r"^(Xã|Thị trấn|Phường|Huyện) ", "", name) for name in quoted}
    assert in_english.donors
    for path in in_english.pages:
        page = read_page(path)
        assert page.lang == "en"
        words = page.text
        for name in sorted(quoted, key=len, reverse=True):
            words = words.replace(name, " ")
        left = sorted(piece for piece in pieces if piece in words)
        assert left == [], path.parent.name
        # Names of places and donors stay; no run of words in Vietnamese does.
        run = (
            r"(?:\b[^\W\d_]*[ạảãằắặẳẵầấậẩẫẹẻẽềếệểễịỉĩọỏõồốộổỗờớợởỡụủũừứựửữỵỷỹđăơư][^\W\d_]*\W+){4,}"
        )
        small = " ".join(word for word in words.split() if word != word.upper())
        assert not re.findall(run, small, re.I), path.parent.name


def test_figures_are_the_same_in_english(in_english, allocated):
    there, here = allocated(ENGLISH).table("allocation"), in_english.table("allocation")
    pd.testing.assert_frame_equal(here, there)
    swap = str.maketrans(".,", ",.")
    for path in in_english.donors:
        same = allocated(ENGLISH).folder / path.relative_to(in_english.folder)
        assert [figure.translate(swap) for figure in read_page(same).figures().values()] == list(
            read_page(path).figures().values()
        )


def test_the_written_plan_breaks_no_limit(plan, data):
    """The tables as they were written, judged by the second reading of the contract."""
    assessment = open_assessment(plan.programme, data, plan.folder / "tables")
    found = inputs_of(assessment)
    stored = plan.table("allocation")
    lots = stored.assign(
        partner_id=stored.partner_id.fillna(""),
        unit_price_vnd=stored.lot_unit_price_vnd,
        months=["; ".join(months) for months in stored.delivery_months],
    )
    period = load_programme(plan.programme, data).period
    assert broken_limits(
        found.cells, found.gifts, lots, ages=found.ages, held=found.held, period=period
    ) == []  # fmt: skip
    more = lots.assign(packages=lots.packages + 1)
    assert broken_limits(found.cells, found.gifts, more, ages=found.ages, held=found.held)


def inputs_of(assessment):
    """Return cells, gifts, ages and promises as the plan starts from them."""
    return plan_inputs(
        assessment.programme,
        gap=assessment.gap,
        need=assessment.need,
        facilities=assessment.facilities,
        priority=assessment.priority,
        gifts=gifts_of(assessment.gifts),
        commitments=assessment.commitments,
    )
