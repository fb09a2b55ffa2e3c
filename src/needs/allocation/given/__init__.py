"""What the allocation is given: cells, gifts, ages, promises; checked, in one order."""
