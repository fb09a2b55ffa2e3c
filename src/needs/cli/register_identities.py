"""Commands that open the identities of the register: who, ages, forgetting, back-up, passphrase."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from needs.cli.common import Data, Lang, spoken
from needs.cli.register_common import At, ChildId, opened, ruled
from needs.cli.register_secret import PassphraseFile, passphrase_given
from needs.errors import NeedsError
from needs.wording import check_language, say, today

if TYPE_CHECKING:
    from needs.programmes.sponsorship import Sponsorship
    from needs.sponsorship.identities import Identities
    from needs.sponsorship.register import Register


def add_identity_commands(group: typer.Typer) -> None:
    """Add these commands."""
    for command in (who, forget, ages, backup, passphrase):
        group.command()(command)


@spoken
def who(
    context: typer.Context,
    child: ChildId,
    passphrase_file: PassphraseFile = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Cho người phụ trách biết mã này là trẻ nào; chỉ hiện trên màn hình / who a child is."""
    if not sys.stdout.isatty():
        # Into a file or another program, it would stand somewhere without protection.
        raise NeedsError(
            say("danh tính chỉ hiện trên màn hình, không ghi ra tệp", lang=check_language(lang))
        )
    _, _, identities = _opened(context, passphrase_file, data, lang)
    typer.echo("\n".join(filter(None, identities().who(child).told().values())))


@spoken
def forget(
    context: typer.Context,
    child: ChildId,
    passphrase_file: PassphraseFile = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Xóa danh tính của một trẻ; sổ chỉ còn mã không tên / erase who a child is."""
    _, book, identities = _opened(context, passphrase_file, data, lang)
    with book.writing():
        table = identities()
        table.who(child)
        table.forget(child)
        table.save(keep_previous=False)
    typer.echo(
        say("Đã xóa danh tính của {child}; hãy xóa cả các bản sao cũ.", lang=lang, child=child)
    )


@spoken
def ages(
    context: typer.Context,
    at: At = None,
    passphrase_file: PassphraseFile = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Mã các trẻ đã đủ tuổi ra khỏi sổ, theo ngày sinh thật / who has grown too old."""
    rules, book, identities = _opened(context, passphrase_file, data, lang)
    table = identities()
    on = at.date() if isinstance(at, datetime) else today()
    active = {one.child_id for one in book.standing().children.values() if one.active}
    for child_id in table.aged(int(rules.aged_out.value), on):
        if child_id in active:
            typer.echo(child_id)


@spoken
def backup(
    context: typer.Context,
    to: Annotated[Path, typer.Argument(help="Tên tệp mới, vẫn mã hóa.")],
    passphrase_file: PassphraseFile = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Sao tệp danh tính (vẫn mã hóa) và thử mở bản sao / copy the identities, still encrypted."""
    _, _, identities = _opened(context, passphrase_file, data, lang)
    identities().back_up(to)
    typer.echo(str(to))


@spoken
def passphrase(
    context: typer.Context,
    passphrase_file: PassphraseFile = None,
    new_passphrase_file: Annotated[
        Path | None,
        typer.Option("--new-passphrase-file", exists=True, dir_okay=False, help="Mật khẩu mới."),
    ] = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Đổi mật khẩu của tệp danh tính / change the passphrase."""
    _, book, identities = _opened(context, passphrase_file, data, lang)
    identities()  # a wrong passphrase is told before a new one is asked for
    new = passphrase_given(new_passphrase_file, new=True, lang=lang, again=True)
    with book.writing():
        identities().change_passphrase(new)
    typer.echo(say("Đã đổi mật khẩu. Bản sao cũ vẫn mở bằng mật khẩu cũ: hãy sao lại.", lang=lang))


def _opened(
    context: typer.Context, passphrase_file: Path | None, data: Path | None, lang: str
) -> tuple[Sponsorship, Register, Callable[[], Identities]]:
    """Return the rules, the register, and what opens the identities with the passphrase given.

    They are opened when asked for: who changes them does so as the only writer.
    """
    from needs.sponsorship.identities import Identities, identities_file

    programme, rules, root = ruled(context, data, lang)
    book = opened(programme, rules, root, lang)
    secret = passphrase_given(passphrase_file, lang=lang)
    return rules, book, lambda: Identities(identities_file(book), secret, lang=lang)
