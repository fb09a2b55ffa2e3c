"""Whatever people send, opened safely: cells out, nothing executed."""

# Light on purpose: reader processes import this room alone.
from needs.workbooks.addresses import Cell, address, cell_at, column_letters
from needs.workbooks.grid import Book, CellError, Note, Refusal, Sheet, Value

__all__ = [
    "Book",
    "Cell",
    "CellError",
    "Note",
    "Refusal",
    "Sheet",
    "Value",
    "address",
    "cell_at",
    "column_letters",
]
