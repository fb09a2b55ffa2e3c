"""How a reader says that a file is not read; it becomes a `Refusal` at the room's border."""

from __future__ import annotations


class Refused(Exception):
    """A file is not read.

    Parameters
    ----------
    code
        One of the codes of `Refusal`.
    values
        What fills its words.
    """

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = tuple((key, str(value)) for key, value in values.items())
        super().__init__(code)


def damaged(part: str = "") -> Refused:
    """Return the refusal of a file that contradicts its own format; `part` tells where."""
    return Refused("damaged", part=part)
