"""What the commands about the Fund's books share."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from needs.cli.common import DATE_FORMATS
from needs.errors import NeedsError
from needs.programmes import data_root, load_programme
from needs.wording import number, say, today

if TYPE_CHECKING:
    from needs.fund import Book
    from needs.programmes import Programme

By = Annotated[str, typer.Option("--by", help="Ai ghi: họ tên, cơ quan.")]
Day = Annotated[
    dt.datetime | None,
    typer.Option("--day", formats=DATE_FORMATS, help="Ngày chứng từ (mặc định: nay)."),
]
Document = Annotated[str | None, typer.Option("--document", help="Số chứng từ.")]


def fund_programme(programme: str, data: Path | None) -> tuple[Path, Programme]:
    """Return the data root and the programme."""
    root = data_root(data)
    return root, load_programme(programme, root)


def fund_book(programme: str, data: Path | None, *, lang: str, create: bool = False) -> Book:
    """Open the books of a programme."""
    from needs.fund import Book, book_path
    from needs.fund.tables import fund_rules

    root, profile = fund_programme(programme, data)
    return Book(book_path(profile.id, root), fund_rules(profile), lang=lang, create=create)


def voucher_day(day: dt.datetime | None) -> dt.date:
    """Return the day that was given; today where none was."""
    return today() if day is None else day.date()


def asked_by(by: str, lang: str) -> None:
    """Refuse at once what the books would refuse: nobody named."""
    if not by.strip():
        raise NeedsError(say("--by: ghi tên người hoặc cơ quan ghi sổ", lang=lang))


def tell_written(book: Book, seq: int, lang: str, *, repeated: bool) -> None:
    """Tell the number of an entry, and the head of the books."""
    words = (
        say("Bút toán {n} đã có trong sổ từ trước.", lang=lang, n=number(seq, lang=lang))
        if repeated
        else say("Đã ghi bút toán {n}.", lang=lang, n=number(seq, lang=lang))
    )
    typer.echo(words)
    tell_head(book, lang)


def tell_head(book: Book, lang: str) -> None:
    """Tell how many entries there are, and the last seal."""
    head = book.head()
    typer.echo(
        say(
            "Sổ có {n} bút toán; dấu niêm phong {seal}.",
            lang=lang,
            n=number(head.entries, lang=lang),
            seal=head.seal,
        )
    )
