"""Schemes that a child cannot draw together: of those of one kind, the one that pays most.

Rule: who qualifies for several schemes of the same kind draws only the highest (so Decree
339/2025/NĐ-CP, article 2, for lunches). Schemes that exclude each other form a class.
"""

from __future__ import annotations

from collections.abc import Mapping

from needs.entitlements.scheme import Scheme
from needs.errors import FaultCollector


def symmetric(entries: Mapping[str, Scheme]) -> dict[str, Scheme]:
    """Return the schemes with every exclusion stated on both sides."""
    stated = {
        name: set(scheme.excludes)
        | {other for other, entry in entries.items() if name in entry.excludes}
        for name, scheme in entries.items()
    }
    return {
        name: scheme.model_copy(update={"excludes": sorted(stated[name])})
        for name, scheme in entries.items()
    }


def exclusion_faults(entries: Mapping[str, Scheme], faults: FaultCollector) -> None:
    """Note schemes that a third one excludes but that do not exclude each other.

    Which of them a child draws would then depend on more than the amounts.
    """
    both = symmetric(entries)
    for name, scheme in both.items():
        others = [other for other in scheme.excludes if other in both and other != name]
        for position, first in enumerate(others):
            for second in others[position + 1 :]:
                if second not in both[first].excludes:
                    faults.add(
                        f"schemes[{name}].excludes",
                        f"{first}, {second}",
                        f"{first} và {second} cũng loại trừ nhau",
                        "các chính sách cùng loại phải loại trừ nhau từng đôi một",
                    )


def exclusion_class(scheme: Scheme) -> str:
    """Return the label of the schemes of its kind: the first id among them."""
    return min([scheme.id, *scheme.excludes])
