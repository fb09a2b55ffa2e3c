"""The register of children who need a sponsor: `needs register P …`; what opens identities."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from needs.cli.common import Data, Lang, ProgrammeId, spoken, today
from needs.cli.register_common import At, By, ChildId, opened, ruled
from needs.cli.register_work import add_work
from needs.errors import InputFaults, NeedsError
from needs.wording import check_language, number, say

if TYPE_CHECKING:
    from needs.sponsorship.identities import Identities
    from needs.sponsorship.register import Register
    from needs.sponsorship.sealed import Passphrase

ENVIRONMENT = "NEEDS_REGISTER_PASSPHRASE"
PassphraseFile = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        exists=True,
        dir_okay=False,
        help=f"Tệp có mật khẩu (hoặc biến môi trường {ENVIRONMENT}); không có thì hỏi.",
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    group = typer.Typer(
        help="Sổ đỡ đầu trẻ em có hoàn cảnh đặc biệt / register of sponsored children.",
        no_args_is_help=True,
    )

    @group.callback()
    def programme(context: typer.Context, programme: ProgrammeId) -> None:
        """Sổ đỡ đầu của một chương trình / the register of a programme."""
        context.obj = programme

    for command in (add, who, forget, ages, verify, backup, passphrase):
        group.command()(command)
    group.command(name="import")(import_)
    add_work(group)
    app.add_typer(group, name="register")


@spoken
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Phiếu khảo sát: xlsx, xls, ods, csv.")],
    by: By,
    answer: Annotated[
        list[str] | None,
        typer.Option("--answer", help="SỐ=same | update | other, khi được hỏi; lặp lại được."),
    ] = None,
    passphrase_file: PassphraseFile = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Nhập phiếu khảo sát: danh tính vào tệp mã hóa, phần còn lại vào sổ / import a survey."""
    from needs.sponsorship.enrolling import enrol
    from needs.sponsorship.identities import identities_file
    from needs.sponsorship.survey import read_survey

    programme, rules, root = ruled(context, data, lang)
    survey = read_survey(file, programme, rules, on=today(), lang=lang)
    book = opened(programme, rules, root, lang, create=True)
    secret = _passphrase(passphrase_file, new=not identities_file(book).is_file(), lang=lang)
    answers = _answers(answer or [], lang)
    done = enrol(
        book,
        _people(book, secret, lang),
        survey.rows,
        by=by,
        on=today(),
        answers=answers,
        lang=lang,
    )
    for note in survey.notes:
        typer.echo(note)
    typer.echo(
        say(
            "Trẻ mới: {new}; ghi số liệu mới: {updated}; đã có, bỏ dòng: {same}.",
            lang=lang,
            new=number(len(done.new), lang=lang),
            updated=number(len(done.updated), lang=lang),
            same=number(len(done.same), lang=lang),
        )
    )
    typer.echo(
        say(
            "Tệp khảo sát có tên trẻ vẫn ở chỗ cũ: hãy xóa, hoặc cất vào nơi chỉ người phụ trách "
            "mở được.",
            lang=lang,
        )
    )


