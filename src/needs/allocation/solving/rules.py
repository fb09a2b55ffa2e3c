"""What comes first in an allocation, how exactly, how long and how fair."""

from __future__ import annotations

from dataclasses import dataclass

MODES = ("fair_first", "effect_first", "proportional")


@dataclass(frozen=True)
class AllocationRules:
    """What comes first, how exactly, how long and how fair.

    Parameters
    ----------
    mode
        `fair_first`: the lowest coverage first, then effect; `effect_first`: effect first, then
        the lowest coverage; `proportional`: all get the same share of what they lack, then effect.
    epsilon
        Share of what came first that the second stage may give up: of every floor, or of the
        effect.
    steadiness
        Share of the effect that may be given up to change less of what is offered to donors.
    mip_gap
        Relative gap at which a solution counts as proven; 0 asks for the exact optimum.
    floor_gap
        The same for floors alone, where they need not be known as closely; None: as `mip_gap`.
    time_limit_s
        Seconds for each call of the solver. A solve that ends by it is flagged in `stages`.
    floor_nodes
        Nodes of the solver's tree for each question whether a floor is possible. Questions on the
        edge can take hours; a limit in nodes, unlike one in seconds, is the same on every machine.
    effect_nodes
        Nodes for each search for the greatest effect; what is then missing stands as the gap.
    threads
        Threads of the solver.
    seed
        Seed of the solver: with the same seed, the same plan.
    """

    mode: str = "fair_first"
    epsilon: float = 0.01
    steadiness: float = 0.01
    mip_gap: float = 1e-3
    time_limit_s: float = 60.0
    floor_nodes: int = 200
    effect_nodes: int = 500
    threads: int = 1
    seed: int = 588
    floor_gap: float | None = None

    @property
    def gap_of_floors(self) -> float:
        """Return the relative gap at which a floor counts as proven."""
        return self.mip_gap if self.floor_gap is None else self.floor_gap

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise ValueError(f"mode: {', '.join(MODES)}; found {self.mode!r}")
        shares = (self.epsilon, self.steadiness)
        gaps = (self.mip_gap, self.gap_of_floors)
        if not all(0 <= share <= 1 for share in shares) or not all(0 <= gap < 1 for gap in gaps):
            raise ValueError(f"epsilon, steadiness, mip_gap, floor_gap 0..1; found {self}")
        if self.time_limit_s <= 0 or min(self.floor_nodes, self.effect_nodes, self.threads) < 0:
            raise ValueError(f"time_limit_s > 0, nodes >= 0, threads >= 0; found {self}")
