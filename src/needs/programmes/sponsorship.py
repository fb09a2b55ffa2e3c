"""What a profile says of sponsoring children: purposes, periods, urgency."""

from __future__ import annotations

from needs.programmes.figures import Strict


class Sponsorship(Strict):
    """Sponsoring children: purposes, periods, urgency."""
