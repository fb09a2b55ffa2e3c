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
    met = [wish for wish in _wishes(hiding, needs) if hiding.protect(*wish)]
    hiding.release(np.flatnonzero(must).tolist())
    choices = [hiding.hidden.copy()]
    best = least_hidden(hiding, met, must)
    if best is not None:
        choices.insert(0, best)
    for choice in choices:
        hiding.hidden = choice
        _unpinned(hiding, primary, kept)
        away = {cells.ids[cell] for cell in np.flatnonzero(hiding.hidden & hiding.printed)}
        audited = audit(cells, away, rules)
        if audited.safe.all():
            break
    if must_hold:
        check_safe(audited)
    before = set(keep)
    reasons = {
        name: PRIMARY if name in needs.index else KEPT if name in before else SECONDARY
        for name in sorted(away)
    }
    return Decision(cells, reasons, audited)


def _wishes(hiding: Hiding, needs: pd.DataFrame) -> list[Wish]:
    """Return by how much each sensitive cell has to be able to be more, and less."""
    value = hiding.cells.column("value")
    wishes = []
    for cell, name in enumerate(hiding.cells.ids):
        if name in needs.index:
            ends = (float(needs.need_high[name]), float(needs.need_low[name]))
            wishes += [(cell, end - value[cell]) for end in ends]
    wishes = [(cell, float(by)) for cell, by in wishes if abs(by) > TOLERANCE]
    return sorted(wishes, key=lambda one: (-abs(one[1]) / hiding.scale[one[0]], one))


def _unpinned(hiding: Hiding, primary: Flags, kept: Flags) -> None:
    """See that no cell hidden for others can be worked out itself.

    One that is exactly what the shown cells say hides nothing: it is shown. One of whole numbers
    that the ties leave a single choice gets company.
    """
    cells = hiding.cells
    for _ in range(hiding.count):
        lowest, highest = intervals(cells, hiding.hidden)
        unit = cells.least_width
        by = np.where(cells.counted, unit, 2 * unit)  # with room for the solver's last digits
        pinned = hiding.hidden & ~primary & hiding.printed & (highest - lowest < unit)
        if not pinned.any():
            return
        before = hiding.hidden.copy()
        for cell in np.flatnonzero(pinned).tolist():
            if hiding.protect(cell, by[cell]) or hiding.protect(cell, -by[cell]):
                continue
            hiding.hidden[cell] = bool(kept[cell])
        if (before == hiding.hidden).all():
            return
