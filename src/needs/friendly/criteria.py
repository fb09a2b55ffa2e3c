"""The criteria of child-friendly communes: names, most points, what recognition asks."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Self

from pydantic import Field, ValidationError, model_validator

from needs.errors import FaultCollector, NeedsError
from needs.programmes import Figure, Named, Programme, Words
from needs.programmes.figures import Strict
from needs.programmes.friendly import ChildFriendly
from needs.wording import say


class Criterion(Named):
    """One criterion; `points`: the most it gives, where that is sourced."""

    number: int = Field(ge=1)
    points: Figure | None = None


class RecognisedFrom(Named):
    """A class of communes, and from how many points on they are recognised."""

    points: Figure


class Criteria(Strict):
    """The standard, as the decision and its sources tell it.

    `total_points` is what all criteria give together; a criterion is met above `met_above`.
    """

    decision: str = Field(min_length=1)
    name: Words
    source: str = Field(min_length=1)
    total_points: Figure
    met_above: Figure
    classes: list[RecognisedFrom] = Field(min_length=1)
    criteria: list[Criterion] = Field(min_length=1)

    @property
    def ids(self) -> tuple[str, ...]:
        """The criteria in order."""
        return tuple(one.id for one in sorted(self.criteria, key=lambda one: one.number))

    @property
    def most(self) -> dict[str, int]:
        """The most points of each criterion, as far as they are known."""
        return {one.id: int(one.points.value) for one in self.criteria if one.points is not None}

    def criterion(self, criterion: str) -> Criterion:
        """Return the criterion of that id."""
        return next(one for one in self.criteria if one.id == criterion)

    def recognised_from(self, kind: str) -> int | None:
        """Return how many points a class of communes needs; none for an unknown class."""
        found = (int(one.points.value) for one in self.classes if one.id == kind)
        return next(found, None)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        problems = []
        for key, names in (
            ("criteria.id", [one.id for one in self.criteria]),
            ("criteria.number", [str(one.number) for one in self.criteria]),
            ("classes.id", [one.id for one in self.classes]),
        ):
            again = sorted({name for name in names if names.count(name) > 1})
            if again:
                problems.append(f"{key}: lặp lại / repeated: {again}")
        known, total = sum(self.most.values()), int(self.total_points.value)
        if known > total or (len(self.most) == len(self.criteria) and known != total):
            problems.append(f"criteria.points: cộng {known}, total_points {total}")
        if problems:
            raise ValueError("\n".join(problems))
        return self


def friendly_of(programme: Programme, *, lang: str = "vi") -> ChildFriendly:
    """Return what the profile says of child-friendly communes.

    Raises
    ------
    NeedsError
        If the profile says nothing of them.
    """
    if programme.child_friendly is None:
        raise NeedsError(
            say(
                "{programme}: hồ sơ không có phần [child_friendly]; thêm tệp friendly.toml",
                lang=lang,
                programme=programme.id,
            )
        )
    return programme.child_friendly


def read_criteria(programme: Programme, root: Path, *, lang: str = "vi") -> Criteria:
    """Read the criteria that the profile names, and check its links against them.

    Raises
    ------
    NeedsError
        If the profile says nothing of child-friendly communes.
    InputFaults
        With every fault of the file, and every link to something that is not there.
    """
    profile = friendly_of(programme, lang=lang)
    path = root / profile.criteria
    faults = FaultCollector(profile.criteria)
    try:
        criteria = Criteria.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.add(path.name, error, "TOML hợp lệ, mã hóa UTF-8", "sửa tệp")
        faults.raise_if_any()
        raise
    except ValidationError as error:
        for problem in error.errors():
            where = ".".join(map(str, problem["loc"])) or path.name
            for message in problem["msg"].splitlines():
                faults.add(where, repr(problem["input"])[:120], message, "sửa khóa này")
        faults.raise_if_any()
        raise
    known = {
        "criterion": set(criteria.ids),
        "categories": {one.id for one in programme.categories},
        "facilities": {one.id for one in programme.facilities},
    }
    for link in profile.links:
        named = {
            "criterion": [link.criterion],
            "categories": link.categories,
            "facilities": link.facilities,
        }
        for key, ids in named.items():
            for unknown in sorted(set(ids) - known[key]):
                where = f"child_friendly.links[{link.criterion}].{key}"
                faults.add(where, unknown, "; ".join(sorted(known[key])), "sửa friendly.toml")
    faults.raise_if_any()
    return criteria
