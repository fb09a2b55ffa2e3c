"""The scoring form, filled in and read back; what is wrong with it; what is kept."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pandas as pd
import pytest

from needs.errors import InputFaults, NeedsError
from needs.friendly import friendly_form, friendly_of, keep_scores, read_criteria, scores_received
from needs.friendly.communes import communes_to_score
from needs.friendly.form import SCORE_SHEET
from needs.friendly.received import friendly_folder, look_at
from needs.friendly.scores import read_scores
from needs.programmes import data_root, load_programme
from needs.workbooks import read_book

from .filled import WHOLE, filled

DAY = dt.date(2024, 11, 20)


@pytest.fixture
def fill(tmp_path, programme, criteria, communes):
    def made(points, name="bieu.xlsx", **more):
        return filled(tmp_path / name, programme, criteria, communes, points, **more)

    return made


@pytest.fixture
def read(criteria, communes):
    def told(path):
        return read_scores(read_book(path), criteria, communes)

    return told


def test_the_form_is_the_same_whenever_it_is_made(programme, criteria, communes):
    form = friendly_form(programme, criteria, communes)
    assert form == friendly_form(programme, criteria, communes)


def test_codes_are_text_and_open_points_are_left_to_fill_in(fill):
    book = openpyxl.load_workbook(fill({}))
    sheet = book[SCORE_SHEET]
    codes = [row[1] for row in sheet.iter_rows() if str(row[1].value).isdigit()]
    assert len(codes) == 4
    assert all(isinstance(cell.value, str) and cell.number_format == "@" for cell in codes)
    most = {row[0].value: row[2].value for row in book["Tiêu chí"].iter_rows(min_row=5)}
    assert most[1] == 100
    assert most[2] is None


def test_a_blank_form_tells_nothing(fill, read):
    told = read(fill({}))
    assert told.scores.empty
    assert told.communes == ()
    assert told.faults == ()


def test_what_is_filled_in_comes_back(fill, read, communes):
    first, second = communes.commune_code[:2]
    path = fill(
        {first: WHOLE, second: (*WHOLE[:5], None, *WHOLE[6:])},
        classes={first: "xã, phường, thị trấn còn lại"},
        most={2: 60, 1: 999},
    )
    told = read(path)
    own = told.scores.set_index(["commune_code", "criterion"]).points
    assert own[first].tolist() == sorted_like(WHOLE)
    assert (second, "c6") not in own.index
    assert len(own[second]) == 12
    assert told.classes == {first: "other"}
    # The standard knows criterion 1: what the form says of it does not count.
    assert told.most == {"c2": 60}
    assert told.faults == ()


def sorted_like(points):
    """Points in the order in which the table stands: by row, criteria as in the form."""
    return list(points)


@pytest.mark.parametrize(
    ("value", "place"),
    [(-5, 0), ("nhiều", 2), (12.5, 3), (101, 0), (126, 5), (1001, 1)],
)
def test_points_that_cannot_be_are_named_by_cell_and_the_row_waits(
    fill, read, communes, value, place
):
    first, second = communes.commune_code[:2]
    wrong = [*WHOLE]
    wrong[place] = value
    told = read(fill({first: tuple(wrong), second: WHOLE}))
    (fault,) = told.faults
    column = "EFGHIJKLMNOPQ"[place]
    assert f"trang {SCORE_SHEET}, ô {column}6" in fault.where
    assert told.communes == (second,)


def test_zero_is_a_score_and_empty_is_none(fill, read, communes):
    first = communes.commune_code.iloc[0]
    told = read(fill({first: (0, None, *WHOLE[2:])}))
    own = told.scores.set_index("criterion").points
    assert own["c1"] == 0
    assert "c2" not in own.index


def test_a_commune_of_another_province_and_one_written_twice_are_faults(fill, read, communes):
    first = communes.commune_code.iloc[0]
    path = fill({first: WHOLE})
    book = openpyxl.load_workbook(path)
    rows = [row for row in book[SCORE_SHEET].iter_rows() if str(row[1].value).isdigit()]
    rows[1][1].value = first
    rows[2][1].value = "01290"
    book.save(path)
    told = read(path)
    assert [fault.found for fault in told.faults] == [first, "01290"]
    assert told.communes == ()
    assert set(told.faults_of) == {first, ""}


def test_some_other_workbook_is_no_form(tmp_path, read):
    book = openpyxl.Workbook()
    book.active["A1"] = "danh sách"
    book.save(tmp_path / "khac.xlsx")
    told = read(tmp_path / "khac.xlsx")
    assert len(told.faults) == 1
    assert "--template" in told.faults[0].expected


def test_the_newest_row_of_a_commune_counts_and_empty_rows_undo_nothing(
    fill, desk, programme, criteria, communes
):
    first, second = communes.commune_code[:2]
    better = (100, *WHOLE[1:])
    old = fill({first: WHOLE, second: WHOLE}, "cu.xlsx")
    new = fill({first: better}, "moi.xlsx")
    for path in (old, new):
        looked = look_at([path], criteria, communes, lang="vi")
        assert keep_scores(looked, programme, desk, received_on=DAY) == 1
    again = look_at([new], criteria, communes, lang="vi")
    assert keep_scores(again, programme, desk, received_on=DAY) == 0
    told = scores_received(programme, desk, criteria, communes)
    sums = told.scores.groupby("commune_code").points.sum()
    assert sums.to_dict() == {first: sum(better), second: sum(WHOLE)}


@pytest.fixture
def received(desk, programme, criteria, communes):
    """Receive forms one after the other, as files that arrive; returns what they tell."""

    def told(*paths):
        for path in paths:
            looked = look_at([path], criteria, communes, lang="vi")
            keep_scores(looked, programme, desk, received_on=DAY)
        return scores_received(programme, desk, criteria, communes)

    return told


def test_a_fault_is_told_by_commune_and_file_until_the_row_is_corrected(fill, received, communes):
    first, second = communes.commune_code[:2]
    told = received(fill({first: (101, *WHOLE[1:]), second: WHOLE}, "phiếu xã.xlsx"))
    (fault,) = told.faults
    assert fault.where.startswith("phiếu xã.xlsx, trang")
    assert communes.commune.iloc[0] in fault.where
    assert fault.action
    # Another commune's form corrects nothing; its own does.
    assert received(fill({second: WHOLE[:5]}, "khác.xlsx")).faults == (fault,)
    told = received(fill({first: WHOLE}, "sửa.xlsx"))
    assert told.faults == ()
    assert told.communes == (first, second)


def test_a_row_of_no_commune_is_told_until_a_form_with_all_rows_comes(fill, received, communes):
    first, second = communes.commune_code[:2]
    path = fill({first: WHOLE})
    book = openpyxl.load_workbook(path)
    rows = [row for row in book[SCORE_SHEET].iter_rows() if str(row[1].value).isdigit()]
    rows[-1][1].value = "99999"
    book.save(path)
    assert [fault.found for fault in received(path).faults] == ["99999"]
    assert received(fill({second: WHOLE}, "du.xlsx")).faults == ()


def test_points_beyond_the_most_that_a_newer_form_tells_wait(fill, received, communes):
    first, second = communes.commune_code[:2]
    told = received(fill({first: WHOLE}, "cu.xlsx"), fill({second: (9, 9)}, "m.xlsx", most={2: 40}))
    (fault,) = told.faults
    assert (fault.found, told.communes) == ("50", (second,))
    assert "cu.xlsx" in fault.where
    assert "40" in fault.expected


def test_a_kept_form_that_was_changed_is_told(fill, desk, programme, criteria, communes):
    looked = look_at([fill({communes.commune_code.iloc[0]: WHOLE})], criteria, communes, lang="vi")
    keep_scores(looked, programme, desk, received_on=DAY)
    (kept,) = (friendly_folder(programme, desk) / "files").iterdir()
    kept.write_bytes(kept.read_bytes() + b" ")
    with pytest.raises(InputFaults, match="sửa"):
        scores_received(programme, desk, criteria, communes)


def test_what_is_no_workbook_is_refused_by_name(tmp_path, criteria, communes):
    (tmp_path / "thu.xlsx").write_bytes(b"%PDF-1.7 khong phai bang tinh")
    with pytest.raises(InputFaults, match=r"thu\.xlsx"):
        look_at([tmp_path / "thu.xlsx"], criteria, communes, lang="vi")


def test_a_programme_without_the_section_says_so():
    other = load_programme("cao-bang-588", data_root())
    with pytest.raises(NeedsError, match="child_friendly"):
        friendly_of(other)


def test_links_to_nothing_are_faults(programme, desk):
    links = programme.child_friendly.links
    wrong = links[0].model_copy(update={"categories": ["skiing"], "criterion": "c99"})
    profile = programme.child_friendly.model_copy(update={"links": [wrong]})
    changed = programme.model_copy(update={"child_friendly": profile})
    with pytest.raises(InputFaults, match="skiing") as found:
        read_criteria(changed, desk)
    assert "c99" in str(found.value)


def test_points_that_do_not_add_up_are_a_fault(programme, desk):
    path = desk / "reference" / "child_friendly_criteria.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("value = 125", "value = 1250"), encoding="utf-8")
    with pytest.raises(InputFaults, match="total_points"):
        read_criteria(programme, desk)


def test_every_commune_of_the_province_is_scored_and_classes_are_not_guessed(programme):
    zones = pd.DataFrame({"commune_code": ["10945"], "zone": ["II"]})
    every = communes_to_score(programme, friendly_of(programme), zones)
    assert every.commune_code.is_unique
    classes = every.set_index("commune_code").commune_class
    assert classes["10945"] == "mountain"
    assert (classes.drop("10945") == "").all()
