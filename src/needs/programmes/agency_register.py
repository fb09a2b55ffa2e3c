"""The register of offices, `reference/agencies.toml`: who passed on what to whom, when, by what."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, ValidationError, model_validator

from needs.errors import FaultCollector
from needs.programmes.faults_told import key_text, told
from needs.programmes.figures import Strict, Words
from needs.programmes.returns import Id
from needs.programmes.toml_words import listed, unread

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
        found = "không mở được tệp" if isinstance(error, OSError) else unread(error)
        faults.add(AGENCIES.as_posix(), found, "TOML hợp lệ, mã hóa UTF-8", "sửa dòng được nêu")
    faults.raise_if_any()
    try:
        register = Register.model_validate(content)
    except ValidationError as error:
        for problem in error.errors():
            for one in told(problem, Register):
                where = ".".join(filter(None, [key_text(problem["loc"], content), one.below]))
                action = f"{one.action} trong {AGENCIES.as_posix()}"
                faults.add(where or AGENCIES.name, one.found, one.expected, action)
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
            yield key, again, "mỗi mã một lần", "đổi mã"
    agencies = {agency.id: agency for agency in register.agencies}
    matters = {matter.id for matter in register.matters}
    if register.default_matter not in matters:
        yield "default_matter", register.default_matter, _one_of(matters), "sửa mã"
    for agency in register.agencies:
        for step in agency.successions:
            where = f"agencies[{agency.id}].successions[{step.on}]"
            if step.to is not None and step.to not in agencies:
                yield f"{where}.to", step.to, _one_of(agencies), "sửa mã"
            for unknown in sorted(set(step.matters) - matters):
                yield f"{where}.matters", unknown, _one_of(matters), "sửa mã"
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


def _one_of(ids: Iterable[str]) -> str:
    return f"một trong: {listed(sorted(ids))}"
