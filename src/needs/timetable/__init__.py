"""Occasions, seasons and deadlines of a year, lunar days too; what to ask from whom by when."""
