"""What planners decided is remembered, can be mended in Excel, and is never lost."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from needs.errors import InputFaults
from needs.reading.answers import Answer, Answers, read_answers, remember, well_formed

BAO_LAC = Answer("name", "bao lac | 042", "Bao Lac", "2025:01321", "huyện", "2026-11-20", "Lan")
MONEY = Answer("column", "sổ | tiền", "Số tiền", "ledger.amount_vnd*1000000", "", "2026-11-20")
NUMBER = Answer("value", "ab12|Đồ ấm|C7|1.234", "1.234", "1234", "", "2026-11-20")
ALL = [BAO_LAC, MONEY, NUMBER]


def test_nothing_decided_yet(tmp_path):
    answers = read_answers(tmp_path / "not there")
    assert answers == Answers()
    assert answers.given("name", "bao lac | 042") is None


def test_decisions_come_back(tmp_path):
    assert remember(tmp_path / "returns", ALL) == 3
    answers = read_answers(tmp_path / "returns")
    assert [answers.given(answer.kind, answer.key) for answer in ALL] == [
        "2025:01321",
        "ledger.amount_vnd*1000000",
        "1234",
    ]
    assert answers.given("value", BAO_LAC.key) is None
    assert answers.latest["name", BAO_LAC.key] == BAO_LAC


def test_a_new_decision_wins_and_the_old_one_stays_readable(tmp_path):
    remember(tmp_path, ALL)
    changed = Answer("name", BAO_LAC.key, "Bao Lac", "ignore", "", "2026-11-21")
    assert remember(tmp_path, [changed, MONEY]) == 1
    assert read_answers(tmp_path).given("name", BAO_LAC.key) == "ignore"
    lines = (tmp_path / "names.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 3
    assert "2025:01321" in lines[1]
    assert "ignore" in lines[2]


def test_the_same_decision_is_written_once(tmp_path):
    remember(tmp_path, ALL)
    before = (tmp_path / "names.csv").read_bytes()
    assert remember(tmp_path, ALL) == 0
    assert (tmp_path / "names.csv").read_bytes() == before


def test_the_files_open_in_excel_and_nothing_in_them_is_calculated(tmp_path):
    """Excel takes «1.234» for a number and «=…» for a formula; an apostrophe keeps them text."""
    risky = [
        Answer("value", "k1", '=HYPERLINK("x")', "1.234", "-5", "2026-11-20"),
        Answer("value", "k2", "1/2", "12.5", "@cmd", "2026-11-20"),
        Answer("value", "+k3", "'đã có dấu", "7", "+1", "2026-11-20"),
    ]
    remember(tmp_path, risky)
    raw = (tmp_path / "values.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    cells = [cell for row in csv.reader(raw.decode("utf-8-sig").splitlines()) for cell in row]
    assert [cell for cell in cells if cell[:1] in "=+-@0123456789" and cell] == []
    assert [read_answers(tmp_path).latest["value", one.key] for one in risky] == risky


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_file_that_excel_saved_with_another_delimiter(tmp_path, delimiter):
    remember(tmp_path, ALL)
    path = tmp_path / "names.csv"
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    text = "\r\n".join(delimiter.join(row) for row in rows)
    path.write_text(text, encoding="utf-8-sig", newline="")
    assert read_answers(tmp_path).latest["name", BAO_LAC.key] == BAO_LAC
    other = Answer("name", "co ba", "Co; Ba", "2025:01327", "", "2026-11-21")
    remember(tmp_path, [other])
    assert read_answers(tmp_path).latest["name", "co ba"] == other
    assert read_answers(tmp_path).latest["name", BAO_LAC.key] == BAO_LAC


def test_columns_may_be_moved_and_notes_added(tmp_path):
    text = "ghi chú,answered_on,answer,key\nhỏi lại sau,2026-11-20,2025:01321,bao lac\n\n"
    (tmp_path / "names.csv").write_text(text, encoding="utf-8")
    remember(tmp_path, [Answer("name", "co ba", "Co Ba", "2025:01327", "", "2026-11-21")])
    answers = read_answers(tmp_path)
    assert answers.given("name", "bao lac") == "2025:01321"
    assert answers.given("name", "co ba") == "2025:01327"
    assert "hỏi lại sau" in (tmp_path / "names.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("line", "where", "told"),
    [
        ("k,a,Bảo Lạc,,2026-11-20,", "cột answer", "Bảo Lạc"),
        ("k,a,,,2026-11-20,", "cột answer", "để trống"),
        ("k,a,2025:1321,,2026-11-20,", "cột answer", "2025:1321"),
        (",a,2025:01321,,2026-11-20,", "cột key", "để trống"),
        ("k,a,2025:01321,,21/11/2026,", "cột answered_on", "21/11/2026"),
        ("k,a,2025:01321,,,", "cột answered_on", "để trống"),
        ("k,a,2025:01321,x,y,z,2026-11-20", "dòng 3", "7 ô"),
    ],
)
def test_broken_lines_are_told_with_file_and_line(tmp_path, line, where, told):
    good = "key,asked,answer,context,answered_on,answered_by\nk,a,ignore,,2026-11-20,\n"
    (tmp_path / "names.csv").write_text(good + line + "\n", encoding="utf-8")
    with pytest.raises(InputFaults) as caught:
        read_answers(tmp_path)
    (fault,) = caught.value.faults
    assert fault.where.startswith("names.csv, dòng 3")
    assert where in fault.where
    assert told in fault.found


def test_all_faults_of_all_files_at_once(tmp_path):
    head = "key,asked,answer,context,answered_on,answered_by\n"
    for name in ("names", "columns", "values"):
        bad = 'k,"hai\ndòng",?,,2026-11-20,\nk,a,?,,2026-11-20,\n'
        (tmp_path / f"{name}.csv").write_text(head + bad, encoding="utf-8")
    with pytest.raises(InputFaults) as caught:
        read_answers(tmp_path)
    assert [fault.where.split(", cột")[0] for fault in caught.value.faults] == [
        f"{name}.csv, dòng {line}" for name in ("columns", "names", "values") for line in (2, 4)
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"key;asked\r\nk;a\r\n", "key, asked"),
        ("key,asked,answer\nBảo Lạc".encode("utf-16"), "không phải UTF-8"),
        ("key,asked,answer\nBảo".encode("cp1258", "ignore") + b"\xe0\xe1", "không phải UTF-8"),
    ],
)
def test_a_file_that_is_not_ours_is_told_and_not_written_over(tmp_path, content, told):
    path = tmp_path / "names.csv"
    path.write_bytes(content)
    with pytest.raises(InputFaults, match="names"):
        read_answers(tmp_path)
    with pytest.raises(InputFaults, match=told):
        remember(tmp_path, [BAO_LAC])
    assert path.read_bytes() == content


def test_an_empty_file_holds_no_decision(tmp_path):
    (tmp_path / "names.csv").write_bytes(b"")
    assert read_answers(tmp_path) == Answers()
    remember(tmp_path, [BAO_LAC])
    assert read_answers(tmp_path).given("name", BAO_LAC.key) == "2025:01321"


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("column", "warm_clothing.covered.state"),
        ("column", "warm_clothing.covered"),
        ("column", "ledger.amount_vnd*1000"),
        ("column", "ledger.amount_vnd*1000000"),
        ("column", "ignore"),
        ("name", "pre-2025:01321"),
        ("name", "ignore"),
        ("value", "0"),
        ("value", "12.5"),
        ("value", "missing"),
    ],
)
def test_answers_that_have_the_right_form(kind, answer):
    assert well_formed(kind, answer)


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("column", "cộng"),
        ("column", "ledger.amount_vnd*10"),
        ("column", "missing"),
        ("name", "01321"),
        ("name", "2024:01321"),
        ("name", "2025:٠١٣٢١"),
        ("value", "12,5"),
        ("value", "-1"),
        ("value", "1e3"),
        ("value", "nan"),
        ("value", "ignore"),
        ("value", ""),
        ("value", "12\n"),
    ],
)
def test_answers_that_have_not(kind, answer):
    assert not well_formed(kind, answer)
    with pytest.raises(ValueError, match="not an answer"):
        Answer(kind, "key", "asked", answer)


words = st.text(st.characters(codec="utf-8"), max_size=30)


@given(
    texts=st.lists(st.tuples(words.filter(bool), words, words, words), max_size=5),
    numbers=st.lists(st.integers(0, 10**12), min_size=5, max_size=5),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_asked_comes_back_as_it_was(tmp_path_factory, texts, numbers):
    folder: Path = tmp_path_factory.mktemp("returns")
    new = [
        Answer("value", key, asked, str(number), context, "2026-11-21", by)
        for (key, asked, context, by), number in zip(texts, numbers, strict=False)
    ]
    for answer in new:
        remember(folder, [answer])
    latest = {answer.key: answer.answer for answer in new}
    answers = read_answers(folder)
    assert {key: answers.given("value", key) for key in latest} == latest
