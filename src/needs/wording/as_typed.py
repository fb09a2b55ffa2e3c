"""What somebody typed into a wrong place, as a message tells of it: never who it tells of.

A cell that should hold a number, a date or a code may hold a child's name, telephone or date of
birth instead. Figures, signs and words of counting are shown, since they say what is wrong; other
words, whole dates and long numbers are described. The fault beside it names the cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from needs.wording.catalogue import say

#: As many digits as a telephone, an identity card or an insurance card has.
_LONG_NUMBER = 9
_MOST_SHOWN = 40
_WHOLE_DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)?\d{2}|"
    r"(?:19|20)\d{2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{1,2})(?!\d)"
)
# What a spreadsheet writes where a formula failed.
_FAILED = re.compile(r"#[A-Z0-9/]+[!?]?")
# «meals_2», «QR-PT», «01290»; a name begins with one capital.
_ID = re.compile(r"[a-z0-9][a-z0-9_.-]*|[A-Z0-9][A-Z0-9_./-]*", re.ASCII)
_ROMAN = re.compile(r"[IVX]{1,4}")
_LETTERS = re.compile(r"[^\W\d_]+")
# Several words that are not shown are one gap: nothing stands between them that is.
_GAP = re.compile(r"…(?:[^\w•%<>~≥≤+()]*…)+")
_COUNTING_WORDS = """
    không khong ko k có co chưa chua rõ biết nhiều ít khoảng chừng gần hơn trên dưới ước tính tầm
    nhất từ đến tới và hoặc trẻ em cháu người học sinh hs bộ suất lượt cái chiếc phần gói đồng đ
    vnđ vnd trđ tr triệu nghìn ngàn tỷ tỉ lệ tháng năm ngày tuổi kg g cm m km xã thôn huyện tỉnh
    phường đúng sai số liệu sl sau trước nay này
    một hai ba bốn năm sáu bảy tám chín mười mươi trăm chục linh lẻ nửa rưỡi phần tư
    no yes none null nan na inf true false about and or to children people months years
"""
_COUNTING = frozenset(_COUNTING_WORDS.split())


def typed(
    value: object,
    *,
    known: Iterable[str] = (),
    dates: bool = False,
    ids: bool = False,
    lang: str = "vi",
) -> str:
    """Return what was typed where something else was wanted, as far as a message may tell it.

    «12,5o», «khoảng 50», «1.23.456» stay as they are; «Lò Thị Hoa» is «chữ, 10 ký tự», «50 em Lò
    Thị Hoa» is «50 em …», «0912 345 678» is «•••• ••• •••».

    Parameters
    ----------
    value
        Of any type, as it was read.
    known
        Words and phrases that may be shown: ids, choices of the cell.
    dates
        Whether a whole date may be shown: one was asked for.
    ids
        Whether what looks like an id («meals_2», «hai-duong») may be shown: one was asked for.
    lang
        Language of the description.

    Returns
    -------
    str
        At most 40 characters.
    """
    shown = masked(value, known=known, dates=dates, ids=ids)
    if "…" in shown and not any(sign.isalnum() or sign == "•" for sign in shown):
        return say("chữ, {n} ký tự", lang=lang, n=len(_text(value)))
    return shown


def masked(
    value: object, *, known: Iterable[str] = (), dates: bool = False, ids: bool = False
) -> str:
    """Return what `typed` returns, in no language: «…» for words, «•» for digits not shown."""
    text = _text(value)
    told = [unicodedata.normalize("NFC", phrase).casefold() for phrase in known]
    id_asked = ids and not (long_number(text) or whole_date(text)) and _ID.fullmatch(text)
    if id_asked or _FAILED.fullmatch(text) or text.casefold() in told:
        return _cut(text)
    if long_number(text) or (whole_date(text) and not dates):
        text = re.sub(r"\d", "•", text)
    words = {word for phrase in told for word in _LETTERS.findall(phrase)}
    return _cut(_without_words(text, _COUNTING | words))


def long_number(text: str) -> bool:
    """Tell whether a text holds as many digits as a telephone or a card has."""
    return sum(sign.isdigit() for sign in text) >= _LONG_NUMBER


def whole_date(text: str) -> bool:
    """Tell whether a text holds day, month and year."""
    return _WHOLE_DATE.search(text) is not None


def _text(value: object) -> str:
    return unicodedata.normalize("NFC", str(value)).strip()


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"


def _without_words(text: str, may: frozenset[str]) -> str:
    """Return a text with a gap for each word that may not be shown.

    Beside such a word no other with a capital is shown: «Năm» may be a part of a name. A letter
    beside a digit is a slip of the finger.
    """
    words = list(_LETTERS.finditer(text))
    slips = {word.start() for word in words if len(word[0]) == 1 and _at_digit(text, word)}
    if len(text) == 1:
        slips.add(0)
    hidden = any(w.start() not in slips and not _may(w[0], may) for w in words)

    def told(word: re.Match[str]) -> str:
        if word.start() in slips:
            return word[0]
        capital = hidden and word[0][0].isupper()
        return word[0] if _may(word[0], may) and not capital else "…"

    return _GAP.sub("…", _LETTERS.sub(told, text))


def _may(word: str, may: frozenset[str]) -> bool:
    return word.casefold() in may or _ROMAN.fullmatch(word) is not None


def _at_digit(text: str, word: re.Match[str]) -> bool:
    around = text[max(word.start() - 1, 0) : word.start()] + text[word.end() : word.end() + 1]
    return any(sign.isdigit() for sign in around)
