"""The command `network`, as an office types it."""

from __future__ import annotations

import pandas as pd
import pytest
import typer
from typer.testing import CliRunner

from needs.cli import network as command
from needs.programmes import data_root
from needs.sheets import network_data
from tests.network.cases import lot, lots, register, row

PROGRAMME = "cao-bang-588"


@pytest.fixture
def desk(tmp_path):
    for folder in ("programmes", "reference"):
        (tmp_path / folder).symlink_to(data_root() / folder)
    (tmp_path / "illustrative").symlink_to(data_root() / "illustrative")
    return tmp_path


@pytest.fixture
def run(desk, monkeypatch):
    given = lots(lot(1, "a"), lot(2, "b", children=3), lot(3, "c", "accepted"))
    monkeypatch.setattr(network_data, "ledger_lots", lambda *_, **__: given)
    app = typer.Typer()
    command.add_to(app)

    def typed(*words, code=0):
        result = CliRunner().invoke(app, [PROGRAMME, *words, "--data", str(desk)])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        assert result.exit_code == code, result.output
        return " ".join(result.output.split())

    return typed


def test_an_unknown_action_lists_those_there_are(run):
    assert "transparency" in run("wedding", code=1)


def test_a_blank_register_knows_who_gave_and_is_never_written_over(run, desk):
    path = desk / "so.csv"
    run("register", "--template", str(path))
    rows = pd.read_csv(path, dtype="str", encoding="utf-8-sig", keep_default_na=False)
    assert {"Nhà tài trợ a", "Nhà tài trợ b"} <= set(rows.donor)
    assert "phone" in rows
    path.write_text("của tôi", encoding="utf-8")
    run("register", "--template", str(path), code=1)
    assert path.read_text(encoding="utf-8") == "của tôi"


def test_faults_of_the_register_end_with_a_fault(run, desk):
    programmes = desk / "network"
    programmes.mkdir()
    register(desk, network_data.Programme.model_construct(id=PROGRAMME), row("A", "phi hành gia"))
    assert "dòng 2, cột donor_kind" in run("register", code=1)


def test_thanks_are_written_down_once(run):
    assert "L000001" in run("thanks")
    said = ("--donor", "Nhà tài trợ a", "--by", "Hoa", "--evidence", "Thư 12")
    assert "Đã ghi 1 mục" in run("thanks", "--record", *said)
    assert "L000001" not in run("thanks")
    assert "chờ cảm ơn" in run("thanks", "--record", *said, code=1)
    run("thanks", "--withdraw", "1", "--by", "Hoa", "--evidence", "ghi nhầm")
    assert "L000001" in run("thanks")


def test_thanks_without_evidence_are_refused(run):
    run("thanks", "--record", "--donor", "a", "--by", "Hoa", code=1)


def test_what_a_record_still_needs_is_told_at_once(run):
    """Nobody is called «»: each option that is missing is named, and who is waited for."""
    told = run("thanks", "--record", code=1)
    assert "«»" not in told
    for option in ("--donor", "--by", "--evidence"):
        assert option in told
    assert "Nhà tài trợ a; Nhà tài trợ b" in told
    told = run("commend", "--record", "--by", "Hoa", "--evidence", "QĐ 5", code=1)
    assert "--donor" in told
    assert "--award" in told
    assert "letter" in told
    assert "--by" not in told
    assert "--evidence" in run("thanks", "--withdraw", "1", "--by", "Hoa", code=1)
    assert "thanks" in run("register", "--record", code=1)


def test_commendation_is_proposed_and_written_down(run):
    told = run("commend", "--year", "2026")
    assert "Thư cảm ơn" in told
    said = ("--donor", "a", "--by", "Hoa", "--evidence", "QĐ 5", "--year", "2026")
    assert "letter" in run("commend", "--record", *said, "--award", "huy chương", code=1)
    assert "Đã ghi 1 mục" in run("commend", "--record", *said, "--award", "letter")


def test_the_public_list_names_nobody_and_adds_up(run, desk):
    told = run("transparency", "--public", "--export", str(desk / "out"))
    assert "Nhà tài trợ a" not in told
    # 13 confirmed coats at 350,000 đồng.
    assert "4.550.000 đồng, khớp sổ cam kết" in told
    written = pd.read_csv(desk / "out" / "transparency_public.csv", encoding="utf-8-sig")
    assert written.value_vnd.sum() == 4_550_000
    assert not (desk / "out" / "transparency.csv").exists()
