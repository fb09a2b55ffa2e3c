"""Awkward files as offices send them; each with what a careful officer would make of it."""

from __future__ import annotations

from . import encodings, hostile, layout, logic, names, numbers, own_forms, registers, tables
from .entry import Awkward, Expected

CORPUS: tuple[Awkward, ...] = (*layout.FILES, *tables.FILES, *numbers.FILES, *encodings.FILES, *names.FILES, *logic.FILES, *own_forms.FILES, *registers.FILES, *hostile.FILES)

__all__ = ["CORPUS", "Awkward", "Expected"]
