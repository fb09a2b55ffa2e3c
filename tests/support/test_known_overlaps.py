"""Children covered when lists of children or audits tell how sources overlap."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.errors import InputFaults
from needs.support import covered_children

KEY = ["commune_code", "category"]
ENDS = ["donors_low", "donors_point", "donors_high"]
some = settings(max_examples=15)


@pytest.fixture(scope="session")
def cover(ledger, eligible, known):
    """Covered children of one commune: sources (children each), children there, what is known."""

    def covered(entries, children, high=None, **files) -> pd.Series:
        support = ledger(entries)
        cell = eligible(children, high)
        return covered_children(support, cell, key=KEY, known=known(support, **files)).iloc[0]

    return covered


def test_lists_give_the_children_themselves(cover, pseudonyms):
    """Children 0–39 on one list, 28–57 on the other: 12 on both, 40 + 30 − 12 = 58."""
    lists = {"a": pseudonyms(range(40)), "b": pseudonyms(range(28, 58))}
    found = cover([("a", 40), ("b", 30)], 100, lists=lists)
    assert found[ENDS].tolist() == [58, 58, 58]
    assert (found.overlap_known, found.support_children) == ("ids", 70)


def test_an_audit_of_two_sources_gives_the_children(cover):
    found = cover([("a", 40), ("b", 30)], 100, audits={("a", "b"): 12})
    assert found[ENDS].tolist() == [58, 58, 58]
    assert found.overlap_known == "audited"


def test_the_order_in_which_an_audit_names_the_sources_does_not_matter(cover):
    entries = [("a", 40), ("b", 30)]
    one, other = (cover(entries, 100, audits={pair: 12}) for pair in (("a", "b"), ("b", "a")))
    assert one.equals(other)


def test_three_sources_audited_in_pairs_by_hand(cover):
    """65 to 70 (see test_unions); in the middle, along the overlaps 12 and 8 of a:

    of 100, a leaves 60, a and b 42, a and c 48: 60 × (42/60) × (48/60) = 33.6 left, 66.4 reached.
    """
    audits = {("a", "b"): 12, ("a", "c"): 8, ("b", "c"): 5}
    found = cover([("a", 40), ("b", 30), ("c", 20)], 100, audits=audits)
    assert found[ENDS].tolist() == [65, 66, 70]
    assert found.overlap_known == "audited"


def test_one_audit_among_three_sources_leaves_bounds(cover):
    found = cover([("a", 40), ("b", 30), ("c", 20)], 100, audits={("a", "b"): 12})
    assert found[ENDS].tolist() == [58, 66, 78]
    assert found.overlap_known == "bounds"


def test_two_lists_and_a_source_of_which_nothing_is_known(cover, pseudonyms):
    """The lists make 58 (above); c, 20, may be inside or outside: 58 to 78, 100 × (1 − .42 × .8).

    Without lists it would be 40 to 90.
    """
    lists = {"a": pseudonyms(range(40)), "b": pseudonyms(range(28, 58))}
    found = cover([("a", 40), ("b", 30), ("c", 20)], 100, lists=lists)
    assert found[ENDS].tolist() == [58, 66, 78]
    assert found.overlap_known == "bounds"


def test_two_lists_and_a_source_audited_against_one_of_them(cover, pseudonyms):
    """The lists make 58, 40 of them from a. c, 20, shares 8 with a: so at least 8 with the two.

    At most 58 + 20 − 8 = 70. The 18 whom b alone serves may hold the other 12 of c: then c is
    inside, and 58 are reached.
    """
    lists = {"a": pseudonyms(range(40)), "b": pseudonyms(range(28, 58))}
    entries = [("a", 40), ("b", 30), ("c", 20)]
    found = cover(entries, 100, lists=lists, audits={("c", "a"): 8})
    assert found[["donors_low", "donors_high"]].tolist() == [58, 70]
    assert found.overlap_known == "audited"


def test_a_source_audited_against_both_lists_shares_at_most_the_sum(cover, pseudonyms):
    """c shares 4 with a and 3 with b: 4 to 7 with the two; 58 + 20 − 7 = 71 to 58 + 20 − 4 = 74."""
    lists = {"a": pseudonyms(range(40)), "b": pseudonyms(range(28, 58))}
    entries = [("a", 40), ("b", 30), ("c", 20)]
    found = cover(entries, 100, lists=lists, audits={("a", "c"): 4, ("b", "c"): 3})
    assert found[["donors_low", "donors_high"]].tolist() == [71, 74]


def test_the_list_counts_where_the_ledger_says_otherwise_and_it_is_told(cover, pseudonyms):
    """The ledger says 50, the list names 40."""
    found = cover([("a", 50)], 100, lists={"a": pseudonyms(range(40))})
    assert found[ENDS].tolist() == [40, 40, 40]
    assert found.support_children == 40
    assert found.list_differs
    assert found.overlap_known == "one"
    agreed = cover([("a", 40)], 100, lists={"a": pseudonyms(range(40))})
    assert not agreed.list_differs


def test_lists_of_more_children_than_there_are_are_flagged_and_cut(cover, pseudonyms):
    lists = {"a": pseudonyms(range(40)), "b": pseudonyms(range(28, 58))}
    found = cover([("a", 40), ("b", 30)], 50, lists=lists)
    assert found[ENDS].tolist() == [50, 50, 50]
    assert found.over_claimed


def test_claims_that_a_list_shows_to_be_of_the_same_children_are_no_over_claim(cover, pseudonyms):
    """40 + 30 = 70 of 60 children would be too many; the lists name 58 children."""
    entries = [("a", 40), ("b", 30)]
    lists = {"a": pseudonyms(range(40)), "b": pseudonyms(range(28, 58))}
    assert cover(entries, 60).over_claimed
    assert not cover(entries, 60, lists=lists).over_claimed


def test_children_not_known_stay_not_known_whatever_the_lists_say(cover, pseudonyms):
    lists = {"a": pseudonyms(range(40)), "b": pseudonyms(range(28, 58))}
    found = cover([("a", 40), ("b", 30)], None, lists=lists)
    assert found[ENDS].isna().all()
    assert found.support_children == 70


def test_what_is_known_of_a_cell_is_named(cover):
    assert cover([], 100).overlap_known == "none"
    assert cover([("a", 0)], 100).overlap_known == "none"
    assert cover([("a", 40)], 100).overlap_known == "one"
    assert cover([("a", 40), ("b", 0)], 100).overlap_known == "one"
    assert cover([("a", 40), ("b", 30)], 100).overlap_known == "bounds"
    assert cover([("return", 40)], 100).overlap_known == "told_once"
    assert cover([("return", 40), ("b", 30)], 100).overlap_known == "bounds"


@pytest.mark.parametrize("others", [[], [("d", 50)]])
def test_lists_and_audits_that_cannot_both_be_true_are_told(cover, pseudonyms, others):
    """By their lists a and b have the same children: c cannot share 15 with a, none with b."""
    same = pseudonyms(range(20))
    with pytest.raises(InputFaults, match="00001 · meals"):
        cover(
            [("a", 20), ("b", 20), ("c", 20), *others],
            100,
            lists={"a": same, "b": same},
            audits={("a", "c"): 15, ("b", "c"): 0},
        )


def test_knowledge_of_another_cell_changes_nothing_here(ledger, eligible, known, pseudonyms):
    here = ledger([("a", 40), ("b", 30)])
    there = ledger([("a", 40), ("b", 30)], commune="00002")
    support = pd.concat([here, there], ignore_index=True)
    told = known(support, lists={"a": pseudonyms(range(40)), "b": pseudonyms(range(30))})
    cells = pd.concat(
        [eligible(100), eligible(100).assign(commune_code="00002")], ignore_index=True
    )
    found = covered_children(support, cells, key=KEY, known=told)
    assert found.donors_low.tolist() == [40, 40]
    assert found.donors_high.tolist() == [40, 70]
    assert found.overlap_known.tolist() == ["ids", "bounds"]


def test_lists_of_two_years_at_once_are_refused(small, ledger, eligible, write, pseudonyms):
    from needs.support import read_known

    old = ledger([("a", 3)]).assign(period="2025")
    support = pd.concat([ledger([("a", 2)]), old], ignore_index=True)
    root = write(lists={"a": pseudonyms(range(2))})
    path = root / "lists.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "00001,meals,a,2025,tre-00009\n", encoding="utf-8")
    communes = pd.DataFrame({"commune_code": ["00001"]})
    known = read_known(small, communes, support, root)
    cells = eligible(10)
    with pytest.raises(ValueError, match=r"one period|unique"):
        covered_children(ledger([("a", 2)]), cells, key=KEY, known=known)
    now = covered_children(ledger([("a", 2)]), cells, key=KEY, known=known.in_period("2026"))
    assert now.donors_high.tolist() == [2]


children = st.integers(0, 29)
true_sets = st.dictionaries(
    st.sampled_from("abcd"), st.sets(children, min_size=1), min_size=1, max_size=4
)


@given(sets=true_sets, listed=st.sets(st.sampled_from("abcd")), data=st.data())
@some
def test_the_truth_is_inside_and_lists_of_all_give_it_exactly(
    cover, pseudonyms, sets, listed, data
):
    """Sources serve true sets of 30 children; some give lists, some pairs were audited."""
    pairs = [(a, b) for a in sorted(sets) for b in sorted(sets) if a < b]
    audited = data.draw(st.sets(st.sampled_from(pairs))) if pairs else set()
    entries = [(name, len(one)) for name, one in sets.items()]
    lists = {name: pseudonyms(one) for name, one in sets.items() if name in listed}
    audits = {(a, b): len(sets[a] & sets[b]) for a, b in audited}
    found = cover(entries, 30, lists=lists, audits=audits)
    counts = cover(entries, 30)
    truth = len(set().union(*sets.values()))
    assert counts.donors_low <= found.donors_low <= truth <= found.donors_high
    assert found.donors_high <= counts.donors_high
    assert found.donors_low <= found.donors_point <= found.donors_high <= 30
    exact = cover(entries, 30, lists={name: pseudonyms(one) for name, one in sets.items()})
    assert exact[ENDS].tolist() == [truth, truth, truth]


@given(sets=true_sets, data=st.data(), more=st.integers(0, 40))
@some
def test_another_source_never_lowers_what_is_covered(cover, pseudonyms, sets, data, more):
    pairs = [(a, b) for a in sorted(sets) for b in sorted(sets) if a < b]
    audited = data.draw(st.sets(st.sampled_from(pairs))) if pairs else set()
    audits = {(a, b): len(sets[a] & sets[b]) for a, b in audited}
    entries = [(name, len(one)) for name, one in sets.items()]
    before = cover(entries, 30, audits=audits)
    after = cover([*entries, ("new", more)], 30, audits=audits)
    assert (after[ENDS] >= before[ENDS]).all()


@given(order=st.randoms(use_true_random=False))
@some
def test_the_order_of_the_rows_does_not_matter(small, ledger, eligible, write, pseudonyms, order):
    from needs.support import read_known

    entries = [("a", 40), ("b", 30), ("c", 20), ("d", 10)]
    root = write(
        lists={"a": pseudonyms(range(40)), "b": pseudonyms(range(28, 58))},
        audits={("a", "c"): 8, ("c", "d"): 8},
    )
    communes = pd.DataFrame({"commune_code": ["00001"]})

    def found(support: pd.DataFrame) -> pd.DataFrame:
        known = read_known(small, communes, support, root).in_period("2026")
        return covered_children(support, eligible(100), key=KEY, known=known)

    straight = found(ledger(entries))
    for name in ("lists.csv", "audits.csv"):
        titles, *rows = (root / name).read_text(encoding="utf-8").splitlines()
        order.shuffle(rows)
        (root / name).write_text("\n".join([titles, *rows]) + "\n", encoding="utf-8")
    order.shuffle(entries)
    pd.testing.assert_frame_equal(found(ledger(entries)), straight)
