"""What was received and where it went: to the đồng, and without names where nobody agreed."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.commitments import Ledger, commitments
from needs.network import (
    gifts_given,
    in_public,
    public_list,
    read_donor_register,
    read_network,
    reconciled,
)
from needs.network import transparency as listed
from tests.commitments.ledger_cases import COATS, LY_BON, THACH_LAM, brought_to
from tests.commitments.ledger_cases import lot as promised

from .cases import gifts, lot, lots, network, register, row

STATES = ("proposed", "offered", "accepted", "delivered", "confirmed", "declined", "cancelled")


def test_a_joint_gift_is_parted_between_its_donors():
    # 10 coats at 350,000 đồng are 3,500,000; the partner pays 1,200,000 of them.
    joint = lot(1, "a", partner_id="b", partner="B", partner_gift="b", partner_taken=1_200_000)
    given_ = gifts_given(lots(joint)).set_index("giver")
    assert given_.value_vnd.to_dict() == {"main": 2_300_000, "partner": 1_200_000}
    assert given_.lot_children.to_dict() == {"main": 10, "partner": 0}
    assert given_.donor_id.to_dict() == {"main": "a", "partner": "b"}


def test_a_value_told_anew_below_the_partners_share_stays_whole():
    less = lot(1, "a", value_vnd=800_000, partner_id="b", partner="B", partner_taken=1_200_000)
    given_ = gifts_given(lots(less)).set_index("giver")
    assert given_.value_vnd.to_dict() == {"main": 0, "partner": 800_000}


def test_a_value_that_is_not_known_stays_unknown():
    given_ = gifts_given(lots(lot(1, "a", value_vnd=None)))
    assert given_.value_vnd.isna().all()


@st.composite
def ledgers(draw):
    rows = []
    for number in range(1, draw(st.integers(0, 12)) + 1):
        value = draw(st.none() | st.integers(0, 10**9))
        partner = draw(st.booleans())
        rows.append(
            lot(
                number,
                draw(st.sampled_from("abc")),
                draw(st.sampled_from(STATES)),
                commune=draw(st.sampled_from((LY_BON, THACH_LAM))),
                category=draw(st.sampled_from(("warm_clothing", "nutrition"))),
                period=draw(st.sampled_from(("2025", "2026"))),
                children=draw(st.integers(0, 40)),
                value_vnd=value,
                partner_id="d" if partner else "",
                partner="Bên D" if partner else "",
                partner_taken=draw(st.integers(0, 10**9)) if partner else 0,
            )
        )
    return lots(*rows)


@given(ledger=ledgers())
def test_the_lists_add_up_with_the_ledger_to_the_dong(programme, tmp_path_factory, ledger):
    desk = tmp_path_factory.mktemp("desk")
    known = read_donor_register(programme, desk)
    book = read_network(programme, known, ledger, gifts())
    rows = listed(book)
    received = ledger[ledger["state"].isin(["delivered", "confirmed"])]
    public = public_list(book, rows)
    for frame, row_of in ((rows, None), (public.rows, public.row_of)):
        assert frame.value_vnd.sum() == received.value_vnd.sum()
        assert reconciled(ledger, frame, row_of).agrees.all()
        by_donor = frame.groupby("donor_id").value_vnd.sum()
        assert by_donor.sum() == received.value_vnd.sum()


def test_with_a_real_ledger(programme, desk, tmp_path):
    ledger = Ledger(tmp_path / "so.sqlite")
    shared = {"partner_gift": "p", "partner_id": "p", "partner": "Bên P"}
    for number, state in enumerate(("offered", "accepted", "delivered", "confirmed")):
        brought_to(ledger, state, promised(f"d{number}", 10 + number))
    brought_to(ledger, "confirmed", promised("e", 9, **shared, partner_taken=1_000_000))
    standing = commitments(ledger)
    book = read_network(programme, read_donor_register(programme, desk), standing, gifts())
    rows = listed(book)
    # 12 delivered, 13 and 9 confirmed, at 350,000 đồng a coat.
    assert rows.value_vnd.sum() == (12 + 13 + 9) * 350_000
    by_state = rows.groupby("lot_state").value_vnd.sum()
    for state in ("delivered", "confirmed"):
        assert by_state[state] == standing[standing.state == state].value_vnd.sum()
    assert rows.category.eq(COATS).all()
    assert reconciled(standing, rows).agrees.all()


def test_a_list_that_lost_a_row_does_not_agree(programme, desk):
    standing = lots(lot(1, "a"), lot(2, "b"))
    book = read_network(programme, read_donor_register(programme, desk), standing, gifts())
    assert not reconciled(standing, listed(book).head(1)).agrees.all()


@pytest.fixture
def published(programme, desk):
    register(
        desk,
        programme,
        row("Công ty Sáng", named_in_public="có", contact_person="Lê Thị Minh"),
        row("Nguyễn Văn Kín", "cá nhân", phone="0912345678", also_called="Bác Ba Kín"),
    )
    book = network(
        programme,
        desk,
        lot(1, "sang", donor="Công ty Sáng", evidence="Biên bản 12 ngày 3/3/2026"),
        lot(2, "sang", donor="Công ty Sáng", evidence="Trao cùng ông NGUYỄN VĂN KÍN"),
        lot(3, "sang", donor="Công ty Sáng", evidence="gọi 0987 654 321", children=3),
        lot(4, "kin", donor="Nguyễn Văn Kín", evidence="Giấy của bác ba Kín"),
        lot(5, "sang", donor="Công ty Sáng", evidence="ký nhận: bà Lê Thị Minh"),
        lot(6, "sang", donor="Công ty Sáng", evidence="Biên bản 6", children=7),
    )
    return listed(book), in_public(book, listed(book))


def test_only_those_who_agreed_are_named(published):
    inside, outside = published
    told = outside.to_csv()
    for secret in ("Kín", "kin", "KÍN", "0987", "Minh", "L00000"):
        assert secret not in told
    assert "Công ty Sáng" in told
    assert "Biên bản 12" in told
    assert outside.value_vnd.sum() == inside.value_vnd.sum()
    assert outside.donor.eq("nhà tài trợ không nêu tên").sum() == 1


def test_few_children_are_told_with_others_of_their_commune(published):
    """3 and 7 coats of Lý Bôn are one row of 10; no row tells of the three or the seven."""
    inside, outside = published
    assert sorted(inside.lot_children) == [3, 7, 10, 10, 10, 10]
    assert outside.lot_children.tolist() == [10] * 5
    (both,) = outside[outside.lots == 2].itertuples()
    assert both.value_vnd == 10 * 350_000
    assert (both.commune, both.donor) == ("Lý Bôn", "Công ty Sáng")
    assert both.evidence == "lưu tại cơ quan chủ trì"


def test_the_order_of_the_ledger_does_not_show_in_public(programme, desk):
    register(desk, programme, row("Công ty Sáng", named_in_public="có"))
    rows = [lot(1, "x"), lot(2, "y", children=20), lot(3, "z", children=30)]
    pages = []
    for ordered in (rows, rows[::-1]):
        again = [{**one, "lot_id": f"L{n:06d}"} for n, one in enumerate(ordered)]
        book = network(programme, desk, *again)
        public = in_public(book, listed(book))
        pages.append(public)
    pd.testing.assert_frame_equal(*pages)
