"""From how many children on a list that is published tells of them."""

from __future__ import annotations

from needs.programmes import Programme

#: Where a profile sets no limit: that of the public page of the base profiles.
CAUTIOUS = 10


def fewest_children(programme: Programme) -> int:
    """Return the least number of children that a published amount may be about.

    The strictest of what the profile says of figures that leave the house
    (`disclosure.threshold`) and of its public page (`smallest_group`), so that two pages of one
    edition never differ.
    """
    limits = [
        0 if programme.disclosure is None else programme.disclosure.threshold,
        0 if programme.public_page is None else programme.public_page.smallest_group,
    ]
    return max(limits) or CAUTIOUS
