"""The words for each code of a fault: found, expected, what to do; both languages."""
