"""What holds for any schemes, shares and children."""

from __future__ import annotations

from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.entitlements import entitled_of, scheme_shares, state_cover, state_shares

from .small import (
    ALL_OF_THEM,
    assumption,
    assumptions_of,
    border,
    need_of,
    plan,
    scheme,
    schemes_of,
)

counts = st.lists(st.integers(0, 3_000), min_size=3, max_size=3).map(sorted).map(tuple)
ranges = st.lists(st.floats(0, 1), min_size=3, max_size=3).map(sorted)


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """Two communes, two bands, three schemes: a and b of one kind, c beside them."""
    need = need_of(
        *(
            (commune, band, draw(st.none() | counts))
            for commune in ("00001", "00002")
            for band in ("kindergarten", "primary")
        )
    )
    figures = [assumption(name, *draw(ranges)) for name in ("of_a", "of_b", "of_c")]
    entries = []
    for name, others in (("a", ["b"]), ("b", []), ("c", [])):
        from_age = draw(st.integers(0, 10))
        entries.append(
            scheme(
                name,
                from_age=from_age,
                to_age=draw(st.integers(max(from_age, 3), 15)),
                factors=[f"of_{name}"],
                amount_vnd=draw(st.integers(1, 10)) * 100_000,
                excludes=others,
                border=draw(st.booleans()),
            )
        )
    return {
        "need": need,
        "schemes": schemes_of(*entries),
        "assumptions": assumptions_of(*figures),
        "attributes": draw(st.sampled_from([None, border(c00001=1), border(c00001=0, c00002=1)])),
    }


def shares_of(case: dict[str, Any]) -> pd.DataFrame:
    return scheme_shares(
        plan("a", "b", "c"),
        case["need"],
        case["schemes"],
        case["assumptions"],
        attributes=case["attributes"],
    )


@given(case=cases())
@settings(max_examples=60)
def test_no_more_are_entitled_than_eligible_and_low_is_below_high(case):
    shares = shares_of(case)
    found = entitled_of(shares, case["schemes"])
    merged = found.merge(case["need"], on=["commune_code", "category", "age_band"])
    low, middle, high = (merged[f"children_entitled{end}"] for end in ("_low", "", "_high"))
    assert (low <= high).fillna(True).all()
    assert ((low <= middle) & (middle <= high)).fillna(True).all()
    assert (high <= merged.children_eligible_high).fillna(True).all()
    assert (middle <= merged.children_eligible).fillna(True).all()
    assert (low >= 0).fillna(True).all()


@given(case=cases())
@settings(max_examples=60)
def test_no_child_draws_two_schemes_that_exclude_each_other(case):
    found = entitled_of(shares_of(case), case["schemes"])
    of_kind = found[found.scheme.isin(["a", "b"])].groupby(["commune_code", "age_band"])
    children = case["need"].set_index(["commune_code", "age_band"]).children_eligible
    drawn = of_kind.children_entitled.sum()
    assert (drawn <= children.reindex(drawn.index).fillna(0)).all()


@given(case=cases())
@settings(max_examples=60)
def test_the_cover_holds_each_scheme_and_is_held_by_their_sum(case):
    shares = shares_of(case)
    cover = state_cover(shares, case["need"], ALL_OF_THEM).set_index("commune_code")
    found = entitled_of(shares, case["schemes"])
    eligible = case["need"].groupby("commune_code").children_eligible
    whole = eligible.agg(lambda children: children.sum(skipna=False))
    assert ((cover.state_low <= cover.state_children).fillna(True)).all()
    assert ((cover.state_children <= cover.state_high).fillna(True)).all()
    assert ((cover.state_children <= whole).fillna(True)).all()
    # Each scheme alone, before others of its kind take children: the cover is not below it.
    for name in ("a", "b", "c"):
        alone = found[found.scheme == name].groupby("commune_code").children_entitled.sum()
        assert ((cover.state_children.reindex(alone.index) >= alone - 1).fillna(True)).all()
    total = found.groupby("commune_code").children_entitled.sum()
    assert ((cover.state_children.reindex(total.index) <= total + 1).fillna(True)).all()


@given(case=cases(), seed=st.integers(0, 99))
@settings(max_examples=30)
def test_the_order_of_rows_and_schemes_does_not_matter(case, seed):
    straight = shares_of(case)
    need = case["need"].sample(frac=1, random_state=seed)
    turned = scheme_shares(
        plan("c", "b", "a"),
        need,
        schemes_of(*reversed(list(case["schemes"].values()))),
        case["assumptions"],
        attributes=case["attributes"],
    )
    pd.testing.assert_frame_equal(turned, straight)
    mixed = turned.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(
        entitled_of(mixed, case["schemes"]), entitled_of(straight, case["schemes"])
    )
    pd.testing.assert_frame_equal(
        state_cover(mixed, need, ALL_OF_THEM), state_cover(straight, case["need"], ALL_OF_THEM)
    )


@given(
    children=st.integers(0, 3_000),
    shares=st.lists(st.floats(0, 1), min_size=2, max_size=2),
    amounts=st.lists(st.integers(1, 1_000), min_size=2, max_size=2),
    more=st.integers(0, 1_000),
)
@settings(max_examples=60)
def test_a_higher_amount_never_lowers_what_the_state_pays(children, shares, amounts, more):
    """Also where it changes which of two schemes is drawn first.

    Whole children: by which half a child is rounded may differ by one child of the difference
    between the amounts.
    """
    need = need_of(("00001", "kindergarten", children))
    figures = assumptions_of(
        *(assumption(name, 0, share, 1) for name, share in zip("ab", shares, strict=True))
    )

    def paid(first: int, second: int) -> int:
        schemes = schemes_of(
            scheme("a", factors=["a"], amount_vnd=first, months=1, excludes=["b"]),
            scheme("b", factors=["b"], amount_vnd=second, months=1),
        )
        found = entitled_of(scheme_shares(plan("a", "b"), need, schemes, figures), schemes)
        return int(found.state_paid_vnd.sum())

    before, after = paid(*amounts), paid(amounts[0] + more, amounts[1])
    assert after >= before - max(*amounts, amounts[0] + more)


@given(case=cases())
@settings(max_examples=60)
def test_the_pieces_of_the_simulation_give_the_same_cover(case):
    """Every factor at its value, what is not known at 0: Σ E·(1 − Π(1 − s)) is the cover."""
    shares = shares_of(case)
    need, figures = case["need"], case["assumptions"]
    pieces = state_shares(shares, case["schemes"])
    cover = state_cover(shares, need, ALL_OF_THEM).set_index("commune_code").state_children
    served = {(piece.category, band) for piece in pieces for band in piece.bands}
    for commune, rows in need.groupby("commune_code"):
        total: Any = 0.0
        for band, children in zip(rows.age_band, rows.children_eligible, strict=True):
            missed, applied = 1.0, False
            for piece in pieces:
                if band not in piece.bands or commune not in piece.applies.index:
                    continue
                applied = True
                share = 0.0 if piece.unknown else float(piece.applies[commune])
                for factor in piece.factors:
                    share *= figures[factor].value
                missed *= 1 - share
            if applied:
                total = total + children * (1 - missed)
        if pd.isna(total):
            assert pd.isna(cover[commune])
        else:
            assert abs(cover[commune] - total) <= 0.5 + 1e-6
    assert all(category == "meals" for category, _ in served)
