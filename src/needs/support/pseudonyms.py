"""What a pseudonym of a child may look like, and what gives a child away.

A list of supported children holds pseudonyms only: 8 to 64 letters without accents, digits, «-»
and «_», with at least one letter and one digit. What reads as a name, a date of birth, a telephone
number or a number of a document is refused. What is refused is never repeated: the kind is told.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

_FORM = re.compile(r"(?=.*[A-Za-z])(?=.*[0-9])[A-Za-z0-9_-]{8,64}")
#: A number as computers make it: UUID, MD5, SHA-1, SHA-256. No person is read in it.
_HASH = re.compile(r"[0-9a-f]{32,64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)

_YEAR = r"(?:20[0-3]\d)"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_DATE = re.compile(
    rf"(?<!\d)(?:{_DAY}[-_]{_MONTH}[-_]{_YEAR}|{_YEAR}[-_]{_MONTH}[-_]{_DAY}"
    r"|(?=\d{8}(?!\d))(?:"
    rf"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2]){_YEAR}"
    rf"|{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])))(?!\d)"
)
#: Digits in one piece or in three and more («CCCD-012-345-678-901»), after a few letters.
_NUMBER = re.compile(r"[A-Za-z]{0,4}[-_]?(\d+|\d+(?:[-_]\d+){2,})")
_PHONE = re.compile(r"(?:0|84)[35789]\d{8}")
#: Identity cards (9, 12), social insurance and pupils (10), health insurance (13).
_DOCUMENT_DIGITS = (9, 10, 12, 13)

_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnprstvx])?"
    r"(?:uye|uya|uoi|uou|ieu|yeu|oai|oay|oeo|uay|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|ua|ue|ui|uo|"
    r"uu|uy|ye|[aeiouy])(?:ch|nh|ng|[cmnpt])?"
)
#: A run of letters that begins with a family name long enough not to come about by chance.
_NAMED = re.compile(
    r"(?:nguyen|tran|pham|huynh|hoang|phan|dang|duong|trinh|trieu|nong|luong|giang|vang|thao|chao|"
    r"chau|lieu|hoan|quach|truong|dinh|dong|sung)([a-z]+)"
)


def why_refused(word: str) -> str | None:
    """Return why a word is no pseudonym: form, number, phone, birth, name; None if it is one.

    Parameters
    ----------
    word
        What stands in the list, without blanks around it.
    """
    if not _FORM.fullmatch(word):
        return "form" if not word.isdigit() else "number"
    if _HASH.fullmatch(word):
        return None
    number = _NUMBER.fullmatch(word)
    digits = re.sub(r"\D", "", number.group(1)) if number else ""
    if _PHONE.fullmatch(digits):
        return "phone"
    if len(digits) in _DOCUMENT_DIGITS:
        return "number"
    if _DATE.search(word):
        return "birth"
    return "name" if _reads_as_name(word) else None


def _reads_as_name(word: str) -> bool:
    """Tell whether unaccented syllables make a name: «le-van-an-01», «nguyenvanan2015»."""
    # «LeVanAn» is written in three words; so is «le-van-an».
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", word)
    pieces = [piece.lower() for piece in re.split(r"[-_]", parted)]
    bare = [piece.strip("0123456789") for piece in pieces]
    syllables = [bool(piece) and _syllables(piece) == 1 for piece in bare]
    parts = sum(len(piece) for piece, is_one in zip(bare, syllables, strict=True) if is_one)
    neighbours = any(one and two for one, two in pairwise(syllables))
    letters = re.sub(r"[^a-z]", "", word.lower())
    if neighbours and parts == len(letters):
        return True
    block = re.fullmatch(r"\d*([a-z]{5,})\d*", re.sub(r"[-_]", "", word.lower()))
    if block and _syllables(block.group(1)) >= 2:
        return True
    runs = re.findall(r"[a-z]+", word.lower())
    named = (_NAMED.fullmatch(run) for run in runs)
    return any(match and _syllables(match.group(1)) >= 1 for match in named)


@cache
def _syllables(letters: str) -> int:
    """Return the fewest Vietnamese syllables that make up the letters; 0 if none do."""
    fewest: list[int | None] = [0] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        ways = [
            done + 1
            for start in range(max(0, end - 7), end)
            if (done := fewest[start]) is not None and _SYLLABLE.fullmatch(letters, start, end)
        ]
        fewest[end] = min(ways, default=None)
    return fewest[-1] or 0
