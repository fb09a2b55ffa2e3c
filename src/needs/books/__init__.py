"""Append-only books kept in one SQLite file: opening, one writer at a time, seals, soundness.

Four rooms keep such a book: `commitments`, `network`, `fund` and `sponsorship`. What stands in it
and what may be added is theirs; how the file is opened, kept and proved is told here, once.
"""

from needs.books.chain import START, Head, digest, insert, newest, sealed
from needs.books.connection import LedgerBusy, LedgerError
from needs.books.file import WAIT_S, BookFile
from needs.books.layout import Layout, Said, append_only, never_replaced
from needs.books.ruled import RuledBook
from needs.books.sound import Chain, FileState, file_state, judge_chain, judge_file, rows_of_table

__all__ = [
    "START",
    "WAIT_S",
    "BookFile",
    "Chain",
    "FileState",
    "Head",
    "Layout",
    "LedgerBusy",
    "LedgerError",
    "RuledBook",
    "Said",
    "append_only",
    "digest",
    "file_state",
    "insert",
    "judge_chain",
    "judge_file",
    "never_replaced",
    "newest",
    "rows_of_table",
    "sealed",
]
