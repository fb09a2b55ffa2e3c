"""Vietnamese first, English second: messages, numbers, money and dates as a reader expects them."""

from needs.wording.as_typed import masked, typed
from needs.wording.bases import basis_words, check_status, counted
from needs.wording.catalogue import LANGUAGES, check_language, say
from needs.wording.clock import VIETNAM, day_of, today
from needs.wording.collation import collation_key
from needs.wording.numbers import date_text, interval, missing_text, money, number, percent

__all__ = [
    "LANGUAGES",
    "VIETNAM",
    "basis_words",
    "check_language",
    "check_status",
    "collation_key",
    "counted",
    "date_text",
    "day_of",
    "interval",
    "masked",
    "missing_text",
    "money",
    "number",
    "percent",
    "say",
    "today",
    "typed",
]
