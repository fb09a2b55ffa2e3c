"""Children, donors and notes of an office: what is typed where stays where it was typed.

A full desk of one of the plans: survey, form, scores, books of the Fund, register of donors,
sponsors, ledger, records. In each field a name, a telephone, an id and an address are planted; then
everything is made that the commands make, and every byte is searched.

- A child's identity: readable nowhere, not in what the commands tell, not in the data.
- Notes of forms, who filled them in: in the form as it came, and in the copy with the faults marked
  that `check` makes for its sender.
- Notes and evidence of the Fund's books, the ledger, the records: in those books; the ledger's
  evidence also in the office's own table `commitments`.
- Donors who did not agree to be named, and every donor's contacts: in the register of donors and
  the office's own page of it.
"""

from __future__ import annotations

import csv
import datetime as dt
import importlib
import pkgutil
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from needs import cli
from needs.assessment import assess
from needs.assessment.meant import Meant
from needs.public import write_public_pages
from needs.sponsorship import sealed
from tests.friendly.filled import WHOLE
from tests.network.cases import HEADER
from tests.sponsorship.survey_cases import SAFE, write_xlsx

from .planner import Planner
from .planted import CHANNELS, found_in, planted, seen_in, sentence

PROGRAMME, DISTRICT = "hai-duong-2024", "Chí Linh"
WARD = "Phường Sao Đỏ"
DAY = dt.date(2026, 11, 22)
BY = ("--by", "Cán bộ")
#: In which rows of the survey who agreed to what; the rest agreed to being matched only.
TOLD, REFUSED, WITHDRAWN, YOUNG, CROWD = (0, 1, 2), (3, 4), 5, 6, 22
CASE = '<th scope="row"'
#: Files that name wards, and donors of the plan.
PRINTED = (".html", ".docx", ".xlsx", ".pdf", ".parquet", ".csv", ".ipynb")
#: Tables and pages of the office itself: a donor's name, the evidence of a ledger's entry.
OFFICE_ONLY = {
    "network.html: donor_alone.name",
    *(
        f"commitments.{kind}: ledger_evidence.{told}"
        for kind in ("parquet", "csv")
        for told in ("name", "phone", "id", "address")
    ),
}


@pytest.fixture(scope="module")
def planner(data, tmp_path_factory):
    """A desk on which everything has been typed, and everything made."""
    root = tmp_path_factory.mktemp("desk")
    planner = Planner(PROGRAMME, root / "data", root / "reports", day=DAY)
    shutil.copytree(data, planner.data)
    planner.passphrase = "trăng rằm tháng Tám"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealed, "COST", sealed.LEAST_COST)
        for module in cli_modules():
            if hasattr(module, "today"):
                patch.setattr(module, "today", lambda: planner.day)
        returns_and_scores(planner, root)
        register_of_children(planner, root)
        books_of_the_fund(planner)
        donors_and_ledger(planner)
        planner("run", PROGRAMME, "--district", DISTRICT, "--out", planner.out)
        planner("report", PROGRAMME, "--kind", "year", "--tables")
        planner("fund", PROGRAMME, "report", "--out", planner.out)
        planner.of("network", "transparency", "--public", "--export", planner.out / "public-tables")
    for sent in root.glob("*.xlsx"):
        sent.unlink()
    return planner


def cli_modules():
    return [
        importlib.import_module(f"{cli.__name__}.{module.name}")
        for module in pkgutil.iter_modules(cli.__path__)
    ]


# -- what is typed ---------------------------------------------------------------------------------


def returns_and_scores(planner: Planner, folder: Path) -> None:
    """Notes of a district's form and of the scores; who filled them in."""
    planner.of("template", "--district", DISTRICT, "--out", folder / "forms")
    (form,) = (folder / "forms").glob("chi-linh.xlsx")
    book = openpyxl.load_workbook(form)
    for sheet in book:
        title = next((c for row in sheet.iter_rows() for c in row if c.value == "Ghi chú"), None)
        if title is not None:
            rows = range(title.row + 2, sheet.max_row)
            codes = [n for n in rows if str(sheet.cell(n, 2).value).isdigit()]
            for row in codes[:2]:
                sheet.cell(row, title.column, sentence("form_note"))
    signed(book, planner.day, by="form_by", remarks="form_remarks")
    book.save(folder / "chi-linh.xlsx")
    checked = ("--programme", PROGRAMME, "--out", planner.out / "checked")
    planner("check", folder / "chi-linh.xlsx", *checked)
    planner.of("receive", folder / "chi-linh.xlsx")

    planner.of("friendly", "--template", folder / "diem.xlsx", "--district", DISTRICT)
    book = openpyxl.load_workbook(folder / "diem.xlsx")
    rows = [row for row in book["Chấm điểm"].iter_rows() if str(row[1].value).isdigit()]
    for row in rows[:3]:
        for cell, points in zip(row[4:], WHOLE, strict=False):
            cell.value = points
        row[18].value = sentence("scores_note")
    signed(book, planner.day, by="scores_remarks", remarks="scores_remarks")
    book.save(folder / "diem.xlsx")
    planner.of("friendly", folder / "diem.xlsx")


