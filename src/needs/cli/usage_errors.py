"""What is wrong with a command line, in words, and where its help is."""

from __future__ import annotations

import re
from typing import Any

from typer.exceptions import TyperException

from needs.wording import say

USAGE = "Cách dùng: "
_LIMIT = re.compile(r"(greater|less) than (?:or equal to )?(-?[\d.]+)")
_QUOTED = re.compile(r"'([^']*)'")


def mistake_words(error: TyperException, *, lang: str) -> list[str]:
    """Return lines on a mistake of usage: how the command is called, where its help is, what.

    Parameters
    ----------
    error
        As Typer raises it. What is asked for without anything is answered with the help, which is
        printed already: no lines.
    """
    name = type(error).__name__
    if name == "NoArgsIsHelpError":
        return []
    ctx = getattr(error, "ctx", None)
    lines = []
    if ctx is not None:
        lines = [
            say("Cách dùng: {how}", lang=lang, how=ctx.get_usage().removeprefix(USAGE)),
            say("Xem: {command} --help", lang=lang, command=ctx.command_path),
        ]
    return [*lines, say("Lỗi: {what}", lang=lang, what=_what(error, name, ctx, lang))]


def _what(error: TyperException, name: str, ctx: Any, lang: str) -> str:
    if name == "NoSuchOption":
        return _no_such_option(error, lang)
    if name == "MissingParameter":
        return _missing(error, lang)
    if name == "BadParameter":
        return say(
            "{option}: {what}", lang=lang, option=_option(error), what=_wrong(error.message, lang)
        )
    if name == "BadOptionUsage":
        option = getattr(error, "option_name", "")
        if "does not take" in error.message:
            return say("tùy chọn {option} không nhận giá trị", lang=lang, option=option)
        return say("tùy chọn {option} cần một giá trị đi sau", lang=lang, option=option)
    return _of_command(error, ctx, lang)


def _no_such_option(error: Any, lang: str) -> str:
    words = say("không có tùy chọn «{option}»", lang=lang, option=error.option_name)
    if not error.possibilities:
        return words
    near = ", ".join(sorted(error.possibilities))
    return words + say("; có phải: {options}?", lang=lang, options=near)


def _missing(error: Any, lang: str) -> str:
    param = error.param
    help_words = (getattr(param, "help", None) or "").rstrip(".") if param else ""
    told = f" ({help_words})" if help_words and lang == "vi" else ""
    return say("thiếu {option}{told}", lang=lang, option=_option(error), told=told)


def _option(error: Any) -> str:
    """Name the option or argument that an error is about, as it is typed."""
    param = getattr(error, "param", None)
    if param is None:
        return str(getattr(error, "param_hint", None) or "?")
    long = [one for one in param.opts if one.startswith("--")]
    return str(long[0] if long else param.display_name_raw)


def _of_command(error: TyperException, ctx: Any, lang: str) -> str:
    message = error.format_message()
    if message.startswith("No such command"):
        wrong = _QUOTED.findall(message)[0]
        return say(
            "không có lệnh «{wrong}»; có: {commands}",
            lang=lang,
            wrong=wrong,
            commands=_commands(ctx),
        )
    if message.startswith("Missing command"):
        return say("thiếu tên lệnh; có: {commands}", lang=lang, commands=_commands(ctx))
    extra = re.search(r"extra arguments?(?:\(s\))? \((.*)\)", message)
    if extra:
        return say("thừa «{words}»", lang=lang, words=extra[1])
    return message


def _commands(ctx: Any) -> str:
    return "" if ctx is None else ", ".join(ctx.command.list_commands(ctx))


def _wrong(message: str, lang: str) -> str:
    """Say what a value should be; what is not known here is passed on as it is."""
    found = _QUOTED.findall(message)
    value = found[0] if found else ""
    limit = _LIMIT.search(message)
    if limit and limit[1] == "greater":
        return say("cần số từ {least} trở lên", lang=lang, least=limit[2])
    if limit:
        return say("cần số không quá {most}", lang=lang, most=limit[2])
    for part, words in (
        ("valid integer", say("cần một số nguyên", lang=lang)),
        ("valid number", say("cần một số", lang=lang)),
        (
            "does not match the format",
            say("«{value}» không phải ngày; ghi 2026-01-21 hoặc 21/1/2026", lang=lang, value=value),
        ),
        ("does not exist", say("không có «{value}»", lang=lang, value=value)),
        ("is a file", say("«{value}» là tệp, cần thư mục", lang=lang, value=value)),
        ("is a directory", say("«{value}» là thư mục, cần tệp", lang=lang, value=value)),
        ("is not readable", say("không đọc được «{value}»", lang=lang, value=value)),
        ("is not writable", say("không ghi được «{value}»", lang=lang, value=value)),
    ):
        if part in message:
            return words
    return message
