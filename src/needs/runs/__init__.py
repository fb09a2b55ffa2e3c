"""Notebooks in supervised processes, one page each, and a manifest of what is up to date.

Import from the modules: `job`, `pipeline`, `manifest`, `checksums`, `export`. This file imports
nothing, because every notebook's own process passes through it and pays for what it loads.
"""
