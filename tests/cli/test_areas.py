"""`needs areas compare` as a planner types it: two lists in, words, tables and a map out."""

from __future__ import annotations

import pandas as pd
import pytest
from typer.testing import CliRunner

from needs.cli import app

NINH_THUAN, CAO_BANG = "ninh-thuan-2021-2025", "cao-bang-2026-2030"
FILES = ["eligibility_change.csv", "eligibility_change.html"]


@pytest.fixture
def compare(tmp_path):
    def run(*arguments, code=0):
        options = ["--out", str(tmp_path / "out")]
        result = CliRunner().invoke(app, ["areas", "compare", *map(str, arguments), *options])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        assert result.exit_code == code, result.output
        return result

    return run


@pytest.fixture
def later(tmp_path, gazetteer):
    """An invented list of Khánh Hòa: Bác Ái and Bác Ái Đông in zone III, the rest in none."""
    names = gazetteer.communes("56", "2025").set_index("commune_code").commune
    codes = ["22795", "22801", "22333"]
    frame = pd.DataFrame({"commune_code": codes, "commune": names[codes].to_numpy()})
    frame["zone"], frame["evidence"] = ["III", "III", "I"], "illustrative"
    frame["source"] = "số liệu minh họa"
    path = tmp_path / "khanh-hoa-thu.csv"
    frame.to_csv(path, index=False, encoding="utf-8")
    return path


def test_two_lists_give_words_a_table_and_a_map(compare, later, tmp_path):
    """Five of the 15 communes of zone III lie in Bác Ái and Bác Ái Đông, ten do not."""
    told = compare(NINH_THUAN, later, "--edition-b", "2025").stdout
    for words in (
        "So 861/QĐ-TTg ngày 04/06/2021 với khanh-hoa-thu.csv.",
        "vẫn là xã đặc biệt khó khăn: 5 xã",
        "ra khỏi diện xã đặc biệt khó khăn: 10 xã",
        "Không so sánh được, danh sách kia không nói đến: Phường Bắc Nha Trang",
        "số liệu minh họa",
    ):
        assert words in told
    folder = tmp_path / "out"
    assert sorted(path.name for path in folder.iterdir()) == FILES
    raw = (folder / FILES[0]).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf"), "Excel on Windows needs the mark"
    table = pd.read_csv(folder / FILES[0], dtype="str", encoding="utf-8-sig")
    assert len(table) == 63
    assert table.change.value_counts()[["left", "stayed"]].to_dict() == {"left": 10, "stayed": 5}
    page = (folder / FILES[1]).read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "khanh-hoa-thu.csv" in page


def test_with_a_plan_it_tells_which_support_is_lost(compare, later, tmp_path):
    told = compare(NINH_THUAN, later, "--edition-b", "2025", "--programme", "ninh-thuan-588").stdout
    assert "Hỗ trợ không còn" in told
    assert "Bữa ăn dinh dưỡng" in told
    support = pd.read_csv(tmp_path / "out" / "eligibility_support.csv", encoding="utf-8-sig")
    assert set(support.direction) == {"lost", "gained"}
    lost = support[support.direction == "lost"]
    assert (lost.communes == 10).all()
    assert (lost.amount_low_vnd <= lost.amount_vnd).all()
    assert (lost.amount_vnd <= lost.amount_high_vnd).all()


def test_in_english(compare, later):
    told = compare(NINH_THUAN, later, "--edition-b", "2025", "--lang", "en").stdout
    assert "still specially disadvantaged: 5 communes" in told
    assert "xã đặc biệt khó khăn" not in told


def test_a_list_with_itself_changes_nothing(compare):
    told = compare(NINH_THUAN, NINH_THUAN).stdout
    assert "vẫn là xã đặc biệt khó khăn: 15 xã" in told
    assert "ra khỏi diện xã đặc biệt khó khăn: 0 xã" in told
    assert "minh họa" not in told


def test_an_unknown_list_names_the_lists_there_are(compare, tmp_path):
    told = compare(NINH_THUAN, "ninh-thuan-2026", code=1).stderr
    for words in ("«ninh-thuan-2026»", NINH_THUAN, CAO_BANG):
        assert words in told
    assert not (tmp_path / "out").exists()


def test_lists_of_two_provinces_are_refused(compare):
    assert "cùng một tỉnh" in compare(NINH_THUAN, CAO_BANG, code=1).stderr


def test_a_file_without_its_edition_is_told_how_to_give_it(compare, later):
    told = compare(NINH_THUAN, later, code=1).stderr
    assert "--edition-b" in told
    assert "pre-2025; 2025" in told


def test_the_faults_of_a_file_are_told_by_line(compare, later):
    later.write_text(
        later.read_text(encoding="utf-8").replace(",III,", ",IV,").replace("22333", "99999"),
        encoding="utf-8",
    )
    told = compare(NINH_THUAN, later, "--edition-b", "2025", code=1).stderr
    for words in ("dòng 2", "dòng 3", "dòng 4", "IV", "99999"):
        assert words in told


def test_help_names_the_command():
    result = CliRunner().invoke(app, ["areas", "--help"])
    assert result.exit_code == 0
    assert "compare" in result.stdout
