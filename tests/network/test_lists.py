"""Whom to invite, thank and commend: hand-worked cases."""

from __future__ import annotations

import datetime as dt
import sqlite3

import pandas as pd
import pytest

from needs.errors import InputFaults, NeedsError, NotFound
from needs.network import (
    Record,
    Records,
    commendations,
    invitations,
    read_donor_register,
    read_network,
    to_thank,
)
from needs.network.invitations import why_nobody
from needs.network.recording import commended, thanked, withdrawn
from needs.network.tables import network_tables

from .cases import LY_BON, THACH_LAM, gift, gifts, lot, lots, needs, network, register, row

SPRING = dt.date(2026, 3, 22)
OPEN = needs(
    (LY_BON[0], "042", "warm_clothing", 50, 0.4),
    (THACH_LAM[0], "042", "nutrition", 80, 0.9),
    (THACH_LAM[0], "042", "warm_clothing", 0, 0.9),
)


@pytest.fixture
def records(tmp_path):
    return Records(tmp_path / "network" / "p.sqlite")


def order(frame):
    return [(one.donor_id, one.group) for one in frame.sort_values("place").itertuples()]


def test_the_faithful_come_first_and_nobody_is_asked_for_nothing(programme, desk):
    register(desk, programme, row("Kén chọn", categories="Vui chơi"), row("Mới tinh"))
    book = network(
        programme,
        desk,
        lot(1, "nam-ngoai", period="2025"),
        lot(2, "ngay-xua", period="2023"),
        lot(3, "nam-nay", "accepted"),
        lot(4, "tu-choi", "declined"),
        offered=(gift("co-qua"),),
    )
    asked = invitations(book, OPEN, on=SPRING)
    assert order(asked) == [
        ("nam-ngoai", "gave_last_year"),
        ("ngay-xua", "gave_before"),
        ("moi-tinh", "new"),
        ("co-qua", "this_year"),
        ("nam-nay", "this_year"),
        ("ken-chon", "no_fit"),
        ("tu-choi", "declined"),
    ]
    assert list(asked.sort_values("place").invited) == [True] * 5 + [False] * 2


def test_suggested_needs_fit_and_the_most_pressing_comes_first(programme, desk):
    register(desk, programme, row("Áo ấm", categories="Đồ ấm"), row("Tùy tỉnh"))
    asked = invitations(network(programme, desk), OPEN, on=SPRING).set_index("donor_id")
    # Two needs are open: 80 children without meals (0.9), 50 without coats (0.4).
    assert asked.suggested["tuy-tinh"] == (
        f"{THACH_LAM[0]}:nutrition",
        f"{LY_BON[0]}:warm_clothing",
    )
    assert (asked.fits["tuy-tinh"], asked.fit_children["tuy-tinh"]) == (2, 130)
    assert asked.suggested["ao-am"] == (f"{LY_BON[0]}:warm_clothing",)
    assert asked.place["tuy-tinh"] < asked.place["ao-am"]


def test_not_everybody_is_asked_for_the_same(programme, desk):
    register(desk, programme, *(row(f"Bạn {name}") for name in ("An", "Bình", "Chi")))
    rows = [(f"0{n}", "042", "nutrition", 10, 1 - n / 10) for n in range(6)]
    one_each = programme.network.invitation.model_copy(update={"suggestions": 2})
    asking = programme.network.model_copy(update={"invitation": one_each})
    book = network(programme.model_copy(update={"network": asking}), desk)
    asked = invitations(book, needs(*rows), on=SPRING).sort_values("place")
    # Six needs, two for each of three donors: every need is named once, the pressing ones first.
    assert list(asked.suggested) == [
        ("00:nutrition", "01:nutrition"),
        ("02:nutrition", "03:nutrition"),
        ("04:nutrition", "05:nutrition"),
    ]


