"""Whatever people send, opened safely: cells out, nothing executed."""

# Light on purpose: reader processes import this room alone.
from needs.workbooks.addresses import Cell, address, cell_at, column_letters
from needs.workbooks.grid import Book, CellError, Note, Refusal, Sheet, Value
from needs.workbooks.isolation import open_books
from needs.workbooks.limits import Limits
from needs.workbooks.reading import read_book

__all__ = [
    "Book",
    "Cell",
    "CellError",
    "Limits",
    "Note",
    "Refusal",
    "Sheet",
    "Value",
    "address",
    "cell_at",
    "column_letters",
    "open_books",
    "read_book",
]
