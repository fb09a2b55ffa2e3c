"""The days that a periodic report covers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from needs.errors import NeedsError, NotFound
from needs.programmes import Programme
from needs.programmes.monitoring import REPORT_KINDS, PeriodicReport, ReportKind
from needs.wording import date_text, say


@dataclass(frozen=True)
class ReportPeriod:
    """Which report, from which year to which, up to which day.

    `stated`: whether the plan asks for this report; `source` says where, or why it is made.
    """

    kind: ReportKind
    first_year: int
    last_year: int
    until: dt.date
    stated: bool
    source: str

    @property
    def years(self) -> tuple[str, ...]:
        """Every year that it covers."""
        return tuple(str(year) for year in range(self.first_year, self.last_year + 1))

    def name(self, *, lang: str) -> str:
        """Return the name of the report, with its years."""
        years = {"first": self.first_year, "last": self.last_year}
        return {
            "half_year": say("Báo cáo 6 tháng đầu năm {last}", lang=lang, **years),
            "year": say("Báo cáo năm {last}", lang=lang, **years),
            "mid_term": say("Báo cáo giữa kỳ {first}–{last}", lang=lang, **years),
            "final": say("Báo cáo cuối kỳ {first}–{last}", lang=lang, **years),
        }[self.kind]

    def subject(self, place: str, *, lang: str) -> str:
        """Return what the report is about: it stands below the kind of document, «BÁO CÁO».

        Parameters
        ----------
        place
            Of which children it tells, as within a sentence: «tỉnh Cao Bằng».
        lang
            "vi" or "en".
        """
        parts = {"place": place, "first": self.first_year, "last": self.last_year}
        return {
            "half_year": say(
                "Kết quả vận động, hỗ trợ trẻ em {place} 6 tháng đầu năm {last}", lang=lang, **parts
            ),
            "year": say("Kết quả vận động, hỗ trợ trẻ em {place} năm {last}", lang=lang, **parts),
            "mid_term": say(
                "Kết quả giữa kỳ {first}–{last} vận động, hỗ trợ trẻ em {place}", lang=lang, **parts
            ),
            "final": say(
                "Kết quả cả kỳ {first}–{last} vận động, hỗ trợ trẻ em {place}", lang=lang, **parts
            ),
        }[self.kind]

    def covers(self, *, lang: str) -> str:
        """Say which days it covers."""
        return say(
            "từ {start} đến {end}",
            lang=lang,
            start=date_text(dt.date(self.first_year, 1, 1), lang=lang),
            end=date_text(self.until, lang=lang),
        )


def report_period(
    programme: Programme, kind: str, *, year: int | None = None, lang: str = "vi"
) -> ReportPeriod:
    """Return the period of a report.

    Parameters
    ----------
    programme
        Its plan's years, and what its profile says of reports.
    kind
        One of `REPORT_KINDS`.
    year
        The (last) year; none: the year assessed, the middle or the end of the plan.

    Raises
    ------
    NotFound
        If there is no such kind; lists those there are.
    NeedsError
        If the profile does not say anything of this report, or the year lies before the plan.
    """
    if kind not in REPORT_KINDS:
        raise NotFound("--kind", kind, REPORT_KINDS)
    rule = _rule(programme, kind, lang=lang)
    plan = programme.plan
    whole = rule.id in ("mid_term", "final")
    middle = (plan.period_from + plan.period_to) // 2
    default = {"mid_term": middle, "final": plan.period_to}.get(rule.id, int(programme.period))
    last = year or rule.year or default
    if last < plan.period_from:
        raise NeedsError(
            say(
                "--year {year}: kế hoạch bắt đầu năm {start}",
                lang=lang,
                year=last,
                start=plan.period_from,
            )
        )
    month, day = map(int, rule.until.split("-"))
    return ReportPeriod(
        kind=rule.id,
        first_year=plan.period_from if whole else last,
        last_year=last,
        until=dt.date(last, month, day),
        stated=rule.stated,
        source=rule.source,
    )


def _rule(programme: Programme, kind: str, *, lang: str) -> PeriodicReport:
    rules = () if programme.monitoring is None else programme.monitoring.reports
    for rule in rules:
        if rule.id == kind:
            return rule
    raise NeedsError(
        say(
            "{programme}: hồ sơ không có báo cáo «{kind}»; có: {known}. Thêm vào "
            "[[monitoring.reports]] của monitoring.toml nếu cần",
            lang=lang,
            programme=programme.id,
            kind=kind,
            known=", ".join(rule.id for rule in rules) or "–",
        )
    )
