"""The price of one unit brought to a commune: unit price × (1 + delivery uplift).

The uplift is the category's own; where goods have to be driven there (`uplift_by_distance`), the
programme's `[delivery]` is added: straight-line distance from the centre, altitude, no road. What
is not known of a commune adds nothing, and the figure is then not named among the sources.
"""

from __future__ import annotations

import pandas as pd

from needs.areas import attribute
from needs.errors import FaultCollector
from needs.need.cost import delivered_price
from needs.programmes import BASIS_OF_KIND, Category, Figure, Programme
from needs.tables import weakest_basis

ALTITUDE = "altitude_m"
NO_ROAD = "no_road"


def way_there(
    programme: Programme, communes: pd.DataFrame, attributes: pd.DataFrame | None = None
) -> dict[str, tuple[Figure, pd.Series]]:
    """Return what the way to each commune adds to prices, by the id of the figure.

    Parameters
    ----------
    programme
        Its `[delivery]`; without it nothing is added.
    communes
        commune_code, distance_km (km, may be missing).
    attributes
        From `areas.read_attributes`: altitude (m), no road (1 or 0), where known.

    Returns
    -------
    dict
        Figure id → the figure, and by how much it counts in each commune (indexed by
        commune_code: hundreds of km, thousands of m, 0 or 1); missing where it is not known.

    Raises
    ------
    InputFaults
        If the attribute «no road» is neither 1 nor 0.
    """
    if programme.delivery is None:
        return {}
    delivery = programme.delivery
    index = pd.Index(communes.commune_code, name="commune_code")
    ways = {
        "delivery.per_100_km": (
            delivery.per_100_km,
            pd.Series(communes.distance_km.to_numpy(), index=index, dtype="Float64") / 100,
        )
    }
    for name, figure, unit in (
        (ALTITUDE, delivery.per_1000_m, 1000),
        (NO_ROAD, delivery.no_road, 1),
    ):
        if figure is not None and attributes is not None:
            known = attribute(attributes, name).value.reindex(index).astype("Float64")
            if name == NO_ROAD:
                _yes_or_no(known)
            ways[f"delivery.{'per_1000_m' if name == ALTITUDE else name}"] = (figure, known / unit)
    return ways


def _yes_or_no(known: pd.Series) -> None:
    faults = FaultCollector(f"commune_attributes.csv: {NO_ROAD}")
    wrong = known[known.notna() & ~known.isin([0, 1])]
    for code, value in wrong.items():
        faults.add(str(code), value, "1 (chưa có đường ô tô) hoặc 0")
    faults.raise_if_any()


def delivered_prices(
    programme: Programme, communes: pd.DataFrame, attributes: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the price of one unit of each category brought to each commune.

    Returns
    -------
    DataFrame
        One row for each commune and category: commune_code, category, unit_price_vnd,
        price_low_vnd, price_high_vnd (whole VND), price_basis, price_figures (ids, «; » between).
    """
    ways = way_there(programme, communes, attributes)
    frames = [
        _prices(category, communes.commune_code, ways if category.uplift_by_distance else {})
        for category in programme.categories
    ]
    return pd.concat(frames, ignore_index=True)


def _prices(
    category: Category, codes: pd.Series, ways: dict[str, tuple[Figure, pd.Series]]
) -> pd.DataFrame:
    own = delivered_price(category)
    price, uplift = category.unit_price_vnd, category.delivery_uplift
    index = pd.Index(codes, name="commune_code")
    added = pd.DataFrame(0.0, index=index, columns=["value", "low", "high"], dtype="Float64")
    figures = pd.Series(
        f"{category.id}.unit_price_vnd; {category.id}.delivery_uplift", index=index, dtype="str"
    )
    basis = pd.Series(own.basis, index=index, dtype="str")
    for name, (figure, counts) in ways.items():
        known = counts.notna() & counts.ne(0).fillna(False)
        for end, amount in (
            ("value", figure.value),
            ("low", figure.at_low),
            ("high", figure.at_high),
        ):
            added[end] += counts.fillna(0) * amount
        figures = figures.where(~known, figures + f"; {name}")
        weaker = weakest_basis(own.basis, BASIS_OF_KIND[figure.kind])
        basis = basis.where(~known, basis.map(lambda old, new=weaker: weakest_basis(old, new)))
    return pd.DataFrame(
        {
            "commune_code": index,
            "category": category.id,
            "unit_price_vnd": _whole(price.value * (1 + uplift.value + added.value)),
            "price_low_vnd": _whole(price.at_low * (1 + uplift.at_low + added.low)),
            "price_high_vnd": _whole(price.at_high * (1 + uplift.at_high + added.high)),
            "price_basis": basis.to_numpy(),
            "price_figures": figures.to_numpy(),
        }
    )


def _whole(amounts: pd.Series) -> object:
    return amounts.round().astype("Int64").to_numpy()
