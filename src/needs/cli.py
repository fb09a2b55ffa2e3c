"""The commands: `needs programmes`, `needs status`, `needs run`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, ParamSpec, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from needs import __version__
from needs.errors import NeedsError
from needs.programmes import checkout, data_root, list_programmes, load_programme
from needs.wording import check_language, say

app = typer.Typer(
    help="Lập kế hoạch hỗ trợ trẻ em các xã đặc biệt khó khăn / planning kit for children of the "
    "specially disadvantaged communes.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

Data = Annotated[
    Path | None, typer.Option("--data", help="Thư mục dữ liệu / data root (mặc định: data/).")
]
Lang = Annotated[str, typer.Option("--lang", help="vi | en")]
ProgrammeId = Annotated[str, typer.Argument(help="Mã chương trình / programme id")]

P = ParamSpec("P")
R = TypeVar("R")


def _spoken(command: Callable[P, R]) -> Callable[P, R]:
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


def _console() -> Console:
    # A narrow pipe would cut the tables; a terminal keeps its own width.
    return Console() if sys.stdout.isatty() else Console(width=120, no_color=True)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"needs {__version__}")
        raise typer.Exit


@app.callback()
def main(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Phiên bản.")
    ] = False,
) -> None:
    """Bản đồ, nhu cầu, phần còn thiếu, đề xuất với nhà tài trợ."""
    # Windows consoles may not be UTF-8: Vietnamese has to come out all the same.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


@app.command()
@_spoken
def programmes(data: Data = None, lang: Lang = "vi") -> None:
    """Liệt kê và kiểm tra các chương trình / list and check the programmes."""
    check_language(lang)
    root = data_root(data)
    table = Table(title=say("Chương trình", lang=lang))
    for title in ("Mã", "Tỉnh", "Bản đồ", "Kỳ", "Loại hỗ trợ"):
        table.add_column(
            {
                "Mã": say("Mã", lang=lang),
                "Tỉnh": say("Tỉnh", lang=lang),
                "Bản đồ": say("Bản danh mục", lang=lang),
                "Kỳ": say("Kỳ", lang=lang),
                "Loại hỗ trợ": say("Loại hỗ trợ", lang=lang),
            }[title]
        )
    broken = []
    for programme in list_programmes(root):
        try:
            profile = load_programme(programme, root)
        except NeedsError as error:
            broken.append(str(error))
            continue
        table.add_row(
            profile.id,
            profile.province.text(lang),
            profile.edition,
            f"{profile.plan.period_from}–{profile.plan.period_to}",
            "; ".join(category.name.text(lang) for category in profile.categories),
        )
    _console().print(table)
    if broken:
        typer.echo("\n".join(broken), err=True)
        raise typer.Exit(1)


@app.command()
@_spoken
def status(programme: ProgrammeId, data: Data = None, lang: Lang = "vi") -> None:
    """Cho biết đã nạp gì, từ đâu, khớp số chính thức không, còn thiếu gì / what is loaded."""
    from needs.assessment.status import programme_status

    check_language(lang)
    for title, lines in programme_status(programme, data_root(data), lang=lang):
        typer.echo(title)
        for line in lines:
            typer.echo(f"  {line}")


@app.command()
@_spoken
def run(
    programme: ProgrammeId,
    district: Annotated[
        list[str] | None, typer.Option("--district", help="Chỉ huyện này; lặp lại được.")
    ] = None,
    lang: Lang = "vi",
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Số trang cùng lúc.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Thư mục báo cáo (mặc định: reports/).")
    ] = None,
    boundaries: Annotated[
        Path | None,
        typer.Option("--boundaries", exists=True, dir_okay=False, help="Tệp ranh giới xã."),
    ] = None,
    data: Data = None,
    force: Annotated[bool, typer.Option("--force", help="Lập lại tất cả.")] = False,
) -> None:
    """Tính toán và lập bản tóm tắt từng huyện, tổng quan tỉnh / compute, brief, overview."""
    from needs.runs.programme import run_programme

    check_language(lang)
    root = data_root(data)
    result = run_programme(
        programme,
        data=root,
        out=(out or checkout() / "reports").resolve(),
        districts=district,
        lang=lang,
        workers=workers,
        boundaries=boundaries,
        force=force,
    )
    typer.echo(result.summary.text(lang=lang))
    typer.echo(say("Kết quả: {folder}", lang=lang, folder=result.folder))
    raise typer.Exit(result.summary.exit_code)
