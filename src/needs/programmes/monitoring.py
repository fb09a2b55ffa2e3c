"""What a profile says of how delivery is checked and reported."""

from __future__ import annotations

from needs.programmes.figures import Strict


class Monitoring(Strict):
    """How delivery is checked and reported."""
