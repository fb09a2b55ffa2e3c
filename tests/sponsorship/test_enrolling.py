"""A survey comes in: split at once, asked where a child may be there already, complete or not."""

from __future__ import annotations

import datetime as dt
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from needs.errors import InputFaults
from needs.reading.phrases import key
from needs.sheets.sponsorship import write_sponsorship_pages
from needs.sponsorship import cases_for_publication, register_tables
from needs.sponsorship import identities as identities_module
from needs.sponsorship.enrolling import SameChildAsked, enrol
from needs.sponsorship.identities import Identities, identities_file, unmatched_ids
from needs.sponsorship.register import Register
from needs.sponsorship.sealed import LEAST_COST, Passphrase, SealedError, Tampered, WrongPassphrase
from needs.sponsorship.standing import Need
from needs.sponsorship.survey import Survey, read_survey
from needs.sponsorship.survey_columns import find_columns, titles
from needs.sponsorship.survey_form import write_survey_form
from needs.workbooks import Sheet

from .survey_cases import PLANTED, SECOND, bytes_under, leaks, row, write_csv, write_xlsx

ON = dt.date(2026, 3, 5)
SECRET = Passphrase("trăng rằm tháng Tám")


@pytest.fixture
def read(programme, rules, tmp_path: Path):
    def reading(*rows: dict[str, object], name: str = "phieu.xlsx") -> Survey:
        path = tmp_path / "in" / name
        path.parent.mkdir(exist_ok=True)
        write = write_xlsx if name.endswith("xlsx") else write_csv
        return read_survey(write(path, rows), programme, rules, on=ON)

    return reading


def people(register: Register, secret: Passphrase = SECRET, **more: object) -> Identities:
    return Identities(identities_file(register), secret, create=True, cost=LEAST_COST, **more)


def put(register: Register, survey: Survey, **answers: str):
    told = {int(number.removeprefix("n")): answer for number, answer in answers.items()}
    return enrol(register, lambda: people(register), survey.rows, by="Cán bộ", on=ON, answers=told)


@pytest.mark.parametrize("name", ["phieu.xlsx", "phieu.csv"])
def test_a_survey_is_split_at_once(register, read, name):
    done = put(register, read(row(), name=name))
    (child_id,) = done.new.values()
    child = register.standing().children[child_id]
    assert (child.commune_code, child.born_from, child.born_to) == ("14758", 2016, 2017)
    assert child.groups == ("orphan",)
    assert child.needs == (Need("living", 500_000), Need("scholarship"))
    assert child.urgency == {"household": "poor"}
    assert {(one.scope, one.giver, one.given) for one in child.consents} == {
        ("matching", "guardian", dt.date(2026, 3, 1)),
        ("matching", "child", dt.date(2026, 3, 1)),
    }
    # Twelve months, to the end of the month.
    assert {one.until for one in child.consents} == {dt.date(2027, 3, 31)}
    who = people(register).who(child_id)
    assert (who.name, who.birth) == (PLANTED["Họ và tên trẻ"], "2016-09-17")
    assert (who.phone, who.school) == (PLANTED["Điện thoại"], PLANTED["Trường"])


def test_no_secret_stands_in_any_file(register, read):
    put(register, read(row(), row(SECOND)))
    # Everything written but the survey itself, which is the planner's.
    folder = register.path.parent
    assert {path.name for path in folder.iterdir()} == {"register.sqlite", "identities.enc"}
    assert leaks(bytes_under(folder)) == []
    put(register, read(row(), row(SECOND)), n1="update", n2="same")
    assert "identities.previous.enc" in {path.name for path in folder.iterdir()}
    assert leaks(bytes_under(folder)) == []
    # The search finds what it looks for.
    assert leaks(["… " + PLANTED["Điện thoại"]]) == ["0917 283 746"]


def test_no_secret_comes_out_of_pages_tables_and_cases(register, read, programme, rules, tmp_path):
    public = {"Đồng ý đăng (giám hộ)": "có", "Đồng ý đăng (trẻ)": "có"}
    ids = put(register, read(row() | public, row(SECOND) | public)).new.values()
    root, out = register.path.parents[2], tmp_path / "out"
    write_sponsorship_pages(programme, out, root=root, on=ON, lang="vi")
    for name, frame in register_tables(programme, root, on=ON).items():
        frame.to_parquet(out / f"{name}.parquet")
        frame.to_csv(out / f"{name}.csv")
    cases = cases_for_publication(programme, root, ON)
    # Two children with two needs each.
    assert len(cases) == 4
    cases.to_csv(out / "cases.csv")
    written = bytes_under(out)
    assert leaks(written) == []
    assert not [one for one in ids for content in written if one.encode() in content]


def test_the_id_is_not_made_from_the_name(register, read, tmp_path, rules):
    first = put(register, read(row())).new[1]
    other = Register(tmp_path / "other" / "register.sqlite", rules)
    assert put(other, read(row())).new[1] != first


