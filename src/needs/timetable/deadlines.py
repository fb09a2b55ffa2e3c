"""Every deadline of a profile: its own, those of its reports, those of the Fund and its law."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from needs.programmes import BASIS_OF_KIND, Programme, Words
from needs.programmes.monitoring import DueReport
from needs.programmes.timetable import Asked, Deadline, day_of
from needs.wording import say


@dataclass(frozen=True)
class Due:
    """What is due on one day; `asked` for offices by id, else `who` and `whom` in words."""

    task: str
    entry: str
    name: Words
    day: dt.date
    basis: str
    source: str
    begins: dt.date | None = None
    asked: Asked | None = None
    who: Words | None = None
    whom: Words | None = None
    shown_by: str | None = None


def all_deadlines(programme: Programme, first: int, last: int) -> Iterator[Due]:
    """Yield what is due in the years from `first` to `last`.

    What `[[reports]]` and `[fund]` state is read there; a profile does not repeat it under
    `[timetable]`. A law's days count while it is in force.
    """
    for year in range(first, last + 1):
        yield from _reports(programme, year)
        yield from _fund(programme, year)
        for deadline in () if programme.timetable is None else programme.timetable.deadlines:
            yield from _own(deadline, year)


def _own(deadline: Deadline, year: int) -> Iterator[Due]:
    days: list[tuple[dt.date, dt.date | None]]
    days = [(day_of(year, day), None) for day in deadline.on]
    if deadline.day is not None:
        days.append((deadline.day, None))
    if deadline.month is not None:
        # No day is stated: any day of that month will do, the last is the latest.
        begins = dt.date.fromisoformat(f"{deadline.month}-01")
        days.append((_end_of_month(begins), begins))
    for day, since in days:
        if day.year == year:
            yield Due(
                task=f"{deadline.id}.{day.isoformat()}",
                entry=deadline.id,
                name=deadline.name,
                day=day,
                begins=since,
                asked=deadline,
                shown_by=deadline.shown_by,
                basis=BASIS_OF_KIND[deadline.kind],
                source=deadline.source,
            )


def _end_of_month(first: dt.date) -> dt.date:
    return day_of(first.year, f"{first.month:02}-31")


def _reports(programme: Programme, year: int) -> Iterator[Due]:
    """Yield the reports of the plan; two of one day are told apart by a number."""
    seen: Counter[dt.date] = Counter()
    order = sorted(programme.reports, key=lambda one: (one.deadline, one.by.vi, one.to.vi))
    for report in order:
        day = day_of(year, report.deadline)
        seen[day] += 1
        more = "" if seen[day] == 1 else f".{seen[day]}"
        yield Due(
            task=f"report.{day.isoformat()}{more}",
            entry="reports",
            name=Words(
                vi=_report_name(report.kind, lang="vi"), en=_report_name(report.kind, lang="en")
            ),
            day=day,
            who=report.by,
            whom=report.to,
            shown_by="returns" if report.for_returns else "report",
            basis=_of_day(stated=report.stated),
            source=report.source,
        )


def _fund(programme: Programme, year: int) -> Iterator[Due]:
    fund = programme.fund
    if fund is None:
        return
    for report in fund.reports:
        for by in report.by:
            day = day_of(year, by)
            yield Due(
                task=f"fund.{report.id}.{day.isoformat()}",
                entry="fund",
                name=report.name,
                day=day,
                who=fund.name,
                whom=report.to,
                shown_by="report",
                basis=_of_day(stated=report.stated),
                source=report.source,
            )
    for law in fund.laws:
        due, publish = day_of(year, law.report_by), day_of(year, law.publish_by)
        if fund.law_on(due) == law and law.rules_on(due):
            yield Due(
                task=f"fund.{law.id}.report.{due.isoformat()}",
                entry="fund",
                name=Words(
                    vi=say("Báo cáo của Quỹ theo luật", lang="vi"),
                    en=say("Báo cáo của Quỹ theo luật", lang="en"),
                ),
                day=due,
                who=fund.name,
                whom=law.report_to,
                shown_by="report",
                basis=_basis(law.source),
                source=law.source,
            )
        if fund.law_on(publish) == law and law.rules_on(publish):
            yield Due(
                task=f"fund.{law.id}.publish.{publish.isoformat()}",
                entry="fund",
                name=Words(
                    vi=say("Quỹ công khai: {what}", lang="vi", what=law.publishes.vi),
                    en=say("Quỹ công khai: {what}", lang="en", what=law.publishes.en),
                ),
                day=publish,
                who=fund.name,
                basis=_basis(law.source),
                source=law.source,
            )


def _report_name(kind: DueReport, *, lang: str) -> str:
    return {
        "half_year": say("Báo cáo 6 tháng theo kế hoạch", lang=lang),
        "year": say("Báo cáo năm theo kế hoạch", lang=lang),
        "mid_term": say("Báo cáo giữa kỳ theo kế hoạch", lang=lang),
        "final": say("Báo cáo cuối kỳ theo kế hoạch", lang=lang),
        "periodic": say("Báo cáo theo kế hoạch", lang=lang),
    }[kind]


def _of_day(*, stated: bool) -> str:
    return "official" if stated else "assumption"


def _basis(source: str) -> str:
    # A law carries no such mark: a day that it does not state says so in its source.
    words = source.lower()
    assumed = "giả định" in words or "tạm lấy" in words
    return "assumption" if assumed else "official"
