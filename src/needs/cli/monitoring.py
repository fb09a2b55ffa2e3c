"""Commands about checking and reporting: `report`, `years`, `spot-check`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from needs.cli.common import Data, Lang, Out, ProgrammeId, reports, spoken, tell
from needs.errors import NeedsError
from needs.programmes import Programme, data_root, load_programme
from needs.wording import check_language, date_text, number, say, today

if TYPE_CHECKING:
    from needs.assessment import Assessment

years = typer.Typer(no_args_is_help=True, help="Các năm đã giữ / the years kept.")


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(report)
    app.command("spot-check")(spot_check)
    app.add_typer(years, name="years")


@spoken
def report(
    programme: ProgrammeId,
    kind: Annotated[
        str, typer.Option("--kind", help="half_year | year | mid_term | final")
    ] = "year",
    year: Annotated[int | None, typer.Option("--year", help="Năm (cuối) của báo cáo.")] = None,
    agency: Annotated[
        str, typer.Option("--agency", help="Chỉ phần việc của cơ quan này (mã).")
    ] = "",
    district: Annotated[str, typer.Option("--district", help="Chỉ huyện (cũ) này.")] = "",
    tables: Annotated[
        bool, typer.Option("--tables", help="Ghi cả các bảng của báo cáo (CSV, Parquet).")
    ] = False,
    out: Out = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Báo cáo 6 tháng, năm, giữa kỳ, cuối kỳ / periodic reports from the same tables."""
    from needs.documents.forms import write_forms
    from needs.documents.letterhead import Issuer
    from needs.monitoring.periods import report_period
    from needs.monitoring.report import report_tables
    from needs.monitoring.scope import agency_scope, district_scope
    from needs.runs.start_page import write_start_page
    from needs.sheets.report import write_report
    from needs.tables import write_tables

    check_language(lang)
    since = dt.datetime.now(dt.UTC)
    if agency and district:
        raise NeedsError(say("chọn một trong hai: --agency hoặc --district", lang=lang))
    root = data_root(data)
    profile = load_programme(programme, root)
    period = report_period(profile, kind, year=year, lang=lang)
    # A wrong office is told before the tables, which take their time.
    scope = agency_scope(profile, agency, root=root, on=today(), lang=lang) if agency else None
    assessment = _of_year(profile, str(period.last_year), root=root, out=out, lang=lang)
    if district:
        scope = district_scope(assessment, district)
    made = report_tables(assessment, kind, root=root, on=today(), year=year, scope=scope, lang=lang)
    folder = reports(out) / programme
    path = write_report(made, folder, lang=lang)
    # A report of a district's or another office's own work bears their heading, not the lead's.
    own = profile.documents is not None and agency == profile.documents.issuer
    issuer: Issuer = "lead" if scope is None or own else "local"
    for written in (path, *write_forms(path, profile, root=root, on=today(), issued_by=issuer)):
        typer.echo(str(written))
    if tables:
        for written in write_tables(made.tables, path.with_suffix("")):
            typer.echo(str(written))
    write_start_page(profile, folder, since=since, lang=lang)
    told = ((say("Còn thiếu:", lang=lang), made.lacking), (say("Việc làm:", lang=lang), made.to_do))
    tell(titled for titled in told if titled[1])