@spoken
def add(
    context: typer.Context,
    by: By,
    commune: Annotated[str, typer.Option("--commune", help="Mã hoặc tên xã.")],
    groups: Annotated[str, typer.Option("--groups", help="Nhóm hoàn cảnh (mã), cách bằng «;».")],
    need: Annotated[
        list[str] | None,
        typer.Option("--need", help="MỤC-ĐÍCH=SỐ-ĐỒNG hoặc MỤC-ĐÍCH=x; lặp lại được."),
    ] = None,
    urgency: Annotated[
        list[str] | None, typer.Option("--urgency", help="CÂU-HỎI=TRẢ-LỜI (mã); lặp lại được.")
    ] = None,
    answer: Annotated[
        str, typer.Option("--answer", help="same | update | other, khi trẻ có vẻ đã có trong sổ.")
    ] = "",
    passphrase_file: PassphraseFile = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Ghi một trẻ; họ tên, ngày sinh … được hỏi, không ghi trên dòng lệnh / add a child."""
    from needs.sponsorship.enrolling import enrol
    from needs.sponsorship.identities import identities_file
    from needs.sponsorship.survey import read_one
    from needs.sponsorship.survey_columns import TITLES

    programme, rules, root = ruled(context, data, lang)
    told: dict[object, str] = {"groups": groups}
    told["commune_code" if commune.isdecimal() else "commune"] = commune
    for kind, given in (("need", need or []), ("urgency", urgency or [])):
        for words in given:
            name, _, value = words.partition("=")
            told[kind, name.strip()] = value.strip()
    known = {("need", one.id) for one in rules.purposes}
    known |= {("urgency", one.id) for one in rules.urgency}
    if strange := sorted(
        str(one[1]) for one in told if isinstance(one, tuple) and one not in known
    ):
        raise NeedsError(
            say(
                "--need, --urgency: không có {strange}; có: {known}",
                lang=lang,
                strange=", ".join(strange),
                known=", ".join(sorted(one[1] for one in known)),
            )
        )
    for part in ("name", "birth", "address", "guardian", "phone", "school"):
        told[part] = typer.prompt(TITLES[part][0], default="", show_default=False)
    row = read_one(told, programme, rules, on=today(), lang=lang)
    book = opened(programme, rules, root, lang, create=True)
    secret = _passphrase(passphrase_file, new=not identities_file(book).is_file(), lang=lang)
    answers = {1: answer} if answer else {}
    done = enrol(
        book, _people(book, secret, lang), [row], by=by, on=today(), answers=answers, lang=lang
    )
    for child_id in (*done.new.values(), *done.updated.values()):
        typer.echo(child_id)


@spoken
def who(
    context: typer.Context,
    child: ChildId,
    passphrase_file: PassphraseFile = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Cho người phụ trách biết mã này là trẻ nào; chỉ hiện trên màn hình / who a child is."""
    from needs.sponsorship.identities import Identities, identities_file

    if not sys.stdout.isatty():
        # Into a file or another program, it would stand somewhere without protection.
        raise NeedsError(
            say("danh tính chỉ hiện trên màn hình, không ghi ra tệp", lang=check_language(lang))
        )
    programme, rules, root = ruled(context, data, lang)
    book = opened(programme, rules, root, lang)
    secret = _passphrase(passphrase_file, lang=lang)
    table = Identities(identities_file(book), secret, lang=lang)
    typer.echo("\n".join(filter(None, table.who(child).told().values())))


@spoken
def forget(
    context: typer.Context,
    child: ChildId,
    passphrase_file: PassphraseFile = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Xóa danh tính của một trẻ; sổ chỉ còn mã không tên / erase who a child is."""
    from needs.sponsorship.identities import Identities, identities_file

    programme, rules, root = ruled(context, data, lang)
    book = opened(programme, rules, root, lang)
    secret = _passphrase(passphrase_file, lang=lang)
    with book.writing():
        table = Identities(identities_file(book), secret, lang=lang)
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
    from needs.sponsorship.identities import Identities, identities_file

    programme, rules, root = ruled(context, data, lang)
    book = opened(programme, rules, root, lang)
    secret = _passphrase(passphrase_file, lang=lang)
    table = Identities(identities_file(book), secret, lang=lang)
    on = at.date() if isinstance(at, datetime) else today()
    active = {one.child_id for one in book.standing().children.values() if one.active}
    for child_id in table.aged(int(rules.aged_out.value), on):
        if child_id in active:
            typer.echo(child_id)


@spoken
def verify(
    context: typer.Context,
    identities: Annotated[
        bool, typer.Option("--identities", help="Đối chiếu cả tệp danh tính (hỏi mật khẩu).")
    ] = False,
    passphrase_file: PassphraseFile = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Kiểm tra sổ còn nguyên, không trẻ nào hai người đỡ đầu / is the register sound."""
    from needs.sponsorship.identities import Identities, identities_file, unmatched_ids
    from needs.sponsorship.verify import verify_register

    programme, rules, root = ruled(context, data, lang)
    book = opened(programme, rules, root, lang)
    wrong = verify_register(book, lang=lang)
    if wrong:
        raise InputFaults(book.path.name, wrong)
    if identities:
        secret = _passphrase(passphrase_file, lang=lang)
        nameless, extra = unmatched_ids(book, Identities(identities_file(book), secret, lang=lang))
        for child_id in nameless:
            typer.echo(say("{child}: không có danh tính", lang=lang, child=child_id))
        for child_id in extra:
            typer.echo(
                say(
                    "{child}: có danh tính, chưa có trong sổ; nhập lại phiếu khảo sát",
                    lang=lang,
                    child=child_id,
                )
            )
    typer.echo(say("Sổ còn nguyên.", lang=lang))


@spoken
def backup(
    context: typer.Context,
    to: Annotated[Path, typer.Argument(help="Tên tệp mới, vẫn mã hóa.")],
    passphrase_file: PassphraseFile = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Sao tệp danh tính (vẫn mã hóa) và thử mở bản sao / copy the identities, still encrypted."""
    from needs.sponsorship.identities import Identities, identities_file

    programme, rules, root = ruled(context, data, lang)
    book = opened(programme, rules, root, lang)
    secret = _passphrase(passphrase_file, lang=lang)
    Identities(identities_file(book), secret, lang=lang).back_up(to)
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
    from needs.sponsorship.identities import Identities, identities_file

    programme, rules, root = ruled(context, data, lang)
    book = opened(programme, rules, root, lang)
    old = _passphrase(passphrase_file, lang=lang)
    Identities(identities_file(book), old, lang=lang)
    new = _passphrase(new_passphrase_file, new=True, lang=lang, again=True)
    with book.writing():
        Identities(identities_file(book), old, lang=lang).change_passphrase(new)
    typer.echo(say("Đã đổi mật khẩu. Bản sao cũ vẫn mở bằng mật khẩu cũ: hãy sao lại.", lang=lang))


def _passphrase(
    file: Path | None, *, lang: str, new: bool = False, again: bool = False
) -> Passphrase:
    """Return the passphrase from a file, the environment or a hidden prompt; never an option."""
    from needs.sponsorship.sealed import LEAST_LETTERS, Passphrase

    check_language(lang)
    if file is not None:
        try:
            words = file.read_text(encoding="utf-8-sig").rstrip("\r\n")
        except (OSError, UnicodeDecodeError):
            raise NeedsError(
                say("--passphrase-file: không đọc được như văn bản UTF-8", lang=lang)
            ) from None
    elif not again and (stated := os.environ.get(ENVIRONMENT)):
        words = stated
    else:
        title = say("Mật khẩu mới", lang=lang) if new else say("Mật khẩu", lang=lang)
        words = typer.prompt(title, hide_input=True, confirmation_prompt=new)
    given = Passphrase(words)
    if new and not given.long_enough():
        raise NeedsError(
            say("mật khẩu quá ngắn; cần ít nhất {n} ký tự", lang=lang, n=LEAST_LETTERS)
        )
    return given


def _people(book: Register, secret: Passphrase, lang: str) -> Callable[[], Identities]:
    from needs.sponsorship.identities import Identities, identities_file

    return lambda: Identities(identities_file(book), secret, create=True, lang=lang)


def _answers(given: list[str], lang: str) -> dict[int, str]:
    from needs.sponsorship.enrolling import ANSWERS

    answers: dict[int, str] = {}
    for words in given:
        row, _, answer = words.partition("=")
        if not row.strip().isdecimal() or answer not in ANSWERS:
            raise NeedsError(
                say(
                    "--answer: cần SỐ=TRẢ-LỜI, trả lời là một trong {answers}",
                    lang=lang,
                    answers=", ".join(ANSWERS),
                )
            )
        answers[int(row)] = answer
    return answers
