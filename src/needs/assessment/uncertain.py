"""What the simulation draws from, for one programme: the chain's own figures with their ranges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from needs.assessment.listed import ListedCommunes
from needs.assessment.need_chain import NeedChain
from needs.need import (
    CIRCLE,
    OFFICIAL,
    Circle,
    communes_in_scope,
    scope_unknown,
    way_there,
    whole_communes,
)
from needs.need.told_groups import TOLD_RANGE
from needs.people import Assumption
from needs.programmes import Category, Figure, Programme
from needs.uncertainty import CategoryInputs, ChainInputs, Range, StateShare

Numbers = npt.NDArray[np.float64]


def range_of(figure: str, entry: Figure | Assumption) -> Range:
    """Return a figure of the profile or a named assumption as the simulation draws it."""
    return Range(figure, entry.at_low, entry.value, entry.at_high, entry.varies)


def chain_inputs(programme: Programme, listed: ListedCommunes, chain: NeedChain) -> ChainInputs:
    """Return the inputs of `uncertainty.simulate`.

    Every commune of the province is there: those that are not listed count in no category, but
    the estimated residents of a district add up to its census with theirs. What communes told,
    and every figure whose ends agree, does not vary. Where estimates are brought to an official
    total, every draw is.
    """
    people, circle = _people(listed), chain.circle
    codes = pd.Index(people.commune_code)
    bands = [band.id for band in programme.age_bands]
    assumptions = listed.assumptions
    exact = _numbers(people.children.where(people.children_low == people.children_high))
    estimated = (people.population_low < people.population_high).fillna(False).to_numpy(dtype=bool)
    return ChainInputs(
        commune_code=codes.to_numpy(dtype=str),
        district_code=people.district_code.to_numpy(dtype=str),
        population=_numbers(people.population),
        population_factor=range_of(
            "predecessor_share_spread", assumptions["predecessor_share_spread"]
        )
        if estimated.any()
        else None,
        population_estimated=estimated,
        census_group=np.where(estimated, people.census_group.to_numpy(dtype=np.int64), -1),
        children_share=range_of("children_share", assumptions["children_share"]),
        age_spread=range_of("age_spread", assumptions["age_spread"]),
        band_years=np.array([band.years for band in programme.age_bands], dtype=np.float64),
        children_exact=exact,
        band_exact=_told_bands(chain.by_age, codes, bands),
        scope_share=_villages(people, programme, unknown=_scope_unknown(programme, listed, codes)),
        overlap=range_of("overlap_position", assumptions["overlap_position"]),
        categories=tuple(
            _category(programme, category, listed, chain, codes)
            for category in programme.categories
        ),
        listed=codes.isin(listed.communes.commune_code),
        circle=None if circle is None else range_of(CIRCLE, circle.share),
        circle_total=None
        if circle is None or circle.official is None or not circle.benchmarked
        else range_of(OFFICIAL, circle.official),
    )


def _share_of(category: Category, circle: Circle | None) -> Range:
    """Return the share of the children that is eligible.

    A category that serves everybody in special circumstances has no share of its own: a commune
    that has more of them has more in each such category.
    """
    own = range_of(f"{category.id}.eligible_share", category.eligible_share)
    if circle is not None and replace(own, figure=CIRCLE) == range_of(CIRCLE, circle.share):
        own = replace(own, figure=CIRCLE)
    return own


def _people(listed: ListedCommunes) -> pd.DataFrame:
    """Return every commune of the province by code; the listed ones as communes told them."""
    unlisted = listed.province[~listed.province.commune_code.isin(listed.communes.commune_code)]
    groups = listed.province.set_index("commune_code").census_group
    told = listed.communes.assign(census_group=listed.communes.commune_code.map(groups))
    people = pd.concat([told, unlisted], ignore_index=True)
    return people.sort_values("commune_code", ignore_index=True)


def _numbers(values: pd.Series) -> Numbers:
    return np.asarray(values.astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan))


def _by_band(rows: pd.DataFrame, values: str, codes: pd.Index, bands: list[str]) -> Numbers:
    """Return communes × bands, NaN where a cell has no value."""
    table = rows.pivot(index="commune_code", columns="age_band", values=values)
    wide = table.reindex(index=codes, columns=bands).astype("Float64")
    return np.asarray(wide.to_numpy(dtype=np.float64, na_value=np.nan))


def _told_bands(by_age: pd.DataFrame, codes: pd.Index, bands: list[str]) -> Numbers:
    told = by_age[by_age.exact_age.astype(bool)]
    return _by_band(told, "children", codes, bands)


def _scope_unknown(
    programme: Programme, listed: ListedCommunes, codes: pd.Index
) -> npt.NDArray[np.bool_]:
    """Tell of which communes nobody knows whether their children count."""
    unknown = listed.communes.commune_code[scope_unknown(programme, listed.communes)]
    return np.asarray(codes.isin(unknown))


def _villages(
    people: pd.DataFrame, programme: Programme, *, unknown: npt.NDArray[np.bool_]
) -> Numbers:
    """Return low, value and high of the share that counts; 1 where no villages are listed."""
    names = ("village_share_low", "village_share", "village_share_high")
    none = people.village_source.isna() | (programme.beneficiaries.villages != "counted")
    shares = np.column_stack([_numbers(people[name].mask(none, 1.0)) for name in names])
    shares[unknown] = np.nan
    return np.asarray(shares)


def _category(
    programme: Programme,
    category: Category,
    listed: ListedCommunes,
    chain: NeedChain,
    codes: pd.Index,
) -> CategoryInputs:
    scope = communes_in_scope(programme, category, listed.communes).set_index("commune_code")
    need = chain.need[chain.need.category == category.id]
    exact = (need.children_eligible_low == need.children_eligible_high).fillna(False)
    told = need[exact]
    bands = [band.id for band in programme.age_bands]
    gap = chain.gap[chain.gap.category == category.id].set_index("commune_code").reindex(codes)
    rate, rate_sd = _rates(category, chain.rates, codes)
    ways = way_there(programme, listed.communes, chain.attributes)
    standard = category.standard
    outside = ~codes.isin(scope.index)
    return CategoryInputs(
        id=category.id,
        bands=tuple(_positions(programme, category.age_bands)),
        in_scope=~outside,
        whole=codes.isin(scope.index[whole_communes(programme, category, scope)]),
        share=_share_of(category, chain.circle),
        rate=rate,
        rate_sd=rate_sd,
        rate_figure=f"rate:{category.eligible_rate}",
        eligible_exact=_by_band(told, "children_eligible", codes, bands),
        eligible_between=_between(need[~exact & need[TOLD_RANGE]], codes, bands),
        target=range_of(f"{category.id}.target", category.target.share),
        units_per_child=standard.units / standard.per_children,
        price=range_of(f"{category.id}.unit_price_vnd", category.unit_price_vnd),
        uplift=range_of(f"{category.id}.delivery_uplift", category.delivery_uplift),
        delivery=tuple(
            (range_of(name, figure), _numbers(counts.reindex(codes).fillna(0)))
            for name, (figure, counts) in ways.items()
            # Of what no commune in scope is known to have, nothing hangs.
            if category.uplift_by_distance and counts.reindex(scope.index).fillna(0).ne(0).any()
        ),
        state=tuple(_state(programme, category, listed, chain, codes)),
        state_exact=_told_by_state(category, chain, codes),
        counted_once=gap.counted_once.eq(True).fillna(False).to_numpy(dtype=bool),
        **{
            f"donors_{end}": np.where(outside, 0.0, _numbers(gap[f"donors_{end}"]))
            for end in ("low", "point", "high")
        },
    )


def _between(need: pd.DataFrame, codes: pd.Index, bands: list[str]) -> Numbers | None:
    """Return the bounds that told groups give: communes × bands × (low, middle, high)."""
    if need.empty:
        return None
    ends = ("children_eligible_low", "children_eligible", "children_eligible_high")
    return np.stack([_by_band(need, name, codes, bands) for name in ends], axis=2)


def _positions(programme: Programme, bands: Iterable[str]) -> list[int]:
    order = [band.id for band in programme.age_bands]
    return [order.index(band) for band in bands]


def _rates(
    category: Category, rates: pd.DataFrame, codes: pd.Index
) -> tuple[Numbers | None, Numbers | None]:
    if category.eligible_rate is None:
        return None, None
    own = rates[rates["sample"] == category.eligible_rate].set_index("commune_code").reindex(codes)
    return _numbers(own.rate), np.sqrt(_numbers(own.rate_mse))


def _state(
    programme: Programme,
    category: Category,
    listed: ListedCommunes,
    chain: NeedChain,
    codes: pd.Index,
) -> Iterator[StateShare]:
    for piece in chain.state.pieces:
        if piece.category != category.id:
            continue
        factors = [range_of(name, listed.assumptions[name]) for name in piece.factors]
        if piece.unknown:
            # As likely not to apply at all as to apply to some unknown part.
            factors.append(Range(piece.figure, 0.0, 0.0, 1.0))
        yield StateShare(
            bands=tuple(_positions(programme, piece.bands)),
            factors=tuple(factors),
            applies=piece.applies.reindex(codes, fill_value=0.0).to_numpy(dtype=np.float64),
        )


def _told_by_state(category: Category, chain: NeedChain, codes: pd.Index) -> Numbers:
    told = chain.state.told
    own = told[told.category == category.id].set_index("commune_code").children
    return _numbers(own.reindex(codes))
