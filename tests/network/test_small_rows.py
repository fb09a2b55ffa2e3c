"""Small rows joined: near ones first, nobody left too small, in any order."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from needs.network.small_rows import Row, Step, join_small

#: Names are place/what: first near ones (same place), then all, with whoever is smallest.
NEAR = Step(lambda row: row.name[0])
ALL = Step(lambda row: "", along=lambda row: row.name)


def row(name: str, children: int, amount: int | None = None) -> Row:
    worth = children * 100 if amount is None else amount
    return Row(name, (Fraction(children, 10),), worth)


def names(joined):
    return [sorted(one.names) for one in joined]


def test_two_small_ones_of_a_place_stay_there():
    joined = join_small([row("a1", 4), row("a2", 6), row("b1", 30)], [NEAR, ALL])
    assert names(joined) == [["a1", "a2"]]
    assert joined[0].step == 0


def test_too_few_of_a_place_go_up_to_the_small_ones_of_all_places():
    joined = join_small([row("a1", 4), row("b1", 7), row("b2", 30)], [NEAR, ALL])
    assert names(joined) == [["a1", "b1"]]
    assert joined[0].step == 1


def test_a_single_small_one_takes_the_smallest_other_along():
    joined = join_small([row("a1", 4), row("b1", 30), row("c1", 20)], [NEAR, ALL])
    assert names(joined) == [["a1", "c1"]]


def test_what_came_together_is_taken_along_together():
    whole = Step(lambda row: "", along=lambda row: row.name[0])
    joined = join_small([row("a1", 4), row("b1", 11), row("b2", 30), row("c1", 90)], [whole])
    assert names(joined) == [["a1", "b1", "b2"]]


def test_all_of_them_too_few_are_one_row_that_says_so():
    joined = join_small([row("a1", 4), row("b1", 5)], [NEAR, ALL])
    assert names(joined) == [["a1", "b1"]]
    assert not joined[0].enough


def test_every_least_number_has_to_be_reached():
    """Children enough, payments not."""
    few_payments = Row("a1", (Fraction(2), Fraction(1, 3)), 5)
    many = Row("b1", (Fraction(2), Fraction(1)), 9)
    assert names(join_small([few_payments, many], [NEAR, ALL])) == [["a1", "b1"]]
    assert join_small([many], [NEAR, ALL]) == ()


rows = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(1, 40), st.none() | st.integers(0, 10**6)),
    max_size=12,
).map(lambda found: [row(f"{p}{n}", k, amount) for n, (p, k, amount) in enumerate(found)])


@given(rows=rows, chance=st.randoms())
def test_no_row_is_left_too_small_whatever_the_order(rows, chance):
    joined = join_small(rows, [NEAR, ALL])
    mixed = list(rows)
    chance.shuffle(mixed)
    assert join_small(mixed, [NEAR, ALL]) == joined
    of = {one.name: int(one.shares[0] * 10) for one in rows}
    inside = [name for one in joined for name in one.names]
    assert len(inside) == len(set(inside))
    for one in joined:
        assert len(one.names) > 1 or not one.enough
        assert (sum(of[name] for name in one.names) >= 10) == one.enough
    assert all(of[name] >= 10 for name in of if name not in inside)
    # Only where all there is are too few do too few stand together.
    assert all(one.enough for one in joined) or sum(of.values()) < 10
