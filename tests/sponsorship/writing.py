"""A writer as a process of its own: tells on its output what the register has acknowledged.

Run by `test_writers.py`:
`-m tests.sponsorship.writing race|steps REGISTER RULES NAME FIRST LAST [DIE_AT]`.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import tomllib
from pathlib import Path

from needs.programmes.sponsorship import Sponsorship
from needs.sponsorship.acts import Act, Sponsor
from needs.sponsorship.deeds import handed_over, proposed
from needs.sponsorship.register import Register, RegisterRefused
from tests.writers import die_at, do_and_tell

DAY = dt.date(2026, 3, 2)


def race(register: Register, name: str, number: int) -> list[Act]:
    """Every writer wants the number-th child for its own sponsor."""
    children = sorted(register.contents().children)
    return [propose(children[number], name, "2026-04", 6, f"{name}/{number}")]


def propose(child_id: str, name: str, first: str, months: int, key: str) -> Act:
    act = proposed(
        child_id,
        "living",
        Sponsor(name),
        amount_vnd=500_000,
        first_month=first,
        months=months,
        by=name,
        at=DAY,
    )
    return Act("proposed", name, DAY, child_id, content=act.content, key=key)


def steps(register: Register, name: str, number: int) -> list[Act]:
    """The number-th thing that a writer does: the same whenever it is asked."""
    drawn = random.Random(f"{name}/{number - number % 4}")
    contents = register.contents()
    child_id = drawn.choice(sorted(contents.children))
    first = f"2026-{drawn.randint(1, 9):02d}"
    last = drawn.choice(("ended", "handed_over", "renewed"))
    key = f"{name}/{number}"
    if number % 4 == 0:
        return [propose(child_id, name, first, drawn.randint(1, 6), key)]
    begun = f"{name}/{number - number % 4}"
    own = [event["pledge_id"] for event in contents.events if event["key"] == begun]
    if not own:
        return []
    common = {"pledge_id": own[0], "evidence": "CV-1", "key": key}
    if number % 4 < 3:
        return [Act(("agreed", "running")[number % 4 - 1], name, DAY, **common)]
    if last == "renewed":
        return [Act("renewed", name, DAY, content={"months": 2}, **common)]
    if last == "ended":
        content = {"reason": "sponsor-stops", "last_month": first}
        return [Act("ended", name, DAY, content=content, **common)]
    later = f"2026-{int(first[5:]) + 1:02d}"
    act = handed_over(
        own[0],
        Sponsor(f"{name}-2"),
        amount_vnd=1,
        first_month=later,
        by=name,
        at=DAY,
        evidence="CV-1",
    )
    return [Act("handed_over", name, DAY, content=act.content, **common)]


def main(kind: str, path: str, rules: str, name: str, first: str, last: str, *at: str) -> None:
    told = tomllib.loads(Path(rules).read_text(encoding="utf-8"))["sponsorship"]
    die_at(*at)
    register = Register(Path(path), Sponsorship.model_validate(told))
    asked = {"race": race, "steps": steps}[kind]
    do_and_tell(
        range(int(first), int(last)),
        lambda number: asked(register, name, number),
        register.write,
        RegisterRefused,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
