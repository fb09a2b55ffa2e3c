"""Awkward files as offices send them; each with what a careful officer would make of it."""

from __future__ import annotations

from . import encodings, layout, numbers, tables
from .entry import Awkward, Expected

CORPUS: tuple[Awkward, ...] = (*layout.FILES, *tables.FILES, *numbers.FILES, *encodings.FILES)

__all__ = ["CORPUS", "Awkward", "Expected"]
