"""How the parts of an xlsx or xlsb package find one another (ECMA-376 part 2).

Names of parts mean nothing: which part is which sheet stands in the relationships alone, and
every reader that follows them sees the same sheets.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from needs.workbooks.files import shown
from needs.workbooks.grid import Note
from needs.workbooks.packages import Package, part_name
from needs.workbooks.refusing import damaged
from needs.workbooks.xml_parts import Attributes, LocalNames, parse

_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_CONTENT_TYPES = "[Content_Types].xml"

#: Names of the attribute r:id, as transitional and as strict files write it.
ID_ATTRIBUTES = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)


@dataclass(frozen=True, slots=True)
class Relationship:
    """One arrow from a part: `kind` is the last word of its type, `target` a part's name."""

    id: str
    kind: str
    target: str
    external: bool


def relationships(package: Package, part: str) -> tuple[Relationship, ...]:
    """Return where a part ("" for the package itself) points to; nothing, if it points nowhere.

    Raises
    ------
    Refused
        `damaged`, if they cannot be read or two have the same id.
    """
    folder, name = posixpath.split(part)
    source = posixpath.join(folder, "_rels", f"{name}.rels")
    if source not in package:
        return ()
    found: dict[str, Relationship] = {}
    local = LocalNames(_NAMESPACE)

    def start(element: str, attributes: Attributes) -> None:
        if local[element] != "Relationship":
            return
        target = attributes["Target"]
        external = attributes.get("TargetMode") == "External"
        relationship = Relationship(
            id=attributes["Id"],
            kind=attributes["Type"].rpartition("/")[2],
            target=target if external else part_name(target, folder=folder),
            external=external,
        )
        if relationship.id in found:
            raise damaged(source)
        found[relationship.id] = relationship

    parse(package.chunks(source), part=source, start=start)
    return tuple(found.values())


def main_part(package: Package) -> tuple[str, str]:
    """Return the name and the content type of an Office package's main part ("" and "": none)."""
    targets = [
        found.target
        for found in relationships(package, "")
        if found.kind == "officeDocument" and not found.external
    ]
    if not targets or _CONTENT_TYPES not in package:
        return "", ""
    return targets[0], _content_type(package, targets[0])


def _content_type(package: Package, part: str) -> str:
    by_part: dict[str, str] = {}
    by_ending: dict[str, str] = {}
    local = LocalNames(_TYPES_NAMESPACE)

    def start(element: str, attributes: Attributes) -> None:
        if local[element] == "Override":
            by_part[attributes["PartName"].lstrip("/").casefold()] = attributes["ContentType"]
        elif local[element] == "Default":
            by_ending[attributes["Extension"].casefold()] = attributes["ContentType"]

    parse(package.chunks(_CONTENT_TYPES), part=_CONTENT_TYPES, start=start)
    key = part.casefold()
    return by_part.get(key) or by_ending.get(key.rpartition(".")[2], "")


def package_notes(package: Package, related: tuple[Relationship, ...]) -> tuple[Note, ...]:
    """Return what a planner is told about a package: macros that are not run, links to others.

    Parameters
    ----------
    related
        The relationships of the workbook's main part.
    """
    notes = []
    macros = any(posixpath.basename(name) == "vbaproject.bin" for name in package.names)
    if macros or any(found.kind in ("vbaProject", "xlMacrosheet") for found in related):
        notes.append(Note("macros"))
    links = sum(found.kind in ("externalLink", "connections") for found in related)
    if links:
        notes.append(Note("external_links", (("count", str(links)),)))
    return tuple(notes)


def the_one(related: tuple[Relationship, ...], kind: str) -> str | None:
    """Return the part of a kind of which a workbook has one at most (styles, shared strings)."""
    targets = [found.target for found in related if found.kind == kind and not found.external]
    if len(targets) > 1:
        raise damaged(shown(targets[1]))
    return targets[0] if targets else None
