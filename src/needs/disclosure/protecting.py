"""What is shown and what is not: the decision on a set of tables, checked by the attacker."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from needs.disclosure.attacker import intervals
from needs.disclosure.audit import audit, check_safe
from needs.disclosure.cells import TOLERANCE, Cells, Flags
from needs.disclosure.hiding import Hiding, Wish
from needs.disclosure.optimal import least_hidden
from needs.disclosure.rules import sensitive
from needs.programmes.disclosure import Disclosure

PRIMARY, SECONDARY, KEPT = "primary", "secondary", "kept"


@dataclass(frozen=True)
class Decision:
    """What is shown of some tables, and why the rest is not.

    Attributes
    ----------
    cells
        The cells, with what was known before.
    reasons
        Hidden cell → «primary» (sensitive itself), «secondary» (else another could be worked out)
        or «kept» (hidden in an earlier edition).
    audited
        `needs.disclosure.audit.audit` of it; for the house alone.
    """

    cells: Cells
    reasons: dict[str, str]
    audited: pd.DataFrame

    @property
    def hidden(self) -> frozenset[str]:
        """The cells that are not shown."""
        return frozenset(self.reasons)

    @property
    def safe(self) -> bool:
        """Whether no hidden cell can be worked out."""
        return bool(self.audited.safe.all())

    def shows(self, cell: str) -> bool:
        """Tell whether a cell is shown; one that no table prints is not."""
        return cell not in self.reasons and cell in self._printed

    @cached_property
    def _printed(self) -> frozenset[str]:
        return frozenset(self.cells.frame.cell[self.cells.frame.printed])


def protect(
    cells: Cells, rules: Disclosure, *, keep: Collection[str] = (), must_hold: bool = True
) -> Decision:
    """Return which cells are hidden so that nobody is given away, as few and as small as possible.

    Sensitive cells are hidden; then, for each, what it takes that a reader of everything shown can
    work out no more than the rules allow; then every cell hidden in vain is shown again. A cell
    hidden for the sake of others can itself not be worked out exactly. The result does not depend
    on the order of rows.

    Parameters
    ----------
    cells
        All tables that appear together, linked (`linked`), with what earlier editions told
        (`known_before`).
    rules
        The profile's.
    keep
        Cells that stay hidden whatever else: those that an earlier edition hid. With them, another
        table never brings a hidden cell back.
    must_hold
        Whether it is an error that a cell cannot be protected, since it was published before or
        may not be hidden.

    Raises
    ------
    InputFaults
        With every cell that can be worked out all the same, if `must_hold`.
    """
    needs = sensitive(cells, rules).set_index("cell")
    primary = cells.marked(needs.index)
    kept = cells.marked(keep) & ~primary
    must = primary | kept
    hiding = Hiding(cells, must)
    # The hardest first: what they hide often serves the others too.
    met = [wish for wish in _wishes(hiding, needs, must) if hiding.protect(*wish)]
    hiding.release(np.flatnonzero(must).tolist())
    choices = [hiding.hidden.copy()]
    best = least_hidden(hiding, met, must) if met else None
    if best is not None:
        choices.insert(0, best)
    for choice in choices:
        hiding.hidden = choice
        unpinned(hiding, primary, kept)
        made = decided(cells, rules, hiding.hidden, keep=keep)
        if made.safe:
            break
    if must_hold:
        check_safe(made.audited)
    return made


def decided(
    cells: Cells, rules: Disclosure, hidden: Flags | Collection[str], *, keep: Collection[str] = ()
) -> Decision:
    """Return a choice as it stands with every hidden cell tried by the attacker, safe or not.

    Parameters
    ----------
    cells, rules, keep
        As for `protect`.
    hidden
        The cells that are not shown: ids, or a flag for each.
    """
    flags = hidden if isinstance(hidden, np.ndarray) else cells.marked(hidden)
    away = sorted(cells.frame.cell[flags & cells.flags("printed")])
    audited = audit(cells, away, rules)
    own, before = set(audited.cell[audited.rule != ""]), set(keep)
    reasons = {
        name: PRIMARY if name in own else KEPT if name in before else SECONDARY for name in away
    }
    return Decision(cells, reasons, audited)


def _wishes(hiding: Hiding, needs: pd.DataFrame, must: Flags) -> list[Wish]:
    """Return by how much each sensitive cell still has to be able to be more, and less.

    What is possible anyhow while all that must be hidden is, stays so whatever else is hidden.
    """
    cells = hiding.cells
    value = cells.column("value")
    slack = TOLERANCE * np.maximum(np.abs(value), 1.0)  # as the audit asks
    at = np.flatnonzero(cells.marked(needs.index))
    lowest, highest = intervals(cells, must, cells.marked(needs.index))
    # Cells and needs stand in the order of their ids.
    lower, upper = needs.need_low.to_numpy("float64"), needs.need_high.to_numpy("float64")
    more = [
        (cell, by)
        for cell, by in zip(at, upper - value[at], strict=True)
        if by > TOLERANCE and highest[cell] < value[cell] + by - slack[cell]
    ]
    less = [
        (cell, by)
        for cell, by in zip(at, lower - value[at], strict=True)
        if by < -TOLERANCE and lowest[cell] > value[cell] + by + slack[cell]
    ]
    wishes = [(int(cell), float(by)) for cell, by in (*more, *less)]
    return sorted(wishes, key=lambda one: (-abs(one[1]) / hiding.scale[one[0]], one))


def unpinned(hiding: Hiding, primary: Flags, kept: Flags) -> None:
    """See that no cell hidden for others can be worked out itself.

    One that is exactly what the shown cells say hides nothing: it is shown. One of whole numbers
    that the ties leave a single choice gets company.
    """
    cells = hiding.cells
    for _ in range(hiding.count):
        others = hiding.hidden & ~primary & hiding.printed
        if not others.any():
            return
        lowest, highest = intervals(cells, hiding.hidden, others)
        unit = cells.least_width
        by = np.where(cells.counted, unit, 2 * unit)  # with room for the solver's last digits
        pinned = others & (highest - lowest < unit)
        if not pinned.any():
            return
        before = hiding.hidden.copy()
        for cell in np.flatnonzero(pinned).tolist():
            if hiding.protect(cell, by[cell]) or hiding.protect(cell, -by[cell]):
                continue
            hiding.hidden[cell] = bool(kept[cell])
        if (before == hiding.hidden).all():
            return
