"""Children in need of any support, each once: bounds and middle worked by hand, then in general."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.need import assess_need
from needs.need.people_in_need import people_in_need
from needs.tables import table

CODE = "00003"
ENDS = ("", "_low", "_high")
FIGURES = ["in_need_low", "in_need", "in_need_high", "sum_of_categories"]


def ends(value):
    """A figure with its range: 100, or (80, 100, 120)."""
    if value is None:
        return (pd.NA, pd.NA, pd.NA)
    low, point, high = value if isinstance(value, tuple) else (value,) * 3
    return point, low, high


def children_of(**bands):
    rows = [(CODE, band, *ends(value)) for band, value in bands.items()]
    names = [f"children{end}" for end in ENDS]
    frame = pd.DataFrame(rows, columns=["commune_code", "age_band", *names])
    frame[names] = frame[names].astype("Float64")
    return frame


def need_of(basis="official", **categories):
    """Eligible children by category and age band."""
    rows = [
        (category, band, *ends(value))
        for category, bands in categories.items()
        for band, value in bands.items()
    ]
    names = [f"children_eligible{end}" for end in ENDS]
    frame = pd.DataFrame(rows, columns=["category", "age_band", *names])
    frame[names] = frame[names].astype("Int64")
    place = {"commune_code": CODE, "commune": "Xã Ba", "district_code": "002"}
    place |= {"district": "Huyện B", "zone": "III", "scope_share": 1.0}
    return frame.assign(**place, eligible_basis=basis)


def commune_of(children):
    values = dict(zip((f"children{end}" for end in ENDS), ends(children), strict=True))
    shares = {f"village_share{end}": pd.NA for end in ENDS}
    return pd.DataFrame([{"commune_code": CODE, **values, **shares}])


def counted(need, bands, children=None):
    total = sum(bands.values()) if children is None else children
    return people_in_need(need, children_of(**bands), commune_of(total)).iloc[0]


def test_one_band_by_hand():
    """100 children; 60 lack clothes, 50 lack meals.

    At least 60 (all who lack meals lack clothes), at most all 100 (60 + 50 = 110 > 100); in the
    middle 100 × (1 − 0.4 × 0.5) = 80. Adding up gives 110.
    """
    row = counted(need_of(clothes={"young": 60}, meals={"young": 50}), {"young": 100})
    assert row[FIGURES].tolist() == [60, 80, 100, 110]
    assert row.children == 100


def test_bands_add_up_by_hand():
    """Young as above: 60, 80, 100. School: 200 children, 40 lack clothes, 10 meals, 20 play.

    School: at least 40, at most 70, in the middle 200 × (1 − 0.8 × 0.95 × 0.9) = 63.2.
    Together 100, 143.2 → 143, 170.
    """
    need = need_of(
        clothes={"young": 60, "school": 40},
        meals={"young": 50, "school": 10},
        play={"school": 20},
    )
    row = counted(need, {"young": 100, "school": 200})
    assert row[FIGURES].tolist() == [100, 143, 170, 180]


def test_the_ends_are_those_of_the_ranges_by_hand():
    """Children 100 (80–120); clothes 60 (40–90), meals 50 (30–70).

    At least max(40, 30) = 40; at most min(120, 90 + 70) = 120.
    """
    need = need_of(clothes={"young": (40, 60, 90)}, meals={"young": (30, 50, 70)})
    row = counted(need, {"young": (80, 100, 120)}, (80, 100, 120))
    assert row[FIGURES].tolist() == [40, 80, 120, 110]


def test_one_category_needs_no_bounds():
    row = counted(
        need_of(clothes={"young": (40, 60, 90)}), {"young": (80, 100, 120)}, (80, 100, 120)
    )
    assert row[FIGURES].tolist() == [40, 60, 90, 60]


def test_a_category_for_all_children_makes_it_exact():
    """Whoever else is in need is one of them; rounding by age band adds no child.

    70.5 and 29.5 children in the bands; 41 of 40.6 meals by rounding.
    """
    need = need_of(health={"young": 70, "school": 30}, meals={"young": 71}, play={"school": 29})
    row = counted(need, {"young": 70.5, "school": 29.5}, 100)
    assert row[FIGURES].tolist() == [100, 100, 100, 200]


def test_a_total_that_was_told_bounds_even_where_its_bands_are_not_known():
    """Told: 100 children, clothes 100, meals 60, both in total only; bands divided by estimates.

    Clothes 25 + 75, meals 40 + 20 as divided: band by band at least 40 + 75 = 115, which cannot
    be. Meals may all be among the clothes: exactly 100 children.
    """
    told = need_of(
        "estimated", clothes={"young": 25, "school": 75}, meals={"young": 40, "school": 20}
    )
    row = counted(told, {"young": 30, "school": 70}, 100)
    assert row[FIGURES].tolist() == [100, 100, 100, 160]


def test_without_a_limit_told_totals_add_up_to_at_most_their_sum():
    told = need_of(
        "estimated", clothes={"young": 20, "school": 10}, meals={"young": 10, "school": 30}
    )
    row = counted(told, {"young": 500, "school": 500})
    assert (row.in_need_low, row.in_need_high) == (40, 70)


def test_more_told_than_estimated_is_not_cut():
    """40 children were estimated in the band, 55 are told to lack clothes: 55 there are."""
    row = counted(need_of("returned", clothes={"young": 55}, meals={"young": 30}), {"young": 40})
    assert row.in_need_low == 55
    assert row.in_need == 55
    assert row.in_need_high == 55


def test_age_bands_that_may_be_larger_never_make_more_children_than_there_are():
    """160 told children; of some ages up to a fifth more, but not of all ages at once."""
    need = need_of(health={"young": 80, "school": 80}, meals={"young": (64, 80, 96)})
    row = counted(need, {"young": 80, "school": 80})
    assert row[FIGURES].tolist() == [160, 160, 160, 240]


def test_what_is_not_known_stays_missing():
    need = need_of(clothes={"young": 60, "school": None}, meals={"young": 50})
    row = counted(need, {"young": 100, "school": 200})
    assert row[FIGURES].isna().all()
    assert row.children == 300
    assert row.basis == "official"
    nothing = need_of(clothes={"young": None}).assign(eligible_basis=pd.NA)
    row = counted(nothing, {"young": None}, pd.NA)
    assert row[[*FIGURES, "children"]].isna().all()
    assert row.basis == "assumption"


def test_told_needs_of_unknown_children_have_bounds_and_no_middle():
    """60 and 50 were told of a band whose children nobody knows: 60 to 110, and no middle."""
    need = need_of("returned", clothes={"young": 60}, meals={"young": 50})
    row = counted(need, {"young": None}, pd.NA)
    assert (row.in_need_low, row.in_need_high, row.sum_of_categories) == (60, 110, 110)
    assert pd.isna(row.in_need)
    alone = counted(need_of("returned", clothes={"young": 60}), {"young": None}, pd.NA)
    assert alone[FIGURES].tolist() == [60, 60, 60, 60]


def test_only_children_of_the_villages_that_count():
    """A tenth (5–20 %) of 1,000 children live there: at most 200, in the middle 100."""
    villages = need_of(
        "estimated", clothes={"young": (25, 60, 180)}, meals={"young": (20, 50, 150)}
    ).assign(scope_share=0.1)
    commune = commune_of(1_000)
    commune[["village_share", "village_share_low", "village_share_high"]] = [0.1, 0.05, 0.2]
    row = people_in_need(villages, children_of(young=1_000), commune).iloc[0]
    assert row[FIGURES].tolist() == [25, 80, 200, 110]
    assert row.children == 100


def test_the_weakest_basis_is_told():
    need = need_of(clothes={"young": 60}, meals={"young": 50})
    need["eligible_basis"] = ["returned", "assumption"]
    assert counted(need, {"young": 100}).basis == "assumption"


def test_with_the_need_as_it_is_assessed(programme, communes, by_age, assumptions):
    """Zone III: play for all 300 (240–360) children; meals for half of the 100 young ones.

    Play holds all children: so many are in need. Zone I: only meals, 50 (32–72). Zone II: unknown.
    """
    communes = communes.assign(
        children=pd.array([300, pd.NA, 300], dtype="Int64"),
        children_low=pd.array([240, pd.NA, 240], dtype="Int64"),
        children_high=pd.array([360, pd.NA, 360], dtype="Int64"),
    )
    need = assess_need(programme, communes, by_age, assumptions)
    people = people_in_need(need, by_age, communes)
    assert table("people_in_need").check(people).commune_code.tolist() == [
        "00001",
        "00002",
        "00003",
    ]
    rows = people.set_index("commune_code")[FIGURES]
    assert rows.loc["00003"].tolist() == [240, 300, 360, 350]
    assert rows.loc["00001"].tolist() == [32, 50, 72, 50]
    assert rows.loc["00002"].isna().all()


BANDS = ("a", "b", "c")


@st.composite
def worlds(draw):
    """Children one by one, and for each category which of them are in need."""
    sizes = {band: draw(st.integers(0, 12)) for band in BANDS}
    names = [(band, n) for band, size in sizes.items() for n in range(size)]
    named = {f"k{n}": draw(st.sets(st.sampled_from(BANDS), min_size=1)) for n in range(3)}
    sets = {
        category: {child for child in names if child[0] in bands and draw(st.booleans())}
        for category, bands in named.items()
    }
    return sizes, named, sets


def world_need(named, sets):
    return need_of(
        "returned",
        **{
            category: {
                band: sum(child[0] == band for child in sets[category]) for band in sorted(bands)
            }
            for category, bands in named.items()
        },
    )


@settings(max_examples=25, deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_the_truth_lies_between_the_bounds(world, random):
    sizes, named, sets = world
    need = world_need(named, sets)
    row = counted(need, sizes)
    truth = len(set().union(*sets.values()))
    assert row.in_need_low <= truth <= row.in_need_high
    assert row.in_need_low <= row.in_need <= row.in_need_high
    assert max(map(len, sets.values())) <= row.in_need_low
    assert row.in_need_high <= min(row.children, row.sum_of_categories)
    assert row.sum_of_categories == sum(map(len, sets.values()))
    order = list(range(len(need)))
    random.shuffle(order)
    by_age = children_of(**sizes)
    shuffled = people_in_need(need.iloc[order], by_age.iloc[::-1], commune_of(sum(sizes.values())))
    pd.testing.assert_series_equal(shuffled.iloc[0], row)


@settings(max_examples=20, deadline=None)
@given(worlds(), st.sampled_from(["k0", "k1", "k2"]))
def test_another_need_never_makes_fewer_children(world, category):
    sizes, named, sets = world
    one_more = {name: set(members) for name, members in sets.items()}
    free = [
        (band, n)
        for band in sorted(named[category])
        for n in range(sizes[band])
        if (band, n) not in sets[category]
    ]
    one_more[category] |= set(free[:1])
    before, after = (counted(world_need(named, every), sizes) for every in (sets, one_more))
    assert (after[FIGURES] >= before[FIGURES]).all()


def test_communes_do_not_touch_one_another():
    need = need_of(clothes={"young": 60}, meals={"young": 50})
    other = need.assign(commune_code="00009", commune="Xã Chín")
    by_age = children_of(young=100)
    both = people_in_need(
        pd.concat([other, need]),
        pd.concat([by_age, by_age.assign(commune_code="00009")]),
        pd.concat([commune_of(100), commune_of(100).assign(commune_code="00009")]),
    )
    assert both.commune_code.tolist() == [CODE, "00009"]
    assert both[FIGURES].to_numpy().tolist() == [[60, 80, 100, 110]] * 2
