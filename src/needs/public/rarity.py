"""How much of a case may be told so that nobody is recognised by a rare combination of traits.

What is told of a case (group, age, district, needs, about how much) is judged together: at least
`smallest` children of the register have to fit all of it. Where they do not, less is told: no
district, then no age, then no group; then one need instead of all; at last nothing. (k-anonymity by
generalisation: Samarati, Sweeney 1998. The same ladder for every case, each judged by itself, so
that the order of cases does not matter.)
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

#: Traits that are told, from most to least.
LADDER: tuple[tuple[str, ...], ...] = (
    ("child_group", "age_band", "district"),
    ("child_group", "age_band"),
    ("child_group",),
    (),
)


@dataclass(frozen=True)
class Traits:
    """What the register knows of a child on a day.

    `asked` maps each need to what it asks for its whole period, in đồng (None: not known); the
    first is the main one.
    """

    child_id: str
    child_group: str
    age_band: str | None
    district: str | None
    asked: Mapping[str, int | None]


@dataclass(frozen=True)
class Told:
    """What is told of a case; None: not told. `amount`: from, and below which (None: or more)."""

    child_group: str | None
    age_band: str | None
    district: str | None
    needs: tuple[str, ...]
    amount: tuple[int, int | None] | None = None


def fits(child: Traits, told: Told, *, steps: Sequence[int]) -> bool:
    """Tell whether what is told could have been said of a child."""
    return (
        all(need in child.asked for need in told.needs)
        and told.child_group in (None, child.child_group)
        and told.age_band in (None, child.age_band)
        and told.district in (None, child.district)
        and (told.amount is None or amount_step(child, told.needs, steps=steps) == told.amount)
    )


def tellable(
    case: Traits, register: Iterable[Traits], *, smallest: int, steps: Sequence[int] = ()
) -> Told | None:
    """Return the most that may be told of a case; None: nothing.

    Parameters
    ----------
    case
        The child.
    register
        Every child of whom somebody could think who reads of the case; the child is among them.
    smallest
        How many children have to fit what is told.
    steps
        Bounds between steps of amounts in đồng, rising; none: amounts are not told.
    """
    every, main = tuple(case.asked), tuple(case.asked)[:1]
    everybody = tuple(register)
    for needs in dict.fromkeys((every, main)):
        alike = [one for one in everybody if all(need in one.asked for need in needs)]
        if not needs or len(alike) < smallest:
            continue
        for step in LADDER:
            traits = {trait: getattr(case, trait) for trait in step}
            if None in traits.values():
                continue
            shared = [
                one
                for one in alike
                if all(getattr(one, trait) == value for trait, value in traits.items())
            ]
            if len(shared) >= smallest:
                told = Told(
                    **{trait: traits.get(trait) for trait in LADDER[0]},
                    needs=needs,
                )
                return _with_amount(case, told, shared, smallest, steps)
    return None


def _with_amount(
    case: Traits, told: Told, shared: Sequence[Traits], smallest: int, steps: Sequence[int]
) -> Told:
    """Add about how much is asked, where as many children ask for about as much."""
    amount = amount_step(case, told.needs, steps=steps)
    if amount is None:
        return told
    asking = sum(amount_step(one, told.needs, steps=steps) == amount for one in shared)
    if asking < smallest:
        return told
    return Told(told.child_group, told.age_band, told.district, told.needs, amount)


def amount_step(
    child: Traits, needs: Sequence[str], *, steps: Sequence[int]
) -> tuple[int, int | None] | None:
    """Return the step in which lies what a child asks for these needs; None: not known."""
    amounts = [child.asked.get(need) for need in needs]
    known = [amount for amount in amounts if amount is not None]
    if not steps or len(known) < len(amounts):
        return None
    asked = sum(known)
    at = bisect_right(steps, asked)
    return steps[at - 1] if at else 0, steps[at] if at < len(steps) else None