def test_a_district_wished_for_leaves_the_others_out(programme, desk):
    register(desk, programme, row("Một huyện", districts="Bảo Lạc"))
    asked = invitations(network(programme, desk), OPEN, on=SPRING)
    assert order(asked) == [("mot-huyen", "no_fit")]


def test_goods_fit_their_own_category_only(programme, desk):
    """A store of coats is not asked for meals, in the donor's file as in the table of results."""
    coats = gift("kho-ao", funding="stock")
    money = gift("quy", funding="cash")
    for column, none in (("category", None), ("goods_category", pd.NA)):
        offered = pd.DataFrame([coats | {column: "warm_clothing"}, money | {column: none}])
        book = read_network(programme, read_donor_register(programme, desk), lots(), offered)
        asked = invitations(book, OPEN, on=SPRING).set_index("donor_id")
        assert asked.suggested["kho-ao"] == (f"{LY_BON[0]}:warm_clothing",)
        assert asked.fits.to_dict() == {"kho-ao": 1, "quy": 2}


def test_the_register_without_wishes_leaves_the_goods_what_they_are(programme, desk):
    register(desk, programme, row("Kho áo"), row("Kho áo khác", categories="nutrition"))
    book = read_network(
        programme,
        read_donor_register(programme, desk),
        lots(),
        pd.DataFrame(
            [
                gift(one, donor=name, funding="stock", category="warm_clothing")
                for one, name in (("kho-ao", "Kho áo"), ("kho-ao-khac", "Kho áo khác"))
            ]
        ),
    )
    asked = invitations(book, OPEN, on=SPRING).set_index("donor_id")
    assert asked.suggested["kho-ao"] == (f"{LY_BON[0]}:warm_clothing",)
    # Who tells the office what he wants to give next has said more than this year's goods.
    assert asked.suggested["kho-ao-khac"] == (f"{THACH_LAM[0]}:nutrition",)


def test_what_a_gift_is_not_for_is_not_asked(programme, desk):
    offered = pd.DataFrame([gift("quy", without_categories=("nutrition",))])
    book = read_network(programme, read_donor_register(programme, desk), lots(), offered)
    asked = invitations(book, OPEN, on=SPRING).set_index("donor_id")
    assert asked.suggested["quy"] == (f"{LY_BON[0]}:warm_clothing",)


@pytest.mark.parametrize(
    ("on", "until"),
    [("2026-08-31", "2026-08-31"), ("2026-09-01", "2027-08-31"), ("2026-01-01", "2026-08-31")],
)
def test_the_day_for_answers_is_the_next_one(programme, desk, on, until):
    register(desk, programme, row("Một"))
    asked = invitations(network(programme, desk), OPEN, on=dt.date.fromisoformat(on))
    assert list(asked.reply_by) == [until]


def test_after_the_day_for_answers_the_next_year_is_invited_for(programme, desk):
    book = network(programme, desk, lot(1, "a", period="2026"), offered=(gift("b"),))
    autumn = dt.date(2026, 11, 22)
    assert order(invitations(book, OPEN, on=autumn)) == [("a", "gave_last_year"), ("b", "new")]
    assert order(invitations(book, OPEN, on=SPRING)) == [("a", "this_year"), ("b", "this_year")]


def test_row_order_changes_no_list(programme, desk, records):
    rows = [
        lot(1, "a", period="2025"),
        lot(2, "b", children=60),
        lot(3, "c", partner_id="a", partner="Nhà tài trợ a", partner_taken=100_000),
    ]
    tables = []
    for ordered in (rows, rows[::-1]):
        book = network(programme, desk, *ordered)
        made = network_tables(book, lots(*ordered), OPEN.iloc[::-1], records, on=SPRING)
        tables.append(made)
    for name, frame in tables[0].items():
        assert frame.equals(tables[1][name]), name


