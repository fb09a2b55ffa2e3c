"""Lists of children by pseudonym: counts come out, no child does, and no fault repeats one."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from needs.errors import InputFaults
from needs.support import read_children_lists

COMMUNES = pd.DataFrame({"commune_code": ["00001", "00002"]})
TITLES = "commune_code,category,donor_id,period,child"


@pytest.fixture
def read(small, ledger, tmp_path):
    """Read written rows beside a ledger of a (3 children) and b (2) in 00001 and a (1) in 00002."""

    def lists(*rows: str, titles: str = TITLES, lang: str = "vi"):
        (tmp_path / "lists.csv").write_text("\n".join([titles, *rows]) + "\n", encoding="utf-8")
        support = pd.concat([ledger([("a", 3), ("b", 2)]), ledger([("a", 1)], commune="00002")])
        return read_children_lists(small, COMMUNES, support, tmp_path, lang=lang)

    return lists


def faults_of(read, *rows: str, **options: str):
    with pytest.raises(InputFaults) as told:
        read(*rows, **options)
    return told.value


def test_counts_by_hand(read):
    """a has tre-00001 and tre-00002, b has tre-00002 and tre-00003: three children, one on both."""
    found = read(
        "00001,meals,a,2026,tre-00001",
        "00001,meals,a,2026,tre-00002",
        "00001,meals,b,2026,tre-00002",
        "00001,meals,b,2026,tre-00003",
    )
    counts = found.counts.set_index("donor_id")
    assert counts.listed.to_dict() == {"a": 2, "b": 2}
    assert counts.on_ledger.to_dict() == {"a": 3, "b": 2}
    assert counts.differs.to_dict() == {"a": True, "b": False}
    assert found.unions.listed_together.tolist() == [3]
    pair = found.pairs.iloc[0]
    assert (pair.donor_a, pair.donor_b, pair.children_both) == ("a", "b", 1)
    assert found.never_match.empty


def test_no_child_leaves_the_reader(read):
    found = read("00001,meals,a,2026,tre-00001", "00001,meals,b,2026,tre-00001")
    for part in dataclasses.fields(found):
        frame = getattr(found, part.name)
        assert "child" not in frame
        assert not frame.astype("str").map(lambda cell: "tre-" in cell).any(axis=None)


def test_a_child_on_lists_of_two_communes_is_counted_in_each_and_told(read):
    found = read(
        "00001,meals,a,2026,tre-00001",
        "00001,meals,a,2026,tre-00002",
        "00002,meals,a,2026,tre-00001",
    )
    assert found.counts.listed.tolist() == [2, 1]
    assert found.counts.elsewhere.tolist() == [1, 1]


def test_two_sources_whose_lists_never_meet_are_told(read):
    """They divide the children, or their codes were made in different ways."""
    found = read("00001,meals,a,2026,tre-00001", "00001,meals,b,2026,so-000001")
    assert found.never_match[["donor_a", "donor_b", "cells"]].to_numpy().tolist() == [["a", "b", 1]]
    assert found.in_period("2025").never_match.empty


def test_a_programme_without_lists_has_none(small, ledger, tmp_path):
    inputs = small.inputs.model_copy(update={"children_lists": None})
    without = small.model_copy(update={"inputs": inputs})
    found = read_children_lists(without, COMMUNES, ledger([("a", 3)]), tmp_path)
    assert found.counts.empty
    assert found.unions.empty
    assert found.in_period("2026").pairs.empty


def test_every_fault_is_told_at_once_by_its_row(read):
    error = faults_of(
        read,
        "1,meals,a,2026,tre-00001",
        "00001,clothes,a,2026,tre-00002",
        "00001,meals,c,2026,tre-00003",
        "00001,meals,b,2025,tre-00004",
        "00001,meals,a,26,tre-00005",
        "00001,meals,a,2026,nguyenvanan2015",
        "00001,meals,a,2026,HS-20150312",
        "00001,meals,a,2026,HS0912345678",
        "00001,meals,a,2026,001234567890",
        "00001,meals,a,2026,Lò Văn An",
        "00001,meals,a,2026,",
        "00001,meals,a,2026,tre-00006",
        "00001,meals,b,2026,tre-00006",
        "00001,meals,a,2026,tre-00006",
        "00001,meals,b,2026,TRE-00005",
    )
    assert sorted((fault.where, fault.found) for fault in error.faults) == sorted(
        [
            ("dòng 2, cột commune_code", "giá trị không dùng được (không nhắc lại ở đây)"),
            ("dòng 3, cột category", "giá trị không dùng được (không nhắc lại ở đây)"),
            *(
                (
                    f"dòng {line}, cột donor_id",
                    "nguồn này không có khoản nào cho xã, loại hỗ trợ và năm đó",
                )
                for line in (4, 5)
            ),
            ("dòng 6, cột period", "giá trị không dùng được (không nhắc lại ở đây)"),
            ("dòng 7, cột child", "giống họ tên"),
            ("dòng 8, cột child", "có ngày tháng năm sinh"),
            ("dòng 9, cột child", "giống số điện thoại"),
            ("dòng 10, cột child", "giống số giấy tờ hoặc mã số của một người"),
            ("dòng 11, cột child", "không đúng dạng mã trẻ"),
            ("dòng 12, cột child", "ô trống"),
            ("dòng 15, cột child", "cùng trẻ với dòng 13 của danh sách này"),
        ]
    )


def test_one_child_written_in_two_ways_is_asked_about(read):
    error = faults_of(read, "00001,meals,a,2026,tre-00005", "00001,meals,b,2026,TRE-00005")
    assert [fault.where for fault in error.faults] == ["dòng 2, cột child", "dòng 3, cột child"]


@pytest.mark.parametrize("column", range(5))
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_name_in_any_column_is_never_repeated(read, column, lang):
    cells = ["00001", "meals", "a", "2026", "tre-00001"]
    cells[column] = "Nông Thị Hoa"
    error = faults_of(read, ",".join(cells), lang=lang)
    assert error.faults
    assert "Hoa" not in str(error)


def test_a_column_too_many_is_refused_without_naming_it(read):
    """«Nông Thị Hoa» may be the title of a column: a file whose first row is a child."""
    error = faults_of(
        read, "00001,meals,a,2026,tre-00001,12/3/2015", titles=f"{TITLES},Nông Thị Hoa"
    )
    assert [fault.where for fault in error.faults] == ["dòng 1"]
    assert "Hoa" not in str(error)


def test_a_cell_too_many_is_refused_without_repeating_it(read):
    error = faults_of(read, "00001,meals,a,2026,tre-00001,Nông Thị Hoa")
    assert "Hoa" not in str(error)


def test_the_message_is_english_on_request(read):
    error = faults_of(read, "00001,meals,a,2026,nguyenvanan2015", lang="en")
    assert "line 2, column child | thấy: looks like a name" in str(error)
