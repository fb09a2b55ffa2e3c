"""Audited overlaps: what is read, and every row that cannot be true."""

from __future__ import annotations

import pandas as pd
import pytest

from needs.errors import InputFaults
from needs.support import read_audits, read_children_lists, read_known

COMMUNES = pd.DataFrame({"commune_code": ["00001"]})
TITLES = "commune_code,category,period,donor_a,donor_b,children_both,source"


@pytest.fixture
def support(ledger) -> pd.DataFrame:
    return ledger([("a", 40), ("b", 30), ("c", 20)])


@pytest.fixture
def read(small, support, write):
    """Read written rows beside a ledger of a (40 children), b (30) and c (20)."""

    def audits(*rows: str, lists: dict[str, list[str]] | None = None):
        root = write(lists=lists)
        (root / "audits.csv").write_text("\n".join([TITLES, *rows]) + "\n", encoding="utf-8")
        told = read_children_lists(small, COMMUNES, support, root)
        return read_audits(small, COMMUNES, support, root, lists=told)

    return audits


def test_an_audit_names_its_sources_in_one_order_and_says_where_it_is_from(read):
    audit = read("00001,meals,2026,b,a,12,biên bản số 1").iloc[0]
    assert (audit.donor_a, audit.donor_b, audit.children_both) == ("a", "b", 12)
    assert audit.source == "biên bản số 1"
    assert pd.isna(audit.on_lists)
    assert not audit.differs


def test_an_audit_that_lists_contradict_is_told(read, pseudonyms):
    """By the lists a and b share children 28–39: 12, not 10."""
    lists = {"a": pseudonyms(range(40)), "b": pseudonyms(range(28, 58))}
    audit = read("00001,meals,2026,a,b,10,biên bản", lists=lists).iloc[0]
    assert (audit.on_lists, audit.differs) == (12, True)


def test_a_programme_without_audits_has_none(small, support, tmp_path):
    inputs = small.inputs.model_copy(update={"children_lists": None, "audited_overlaps": None})
    without = small.model_copy(update={"inputs": inputs})
    known = read_known(without, COMMUNES, support, tmp_path)
    assert known.audits.empty
    assert known.in_period("2026").lists.counts.empty


def test_every_fault_is_told_at_once(read):
    with pytest.raises(InputFaults) as told:
        read(
            "1,meals,2026,a,b,12,biên bản",
            "00001,clothes,2026,a,b,12,biên bản",
            "00001,meals,26,a,b,12,biên bản",
            "00001,meals,2026,a,d,12,biên bản",
            "00001,meals,2026,a,a,12,biên bản",
            "00001,meals,2026,a,c,21,biên bản",
            "00001,meals,2026,a,b,1.2,biên bản",
            "00001,meals,2026,b,c,5,",
            "00001,meals,2026,c,b,6,biên bản",
        )
    where = {fault.where for fault in told.value.faults}
    assert {
        "dòng 2, cột commune_code",
        "dòng 3, cột category",
        "dòng 4, cột period",
        "dòng 5",
        "dòng 6",
        "dòng 7",
        "dòng 8, cột children_both",
        "dòng 9, cột source",
        "dòng 10",
    } <= where
    found = {fault.where: fault for fault in told.value.faults}
    assert found["dòng 5"].found == "d"
    assert "20" in found["dòng 7"].expected


def test_a_list_says_how_many_children_a_source_can_share(read, pseudonyms):
    """The ledger says 40 for a, its list 10: 12 cannot be shared."""
    with pytest.raises(InputFaults, match="10 trẻ của nguồn a"):
        read("00001,meals,2026,a,b,12,biên bản", lists={"a": pseudonyms(range(10))})


def test_three_audits_that_cannot_all_be_right_are_told(read):
    """Of the 20 of c, 18 are in a and 15 in b: at least 13 are in both, not 5."""
    rows = ["a,c,18", "b,c,15", "a,b,5"]
    with pytest.raises(InputFaults) as told:
        read(*(f"00001,meals,2026,{row},biên bản" for row in rows))
    (fault,) = told.value.faults
    assert (fault.where, fault.found) == ("dòng 4", "5")
    assert "ít nhất 13, theo dòng" in fault.expected
    assert {"2", "3"} <= set(fault.expected.replace(",", " ").split())


def test_three_audits_at_the_edge_of_what_is_possible_are_read(read):
    rows = ["a,c,18", "b,c,15", "a,b,13"]
    assert len(read(*(f"00001,meals,2026,{row},biên bản" for row in rows))) == 3


def test_faults_of_lists_and_audits_are_told_together(small, support, write):
    root = write(lists={"a": ["nguyenvanan2015"]}, audits={("a", "d"): 3})
    with pytest.raises(InputFaults) as told:
        read_known(small, COMMUNES, support, root)
    assert sorted(fault.where for fault in told.value.faults) == [
        "audits.csv: dòng 2",
        "lists.csv: dòng 2, cột child",
    ]
