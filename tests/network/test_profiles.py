"""What the profiles say of donors fits together, and says where it comes from."""

from __future__ import annotations

import datetime as dt
import tomllib

import pytest
from pydantic import ValidationError

from needs.programmes import data_root, list_programmes, load_programme
from needs.programmes.agencies import read_agencies
from needs.programmes.network import Network

ROOT = data_root()
NETWORK_FILE = ROOT / "programmes" / "bases" / "common" / "network.toml"


@pytest.mark.parametrize("programme", list_programmes(ROOT))
def test_every_award_has_an_office_that_decides_today(programme):
    profile = load_programme(programme, ROOT)
    assert profile.network is not None
    agencies = read_agencies(ROOT)
    for award in profile.network.commendation.awards:
        right = agencies.office(
            award.decided_by, dt.date(2026, 11, 22), province=profile.province_code
        )
        assert right.name.vi


def test_amounts_that_no_law_states_are_called_assumptions():
    told = tomllib.loads(NETWORK_FILE.read_text(encoding="utf-8"))
    network = Network.model_validate(told["network"])
    figures = [
        figure
        for award in network.commendation.awards
        for condition in award.conditions
        for figure in condition.thresholds.values()
    ]
    assert figures
    assert {figure.basis for figure in figures} == {"assumption"}


def broken(**changes):
    told = tomllib.loads(NETWORK_FILE.read_text(encoding="utf-8"))["network"]
    for key, value in changes.items():
        part = told
        *path, last = key.split("__")
        for step in path:
            part = part[int(step)] if step.isdigit() else part[step]
        part[last] = value
    return told


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"commendation__awards__1__id": "letter"}, "letter"),
        ({"commendation__awards__1__conditions": [{"kinds": ["dragon"]}]}, "value_vnd"),
        (
            {
                "commendation__awards__1__conditions": [
                    {
                        "kinds": ["dragon"],
                        "children": {"value": 1, "kind": "assumption", "source": "x"},
                    }
                ]
            },
            "dragon",
        ),
        ({"invitation__reply_by": "31/8"}, "reply_by"),
        ({"unheard_of": 1}, "unheard_of"),
    ],
)
def test_what_does_not_fit_is_refused(change, named):
    with pytest.raises(ValidationError, match=named):
        Network.model_validate(broken(**change))
