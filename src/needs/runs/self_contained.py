"""A page must open with no network: everything it loads has to be inside it."""

from __future__ import annotations

import base64
import re
from html.parser import HTMLParser
from urllib.parse import unquote_to_bytes

from needs.errors import FaultCollector

# Attributes from which a browser loads, on whatever element they stand.
_LOADING = {"src", "poster", "background", "manifest", "xlink:href", "href"}
_SRCSET = {"srcset", "imagesrcset"}

# Elements whose address is only followed when a reader clicks it.
_LINKS = {"a", "area"}

_INSIDE = ("data:", "#", "about:", "blob:", "javascript:")
_HTML_DATA = re.compile(r"data:text/html[^,]*?(;base64)?,(.*)", re.IGNORECASE | re.DOTALL)

_SRCSET_CANDIDATE = re.compile(r"([^\s,]\S*)(?:\s+[^,]*)?")
_CSS_QUIET = re.compile(r"/\*.*?\*/|@namespace[^;]*;", re.DOTALL)
_CSS_IMPORT = re.compile(r"@import\s+(?:url\(\s*)?[\"']?\s*(?!data:)([^\"')\s;]+)", re.IGNORECASE)
_CSS_URL = re.compile(r"url\(\s*[\"']?\s*((?:https?:|ftp:|file:|//)[^\"')\s]*)", re.IGNORECASE)
_SCRIPT_LOAD = re.compile(
    r"(?:tileLayer(?:\.wms)?|fetch|importScripts|import)\s*\(\s*[\"'`]((?:https?:)?//[^\"'`]*)"
    r"|\b(?:from|import)\s*[\"']((?:https?:)?//[^\"']*)"
)


def assert_self_contained(html: str, *, subject: str = "HTML") -> None:
    """Refuse a page that would load anything from outside itself.

    Looked at: every attribute from which a browser loads (`src`, `srcset`, `href` other than of
    a plain link, `data`, `poster` …), `<style>` and `style` (`@import`, remote `url()`), scripts
    (`import`, `fetch`, map tiles with a literal address), a `<meta>` refresh, and pages inside
    the page (`srcdoc`, `data:text/html`). A file beside the page counts as outside, because a
    page that is sent on loses it; in `url()` only remote addresses do, because Leaflet's style
    sheet names pictures of controls that no map here has.

    Parameters
    ----------
    html
        The whole page.
    subject
        Its name in the message.

    Raises
    ------
    InputFaults
        One fault for each offending attribute or address, with its line.
    """
    faults = FaultCollector(subject)
    _scan(html, faults=faults, within="")
    faults.raise_if_any()


def _scan(html: str, *, faults: FaultCollector, within: str) -> None:
    """Note the faults of one page, and of the pages inside it."""
    scanner = _Scanner(faults, within)
    scanner.feed(html)
    scanner.close()


class _Scanner(HTMLParser):
    """Walks through a page and notes what it would load."""

    def __init__(self, faults: FaultCollector, within: str) -> None:
        super().__init__()
        self._faults = faults
        self._within = within
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open = tag
        values = {name: value.strip() for name, value in attrs if value}
        for name, value in values.items():
            self._attribute(tag, name, value)
        if tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            self._add(tag, "content", values.get("content", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == self._open:
            self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open == "style":
            self._style("style", "", data)
        elif self._open == "script":
            self._script("", data)

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name == "srcdoc":
            _scan(value, faults=self._faults, within=f"{self._where(tag, name)} → ")
        elif name in _SRCSET:
            for address in _SRCSET_CANDIDATE.findall(value):
                self._address(tag, name, address)
        elif (name in _LOADING and tag not in _LINKS) or (tag, name) == ("object", "data"):
            self._address(tag, name, value)
        elif name.startswith("on"):
            self._script(f"{tag} {name}", value)
        elif name not in {"title", "alt", "content"}:
            self._style(tag, name, value)

    def _address(self, tag: str, name: str, address: str) -> None:
        page = _HTML_DATA.match(address)
        if page:
            raw = unquote_to_bytes(page.group(2))
            text = (base64.b64decode(raw) if page.group(1) else raw).decode("utf-8", "replace")
            _scan(text, faults=self._faults, within=f"{self._where(tag, name)} → ")
        elif not address.lower().startswith(_INSIDE):
            self._add(tag, name, address)

    def _style(self, tag: str, name: str, css: str) -> None:
        spoken = _CSS_QUIET.sub(" ", css)
        for pattern in (_CSS_IMPORT, _CSS_URL):
            for address in pattern.findall(spoken):
                self._add(tag, name, address)

    def _script(self, name: str, script: str) -> None:
        for called, imported in _SCRIPT_LOAD.findall(script):
            self._add("script", name, called or imported)

    def _where(self, tag: str, name: str) -> str:
        line, _ = self.getpos()
        return f"{self._within}dòng / line {line}, <{tag}{f' {name}' if name else ''}>"

    def _add(self, tag: str, name: str, address: str) -> None:
        shown = address if len(address) <= 120 else f"{address[:117]}…"
        self._faults.add(
            self._where(tag, name),
            shown,
            "nằm trong trang / inside the page (data:)",
            "nhúng tệp vào trang / embed the file in the page",
        )
