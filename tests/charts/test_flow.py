"""From donors to districts: what flows in flows out, and the picture shows the table's amounts."""

from __future__ import annotations

import re
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.charts import flow, money_flows
from needs.charts.flow_amounts import OTHERS, between, largest_first
from needs.charts.flow_places import bands, column, needed

MILLION = 1_000_000


def lots(rows, *, basis="assumption"):
    """Lots of (donor, category, district, paid, partner, partner's part), million đồng."""
    frame = pd.DataFrame(
        [
            {
                "donor_id": donor,
                "donor": f"Nhà tài trợ {donor}",
                "category": category,
                "district_code": district,
                "district": f"Huyện {district}",
                "paid_vnd": paid * MILLION,
                "partner_id": partner or pd.NA,
                "partner": f"Nhà tài trợ {partner}" if partner else pd.NA,
                "partner_gift": f"{partner}-1" if partner else "",
                "partner_vnd": rest * MILLION,
                "cost_vnd": (paid + rest) * MILLION,
                "basis": basis,
            }
            for donor, category, district, paid, partner, rest in rows
        ]
    )
    return frame.astype(dict.fromkeys(["paid_vnd", "partner_vnd", "cost_vnd"], "Int64"))


@pytest.fixture
def some(ids):
    """A 60 + 20, B 30 and the rest, 10, of A's lot: 120 million; health 100, nutrition 20."""
    health, nutrition = ids[:2]
    return lots(
        [
            ("A", health, "042", 60, "B", 10),
            ("A", nutrition, "043", 20, "", 0),
            ("B", health, "043", 30, "", 0),
        ]
    )


def test_who_pays_the_rest_of_a_package_is_a_donor_of_that_rest(some, ids):
    flows = money_flows(some)
    amounts = flows.set_index(["donor_id", "category", "district_code"]).vnd // MILLION
    assert amounts.to_dict() == {
        ("A", ids[0], "042"): 60,
        ("A", ids[1], "043"): 20,
        ("B", ids[0], "042"): 10,
        ("B", ids[0], "043"): 30,
    }


def test_picture_names_every_amount(some, programme, ids, texts):
    picture = flow(some, programme, lang="vi")
    health, nutrition = (programme.category(name).name.vi for name in ids[:2])
    written = texts(picture)
    # A 80, B 40; health 100, nutrition 20; district 042: 70, 043: 50.
    for amount in ("80", "40", "100", "20", "70", "50"):
        assert amount in written
    assert f"Nhà tài trợ A 80: {health} 60; {nutrition} 20." in picture.alt
    assert f"{health} 100: Huyện 042 70; Huyện 043 30." in picture.alt


def ends(picture):
    """Return the thickness of each band at both ends, as drawn."""
    found = {}
    for element in re.findall(r"<path[^>]*>", picture.svg):
        name = re.search(r'data-part="flow ([^"]*)"', element)
        if name:
            numbers = [
                float(n) for n in re.findall(r"-?\d+\.?\d*", element.split(' d="')[1].split('"')[0])
            ]
            points = list(zip(numbers[::2], numbers[1::2], strict=True))
            found[name[1]] = (points[-1][1] - points[0][1], points[4][1] - points[3][1])
    return found


def test_bands_are_as_thick_as_the_amounts(some, programme, ids):
    thick = ends(flow(some, programme, lang="vi"))
    health, nutrition = ids[:2]
    unit = abs(thick[f"A {health}"][0]) / 60
    for band, millions in (
        (f"A {nutrition}", 20),
        (f"B {health}", 40),
        (f"{health} 042", 70),
        (f"{health} 043", 30),
        (f"{nutrition} 043", 20),
    ):
        for end in thick[band]:
            assert abs(end) == pytest.approx(millions * unit, abs=0.25)


LOTS = st.lists(
    st.tuples(
        st.sampled_from("ABCDE"),
        st.sampled_from(["health", "nutrition", "play"]),
        st.sampled_from(["042", "043", "044", "045"]),
        st.integers(1, 900),
        st.sampled_from(["", "F", "G"]),
        st.integers(0, 90),
    ).map(lambda lot: lot if lot[4] else (*lot[:5], 0)),
    min_size=1,
    max_size=25,
)


