"""From how many children on a list that is published tells of them."""

from __future__ import annotations

import pandas as pd

from needs.programmes import Programme

#: Where a profile sets no limit: that of the public page of the base profiles.
CAUTIOUS = 10
#: Stands in a list for donors for what is not written, since it would tell of few children.
NOT_WRITTEN = "•"


def fewest_children(programme: Programme) -> int:
    """Return the least number of children that a published amount may be about.

    The strictest of what the profile says of figures that leave the house
    (`disclosure.threshold`), of its public page (`smallest_group`) and of its list of gifts
    (`network.public.small_count`), so that two pages of one edition never differ.
    """
    limits = [
        0 if programme.disclosure is None else programme.disclosure.threshold,
        0 if programme.public_page is None else programme.public_page.smallest_group,
        0 if programme.network is None else programme.network.public.small_count,
    ]
    return max(limits) or CAUTIOUS


def tells_nobody(named: pd.Series, whole: int, least: int) -> bool:
    """Tell whether counts that are named and their sum leave no small count to be worked out."""
    rest = whole - int(named.sum())
    return bool(named.ge(least).all()) and (rest == 0 or rest >= least)
