"""How parts of a bar look: told apart by lightness and hatching, not by colour alone."""

from __future__ import annotations

from dataclasses import dataclass

INK = "#222222"
QUIET_INK = "#555555"
WARN_INK = "#8a4b00"
GRID_INK = "#d5d8dd"
BAND_INK = "#6f93b5"


@dataclass(frozen=True)
class Look:
    """Fill, outline and hatching of a bar."""

    fill: str
    outline: str = INK
    hatch: str = ""


TARGET = Look("#eeeeee")
STATE = Look("#1f4e79")
PLEDGED = Look("#ffffff", hatch="////")
GAP = Look("#f58b20")
AT_LOW = Look("#ffffff", hatch="////")
AT_HIGH = Look("#1f4e79")
SHARE = Look("#1f4e79")
WHOLE = Look("#ffffff", outline="#8a8a8a")
#: Kinds of support side by side: neighbours differ in lightness and in hatching.
KINDS = (
    Look("#1f4e79"),
    Look("#f8c98e", hatch="\\\\\\\\"),
    Look("#ffffff", hatch="////"),
    Look("#8fb8de"),
    Look("#f6e6a8", hatch="xxxx"),
    Look("#d9d9d9", hatch="----"),
    Look("#6b6b6b"),
    Look("#ffffff", hatch="||||"),
)
