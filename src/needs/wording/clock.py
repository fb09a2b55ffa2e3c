"""The day and the hour in Vietnam, whatever zone the machine keeps."""

from __future__ import annotations

import datetime as dt

#: UTC+7 all year: Vietnam has no summer time.
VIETNAM = dt.timezone(dt.timedelta(hours=7))


def today() -> dt.date:
    """Return the day in Vietnam: deadlines and offices go by it."""
    return dt.datetime.now(VIETNAM).date()


def day_of(moment: dt.datetime) -> dt.date:
    """Return the day in Vietnam at a moment (with its zone)."""
    return moment.astimezone(VIETNAM).date()
