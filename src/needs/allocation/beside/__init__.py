"""The plan beside others: usual practice, one gift more, a wider limit."""
