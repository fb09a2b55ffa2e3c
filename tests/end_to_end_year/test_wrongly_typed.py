"""A child typed where a number, a date, a code or a commune was wanted: no message repeats it.

Name, date of birth, telephone, id and address, and all of them in one sentence, stand by turns in
every column of every channel: forms of districts, of donors and of the ledger, an office's own
table, answers to questions, tables of the data folder, lists for the Fund, scores, registers. What
the commands tell and what they write is searched, and that each of them found something wrong.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from needs.assessment import assess
from needs.errors import InputFaults
from needs.sponsorship import sealed
from tests.network.cases import HEADER
from tests.sponsorship.survey_cases import SAFE, write_xlsx

from .planner import Planner
from .planted import seen_in

PLAN, WITH_FUND, DISTRICT = "cao-bang-588", "hai-duong-2024", "Bảo Lạc"
CHILD = {
    "name": "Lò Thị Vượn Hú",
    "birth": "23/07/2011",
    "phone": "0917 285 746",
    "id": "034211004588",
    "address": "ngõ Vượn Hú số 7548",
    "birth as computers write it": "2011-07-23",
}
SENTENCE = (
    "cháu Lò Thị Vượn Hú, sinh 23/07/2011, đt 0917 285 746, CCCD 034211004588, ngõ Vượn Hú số 7548"
)
TYPED = (*CHILD.values(), SENTENCE)
#: What is searched: a part is enough, and a telephone that Excel took for a number.
SECRETS = CHILD | {"part of the name": "Vượn Hú", "phone as a number": "917285746"}
BY = ("--by", "Cán bộ")
#: Donors are named in the office's own messages: who they are is not for a program to guess.
NAMES_OF_GIVERS = ("donor_id", "donor", "gift_id", "gift")
TABLES = (
    "reference/population_communes_2025.csv",
    "reference/population_districts.csv",
    "reference/areas/cao-bang-2026-2030.csv",
    "reference/area_lists.csv",
    "reference/area_totals.csv",
    "reference/assumptions.csv",
    "reference/place_corrections.csv",
    "reference/commune_attributes.csv",
    f"illustrative/{PLAN}/support.csv",
)
#: Lists of the Fund, and columns whose words are judged with the rest of their row.
LISTS = {
    "income": ("Quỹ riêng",),
    "spending": ("Hiện vật", "Quỹ riêng", "Nơi giữ quỹ"),
    "earmarks": ("Tên quỹ riêng",),
    "handover": ("Đến nơi giữ quỹ",),
}


@pytest.fixture(scope="module")
def desk(data, tmp_path_factory) -> Planner:
    """A desk with data of its own."""
    root = tmp_path_factory.mktemp("desk")
    shutil.copytree(data, root / "data")
    return Planner(PLAN, root / "data", root / "out", passphrase="trăng rằm tháng Tám")


@pytest.fixture
def told(desk, tmp_path) -> Iterator[Planner]:
    """The desk; afterwards nothing that was told or written holds a part of the child."""
    desk.told.clear()
    desk.out = tmp_path / "out"
    yield desk
    assert desk.told
    desk.out.mkdir(exist_ok=True)
    (desk.out / "told.txt").write_text("\n".join(desk.told), encoding="utf-8")
    # The copy with the faults marked is for its sender, with the sender's own cells.
    assert seen_in(desk.out, SECRETS, but=desk.out.rglob("*-can-sua.xlsx")) == []


def turn(number: int) -> str:
    return TYPED[number % len(TYPED)]


def spoilt(path: Path, *, keep: tuple[str, ...] = (), column: str = "") -> pd.DataFrame:
    """A CSV with the child in its first rows: in every column but those kept, or in one."""
    frame = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    while len(frame) < len(TYPED):
        frame = pd.concat([frame, frame.iloc[-1:]], ignore_index=True)
    for at, name in enumerate(frame.columns):
        if name not in keep and column in ("", name):
            frame.loc[: len(TYPED) - 1, name] = [turn(at + row) for row in range(len(TYPED))]
    return frame


def filled(form: Path, to: Path) -> Path:
    """A form with the child in each cell that is to be filled in, of the first rows."""
    book = openpyxl.load_workbook(form)
    for sheet in book:
        rows = [[c for c in row if not c.protection.locked] for row in sheet.iter_rows()]
        tables = [row for row in rows if len(row) > 2] if sheet.sheet_state == "visible" else []
        for number, row in enumerate(tables[: 2 * len(TYPED)]):
            for at, cell in enumerate(row):
                if not isinstance(cell, openpyxl.cell.MergedCell):
                    cell.value = 917285746 if (number + at) % 8 == 7 else turn(number + at)
    book.save(to)
    return to


def test_in_forms(told, tmp_path):
    told("template", PLAN, "--out", tmp_path / "forms", "--district", DISTRICT)
    told("template", PLAN, "--out", tmp_path / "all")
    folders = (tmp_path / "forms", tmp_path / "all")
    forms = {path.stem: path for folder in folders for path in folder.iterdir()}
    others = {name for name in forms if name.startswith(("nha-tai-tro", "so-ho-tro"))}
    assert len(others) == 2
    for name in ("bao-lac", *others):
        sent = filled(forms[name], tmp_path / f"{name}-gui.xlsx")
        words = told("check", sent, "--programme", PLAN, "--out", told.out / name, code=1)
        assert "ký tự" in words
    assert "917" not in (told.out / "bao-lac" / "loi.csv").read_text(encoding="utf-8-sig")


def test_in_an_office_s_own_table_and_in_the_answers(told, tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Biểu tổng hợp trẻ em"])
    sheet.append(["STT", "Tên xã", "Tổng số trẻ em", "Họ và tên", "Số áo ấm", "Ghi chú"])
    listed = pd.read_csv(told.data / TABLES[2], dtype="str").commune
    for number, typed in enumerate(TYPED):
        sheet.append([number, typed, 100, CHILD["name"], 10, SENTENCE])
        sheet.append([number, f"Xã Lạ {'ABCDEGH'[number]}", 100, 917285746, "1.234", SENTENCE])
        for commune in listed[2 * number : 2 * number + 2]:
            sheet.append([number, commune, typed, typed, "5", SENTENCE])
    book.save(tmp_path / "tu-lap.xlsx")
    meant = ("--programme", PLAN, "--district", DISTRICT, "--period", "2026")
    words = told("check", tmp_path / "tu-lap.xlsx", *meant, "--out", told.out, code=1)
    assert "Tổng số trẻ em" in words
    # A name that is no person's has to be shown: the planner says which commune it is.
    assert "Xã Lạ A" in (told.out / "loi.csv").read_text(encoding="utf-8-sig")
    book = openpyxl.load_workbook(told.out / "cau-hoi.xlsx")
    asked = [sheet for sheet in book if sheet.sheet_state == "visible"]
    assert {sheet.title for sheet in asked} >= {"Cột", "Tên xã"}
    for sheet in asked:
        (column,) = (cell.column for cell in sheet[1] if cell.value == "needs:answer")
        for row in range(5, sheet.max_row + 1):
            sheet.cell(row, column).value = turn(row)
    book.save(tmp_path / "tra-loi.xlsx")
    words = told("answer", PLAN, tmp_path / "tra-loi.xlsx", *BY, code=1)
    assert "Tên xã!G" in words


@pytest.mark.parametrize("name", TABLES)
def test_in_tables_of_the_data_folder(told, name):
    path = told.data / name
    before = path.read_bytes()
    spoilt(path).to_csv(path, index=False)
    try:
        with pytest.raises(InputFaults) as caught:
            assess(PLAN, told.data, up_to_gap=True)
    finally:
        path.write_bytes(before)
    told.told.append(str(caught.value))
    assert len(caught.value.faults) >= len(CHILD)


def test_in_the_donors_table(told):
    path = told.data / "illustrative" / PLAN / "donors.csv"
    before = path.read_bytes()
    spoilt(path, keep=NAMES_OF_GIVERS).to_csv(path, index=False)
    words = told("status", PLAN)
    path.write_bytes(before)
    assert words.count("chưa dùng được") > len(TYPED)


def test_in_lists_for_the_fund(told, tmp_path):
    """Single columns too: a row is judged further where its other cells are right."""
    for name, columns in LISTS.items():
        path = told.data / "illustrative" / WITH_FUND / f"fund_{name}.csv"
        for column in ("", *columns):
            sent = tmp_path / f"{name}.csv"
            spoilt(path, column=column).to_csv(sent, index=False)
            told("fund", WITH_FUND, "import", sent, *BY, code=1)


def test_in_lists_of_communes(told, tmp_path):
    listed = pd.read_csv(told.data / TABLES[2], dtype="str").head(20)
    frame = pd.DataFrame({"Tên xã": listed.commune, "Khu vực": "III", "Số thôn ĐBKK": "3"})
    frame.loc[:6, "Tên xã"] = TYPED
    frame.loc[7:13, "Khu vực"] = TYPED
    frame.loc[13:19, "Số thôn ĐBKK"] = TYPED
    frame.to_excel(tmp_path / "xa.xlsx", index=False)
    days = ("--issued", "2031-01-02", "--valid-from", "2031-01-02", "--valid-to", "2035-12-31")
    stated = ("--province", "Cao Bằng", "--decision", "1/QĐ-UBND", *days, "--check")
    words = told("areas", "import", tmp_path / "xa.xlsx", *stated, code=1)
    assert "ô B2" in words or "ô A2" in words


def test_in_scores_and_registers(told, tmp_path, monkeypatch):
    monkeypatch.setattr(sealed, "COST", sealed.LEAST_COST)
    blank = tmp_path / "diem-trang.xlsx"
    told("friendly", WITH_FUND, "--template", blank, "--district", "Chí Linh")
    told("friendly", WITH_FUND, filled(blank, tmp_path / "diem.xlsx"), code=1)

    columns = (*SAFE, "Họ và tên trẻ", "Ngày sinh", "Điện thoại", "Địa chỉ")
    survey = write_xlsx(tmp_path / "phieu.xlsx", _rows(columns))
    told("register", WITH_FUND, "import", survey, *BY, code=1)
    right = write_xlsx(
        tmp_path / "dung.xlsx",
        [{"Họ và tên trẻ": "Bé A", "Ngày sinh": "11/9/2016"} | SAFE | {"Xã": "Phường Sao Đỏ"}],
    )
    told("register", WITH_FUND, "import", right, *BY)
    sponsors = "sponsor_id gift_id sponsor may_be_named children amount_vnd purposes communes only"
    path = told.data / "register" / WITH_FUND / "sponsors.csv"
    pd.DataFrame(_rows(sponsors.split())).to_csv(path, index=False)
    told("register", WITH_FUND, "match", "--from", "2026-12", "--assign", *BY, code=1)

    path = told.data / "network" / f"{WITH_FUND}.csv"
    path.parent.mkdir(exist_ok=True)
    pd.DataFrame(_rows(HEADER.split(","))).to_csv(path, index=False)
    told("network", WITH_FUND, "register", code=1)


def _rows(columns) -> list[dict[str, str]]:
    return [
        {name: turn(number + at) for at, name in enumerate(columns)} for number in range(len(TYPED))
    ]
