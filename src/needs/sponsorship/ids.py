"""Pseudonyms of children: drawn at random, never made from a name; one wrong sign is noticed."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from needs.support.pseudonyms import why_refused

#: No vowels (nothing can be read as a word), no 0/O, 1/I; 29 signs, a prime, for the check sign.
SIGNS = "23456789BCDFGHJKLMNPQRSTVWXYZ"
_DRAWN, _HALF = 9, 5


def new_child_id(draw: Callable[[str], str] = secrets.choice) -> str:
    """Return a new pseudonym, «7K4MX-9QBHD»: nine signs at random and a check sign."""
    while True:
        drawn = "".join(draw(SIGNS) for _ in range(_DRAWN))
        whole = drawn + _check_sign(drawn)
        written = f"{whole[:_HALF]}-{whole[_HALF:]}"
        # Lists of supported children take it too: a letter and a digit, no date, no number.
        if why_refused(written) is None:
            return written


def read_child_id(text: str) -> str | None:
    """Return a pseudonym as it stands in the register; None if a sign is wrong or two swapped.

    Small letters, blanks and a missing hyphen are put right.
    """
    whole = "".join(sign for sign in text.upper() if sign not in " -–_")
    if len(whole) != _DRAWN + 1 or any(sign not in SIGNS for sign in whole):
        return None
    if _check_sign(whole[:-1]) != whole[-1]:
        return None
    return f"{whole[:_HALF]}-{whole[_HALF:]}"


def _check_sign(drawn: str) -> str:
    # Weights 2 to 10, all different and modulo a prime: every single error and every swap of two
    # signs changes the sum.
    total = sum(SIGNS.index(sign) * weight for weight, sign in enumerate(drawn, start=2))
    return SIGNS[-total % len(SIGNS)]
