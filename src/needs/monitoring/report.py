"""A periodic report as tables and sentences, before it is put on any page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from needs.assessment import Assessment
from needs.assessment.promised import ledger_path
from needs.commitments import Ledger
from needs.commitments.states import DELIVERED
from needs.monitoring.changes import changed_since, listed_changes
from needs.monitoring.delivered import delivered_table, places_of
from needs.monitoring.histories import lot_histories
from needs.monitoring.kept import kept_year, year_before
from needs.monitoring.lacking import lacking, to_do
from needs.monitoring.outlook import problems, proposals
from needs.monitoring.outstanding import money_table, undelivered_lots
from needs.monitoring.pace import PROVINCE, pace_table
from needs.monitoring.periods import ReportPeriod, report_period
from needs.monitoring.scope import Scope, province_scope
from needs.places import load_gazetteer
from needs.programmes import Programme


@dataclass(frozen=True)
class Report:
    """A periodic report.

    Attributes
    ----------
    assessment
        The year's tables, as far as they are reported.
    period, scope
        Which days, and whom it is for.
    day
        The day to which it looks: the period's last, or the day it was made if that is earlier.
    made_on
        The day it was made.
    delivered, undelivered, money, pace
        The tables of that name (`pace`: `target_pace`) of the report's years.
    change, listed
        This year against the kept one (`year_change`), and the communes that entered or left;
        None where there is nothing to compare with.
    compared_with
        The kept year.
    lacking, problems, proposals
        Sentences in the reader's language, for the page.
    to_do
        Commands for the planner; nothing for a document that is signed.
    has_ledger
        Whether there is a ledger: without one, what was accepted and delivered is not known.
    """

    assessment: Assessment
    period: ReportPeriod
    scope: Scope
    day: dt.date
    made_on: dt.date
    delivered: pd.DataFrame
    undelivered: pd.DataFrame
    money: pd.DataFrame
    pace: pd.DataFrame
    change: pd.DataFrame | None
    listed: pd.DataFrame | None
    compared_with: str | None
    lacking: tuple[str, ...]
    problems: tuple[str, ...]
    proposals: tuple[str, ...]
    to_do: tuple[str, ...] = ()
    has_ledger: bool = True

    @property
    def programme(self) -> Programme:
        """The programme that is reported."""
        return self.assessment.programme

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The report's tables by name, for a spreadsheet or a document."""
        named = {
            "delivered": self.delivered,
            "undelivered": self.undelivered,
            "money": self.money,
            "target_pace": self.pace,
        }
        return named if self.change is None else named | {"year_change": self.change}

    @property
    def file_name(self) -> str:
        """The name of its page, without ending: `<kind>-<year>[-<district or agency>]`."""
        parts = [self.period.kind.replace("_", "-"), str(self.period.last_year), self.scope.slug]
        return "-".join(part for part in parts if part)


def ledger_on_record(programme: Programme, root: Path) -> Ledger | None:
    """Return the programme's ledger; None where nobody has promised anything yet."""
    path = ledger_path(programme, root)
    return Ledger(path, create=False) if path is not None and path.is_file() else None


def report_tables(
    assessment: Assessment,
    kind: str,
    *,
    root: Path,
    on: dt.date,
    year: int | None = None,
    scope: Scope | None = None,
    lang: str = "vi",
) -> Report:
    """Make a periodic report out of the tables and the ledger.

    Parameters
    ----------
    assessment
        The whole province.
    kind
        "half_year", "year", "mid_term" or "final".
    root
        The data root: ledger, kept years.
    on
        The day it is made.
    year
        Its last year; none: as `report_period` says.
    scope
        Whom it is for; none: the whole province.

    Raises
    ------
    NeedsError
        If the profile has no such report, or ledger or kept year cannot be read.
    """
    programme = assessment.programme
    period = report_period(programme, kind, year=year, lang=lang)
    whom = scope or province_scope(programme)
    ledger = ledger_on_record(programme, root)
    day = min(period.until, on)
    part = whom.assessment(assessment)
    years = period.years
    gazetteer = load_gazetteer()
    now, every = (
        histories[histories.period.isin(years)].reset_index(drop=True)
        for histories in (lot_histories(ledger), lot_histories(ledger, until=day))
    )
    # Of the whole province first: what one district gives up may be planned for another.
    planned = delivered_table(assessment, every, now, gazetteer)
    delivered = whom.of(planned[planned.year.isin(years)])
    lots = whom.lots(every, places_of(every.commune_code, assessment, gazetteer).reset_index())
    days = 0 if programme.monitoring is None else int(programme.monitoring.overdue_days.value)
    undelivered = undelivered_lots(
        lots, on=day, overdue_days=days, assessment=assessment, gazetteer=gazetteer
    )
    pace = _pace(part, None if ledger is None else lots, whom, years)
    report = Report(
        assessment=part,
        period=period,
        scope=whom,
        day=day,
        made_on=on,
        delivered=delivered,
        undelivered=undelivered,
        money=money_table(lots),
        pace=pace,
        change=None,
        listed=None,
        compared_with=None,
        lacking=(),
        problems=problems(part, delivered, undelivered, pace, lang=lang),
        proposals=proposals(part, lots, undelivered, pace, lang=lang),
        to_do=to_do(
            part,
            ledger_there=ledger is not None,
            unconfirmed_lots=int((lots.state == DELIVERED).sum()),
            lang=lang,
        ),
        has_ledger=ledger is not None,
    )
    report = _compared(report, assessment, root, lang)
    unpriced = int(lots.promised_vnd.isna().sum())
    return replace(
        report,
        lacking=lacking(
            part,
            period,
            ledger_there=ledger is not None,
            compared_with=report.compared_with,
            unpriced_lots=unpriced,
            lang=lang,
        ),
    )


def _pace(
    part: Assessment, lots: pd.DataFrame | None, scope: Scope, years: tuple[str, ...]
) -> pd.DataFrame:
    rows = pace_table(part, lots)
    if scope.level == "district":
        # Of one district there is nothing to add up.
        rows = rows[rows.level != PROVINCE]
    return rows[rows.year.isin(years)].reset_index(drop=True)


def _compared(report: Report, whole: Assessment, root: Path, lang: str) -> Report:
    """Return the report with the comparison, where an earlier year is kept."""
    programme = report.programme
    if str(report.period.last_year) != programme.period:
        return report
    earlier = year_before(programme, root)
    if earlier is None:
        return report
    kept = kept_year(programme.id, earlier, root, lang=lang)
    change = changed_since(kept.tables, whole, lang=lang)
    scope = report.scope
    if scope.district_code is not None:
        change = change[change.area_code == scope.district_code]
    if scope.categories is not None:
        change = change[change.category.isin(scope.categories)]
    listed = listed_changes(kept.tables, whole.tables, lang=lang)
    if scope.district_code is not None:
        name = whole.communes[whole.communes.district_code == scope.district_code].district
        listed = listed[listed.district.isin(name)]
    return replace(
        report,
        change=change.reset_index(drop=True),
        listed=listed.reset_index(drop=True),
        compared_with=earlier,
    )
