"""What a solve found: a plan with its proof, or none."""

from __future__ import annotations

from dataclasses import dataclass

from needs.allocation.model.model import Whole


@dataclass(frozen=True)
class Solved:
    """A plan and its proof.

    Parameters
    ----------
    plan
        Packages per route.
    status
        `PROVEN`, or `LIMIT` (of time, nodes or solutions).
    objective, bound
        Value of the plan and what no plan can exceed.
    nodes
        Nodes of the branch-and-bound tree; 0 where the relaxed solve settled it.
    """

    plan: Whole
    status: str
    objective: float
    bound: float
    nodes: int


@dataclass(frozen=True)
class Unsolved:
    """No plan: proven `IMPOSSIBLE`, or not found before the `LIMIT`."""

    status: str
    nodes: int
