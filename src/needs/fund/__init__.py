"""The Child Protection Fund's books: contributions, income, spending, earmarks; double entry."""
