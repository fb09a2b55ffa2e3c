"""Shares of a change: by hand, adding up, and the same for causes that come in another order."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from needs.monitoring.shares_of_change import shares_of_change

AMOUNTS = st.lists(
    st.tuples(*[st.integers(0, 10**6)] * 6),
    min_size=1,
    max_size=5,
)


def product(values: np.ndarray):
    """Three factors of every cell, before and after."""

    def figure(year):
        parts = [values[:, 2 * place + year[name]] for place, name in enumerate("abc")]
        return np.rint(parts[0] * parts[1] * parts[2] / 10**6).astype(np.int64)

    return figure


def test_two_factors_by_hand():
    """10 children at 100 become 12 at 150: +800 in all.

    Children first 2 × 100, or last 2 × 150: 250 in the mean; the price 50 × 10 or 50 × 12: 550.
    """
    children, price = np.array([[10, 12]]), np.array([[100, 150]])
    shares = shares_of_change(
        lambda year: children[:, year["children"]] * price[:, year["price"]], ["children", "price"]
    )
    assert shares["children"].tolist() == [250]
    assert shares["price"].tolist() == [550]


def test_three_factors_by_hand():
    """1·1·1 becomes 2·3·5 = 30: +29. What each adds, in the mean of the six orders.

    a: alone 1, after b 3, after c 5, after both 15: (2·1 + 3 + 5 + 2·15) / 6 = 40/6;
    b: (2·2 + 4 + 10 + 2·20) / 6 = 58/6; c: (2·4 + 8 + 12 + 2·24) / 6 = 76/6. Whole: 6 + 9 + 12;
    the two units left over go to the first of the equal remainders, a and b.
    """
    values = {"a": (1, 2), "b": (1, 3), "c": (1, 5)}

    def figure(year):
        return np.array([np.prod([values[name][year[name]] for name in "abc"])])

    shares = {name: int(share[0]) for name, share in shares_of_change(figure, "abc").items()}
    assert shares == {"a": 7, "b": 10, "c": 12}
    assert sum(shares.values()) == 29


@given(AMOUNTS)
def test_the_shares_add_up_exactly(rows):
    figure = product(np.array(rows, dtype=float))
    shares = shares_of_change(figure, list("abc"))
    change = figure(dict.fromkeys("abc", 1)) - figure(dict.fromkeys("abc", 0))
    assert (sum(shares.values()) == change).all()


@given(AMOUNTS)
def test_a_cause_that_did_not_change_has_no_share(rows):
    values = np.array(rows, dtype=float)
    values[:, 3] = values[:, 2]
    assert (shares_of_change(product(values), list("abc"))["b"] == 0).all()


@given(AMOUNTS)
def test_no_cause_comes_first(rows):
    """Named in another order the shares are the same, but for the last whole unit."""
    figure = product(np.array(rows, dtype=float))
    one, other = shares_of_change(figure, "abc"), shares_of_change(figure, "cab")
    assert all((np.abs(one[name] - other[name]) <= 1).all() for name in "abc")


@given(AMOUNTS)
def test_back_again_is_the_same_with_the_other_sign(rows):
    values = np.array(rows, dtype=float)
    back = values[:, [1, 0, 3, 2, 5, 4]]
    there = shares_of_change(product(values), "abc")
    again = shares_of_change(product(back), "abc")
    assert all((np.abs(there[name] + again[name]) <= 1).all() for name in "abc")
