"""A commune that nobody has counted: missing all the way, never zero, and never a stop."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from needs.assessment import Assessment, assess
from needs.assessment.replan import replan
from needs.assessment.status import programme_status
from needs.errors import InputFaults

from .third_programme import ALL_KINDS, PROGRAMME, write_third

COMMUNES = "reference/population_communes_2025.csv"
BAO_LAM, TAM_CHUNG = "01290", "14848"


@pytest.fixture
def uncounted(edit):
    """Bảo Lâm's residents are not known."""

    def blank(people: pd.DataFrame) -> pd.DataFrame:
        people.loc[people.commune_code == BAO_LAM, "population"] = ""
        return people

    return edit(COMMUNES, blank)


def unknown(of: dict[str, pd.DataFrame], columns: dict[str, list[str]]) -> None:
    for name, names in columns.items():
        assert len(of[name]), f"the commune is not left out of {name}"
        assert of[name][names].isna().all(axis=None)


def rows_of_commune(tables: dict[str, pd.DataFrame], code: str) -> dict[str, pd.DataFrame]:
    return {
        name: frame[frame.commune_code == code]
        for name, frame in tables.items()
        if "commune_code" in frame
    }


UNKNOWN = {
    "communes": ["population", "children", "children_low", "children_high"],
    "need": ["children_eligible", "quantity", "cost_vnd", "cost_low_vnd", "cost_high_vnd"],
    "gap": ["children_eligible", "children_target", "gap_low", "gap_point", "gap_vnd"],
}


@pytest.fixture
def up_to_gap(uncounted) -> Assessment:
    return assess("cao-bang-588", uncounted, up_to_gap=True)


def test_missing_stays_missing(up_to_gap):
    tables = up_to_gap.tables
    unknown(rows_of_commune(tables, BAO_LAM), UNKNOWN)
    for name, column in (("communes", "population"), ("need", "cost_vnd"), ("gap", "gap_low")):
        assert pd.isna(tables[name][column].sum(skipna=False))


def test_missing_stays_missing_to_the_end(data_copy):
    """The plan asks no donor for a number that nobody has, and says which communes those are."""
    root = write_third(data_copy, donors=ALL_KINDS)
    for name, key, value in (
        (COMMUNES, "commune_code", TAM_CHUNG),
        ("reference/population_totals.csv", "province_code", "38"),
    ):
        frame = pd.read_csv(root / name, dtype="str", keep_default_na=False)
        frame.loc[frame[key] == value, "population"] = ""
        frame.to_csv(root / name, index=False, encoding="utf-8")
    tables = assess(PROGRAMME, root).tables
    of = rows_of_commune(tables, TAM_CHUNG)
    left = ["children_target", "gap_low", "children_open", "cost_vnd", "coverage_before"]
    unknown(of, {**UNKNOWN, "open_needs": left})
    assert set(of["open_needs"].reason) == {"gap_unknown"}
    assert set(of["open_needs"].reached) == {0}
    for name in ("allocation", "next_gifts"):
        assert of[name].empty, "nothing is proposed where nobody knows what is lacking"
        assert len(tables[name]), "and elsewhere it is"
    assert pd.isna(tables["open_needs"].children_open.sum(skipna=False))


def test_the_other_communes_keep_their_figures(up_to_gap, cao_bang_gap):
    for name in ("communes", "need", "gap"):
        here, before = (
            frame[frame.commune_code != BAO_LAM].reset_index(drop=True)
            for frame in (up_to_gap.tables[name], cao_bang_gap.tables[name])
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
        assess("cao-bang-588", edit(COMMUNES, drop_digit), up_to_gap=True)


def test_an_invented_price_makes_the_whole_assessment_illustrative(data_copy):
    """Support of their own, but one price made up: every output has to say so."""
    path = data_copy / "illustrative" / "cao-bang-588" / "support.csv"
    text = path.read_text(encoding="utf-8").replace(",illustrative", ",official")
    path.write_text(text, encoding="utf-8")
    assert not assess("cao-bang-588", data_copy, up_to_gap=True).illustrative
    profile = data_copy / "programmes" / "bases" / "588" / "programme.toml"
    text = profile.read_text(encoding="utf-8")
    priced = 'high = 160000, kind = "assumption"'
    assert text.count(priced) == 1
    profile.write_text(
        text.replace(priced, 'high = 160000, kind = "illustrative"'), encoding="utf-8"
    )
    assert assess("cao-bang-588", data_copy, up_to_gap=True).illustrative


def test_one_invented_donor_makes_the_plan_illustrative(third):
    """Support, prices and all other donors of their own; what rests on the gift says so."""
    assert not third.illustrative
    after = replan(third, gifts={"ven-bien": {"basis": "illustrative"}}).after
    assert after.illustrative
    bases = after.allocation.groupby("gift_id").basis.unique().map(set).to_dict()
    assert bases == {"kho-am": {"assumption"}, "ven-bien": {"illustrative"}}
    left = after.open_needs.set_index(["commune_code", "category"]).basis
    assert left["16591", "swimming"] == "illustrative", "what stays open after an invented gift"
    assert left["16591", "warm_sets"] == "assumption"
