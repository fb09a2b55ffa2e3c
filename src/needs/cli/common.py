"""What the commands share: options, language, errors told as messages."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, ParamSpec, TypeVar

import typer
from rich.console import Console

from needs.errors import NeedsError

Data = Annotated[
    Path | None, typer.Option("--data", help="Thư mục dữ liệu / data root (mặc định: data/).")
]
Lang = Annotated[str, typer.Option("--lang", help="vi | en")]
ProgrammeId = Annotated[str, typer.Argument(help="Mã chương trình / programme id")]

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
            typer.echo(
                "đã dừng; chạy lại lệnh để làm tiếp / stopped; run again to resume", err=True
            )
            raise typer.Exit(130) from None

    return wrapper


def console() -> Console:
    """Return a console as wide as its terminal."""
    # A narrow pipe would cut the tables; a terminal keeps its own width.
    return Console() if sys.stdout.isatty() else Console(width=120, no_color=True)


def today() -> dt.date:
    """Return the day on this machine's calendar."""
    return dt.datetime.now().astimezone().date()
