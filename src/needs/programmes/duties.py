"""What a profile says of a duty of the plan: who leads, who takes part."""

from __future__ import annotations

from needs.programmes.figures import Strict


class Duty(Strict):
    """A duty of the plan: who leads, who takes part."""
