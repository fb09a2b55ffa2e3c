"""The lowest coverage that a plan keeps for everybody, in sentences."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.proposals.explained_facts import PlanFacts, supports
from needs.proposals.explained_words import apart, communes_words
from needs.proposals.words import support_name
from needs.tables import rows_of
from needs.wording import percent, say

#: Shares nearer than this are the same for a reader.
SAME = 1e-9


def floor_of_cell(plan: PlanFacts, cell: Any, *, lang: str) -> list[str]:
    """Say which lowest coverage the group of a cell is lifted to, and where the cell stands.

    Nothing where the cell is out of reach, or where the table does not tell its group.
    """
    floor = _floor_row(plan, cell)
    if floor is None or not cell.reachable or pd.isna(floor.floor_stage2):
        return []
    mode = plan.programme.allocation.mode
    own, lowest = _own_share(cell, mode), float(floor.floor_stage2)
    values = {
        "n": communes_words(int(floor.cells), lang=lang),
        "floor": percent(lowest, lang=lang),
        "own": percent(own, lang=lang),
    }
    if own < lowest - SAME:
        values["own"], values["floor"] = apart(own, lowest, lang=lang)
        if mode == "proportional":
            words = (
                "Nhóm {n} này được đáp ứng ít nhất {floor} phần thiếu; ở đây {own}, hết mức các "
                "nhà tài trợ phù hợp cho được riêng nơi này."
            )
        else:
            words = (
                "Nhóm {n} này được nâng ít nhất tới {floor}; ở đây chỉ tới {own}, hết mức các nhà "
                "tài trợ phù hợp cho được riêng nơi này."
            )
    elif mode == "proportional":
        words = "Nhóm {n} này được đáp ứng ít nhất {floor} phần thiếu; ở đây {own}."
    elif mode == "effect_first":
        words = "Hiệu quả đi trước; sau đó nhóm {n} này được nâng ít nhất tới {floor}; ở đây {own}."
    else:
        words = "Công bằng đi trước: nhóm {n} này được nâng ít nhất tới {floor}; ở đây {own}."
    return [say(words, lang=lang, **values)]


def floors_words(plan: PlanFacts, *, lang: str) -> list[str]:
    """Say, group by group, how far the lowest coverage rises."""
    floors = plan.table("floors")
    if floors.empty:
        return [say("Không nhóm nào có nơi mà nhà tài trợ nào đến được.", lang=lang)]
    known = floors[floors.floor_stage2.notna()]
    order = [entry.id for entry in supports(plan.programme)]
    known = known.sort_values(_keys(known), key=lambda c: _ranked(c, order))
    several = known.category.duplicated(keep=False)
    lines = []
    for row, grouped in zip(rows_of(known), several, strict=True):
        name = support_name(plan.programme, row.category, lang=lang)
        if grouped and "part" in floors:
            name = say("{category}, nhóm {part}", lang=lang, category=name, part=int(row.part))
        before = 0.0 if pd.isna(row.floor_before) else float(row.floor_before)
        after = float(row.floor_stage2)
        shares = apart(before, after, lang=lang)
        below = _below(plan, row)
        if plan.programme.allocation.mode == "proportional":
            words = "{category}: {n}, phần thiếu được đáp ứng ít nhất {after}."
        elif below:
            words = "{category}: {n}, mức sàn từ {before} lên {after}."
        elif after - before < SAME:
            words = "{category}: {n}, nơi thấp nhất vẫn là {after}."
        else:
            words = "{category}: {n}, nơi thấp nhất từ {before} lên {after}."
        count = communes_words(int(row.cells), lang=lang) if "cells" in floors else ""
        line = say(words, lang=lang, category=name, n=count, before=shares[0], after=shares[1])
        if below:
            words = "Riêng {n} đã nhận hết mức có thể mà vẫn thấp hơn: thấp nhất {least}."
            least, _ = apart(min(below), after, lang=lang)
            line += " " + say(
                words, lang=lang, n=communes_words(len(below), lang=lang), least=least
            )
        lines.append(line)
    # No donor reaches a place of these at all: they have no floor, and are told among what is open.
    return lines


def _floor_row(plan: PlanFacts, cell: Any) -> Any | None:
    floors = plan.table("floors")
    if floors.empty or "cells" not in floors:
        return None
    rows = floors[floors.category == cell.category]
    if "part" in floors and pd.notna(cell.part):
        rows = rows[rows.part == cell.part]
    return next(rows_of(rows)) if len(rows) == 1 else None


def full_places_note(plan: PlanFacts, *, lang: str) -> list[str]:
    """Say that the lowest coverage leaves out places which took all they could, if there are."""
    floors = plan.table("floors")
    known = floors[floors.floor_stage2.notna()] if len(floors) else floors
    if not any(_below(plan, row) for row in rows_of(known)):
        return []
    words = (
        "«Nơi thấp nhất» không kể nơi đã nhận hết mức có thể (gói trọn, mong muốn của nhà tài trợ)."
    )
    return [say(words, lang=lang)]


def _below(plan: PlanFacts, floor: Any) -> list[float]:
    """Return the shares of the places of a group that took all they could and stay below it."""
    cells = plan.cells[(plan.cells.category == floor.category) & plan.cells.reachable]
    if pd.notna(getattr(floor, "part", pd.NA)):
        cells = cells[cells.part.eq(floor.part).fillna(False)]
    own = [_own_share(cell, plan.programme.allocation.mode) for cell in rows_of(cells)]
    return [share for share in own if share < float(floor.floor_stage2) - SAME]


def _own_share(cell: Any, mode: str) -> float:
    if mode != "proportional":
        return float(cell.after)
    room = cell.gap_low - cell.held
    return float(cell.reached / room) if room > 0 else 1.0


def _keys(floors: pd.DataFrame) -> list[str]:
    return ["category", "part"] if "part" in floors else ["category"]


def _ranked(column: pd.Series, order: list[str]) -> pd.Series:
    return column.map(order.index) if column.name == "category" else column