@given(LOTS, st.integers(2, 4))
def test_what_flows_in_flows_out(rows, most):
    allocation = lots(rows)
    flows = money_flows(allocation)
    total = int(allocation.cost_vnd.sum())
    assert flows.vnd.sum() == total
    by_kind = flows.groupby("category").vnd.sum().to_dict()
    for end in ("donor", "district"):
        drawn = largest_first(flows, end, most=most)
        assert len(drawn) <= most
        assert drawn.vnd.sum() == total
        links = between(flows, end, drawn)
        for key, vnd in zip(drawn.key, drawn.vnd, strict=True):
            assert sum(value for (far, _), value in links.items() if far == key) == vnd
        for kind, vnd in by_kind.items():
            assert sum(value for (_, far), value in links.items() if far == kind) == vnd


@given(LOTS, st.randoms())
def test_order_of_the_lots_changes_nothing(rows, random):
    mixed = list(rows)
    random.shuffle(mixed)
    pd.testing.assert_frame_equal(money_flows(lots(rows)), money_flows(lots(mixed)))


@given(LOTS)
def test_bands_fill_each_bar_without_overlap(rows):
    flows = money_flows(lots(rows))
    drawn = largest_first(flows, "donor", most=4)
    thick = {pair: vnd / MILLION for pair, vnd in between(flows, "donor", drawn).items()}
    left = {key: (float(vnd) / MILLION, 1.0) for key, vnd in zip(drawn.key, drawn.vnd, strict=True)}
    right = {
        str(kind): (float(vnd) / MILLION, 1.0)
        for kind, vnd in flows.groupby("category").vnd.sum().items()
    }
    height = max(needed(left), needed(right))
    sides = [column(sizes, top=0.0, height=height) for sizes in (left, right)]
    for side, end in ((sides[0], "start"), (sides[1], "end")):
        for key, piece in side.items():
            own = sorted(
                (getattr(band, f"{end}_top"), band.thick)
                for band in bands(*sides, thick)
                if getattr(band, end) == key
            )
            assert own[0][0] == pytest.approx(piece.top)
            assert own[-1][0] + own[-1][1] == pytest.approx(piece.top + piece.thick)
            for (top, size), (below, _) in pairwise(own):
                assert top + size == pytest.approx(below)


@given(
    st.dictionaries(
        st.text("abcdef", min_size=1),
        st.tuples(st.floats(0, 5), st.floats(0.2, 2)),
        min_size=1,
        max_size=9,
    ),
    st.floats(0, 5),
)
def test_words_of_a_column_never_meet(sizes, spare):
    pieces = list(column(sizes, top=1.0, height=needed(sizes) + spare).values())
    for above, below in pairwise(pieces):
        assert (
            above.middle + max(above.thick, above.label) / 2
            <= below.middle - max(below.thick, below.label) / 2 + 1e-9
        )


def test_smaller_donors_are_drawn_as_one(programme, ids):
    many = lots([(f"D{n:02}", ids[0], "042", 100 - n, "", 0) for n in range(12)])
    picture = flow(many, programme, lang="vi")
    # The eight largest, and the other four: 92 + 91 + 90 + 89.
    assert "4 nhà tài trợ khác 362" in picture.alt
    assert largest_first(money_flows(many), "donor", most=9).key.tolist()[-1] == OTHERS


def test_lot_without_a_price_is_counted_not_drawn_as_nothing(some, programme):
    some.loc[1, ["paid_vnd", "partner_vnd", "cost_vnd"]] = pd.NA
    assert "1 lô chưa có giá" in flow(some, programme, lang="vi").alt


def test_nothing_proposed_is_no_picture(some, programme):
    assert flow(some.head(0), programme, lang="vi") is None


def test_invented_figures_are_marked(some, programme):
    assert "số liệu minh họa" not in flow(some, programme, lang="vi").alt.lower()
    marked = flow(some.assign(basis="illustrative"), programme, lang="vi")
    assert "số liệu minh họa" in marked.alt.lower()


def test_same_lots_same_bytes(some, programme):
    assert flow(some, programme, lang="vi").svg == flow(some[::-1], programme, lang="vi").svg
