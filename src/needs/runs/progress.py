"""The progress bar of a run; quiet when nobody watches a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
)

from needs.wording import say

_MARKS = {"ok": "[green]✓[/]", "failed": "[red]✗[/]", "skipped": "[dim]=[/]"}


@contextmanager
def progress_bar(
    *, total: int, show: bool = True, lang: str = "vi", console: Console | None = None
) -> Iterator[Callable[[str, str], None]]:
    """Show how many products are through; yield the function to call after each.

    The function takes a product's id and its status ("ok", "failed", "skipped").

    Parameters
    ----------
    total
        Number of products.
    show
        False: stay quiet even at a terminal.
    lang
        Language of the words.
    console
        Where to write; by default the error stream, which on every system takes any letter.
    """
    console = console or Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[last]}"),
        console=console,
        disable=not show or not console.is_terminal,
    )
    with bar:
        task = bar.add_task(say("Lập báo cáo", lang=lang), total=total, last="")

        def advance(job_id: str, status: str) -> None:
            bar.update(task, advance=1, last=f"{_MARKS[status]} {job_id}")

        yield advance
