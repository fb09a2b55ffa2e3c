"""The register of offices, `reference/agencies.toml`: who passed on what to whom, when, by what."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, ValidationError, model_validator

from needs.errors import FaultCollector
from needs.programmes.figures import Strict, Words
from needs.programmes.returns import Id

AGENCIES = Path("reference") / "agencies.toml"

Level = Literal["central", "province", "district", "commune"]


class Matter(Strict):
    """A field of work that one office hands to another (child affairs, ODA …)."""

    id: Id
    name: Words


class Succession(Strict):
    """From a day on another office does the work, or the same office under another name.

    `matters` and `provinces` (codes) narrow it; empty: all. `to` is the office that takes over;
    without it the office itself goes on, as `name`.
    """

    on: dt.date
    to: Id | None = None
    name: Words | None = None
    matters: list[Id] = Field(default_factory=list)
    provinces: list[str] = Field(default_factory=list)
    why: Words
    kind: Literal["official", "observed", "assumption"]
    source: str = Field(min_length=1)

    @model_validator(mode="after")
    def _office_or_name(self) -> Self:
        if (self.to is None) == (self.name is None):
            raise ValueError("ghi một trong hai: to (cơ quan nhận việc) hoặc name (tên mới)")
        return self

    def concerns(self, matter: str, province: str | None) -> bool:
        """Whether it concerns that matter in that province."""
        return (not self.matters or matter in self.matters) and (
            not self.provinces or province in self.provinces
        )


class Agency(Strict):
    """An office that a plan names; `short` heads a narrow column."""

    id: Id
    kind: Literal["department", "committee", "front", "union", "fund", "ministry"]
    level: Level
    name: Words
    short: Words
    source: str = Field(min_length=1)
    successions: list[Succession] = Field(default_factory=list)


class ProvinceChange(Strict):
    """From a day on a province is part of another one."""

    on: dt.date
    name: Words
    source: str = Field(min_length=1)


class Province(Strict):
    """A province that is no longer there as it was: its code and name of before."""

    code: str = Field(pattern=r"^\d{2}$")
    name: Words
    change: ProvinceChange


class Register(Strict):
    """The whole file `reference/agencies.toml`."""

    default_matter: Id
    matters: list[Matter] = Field(min_length=1)
    agencies: list[Agency] = Field(min_length=1)
    provinces: list[Province] = Field(default_factory=list)


def read_register(root: Path) -> Register:
    """Read `reference/agencies.toml`.

    Raises
    ------
    InputFaults
        With every fault: broken TOML, wrong key, id twice, unknown office or matter, an office
        that would succeed itself in the end.
    """
    faults = FaultCollector(AGENCIES.as_posix())
    content: dict[str, object] = {}
    try:
        content = tomllib.loads((root / AGENCIES).read_text(encoding="utf-8-sig"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.add(AGENCIES.name, error, "TOML hợp lệ, mã hóa UTF-8", "sửa dòng được nêu")
    faults.raise_if_any()
    try:
        register = Register.model_validate(content)
    except ValidationError as error:
        for problem in error.errors():
            where = _key(problem["loc"], content)
            faults.add(where, repr(problem["input"])[:120], problem["msg"], "sửa khóa này")
        faults.raise_if_any()
        raise
    for message in _misfits(register):
        faults.add(*message)
    faults.raise_if_any()
    return register


def _misfits(register: Register) -> Iterator[tuple[str, str, str, str]]:
    """Yield what does not fit together: where, found, expected, what to do."""
    for key, ids in (
        ("agencies", [agency.id for agency in register.agencies]),
        ("matters", [matter.id for matter in register.matters]),
        ("provinces", [province.code for province in register.provinces]),
    ):
        for again in sorted({one for one in ids if ids.count(one) > 1}):
            yield key, again, "mỗi mã một lần / one entry an id", "đổi mã"
    agencies = {agency.id: agency for agency in register.agencies}
    matters = {matter.id for matter in register.matters}
    if register.default_matter not in matters:
        yield "default_matter", register.default_matter, f"một trong {sorted(matters)}", "sửa mã"
    for agency in register.agencies:
        for step in agency.successions:
            where = f"agencies[{agency.id}].successions[{step.on}]"
            if step.to is not None and step.to not in agencies:
                yield f"{where}.to", step.to, f"một trong {sorted(agencies)}", "sửa mã"
            for unknown in sorted(set(step.matters) - matters):
                yield f"{where}.matters", unknown, f"một trong {sorted(matters)}", "sửa mã"
        for one, other in combinations(agency.successions, 2):
            if one.on == other.on and _overlap(one, other):
                where = f"agencies[{agency.id}].successions[{one.on}]"
                yield where, "hai thay đổi cùng ngày", "một cho mỗi lĩnh vực, tỉnh", "bỏ bớt một"
        yield from _circles(agency, agencies)


def _overlap(one: Succession, other: Succession) -> bool:
    """Whether two successions hold for the same matter in the same province; none named: all."""
    pairs = ((one.matters, other.matters), (one.provinces, other.provinces))
    return all(not a or not b or set(a) & set(b) for a, b in pairs)


def _circles(agency: Agency, agencies: dict[str, Agency]) -> Iterator[tuple[str, str, str, str]]:
    """Yield the circle that leads back to an office, whatever the matter and the day."""
    paths = [[agency.id]]
    while paths:
        path = paths.pop()
        entry = agencies.get(path[-1])
        for step in entry.successions if entry else ():
            if step.to == agency.id:
                circle = " → ".join([*path, agency.id])
                where = f"agencies[{agency.id}].successions"
                yield where, circle, "không cơ quan nào kế tục chính mình", "bỏ một bước"
            elif step.to is not None and step.to not in path:
                paths.append([*path, step.to])


def _key(location: tuple[int | str, ...], content: dict[str, object]) -> str:
    """Write a key as a planner finds it: agencies[labour].successions[0].on."""
    words: list[str] = []
    entries = content.get(str(location[0])) if location else None
    for place, part in enumerate(location):
        if isinstance(part, int):
            entry = entries[part] if place == 1 and isinstance(entries, list) else None
            words[-1] += f"[{entry.get('id', part) if isinstance(entry, dict) else part}]"
        else:
            words.append(part)
    return ".".join(words) or AGENCIES.name
