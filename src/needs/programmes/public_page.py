"""What a profile says of what the public page shows, and from how many children on."""

from __future__ import annotations

from needs.programmes.figures import Strict


class PublicPage(Strict):
    """What the public page shows, and from how many children on."""
