"""Identities planted through the ordinary commands: they stand in no page and no table.

Names, dates of birth, addresses, telephones, schools of children; names and contacts of donors who
did not agree to be named. Everything that is written for a programme of the Fund is searched.
"""

from __future__ import annotations

import base64
import shutil
import sqlite3
import unicodedata
import zipfile
from pathlib import Path

import pandas as pd
import pytest
import typer
from typer.testing import CliRunner

from needs.cli import register as commands
from needs.cli import register_secret
from needs.fund.tables import fund_tables
from needs.network.register import register_path
from needs.public import write_public_pages
from needs.sheets.fund import write_fund_pages
from needs.sheets.network import write_network_pages
from needs.sheets.network_data import network_data
from needs.sheets.sponsorship import write_sponsorship_pages
from needs.sheets.tasks import write_task_pages
from needs.sheets.timetable import write_timetable_pages
from needs.sponsorship import register_tables, sealed
from needs.tables import write_tables
from tests.network.cases import HEADER, row
from tests.sponsorship.survey_cases import SAFE, write_xlsx

from .small import ON, Books, gave, small

SECRET = "trăng rằm tháng Tám"
COUNT = 12
#: What is planted of each child; {n} tells them apart.
CHILD = {
    "Họ và tên trẻ": "Nguyễn Thị Quỳnh Hoa{n} Kỳ",
    "Ngày sinh": "1{n}/9/2016",
    "Địa chỉ": "Thôn Kín Đáo 77{n}",
    "Người giám hộ": "Bà Lò Thị Giấu{n}",
    "Điện thoại": "0917 283 7{n}",
    "Trường": "Tiểu học Bí Mật 5{n}",
}
NAMES = "ABCDEFGHIKLM"
DONOR = {
    "donor": "Nguyễn Văn Ẩn Danh",
    "contact_person": "Lê Thị Liên Lạc",
    "phone": "0912 345 678",
    "email": "andanh@example.vn",
    "address": "Số 9 phố Vắng Người",
}


def planted_child(number: int) -> dict[str, str]:
    told = {title: words.format(n=NAMES[number]) for title, words in CHILD.items()}
    told["Ngày sinh"] = f"{number + 10}/9/2016"
    told["Điện thoại"] = f"0917 283 7{number:02d}"
    return told