def signed(book: openpyxl.Workbook, day: dt.date, *, by: str, remarks: str) -> None:
    guide = book["Hướng dẫn"]
    told = {
        "Người lập biểu": sentence(by),
        "Ngày lập": day,
        "Ghi chú chung": sentence(remarks),
    }
    for row in guide.iter_rows():
        for cell in row:
            if cell.value in told:
                guide.cell(cell.row, cell.column + 1, told[cell.value])


def register_of_children(planner: Planner, folder: Path) -> None:
    # Not to be matched: whoever has a sponsor asks no longer, and ids, drawn at random, break ties.
    alone = {"Đồng ý kết nối (giám hộ)": "không"}
    yes = {"Đồng ý đăng (giám hộ)": "có", "Đồng ý đăng (trẻ)": "có"} | alone
    no = dict.fromkeys(yes, "không")
    guardian = {"Đồng ý đăng (giám hộ)": "có"} | alone
    agreed = dict.fromkeys(TOLD, yes) | dict.fromkeys(REFUSED, no)
    agreed |= {WITHDRAWN: yes, YOUNG: guardian}
    told, rows = planted("survey"), []
    for number in range(CROWD):
        year = 2021 if YOUNG <= number < 18 else 2016
        who = {
            "Họ và tên trẻ": f"{told['name']} {'ABCDEGHIKLMNOPQRSTUVXY'[number]}",
            "Ngày sinh": f"1{number % 9}/9/{year}",
            "Địa chỉ": told["address"],
            "Người giám hộ": told["name"],
            "Điện thoại": told["phone"],
            "Trường": told["address"],
            "Ghi chú của cán bộ": sentence("survey_note"),
            "CCCD": told["id"],
        }
        rows.append(who | SAFE | {"Xã": WARD} | agreed.get(number, {}))
    survey = write_xlsx(folder / "phieu.xlsx", rows)
    planner("register", PROGRAMME, "import", survey, *BY)
    about = ("--child", ids(planner)[WITHDRAWN], "--scope", "publication", "--giver", "guardian")
    planner("register", PROGRAMME, "withdraw", *about, *BY, "--at", "2026-11-10")
    path = planner.data / "register" / PROGRAMME / "sponsors.csv"
    lines = ["sponsor_id,gift_id,sponsor,may_be_named,children,amount_vnd,purposes,communes,only"]
    lines += [f"s-{n},g-{n},{planted('sponsor')['name']} {n},,2,600000,,," for n in range(3)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    planner("register", PROGRAMME, "match", "--from", "2026-12", "--assign", *BY)


def ids(planner: Planner) -> list[str]:
    with closing(
        sqlite3.connect(planner.data / "register" / PROGRAMME / "register.sqlite")
    ) as book:
        return [one for (one,) in book.execute("SELECT child_id FROM children ORDER BY rowid")]


def books_of_the_fund(planner: Planner) -> None:
    common = ("--day", "2026-10-01", *BY, "--note", sentence("fund_note"))
    gift = ("--source", "donation", "--amount", 90_000_000)
    donor = ("--donor", planted("fund_donor")["name"])
    planner("fund", PROGRAMME, "record", "income", *common, "--document", "PT-1", *gift, *donor)
    spent = ("--activity", "scholarships", "--amount", 1_000_000, "--document", "PC-1")
    planner("fund", PROGRAMME, "record", "spending", *common, *spent)


def donors_and_ledger(planner: Planner) -> None:
    planner.of("allocate")
    path = planner.data / "network" / f"{PROGRAMME}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    contact, notes = planted("donor_contact"), planted("donor_notes")
    told = {
        "donor": planted("donor_alone")["name"],
        "donor_kind": "cá nhân",
        "contact_person": contact["name"],
        "phone": contact["phone"],
        "email": "lienlac@example.vn",
        "address": contact["address"],
        "notes": "; ".join(notes.values()),
        "also_called": f"bác {planted('donor_alone')['name']}",
    }
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.DictWriter(handle, HEADER.split(","))
        writer.writeheader()
        writer.writerow(told)
    lots = planner.table("allocation")
    donor = str(lots.donor.iloc[0])
    planner.of("commit", "offered", "--donor", donor, *BY, "--note", sentence("ledger_note"))
    typed = {"evidence": sentence("ledger_evidence"), "note": sentence("ledger_note")}
    for state in ("accepted", "delivered", "confirmed"):
        planner.write_down(state, Meant(donor=donor), at="2026-11-20", **typed)
    recorded = ("--donor", donor, "--record", *BY, "--evidence", sentence("award_evidence"))
    planner.of("network", "thanks", *recorded)


# -- where it is found -----------------------------------------------------------------------------


def test_the_search_finds_what_is_there(planner):
    """The office's own pages show what the office typed; the sealed file is there, unreadable."""
    assert found_in(planner.reports / "offices", CHANNELS) == ["network.html: donor_alone.name"]
    kept = {one.split(": ")[1].split(".")[0] for one in found_in(planner.data, CHANNELS)}
    assert kept == set(CHANNELS) - {"survey", "survey_note"}
    assert (planner.data / "register" / PROGRAMME / "identities.enc").is_file()
    names = {path.suffix for path in planner.out.rglob("*") if path.is_file()}
    assert names >= {*PRINTED, ".ics", ".gpkg", ".geojson"}


def test_the_search_finds_what_is_printed_in_every_kind_of_file(planner):
    """A ward and a donor of the plan may be named: so the search would find a child's name too."""
    donor = str(planner.table("allocation").donor.iloc[0])
    found = seen_in(planner.reports, {"ward": WARD, "donor": donor})
    kinds = {(Path(path).suffix, what) for path, _, what in (one.rpartition(": ") for one in found)}
    assert kinds >= {(ending, what) for ending in PRINTED for what in ("ward", "donor")}
    assert {(".gpkg", "ward"), (".geojson", "ward")} <= kinds


def test_no_child_s_identity_stands_in_anything_that_is_made(planner, tmp_path):
    assert found_in(planner.out, ["survey", "survey_note"]) == []
    (tmp_path / "told.txt").write_text("\n".join(planner.told), encoding="utf-8")
    assert found_in(tmp_path, ["survey", "survey_note"]) == []


def test_in_the_data_it_stands_in_the_encrypted_table_alone_and_unreadable(planner):
    assert found_in(planner.data, ["survey", "survey_note"]) == []


def test_notes_of_forms_go_nowhere(planner):
    """The form as it came stays as it came; nothing that is made of it holds a word of a note."""
    notes = [name for name in CHANNELS if name.startswith(("form_", "scores_"))]
    # What `check` makes is for the sender: a copy of the form, with the sender's own notes.
    checked = planner.out / "checked"
    assert found_in(planner.out, notes, but=checked.rglob("*.xlsx")) == []
    kept = {one.split(":")[0] for one in found_in(planner.data, notes)}
    assert kept
    assert all(path.startswith("returns/") and "/files/" in path for path in kept), kept


def test_what_is_published_holds_no_note_contact_or_unnamed_giver(planner):
    """Public pages, transparency, the Fund's year, proposals and public tables: nobody."""
    offices = planner.reports / "offices"
    private = {"network.html", "sponsorship.html", "fund.html"}
    published = [
        *(planner.reports / "public").rglob("*"),
        *(planner.reports / "donors").rglob("*"),
        *(planner.out / "public-tables").rglob("*public*"),
        *(offices / "agencies").rglob("*"),
        *(path for path in offices.glob("*.html") if path.name not in private),
    ]
    keep = {path for path in published if path.is_file()}
    assert len(keep) > 15
    others = [path for path in planner.out.rglob("*") if path not in keep]
    assert found_in(planner.out, CHANNELS, but=others) == []


def test_what_an_office_types_stays_in_its_own_pages_and_books(planner):
    """Where each may stand; anything new that shows one of them has to be thought about."""
    shown = {one.rpartition("/")[2] for one in found_in(planner.out, CHANNELS)}
    assert shown <= OFFICE_ONLY


# -- consents --------------------------------------------------------------------------------------


def test_only_who_agreed_is_told_and_a_child_that_turns_seven_is_asked(planner, tmp_path):
    made = assess(PROGRAMME, planner.data, up_to_gap=True)

    def cases(on: dt.date) -> str:
        write_public_pages(made, tmp_path, root=planner.data, on=on, lang="vi")
        assert found_in(tmp_path, CHANNELS) == []
        return (tmp_path / "public" / "cases.html").read_text(encoding="utf-8")

    today = cases(DAY)
    # Three with both consents, and the one below seven whose guardian agreed.
    assert today.count(CASE) == len(TOLD) + 1
    assert cases(dt.date(2027, 1, 15)).count(CASE) == len(TOLD)
    for child in ids(planner):
        assert child not in today
