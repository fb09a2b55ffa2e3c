"""The words for each code of a fault: found, expected, what to do; both languages."""

from needs.returns.words.all import words_of
from needs.returns.words.fault_words import FaultWords

__all__ = ["FaultWords", "words_of"]
