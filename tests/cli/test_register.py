"""`needs register`: as an officer types it; no secret comes out, none stands in the command."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from pathlib import Path

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from needs.cli import register as commands
from needs.cli import (
    register_children,
    register_common,
    register_identities,
    register_pledges,
    register_secret,
)
from needs.sponsorship import sealed
from tests.sponsorship.survey_cases import (
    PLANTED,
    SECOND,
    bytes_under,
    leaks,
    row,
    write_xlsx,
)

PROGRAMME = "thanh-hoa-fund"
SECRET, OTHER = "trăng rằm tháng Tám", "mưa phùn tháng Giêng"
TODAY = dt.date(2026, 3, 20)


class Office:
    """One data folder; commands with its passphrase in the environment."""

    def __init__(self, data: Path) -> None:
        self.data, self.folder = data, data / "register" / PROGRAMME
        self.told: list[str] = []
        self.app = typer.Typer(pretty_exceptions_enable=False)
        self.app.callback()(lambda: None)
        commands.add_to(self.app)

    def __call__(
        self,
        command: str,
        *arguments: str | Path,
        code: int = 0,
        secret: str | None = SECRET,
        typed: str | None = None,
    ) -> Result:
        words = ["register", PROGRAMME, command, *map(str, arguments), "--data", str(self.data)]
        env = {register_secret.ENVIRONMENT: secret}
        result = CliRunner().invoke(self.app, words, env=env, input=typed)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        self.told.append(result.output)
        return result

    def ids(self) -> list[str]:
        with sqlite3.connect(self.folder / "register.sqlite") as connection:
            found = connection.execute("SELECT child_id FROM children ORDER BY rowid").fetchall()
        connection.close()
        return [one[0] for one in found]


@pytest.fixture
def office(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    copy = tmp_path / "data"
    copy.mkdir()
    for name in ("programmes", "reference", "illustrative"):
        shutil.copytree(data / name, copy / name)
    of_register = (register_children, register_common, register_identities, register_pledges)
    for module in (commands, *of_register):
        monkeypatch.setattr(module, "today", lambda: TODAY, raising=False)
    # Guessing is as cheap here as it may be: the file says so itself.
    monkeypatch.setattr(sealed, "COST", sealed.LEAST_COST)
    return Office(copy)


@pytest.fixture
def surveyed(office: Office, tmp_path: Path) -> Office:
    survey = write_xlsx(tmp_path / "phieu.xlsx", [row(), row(SECOND)])
    office("import", survey, "--by", "Cán bộ Quỹ")
    return office


def test_the_whole_work_of_a_year_and_no_secret_comes_out(surveyed: Office, tmp_path: Path):
    first, second = surveyed.ids()
    sponsors = tmp_path / "nguoi-do-dau.csv"
    sponsors.write_text(
        "sponsor_id,gift_id,sponsor,children,amount_vnd,purposes,may_be_named\n"
        "s-1,g-1,Công ty Minh Họa,1,500000,living,\n",
        encoding="utf-8",
    )
    matched = surveyed(
        "match", "--from", "2026-04", "--sponsors", sponsors, "--assign", "--by", "CB"
    )
    assert "Đã ghi 1 đề xuất." in matched.output
    (served,) = [one for one in (first, second) if f"{one} Nuôi" not in matched.output]
    other = second if served == first else first
    assert f"{other} Nuôi dưỡng hằng tháng: mọi chỗ phù hợp" in matched.output
    surveyed("agree", "--pledge", "D000001", "--by", "CB", "--evidence", "CV-7/2026")
    surveyed("start", "--pledge", "D000001", "--by", "CB")
    surveyed(
        *("pay", "--pledge", "D000001", "--amount", "500000"),
        *("--by", "CB", "--evidence", "UNC-1/2026"),
    )
    surveyed(
        "renew", "--pledge", "D000001", "--months", "2", "--by", "CB", "--evidence", "CV-8/2026"
    )
    moved = surveyed(
        *("hand-over", "--pledge", "D000001", "--sponsor", "s-9", "--from", "2026-06"),
        *("--by", "CB", "--evidence", "BB-3/2026"),
    )
    assert moved.output.strip() == "D000002"
    refused = surveyed(
        *("assign", "--child", served, "--purpose", "living", "--sponsor", "s-3"),
        *("--amount", "1", "--from", "2026-05", "--by", "CB"),
        code=1,
    )
    assert "đã có một người đỡ đầu (không nêu tên" in refused.output
    assert "Công ty Minh Họa" not in refused.output
    listed = surveyed("list", "--at", "2026-07-20")
    assert "đã chuyển giao" in listed.output
    assert "đã đồng ý" in listed.output
    surveyed("end", "--child", served, "--reason", "moved", "--by", "CB")
    surveyed("verify", "--identities")
    assert surveyed.told[-1].strip() == "Sổ còn nguyên."
    assert leaks(surveyed.told) == []
    assert leaks(bytes_under(surveyed.data)) == []


def test_consent_and_withdrawal(surveyed: Office):
    child = surveyed.ids()[0]
    about = (
        "--child",
        child.lower(),
        "--scope",
        "publication",
        "--giver",
        "guardian",
        "--by",
        "CB",
    )
    told = surveyed("consent", *about, "--evidence", "PDY-9/2026", "--at", "2026-03-18")
    # Twelve months, to the end of the month.
    assert "đến 31/03/2027" in told.output
    surveyed("withdraw", *about)
    refused = surveyed("consent", *about, "--evidence", "Đơn của bà Giấu Tên", code=1)
    assert leaks([refused.output]) == []
    swapped = child[1] + child[0] + child[2:]
    if swapped != child:
        wrong = surveyed(
            *("withdraw", "--child", swapped, "--scope", "matching"),
            *("--giver", "child", "--by", "CB"),
            code=1,
        )
        assert "mã trẻ sai một chữ" in wrong.output


def test_a_child_is_typed_in_and_asked_if_it_is_there(office: Office):
    told = ("--by", "CB", "--commune", "14758", "--groups", "orphan", "--need", "living=500000")
    typed = "\n".join([PLANTED["Họ và tên trẻ"], PLANTED["Ngày sinh"], *["x"] * 4])
    added = office("add", *told, "--urgency", "care=none", typed=typed + "\n")
    assert office.ids()[0] in added.output
    again = office("add", *told, typed=typed + "\n", code=1)
    assert "cùng họ tên, ngày sinh và xã" in again.output
    office("add", *told, "--answer", "same", typed=typed + "\n")
    assert len(office.ids()) == 1
    bad = office("add", *told, typed="Lê Văn Thử\nhôm qua\n\n\n\n\n", code=1)
    assert "Ngày sinh | thấy: giá trị không dùng được" in bad.output
    office("add", *told, "--need", "car=1", code=1)
    assert "--need, --urgency: không có car" in office.told[-1]
    assert leaks(bytes_under(office.folder)) == []


def test_the_passphrase_comes_by_prompt_file_or_environment(office: Office, tmp_path: Path):
    survey = write_xlsx(tmp_path / "phieu.xlsx", [row()])
    short = office("import", survey, "--by", "CB", secret="ngắn", code=1)
    assert "ít nhất 12" in short.output
    assert not (office.folder / "identities.enc").exists()
    office("import", survey, "--by", "CB", secret=None, typed=f"{SECRET}\n{SECRET}\n")
    kept = tmp_path / "mat-khau.txt"
    kept.write_text(SECRET + "\n", encoding="utf-8")
    office("verify", "--identities", "--passphrase-file", kept, secret=None)
    wrong = office("verify", "--identities", secret="không phải mật khẩu", code=1)
    assert "mật khẩu không đúng" in wrong.output
    new = tmp_path / "moi.txt"
    new.write_text(OTHER, encoding="utf-8")
    office("passphrase", "--new-passphrase-file", new)
    office("verify", "--identities", code=1)
    office("verify", "--identities", secret=OTHER)
    assert not [one for one in office.told if SECRET in one or OTHER in one]
    # No command takes it as an option: it would stand in the history of the shell.
    assert "No such option" in office("verify", "--passphrase", SECRET, code=2).output


def test_identities_are_shown_on_a_screen_alone(surveyed: Office):
    told = surveyed("who", "--child", surveyed.ids()[0], code=1)
    assert "chỉ hiện trên màn hình" in told.output
    assert leaks([told.output]) == []


def test_forgetting_backup_and_ages(surveyed: Office, tmp_path: Path):
    first, second = surveyed.ids()
    surveyed("backup", tmp_path / "usb" / "ban-sao.enc")
    # Born 5 November 2014 and 17 September 2016: the first is sixteen in November 2030.
    assert surveyed("ages", "--at", "2030-11-04").output == ""
    assert surveyed("ages", "--at", "2030-11-05").output.split() == [second]
    surveyed("forget", "--child", first)
    missing = surveyed("verify", "--identities")
    assert f"{first}: không có danh tính" in missing.output


def test_a_child_that_is_there_is_asked_on_import(surveyed: Office, tmp_path: Path):
    survey = write_xlsx(tmp_path / "nua.xlsx", [row(), row(SECOND)])
    asked = surveyed("import", survey, "--by", "CB", code=1)
    assert "--answer SỐ=same" in asked.output
    assert leaks([asked.output]) == []
    surveyed("import", survey, "--by", "CB", "--answer", "1=same", "--answer", "2=update")
    assert "Trẻ mới: 0; ghi số liệu mới: 1; đã có, bỏ dòng: 1." in surveyed.told[-1]
    surveyed("import", survey, "--by", "CB", "--answer", "1=maybe", code=1)


def test_the_blank_form_and_a_programme_without_sponsorship(office: Office, tmp_path: Path):
    office("form", tmp_path / "mau.xlsx")
    assert (tmp_path / "mau.xlsx").is_file()
    words = ["register", "cao-bang-588", "list", "--data", str(office.data)]
    told = CliRunner().invoke(office.app, words)
    assert told.exit_code == 1
    assert "không có phần đỡ đầu" in told.output
    assert "chưa có sổ đỡ đầu" in office("list", code=1).output


def sponsored(office: Office) -> str:
    """A first child with a sponsor who has begun: D000001."""
    child = office.ids()[0]
    office(
        *("assign", "--child", child, "--purpose", "living", "--sponsor", "s-giấu"),
        *("--amount", "500000", "--from", "2026-04", "--by", "CB"),
    )
    office("agree", "--pledge", "D000001", "--by", "CB", "--evidence", "CV-7/2026")
    office("start", "--pledge", "D000001", "--by", "CB")
    return child


def test_dues_stand_in_both_books_and_are_compared(surveyed: Office):
    child = sponsored(surveyed)
    due = ("--pledge", "D000001", "--amount", "500000", "--by", "CB", "--evidence")
    none = surveyed("dues")
    assert "Hai sổ khớp nhau đến từng đồng." in none.output
    assert not (surveyed.data / "books").exists()
    paid = surveyed("pay", *due, "PT-1/2026")
    # The fund kept apart is entry 1, the money entry 2.
    assert "Sổ Quỹ: bút toán 2." in paid.output
    again = surveyed("pay", *due, "PT-1/2026", code=1)
    assert "sổ Quỹ: bút toán 2" in again.output
    surveyed("pay", *due, "UNC-3/2026", "--direct")
    assert "khớp nhau" in surveyed("dues").output
    wrong = surveyed("pay", *due, "PT-2/2026", "--account", "kho", code=1)
    assert "bank" in wrong.output
    (surveyed.data / "books" / f"{PROGRAMME}.sqlite").unlink()
    lacking = surveyed("dues")
    assert "D000001: sổ Quỹ thiếu 500.000 đồng" in lacking.output
    assert "--by" in surveyed("dues", "--post", code=1).output
    assert "khớp nhau" in surveyed("dues", "--post", "--by", "Kế toán").output
    held = bytes_under(surveyed.data / "books")
    assert leaks(held) == []
    for secret in ("s-giấu", child):
        assert all(secret.encode() not in one for one in held)


def test_a_child_goes_home_and_comes_back(surveyed: Office):
    child = sponsored(surveyed)
    other = surveyed.ids()[1]
    gone = ("leave", "--child", child, "--reason", "returned-home", "--by", "CB")
    surveyed("children", *gone, code=2)
    told = surveyed("children", *gone, "--evidence", "BB-1/2026", "--to-child", other)
    assert f"Đã ghi: {child} ra khỏi sổ." in told.output
    # It was to begin in April, the month after.
    assert "D000001: đã kết thúc, tháng cuối 3/2026" in told.output
    assert f"Đề xuất D000002 cho {other}." in told.output
    again = surveyed("children", *gone, "--evidence", "BB-1/2026", code=1)
    assert "trẻ đã ra khỏi sổ" in again.output
    returned = ("return", "--child", child, "--by", "CB", "--evidence", "QD-1/2026")
    assert "trở lại sổ" in surveyed("children", *returned).output
    assert "trẻ đang trong sổ" in surveyed("children", *returned, code=1).output
    assert leaks(surveyed.told) == []
    surveyed("verify")
