"""From a table of lots back to the packages per route of a model."""

from __future__ import annotations

import numpy as np
import pandas as pd

from needs.allocation.given.inputs import Inputs
from needs.allocation.model.model import Model, Whole
from needs.tables import CELL

LOT_KEY = ["gift_id", "partner_gift", *CELL]


def plan_of(inputs: Inputs, model: Model, lots: pd.DataFrame) -> Whole:
    """Return the packages per route of a table of lots (`LOT_KEY`, `packages`).

    Lots that no route of the model can give (the gift or the gap is gone) are left out.
    """
    ids = [*inputs.gifts["gift_id"], ""]
    routes = inputs.cells[CELL].iloc[model.cell[model.route_cell]].reset_index(drop=True)
    routes["gift_id"] = pd.Series([ids[row] for row in model.route_gift], dtype="str")
    routes["partner_gift"] = pd.Series([ids[row] for row in model.route_partner], dtype="str")
    packages = routes.merge(lots[[*LOT_KEY, "packages"]], on=LOT_KEY, how="left")["packages"]
    return packages.fillna(0).to_numpy(dtype=np.int64)
