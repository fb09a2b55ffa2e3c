"""A commune that nobody has counted: missing all the way, never zero, and never a stop."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from needs.assessment import assess
from needs.assessment.status import programme_status
from needs.errors import InputFaults

COMMUNES = "reference/population_communes_2025.csv"
BAO_LAM = "01290"


@pytest.fixture
def uncounted(edit):
    """Bảo Lâm's residents are not known."""

    def blank(people: pd.DataFrame) -> pd.DataFrame:
        people.loc[people.commune_code == BAO_LAM, "population"] = ""
        return people

    return edit(COMMUNES, blank)


def test_missing_stays_missing_to_the_end(uncounted):
    tables = assess("cao-bang-588", uncounted).tables
    of = {
        name: frame[frame.commune_code == BAO_LAM]
        for name, frame in tables.items()
        if "commune_code" in frame
    }
    unknown = {
        "communes": ["population", "children", "children_low", "children_high"],
        "need": ["children_eligible", "quantity", "cost_vnd", "cost_low_vnd", "cost_high_vnd"],
        "gap": ["children_eligible", "children_target", "gap_low", "gap_point", "gap_vnd"],
        "open_needs": ["children_target", "children_open", "cost_vnd", "coverage_before"],
    }
    for name, columns in unknown.items():
        assert len(of[name]), f"the commune is not left out of {name}"
        assert of[name][columns].isna().all(axis=None)
    assert of["allocation"].empty, "nothing is proposed where nobody knows what is lacking"
    assert set(of["open_needs"].reason) == {"gap_unknown"}
    for name, column in (("communes", "population"), ("need", "cost_vnd"), ("gap", "gap_low")):
        assert pd.isna(tables[name][column].sum(skipna=False))


def test_the_other_communes_keep_their_figures(uncounted, cao_bang):
    tables = assess("cao-bang-588", uncounted).tables
    for name in ("communes", "need", "gap"):
        here, before = (
            frame[frame.commune_code != BAO_LAM].reset_index(drop=True)
            for frame in (tables[name], cao_bang.tables[name])
        )
        pd.testing.assert_frame_equal(here, before)


def test_the_state_of_the_data_names_the_commune(uncounted):
    lines = [
        line
        for _, lines in programme_status(
            "cao-bang-588", uncounted, today=dt.date(2026, 11, 21), lang="vi"
        )
        for line in lines
    ]
    assert any("chưa có số liệu" in line.lower() and "Xã Bảo Lâm" in line for line in lines)


def test_the_state_of_the_data_tells_what_is_wrong_with_the_donors(data_copy):
    (data_copy / "illustrative" / "cao-bang-588" / "donors.csv").unlink()
    lines = [
        line
        for _, lines in programme_status(
            "cao-bang-588", data_copy, today=dt.date(2026, 11, 21), lang="vi"
        )
        for line in lines
    ]
    assert any("donors.csv" in line and "thấy" in line for line in lines)


def test_a_sum_that_is_off_stops_the_whole_chain(edit):
    def drop_digit(people: pd.DataFrame) -> pd.DataFrame:
        people.loc[people.commune_code == "01273", "population"] = "4115"
        return people

    with pytest.raises(InputFaults, match=r"536077.*573119"):
        assess("cao-bang-588", edit(COMMUNES, drop_digit))


def test_an_invented_price_makes_the_whole_assessment_illustrative(data_copy):
    """Support and donors of their own, but one price made up: every output has to say so."""
    for name in ("support.csv", "donors.csv"):
        path = data_copy / "illustrative" / "cao-bang-588" / name
        text = path.read_text(encoding="utf-8").replace(",illustrative", ",official")
        path.write_text(text, encoding="utf-8")
    assert not assess("cao-bang-588", data_copy).illustrative
    profile = data_copy / "programmes" / "cao-bang-588" / "programme.toml"
    text = profile.read_text(encoding="utf-8")
    priced = 'high = 160000, kind = "assumption"'
    assert text.count(priced) == 1
    profile.write_text(
        text.replace(priced, 'high = 160000, kind = "illustrative"'), encoding="utf-8"
    )
    assert assess("cao-bang-588", data_copy).illustrative
