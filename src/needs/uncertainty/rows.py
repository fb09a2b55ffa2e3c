"""Some communes of the inputs, and the one order in which everything is added up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any, TypeVar

import numpy as np

from needs.uncertainty.inputs import CategoryInputs, ChainInputs, StateShare

#: Arrays with one entry a band; all others have one a commune.
_OF_BANDS = ("band_years",)

Part = TypeVar("Part", ChainInputs, CategoryInputs, StateShare)


def take(inputs: ChainInputs, rows: Any) -> ChainInputs:
    """Return the inputs of some communes (positions, slice or mask), in that order."""
    return _rows(
        inputs, rows, categories=tuple(_category(part, rows) for part in inputs.categories)
    )


def in_order(inputs: ChainInputs) -> ChainInputs:
    """Return the inputs by district, then commune; categories by id.

    Sums of floating-point numbers depend on their order: this one is the only order there is.
    """
    ordered = take(inputs, np.lexsort((inputs.commune_code, inputs.district_code)))
    return replace(ordered, categories=tuple(sorted(ordered.categories, key=lambda part: part.id)))


def districts(inputs: ChainInputs) -> Iterator[tuple[str, slice]]:
    """Yield each district of inputs in order, with the rows of its communes."""
    codes, starts = np.unique(inputs.district_code, return_index=True)
    ends = [*starts[1:], len(inputs.district_code)]
    for code, start, end in zip(codes, starts, ends, strict=True):
        yield str(code), slice(int(start), int(end))


def blocks(rows: slice, *, size: int) -> Iterator[slice]:
    """Yield a district's rows in blocks, so that few communes stand in memory at a time."""
    for start in range(rows.start, rows.stop, size):
        yield slice(start, min(start + size, rows.stop))


def _category(category: CategoryInputs, rows: Any) -> CategoryInputs:
    return _rows(
        category,
        rows,
        delivery=tuple((figure, of[rows]) for figure, of in category.delivery),
        state=tuple(_rows(scheme, rows) for scheme in category.state),
    )


def _rows(part: Part, rows: Any, **changed: Any) -> Part:
    for field in fields(part):
        value = getattr(part, field.name)
        if isinstance(value, np.ndarray) and field.name not in _OF_BANDS:
            changed[field.name] = value[rows]
    return replace(part, **changed)
