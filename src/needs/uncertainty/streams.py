"""Uniform draws that belong to one figure and one commune, whoever else is drawn.

Each stream is a Philox generator (Salmon et al. 2011, "Parallel random numbers: as easy as
1, 2, 3", doi 10.1145/2063384.2063405) whose key is a digest of seed, figure and commune. Another
commune, another order of rows or another division among workers therefore changes no draw.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from needs.uncertainty.arrays import BoolArray, FloatArray

#: Where a figure stands that does not vary: at its value.
MEDIAN = 0.5
#: Stands in the place of a commune for a figure that the whole province has in common.
PROVINCE = ("",)


def stream_key(seed: int, *names: str) -> npt.NDArray[np.uint64]:
    """Return the Philox key of a stream; lengths stand in it, so that no two names run together."""
    words = "".join(f"{len(name)}:{name}" for name in names)
    digest = hashlib.blake2b(f"{seed}:{words}".encode(), digest_size=16).digest()
    return np.frombuffer(digest, dtype="<u8").astype(np.uint64)


@dataclass(frozen=True)
class Draws:
    """How many draws, from which seed, and which figures vary in them.

    Parameters
    ----------
    seed
        Any whole number.
    count
        Draws of each figure.
    varying
        Ids of the figures that vary; all others stay at their value. None: all vary.
    """

    seed: int
    count: int
    varying: frozenset[str] | None = None

    def varies(self, figure: str) -> bool:
        """Tell whether a figure varies in these draws."""
        return self.varying is None or figure in self.varying

    def uniform(
        self,
        figure: str,
        communes: Sequence[str],
        *,
        part: str = "",
        needed: BoolArray | None = None,
    ) -> FloatArray:
        """Return draws of the uniform distribution on [0, 1).

        Parameters
        ----------
        figure
            Id of the figure.
        communes
            Commune codes, or `PROVINCE`.
        part
            Which of several independent draws of the figure (an age band, a category).
        needed
            Communes that the draws matter for; the others stand at the median.

        Returns
        -------
        ndarray
            communes × count; 1 × 1, at the median, where the figure does not vary.
        """
        if not self.varies(figure) or (needed is not None and not needed.any()):
            return np.full((1, 1), MEDIAN)
        rows = np.full((len(communes), self.count), MEDIAN)
        bits = np.random.Philox(key=0)
        generator = np.random.Generator(bits)
        # Giving one generator a new key is six times as fast as making another one.
        fresh = bits.state
        for row, commune in enumerate(communes):
            if needed is None or needed[row]:
                fresh["state"]["key"] = stream_key(self.seed, figure, part, commune)
                bits.state = fresh
                generator.random(out=rows[row])
        return rows
