"""What is left when all whole packages are given: no page tells that it is less than one."""

from __future__ import annotations

import pandas as pd
import pytest

from needs.disclosure import cell_id
from needs.editions.donor_figures import OPEN, SHARES
from needs.editions.donors import told_to_donors
from needs.editions.figures import LACKING, TARGET
from needs.editions.left_over import telling_nothing_more
from needs.editions.told import NOT_SHOWN, disclosure_rules
from needs.programmes import load_programme
from needs.proposals import needs_basket, write_basket, write_proposals

from .planned import CODES, cell, gift, planned, read, rows_of_table

#: A package of coats is 30 and costs 3 million: less than one, one and more than all that is open.
AMOUNTS = (2_000_000, 5_000_000, 90_000_000)


@pytest.fixture(scope="module")
def programme(data):
    return load_programme("cao-bang-588", data)


def all_given(programme, *left):
    """Two packages are given in each place, so many children are left there."""
    cells = [
        cell(programme, code, gap_low=60 + n, children_target=200 + 10 * at)
        for at, (code, n) in enumerate(zip(CODES, left, strict=False))
    ]
    return planned(programme, cells, [gift("A", units=60 * len(left), category="warm_clothing")])


def basket(plan, folder):
    lots = needs_basket(plan, amounts=AMOUNTS)
    page = read(write_basket(plan, folder, lots=lots))
    return lots, page, {row["Khoản"]: row for row in rows_of_table(page, "Mỗi khoản làm được gì")}


def test_single_shares_for_money_that_pays_a_package_are_not_told(programme, tmp_path):
    """Of 64, 66, 78 and 88 lacking, 4, 6, 18 and 28 are left: less than a coat package each.

    Who is told so subtracts thirties from the public figures and has all four.
    """
    plan = all_given(programme, 4, 6, 18, 28)
    assert plan.open_needs.children_open.tolist() == [4, 6, 18, 28]
    lots, page, rows = basket(plan, tmp_path)
    assert all(lots[amount].children_reached.sum() for amount in AMOUNTS)
    decided = told_to_donors(plan, tmp_path / "tables", lots)
    for amount, words in (("5.000.000 đồng", 5_000_000), ("90.000.000 đồng", 90_000_000)):
        assert rows[amount]["Lượt trẻ"] == NOT_SHOWN
        assert rows[amount]["Còn lại, đồng"] == NOT_SHOWN
        title = page.find("h2", string=f"Với {amount}").find_parent("section")
        assert title.find("table") is None
        assert "suất lẻ" not in title.get_text()
        assert not decided.shows(SHARES, amount=str(words), category="warm_clothing")
    # Less than a package is given in single shares wherever: that tells nothing of what is open.
    assert rows["2.000.000 đồng"]["Còn lại, đồng"] != NOT_SHOWN
    # Nor does the sum: it is that of what thirties leave.
    (row,) = rows_of_table(page, "Phần thiếu chắc chắn")
    assert row["Trẻ chưa có nguồn"] == NOT_SHOWN


def test_money_left_over_beside_whole_packages_is_not_told(programme, tmp_path):
    """One place has packages left: what remains of the money says that the others have none."""
    plan = all_given(programme, 4, 6, 18, 28)
    open_ = plan.open_needs.assign(
        children_open=pd.array([4, 6, 18, 88], dtype="Int64"),
        gap_low=pd.array([64, 66, 78, 148], dtype="Int64"),
    )
    gap = plan.gap.assign(gap_low=pd.array([64, 66, 78, 148], dtype="Int64"))
    lots, _, rows = basket(plan | {"open_needs": open_, "gap": gap}, tmp_path)
    assert lots[90_000_000].children_reached.sum() == 60
    assert rows["90.000.000 đồng"]["Còn lại, đồng"] == NOT_SHOWN
    assert rows["5.000.000 đồng"]["Còn lại, đồng"] == "2.000.000", "less than a package is left"


def test_where_no_place_has_few_every_amount_is_told(programme, tmp_path):
    plan = all_given(programme, 14, 16, 18, 28)
    lots, _, rows = basket(plan, tmp_path)
    assert NOT_SHOWN not in {row["Còn lại, đồng"] for row in rows.values()}
    kept = telling_nothing_more(plan, lots, disclosure_rules(programme))
    assert kept.keys() == lots.keys()


def test_what_is_open_has_company_that_lacks_a_package(programme, tmp_path):
    """9 are left of 69; a place with 20 left of 80 is none: 80 less thirties is 20 as well."""
    plan = all_given(programme, 9, 20, 28, 14)
    more = plan.gap.gap_low.mask(plan.gap.commune_code == CODES[2], 148).astype("Int64")
    gap = plan.gap.assign(gap_low=more)
    at = plan.open_needs.commune_code == CODES[2]
    rows = plan.open_needs.assign(
        gap_low=plan.open_needs.gap_low.mask(at, 148).astype("Int64"),
        children_open=plan.open_needs.children_open.mask(at, 88).astype("Int64"),
    )
    decided = told_to_donors(plan | {"open_needs": rows, "gap": gap}, tmp_path / "tables")
    shown = {code: decided.shows(OPEN, commune_code=code, category="warm_clothing")
             for code in CODES[:4]}  # fmt: skip
    assert not shown[CODES[0]]
    total = decided.decision.shows(cell_id(OPEN, category="warm_clothing"))
    assert not (total and shown[CODES[2]]), "the others are what thirties leave, nothing else"


def test_who_is_helped_least_is_said_of_places_with_public_figures_alone(programme, tmp_path):
    """40 of 100 lack a coat here, 7 of 100 there: «least helped: here» would bound the 7."""
    cells = [
        cell(programme, CODES[0], gap_low=40, children_target=100),
        cell(programme, CODES[1], gap_low=7, children_target=12),
        cell(programme, CODES[2], gap_low=60, children_target=200),
        cell(programme, CODES[3], gap_low=80, children_target=400),
    ]
    coats = gift("A", units=200, category="warm_clothing", package_units=1)
    plan = planned(programme, cells, [coats])
    decided = told_to_donors(plan, tmp_path / "tables")
    (path,) = write_proposals(plan, tmp_path, told=decided)
    why = read(path).find("h2", string="Vì sao các xã này").find_next("ul").get_text(" ")
    sides = [{"commune_code": code, "category": "warm_clothing"} for code in CODES[:4]]
    told = [decided.shows(TARGET, **one) and decided.shows(LACKING, **one) for one in sides]
    assert not all(told)
    assert any(told)
    assert "Nơi được hỗ trợ ít nhất trong các nơi này" not in why
    assert "Trong các nơi nêu được số, nơi được hỗ trợ ít nhất" in why
    names = dict(zip(plan.communes.commune_code, plan.communes.commune, strict=True))
    hidden = [names[code] for code, one in zip(CODES, told, strict=False) if not one]
    assert not [name for name in hidden if name in why]