def test_only_confirmed_gifts_wait_for_thanks_each_donor_for_his_part(programme, desk):
    book = network(
        programme,
        desk,
        lot(1, "a", since="2026-02-20", partner_id="p", partner="P", partner_taken=500_000),
        lot(2, "a", since="2026-03-01", commune=THACH_LAM),
        lot(3, "b", "delivered"),
    )
    waiting = to_thank(book, frozenset(), on=SPRING).set_index("donor_id")
    assert list(waiting.index) == ["a", "p"]
    assert waiting.lots_thanked["a"] == ("L000001", "L000002")
    # 20 children at 350,000 đồng without the partner's 500,000.
    assert waiting.value_vnd.to_dict() == {"a": 6_500_000, "p": 500_000}
    # 30 days from 20 February are 22 March: not late on that day, late the day after.
    assert waiting.thank_by["a"] == "2026-03-22"
    assert not waiting.late["a"]
    assert to_thank(book, frozenset(), on=SPRING + dt.timedelta(days=1)).late.all()


def test_who_was_thanked_waits_no_longer_until_the_entry_is_withdrawn(programme, desk, records):
    book = network(programme, desk, lot(1, "a"), lot(2, "b"))
    said = {"by": "Hoa", "evidence": "Thư 12", "day": SPRING, "lang": "vi"}
    entry = thanked(book, records, "Nhà tài trợ a", **said)
    assert records.write([entry, entry], today=SPRING) == 1
    assert list(to_thank(book, records.thanked(), on=SPRING).donor_id) == ["b"]
    with pytest.raises(NeedsError, match="chờ cảm ơn"):
        thanked(book, records, "a", **said)
    records.write([withdrawn(1, by="Hoa", evidence="ghi nhầm", day=SPRING)], today=SPRING)
    assert list(to_thank(book, records.thanked(), on=SPRING).donor_id) == ["a", "b"]
    assert records.verify() == ()


def test_records_can_only_be_added_to(programme, desk, records):
    book = network(programme, desk, lot(1, "a"))
    said = {"by": "Hoa", "evidence": "Thư 12", "day": SPRING, "lang": "vi"}
    records.write([thanked(book, records, "a", **said)], today=SPRING)
    connection = sqlite3.connect(records.path)
    for statement in (
        "UPDATE events SET evidence = 'khác'",
        "DELETE FROM lots",
        "INSERT OR REPLACE INTO lots VALUES (1, 'L000001')",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement)
    connection.execute("DROP TRIGGER events_no_update")
    connection.execute("UPDATE events SET evidence = 'khác'")
    connection.commit()
    connection.close()
    assert records.verify()


@pytest.mark.parametrize(
    "wrong",
    [{"by": " "}, {"evidence": ""}, {"lots": ()}, {"kind": "x"}, {"day": dt.date(2026, 3, 23)}],
)
def test_what_is_not_said_whole_is_refused(records, wrong):
    whole = {
        "kind": "thanked",
        "donor_id": "a",
        "donor": "A",
        "day": SPRING,
        "by": "Hoa",
        "evidence": "Thư 12",
        "lots": ("L000001",),
    }
    with pytest.raises(InputFaults):
        records.write([Record(**(whole | wrong))], today=SPRING)
    assert records.table().empty


def test_thresholds_by_kind_and_who_just_missed(programme, desk, records):
    register(desk, programme, row("Ông A", "cá nhân"), row("Công ty B"), row("Công ty C"))
    book = network(
        programme,
        desk,
        # 58 × 350,000 = 20,300,000: a person's certificate begins at 20 million.
        lot(1, "x", donor="Ông A", children=58),
        # An enterprise's begins at 50 million or 200 children; 120 × 350,000 = 42,000,000 is 84 %.
        lot(2, "y", donor="Công ty B", children=120),
        # 30 of 50 million, 60 %: too far to be told.
        lot(3, "z", donor="Công ty C", children=10, value_vnd=30_000_000),
        lot(4, "w", donor="Công ty C", children=900, state="delivered"),
    )
    found = commendations(book, records.table(), year=2026).set_index("donor")
    assert found.award.to_dict() == {
        "Ông A": "certificate",
        "Công ty B": "letter",
        "Công ty C": "letter",
    }
    assert found.reached["Ông A"] == ("value_vnd",)
    assert (found.nearly["Công ty B"], found.nearly_measure["Công ty B"]) == (
        "certificate",
        "value_vnd",
    )
    assert found.lacking["Công ty B"] == 8_000_000
    assert found.nearly["Công ty C"] == ""


