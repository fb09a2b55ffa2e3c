"""How commands explain themselves: help and mistakes of usage in Vietnamese.

Typer words its help and its errors in English, and only a few titles go through gettext. Its
classes are made to be extended: every command and group gets one of those below.

One way for all commands: the help of a command is Vietnamese, with English on a line of its own
below; lists of commands and the help of options are Vietnamese alone. A mistake of usage is told
in Vietnamese, with `--lang en` in English.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from needs.cli.usage_errors import USAGE, mistake_words
from needs.wording import say

#: Parts a docstring's Vietnamese from its English.
_BETWEEN = " / "
_PIECES = {"[OPTIONS]": "[TÙY CHỌN]", "COMMAND [ARGS]...": "LỆNH …"}
#: What stands after an option, by what Typer calls it; longest first.
_TYPES = {
    "%": "NGÀY",
    "list": "CHỮ …",
    "path": "ĐƯỜNG DẪN",
    "directory": "THƯ MỤC",
    "file": "TỆP",
    "int": "SỐ",
    "float": "SỐ",
    "bool": "",
    "str": "CHỮ",
}


def in_vietnamese(app: typer.Typer) -> None:
    """Let an app with all its commands and groups speak Vietnamese."""
    rich_utils.ARGUMENTS_PANEL_TITLE = "Phải nêu"
    rich_utils.OPTIONS_PANEL_TITLE = "Tùy chọn"
    rich_utils.COMMANDS_PANEL_TITLE = "Lệnh"
    rich_utils.DEFAULT_STRING = "[mặc định: {}]"
    rich_utils.REQUIRED_LONG_STRING = "[bắt buộc]"
    app.info.cls = SpokenGroup
    _dress(app)


def _dress(app: typer.Typer) -> None:
    if isinstance(app.info.help, str):
        app.info.help = two_lines(app.info.help)
    for command in app.registered_commands:
        command.cls = SpokenCommand
        docstring = command.callback.__doc__ if command.callback else None
        command.help = two_lines(command.help or docstring or "")
    for group in app.registered_groups:
        group.cls = SpokenGroup
        if isinstance(group.help, str):
            group.help = two_lines(group.help)
        if group.typer_instance is not None:
            _dress(group.typer_instance)


def two_lines(text: str) -> str:
    """Return «Tiếng Việt / English.» as two lines: each language a sentence of its own."""
    vietnamese, between, english = text.strip().partition(_BETWEEN)
    if not between:
        return vietnamese
    end = "" if vietnamese.endswith("…") else "."
    return f"{vietnamese.rstrip('.')}{end}\n\n{english[:1].upper()}{english[1:]}"


class SpokenCommand(TyperCommand):
    """A command whose help is in Vietnamese."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write how the command is called."""
        _usage(self, ctx, formatter)

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters, their types named in Vietnamese."""
        return _named(super().get_params(ctx), ctx)


class SpokenGroup(TyperGroup):
    """A group whose help is in Vietnamese; as the root it tells every mistake of usage."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write how the command is called."""
        _usage(self, ctx, formatter)

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters, their types named in Vietnamese."""
        return _named(super().get_params(ctx), ctx)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command line; a mistake of usage ends with 2 and is told in words."""
        run: Callable[..., Any] = partial(
            super().main, args, prog_name, complete_var, False, windows_expand_args, **extra
        )
        if not standalone_mode:
            return run()
        given = sys.argv[1:] if args is None else args
        lang = "en" if _english(given) else "vi"
        try:
            code = run()
        except TyperException as error:
            for line in mistake_words(error, lang=lang):
                typer.echo(line, err=True)
            sys.exit(error.exit_code)
        except typer.Abort:
            typer.echo(say("Đã dừng.", lang=lang), err=True)
            sys.exit(1)
        sys.exit(code if isinstance(code, int) else 0)


def _english(given: Iterable[str]) -> bool:
    words = list(given)
    return "--lang=en" in words or ("--lang", "en") in pairwise(words)


def _usage(command: Any, ctx: Any, formatter: Any) -> None:
    pieces = " ".join(command.collect_usage_pieces(ctx))
    for english, words in _PIECES.items():
        pieces = pieces.replace(english, words)
    formatter.write_usage(ctx.command_path, pieces, prefix=USAGE)


def _named(params: list[Any], ctx: Any) -> list[Any]:
    for param in params:
        if "--help" in param.opts:
            param.help = "Hiện phần này rồi thôi."
        param.display_type_rich = partial(_type, param.display_type(ctx))
    return params


def _type(english: str, **_: Any) -> str:
    for part, words in _TYPES.items():
        if part in english:
            return words
    return english
