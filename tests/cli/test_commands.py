"""The commands as a planner types them, right and wrong."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner

from needs.cli import app

CAO_BANG, NINH_THUAN = "cao-bang-588", "ninh-thuan-588"


@pytest.fixture
def command(tmp_path):
    """Run a command; nothing but an exit code may come out of it."""

    def run(*arguments, code=0):
        extra = ["--out", str(tmp_path / "out")] if arguments[:1] == ("run",) else []
        result = CliRunner().invoke(app, [*map(str, arguments), *extra])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        return result

    return run


def test_programmes_are_listed_in_both_languages(command):
    vietnamese = command("programmes").stdout
    for words in (CAO_BANG, NINH_THUAN, "Cao Bằng", "Khám, chữa bệnh", "Học bổng"):
        assert words in vietnamese
    english = command("programmes", "--lang", "en").stdout
    assert "Scholarships" in english
    assert "Học bổng" not in english


def test_a_broken_programme_does_not_hide_the_others(command, data_copy):
    path = data_copy / "programmes" / CAO_BANG / "programme.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n[nonsense]\n", encoding="utf-8")
    result = command("programmes", "--data", data_copy, code=1)
    assert NINH_THUAN in result.stdout
    assert "nonsense" in result.stderr
    assert f"{CAO_BANG}/programme.toml" in result.stderr


def test_status_says_what_is_loaded_and_what_it_was_checked_against(command):
    words = command("status", CAO_BANG).stdout
    for expected in ("573.119", "56 / 56 xã", "53", "số liệu minh họa", "2230/QĐ-UBND"):
        assert expected in words
    assert "vietnamadminunits" in words


def test_status_speaks_vietnamese_to_a_planner(command):
    """Not «zone_III 53», «official: 56», «ok»."""
    words = command("status", CAO_BANG).stdout
    own = re.sub(r"\S+\.(csv|toml)\)?", "", words)
    for code in ("zone_III", "total", "official", "population", "ok:"):
        assert not re.search(rf"\b{code}", own), code


def test_status_in_english_is_about_the_same(command):
    words = command("status", NINH_THUAN, "--lang", "en").stdout
    assert "28" in words
    assert "llustrative" in words
    assert "Danh sách xã" not in words


@pytest.mark.parametrize("name", ["status", "run"])
def test_an_unknown_programme_lists_the_known(command, name):
    told = command(name, "cao-bang", code=1).stderr
    for words in ("«cao-bang»", CAO_BANG, NINH_THUAN):
        assert words in told


def test_unknown_districts_are_named_with_the_valid_ones(command, tmp_path):
    told = command(
        "run", NINH_THUAN, "--district", "Bảo Lạc", "--district", "Xyz", code=1
    ).stderr  # fmt: skip
    assert "Huyện Bác Ái" in told
    assert "Bảo Lạc" in told
    assert "Xyz" in told, "all faults at once"
    assert not list((tmp_path / "out").rglob("*.html"))


@pytest.mark.parametrize("arguments", [("programmes",), ("status", CAO_BANG), ("run", CAO_BANG)])
def test_an_unknown_language_lists_the_known(command, arguments):
    told = command(*arguments, "--lang", "fr", code=1).stderr
    assert "fr" in told
    assert "vi; en" in told


def test_a_folder_without_data_says_what_is_looked_for(command, tmp_path):
    told = command("run", CAO_BANG, "--data", tmp_path / "nowhere", code=1).stderr
    assert "programmes/" in told
    assert "--data" in told
    assert "nowhere" in told


def test_boundaries_that_are_not_there_are_a_mistake_of_usage(command, tmp_path):
    told = command("run", CAO_BANG, "--boundaries", tmp_path / "xa.geojson", code=2).stderr
    assert "xa.geojson" in re.sub(r"[\s│]", "", told)


def test_boundaries_that_are_no_geodata_stop_before_any_page(command, tmp_path):
    """One message at once, not one failure a page after a minute."""
    path = tmp_path / "xa.geojson"
    path.write_text("xin chào", encoding="utf-8")
    result = command(
        "run", NINH_THUAN, "--district", "Bác Ái", "--district", "Thuận Nam",
        "--boundaries", path, code=1,
    )  # fmt: skip
    assert "xa.geojson" in result.output
    assert "GeoJSON" in result.output
    assert "bị lỗi" not in result.output, "told before any page is tried"


@pytest.mark.parametrize("arguments", [("run",), ("status",), ("nonsense",), ("run", "a", "b")])
def test_wrong_usage_ends_with_2(command, arguments):
    extra = CliRunner().invoke(app, list(arguments))
    assert extra.exit_code == 2
    assert "Traceback" not in extra.output


@pytest.mark.parametrize("workers", ["0", "-1", "many"])
def test_workers_are_a_number_from_1(command, workers):
    command("run", CAO_BANG, "--workers", workers, code=2)


def test_help_and_version(command):
    assert re.fullmatch(r"needs \d+\.\d+\.\d+\S*\n", command("--version").stdout)
    words = command("--help").stdout
    for name in ("programmes", "status", "run"):
        assert name in words


def test_every_fault_of_a_profile_is_named_at_once(command, data_copy):
    path = data_copy / "programmes" / CAO_BANG / "programme.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ('province_code = "04"', "province_code = 4"),
        ('id = "health"\n', 'id = "health"\npackage_units = -50\n'),
        ("issued = 2019-10-07", 'issued = "hôm qua"'),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    told = command("run", CAO_BANG, "--data", data_copy, code=1).stderr
    for key in ("province_code", "categories[health].package_units", "plan.issued"):
        assert key in told
    assert "hôm qua" in told


def test_a_profile_that_is_no_toml_names_the_line(command, data_copy):
    path = data_copy / "programmes" / CAO_BANG / "programme.toml"
    path.write_text('id = "cao-bang-588"\ntitle = {\n', encoding="utf-8")
    told = command("status", CAO_BANG, "--data", data_copy, code=1).stderr
    assert "dòng 2" in told
    assert "programme.toml" in told


def test_a_profile_saved_by_windows_notepad_is_read(command, data_copy):
    path = data_copy / "programmes" / CAO_BANG / "programme.toml"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert "573.119" in command("status", CAO_BANG, "--data", data_copy).stdout


def test_every_fault_of_the_ledger_is_named_by_line(command, edit):
    def spoil(ledger):
        ledger.loc[0, "commune_code"] = "99999"
        ledger.loc[3, "commune_code"] = "1290"
        ledger.loc[5, "category"] = "swimming"
        ledger.loc[7, "children"] = "1.056"
        return ledger

    root = edit(f"illustrative/{CAO_BANG}/support.csv", spoil)
    told = command("run", CAO_BANG, "--data", root, code=1).stderr
    for line, found in ((2, "99999"), (5, "1290"), (7, "swimming"), (9, "1.056")):
        assert re.search(rf"dòng {line}\b.*{re.escape(found)}", told), (line, found)


def test_every_fault_of_the_donors_is_named_by_line_and_the_others_are_used(command, edit):
    """Rows wait, each with its reason; the status of the programme names them all at once."""

    def spoil(donors):
        assert donors.donor_id.nunique() > 5
        donors.loc[3, "districts"] = "Bảo Lạc; Gò Vấp"
        donors.loc[2, "donor_type"] = "bank"
        donors.loc[4, "budget_vnd"] = "4,3 tỷ hoặc hơn"
        donors.loc[6, "communes"] = "00001"
        return donors

    root = edit(f"illustrative/{CAO_BANG}/donors.csv", spoil)
    told = command("status", CAO_BANG, "--data", root).stdout
    spoilt = ((5, "Gò Vấp"), (4, "bank"), (6, "4,3 tỷ hoặc hơn"), (8, "00001"))
    for line, found in spoilt:
        assert re.search(rf"chưa dùng được: .*dòng {line}\b.*{re.escape(found)}", told), found
    assert "Huyện Trùng Khánh" in told, "the valid districts are listed"
    assert len(re.findall("chưa dùng được: ", told)) == len(spoilt)


def test_a_file_that_the_profile_names_and_that_is_not_there_is_named(command, data_copy):
    (data_copy / "illustrative" / CAO_BANG / "donors.csv").unlink()
    told = command("run", CAO_BANG, "--data", data_copy, code=1).stderr
    assert "donors.csv" in told


def test_population_that_lost_a_zero_is_told_with_both_sums(command, edit):
    def drop(people):
        (row,) = people.index[people.commune == "Xã Hạ Lang"]
        people.loc[row, "population"] = people.loc[row, "population"][:-1]
        return people

    root = edit("reference/population_communes_2025.csv", drop)
    told = command("run", CAO_BANG, "--data", root, code=1).stderr
    assert "573119" in told
    assert "565837" in told


def test_a_commune_missing_from_the_list_is_told_with_both_counts(command, data_copy):
    path = data_copy / "reference" / "areas" / "cao-bang-2026-2030.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    told = command("run", CAO_BANG, "--data", data_copy, code=1).stderr
    assert "56" in told
    assert "55" in told
