"""What a profile says of a duty of the plan: who leads, who takes part, when, what serves it."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from needs.programmes.figures import Strict, Words
from needs.programmes.returns import Id
from needs.programmes.toml_words import listed


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


#: One office, or several that each do it for their own part.
Offices = Annotated[list[Id], BeforeValidator(_listed)]


class Duty(Strict):
    """A duty of the plan.

    Offices are ids of `reference/agencies.toml`, as the plan named them: who it is today is
    asked with the day and the `matter`. `categories` and `facilities` are those of the profile
    that it is about; none: the plan as a whole. `receives_from` and `hands_to` say who supplies
    what is needed for it and who gets the result. `deadline` names a deadline of the timetable.
    `served_by` lists what this software gives for it: commands («needs …»), pages («… .html») and
    tables; `by_people` says what no software does. One of the two has to be there.
    """

    id: Id
    text: Words
    matter: Id | None = None
    categories: list[Id] = Field(default_factory=list)
    facilities: list[Id] = Field(default_factory=list)
    level: Literal["province", "district", "commune"] = "province"
    lead: Offices = Field(min_length=1)
    with_: Offices = Field(default_factory=list, alias="with")
    receives_from: Offices = Field(default_factory=list)
    hands_to: Offices = Field(default_factory=list)
    when: Words | None = None
    deadline: Id | None = None
    served_by: list[Annotated[str, Field(min_length=1)]] = Field(default_factory=list)
    by_people: Words | None = None
    kind: Literal["official", "assumption"] = "official"
    source: str = Field(min_length=1)

    @model_validator(mode="after")
    def _served_or_said(self) -> Self:
        if not self.served_by and self.by_people is None:
            raise ValueError("ghi served_by (lệnh, trang, bảng nào giúp), hoặc by_people")
        return self

    @model_validator(mode="after")
    def _one_role_each(self) -> Self:
        both = sorted(set(self.lead) & set(self.with_))
        if both:
            raise ValueError(f"mỗi cơ quan một vai; vừa chủ trì vừa phối hợp: {listed(both)}")
        return self
