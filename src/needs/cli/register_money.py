"""Money of sponsors: `pay` into both books, `dues` to compare them and post what is lacking."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from needs.cli.common import Data, Lang, console, spoken
from needs.cli.register_common import (
    At,
    By,
    Evidence,
    PledgeId,
    day_of,
    opened,
    ruled,
    write_act,
)
from needs.errors import NeedsError, NotFound
from needs.programmes import Programme
from needs.programmes.fund import MONEY_KINDS
from needs.tables import rows_of
from needs.wording import money, number, say

if TYPE_CHECKING:
    from needs.programmes.sponsorship import Sponsorship
    from needs.sponsorship.fund_dues import Till
    from needs.sponsorship.register import Register

_MONEY = ("register_vnd", "fund_vnd", "difference_vnd")
Account = Annotated[
    str | None, typer.Option("--account", help="Tài khoản của Quỹ nhận tiền: bank | cash …")
]


def add_money_commands(group: typer.Typer) -> None:
    """Add these commands."""
    for command in (pay, dues):
        group.command()(command)


@spoken
def pay(
    context: typer.Context,
    pledge: PledgeId,
    amount: Annotated[int, typer.Option("--amount", help="Số đồng đã nhận; số âm: điều chỉnh.")],
    by: By,
    evidence: Evidence,
    account: Account = None,
    direct: Annotated[
        bool, typer.Option("--direct", help="Trao thẳng cho gia đình trẻ, không qua Quỹ.")
    ] = False,
    at: At = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Ghi tiền đã nhận vào sổ đỡ đầu và sổ Quỹ / record money received, in both books."""
    from needs.sponsorship.acts import Act
    from needs.sponsorship.fund_dues import pay_in

    programme, rules, root = ruled(context, data, lang)
    told = say("Đã ghi {amount}.", lang=lang, amount=money(amount, lang=lang))
    content = {"amount_vnd": amount, **({"direct": True} if direct else {})}
    if direct or programme.fund is None or programme.fund.sponsored is None:
        write_act(
            context, data, lang, "paid", by, at, pledge=pledge, evidence=evidence, content=content
        )
        typer.echo(told)
        return
    book = opened(programme, rules, root, lang)
    act = Act("paid", by, day_of(at), pledge_id=pledge, evidence=evidence, content=content)
    written = pay_in(book, _till(programme, root, account, lang), act)
    typer.echo(told)
    typer.echo(say("Sổ Quỹ: bút toán {n}.", lang=lang, n=number(written.seq, lang=lang)))


@spoken
def dues(
    context: typer.Context,
    post: Annotated[
        bool, typer.Option("--post", help="Ghi vào sổ Quỹ những khoản sổ Quỹ còn thiếu.")
    ] = False,
    by: Annotated[str, typer.Option("--by", help="Ai ghi, khi có --post.")] = "",
    account: Account = None,
    at: At = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Đối chiếu tiền đỡ đầu đã nhận với sổ Quỹ, theo lượt / dues in both books, compared."""
    from needs.sponsorship.fund_dues import post_dues

    programme, rules, root = ruled(context, data, lang)
    if programme.fund is None or programme.fund.sponsored is None:
        raise NeedsError(
            say(
                "hồ sơ {programme} không có phần [fund.sponsored] (fund.toml): tiền đỡ đầu "
                "không qua Quỹ",
                lang=lang,
                programme=programme.id,
            )
        )
    if post and not by.strip():
        raise NeedsError(say("--by: ghi tên người hoặc cơ quan ghi sổ", lang=lang))
    book = opened(programme, rules, root, lang)
    day = day_of(at)
    if post:
        till = _till(programme, root, account, lang)
        for pledge_id, written in post_dues(book, till, by=by, today=day):
            typer.echo(
                say(
                    "{pledge}: sổ Quỹ, bút toán {n}",
                    lang=lang,
                    pledge=pledge_id,
                    n=number(written.seq, lang=lang),
                )
            )
    _compare(programme, rules, root, book, day, lang)


def _compare(
    programme: Programme,
    rules: Sponsorship,
    root: Path,
    book: Register,
    day: dt.date,
    lang: str,
) -> None:
    """Print both books beside each other, and what has to be looked at."""
    from needs.fund import Book, Contents, book_path
    from needs.fund.tables import fund_rules
    from needs.sponsorship.fund_dues import reconciled_dues

    own, path = fund_rules(programme), book_path(programme.id, root)
    assert own.sponsored is not None
    contents = Book(path, own, lang=lang, create=False).contents() if path.is_file() else Contents()
    compared = reconciled_dues(book.standing(), contents, own.sponsored, on=day)
    table = Table(title=say("Tiền đỡ đầu: sổ đỡ đầu và sổ Quỹ", lang=lang))
    table.add_column(say("lượt", lang=lang))
    table.add_column(say("mục đích", lang=lang), overflow="fold")
    for title in (
        say("sổ đỡ đầu", lang=lang),
        say("sổ Quỹ", lang=lang),
        say("lệch", lang=lang),
    ):
        table.add_column(title, justify="right")
    purposes = {one.id: one.name.text(lang) for one in rules.purposes}
    for row in rows_of(compared):
        table.add_row(
            row.pledge_id or say("không nêu lượt", lang=lang),
            purposes.get(row.purpose, row.purpose),
            *(number(getattr(row, name), lang=lang) for name in _MONEY),
        )
    sums = compared[list(_MONEY)].sum()
    table.add_section()
    table.add_row(
        say("Cộng", lang=lang), "", *(number(int(sums[name]), lang=lang) for name in _MONEY)
    )
    console().print(table)
    different = compared[compared.difference_vnd != 0]
    if different.empty:
        typer.echo(say("Hai sổ khớp nhau đến từng đồng.", lang=lang))
        return
    for row in rows_of(different):
        typer.echo(_why(row.pledge_id, row.difference_vnd, lang))


def _why(pledge_id: str, difference: int, lang: str) -> str:
    amount = money(abs(difference), lang=lang)
    if not pledge_id:
        return say(
            "Sổ Quỹ có {amount} ở quỹ đỡ đầu mà không nêu lượt: đảo bút toán ấy rồi ghi bằng "
            "`needs register … pay`",
            lang=lang,
            amount=amount,
        )
    if difference > 0:
        return say(
            "{pledge}: sổ Quỹ thiếu {amount}; ghi bằng `needs register … dues --post`",
            lang=lang,
            pledge=pledge_id,
            amount=amount,
        )
    return say(
        "{pledge}: sổ đỡ đầu thiếu {amount}; ghi lại bằng `needs register … pay` cùng phiếu, "
        "cùng ngày",
        lang=lang,
        pledge=pledge_id,
        amount=amount,
    )


def _till(programme: Programme, root: Path, account: str | None, lang: str) -> Till:
    """Return where the money comes to; the Fund's books are begun where there are none."""
    from needs.fund import Book, book_path
    from needs.fund.tables import fund_rules
    from needs.sponsorship.fund_dues import Till

    own = fund_rules(programme)
    assert own.sponsored is not None
    valid = [one.id for one in own.accounts if one.kind in MONEY_KINDS]
    if account is not None and account not in valid:
        raise NotFound("--account", account, valid)
    return Till(Book(book_path(programme.id, root), own, lang=lang), own.sponsored, account)
