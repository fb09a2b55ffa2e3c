"""What does not fit together in a profile, told by one part about others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from needs.programmes.toml_words import listed


class Misfit(NamedTuple):
    """One thing that does not fit: the key (below the part that tells it), found, expected."""

    where: str
    found: str
    expected: str

    def __str__(self) -> str:
        return f"{self.where}: {self.found}; {self.expected}"


class DoNotFit(ValueError):
    """All that does not fit together in one part of a profile; carries every misfit."""

    def __init__(self, misfits: Iterable[Misfit]) -> None:
        self.misfits = tuple(misfits)
        super().__init__("\n".join(map(str, self.misfits)))


def raise_misfits(misfits: Iterable[Misfit]) -> None:
    """Raise `DoNotFit` if there is any misfit."""
    found = list(misfits)
    if found:
        raise DoNotFit(found)


def repeated(where: str, ids: Sequence[str]) -> Iterator[Misfit]:
    """Yield a misfit where an id of a list stands there more than once."""
    again = sorted(one for one, count in Counter(ids).items() if count > 1)
    if again:
        yield Misfit(where, f"mã lặp lại: {listed(again)}", "mỗi mã một lần")


def unknown(where: str, named: Iterable[str], known: Iterable[str]) -> Iterator[Misfit]:
    """Yield a misfit where ids are named that do not exist."""
    valid = sorted(known)
    strange = sorted(set(named) - set(valid))
    if strange:
        yield Misfit(where, listed(strange), f"một trong: {listed(valid)}")
