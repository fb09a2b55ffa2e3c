"""Commands about the Fund's books: `fund P record|import|reverse|close|audit|report|balance`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from needs.cli.common import Data, Lang, Out, ProgrammeId, reports, spoken
from needs.cli.fund_common import (
    By,
    Day,
    fund_book,
    fund_programme,
    tell_head,
    tell_written,
    voucher_day,
)
from needs.cli.fund_writing import import_, record
from needs.errors import InputFaults
from needs.wording import check_language, date_text, money, say, today


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    fund = typer.Typer(no_args_is_help=True)
    fund.callback(invoke_without_command=True)(_fund)
    for name, command in (
        ("record", record),
        ("import", import_),
        ("reverse", reverse),
        ("close", close),
        ("audit", audit),
        ("report", report),
        ("balance", balance),
    ):
        fund.command(name)(command)
    app.add_typer(fund, name="fund", help="Sổ của Quỹ Bảo trợ trẻ em / the Fund's books.")


def _fund(context: typer.Context, programme: ProgrammeId) -> None:
    """Sổ của Quỹ: ghi, nhập, đảo, khóa sổ, kiểm tra, báo cáo, số dư / the Fund's books."""
    context.obj = programme
    if context.invoked_subcommand is None:
        balance(context)


@spoken
def reverse(
    context: typer.Context,
    entry: Annotated[int, typer.Argument(min=1, help="Số bút toán cần đảo.")],
    by: By,
    document: Annotated[str, typer.Option("--document", help="Số chứng từ của việc đảo.")],
    day: Day = None,
    note: Annotated[str, typer.Option("--note", help="Lý do, không ra trang nào.")] = "",
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Đảo một bút toán sai; cả hai ở lại trong sổ / take an entry back."""
    check_language(lang)
    book = fund_book(context.obj, data, lang=lang)
    written = book.reverse(entry, day=voucher_day(day), by=by, document=document, note=note)
    tell_written(book, written.seq, lang, repeated=written.repeated)


@spoken
def close(
    context: typer.Context,
    year: Annotated[int, typer.Argument(help="Năm cần khóa sổ.")],
    by: By,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Khóa sổ một năm: không ghi thêm được nữa / close a year."""
    check_language(lang)
    book = fund_book(context.obj, data, lang=lang)
    written = book.close(year, by=by, today=today())
    typer.echo(say("Đã khóa sổ năm {year}.", lang=lang, year=year))
    tell_written(book, written.seq, lang, repeated=written.repeated)


@spoken
def audit(
    context: typer.Context,
    year: Annotated[int | None, typer.Option("--year", help="Chỉ năm này.")] = None,
    export: Annotated[
        Path | None, typer.Option("--export", help="Ghi mọi bảng ra CSV trong thư mục này.")
    ] = None,
    entries: Annotated[
        int | None, typer.Option("--entries", min=1, help="Số bút toán đã biết trước đây.")
    ] = None,
    seal: Annotated[str, typer.Option("--seal", help="Dấu niêm của bút toán đó, như đã in.")] = "",
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Kiểm tra sổ: nhật ký kèm dấu niêm, cân đối tài khoản / the audit listing, and verify."""
    from needs.cli.fund_tables import print_journal, print_trial_balance
    from needs.commitments import Head
    from needs.fund import verify_book
    from needs.fund.tables import tables_of
    from needs.tables import write_tables

    check_language(lang)
    book = fund_book(context.obj, data, lang=lang)
    known = Head(entries, seal) if entries is not None and seal else None
    wrong = verify_book(book, known=known, lang=lang)
    tables = tables_of(book.contents(), book.rules, on=today())
    print_journal(tables["fund_journal"], book.rules, year=year, lang=lang)
    print_trial_balance(tables["fund_balances"], book.rules, year=year, lang=lang)
    if export is not None:
        for path in write_tables(tables, export):
            typer.echo(str(path))
    tell_head(book, lang)
    if wrong:
        raise InputFaults(book.path.name, wrong)
    typer.echo(say("Sổ nguyên vẹn: mọi bút toán cân, dấu niêm khớp.", lang=lang))


@spoken
def report(
    context: typer.Context,
    out: Out = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Lập trang Quỹ, danh sách công khai từng năm, và các bảng / pages, lists, tables."""
    from needs.fund.tables import fund_tables
    from needs.runs.start_page import write_start_page
    from needs.sheets.fund import write_fund_pages
    from needs.tables import write_tables

    check_language(lang)
    since = dt.datetime.now(dt.UTC)
    root, profile = fund_programme(context.obj, data)
    folder = reports(out) / profile.id
    pages = write_fund_pages(profile, folder, root=root, on=today(), lang=lang)
    tables = fund_tables(profile, root, on=today())
    _warn_illustrative(tables["fund_journal"]["basis"], lang)
    for path in (*pages, *write_tables(tables, folder / "tables")):
        typer.echo(str(path))
    write_start_page(profile, folder, since=since, lang=lang)


@spoken
def balance(context: typer.Context, data: Data = None, lang: Lang = "vi") -> None:
    """Số dư hôm nay, theo quỹ và mục đích / what is left."""
    from needs.cli.fund_tables import print_balance
    from needs.fund.tables import fund_tables

    check_language(lang)
    root, profile = fund_programme(context.obj, data)
    tables = fund_tables(profile, root, on=today())
    _warn_illustrative(tables["fund_journal"]["basis"], lang)
    total = print_balance(tables, profile, lang=lang)
    typer.echo(
        say(
            "Còn lại đến ngày {day}: {amount}.",
            lang=lang,
            day=date_text(today(), lang=lang),
            amount=money(total, lang=lang),
        )
    )


def _warn_illustrative(bases: object, lang: str) -> None:
    if "illustrative" in set(bases):  # type: ignore[call-overload]
        typer.echo(
            say("Chưa có sổ của Quỹ: dưới đây là số liệu minh họa, không có thật.", lang=lang)
        )
