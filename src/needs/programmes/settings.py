"""How a programme is computed: files, delivery, draws, solver."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from needs.programmes.figures import Figure, Strict, Words


class Centre(Strict):
    """The commune that distances are measured from: where the province's goods start."""

    commune_code: Annotated[str, Field(pattern=r"^\d{5}$")]
    name: Words
    source: str = Field(min_length=1)


class Delivery(Strict):
    """What getting there adds to a price, as a share of it, where the commune's data are known.

    Straight-line distance from the centre for each 100 km; altitude for each 1,000 m (attribute
    `altitude_m`); no road for cars (attribute `no_road` = 1).
    """

    per_100_km: Figure
    per_1000_m: Figure | None = None
    no_road: Figure | None = None


class Uncertainty(Strict):
    """The joint draws behind every 90 % interval: how many, and from which seed."""

    draws: int = Field(ge=200, le=100_000)
    seed: int = Field(ge=0)


Mode = Literal["fair_first", "effect_first", "proportional"]


class AllocationSettings(Strict):
    """How the allocation is solved, and what is compared beside it.

    `mode` says what comes first. `epsilon` is the share of the first aim that the second may give
    up; `steadiness` the share of the effect that may be given up to keep what has been offered.
    `frontier` lists shares of the fair floors, from all to none, at which the effect is told.
    `next_vnd` is the further amount whose best use is told; `baskets_vnd` are the amounts of the
    needs basket.
    """

    mode: Mode = "fair_first"
    epsilon: float = Field(ge=0, le=0.5)
    steadiness: float = Field(default=0.01, ge=0, le=0.5)
    mip_gap: float = Field(ge=0, le=0.1)
    time_limit_s: float = Field(gt=0)
    frontier: list[Annotated[float, Field(ge=0, le=1)]] = Field(
        default_factory=lambda: [1.0, 0.9, 0.75, 0.5, 0.25, 0.0]
    )
    next_vnd: int = Field(default=10_000_000, gt=0)
    baskets_vnd: list[Annotated[int, Field(gt=0)]] = Field(
        default_factory=lambda: [5_000_000, 50_000_000, 500_000_000]
    )

    @model_validator(mode="after")
    def _frontier_falls_from_all_to_none(self) -> Self:
        steps = self.frontier
        falling = sorted(set(steps), reverse=True)
        if not steps or (steps[0], steps[-1]) != (1, 0) or steps != falling:
            raise ValueError("frontier phải giảm dần từ 1.0 đến 0.0, không lặp")
        return self


class Inputs(Strict):
    """Tables of this programme, relative to the data folder.

    `children_lists` holds pseudonymous ids of supported children, `audited_overlaps` how many
    children two sources were found to share; both may be absent. `commitments` is the ledger of
    what donors have been offered and have accepted: made by the first `needs commit`, never part of
    the code's repository.
    """

    support_ledger: str
    donors: str
    children_lists: str | None = None
    audited_overlaps: str | None = None
    commitments: str | None = None
