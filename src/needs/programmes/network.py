"""What a profile says of how donors are invited, thanked and commended."""

from __future__ import annotations

from needs.programmes.figures import Strict


class Network(Strict):
    """How donors are invited, thanked and commended."""
