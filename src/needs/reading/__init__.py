"""From cells to figures: tables found, columns and names understood, what is not certain asked."""

from needs.reading.answers import Answer, Answers, read_answers, remember
from needs.reading.read_file import read_file
from needs.reading.records import (
    Place,
    Question,
    ReadFile,
    ReturnedValue,
    ReturnFault,
    Row,
    TotalRow,
)

__all__ = [
    "Answer",
    "Answers",
    "Place",
    "Question",
    "ReadFile",
    "ReturnFault",
    "ReturnedValue",
    "Row",
    "TotalRow",
    "read_answers",
    "read_file",
    "remember",
]
