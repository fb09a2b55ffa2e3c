"""What a profile says of occasions, seasons and deadlines of the programme's year."""

from __future__ import annotations

from needs.programmes.figures import Strict


class Timetable(Strict):
    """Occasions, seasons and deadlines of the programme's year."""
