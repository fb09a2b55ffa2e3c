"""How a programme is computed: files, delivery, draws, solver."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

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


class AllocationSettings(Strict):
    """How the allocation is solved."""

    epsilon: float = Field(ge=0, le=0.5)
    mip_gap: float = Field(ge=0, le=0.1)
    time_limit_s: float = Field(gt=0)


class Inputs(Strict):
    """Tables of this programme, relative to the data folder.

    `children_lists` holds pseudonymous ids of supported children, `audited_overlaps` how many
    children two sources were found to share; both may be absent.
    """

    support_ledger: str
    donors: str
    children_lists: str | None = None
    audited_overlaps: str | None = None