def test_the_same_child_is_asked_neither_doubled_nor_merged(register, read):
    child_id = put(register, read(row())).new[1]
    before = register.contents()
    upper = {**row(), "Họ và tên trẻ": "  NGUYỄN THỊ QUỲNH  HOA planted "}
    changed = {**upper, "Nuôi dưỡng hằng tháng": "700000"}
    with pytest.raises(SameChildAsked) as asked:
        put(register, read(row(SECOND), changed))
    # The second row is asked about, the first is new; nothing was written.
    assert f"2 (trang tính 1, dòng 4): cùng họ tên, ngày sinh và xã với {child_id}" in str(
        asked.value
    )
    assert leaks([str(asked.value)]) == []
    assert register.contents() == before
    done = put(register, read(row(SECOND), changed), n2="same")
    assert (list(done.new), done.same) == ([1], (2,))
    assert register.standing().children[child_id].needs[0].amount_vnd == 500_000
    done = put(register, read(changed), n1="update")
    assert done.updated == {1: child_id}
    assert register.standing().children[child_id].needs[0].amount_vnd == 700_000
    done = put(register, read(changed), n1="other")
    assert done.new[1] != child_id
    assert len(register.contents().children) == 3


def test_the_same_child_twice_in_one_sheet_is_asked(register, read):
    with pytest.raises(
        SameChildAsked, match=r"2 \(trang tính 1, dòng 4\).*với trang tính 1, dòng 3"
    ):
        put(register, read(row(), row()))
    assert register.contents().children == ()
    assert not identities_file(register).exists()
    assert list(put(register, read(row(), row()), n2="same").new) == [1]


def test_a_child_that_moved_is_asked_too(register, read):
    put(register, read(row()))
    with pytest.raises(SameChildAsked, match="khác xã"):
        put(register, read(row(Xã="Phường Hạc Thành")))


def test_a_year_of_birth_may_be_the_same_child(register, read):
    put(register, read({**row(), "Ngày sinh": "2016"}))
    with pytest.raises(SameChildAsked):
        put(register, read(row()))
    # Born a year later, it is another child.
    assert len(put(register, read({**row(), "Ngày sinh": "17/9/2017"})).new) == 1


BAD = [
    ("Họ và tên trẻ", ""),
    ("Ngày sinh", "17/9/1999"),
    # Sixteen on the day of reading, 5 March 2026.
    ("Ngày sinh", "5/3/2010"),
    ("Ngày sinh", "Nguyễn Thị Quỳnh Hoa Planted"),
    ("Ngày sinh", "17/9/2027"),
    ("Xã", "Trần Văn Khuất Planted"),
    ("Nhóm hoàn cảnh", "Bà Lò Thị Giấu Tên"),
    ("Nhóm hoàn cảnh", "orphan; orphan"),
    ("Nuôi dưỡng hằng tháng", "0917 283 746 Planted"),
    ("Nuôi dưỡng hằng tháng", "-5"),
    ("Hộ gia đình", "Thôn Kín Đáo 77, nhà cuối ngõ"),
    ("Đồng ý kết nối (trẻ)", "bà Giấu Tên đồng ý"),
    ("Số phiếu đồng ý", "Đơn của bà Giấu Tên"),
    ("Số phiếu đồng ý", ""),
    ("Ngày đồng ý", "hôm Planted"),
    ("Ngày đồng ý", "1/1/2027"),
]


def test_faults_name_the_cell_and_never_what_stands_in_it(read):
    bad = [{**row(), title: value} for title, value in BAD]
    with pytest.raises(InputFaults) as told:
        read(*bad)
    # Titles in row 2, the children from row 3 on; one fault for each.
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    titles = list(dict.fromkeys(title for one in bad for title in one))
    wanted = [
        f"phieu.xlsx, trang tính 1, ô {letters[titles.index(title)]}{number}"
        for number, (title, _) in enumerate(BAD, start=3)
    ]
    assert [fault.where for fault in told.value.faults] == wanted
    assert leaks([str(told.value), repr(told.value)]) == []


def test_a_column_that_means_nothing_is_told_by_its_cell_and_left_out(register, read):
    survey = read({**row(), "Ghi chú của bà Giấu Tên": "0988123457"})
    assert len(survey.notes) == 1
    assert "cột không dùng đến" in survey.notes[0]
    assert leaks(survey.notes) == []
    put(register, survey)
    assert leaks(bytes_under(register.path.parent)) == []


def test_a_file_that_is_no_sheet_and_a_sheet_without_titles(programme, rules, tmp_path, read):
    path = tmp_path / "anh.xlsx"
    path.write_bytes(b"Quynh Hoa Planted")
    with pytest.raises(InputFaults) as told:
        read_survey(path, programme, rules, on=ON)
    assert leaks([str(told.value)]) == []
    with pytest.raises(InputFaults, match="không thấy hàng tiêu đề"):
        read({"Planted": "x"})


