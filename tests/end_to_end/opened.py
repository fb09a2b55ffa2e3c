"""A page in a browser whose network is cut, and the same page as text and tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, FrameLocator, Page

DRAWN = "path.leaflet-interactive"


@dataclass
class Opened:
    """A page that is open; `requests` are those it attempted besides its own file."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def map(self) -> FrameLocator:
        """Bring the map into the window and wait until it is drawn."""
        frame = self.page.locator("iframe")
        frame.scroll_into_view_if_needed()
        inside = self.page.frame_locator("iframe")
        inside.locator(DRAWN).first.wait_for(state="attached")
        # The district's names are written last, when the map has found its size.
        inside.locator(".place-name:not(.hidden) span").first.wait_for()
        return inside

    def too_wide(self) -> int:
        """Return by how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def open_page(browser: Browser, path: Path, *, width: int) -> Opened:
    """Open a file with no network."""
    context = browser.new_context(offline=True, viewport={"width": width, "height": 800})
    opened = Opened(context.new_page())
    address = path.resolve().as_uri()
    opened.page.on(
        "request",
        lambda request: (
            opened.requests.append(request.url)
            if request.url != address and not request.url.startswith(("about:", "data:"))
            else None
        ),
    )
    opened.page.on("console", lambda message: opened.complaints.append(message.text))
    opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.page.on("dialog", lambda asked: (opened.dialogs.append(asked.message), asked.dismiss()))
    opened.page.goto(address)
    return opened


@dataclass(frozen=True)
class Written:
    """What stands on a page, as a reader finds it: text, and tables by their caption."""

    soup: BeautifulSoup = field(repr=False)

    @property
    def text(self) -> str:
        """Everything that is read, without style and scripts; the map's words included."""
        return self.soup.get_text(" ", strip=True)

    @property
    def lang(self) -> str:
        return str(self.soup.html["lang"])

    @property
    def heading(self) -> str:
        return self.soup.h1.get_text(strip=True)

    def table(self, caption: str) -> pd.DataFrame:
        """Return the one table whose caption begins so: text, first column as index.

        A last row in bold (the total) is left out; see `total`.
        """
        table = self._table(caption)
        titles = [cell.get_text(" ", strip=True) for cell in table.select("thead th")]
        rows = [_cells(row) for row in table.select("tbody tr")]
        return pd.DataFrame(rows, columns=titles).set_index(titles[0])

    def total(self, caption: str) -> pd.Series:
        """Return the total row of a table."""
        table = self._table(caption)
        titles = [cell.get_text(" ", strip=True) for cell in table.select("thead th")]
        return pd.Series(_cells(table.select_one("tfoot tr")), index=titles)

    def figures(self) -> dict[str, str]:
        """Return the key figures at the top: what it is → figure."""
        return {
            box.span.get_text(strip=True): box.b.get_text(strip=True)
            for box in self.soup.select(".figures .figure")
        }

    def _table(self, caption: str):
        found = [
            table
            for table in self.soup.select("table.data")
            if table.caption.get_text(strip=True).startswith(caption)
        ]
        assert len(found) == 1, (caption, [t.caption.get_text() for t in self.soup.select("table")])
        return found[0]


def read_page(path: Path) -> Written:
    """Read a written page."""
    soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    for frame in soup.select("iframe[srcdoc]"):
        inside = BeautifulSoup(frame["srcdoc"], "html.parser")
        frame.replace_with(BeautifulSoup(f"<p>{inside.body}</p>", "html.parser"))
    for silent in soup.select("script, style"):
        silent.decompose()
    return Written(soup)


def number(text: str) -> float:
    """Read a figure as Vietnamese pages write it: 1.234,5."""
    if text.startswith("< 1"):  # less than half a million, and not nothing
        return 0.5
    assert re.fullmatch(r"\d{1,3}(\.\d{3})*(,\d+)?", text), text
    return float(text.replace(".", "").replace(",", "."))


def _cells(row) -> list[str]:
    return [cell.get_text(" ", strip=True) for cell in row.select("th, td")]


def briefings(report: Path) -> list[Path]:
    """Briefings and overview; pages for donors, offices and the public have tests of their own."""
    return sorted([*report.glob("districts/*/*.html"), *report.glob("province/*.html")])
