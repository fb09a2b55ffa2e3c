"""Child-friendly communes: thirteen criteria scored, and the needs that would lift a commune."""
