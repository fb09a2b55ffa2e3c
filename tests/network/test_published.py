"""What is published of gifts tells of no small number of children, and adds up to the ledger."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.network import fewest_children, public_list, reconciled
from needs.network import transparency as listed

from .cases import lot as made
from .cases import lots, network

PRICES = {"warm_clothing": 350_000, "nutrition": 160_000}
#: Two communes of a former district, and one of another.
HERE, NEAR, FAR = ("01294", "Lý Bôn"), ("01304", "Quảng Lâm"), ("01273", "Thục Phán")


def lot(*args, commune=HERE, **other):
    return made(*args, commune=commune, **other)


def published(programme, desk, *given_):
    book = network(programme, desk, *given_)
    return public_list(book, listed(book))


def told(public):
    columns = ["commune", "category", "lots", "lot_children", "value_vnd"]
    rows = public.rows.sort_values("value_vnd")[columns]
    return [tuple(None if pd.isna(one) else one for one in row) for row in rows.to_numpy()]


def test_the_limit_is_the_strictest_of_the_profile(programme):
    assert fewest_children(programme) == 10
    without = programme.model_copy(update={"public_page": None})
    assert fewest_children(without) == 10
    stricter = programme.disclosure.model_copy(update={"threshold": 25})
    assert fewest_children(programme.model_copy(update={"disclosure": stricter})) == 25
    page = programme.public_page.model_copy(update={"smallest_group": 30})
    assert fewest_children(programme.model_copy(update={"public_page": page})) == 30
    nothing_said = without.model_copy(update={"disclosure": None})
    assert fewest_children(nothing_said) == 10, "a cautious limit"


def test_three_coats_of_a_commune_go_up_to_the_district(programme, desk):
    public = published(
        programme,
        desk,
        lot(1, "a", children=3),
        lot(2, "b", children=8, commune=NEAR),
        lot(3, "c", children=30, commune=FAR),
    )
    assert told(public) == [
        ("Huyện Bảo Lâm (cũ), nhiều xã", "warm_clothing", 2, 11, 11 * 350_000),
        ("Thục Phán", "warm_clothing", 1, 30, 30 * 350_000),
    ]
    assert public.rows.commune_code.isna().tolist() == (public.rows.lots == 2).tolist()


def test_three_coats_alone_take_the_next_gift_of_coats_along(programme, desk):
    public = published(
        programme,
        desk,
        lot(1, "a", children=3),
        lot(2, "b", children=20, commune=FAR),
        lot(3, "b", children=40, commune=FAR),
        lot(4, "c", children=12, category="nutrition", value_vnd=12 * 160_000),
    )
    assert told(public) == [
        ("Lý Bôn", "nutrition", 1, 12, 12 * 160_000),
        ("nhiều xã trong tỉnh", "warm_clothing", 2, 23, 23 * 350_000),
        ("Thục Phán", "warm_clothing", 1, 40, 40 * 350_000),
    ]


def test_where_no_other_gift_of_the_kind_is_there_the_kind_is_not_told(programme, desk):
    public = published(
        programme,
        desk,
        lot(1, "a", children=3),
        lot(2, "c", children=12, category="nutrition", value_vnd=12 * 160_000),
    )
    assert told(public) == [("nhiều xã trong tỉnh", "", 2, 15, 3 * 350_000 + 12 * 160_000)]


def test_where_all_there_is_are_three_coats_only_their_sum_is_told(programme, desk):
    (row,) = told(published(programme, desk, lot(1, "a", children=3)))
    assert row == ("nhiều xã trong tỉnh", "", 1, None, 1_050_000)


def test_places_are_no_children(programme, desk):
    room = lot(
        1, "a", category="classroom", counted="places", children=0, places=1, value_vnd=500_000_000
    )
    assert told(published(programme, desk, room))[0][:3] == ("Lý Bôn", "classroom", 1)


def test_gifts_without_a_value_are_joined_by_themselves(programme, desk):
    """Otherwise a sum of đồng would leave out a gift and not say so."""
    public = published(
        programme,
        desk,
        lot(1, "a", children=5),
        lot(2, "a", children=6),
        lot(3, "a", children=4, value_vnd=None),
        lot(4, "a", children=8, value_vnd=None),
    )
    assert told(public) == [
        ("Lý Bôn", "warm_clothing", 2, 11, 11 * 350_000),
        ("Lý Bôn", "warm_clothing", 2, 12, None),
    ]


def test_a_joint_gift_is_joined_whole(programme, desk):
    shared = {"partner_id": "p", "partner": "Bên P", "partner_taken": 700_000}
    public = published(programme, desk, lot(1, "a", children=3, **shared), lot(2, "b", children=9))
    assert told(public) == [("Lý Bôn", "warm_clothing", 2, 12, 12 * 350_000)]
    assert public.rows.giver.tolist() == ["main"]


@st.composite
def given_lots(draw):
    """Gifts at the public price of their kind, in communes of two districts, over two years."""
    found = []
    for number in range(1, draw(st.integers(1, 14)) + 1):
        what = draw(st.sampled_from(sorted(PRICES)))
        children = draw(st.integers(1, 25))
        value = children * PRICES[what]
        shared = draw(st.integers(0, value)) if draw(st.booleans()) else None
        partner = {"partner_id": "p", "partner": "Bên P", "partner_taken": shared}
        found.append(
            lot(
                number,
                draw(st.sampled_from("ab")),
                draw(st.sampled_from(("delivered", "confirmed"))),
                commune=draw(st.sampled_from((HERE, NEAR, FAR))),
                category=what,
                period=draw(st.sampled_from(("2025", "2026"))),
                children=children,
                value_vnd=value,
                **({} if shared is None else partner),
            )
        )
    return found


@settings(max_examples=40)
@given(ledger=given_lots(), chance=st.randoms())
def test_no_published_figure_tells_of_fewer_children(programme, tmp_path_factory, ledger, chance):
    desk, least = tmp_path_factory.mktemp("desk"), 10
    public = published(programme, desk, *ledger)
    rows = public.rows
    standing = lots(*ledger)
    assert rows.value_vnd.sum() == standing.value_vnd.sum()
    assert reconciled(standing, rows, public.row_of).agrees.all()
    children = standing.set_index("lot_id").children.groupby(public.row_of).sum()
    # Whatever the rows are summed by, no sum is made of fewer children: no row is.
    if standing.children.sum() >= least:
        assert (children >= least).all()
    else:
        assert len(rows) == 1
        assert rows.category.eq("").all()
        assert rows.lot_children.isna().all()
    # Value divided by price, as a reader does it: of each row, and of every sum of rows.
    for columns in itertools.chain.from_iterable(
        itertools.combinations(("donor", "commune", "period", "lot_state", "since"), n)
        for n in range(2)
    ):
        kinds = rows[rows.category != ""].assign(whole=1)
        for (what, *_), own in kinds.groupby(["category", "whole", *columns]):
            if set(own.giver) == {"main"} and not own.lot_children.isna().any():
                alone = own.lot_children.sum()
                assert alone >= least
                assert own.value_vnd.sum() <= alone * PRICES[what]
    chance.shuffle(ledger)
    again = published(programme, desk, *ledger).rows
    pd.testing.assert_frame_equal(again, rows)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_words_are_in_the_language_asked_for(programme, desk, lang):
    book = network(programme, desk, lot(1, "a", children=3), lot(2, "b", children=9, commune=FAR))
    (row,) = public_list(book, listed(book), lang=lang).rows.itertuples()
    said = {"vi": "nhiều xã trong tỉnh", "en": "several communes of the province"}
    assert row.commune == said[lang]
