"""What a new plan changes since the one whose tables stand in the reports folder."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from needs.assessment import Assessment
from needs.assessment.promised import offered_lots, plan_lots, settled_lots
from needs.commitments import PlanDifference, plan_difference
from needs.commitments.from_plan import PLAN_KEY
from needs.errors import NeedsError
from needs.tables import read_table


def lots_before(tables: Path, period: str) -> pd.DataFrame | None:
    """Return what the plan that stands there gives; None: none, or of another version."""
    try:
        plan, promised = (read_table(name, tables) for name in ("allocation", "commitments"))
    except NeedsError:
        return None
    return _lots(plan, promised, period)


def changes_since(before: pd.DataFrame, assessment: Assessment, *, lang: str) -> PlanDifference:
    """Tell what a plan changes.

    A lot that a donor has accepted meanwhile has not changed by it. An offer is compared with what
    was offered, whatever was planned in between: until the plan and the offer agree, or the offer
    is taken back, the donor is to be called.

    Parameters
    ----------
    before
        `lots_before`.
    assessment
        With the new plan.
    lang
        Language of the sentences.
    """
    period = assessment.programme.period
    offered = offered_lots(assessment.commitments, period)
    key = list(PLAN_KEY)
    offers = before.set_index(key).index.isin(offered.set_index(key).index)
    return plan_difference(
        pd.concat([before[before.settled | ~offers], offered], ignore_index=True),
        _lots(assessment.allocation, assessment.commitments, period),
        offered=offered,
        lang=lang,
    )


def _lots(plan: pd.DataFrame, commitments: pd.DataFrame, period: str) -> pd.DataFrame:
    """Return what donors give: what is proposed, and (`settled`) what they have accepted."""
    proposed = plan_lots(plan).assign(settled=False)
    accepted = settled_lots(commitments, period).assign(settled=True)
    return pd.concat([proposed, accepted], ignore_index=True)
