"""Attributes of communes: what stands there with its range and source, and every fault told."""

from __future__ import annotations

import pandas as pd
import pytest

from needs.areas import attribute, read_attributes
from needs.errors import InputFaults

TABLE = "reference/commune_attributes.csv"
COLUMNS = ["commune_code", "edition", "attribute", "value", "low", "high", "kind", "source"]
SOURCE = "số liệu minh họa"


@pytest.fixture
def with_rows(edit):
    def put(*rows):
        return edit(TABLE, lambda _: pd.DataFrame(rows, columns=COLUMNS))

    return put


def row(code="01273", name="altitude_m", value="900", low="", high="", **other):
    entry = {
        "commune_code": code,
        "edition": "2025",
        "attribute": name,
        "value": value,
        "low": low,
        "high": high,
        "kind": "illustrative",
        "source": SOURCE,
    }
    return list((entry | other).values())


def test_without_any_sourced_value_nothing_is_known(with_rows):
    frame = read_attributes(with_rows(), "2025")
    assert frame.empty
    assert attribute(frame, "altitude_m").empty


@pytest.mark.parametrize("edition", ["pre-2025", "2025"])
def test_what_is_on_record_can_be_used(data, gazetteer, edition):
    frame = read_attributes(data, edition, gazetteer=gazetteer)
    assert not frame.duplicated(["commune_code", "attribute"]).any()
    assert frame.source.str.len().gt(0).all()


def test_a_value_comes_with_its_range_kind_and_source(with_rows):
    root = with_rows(row(value="900", low="850", high="1000"), row("01279", value="300"))
    known = attribute(read_attributes(root, "2025"), "altitude_m")
    assert known.index.tolist() == ["01273", "01279"]
    assert known.loc["01273", ["value", "low", "high"]].tolist() == [900, 850, 1000]
    # Without a range it is exact.
    assert known.loc["01279", ["value", "low", "high"]].tolist() == [300, 300, 300]
    assert known.kind.tolist() == ["illustrative"] * 2
    assert known.source.tolist() == [SOURCE] * 2


def test_a_value_of_zero_is_known_and_another_attribute_is_not(with_rows):
    frame = read_attributes(with_rows(row(name="border", value="0")), "2025")
    assert attribute(frame, "border").value.tolist() == [0]
    assert attribute(frame, "no_road").empty


def test_only_communes_of_the_edition_are_returned(with_rows):
    root = with_rows(row(), row("01240", edition="pre-2025"))
    assert read_attributes(root, "2025").commune_code.tolist() == ["01273"]
    assert read_attributes(root, "pre-2025").commune_code.tolist() == ["01240"]


def test_the_order_of_the_rows_does_not_matter(with_rows):
    rows = [row("01279"), row("01273"), row("01273", "border", "1")]
    one = read_attributes(with_rows(*rows), "2025")
    other = read_attributes(with_rows(*reversed(rows)), "2025")
    pd.testing.assert_frame_equal(one, other)


def test_every_fault_is_told_at_once(with_rows):
    root = with_rows(
        row("1273"),  # lost its zero
        row("01279", kind="guess"),
        row("01279", "Độ cao"),
        row("01279", "border", "1", low="0", high="0"),  # outside its range
        row("01282"),
        row("01282"),  # twice
        row("01285", value=""),
        row("01288", source=""),
        row("01290", edition="2030"),
        row("01292", value="1.200,5"),
    )
    with pytest.raises(InputFaults) as told:
        read_attributes(root, "2025")
    where = [fault.where for fault in told.value.faults]
    assert sorted(where) == sorted(
        [
            "dòng 2, cột commune_code",
            "dòng 3, cột kind",
            "dòng 4, cột attribute",
            "dòng 5",
            "dòng 7",
            "dòng 8, cột value",
            "dòng 9, cột source",
            "dòng 10, cột edition",
            "dòng 11, cột value",
        ]
    )


def test_a_code_of_no_commune_is_a_fault_where_the_places_are_known(with_rows, gazetteer):
    root = with_rows(row("01273"), row("99999"))
    with pytest.raises(InputFaults) as told:
        read_attributes(root, "2025", gazetteer=gazetteer)
    (fault,) = told.value.faults
    assert (fault.where, fault.found) == ("dòng 3, cột commune_code", "99999")
