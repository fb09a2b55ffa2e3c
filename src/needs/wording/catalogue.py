"""The message catalogue: Vietnamese in the code, English in `en.po`.

The catalogue is read from the `.po` file itself (by Babel), so that a translator edits one
text file and nothing has to be compiled.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from babel.messages.pofile import read_po

from needs.errors import NeedsError, NotFound

LANGUAGES = ("vi", "en")


class MissingTranslation(NeedsError):
    """A message has no English text; the catalogue has to be completed."""


def check_language(lang: str) -> str:
    """Return `lang` if it is one of `LANGUAGES`.

    Raises
    ------
    NotFound
        If it is not; lists the valid ones.
    """
    if lang not in LANGUAGES:
        raise NotFound("ngôn ngữ / language", lang, LANGUAGES)
    return lang


@cache
def english() -> dict[str, str]:
    """Return the English catalogue: Vietnamese message → English message."""
    with files("needs.wording").joinpath("en.po").open("rb") as handle:
        catalogue = read_po(handle, locale="en")
    return {
        str(message.id): str(message.string)
        for message in catalogue
        if message.id and message.string
    }


def say(message: str, *, lang: str = "vi", **values: object) -> str:
    """Return a message in the reader's language, with its placeholders filled.

    Parameters
    ----------
    message
        The Vietnamese text, with `{name}` placeholders.
    lang
        "vi" or "en".
    **values
        What fills the placeholders (after translation).

    Raises
    ------
    MissingTranslation
        If the English catalogue lacks the message: never a silent mixture of languages.
    """
    if check_language(lang) == "en":
        if message not in english():
            raise MissingTranslation(f"en.po thiếu / lacks: {message!r}")
        message = english()[message]
    return message.format(**values) if values else message
