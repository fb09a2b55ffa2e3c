"""Awkward files as offices send them; each with what a careful officer would make of it."""

from __future__ import annotations

from . import (
    cells,
    donors,
    encodings,
    hostile,
    layout,
    ledgers,
    logic,
    mergers,
    misfits,
    names,
    numbers,
    own_forms,
    tables,
)
from .entry import Awkward, Expected

_MODULES = (
    layout,
    tables,
    misfits,
    numbers,
    cells,
    encodings,
    names,
    mergers,
    logic,
    own_forms,
    ledgers,
    donors,
    hostile,
)

CORPUS: tuple[Awkward, ...] = tuple(entry for module in _MODULES for entry in module.FILES)

__all__ = ["CORPUS", "Awkward", "Expected"]
