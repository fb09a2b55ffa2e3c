"""What the commands share: options, language, errors told as messages."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import Annotated, ParamSpec, TypeVar

import typer
from rich.console import Console

from needs.errors import NeedsError
from needs.programmes import checkout
from needs.wording import say

Data = Annotated[Path | None, typer.Option("--data", help="Thư mục dữ liệu (mặc định: data/).")]
Lang = Annotated[str, typer.Option("--lang", help="Ngôn ngữ: vi | en.")]
ProgrammeId = Annotated[
    str, typer.Argument(metavar="CHƯƠNG_TRÌNH", help="Mã chương trình: xem needs programmes.")
]

Out = Annotated[Path | None, typer.Option("--out", help="Thư mục báo cáo (mặc định: reports/).")]
Boundaries = Annotated[
    Path | None,
    typer.Option("--boundaries", exists=True, dir_okay=False, help="Tệp ranh giới xã."),
]

MODES = ("fair_first", "effect_first", "proportional")

ModeName = Annotated[
    str | None,
    typer.Option("--mode", help=" | ".join(MODES) + " (mặc định: theo hồ sơ chương trình)."),
]

#: How a day may be typed, whatever the command: 2026-11-22 or 22/11/2026.
DATE_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
OnDay = Annotated[
    dt.datetime | None,
    typer.Option("--on", formats=DATE_FORMATS, help="Coi ngày này là hôm nay."),
]

P = ParamSpec("P")
R = TypeVar("R")


def spoken(command: Callable[P, R]) -> Callable[P, R]:
    """Show what went wrong as a message, never as a traceback."""

    @wraps(command)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except NeedsError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from None
        except KeyboardInterrupt:
            lang = "en" if kwargs.get("lang") == "en" else "vi"
            typer.echo(say("đã dừng; chạy lại lệnh để làm tiếp", lang=lang), err=True)
            raise typer.Exit(130) from None

    return wrapper


def console() -> Console:
    """Return a console as wide as its terminal."""
    # A narrow pipe would cut the tables; a terminal keeps its own width.
    return Console() if sys.stdout.isatty() else Console(width=120, no_color=True)


def reports(out: Path | None) -> Path:
    """Return the folder for reports: the one asked for, or that of this checkout."""
    return (out or checkout() / "reports").resolve()


def tell(titled: Iterable[tuple[str, Sequence[str]]]) -> None:
    """Print lines under their titles."""
    for title, lines in titled:
        typer.echo(title)
        for line in lines:
            typer.echo(f"  {line}")


def known_mode(mode: str | None, lang: str) -> str | None:
    """Return what comes first in a plan; refuse what is no mode, and list those there are."""
    if mode is not None and mode not in MODES:
        raise NeedsError(
            say(
                "--mode: không có cách «{mode}»; có: {modes}",
                lang=lang,
                mode=mode,
                modes=", ".join(MODES),
            )
        )
    return mode
