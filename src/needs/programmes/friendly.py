"""What a profile says of how child-friendly communes are scored."""

from __future__ import annotations

from needs.programmes.figures import Strict


class ChildFriendly(Strict):
    """How child-friendly communes are scored."""
