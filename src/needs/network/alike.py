"""Names that may mean one donor: put before a person, never merged by themselves."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pandas as pd
from rapidfuzz import fuzz

from needs.places import normalise
from needs.places.similar import folded
from needs.tables import rows_of

ALIKE_COLUMNS = ("donor_id", "donor", "other_id", "other", "alike")
# Beginnings of names that say what somebody is, not who: they make all enterprises alike.
_FORMS = (
    *("công ty", "cty", "tnhh", "cổ phần", "cp", "doanh nghiệp", "tập đoàn"),
    *("quỹ", "hội", "ông", "bà"),
)
_FOLDED_FORMS = tuple(folded(normalise(form, keep_prefix=True)) for form in _FORMS)


def alike_names(
    donors: pd.DataFrame, *, at_least: float, told_apart: frozenset[frozenset[str]] = frozenset()
) -> pd.DataFrame:
    """Return pairs of donors whose names are alike: somebody has to say whether they are one.

    Names that differ in a number or a single letter alone («Trường số 1», «Trường số 2») are two.

    Parameters
    ----------
    donors
        donor_id, donor: each known donor once.
    at_least
        From which likeness on (0–1) it is asked.
    told_apart
        Pairs of ids that somebody has already called two.

    Returns
    -------
    DataFrame
        `ALIKE_COLUMNS`, the likest first; each pair once, whatever the order of the rows.
    """
    known = sorted(
        {(str(row.donor_id), str(row.donor)) for row in rows_of(donors)}, key=lambda one: one
    )
    rows = []
    for (first, name), (second, other) in combinations(known, 2):
        if first == second or frozenset((first, second)) in told_apart:
            continue
        score = _alike(name, other)
        if score >= at_least:
            rows.append((first, name, second, other, round(score, 3)))
    frame = pd.DataFrame(rows, columns=list(ALIKE_COLUMNS))
    return frame.sort_values(
        ["alike", "donor_id", "other_id"], ascending=[False, True, True], ignore_index=True
    )


def _alike(name: str, other: str) -> float:
    ours, theirs = _core(name), _core(other)
    if _only_numbers_differ(ours, theirs):
        return 0.0
    return float(fuzz.ratio(ours, theirs)) / 100


def _core(name: str) -> str:
    """Return a name as it sounds, without the words that all such names have."""
    sound = f" {folded(normalise(name, keep_prefix=True))} "
    for form in _FOLDED_FORMS:
        sound = sound.replace(f" {form} ", " ")
    core = " ".join(sound.split())
    return core or folded(normalise(name, keep_prefix=True))


def _only_numbers_differ(ours: str, theirs: str) -> bool:
    mine, others = Counter(ours.split()), Counter(theirs.split())
    different = [*(mine - others), *(others - mine)]
    return bool(different) and all(len(word) == 1 or word.isdigit() for word in different)
