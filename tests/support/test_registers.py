"""The ledger: what is read, and every wrong cell told by its row."""

from __future__ import annotations

import pandas as pd
import pytest

from needs.assessment import list_communes
from needs.errors import InputFaults
from needs.programmes import load_programme
from needs.support import read_ledger

LEDGER = "illustrative/cao-bang-588/support.csv"


@pytest.fixture(scope="module")
def programme(data):
    return load_programme("cao-bang-588", data)


@pytest.fixture(scope="module")
def listed(programme, data, gazetteer):
    return list_communes(programme, data, gazetteer)


@pytest.fixture
def ledger_in(programme, listed):
    return lambda folder: read_ledger(programme, listed.communes, folder)


def test_the_ledger_says_where_each_entry_is(ledger_in, data):
    ledger = ledger_in(data)
    assert len(ledger) == 93
    assert ledger.district.notna().all()
    assert set(ledger.basis) == {"illustrative"}


def test_every_fault_of_the_ledger_is_told_at_once(ledger_in, edit):
    def spoil(ledger: pd.DataFrame) -> pd.DataFrame:
        ledger.loc[0, "commune_code"] = "1290"
        ledger.loc[1, "category"] = "meals"
        ledger.loc[2, "children"] = ""
        ledger.loc[3, "basis"] = "certain"
        ledger.loc[4, "period"] = ""
        ledger.loc[5, "amount_vnd"] = "63,600,000"
        return pd.concat([ledger, ledger.iloc[[10]]])

    with pytest.raises(InputFaults) as told:
        ledger_in(edit(LEDGER, spoil))
    assert sorted(fault.where for fault in told.value.faults) == [
        "dòng 2, cột commune_code",
        "dòng 3, cột category",
        "dòng 4, cột children",
        "dòng 5, cột basis",
        "dòng 6, cột period",
        "dòng 7, cột amount_vnd",
        "dòng 95",
    ]


def test_an_amount_with_dots_is_not_read_as_a_thousandth_of_it(ledger_in, edit):
    """«1.500» children in a Vietnamese ledger are not one and a half; «2.000» are not two."""

    def dotted(ledger: pd.DataFrame) -> pd.DataFrame:
        ledger.loc[0, "children"] = "2.000"
        return ledger

    with pytest.raises(InputFaults, match=r"2\.000"):
        ledger_in(edit(LEDGER, dotted))


def test_a_missing_file_says_which(ledger_in, data_copy):
    (data_copy / LEDGER).unlink()
    with pytest.raises(InputFaults, match=r"support\.csv"):
        ledger_in(data_copy)


def test_a_missing_column_is_named(ledger_in, edit):
    with pytest.raises(InputFaults, match="donor_id"):
        ledger_in(edit(LEDGER, lambda ledger: ledger.drop(columns="donor_id")))


def test_places_are_pledged_in_places_not_in_children(ledger_in, edit):
    def classrooms(ledger: pd.DataFrame) -> pd.DataFrame:
        place = {"category": "classroom", "children": "", "units": "2"}
        return pd.concat([ledger, ledger.iloc[[0]].assign(**place)])

    row = ledger_in(edit(LEDGER, classrooms)).query("category == 'classroom'").iloc[0]
    assert (row.children, row.units) == (0, 2)


def test_places_without_a_number_are_a_fault(ledger_in, edit):
    def classrooms(ledger: pd.DataFrame) -> pd.DataFrame:
        return pd.concat([ledger, ledger.iloc[[0]].assign(category="classroom", units="")])

    with pytest.raises(InputFaults, match="cột units"):
        ledger_in(edit(LEDGER, classrooms))
