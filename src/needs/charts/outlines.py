"""Outlines of letters written as shortly as the eye allows: steps instead of places."""

from __future__ import annotations

import re

_SIGN = re.compile(r"([MLQCZmlqcz])|(-?[\d.]+)")
_NUMBERS_OF = {"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0}


def short_outline(path: str, *, divisor: float) -> str:
    """Return a path of whole-number steps, all places divided by `divisor`.

    Parameters
    ----------
    path
        SVG path of absolute commands (M, L, Q, C, Z), as matplotlib writes letters.
    divisor
        How much coarser the grid gets. Places are rounded, then steps are taken between them:
        errors do not add up.
    """
    written: list[str] = []
    here = start = (0, 0)
    command, numbers = "", [0.0][:0]
    for letter, figure in _SIGN.findall(path):
        if letter:
            command, numbers = letter.upper(), []
            if command == "Z":
                written.append("z")
                here = start
            continue
        numbers.append(float(figure))
        if len(numbers) < _NUMBERS_OF[command]:
            continue
        places = [
            (round(x / divisor), round(y / divisor))
            for x, y in zip(numbers[::2], numbers[1::2], strict=True)
        ]
        written.append(
            command.lower()
            + _joined(
                [end - begin for place in places for end, begin in zip(place, here, strict=True)]
            )
        )
        here = places[-1]
        start = here if command == "M" else start
        command, numbers = ("L" if command == "M" else command), []
    return "".join(written)


def _joined(steps: list[int]) -> str:
    """Write numbers with a space only where a sign does not part them already."""
    words = [str(step) for step in steps]
    return words[0] + "".join(word if word[0] == "-" else f" {word}" for word in words[1:])
