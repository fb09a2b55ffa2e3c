"""The solver: floors, effect, what was offered; each with its proof."""
