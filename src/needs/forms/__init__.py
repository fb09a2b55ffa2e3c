"""Which figures a return holds, and blank forms to fill in."""
