"""`needs areas import` as a planner types it; every list is made up («danh sách giả để thử»)."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from needs.areas import read_area_index
from needs.cli.areas import add_to
from tests.areas.made_up_lists import as_text, made_up
from tests.assessment.standing_programmes import WITHOUT_LIST, write_programme
from tests.assessment.third_programme import PROGRAMME

STATED = (
    "--decision", "267/QĐ-UBND", "--issued", "21/1/2026",
    "--valid-from", "2026-01-01", "--valid-to", "31/12/2030",
)  # fmt: skip


@pytest.fixture
def own_root(data: Path, tmp_path: Path) -> Path:
    root = Path(shutil.copytree(data, tmp_path / "data"))
    return write_programme(root, WITHOUT_LIST)


@pytest.fixture
def load(own_root: Path) -> Callable[..., Result]:
    app = typer.Typer()
    add_to(app)

    def run(*arguments: object, code: int = 0) -> Result:
        typed = ["areas", "import", *map(str, arguments), "--data", str(own_root)]
        result = CliRunner().invoke(app, typed)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        return result

    return run


@pytest.fixture
def listed(gazetteer, tmp_path):
    rows = made_up(gazetteer)
    path = tmp_path / "267.txt"
    path.write_text(as_text(rows), encoding="utf-8")
    return path


def test_a_pasted_list_is_loaded_checked_and_what_comes_next_is_said(load, listed, own_root):
    told = load(listed, "--programme", PROGRAMME, *STATED).stdout
    assert "81 dòng có chữ; 78 xã nhận đủ, 0 chờ sửa; 3 dòng tiêu đề, cộng" in told
    assert "khu vực I: 4, khu vực II: 17, khu vực III: 57" in told
    assert told.count("khớp: ") == 4
    assert f"needs run {PROGRAMME}" in told
    index = read_area_index(own_root).set_index("list_id")
    assert index.decision["thanh-hoa-2026-2030"] == "267/QĐ-UBND"
    assert (own_root / "reference" / "areas" / "thanh-hoa-2026-2030.csv").is_file()


def test_the_province_may_be_named_instead_of_a_programme(load, listed):
    told = load(listed, "--province", "Thanh Hóa", *STATED, "--check").stdout
    assert "Chỉ kiểm tra" in told


def test_check_writes_nothing(load, listed, own_root):
    load(listed, "--programme", PROGRAMME, *STATED, "--check")
    assert "thanh-hoa-2026-2030" not in set(read_area_index(own_root).list_id)


def test_neither_province_nor_programme_is_told(load, listed):
    assert "--programme" in load(listed, *STATED, code=1).output


HEADER = (
    "DANH SÁCH CÁC XÃ KHU VỰC I, II, III GIAI ĐOẠN 2026 - 2030\n"
    "(Kèm theo Quyết định số 267/QĐ-UBND ngày 21 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh)\n"
)


@pytest.fixture
def with_header(listed):
    listed.write_text(HEADER + listed.read_text(encoding="utf-8"), encoding="utf-8")
    return listed


def test_all_that_is_missing_is_asked_at_once_with_a_line_to_type(load, listed):
    told = load(listed, "--issued", "21/1/2026", code=1).output
    missing = [line.split(":")[0].strip() for line in told.splitlines() if line.startswith("  --")]
    assert missing == ["--decision", "--valid-from", "--valid-to", "--programme"]
    example = told.splitlines()[-1]
    for part in ("needs areas import", "--decision", "--issued 21/01/2026", "--valid-to"):
        assert part in example


def test_what_the_file_says_of_its_decision_is_shown_and_not_taken(load, with_header, own_root):
    told = load(with_header, "--programme", PROGRAMME, code=1).output
    assert "«(Kèm theo Quyết định số 267/QĐ-UBND ngày 21 tháng 01 năm 2026" in told
    example = told.splitlines()[-1]
    assert '--decision "267/QĐ-UBND" --issued 21/01/2026' in example
    assert "--valid-from 01/01/2026 --valid-to 31/12/2030" in example
    assert f'--programme "{PROGRAMME}"' in example
    assert "thanh-hoa-2026-2030" not in set(read_area_index(own_root).list_id), "nothing is loaded"


def test_another_number_than_the_file_s_own_is_pointed_out(load, with_header):
    typed = [part.replace("267/", "276/") for part in STATED]
    told = load(with_header, "--programme", PROGRAMME, *typed, "--check").output
    assert "lưu ý: --decision đã nêu «276/QĐ-UBND», trong tệp ghi «267/QĐ-UBND»" in told
    assert "lưu ý" not in load(with_header, "--programme", PROGRAMME, *STATED, "--check").output


def test_a_file_that_is_not_there_is_told_before_anything_is_asked(tmp_path):
    from needs.cli import app

    result = CliRunner().invoke(app, ["areas", "import", str(tmp_path / "khong-co.xlsx")])
    assert result.exit_code == 2
    assert "khong-co.xlsx»" in result.output
    assert "--decision" not in result.output


def test_a_misspelt_name_is_asked_and_the_answer_taken(load, listed):
    listed.write_text(
        listed.read_text(encoding="utf-8").replace("Xã Tam Chung", "Xã Tam Trung"),
        encoding="utf-8",
    )
    told = load(listed, "--programme", PROGRAMME, *STATED, code=1).output
    assert "có phải: Xã Tam Chung" in told
    load(listed, "--programme", PROGRAMME, *STATED, "--same", "Xã Tam Trung=14848")
    wrong = load(listed, "--programme", PROGRAMME, *STATED, "--same", "Tam Trung", code=1)
    assert "mã xã" in wrong.output


def test_wrong_counts_refuse_and_show_the_difference(load, gazetteer, tmp_path, own_root):
    path = tmp_path / "thieu.txt"
    rows = made_up(gazetteer, {"I": 4, "II": 17, "III": 55})
    path.write_text(as_text(rows), encoding="utf-8")
    told = load(path, "--programme", PROGRAMME, *STATED, code=1).output
    assert "55 xã trong danh sách" in told
    assert "57 xã theo 60/QĐ-BDTTG 2026" in told
    assert "thanh-hoa-2026-2030" not in set(read_area_index(own_root).list_id)


def test_a_list_of_other_days_says_that_the_programme_does_not_use_it(load, gazetteer, tmp_path):
    path = tmp_path / "sau.txt"
    path.write_text(as_text(made_up(gazetteer)), encoding="utf-8")
    told = load(
        path, "--programme", PROGRAMME, "--decision", "1/QĐ-UBND", "--issued", "2030-12-01",
        "--valid-from", "2031-01-01", "--valid-to", "2035-12-31",
    ).stdout  # fmt: skip
    assert "ngoài hiệu lực" in told
    assert "chưa có số chính thức để đối chiếu: số xã trong danh sách: 78" in told


def test_in_english(load, listed):
    told = load(listed, "--programme", PROGRAMME, *STATED, "--lang", "en").stdout
    assert "78 communes accepted" in told
    assert f"Next: needs run {PROGRAMME}" in told
