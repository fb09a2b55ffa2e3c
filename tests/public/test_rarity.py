"""What may be told of a case: never a combination that few children share."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from needs.public.rarity import LADDER, Told, Traits, amount_step, fits, tellable

GROUPS, BANDS, PLACES = ("orphan", "ill"), ("nursery", "primary"), ("Bảo Lạc", "Hà Quảng")
SCHOOL: Mapping[str, int | None] = {"school": 3_000_000}
STEPS = (2_000_000, 5_000_000)


def child(number=0, group="orphan", band="primary", place="Bảo Lạc", asked=SCHOOL):
    return Traits(f"C{number:03d}", group, band, place, asked)


def children(count, *, start=0, **traits):
    return [child(start + number, **traits) for number in range(count)]


def told(register, *, case=None, least=10, steps=()):
    return tellable(case or register[0], register, smallest=least, steps=steps)


def test_all_traits_are_told_where_ten_children_share_them():
    assert told(children(10)) == Told("orphan", "primary", "Bảo Lạc", ("school",))


def test_nine_alike_lose_the_district_then_the_age_then_the_group():
    # 9 in the district, 3 more in the next one: 12 of that age in the province.
    found = told([*children(9), *children(3, start=50, place="Hà Quảng")])
    assert found == Told("orphan", "primary", None, ("school",))
    # 9 of that age, 4 younger: only «orphan» fits 13.
    found = told([*children(9), *children(4, start=50, band="nursery")])
    assert found == Told("orphan", None, None, ("school",))
    # 9 orphans and 5 ill children: nothing but «a child that needs school».
    found = told([*children(9), *children(5, start=50, group="ill")])
    assert found == Told(None, None, None, ("school",))


def test_a_case_of_a_tiny_register_is_not_told_at_all():
    assert told(children(9)) is None


def test_a_need_that_few_share_is_a_rare_trait_too():
    # Twelve orphans of one age and district; only this one needs an operation.
    operation = child(99, asked={"treatment": None})
    assert told([*children(12), operation], case=operation) is None
    # Of two needs together only the main one is told where few have both.
    both = child(99, asked={"school": 3_000_000, "treatment": None})
    found = told([*children(12), both], case=both)
    assert found == Told("orphan", "primary", "Bảo Lạc", ("school",))
    # The main one is the first: never the other, whichever is commoner.
    rare_first = child(99, asked={"treatment": None, "school": 3_000_000})
    assert told([*children(12), rare_first], case=rare_first) is None


def test_an_amount_is_told_by_its_step_and_only_where_ten_ask_for_as_much():
    usual, bill = children(10), child(99, asked={"school": 4_737_500})
    assert told(usual, steps=STEPS).amount == (2_000_000, 5_000_000)
    # 4,737,500 đồng stands in the same step: the bill itself is never told.
    assert told([*usual, bill], case=bill, steps=STEPS).amount == (2_000_000, 5_000_000)
    large = child(98, asked={"school": 87_000_000})
    found = told([*usual, large], case=large, steps=STEPS)
    assert (found.district, found.amount) == ("Bảo Lạc", None)
    # Not known is not zero: no step.
    unknown = child(97, asked={"school": None})
    assert told([*usual, unknown], case=unknown, steps=STEPS).amount is None
    assert amount_step(child(), ("school",), steps=()) is None


def test_steps_touch_and_leave_nothing_out():
    for asked, step in (
        (0, (0, 2_000_000)),
        (1_999_999, (0, 2_000_000)),
        (2_000_000, (2_000_000, 5_000_000)),
        (4_999_999, (2_000_000, 5_000_000)),
        (5_000_000, (5_000_000, None)),
    ):
        assert amount_step(child(asked={"school": asked}), ("school",), steps=STEPS) == step


def test_a_child_whose_age_is_not_known_is_told_by_group_alone():
    unknown = child(99, band=None)
    found = told([*children(12), unknown], case=unknown)
    assert found == Told("orphan", None, None, ("school",))


NEEDS = st.dictionaries(
    st.sampled_from(("school", "meals", "treatment")),
    st.one_of(st.none(), st.sampled_from((1_000_000, 3_000_000, 60_000_000))),
    min_size=1,
)
CHILD = st.tuples(
    st.sampled_from(GROUPS),
    st.sampled_from((*BANDS, None)),
    st.sampled_from(PLACES),
    NEEDS,
)


@given(st.lists(CHILD, max_size=60), st.integers(3, 12), st.randoms())
def test_whatever_is_told_fits_enough_children_in_any_order(traits, least, chance):
    register = [Traits(f"C{number:03d}", *one) for number, one in enumerate(traits)]
    shuffled = register.copy()
    chance.shuffle(shuffled)
    for one in register:
        found = told(register, case=one, least=least, steps=STEPS)
        assert found == told(shuffled, case=one, least=least, steps=STEPS)
        if found is None:
            # Then even the main need alone is shared by too few.
            main = next(iter(one.asked))
            assert sum(main in other.asked for other in register) < least
            continue
        assert fits(one, found, steps=STEPS)
        assert sum(fits(other, found, steps=STEPS) for other in register) >= least
        assert set(found.needs) <= set(one.asked)
        named = {trait for trait in LADDER[0] if getattr(found, trait) is not None}
        assert named in [set(step) for step in LADDER]


@given(st.lists(CHILD, min_size=1, max_size=40), CHILD, st.integers(3, 8))
def test_a_larger_register_never_makes_less_tellable(traits, more, least):
    register = [Traits(f"C{number:03d}", *one) for number, one in enumerate(traits)]
    before = told(register, least=least)
    after = told([*register, Traits("Z", *more)], case=register[0], least=least)
    if before is not None:
        assert after is not None
        assert set(before.needs) <= set(after.needs)
