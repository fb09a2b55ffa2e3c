"""The audit: tries to work out every hidden cell from all that is shown, and must fail."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from needs.disclosure.attacker import intervals
from needs.disclosure.cells import TOLERANCE, Cells
from needs.disclosure.rules import sensitive
from needs.errors import FaultCollector
from needs.programmes.disclosure import Disclosure
from needs.wording import say

AUDIT_COLUMNS = (
    *("cell", "value", "lowest", "highest", "width", "rule", "need_low", "need_high", "required"),
    "safe",
)


def audit(
    cells: Cells, hidden: Collection[str], rules: Disclosure, *, must_hold: bool = False
) -> pd.DataFrame:
    """Return what a reader can work out of each hidden or sensitive cell, and whether it is little.

    Parameters
    ----------
    cells
        All that is published, and what is tied to it; with `needs.disclosure.record.known_before`
        also what an earlier edition showed.
    hidden
        Ids of the cells that are not shown.
    rules
        The profile's.
    must_hold
        Whether an unsafe cell is an error.

    Returns
    -------
    pd.DataFrame
        By cell: its true `value`, the `lowest` and `highest` it can be for a reader, the `width`
        between them; the `rule` by which it is sensitive (empty: hidden for the sake of others),
        the range that has to stay possible (`need_low`, `need_high`), the width that is `required`,
        and whether it is `safe`. For the house alone: it holds true values.

    Raises
    ------
    InputFaults
        With every unsafe cell, if `must_hold`.
    """
    needs = sensitive(cells, rules)
    away = cells.marked(hidden)
    judged = (away & cells.flags("printed")) | cells.marked(needs.cell)
    lowest, highest = intervals(cells, away, judged)
    frame = cells.frame[["cell", "value"]].assign(
        lowest=lowest, highest=highest, least=cells.least_width
    )
    frame = frame.assign(width=frame.highest - frame.lowest).merge(needs, on="cell", how="left")
    frame = frame[judged].reset_index(drop=True)
    slack = TOLERANCE * frame.value.abs().clip(lower=1.0)
    held = (frame.lowest <= frame.need_low + slack) & (frame.highest >= frame.need_high - slack)
    frame["required"] = (frame.need_high - frame.need_low).fillna(frame.least)
    apart = frame.width >= frame.required - TOLERANCE * frame.least
    frame["safe"] = held.where(frame.rule.notna(), apart).astype(bool)
    frame["rule"] = frame.rule.fillna("")
    table = frame[list(AUDIT_COLUMNS)]
    if must_hold:
        check_safe(table)
    return table


def check_safe(audited: pd.DataFrame) -> None:
    """Raise `InputFaults` that names every unsafe cell; true values are not told."""
    faults = FaultCollector(say("Kiểm tra số liệu trước khi công bố"))
    for row in audited[~audited.safe].to_dict("records"):
        faults.add(
            str(row["cell"]),
            say("suy ra được từ các số khác, hoặc đã công bố trong bản trước"),
            say("khoảng đủ rộng để không đoán ra"),
            say("che thêm ô, gộp ô, hoặc không công bố bảng này"),
        )
    faults.raise_if_any()
