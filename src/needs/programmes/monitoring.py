"""What a profile says of how delivery is checked and reported."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from needs.programmes.figures import Figure, Price, Share, Strict
from needs.programmes.misfit import raise_misfits, repeated

ReportKind = Literal["half_year", "year", "mid_term", "final"]

#: Kinds of reports that are due on a day; "periodic": the plan asks for it and names no period.
DueReport = Literal["half_year", "year", "mid_term", "final", "periodic"]

#: The kinds of periodic reports, from the shortest period to the longest.
REPORT_KINDS: tuple[ReportKind, ...] = ("half_year", "year", "mid_term", "final")


class PeriodicReport(Strict):
    """A report that is made again and again: which days it covers.

    `until` is the last day counted (MM-DD) of the report's last year. `year` is that last year of
    a mid-term or final report; none: the middle or the end of the plan's period. `stated` is false
    where the plan does not ask for it.
    """

    id: ReportKind
    until: Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")] = "12-31"
    year: int | None = None
    stated: bool = True
    source: str = Field(min_length=1)

    @model_validator(mode="after")
    def _yearly_reports_have_no_year_of_their_own(self) -> Self:
        if self.year is not None and self.id in ("half_year", "year"):
            raise ValueError("year chỉ dùng cho báo cáo giữa kỳ (mid_term) và cuối kỳ (final)")
        return self


class SpotCheck(Strict):
    """How many delivered lots are looked at on the spot, and how they are drawn.

    `share` of the delivered lots that are not large; `least` at the least, large ones counted in;
    of each district with a delivery `least_per_district`; lots of `sure_from_vnd` đồng or
    `sure_from_children` children and more are looked at in any case.
    """

    share: Share
    least: int = Field(ge=1)
    least_per_district: int = Field(ge=0)
    sure_from_vnd: Price | None = None
    sure_from_children: int | None = Field(default=None, ge=1)
    seed: int = Field(ge=0)
    source: str = Field(min_length=1)


class Monitoring(Strict):
    """How delivery is checked and reported.

    `overdue_days`: an accepted lot that is not delivered after so many days is named as late.
    """

    reports: list[PeriodicReport] = Field(min_length=1)
    overdue_days: Figure
    spot_check: SpotCheck

    @model_validator(mode="after")
    def _one_report_of_each_kind(self) -> Self:
        raise_misfits(repeated("reports", [report.id for report in self.reports]))
        return self
