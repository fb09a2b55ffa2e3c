"""One line of the Fund's published list."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.tables import weakest_basis


def public_line(side: str, own: pd.DataFrame, amount_vnd: int, **told: Any) -> dict[str, Any]:
    """Return what is published of some lines of the journal; what is not told stays empty.

    Parameters
    ----------
    side
        "opening", "received", "spent", "closing".
    own
        The lines: their weakest basis is told.
    amount_vnd
        Đồng.
    """
    nothing = dict.fromkeys(("account", "level", "place", "item", "measure"), "")
    line = {"side": side, "day": None, "who": None, "purposes": (), "quantity_given": None}
    basis = weakest_basis(*own["basis"])
    return line | nothing | {"joined": 1, "basis": basis, "amount_vnd": amount_vnd} | told
