"""The register of children who need a sponsor: `needs register P …`; what opens identities."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from needs.cli.common import Data, Lang, ProgrammeId, spoken
from needs.cli.register_children import add_child_commands
from needs.cli.register_common import By, opened, ruled
from needs.cli.register_identities import add_identity_commands
from needs.cli.register_money import add_money_commands
from needs.cli.register_moves import add_move_commands
from needs.cli.register_pledges import add_pledge_commands
from needs.cli.register_secret import PassphraseFile, answers_given, passphrase_given
from needs.errors import InputFaults, NeedsError
from needs.wording import number, say, today

if TYPE_CHECKING:
    from needs.sponsorship.identities import Identities
    from needs.sponsorship.register import Register
    from needs.sponsorship.sealed import Passphrase


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

    group.command()(add)
    group.command()(verify)
    add_identity_commands(group)
    group.command(name="import")(import_)
    add_child_commands(group)
    add_move_commands(group)
    add_pledge_commands(group)
    add_money_commands(group)
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
    secret = passphrase_given(passphrase_file, new=not identities_file(book).is_file(), lang=lang)
    answers = answers_given(answer or [], lang)
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
    secret = passphrase_given(passphrase_file, new=not identities_file(book).is_file(), lang=lang)
    answers = {1: answer} if answer else {}
    done = enrol(
        book, _people(book, secret, lang), [row], by=by, on=today(), answers=answers, lang=lang
    )
    for child_id in (*done.new.values(), *done.updated.values()):
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
        secret = passphrase_given(passphrase_file, lang=lang)
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


def _people(book: Register, secret: Passphrase, lang: str) -> Callable[[], Identities]:
    from needs.sponsorship.identities import Identities, identities_file

    return lambda: Identities(identities_file(book), secret, create=True, lang=lang)