def forms(value: str) -> set[str]:
    """How a value might leak: as typed, without accents, blanks or dots, in capitals."""
    plain = unicodedata.normalize("NFD", value.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(one for one in plain if not unicodedata.combining(one))
    found = {value, plain, value.upper(), value.lower(), plain.lower()}
    found |= {value.replace(" ", ""), plain.replace(" ", "").lower()}
    found.add(unicodedata.normalize("NFD", value))
    if "/" in value:
        day, month, year = value.split("/")
        found |= {f"{year}-{month:0>2}-{day:0>2}", f"{day:0>2}/{month:0>2}/{year}"}
    return found


def readable(path: Path) -> list[bytes]:
    """The bytes of a file, and what is packed in it: a zip's parts, a Parquet's cells."""
    parts = [path.read_bytes(), str(path).encode()]
    if path.suffix == ".parquet":
        frame = pd.read_parquet(path)
        parts.append(frame.astype("str").to_csv().encode())
        parts.append(str(frame.attrs).encode())
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            parts += [packed.read(name) for name in packed.namelist()]
    return parts


def leaks(files: list[Path], values: list[str]) -> list[tuple[str, str]]:
    wanted = [
        (value, encoded)
        for value in values
        for form in forms(value)
        for encoded in (
            form.encode(),
            form.encode("utf-16-le"),
            base64.b64encode(form.encode())[:-4] or form.encode(),
        )
    ]
    return [
        (path.name, value)
        for path in files
        for part in readable(path)
        for value, encoded in wanted
        if encoded in part
    ]


@pytest.fixture(scope="module")
def office(data, fund, tmp_path_factory):
    """A data root with a register made by the commands, books, a donor register, a ledger."""
    root = tmp_path_factory.mktemp("office") / "data"
    for name in ("programmes", "reference"):
        shutil.copytree(data / name, root / name)
    people = [planted_child(number) for number in range(COUNT)]
    agreed = {"Đồng ý đăng (giám hộ)": "có", "Đồng ý đăng (trẻ)": "có"}
    survey = write_xlsx(
        root.parent / "phieu.xlsx",
        [{**one, **SAFE, **(agreed if number < 3 else {})} for number, one in enumerate(people)],
    )
    app = typer.Typer(pretty_exceptions_enable=False)
    app.callback()(lambda: None)
    commands.add_to(app)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(commands, "today", lambda: ON)
        patch.setattr(sealed, "COST", sealed.LEAST_COST)
        words = ["register", fund.id, "import", str(survey), "--by", "CB", "--data", str(root)]
        done = CliRunner().invoke(app, words, env={register_secret.ENVIRONMENT: SECRET})
    assert done.exit_code == 0, done.output
    survey.unlink()

    books = Books(fund, root)
    books.gift(5_000_000, donor=DONOR["donor"], named=False, note=DONOR["phone"])
    books.gift(7_000_000, donor="Công ty Sáng", named=True)
    books.paid("treatment", 1_000_000, note=people[0]["Họ và tên trẻ"])
    told = register_path(fund, root)
    told.parent.mkdir(parents=True, exist_ok=True)
    told.write_text("\n".join([HEADER, row(kind="cá nhân", **DONOR)]) + "\n", encoding="utf-8-sig")
    hidden = {"donor_id": "an-danh", "donor": DONOR["donor"]}
    gave(fund, root, children=20, value=7_000_000, **hidden)
    values = [value for one in people for value in one.values()]
    return root, values


@pytest.fixture(scope="module")
def written(office, fund, tmp_path_factory):
    """Every page and every table, in both languages."""
    root, _ = office
    folder = tmp_path_factory.mktemp("reports")
    for lang in ("vi", "en"):
        own, day = folder / lang, {"root": root, "on": ON, "lang": lang}
        write_public_pages(small(fund), own, **day)
        write_fund_pages(fund, own, **day)
        write_sponsorship_pages(fund, own, **day)
        write_network_pages(small(fund), own, **day)
        write_timetable_pages(fund, own, **day)
        write_task_pages(fund, own, **day)
    tables = register_tables(fund, root, on=ON) | fund_tables(fund, root, on=ON)
    public = network_data(fund, root, on=ON, gifts=small(fund).tables["gifts"]).tables
    tables["transparency_public"] = public["transparency_public"]
    write_tables(tables, folder / "tables")
    return folder


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_there_is_something_to_find(written):
    """The search finds what is there: cases, money, the donor's name in the office's own page."""
    files = files_of(written)
    assert {path.suffix for path in files} >= {".html", ".ics", ".parquet", ".csv"}
    cases = (written / "vi" / "public" / "cases.html").read_text(encoding="utf-8")
    assert cases.count("Thành phố Thanh Hóa") == 3
    office_page = [written / "vi" / "offices" / "network.html"]
    assert leaks(office_page, [DONOR["donor"], DONOR["phone"]])


def test_no_identity_of_a_child_stands_in_any_page_or_table(office, written):
    _, values = office
    assert leaks(files_of(written), values) == []


def test_no_identity_stands_readable_in_any_file_of_the_data_but_the_books_own_notes(office, fund):
    """Not even encrypted tables, registers and their side files show one; the name that somebody
    typed into a note of the Fund's books stays in the books alone."""
    root, values = office
    sealed_file = root / "register" / fund.id / "identities.enc"
    assert sealed_file.is_file()
    books = root / "books"
    files = [path for path in files_of(root) if books not in path.parents]
    assert sealed_file in files
    assert leaks(files, values) == []


def test_no_pseudonym_of_a_child_stands_in_what_is_published(office, written, fund):
    root, _ = office
    path = root / "register" / fund.id / "register.sqlite"
    with sqlite3.connect(path) as connection:
        ids = [one for (one,) in connection.execute("SELECT child_id FROM children")]
    connection.close()
    assert len(ids) == COUNT
    public = [*files_of(written / "vi" / "public"), *files_of(written / "tables")]
    assert leaks(public, ids) == []


def test_donors_who_are_not_named_stand_only_in_the_offices_own_page(written):
    shown = [path for path in files_of(written) if path.name != "network.html"]
    assert leaks(shown, list(DONOR.values())) == []
