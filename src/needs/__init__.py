"""Planning kit for the children of specially disadvantaged communes."""

__version__ = "0.1.0"