@spoken
def spot_check(
    programme: ProgrammeId,
    year: Annotated[int | None, typer.Option("--year", help="Năm của các lô.")] = None,
    seed: Annotated[
        int | None,
        typer.Option("--seed", min=0, help="Số bốc thăm công khai (mặc định: theo hồ sơ)."),
    ] = None,
    out: Out = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Bốc thăm các lô đã trao để kiểm tra tại chỗ / draw delivered lots for inspection."""
    from needs.monitoring.histories import lot_histories
    from needs.monitoring.report import ledger_on_record
    from needs.monitoring.spot_check import draw_spot_checks, spot_check_rule
    from needs.runs.start_page import write_start_page
    from needs.sheets.report import FOLDER
    from needs.sheets.spot_check import write_spot_check
    from needs.tables import write_tables

    check_language(lang)
    since = dt.datetime.now(dt.UTC)
    root = data_root(data)
    profile = load_programme(programme, root)
    rule = spot_check_rule(profile, lang=lang)
    period = str(year or profile.period)
    assessment = _of_year(profile, period, root=root, out=out, lang=lang)
    histories = lot_histories(ledger_on_record(profile, root))
    drawn = draw_spot_checks(histories, assessment, rule, year=period, seed=seed)
    folder = reports(out) / programme
    path = write_spot_check(drawn, assessment, rule, folder, year=period, on=today(), lang=lang)
    write_tables({"spot_checks": drawn}, folder / FOLDER)
    write_start_page(profile, folder, since=since, lang=lang)
    typer.echo(str(path))
    typer.echo(say("Bốc được {n} lô.", lang=lang, n=number(len(drawn), lang=lang)))
    if drawn.empty:
        typer.echo(
            say(
                "Ghi việc trao: `needs commit {programme} delivered …`",
                lang=lang,
                programme=programme,
            )
        )


@years.command()
@spoken
def keep(
    programme: ProgrammeId,
    year: Annotated[int, typer.Option("--year", help="Năm phải giữ.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Thay bản đã giữ (bản cũ được để riêng).")
    ] = False,
    out: Out = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Giữ lại các bảng của năm nay để năm sau so / keep this year's tables for comparison."""
    from needs.monitoring.report import ledger_on_record
    from needs.monitoring.years import keep_year
    from needs.runs.result_tables import result_tables

    check_language(lang)
    root = data_root(data)
    profile = load_programme(programme, root)
    folder = reports(out) / programme / "tables"
    if str(year) == profile.period:
        result_tables(profile, data=root, folder=folder)
    kept = keep_year(
        profile,
        str(year),
        folder,
        root=root,
        ledger=ledger_on_record(profile, root),
        on=today(),
        replace=replace,
        lang=lang,
    )
    typer.echo(str(kept.folder))
    if kept.already:
        typer.echo(say("Năm {year} đã được giữ, giống hệt.", lang=lang, year=year))
    for line in kept.differences:
        typer.echo(f"  {line}")
    if kept.replaced is not None:
        typer.echo(say("Bản cũ: {folder}", lang=lang, folder=kept.replaced))


@years.command("list")
@spoken
def list_years(programme: ProgrammeId, data: Data = None, lang: Lang = "vi") -> None:
    """Các năm đã giữ, còn nguyên không / the years kept, and whether they are sound."""
    from needs.monitoring.kept import kept_year, kept_years

    check_language(lang)
    root = data_root(data)
    profile = load_programme(programme, root)
    known = kept_years(profile.id, root)
    if not known:
        typer.echo(say("Chưa giữ năm nào.", lang=lang))
    wrong = []
    for one in known:
        try:
            kept = kept_year(profile.id, one, root, lang=lang)
        except NeedsError as error:
            wrong.append(str(error))
            continue
        day = date_text(kept.kept_on, lang=lang)
        count = number(len(kept.tables), lang=lang)
        typer.echo(say("{year}: giữ ngày {day}, {n} bảng", lang=lang, year=one, day=day, n=count))
    if wrong:
        raise NeedsError("\n".join(wrong))


def _of_year(
    profile: Programme, year: str, *, root: Path, out: Path | None, lang: str
) -> Assessment:
    """Return the tables of a year: kept, where it is another than the one assessed."""
    from needs.monitoring.kept import kept_assessment, kept_years
    from needs.runs.result_tables import result_tables

    if year != profile.period and year in kept_years(profile.id, root):
        return kept_assessment(profile.id, year, root, lang=lang)
    folder = reports(out) / profile.id / "tables"
    return result_tables(profile, data=root, folder=folder).assessment
