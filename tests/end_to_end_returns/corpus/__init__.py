"""Awkward files as offices send them; each with what a careful officer would make of it."""

from __future__ import annotations

from . import encodings, layout, logic, names, numbers, own_forms, tables
from .entry import Awkward, Expected

CORPUS: tuple[Awkward, ...] = (*layout.FILES, *tables.FILES, *numbers.FILES, *encodings.FILES, *names.FILES, *logic.FILES, *own_forms.FILES)

__all__ = ["CORPUS", "Awkward", "Expected"]