def test_the_blank_form_reads_back(register, programme, rules, tmp_path):
    import openpyxl

    path = write_survey_form(tmp_path / "mau.xlsx", rules)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    for title, value in row().items():
        sheet.cell(2, titles.index(title) + 1, value)
    book.save(path)
    survey = read_survey(path, programme, rules, on=ON)
    assert len(survey.rows) == 1
    # The sheet of instructions has no children; that is said.
    assert survey.notes == ("trang tính 2: không có hàng tiêu đề; bỏ qua",)


def test_every_title_of_the_form_means_one_thing(rules):
    listed = [key(title) for _, title in titles(rules)]
    assert len(set(listed)) == len(listed)
    for meaning, title in titles(rules):
        blank = ("Họ và tên trẻ", "Ngày sinh", "Xã", "Nhóm hoàn cảnh")
        sheet = Sheet("", (tuple(dict.fromkeys((*blank, title))),))
        found = find_columns(sheet, rules)
        assert found is not None
        assert found.at[meaning] == sheet.rows[0].index(title)
        assert (found.twice, found.unused) == ((), ())


def test_wrong_passphrase_and_tampering_write_nothing(register, read):
    put(register, read(row()))
    path, before = identities_file(register), register.contents()
    kept = path.read_bytes()

    def wrong() -> Identities:
        return people(register, Passphrase("sai mật khẩu rồi"))

    with pytest.raises(WrongPassphrase) as told:
        enrol(register, wrong, read(row(SECOND)).rows, by="CB", on=ON)
    assert "sai mật khẩu rồi" not in str(told.value)
    path.write_bytes(kept[:-1] + bytes((kept[-1] ^ 1,)))
    with pytest.raises(Tampered):
        put(register, read(row(SECOND)))
    assert register.contents() == before


def test_cut_off_between_the_two_files_the_same_sheet_completes_them(register, read, monkeypatch):
    survey = read(row(), row(SECOND))

    class PowerCut(Exception):
        pass

    real = identities_module.Identities.save

    def then_cut(self: Identities, **more: bool) -> None:
        real(self, **more)
        raise PowerCut

    monkeypatch.setattr(identities_module.Identities, "save", then_cut)
    with pytest.raises(PowerCut):
        put(register, survey)
    monkeypatch.undo()
    assert register.contents().children == ()
    waiting = people(register).ids
    assert len(waiting) == 2
    assert unmatched_ids(register, people(register)) == ([], sorted(waiting))
    # No question is asked: these are the children of the attempt before.
    assert set(put(register, survey).new.values()) == waiting
    assert unmatched_ids(register, people(register)) == ([], [])


def test_four_officers_at_once_lose_nobody(register, read):
    rows = read(*({**row(), "Họ và tên trẻ": f"Trẻ Thử {letter}"} for letter in "ABCDEFGH")).rows

    def officer(first: int) -> list[str]:
        done = [
            enrol(register, lambda: people(register), [one], by="CB", on=ON)
            for one in rows[first::4]
        ]
        return [child_id for one in done for child_id in one.new.values()]

    with ThreadPoolExecutor(4) as pool:
        ids = [child_id for some in pool.map(officer, range(4)) for child_id in some]
    assert len(ids) == 8
    assert unmatched_ids(register, people(register)) == ([], [])
    assert {people(register).who(one).name[-1] for one in ids} == set("ABCDEFGH")


def test_another_passphrase_leaves_nothing_for_the_old_one(register, read, tmp_path):
    put(register, read(row()))
    put(register, read(row(SECOND)))
    new = Passphrase("mưa phùn tháng Giêng")
    people(register).change_passphrase(new)
    assert [path.name for path in register.path.parent.glob("*.enc")] == ["identities.enc"]
    with pytest.raises(WrongPassphrase):
        people(register)
    assert len(people(register, new).ids) == 2


def test_a_copy_opens_and_does_not_replace_another_file(register, read, tmp_path):
    put(register, read(row()))
    copy = tmp_path / "usb" / "ban-sao.enc"
    people(register).back_up(copy)
    assert Identities(copy, SECRET).ids == people(register).ids
    assert leaks([copy.read_bytes()]) == []
    with pytest.raises(SealedError, match="đã có tệp này"):
        people(register).back_up(copy)


def test_a_name_forgotten_is_in_no_file_that_is_kept(register, read):
    (child_id,) = put(register, read(row())).new.values()
    table = people(register)
    table.forget(child_id)
    table.save(keep_previous=False)
    assert people(register).ids == frozenset()
    assert [path.name for path in register.path.parent.glob("*.enc")] == ["identities.enc"]
    # The register keeps the child without a name.
    assert child_id in register.standing().children


def test_who_is_sixteen_by_the_date_of_birth(register, read):
    (child_id,) = put(register, read(row())).new.values()
    table = people(register)
    assert table.aged(16, dt.date(2032, 9, 16)) == []
    assert table.aged(16, dt.date(2032, 9, 17)) == [child_id]


def test_a_person_never_shows_itself(read):
    (one,) = read(row()).rows
    assert leaks([repr(one), str(one), f"{one.person}", json.dumps(str(one))]) == []
