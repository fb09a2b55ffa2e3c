"""Pages of periodic reports and of inspection: what they say, and that they say what is missing."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
import typer
from bs4 import BeautifulSoup

from needs.assessment import Assessment, assess
from needs.cli import app
from needs.commitments import Entry, Given, Ledger, Lot
from needs.monitoring.histories import lot_histories
from needs.monitoring.report import ledger_on_record, report_tables
from needs.monitoring.scope import Scope, district_scope
from needs.monitoring.spot_check import draw_spot_checks, spot_check_rule
from needs.monitoring.years import keep_year
from needs.programmes.figures import Words
from needs.programmes.monitoring import REPORT_KINDS
from needs.sheets.report import report_page, write_report_pages
from needs.sheets.report_delivery import share_words
from needs.sheets.spot_check import spot_check_page
from needs.tables import rows_of
from needs.tables.monitoring_tables import MONITORING_TABLES
from needs.wording import number
from tests.assessment.third_programme import FOLDER, PROGRAMME, write_third

TODAY = dt.date(2026, 11, 22)
HANOI = dt.timezone(dt.timedelta(hours=7))


@pytest.fixture(scope="module")
def base(data: Path, tmp_path_factory) -> Path:
    base = write_third(Path(shutil.copytree(data, tmp_path_factory.mktemp("report") / "data")))
    section = base / "programmes" / "bases" / "588" / "monitoring.toml"
    shutil.copy(section, base / "programmes" / PROGRAMME)
    return base


@pytest.fixture(scope="module")
def assessed(base) -> Assessment:
    return assess(PROGRAMME, base)


@pytest.fixture(scope="module")
def with_ledger(base, assessed, tmp_path_factory) -> Path:
    """The same data with a ledger: the first lot of the plan came short by five on 10 May."""
    copy = Path(shutil.copytree(base, tmp_path_factory.mktemp("ledger") / "data"))
    book = Ledger(copy / FOLDER / "commitments.sqlite")
    row = next(rows_of(assessed.allocation[assessed.allocation.counted == "children"]))
    count, value = int(row.children_reached), int(row.cost_vnd)
    lot = Lot(
        donor_id=row.donor_id, donor=row.donor, gift_id=row.gift_id,
        commune_code=row.commune_code, commune=row.commune, category=row.category, period="2026",
        counted="children", count=count, packages=int(row.packages), quantity=int(row.quantity),
        unit=row.unit, value_vnd=value, taken=value,
    )  # fmt: skip
    book.write(
        [
            Entry(
                state="delivered", by="xã", evidence="biên bản", lot=lot,
                at=dt.datetime(2026, 5, 10, tzinfo=HANOI),
                given=Given(count=count - 5, quantity=int(row.quantity) - 5),
            )
        ],
        room={lot.cell: count},
    )  # fmt: skip
    return copy


def told(html: str) -> str:
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def made(assessed, base, kind="year", **other):
    return report_tables(assessed, kind, root=base, on=TODAY, **other)


def test_nothing_promised_is_said_and_nothing_invented(assessed, base):
    report = made(assessed, base)
    words = told(report_page(report, lang="vi"))
    assert "chưa có sổ cam kết" in words.lower()
    assert "chưa giữ bảng năm trước" in words.lower()
    assert "Chưa nhận báo cáo năm 2026 của 5/5 xã" in words
    assert "Chưa có nhà tài trợ nào nhận lời." in words
    assert set(report.delivered.stage) == {"planned", "proposed"}


def test_planned_is_the_plan(assessed, base):
    """Before anything is promised the planned children and đồng are those of the proposal."""
    planned = made(assessed, base).delivered.query("stage == 'planned'")
    assert planned.children.sum() == assessed.allocation.children_reached.sum()
    assert planned.known_vnd.sum() == assessed.allocation.cost_vnd.sum()


def test_what_was_delivered_stands_on_the_page(assessed, with_ledger):
    report = made(assessed, with_ledger)
    words = told(report_page(report, lang="vi"))
    assert "1 lô trao thiếu so với lời nhận: thiếu 5 lượt trẻ" in words
    assert any("needs spot-check" in command for command in report.to_do)
    assert "chưa có sổ cam kết" not in words.lower()
    assert report.undelivered.children.tolist() == [5]


def test_a_report_to_come_says_how_far_it_goes(assessed, with_ledger):
    whole = told(report_page(made(assessed, with_ledger), lang="vi"))
    assert "Kỳ báo cáo chưa hết: đây là số đến ngày 22/11/2026" in whole
    half = made(assessed, with_ledger, "half_year")
    assert half.day == dt.date(2026, 6, 30)
    assert "Kỳ báo cáo chưa hết" not in told(report_page(half, lang="vi"))


def test_a_district_gets_its_own_communes_only(assessed, with_ledger):
    report = made(assessed, with_ledger, scope=district_scope(assessed, "Quan Sơn"))
    words = told(report_page(report, lang="vi"))
    assert report.file_name == "year-2026-quan-son"
    assert "Mường Lát" not in words


@pytest.mark.parametrize("kind", REPORT_KINDS)
def test_the_districts_of_every_report_are_the_province(assessed, with_ledger, kind):
    whole = made(assessed, with_ledger, kind)
    parts = [
        made(assessed, with_ledger, kind, scope=district_scope(assessed, name))
        for name in assessed.districts.district
    ]
    assert len(parts) > 1
    for table in ("delivered", "undelivered"):
        key = ["commune_code", "category"]
        joined = pd.concat([getattr(one, table) for one in parts]).sort_values(key)
        pd.testing.assert_frame_equal(
            joined.reset_index(drop=True),
            getattr(whole, table).sort_values(key).reset_index(drop=True),
        )
    figures = ["children_target", "covered_low", "children_delivered", "to_reach_low"]
    pace = whole.pace.groupby("level")[figures].sum()
    if len(pace):
        districts = sum(one.pace[figures].sum() for one in parts)
        assert districts.to_dict() == pace.loc["province"].to_dict()


def test_mid_term_and_final_cover_the_plans_years(assessed, with_ledger):
    """The plan runs from 2026 to 2030: its middle is 2028."""
    middle = made(assessed, with_ledger, "mid_term")
    assert (middle.period.first_year, middle.period.last_year) == (2026, 2028)
    final = made(assessed, with_ledger, "final")
    assert final.period.years == ("2026", "2027", "2028", "2029", "2030")
    assert final.delivered.query("stage == 'delivered'").lots.sum() == 1
    words = told(report_page(final, lang="vi"))
    assert "Báo cáo cuối kỳ 2026–2030" in words
    assert "Số liệu đang có là của năm 2026, báo cáo của năm 2030" in words


def test_this_year_against_the_kept_one(assessed, with_ledger, tmp_path):
    """Last year without Các Sơn: its whole figure is what the list brought."""
    data = Path(shutil.copytree(with_ledger, tmp_path / "data"))
    frames = {
        name: frame[frame.commune_code != "16591"] if "commune_code" in frame else frame
        for name, frame in assessed.tables.items()
    }
    last = assessed.programme.model_copy(update={"reference_date": dt.date(2025, 6, 1)})
    Assessment(programme=last, tables=frames).save(tmp_path / "tables")
    keep_year(last, "2025", tmp_path / "tables", root=data, ledger=None, on=dt.date(2025, 12, 1))
    report = made(assessed, data)
    row = report.change.query(
        "level == 'province' and category == 'warm_sets' and measure == 'need_children'"
    ).iloc[0]
    entered = assessed.need.query("commune_code == '16591' and category == 'warm_sets'")
    assert row.difference == row.entered == entered.children_eligible.sum() > 0
    words = told(report_page(report, lang="vi"))
    assert "Xã mới được tính (1): Các Sơn" in words
    assert "do xã vào danh sách" in words
    assert "chưa giữ bảng năm trước" not in words.lower()
    assert not TYPED.search(words)
    assert "«năm nay so với năm trước: vì đâu mà tăng, giảm»" in words


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_is_the_same_every_time_and_loads_nothing(assessed, with_ledger, tmp_path, lang):
    (path,) = write_report_pages(assessed, tmp_path, root=with_ledger, on=TODAY, lang=lang)
    html = path.read_text(encoding="utf-8")
    assert path.relative_to(tmp_path).as_posix() == "offices/reports/year-2026.html"
    assert html == report_page(made(assessed, with_ledger, lang=lang), lang=lang)
    soup = BeautifulSoup(html, "html.parser")
    assert not soup.find_all(["script", "link", "img", "iframe"])
    assert "{" not in told(html)


def test_a_profile_without_the_section_gets_no_page(assessed, with_ledger, tmp_path):
    bare = assessed.programme.model_copy(update={"monitoring": None})
    without = Assessment(programme=bare, tables=assessed.tables)
    assert write_report_pages(without, tmp_path, root=with_ledger, on=TODAY) == ()


#: What a command looks like, and what tables are called in their files.
TYPED = re.compile(
    "`|<code|needs (?:"
    + "|".join(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    + r")\b|--\w|"
    + "|".join(
        table.name for table in MONITORING_TABLES if table.name not in ("money", "delivered")
    )
)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("ledger", [True, False])
def test_a_document_to_be_signed_tells_nobody_to_type(assessed, with_ledger, base, lang, ledger):
    """No command and no file's name on any page: what is to be typed stands at the terminal."""
    root = with_ledger if ledger else base
    awaited = assessed.communes.assign(area_list=pd.NA)
    without_list = Assessment(assessed.programme, {**assessed.tables, "communes": awaited})
    district = district_scope(assessed, "Quan Sơn")
    agency = Scope("agency", Words(vi="Sở", en="Office"), categories=("warm_sets",))
    for of, scope in (
        *((assessed, one) for one in (None, district, agency)),
        (without_list, None),
    ):
        for kind in REPORT_KINDS:
            report = made(of, root, kind, scope=scope, lang=lang)
            html = report_page(report, lang=lang)
            assert not TYPED.search(html.partition("<body")[2]), (kind, scope)
            assert any("needs years keep" in command for command in report.to_do)
    rule = spot_check_rule(assessed.programme)
    drawn = draw_spot_checks(
        lot_histories(ledger_on_record(assessed.programme, root)), assessed, rule, year="2026"
    )
    page = spot_check_page(drawn, assessed, rule, year="2026", on=TODAY, lang=lang)
    assert not TYPED.search(page.partition("<body")[2])


