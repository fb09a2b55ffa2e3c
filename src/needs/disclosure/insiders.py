"""Readers who know more than everybody: a donor knows how many children its own lots reach.

What one of them knows cannot be hidden from him. But from it and all that is shown he must tell
neither of a count elsewhere that it is small, nor any hidden figure exactly (attackers with inside
knowledge: Hundepool et al. 2012, chapter 4; each alone, they do not put their knowledge together).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from needs.disclosure.cells import TOLERANCE, Cells, Flags, Reals
from needs.disclosure.hiding import Hiding, Wish
from needs.disclosure.protecting import Decision, decided, unpinned
from needs.disclosure.reach import reached
from needs.disclosure.rules import ALMOST_ALL, sensitive
from needs.programmes.disclosure import Disclosure

#: What is hidden for one reader's sake may have to be hidden for another's: so often at the most.
MOST_ROUNDS = 4


@dataclass(frozen=True)
class Insider:
    """One who knows more.

    Attributes
    ----------
    cells
        The cells of a decision, in their order, with what this reader knows besides.
    own
        Cells about which that knowledge speaks: of these nothing is asked but that he cannot work
        them out exactly.
    """

    cells: Cells
    own: frozenset[str]


def kept_from(
    decision: Decision,
    insiders: Sequence[Insider],
    rules: Disclosure,
    *,
    keep: Collection[str] = (),
) -> Decision:
    """Return a decision with what else has to be hidden so that no insider learns more.

    Where nothing that may be hidden would do (what was published before, what his own figure and
    one that everybody reads say together), it is left: `told_to_insiders` says where.

    Parameters
    ----------
    decision
        What is safe from who reads what is shown.
    insiders
        Each with cells of the same ids.
    rules, keep
        As for `needs.disclosure.protect`.
    """
    printed = decision.cells.flags("printed")
    # The more is hidden, the more is possible: what was asked once need not be asked again.
    tried: list[Flags | None] = [None] * len(insiders)
    for _ in range(MOST_ROUNDS):
        hidden = decision.cells.marked(decision.hidden)
        more = hidden.copy()
        for turn, insider in enumerate(insiders):
            wishes = _unmet(insider, more, rules, tried[turn])
            tried[turn] = more.copy()
            if not wishes:
                continue
            hiding = Hiding(insider.cells, more)
            for either in wishes:
                any(hiding.protect(*wish) for wish in either)
            more |= hiding.hidden & printed
        if (more == hidden).all():
            break
        decision = _with(decision.cells, rules, more, keep)
    return decision


def told_to_insiders(
    decision: Decision, insiders: Sequence[Insider], rules: Disclosure
) -> list[list[str]]:
    """Return for each insider the cells of which he learns more than he should."""
    hidden, ids = decision.cells.marked(decision.hidden), decision.cells.ids
    return [
        sorted({ids[either[0][0]] for either in _unmet(insider, hidden, rules)})
        for insider in insiders
    ]


def _with(cells: Cells, rules: Disclosure, hidden: Flags, keep: Collection[str]) -> Decision:
    """Return a larger choice, in which no cell hidden for others can be worked out itself."""
    hiding = Hiding(cells, hidden)
    primary = cells.marked(sensitive(cells, rules).cell)
    unpinned(hiding, primary, cells.marked(keep) | hidden)
    return decided(cells, rules, hiding.hidden, keep=keep)


def _unmet(
    insider: Insider, hidden: Flags, rules: Disclosure, tried: Flags | None = None
) -> list[tuple[Wish, ...]]:
    """Return what is not possible to an insider's mind though it should be; one of each will do.

    That a count is more than he should think is asked; that it is less is not: who knows of many
    children tells of none that they are few. Cells hidden when he was last tried are left out.
    """
    cells, own = insider.cells, insider.cells.marked(insider.own)
    value, least = cells.column("value"), cells.least_width
    needs = sensitive(cells, rules).set_index("cell").reindex(cells.frame.cell)
    new = np.ones(len(own), dtype=bool) if tried is None else hidden & ~tried
    asked = needs.rule.notna().to_numpy() & ~own
    inverse = needs.rule.eq(ALMOST_ALL).to_numpy()
    apart = (hidden & cells.flags("printed") & ~asked) | (own & needs.rule.notna().to_numpy())
    apart &= np.less(*cells.known)  # what he knows exactly is past hiding
    wide = np.where(cells.counted, least, 2 * least)
    up, down = np.full(len(value), np.nan), np.full(len(value), np.nan)
    up[asked & new] = needs.need_high.to_numpy("float64")[asked & new]
    up[inverse] = np.nan
    up[apart & new] = (value + wide)[apart & new]
    low = _missed(cells, hidden, up)
    down[asked & inverse & new] = needs.need_low.to_numpy("float64")[asked & inverse & new]
    down[apart & low] = (value - wide)[apart & low]
    high = _missed(cells, hidden, down)
    wishes: list[tuple[Wish, ...]] = []
    for goal, missed in ((up, low & ~apart), (down, high & ~apart)):
        at = np.flatnonzero(missed)
        wishes += [((int(cell), float(goal[cell] - value[cell])),) for cell in at]
    pinned = np.flatnonzero(low & high & apart)
    return wishes + [((int(at), float(wide[at])), (int(at), -float(wide[at]))) for at in pinned]


def _missed(cells: Cells, hidden: Flags, goal: Reals) -> Flags:
    wanted = ~np.isnan(goal)
    wanted &= np.abs(np.nan_to_num(goal) - cells.column("value")) > TOLERANCE
    missed = np.zeros(len(goal), dtype=bool)
    missed[wanted] = ~reached(cells, hidden, goal)[wanted]
    return missed
