"""The Child Protection Fund's books: double entry, earmarks kept apart, years closed."""

from needs.fund.book import Book, BookRefused, Contents, Outcome, book_path
from needs.fund.entry import Earmark, Entry, Line, Unit, Written
from needs.fund.verify import verify_book
from needs.fund.vouchers import (
    Goods,
    Purse,
    Use,
    bought,
    came_in,
    contributed,
    goods_came,
    goods_given,
    handed_on,
    moved,
    opened_with,
    spent,
    voucher,
)

__all__ = [
    "Book",
    "BookRefused",
    "Contents",
    "Earmark",
    "Entry",
    "Goods",
    "Line",
    "Outcome",
    "Purse",
    "Unit",
    "Use",
    "Written",
    "book_path",
    "bought",
    "came_in",
    "contributed",
    "goods_came",
    "goods_given",
    "handed_on",
    "moved",
    "opened_with",
    "spent",
    "verify_book",
    "voucher",
]