def test_what_came_short_is_never_the_whole():
    """6,987 of 6,990 are not 100 %, nor is less than nothing lacking."""
    assert share_words(6987, 6990, lang="vi") == "99%"
    assert share_words(6990, 6990, lang="vi") == "100%"
    assert share_words(0, 0, lang="vi") == "–"


def test_the_columns_are_reconciled_in_words(assessed, with_ledger):
    """What lies between planned, accepted and delivered stands below the tables, with figures."""
    report = made(assessed, with_ledger)
    count = report.delivered.groupby("stage").children.sum().to_dict()
    words = told(report_page(report, lang="vi"))
    assert "chưa trao 0 + trao thiếu 5 − trao thừa 0" in words
    assert count["accepted"] == count["delivered"] + 5
    assert f"Kế hoạch {number(count['planned'])} = nhận lời {number(count['accepted'])}" in words


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_sheet_to_take_along(assessed, with_ledger, lang):
    rule = spot_check_rule(assessed.programme)
    histories = lot_histories(ledger_on_record(assessed.programme, with_ledger))
    drawn = draw_spot_checks(histories, assessed, rule, year="2026")
    html = spot_check_page(drawn, assessed, rule, year="2026", on=TODAY, lang=lang)
    soup = BeautifulSoup(html, "html.parser")
    assert len(drawn) == 1
    assert len(soup.select(".slip")) == 1
    assert len(soup.select(".slip .line")) == 5
    assert str(rule.seed) in told(html)
    nothing = spot_check_page(drawn.head(0), assessed, rule, year="2026", on=TODAY, lang=lang)
    assert not BeautifulSoup(nothing, "html.parser").select(".slip")


