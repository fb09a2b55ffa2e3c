"""Parameters of a notebook: checked before anything runs, every fault at once."""

from __future__ import annotations

import datetime as dt

import pytest

from needs.briefing import check_parameters
from needs.errors import InputFaults, NeedsError

GIVEN = {"programme": "cao-bang-588", "district": "Bảo Lạc", "lang": "vi"}


def faults(**changes):
    with pytest.raises(InputFaults) as caught:
        check_parameters({**GIVEN, **changes})
    return caught.value.faults


def test_what_is_given_is_what_is_used(tmp_path):
    tables = tmp_path / "tables"
    tables.mkdir()
    checked = check_parameters({**GIVEN, "tables": str(tables)})
    assert (checked.programme, checked.district, checked.lang) == tuple(GIVEN.values())
    assert checked.tables == tables
    assert checked.boundaries is None
    assert (checked.data / "programmes").is_dir()


def test_a_misspelt_parameter_is_refused_with_the_valid_ones():
    (fault,) = faults(distrct="Hạ Lang")
    assert fault.where == "distrct"
    assert "district" in fault.expected


def test_what_a_notebook_defines_besides_can_be_allowed():
    assert check_parameters({**GIVEN, "year": 2026}, extra=("year",)).programme == "cao-bang-588"


def test_functions_modules_and_hidden_names_are_no_parameters():
    around = {"dt": dt, "_i1": "In", "In": ["x"], "Out": {}, "quit": exit, "check": len}
    assert check_parameters({**GIVEN, **around}).district == "Bảo Lạc"


@pytest.mark.parametrize("value", [43, 4.3, True, None, ["Bảo Lạc"]])
def test_a_code_that_became_a_number_is_refused_with_the_way_to_give_it(value):
    (fault,) = faults(district=value)
    assert fault.where == "district"
    assert repr(value) == fault.found
    assert "papermill -r district" in fault.action


def test_every_fault_is_told_at_once():
    told = faults(lang="fr", tables="nowhere", boundaries="xa.geojson")
    assert {fault.where for fault in told} == {"lang", "tables", "boundaries"}
    told = faults(distrct="x", progamme="y", lang=1)
    assert {fault.where for fault in told} == {"distrct", "progamme", "lang"}


def test_an_empty_programme_is_refused():
    (fault,) = faults(programme="")
    assert fault.where == "programme"


def test_a_data_folder_that_is_none_is_refused(tmp_path):
    with pytest.raises(NeedsError, match="programmes/"):
        check_parameters({**GIVEN, "data_root": str(tmp_path)})
