"""Drawings as pictures of dots, for programs that show no other: all of a page in one go."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst

_WIDTH_PT = 500
_WIDTH_PX = 1300  # 16 cm at 200 dots an inch
_POINTS_AN_INCH = 72


def pngs_of_drawings(svgs: Sequence[bytes]) -> list[bytes]:
    """Return each drawing (SVG) as PNG, 1300 dots wide, in their order."""
    if not svgs:
        return []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = [f"#set page(width: {_WIDTH_PT}pt, height: auto, margin: 0pt)"]
        for number, svg in enumerate(svgs):
            (folder / f"{number}.svg").write_bytes(svg)
            lines.append(f'#page(image("{number}.svg", width: 100%))')
        page = folder / "drawings.typ"
        page.write_text("\n".join(lines), encoding="utf-8")
        ppi = _POINTS_AN_INCH * _WIDTH_PX / _WIDTH_PT
        # One page comes as its bytes, several as a list.
        made: Any = typst.compile(str(page), root=str(folder), format="png", ppi=ppi)
    return [made] if isinstance(made, bytes) else list(made)
