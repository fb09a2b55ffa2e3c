"""A picture for a page: drawn once, the same bytes every time, nothing loaded from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Picture:
    """A drawing with its words.

    Parameters
    ----------
    svg
        The drawing: text is drawn as outlines, so that no font is needed; the identifiers in it
        are its own, so that several pictures may stand on one page.
    alt
        What the picture tells, in words, with its figures.
    title
        What it shows; the caption.
    """

    svg: str
    alt: str
    title: str

    def html(self) -> str:
        """Return the picture with its caption, to be put into a page."""
        return (
            f'<figure class="picture"><figcaption>{escape(self.title)}</figcaption>'
            f"{self.svg}</figure>"
        )

    def _repr_html_(self) -> str:
        return self.html()
