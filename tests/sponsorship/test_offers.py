"""What sponsors offer: from the register of donors, and from a file of sponsors."""

from __future__ import annotations

from pathlib import Path

import pytest

from needs.donors import Gift
from needs.donors.told import gifts_table
from needs.errors import InputFaults
from needs.sponsorship.offers import Offer, offers_of_gifts, read_offers
from needs.sponsorship.tables import commune_places


def gift(gift_id: str, **changed: object) -> Gift:
    told = {
        "donor_id": "d-1",
        "donor": "Công ty Minh Họa",
        "donor_type": "enterprise",
        "gift_id": gift_id,
        "funding": "sponsored",
        "period": "2026",
        "category": "living",
        "children": 3,
        "months": 6,
        "month_vnd": 400_000,
        "basis": "illustrative",
        "source": gift_id,
    }
    return Gift(**(told | changed))


def test_gifts_of_sponsored_children_become_offers(rules):
    none = dict.fromkeys(("category", "children", "months", "month_vnd"))
    cash = gift("g-3", funding="cash", budget_vnd=1, **none)
    table = gifts_table(
        [
            gift("g-2", category="scholarships", month_vnd=None, from_age=6, districts=("380",)),
            gift("g-1", without_communes=("14758",)),
            cash,
            gift("g-4", category="visits_gifts"),
        ]
    )
    first, second = offers_of_gifts(table, rules)
    common = {"name": "Công ty Minh Họa", "only": frozenset({"age", "place"}), "months": 6}
    assert first == Offer(
        "d-1",
        "g-1",
        3,
        amount_vnd=400_000,
        purposes=("living",),
        without=("14758",),
        **common,
    )
    assert second == Offer(
        "d-1", "g-2", 3, purposes=("scholarship",), districts=("380",), from_age=6, **common
    )
    # Nobody said that the donor may be named to other sponsors.
    assert first.sponsor().name == ""


@pytest.fixture
def file(tmp_path: Path):
    def written(text: str) -> Path:
        path = tmp_path / "sponsors.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_a_file_of_sponsors(rules, programme, file):
    path = file(
        "sponsor_id,gift_id,sponsor,may_be_named,children,amount_vnd,purposes,communes,only\n"
        "s-2,g-2,Bà Minh Họa,,1,,living;meals,14758,place\n"
        "s-1,g-1,Công ty Minh Họa,có,20,300000,,,\n"
    )
    first, second = read_offers(path, rules, commune_places(programme))
    assert (first.gift_id, first.children, first.amount_vnd) == ("g-1", 20, 300_000)
    assert first.sponsor().name == "Công ty Minh Họa"
    assert (second.purposes, second.communes) == (("living", "meals"), ("14758",))
    assert (second.only, second.amount_vnd) == (frozenset({"place"}), None)
    assert second.sponsor().name == ""


def test_every_fault_of_a_file_of_sponsors_is_told(rules, programme, file):
    path = file(
        "sponsor_id,gift_id,children,purposes,communes,from_age,extra\n"
        "s-1,g-1,none,car,99999,x,\n"
        ",g-1,0,,,,\n"
    )
    with pytest.raises(InputFaults) as told:
        read_offers(path, rules, commune_places(programme))
    found = {(fault.where, fault.found) for fault in told.value.faults}
    assert found == {
        ("extra", "không có cột này"),
        ("dòng 2, cột children", "none"),
        ("dòng 2, cột purposes", "car"),
        ("dòng 2, cột communes", "99999"),
        ("dòng 2, cột from_age", "x"),
        ("dòng 3, cột children", "0"),
        ("dòng 3, cột sponsor_id", "ô trống"),
        ("g-1", "2 dòng cùng gift_id"),
    }
