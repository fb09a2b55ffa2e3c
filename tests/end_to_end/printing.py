"""A page on A4 paper: what should stand there, from the browser; what does, from the PDF."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page
from pypdf import PdfReader

# A4 less the margins of the pages' style, at 96 pixels an inch.
PAPER_PX = 672
POINTS_OF_A4 = (595.3, 841.9)
FOOTER = re.compile(r"^\s*\d+ / \d+\s*")

# What should be on paper: every text, every row of a table, how small, how dark, how wide.
ON_PAPER = """
  const luminance = colour => {
    const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number);
    return a === 0 ? 1 : (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
  };
  const cut = [], small = [], pieces = [], dark = [];
  for (const [node, box, seen] of texts(document.body)) {
    const style = getComputedStyle(box), drawing = box.closest('svg');
    const scale = drawing ? box.getScreenCTM().a : 1;
    const points = parseFloat(style.fontSize) * scale * 0.75;
    const upper = style.textTransform === 'uppercase';
    const words = upper ? node.data.toLocaleUpperCase('vi') : node.data;
    if (cutOff(box, seen, true)) cut.push(node.data.trim().slice(0, 60));
    small.push([points, node.data.trim().slice(0, 60), Boolean(drawing)]);
    if (luminance(drawing ? style.fill : style.color) > 0.6) dark.push(node.data.trim());
    if (!box.closest('tr')) pieces.push(words);
  }
  for (const box of document.querySelectorAll('html, body, main, section, p, table, tr, th, td'))
    if (luminance(getComputedStyle(box).backgroundColor) < 0.8) dark.push(box.tagName);
  const written = row => [...texts(row)].map(([node, box]) =>
    getComputedStyle(box).textTransform === 'uppercase'
      ? node.data.toLocaleUpperCase('vi') : node.data).join(' ');
  const tables = [...document.querySelectorAll('table')].filter(table => table.checkVisibility());
  return {
    cut, dark, pieces,
    small: small.sort((one, other) => one[0] - other[0]).slice(0, 8),
    headings: [...document.querySelectorAll('h1, h2, h3, h4')]
      .filter(one => one.checkVisibility()).map(one => one.innerText),
    tables: tables.map(table => [
      [...table.querySelectorAll('thead tr')].map(written).join(' '),
      [...table.querySelectorAll('tbody tr, tfoot tr')].map(written)]),
    too_wide_px: document.documentElement.scrollWidth - window.innerWidth,
    frames: [...document.querySelectorAll('iframe')].filter(one => one.checkVisibility()).length,
    drawn: [...document.querySelectorAll('figure.print-only img')]
      .map(one => [one.getBoundingClientRect().height, one.naturalWidth]),
  };
})"""


@dataclass(frozen=True)
class Printed:
    """What the page should print, and the text of each sheet without blanks and page numbers."""

    sheets: list[str]
    pictures: list[int]
    sizes: list[tuple[float, float]]
    cut: list[str]
    dark: list[str]
    small: list[tuple[float, str, bool]]
    pieces: list[str]
    headings: list[str]
    tables: list[tuple[str, list[str]]]
    too_wide_px: int
    frames: int
    drawn: list[tuple[float, int]]

    def lost(self) -> list[str]:
        """Return texts that stand on the page and on no sheet."""
        whole = "".join(self.sheets)
        return [piece for piece in self.pieces if not _stands(close(piece), whole)]

    def torn(self) -> list[str]:
        """Return rows of tables that no single sheet holds from end to end."""
        return [
            row
            for _, rows in self.tables
            for row in rows
            if not any(close(row) in sheet for sheet in self.sheets)
        ]

    def untitled(self) -> list[tuple[int, str]]:
        """Return sheets with rows of a table whose column titles are not on that sheet."""
        found = []
        for title, rows in self.tables:
            # A short row may stand elsewhere too.
            told = [close(row) for row in rows if len(close(row)) > 20]
            for number, sheet in enumerate(self.sheets, start=1):
                if close(title) not in sheet and (
                    row := next(filter(sheet.__contains__, told), "")
                ):
                    found.append((number, row))
        return found

    def left_behind(self) -> list[tuple[int, str]]:
        """Return headings that end a sheet, what they head being on the next."""
        return [
            (number, heading)
            for number, sheet in enumerate(self.sheets, start=1)
            for heading in self.headings
            if sheet.endswith(close(heading)) and not self.pictures[number - 1]
        ]


def printed(page: Page, texts: str) -> Printed:
    """Print an open page on A4, as from a machine that shows everything dark."""
    page.emulate_media(media="print", color_scheme="dark")
    window = page.viewport_size
    assert window is not None
    page.set_viewport_size({"width": PAPER_PX, "height": window["height"]})
    expected: dict[str, Any] = page.evaluate("(() => {" + texts + ON_PAPER + "()")
    made = page.pdf(format="A4", prefer_css_page_size=True, print_background=True)
    sheets = PdfReader(io.BytesIO(made)).pages
    return Printed(
        sheets=[close(FOOTER.sub("", sheet.extract_text())) for sheet in sheets],
        pictures=[_pictures(sheet) for sheet in sheets],
        sizes=[(float(sheet.mediabox.width), float(sheet.mediabox.height)) for sheet in sheets],
        **expected,
    )


def close(text: str) -> str:
    """Return a text without blanks: where lines end is the printer's."""
    return re.sub(r"[\s\u00ad\u200b]+", "", text)


def _pictures(sheet: Any) -> int:
    drawn = sheet["/Resources"].get("/XObject", {})
    return sum(drawn[name].get("/Subtype") == "/Image" for name in drawn)


def _stands(piece: str, whole: str) -> bool:
    """Tell whether a text is there, at one place or parted between two sheets."""
    if piece in whole:
        return True
    return any(piece[:at] in whole and piece[at:] in whole for at in range(12, len(piece) - 12))
