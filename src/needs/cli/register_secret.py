"""How the register's commands are given a passphrase, and answers to what they asked."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from needs.errors import NeedsError
from needs.wording import check_language, say

if TYPE_CHECKING:
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


def passphrase_given(
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


def answers_given(given: list[str], lang: str) -> dict[int, str]:
    """Return the answer to each question asked, by its number."""
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
