"""What becomes of the plan if a gift, what comes first, or what fairness keeps were another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

import pandas as pd

from needs.allocation.beside.next_gift import open_gift
from needs.assessment.assess import Assessment
from needs.assessment.plan_inputs import plan_inputs
from needs.assessment.promised import plan_lots
from needs.assessment.proposal import gifts_of, plan_tables, propose
from needs.commitments import PlanDifference, plan_difference
from needs.errors import FaultCollector
from needs.programmes import Programme
from needs.programmes.settings import Mode
from needs.tables import COLUMNS, table

#: The gift that a trial adds.
ADDED = "them-tien"
#: A trial with other gifts finds its floors to this share of what it may give up of them: where
#: a quarter is given up, the last thousandth of a floor is no matter, and takes most of the time.
FLOORS_FOUND_TO = 0.02
#: Tables that tell of the plan as it is, not of a trial.
COMPARED = ("frontier", "practice", "next_gifts", "binding")


@dataclass(frozen=True)
class Replan:
    """The plan before and after a change.

    Attributes
    ----------
    before, after
        Both with the tables allocation, open_needs, gift_use, floors, stages.
    floor_gap
        The relative gap to which the floors of `after` were found, where it is wider than that of
        `before`; else None.
    """

    before: Assessment
    after: Assessment
    floor_gap: float | None = None

    @property
    def changes(self) -> pd.DataFrame:
        """Return the lots that change: `PlanDifference.table`."""
        lots = self._difference("vi").table
        return lots[lots.change != 0].reset_index(drop=True)

    def sentences(self, lang: str) -> list[str]:
        """Say what changes, a sentence a donor."""
        return list(self._difference(lang).sentences)

    def _difference(self, lang: str) -> PlanDifference:
        before, after = (plan_lots(one.allocation) for one in (self.before, self.after))
        return plan_difference(before, after, lang=lang)


def replan(
    assessment: Assessment,
    *,
    mode: str | None = None,
    floors_kept: float | None = None,
    gifts: Mapping[str, Mapping[str, Any]] | None = None,
    further_vnd: int = 0,
) -> Replan:
    """Make the plan again with something changed; no file is altered.

    Parameters
    ----------
    assessment
        With the plan as it is.
    mode
        What comes first; None: as in the profile.
    floors_kept
        Share of the fair floors that more effect may not take away, 0..1.
    gifts
        Gift id → column of the table `gifts` → value: {"budget_vnd": 5_000_000_000}; lists for
        wishes (codes of districts and communes). {"left_out": True} takes the gift out.
    further_vnd
        A further gift of money without wishes.

    Raises
    ------
    InputFaults
        With every change that cannot be: unknown gift or column, a mode that is none.
    """
    faults = FaultCollector("thử đổi / what if")
    programme = _changed_rules(assessment.programme, mode, floors_kept, faults)
    changed_gifts = _changed_gifts(assessment.gifts, gifts or {}, faults)
    faults.raise_if_any()
    table_of_gifts = table("gifts").check(changed_gifts)
    inputs = plan_inputs(
        programme,
        gap=assessment.gap,
        need=assessment.need,
        facilities=assessment.facilities,
        priority=assessment.priority,
        gifts=_with_further(gifts_of(table_of_gifts), further_vnd, programme.period),
        commitments=assessment.commitments,
    )
    floor_gap = _floor_gap(programme) if gifts or further_vnd > 0 else None
    allocation = propose(programme, inputs, floor_gap=floor_gap)
    frames = plan_tables(programme, assessment.gap, assessment.facilities, allocation)
    kept = {name: frame for name, frame in assessment.tables.items() if name not in COMPARED}
    checked = {name: table(name).check(frame) for name, frame in frames.items()}
    after = Assessment(programme, kept | checked | {"gifts": table_of_gifts})
    return Replan(assessment, after, floor_gap)


def _changed_rules(
    programme: Programme, mode: str | None, floors_kept: float | None, faults: FaultCollector
) -> Programme:
    if mode is not None and mode not in get_args(Mode):
        faults.add("mode", mode, ", ".join(get_args(Mode)))
    if floors_kept is not None and not 0 <= floors_kept <= 1:
        faults.add("floors_kept", floors_kept, "0–1")
    update: dict[str, Any] = {} if mode is None else {"mode": mode}
    if floors_kept is not None:
        update["epsilon"] = 1 - floors_kept
    settings = programme.allocation.model_copy(update=update)
    return programme.model_copy(update={"allocation": settings})


def _floor_gap(programme: Programme) -> float | None:
    """Return how closely the floors need be known; None: as the profile says.

    With the same gifts a trial stands beside the table `frontier`, to the last package.
    """
    settings = programme.allocation
    gap = settings.epsilon * FLOORS_FOUND_TO
    return None if settings.mode == "effect_first" or gap <= settings.mip_gap else gap


def _changed_gifts(
    gifts: pd.DataFrame, changes: Mapping[str, Mapping[str, Any]], faults: FaultCollector
) -> pd.DataFrame:
    changed = gifts.set_index("gift_id", drop=False)
    left_out = []
    for gift, values in changes.items():
        if gift not in changed.index:
            faults.add("gift_id", gift, "; ".join(changed.index))
            continue
        for column, value in values.items():
            if column == "left_out":
                left_out += [gift] if value else []
            elif column == "gift_id" or column not in changed:
                others = changed.columns.drop("gift_id")
                faults.add(f"{gift}.{column}", value, "; ".join(others))
            else:
                cell: Any = tuple(value) if isinstance(value, (list, tuple, set)) else value
                try:
                    changed.at[gift, column] = cell
                except (TypeError, ValueError):
                    faults.add(f"{gift}.{column}", value, COLUMNS[column].kind)
    return changed.drop(index=left_out).reset_index(drop=True)


def _with_further(gifts: pd.DataFrame, amount_vnd: int, period: str) -> pd.DataFrame:
    if amount_vnd <= 0:
        return gifts
    further = open_gift(gifts, amount_vnd, gift_id=ADDED).assign(period=period)
    return pd.concat([gifts, further], ignore_index=True)