def test_the_report_hands_its_tables_on(assessed, with_ledger):
    """What a spreadsheet or a document is made of later: checked tables, no HTML in them."""
    tables = made(assessed, with_ledger).tables
    assert set(tables) == {"delivered", "undelivered", "money", "target_pace"}
    assert all(isinstance(frame, pd.DataFrame) for frame in tables.values())


def test_without_a_ledger_what_was_delivered_is_unknown_not_zero(assessed, base):
    """Only the plan is known: every other stage of the table says «–», in children and đồng."""
    page = report_page(made(assessed, base), lang="vi")
    assert "lô đã trao" not in page
    rows = re.findall(r"<tr>.*?</tr>", page, flags=re.DOTALL)
    (row, *_) = [told(row) for row in rows if "Đồ ấm" in row and "–" in row]
    assert row.count("–") >= 4, row


def test_with_a_ledger_the_stages_are_figures(assessed, with_ledger):
    assert "lô đã trao" in report_page(made(assessed, with_ledger), lang="vi")


def test_a_report_is_titled_by_its_subject_in_which_its_kind_does_not_stand(assessed, base):
    def titles(scope=None, **asked):
        report = report_tables(assessed, root=base, on=TODAY, scope=scope, **asked)
        soup = BeautifulSoup(report_page(report, lang=asked.get("lang", "vi")), "html.parser")
        return soup.title.text, soup.h1.text

    province = assessed.programme.province.vi
    window, subject = titles(kind="year")
    assert subject == f"Kết quả vận động, hỗ trợ trẻ em tỉnh {province} năm 2026"
    assert window == f"Báo cáo năm 2026 – {province}"
    assert titles(kind="half_year")[1].endswith("6 tháng đầu năm 2026")
    district = district_scope(assessed, assessed.districts.district.iloc[0])
    # Within a sentence a district's kind is not in capitals (annex II of the decree).
    named = district.name.vi[:1].lower() + district.name.vi[1:]
    assert titles(district, kind="year")[1] == f"Kết quả vận động, hỗ trợ trẻ em {named} năm 2026"
    office = Scope("agency", Words(vi="Sở Thử", en="Test Department"), slug="thu")
    assert titles(office, kind="year")[1] == f"{subject}: phần việc của Sở Thử"
    assert "report" not in titles(kind="year", lang="en")[1].casefold()


def test_annexes_stand_last_behind_the_signature(assessed, base):
    report = report_tables(assessed, "year", root=base, on=TODAY)
    soup = BeautifulSoup(report_page(report, lang="vi"), "html.parser")
    heads = [title.text for title in soup.select("main h2, main h3")]
    annexed = [head.startswith("Phụ lục: ") for head in heads]
    assert any(annexed)
    assert annexed == sorted(annexed)
    # What the marks of figures mean belongs to what is signed.
    assert heads.index("Căn cứ của con số") < annexed.index(True)
