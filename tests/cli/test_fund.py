"""`needs fund`: what a book-keeper types, and what is told."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from needs.cli.fund import add_to

PROJECT_DATA = Path(__file__).parents[2] / "data"
PROGRAMME = "thanh-hoa-fund"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data root with the profiles, and no books."""
    root = tmp_path_factory.mktemp("goc") / "data"
    for name in ("programmes", "reference"):
        shutil.copytree(PROJECT_DATA / name, root / name)
    folder = root / "illustrative" / PROGRAMME
    folder.mkdir(parents=True)
    for path in (PROJECT_DATA / "illustrative" / PROGRAMME).glob("fund_*.csv"):
        shutil.copy(path, folder)
    return root


@pytest.fixture
def fund(data: Path):
    shutil.rmtree(data / "books", ignore_errors=True)
    app = typer.Typer()
    app.callback()(lambda: None)
    add_to(app)
    runner = CliRunner()

    def run(command: str, *arguments: str, programme: str = PROGRAMME):
        given = ["fund", programme, command, *arguments, "--data", str(data)]
        done = runner.invoke(app, given)
        return done.exit_code, done.output

    return run


RECEIPT = ("income", "--by", "An", "--day", "2025-02-03", "--source", "donation")


def test_record_reverse_close_audit(fund, data):
    code, out = fund("record", *RECEIPT, "--document", "PT1", "--amount", "500")
    assert (code, "Đã ghi bút toán 1." in out) == (0, True)
    again = fund("record", *RECEIPT, "--document", "PT1", "--amount", "500")
    assert (again[0], "đã có trong sổ từ trước" in again[1]) == (0, True)
    paid = fund(
        *("record", "spending", "--by", "An", "--document", "PC1", "--day", "04/02/2025"),
        *("--activity", "Học bổng", "--amount", "200"),
    )
    assert paid[0] == 0
    assert fund("reverse", "2", "--by", "An", "--document", "ĐC1", "--day", "2025-02-05")[0] == 0
    assert "Đã khóa sổ năm 2025." in fund("close", "2025", "--by", "An")[1]
    code, out = fund("record", *RECEIPT, "--document", "PT2", "--amount", "5")
    assert (code, "năm 2025 đã khóa sổ" in out) == (1, True)
    code, out = fund("audit", "--export", str(data / "kiem-tra"))
    assert code == 0
    assert "Sổ nguyên vẹn" in out
    assert (data / "kiem-tra" / "fund_journal.csv").is_file()
    entries, seal = re.search(r"Sổ có (\d+) bút toán; dấu niêm phong (\w{64})", out).groups()
    assert fund("audit", "--entries", entries, "--seal", seal)[0] == 0
    assert fund("audit", "--entries", entries, "--seal", "0" * 64)[0] == 1


def test_every_missing_option_is_told_at_once(fund):
    code, out = fund("record", "spending", "--by", "An")
    assert code == 1
    assert "--activity" in out
    assert "--document" in out
    code, out = fund("record", "income", "--by", "An", "--document", "x", "--source", "xổ số")
    assert (code, "--source" in out, "--amount" in out) == (1, True, True)


def test_an_unknown_kind_lists_those_there_are(fund):
    code, out = fund("record", "gift", "--by", "An")
    assert (code, "contribution, income, spending" in out) == (1, True)


def test_who_writes_is_asked(fund):
    code, out = fund("record", *RECEIPT[:1], "--by", " ", "--document", "x")
    assert (code, "--by" in out) == (1, True)


def test_money_that_is_not_there_is_refused(fund):
    fund("record", *RECEIPT, "--document", "PT1", "--amount", "500")
    code, out = fund(
        *("record", "spending", "--by", "An", "--document", "PC1", "--day", "2025-03-01"),
        *("--activity", "treatment", "--amount", "501"),
    )
    assert (code, "thiếu 1 đồng" in out) == (1, True)


def test_import_twice(fund, tmp_path):
    path = tmp_path / "thu.csv"
    path.write_text(
        "Ngày,Số chứng từ,Nguồn thu,Số tiền\n01/02/2025,TT1,Lãi tiền gửi,7\n02/02/2025,TT2,?,7\n",
        encoding="utf-8",
    )
    code, out = fund("import", str(path), "--by", "An")
    assert code == 1
    assert "2 dòng: 1 vào sổ (1 bút toán), 1 chờ sửa" in out
    assert "thu.csv!C3" in out
    code, out = fund("import", str(path), "--by", "An")
    assert "0 vào sổ (0 bút toán), 1 chờ sửa, 1 bỏ qua" in out


def test_invented_lists_do_not_get_into_real_books(fund, data):
    path = data / "illustrative" / PROGRAMME / "fund_income.csv"
    code, out = fund("import", str(path), "--by", "An")
    assert (code, "không nhập vào sổ thật" in out) == (1, True)
    assert not (data / "books").exists()


def test_balance_and_report_without_books_are_marked(fund, tmp_path):
    code, out = fund("balance")
    assert (code, "số liệu minh họa" in out) == (0, True)
    code, out = fund("report", "--out", str(tmp_path))
    assert (code, "số liệu minh họa" in out) == (0, True)
    assert (tmp_path / PROGRAMME / "offices" / "fund.html").is_file()
    assert (tmp_path / PROGRAMME / "tables" / "fund_transparency.csv").is_file()
    start = (tmp_path / PROGRAMME / "index.html").read_text(encoding="utf-8")
    assert 'href="offices/fund.html"' in start
    assert "badge-illustrative" in start.partition("</style>")[2]


def test_what_needs_books_says_that_there_are_none(fund):
    for command in (("audit",), ("close", "2025", "--by", "An")):
        code, out = fund(*command)
        assert (code, "chưa có sổ của Quỹ" in out) == (1, True)


def test_a_programme_without_a_fund(fund):
    code, out = fund("balance", programme="cao-bang-588")
    assert (code, "[fund]" in out) == (1, True)


def test_the_balance_names_places_and_earmarks_not_codes(fund):
    code, out = fund("balance")
    assert (code, "Bỉm Sơn" in out, "Phẫu thuật tim" in out) == (0, True, True)
    assert "│ 381" not in out
    assert "QR-PT" not in out
