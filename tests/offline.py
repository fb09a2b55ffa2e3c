"""Pages opened as anybody opens them: a real browser, the network cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page


class Opened(NamedTuple):
    """A page, what it asked of the network, and what it complained of."""

    path: Path
    page: Page
    asked: list[str]
    told: list[str]


@contextmanager
def opened_offline(browser: Browser, paths: Iterable[Path], width: int) -> Iterator[list[Opened]]:
    """Open every page in a window of this width; all are closed at the end."""
    context = browser.new_context(offline=True, viewport={"width": width, "height": 800})
    found = []
    for path in paths:
        page, asked, told = context.new_page(), [], []
        address = path.resolve().as_uri()
        page.on("request", lambda r, own=address, to=asked: to.append(r.url) if r.url != own else 0)
        page.on("console", lambda message, to=told: to.append(message.text))
        page.on("pageerror", lambda error, to=told: to.append(str(error)))
        page.goto(address)
        found.append(Opened(path, page, asked, told))
    yield found
    context.close()
