"""matplotlib's SVG made fit to stand inside a page: small, self-contained, identifiers unique."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from html import unescape
from xml.etree import ElementTree as ET

import numpy as np

from needs.charts.looks import INK
from needs.charts.outlines import short_outline

#: What a drawing names: «part:gap meals» becomes the attribute data-part.
PART = "part:"

Element = ET.Element

_NAMESPACE = "http://www.w3.org/2000/svg"
_HREF = "{http://www.w3.org/1999/xlink}href"
_REFERENCE = re.compile(r"#([^\s)\"']+)")
_DECIMALS = re.compile(r"-?\d+\.\d+")
_LETTER_PLACE = re.compile(r"translate\(([-\d.]+)(?: ([-\d.]+))?\)")
_LETTER_SCALE = "scale(0.015625)"
_SIX_DIGITS = re.compile(r"#(.)\1(.)\2(.)\3")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # signs that no XML may hold
_PATH_SPACE = re.compile(r"\s*([A-Za-z])\s*")
# Letters are drawn on a grid of 6,400 to the height of a line; 400 are enough.
_COARSER = 16
# Said once for the whole picture.
_COMMON = {"fill": INK, "stroke-linejoin": "round", "stroke-linecap": "butt"}


def page_svg(drawn: str, *, alt: str, widest_cm: float) -> str:
    """Return an SVG as it may stand inside an HTML page.

    Parameters
    ----------
    drawn
        What matplotlib wrote.
    alt
        What the picture tells, in words.
    widest_cm
        Width on a wide screen and on paper; on a narrow screen it takes the screen's width.
    """
    drawn, alt = (_NO_XML.sub("\ufffd", text) for text in (drawn, alt))
    parser = ET.XMLParser(target=ET.TreeBuilder(insert_comments=True))
    root = ET.fromstring(drawn, parser=parser)
    _clean(root)
    _shorten_letters(root)
    _name_apart(root, prefix=_prefix(drawn + alt))
    root.attrib = {
        "xmlns": _NAMESPACE,
        "viewBox": _rounded(root.attrib["viewBox"]),
        "role": "img",
        "aria-label": alt,
        "style": f"display:block;width:100%;max-width:{widest_cm:g}cm;height:auto",
        **_COMMON,
    }
    return ET.tostring(root, encoding="unicode").replace(" />", "/>")


def _clean(element: Element) -> None:
    """Drop what a page must not get: comments, metadata, and a style that would rule the page."""
    kept: list[Element] = []
    for child in element:
        if not isinstance(child.tag, str):
            # matplotlib writes a text that it draws as outlines into a comment.
            element.set("data-text", unescape(child.text or "").strip())
            continue
        _clean(child)
        kept += _unwrapped(child)
    element[:] = kept
    element.tag = element.tag.removeprefix(f"{{{_NAMESPACE}}}")
    element.text = element.tail = None
    _shorten_attributes(element)


def _unwrapped(element: Element) -> list[Element]:
    """Return what is left of an element: nothing, itself, or what a bare group held."""
    if element.tag in ("metadata", "style") or (element.tag in ("defs", "g") and not len(element)):
        return []
    named = set(element.attrib) - {"id"}
    if element.tag != "g" or named - {"data-part"}:
        if "data-text" in named and len(element) == 1 and "data-text" not in element[0].attrib:
            element[0].set("data-text", element.attrib["data-text"])
            return [element[0]]
        return [element]
    # matplotlib numbers its groups; a name that the drawing gave goes to what was drawn.
    drawn = [child for child in element if child.tag != "defs"]
    if named and drawn:
        drawn[0].set("data-part", element.attrib["data-part"])
    return list(element)


def _shorten_attributes(element: Element) -> None:
    given = element.attrib
    if _HREF in given:
        given["href"] = given.pop(_HREF)
    if given.get("id", "").startswith(PART):
        given["data-part"] = given.pop("id").removeprefix(PART)
    if "d" in given and given.get("transform") != _LETTER_SCALE:
        given["d"] = _PATH_SPACE.sub(r"\1", _rounded(given["d"])).strip()
    if "style" in given:
        for entry in given.pop("style").split(";"):
            name, _, value = (part.strip() for part in entry.partition(":"))
            if name and name != "stroke-linejoin" and (name, value) != ("fill", _COMMON["fill"]):
                given[name] = _SIX_DIGITS.sub(r"#\1\2\3", value)
    if "transform" in given:
        place, bracket, scale = given["transform"].partition(")")
        if place.startswith("translate(") and scale:
            given["transform"] = _rounded(place) + bracket + scale


def _rounded(numbers: str) -> str:
    return _DECIMALS.sub(lambda found: f"{float(found.group()):.1f}".removesuffix(".0"), numbers)


def _shorten_letters(root: Element) -> None:
    """Write outlines and places of letters shortly; a space has no outline and is not written."""
    blank = {"#" + path.attrib["id"] for path in root.iter("path") if "d" not in path.attrib}
    for parent in list(root.iter()):
        parent[:] = [
            child
            for child in parent
            if child.get("href") not in blank and (child.tag != "path" or "d" in child.attrib)
        ]
    for outline in root.iter("path"):
        if outline.get("transform") == _LETTER_SCALE:
            outline.set("d", short_outline(outline.attrib["d"], divisor=_COARSER))
            outline.set("transform", f"scale({_COARSER / 64})")
    for letter in root.iter("use"):
        place = _LETTER_PLACE.fullmatch(letter.get("transform", ""))
        if place:
            del letter.attrib["transform"]
            for name, value in zip("xy", place.groups(), strict=True):
                if value is not None and round(float(value)):
                    letter.set(name, str(round(float(value))))


def _prefix(content: str) -> str:
    """Return four signs that another picture on the page hardly shares: there are 1.2 million."""
    place = int.from_bytes(sha256(content.encode()).digest()[:8], "big")
    return "abcdefghijklmnopqrstuvwxyz"[place % 26] + np.base_repr(place // 26 % 36**3, 36).zfill(3)


def _name_apart(root: Element, *, prefix: str) -> None:
    """Give what is referred to an identifier of this picture only; drop all other identifiers."""
    wanted: dict[str, str] = {}
    for value in _references(root):
        for name in _REFERENCE.findall(value):
            wanted.setdefault(name, f"{prefix}{np.base_repr(len(wanted), 36)}")
    for element in root.iter():
        name = element.attrib.pop("id", None)
        if name in wanted:
            element.set("id", wanted[name])
        for key, value in element.items():
            if _refers(key, value):
                element.set(key, _REFERENCE.sub(lambda found: "#" + wanted[found[1]], value))


def _references(root: Element) -> Iterator[str]:
    for element in root.iter():
        yield from (value for key, value in element.items() if _refers(key, value))


def _refers(key: str, value: str) -> bool:
    return key == "href" or (key != "data-text" and value.startswith("url(#"))