def test_three_years_in_a_row_count_only_without_a_gap(programme, desk, records):
    years = {"a": ("2024", "2025", "2026"), "b": ("2023", "2024", "2026")}
    rows = [
        lot(10 * n + int(year[-1]), donor, period=year, children=1)
        for n, (donor, own) in enumerate(years.items(), start=1)
        for year in own
    ]
    found = commendations(network(programme, desk, *rows), records.table(), year=2026)
    told = found.set_index("donor_id")
    assert told.years_in_a_row.to_dict() == {"a": 3, "b": 1}
    assert told.award.to_dict() == {"a": "certificate", "b": "letter"}


def test_equal_donors_share_a_place_and_a_limit_is_not_decided_for_them(programme, desk, records):
    award = programme.network.commendation.awards[0].model_copy(update={"most": 2})
    rules = programme.network.commendation.model_copy(update={"awards": [award]})
    limited = programme.model_copy(
        update={"network": programme.network.model_copy(update={"commendation": rules})}
    )
    book = network(
        limited, desk, lot(1, "a", children=20), lot(2, "b"), lot(3, "c"), lot(4, "d", children=5)
    )
    found = commendations(book, records.table(), year=2026).set_index("donor_id")
    assert found["rank"].to_dict() == {"a": 1, "b": 2, "c": 2, "d": 4}
    assert found.tied.to_dict() == {"a": False, "b": True, "c": True, "d": False}
    assert found.beyond.to_dict() == {"a": False, "b": True, "c": True, "d": True}


def test_what_was_given_for_the_year_is_named(programme, desk, records):
    book = network(programme, desk, lot(1, "a"))
    said = {"by": "Hoa", "evidence": "QĐ 5", "day": SPRING, "lang": "vi"}
    records.write([commended(book, "a", "merit", year=2026, **said)], today=SPRING)
    (one,) = commendations(book, records.table(), year=2026).itertuples()
    assert one.given_before == ("merit",)
    with pytest.raises(NotFound, match="letter"):
        commended(book, "a", "huân chương", year=2026, **said)


def test_more_given_is_never_a_lower_form(programme, desk, records):
    heights = {"": -1, "letter": 0, "certificate": 1, "merit": 2}
    last = -1
    for children in (1, 50, 143, 200, 858, 1000, 5000):
        book = network(programme, desk, lot(1, "a", children=children))
        (one,) = commendations(book, records.table(), year=2026).itertuples()
        assert heights[one.award] >= last
        last = heights[one.award]
    assert last == 2


def test_gifts_without_a_year_of_their_own_are_not_needed(programme, desk):
    assert network(programme, desk).known.empty
    assert invitations(network(programme, desk), OPEN, on=SPRING).empty
    assert gifts().empty


def test_when_no_need_is_known_that_is_the_reason_told(programme, desk):
    """No commune list, so no open need: «no need suits you» would be the wrong reason."""
    register(desk, programme, row("Mới tinh"))
    book = network(programme, desk)
    none = invitations(book, OPEN[:0], on=SPRING)
    assert "chưa có danh sách xã" in why_nobody(none, "no_list", lang="vi")
    assert "danh sách" not in why_nobody(none, "all_met", lang="vi")
    assert why_nobody(invitations(book, OPEN, on=SPRING), "no_fit", lang="vi") == ""
