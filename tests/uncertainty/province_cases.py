"""Small invented provinces: exact wherever a test does not say otherwise."""

from __future__ import annotations

import numpy as np

from needs.uncertainty import CategoryInputs, ChainInputs, Range, StateShare
from needs.uncertainty.adding_up import census_centres
from needs.uncertainty.intervals import measures_of
from needs.uncertainty.rows import in_order
from needs.uncertainty.simulate import commune_draws
from needs.uncertainty.streams import Draws


def exactly(figure, value):
    return Range(figure, value, value, value)


def category(communes, name="meals", *, bands=(0, 1), **changed):
    """One category: half the children, all of them the target, 1 unit of 100 đồng a child."""
    given = {
        "id": name,
        "bands": bands,
        "in_scope": np.ones(communes, dtype=bool),
        "share": exactly(f"{name}.eligible_share", 0.5),
        "rate": None,
        "rate_sd": None,
        "rate_figure": "",
        "eligible_exact": np.full((communes, 2), np.nan),
        "target": exactly(f"{name}.target", 1.0),
        "units_per_child": 1.0,
        "price": exactly(f"{name}.unit_price_vnd", 100.0),
        "uplift": exactly(f"{name}.delivery_uplift", 0.0),
        "delivery": (),
        "state": (),
        "donors_low": np.zeros(communes),
        "donors_point": np.zeros(communes),
        "donors_high": np.zeros(communes),
    }
    return CategoryInputs(**{**given, **changed})


def province(communes=1, *, categories=None, **changed):
    """Communes of 1,600 residents, a quarter of them children: 25 of each age, in bands 4 + 12."""
    given = {
        "commune_code": np.array([f"{n + 1:05d}" for n in range(communes)]),
        "district_code": np.array([f"{n // 3 + 1:03d}" for n in range(communes)]),
        "population": np.full(communes, 1_600.0),
        "population_factor": None,
        "population_estimated": np.ones(communes, dtype=bool),
        "census_group": np.full(communes, -1),
        "children_share": exactly("children_share", 0.25),
        "age_spread": exactly("age_spread", 1.0),
        "band_years": np.array([4.0, 12.0]),
        "children_exact": np.full(communes, np.nan),
        "band_exact": np.full((communes, 2), np.nan),
        "scope_share": np.ones((communes, 3)),
        "overlap": Range("overlap_position", 0.0, 0.5, 1.0, "commune"),
        "categories": tuple(categories or [category(communes)]),
    }
    return ChainInputs(**{**given, **changed})


def lively_province(communes=7, *, seed=588, census=True):
    """Every kind of figure with a range; some told, one out of scope, two censuses."""
    dice = np.random.default_rng(seed)
    told = np.arange(communes) % 4 == 3
    villages = np.ones((communes, 3))
    villages[1::3] = [0.4, 0.5, 0.8]
    helped = np.where(dice.random(communes) < 0.7, dice.integers(5, 60, communes), 0).astype(float)
    books_told = np.full((communes, 2), np.nan)
    books_told[0] = [31, 52]
    in_scope = np.ones(communes, dtype=bool)
    in_scope[2] = False
    meals = category(
        communes,
        rate=dice.uniform(0.2, 0.5, communes),
        rate_sd=np.full(communes, 0.04),
        rate_figure="rate:screening",
        target=Range("meals.target", 0.8, 0.9, 1.0),
        price=Range("meals.unit_price_vnd", 80.0, 100.0, 150.0),
        state=(
            StateShare((1,), (Range("boarding", 0.3, 0.5, 0.6, "commune"),), np.ones(communes)),
            StateShare((0, 1), (Range("poor", 0.2, 0.3, 0.5),), dice.random(communes)),
        ),
        donors_low=np.round(helped * 0.8),
        donors_point=helped,
        donors_high=np.round(helped * 1.4),
    )
    books = category(
        communes,
        "books",
        bands=(1,),
        in_scope=in_scope,
        share=Range("books.eligible_share", 0.3, 0.4, 0.7),
        eligible_exact=books_told,
        uplift=Range("books.delivery_uplift", 0.0, 0.05, 0.1),
        delivery=((Range("per_100_km", 0.02, 0.05, 0.2), dice.uniform(0, 1.2, communes)),),
        donors_low=helped,
        donors_point=helped,
        donors_high=helped,
    )
    return province(
        communes,
        categories=[meals, books],
        population=dice.integers(500, 5_000, communes).astype(float),
        population_factor=Range("predecessor_share_spread", 0.7, 1.0, 1.3, "commune"),
        population_estimated=~told,
        census_group=np.arange(communes) // 4 if census else np.full(communes, -1),
        children_share=Range("children_share", 0.27, 0.3, 0.34),
        age_spread=Range("age_spread", 0.85, 1.0, 1.2, "commune"),
        band_years=np.array([5.0, 9.0]),
        children_exact=np.where(told, 700.0, np.nan),
        scope_share=villages,
    )


def drawn(inputs, *, draws, seed, varying=None):
    """Draws of every commune, by commune, category and measure; communes in code order."""
    ordered = in_order(inputs)
    plan = Draws(seed, draws, None if varying is None else frozenset(varying))
    values, present = commune_draws(ordered, census_centres(ordered, plan), plan)
    names = measures_of([part.id for part in ordered.categories])
    return {
        (str(code), *name): values[row, column]
        for row, code in enumerate(ordered.commune_code)
        for column, name in enumerate(names)
        if present[row, column]
    }


def by_cell(table, level="commune"):
    """Intervals of one level, indexed by area, category and measure."""
    return table[table.level == level].set_index(["area_code", "category", "measure"])
