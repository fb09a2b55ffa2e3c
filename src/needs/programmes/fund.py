"""What a profile says of the Fund: contributions, income, spending, years."""

from __future__ import annotations

from needs.programmes.figures import Strict


class FundRules(Strict):
    """The Fund: contributions, income, spending, years."""
