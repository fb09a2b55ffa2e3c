"""From how many children on a list that is published tells of them."""

from __future__ import annotations

from needs.programmes import Programme

#: Where a profile sets no limit: that of the public page of the base profiles.
CAUTIOUS = 10


def fewest_children(programme: Programme) -> int:
    """Return the least number of children that a published amount may be about.

    The strictest of what the profile says of its public page (`smallest_group`) and of its list of
    gifts (`network.public.small_count`), so that two pages of one edition never differ.
    """
    limits = [
        0 if programme.public_page is None else programme.public_page.smallest_group,
        0 if programme.network is None else programme.network.public.small_count,
    ]
    return max(limits) or CAUTIOUS
