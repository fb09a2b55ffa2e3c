"""What a profile says of how donors are invited, thanked and commended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from needs.programmes.figures import Figure, Kind, Price, Share, Strict, Words
from needs.programmes.misfit import raise_misfits, repeated, unknown
from needs.programmes.returns import Id, Named

#: A day of any year, MM-DD.
YearDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]


class Invitation(Strict):
    """The yearly invitation: by which day an answer is asked for, and why by then.

    `suggestions` is how many open needs one invitation names.
    """

    reply_by: YearDay
    why: Words
    kind: Kind
    source: str = Field(min_length=1)
    suggestions: int = Field(default=3, ge=1, le=20)


class Thanks(Strict):
    """Within how many days of a confirmed delivery a donor is thanked, and who signs."""

    within_days: Figure
    signed_by: Words | None = None


class Condition(Strict):
    """What a donor of some kinds has to have given, confirmed, in the year that is looked at.

    `kinds` empty: every kind. `meets`: one of the thresholds is enough ("any"), or all are needed.
    """

    kinds: list[Id] = Field(default_factory=list)
    value_vnd: Price | None = None
    children: Figure | None = None
    years_in_a_row: Figure | None = None
    meets: Literal["any", "all"] = "any"

    @property
    def thresholds(self) -> dict[str, Figure]:
        """The thresholds that are set: value_vnd (đồng), children, years_in_a_row (years)."""
        named = {
            "value_vnd": self.value_vnd,
            "children": self.children,
            "years_in_a_row": self.years_in_a_row,
        }
        return {name: figure for name, figure in named.items() if figure is not None}

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if not self.thresholds:
            raise ValueError("cần ít nhất một trong value_vnd, children, years_in_a_row")
        return self


class Award(Named):
    """A form of commendation; the first condition that names the donor's kind holds.

    `decided_by` is the office that decides (id of `data/reference/agencies.toml`); `most` how many
    it gives in a year at most, if that is limited.
    """

    decided_by: Id
    conditions: list[Condition] = Field(min_length=1)
    most: int | None = Field(default=None, ge=1)
    legal: Words

    def condition_for(self, kind: str) -> Condition | None:
        """Return the condition of a kind of donor; none where the award is not for this kind."""
        fitting = (one for one in self.conditions if not one.kinds or kind in one.kinds)
        return next(fitting, None)


class Commendation(Strict):
    """Forms of commendation, from the lightest to the highest; a donor is named for the highest.

    `nearly` is the share of a threshold from which a donor is shown as having just missed it.
    """

    nearly: Share
    awards: list[Award] = Field(min_length=1)


class Network(Strict):
    """How donors are invited, thanked and commended.

    `alike` is how alike two names are (0–1) from which it is asked whether they are one donor.
    """

    kinds: list[Named] = Field(min_length=1)
    alike: Share
    invitation: Invitation
    thanks: Thanks
    commendation: Commendation

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        lists: dict[str, Sequence[Named]] = {
            "kinds": self.kinds,
            "commendation.awards": self.commendation.awards,
        }
        found = [
            one
            for key, entries in lists.items()
            for one in repeated(key, [entry.id for entry in entries])
        ]
        kinds = {entry.id for entry in self.kinds}
        for award in self.commendation.awards:
            named = {kind for condition in award.conditions for kind in condition.kinds}
            found += unknown(f"commendation.awards.{award.id}", named, kinds)
        raise_misfits(found)
        return self
