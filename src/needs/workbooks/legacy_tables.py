"""TCVN3 (ABC) and VNI: how Vietnamese was written before Unicode, letter by letter.

Both put Vietnamese letters where other alphabets have theirs, and leave it to the font to show
them. TCVN3 (TCVN 5712:1993, third set; fonts .VnTime, .VnArial) has one byte for a letter, and
none for capitals with a tone: fonts with H (.VnTimeH) show small letters as capitals. VNI (fonts
VNI-Times, VNI-Helve) has a base letter and behind it a byte for its marks.

Such text reaches us as the letters that the western code page of Windows (1252) has in their
place, or, from a Windows set to Vietnamese, its code page 1258.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

# From 0xA0 on, sixteen a row; a dot stands where TCVN3 has no letter.
_TCVN3_FROM = 0xA0
_TCVN3_ROWS = (
    ".ĂÂÊÔƠƯĐăâêôơưđ."
    ".....àảãáạ.ằẳẵắ."
    "......ặầẩẫấậè.ẻẽ"
    "éẹềểễếệìỉ...ĩíịò"
    ".ỏõóọồổỗốộờởỡớợù"
    ".ủũúụừửữứựỳỷỹýỵ."
)

# Marks behind a base letter, and the letters that they make of it, in the same order.
_VNI_PAIRS = {
    "a": ("ùøûõïêéèúüëâáàåãä", "áàảãạăắằẳẵặâấầẩẫậ"),
    "e": ("ùøûõïâáàåãä", "éèẻẽẹêếềểễệ"),
    "o": ("ùøûõïâáàåãä", "óòỏõọôốồổỗộ"),
    "ô": ("ùøûõï", "ớờởỡợ"),
    "u": ("ùøûõï", "úùủũụ"),
    "ö": ("ùøûõï", "ứừửữự"),
    "y": ("ùøûõ", "ýỳỷỹ"),
}
_VNI_ALONE = dict(zip("ôöíìæóòîñ", "ơưíìỉĩịỵđ", strict=True))


@dataclass(frozen=True, slots=True)
class LegacyEncoding:
    """One way of writing Vietnamese before Unicode.

    Attributes
    ----------
    name
        "tcvn3" or "vni".
    letters
        The letters beyond ASCII that text written so is made of, as code page 1252 shows them.
    decode
        From such text to Unicode (NFC); letters that mean nothing in it stay as they are.
    """

    name: str
    letters: frozenset[str]
    decode: Callable[[str], str]


def _letters_of_1258() -> dict[int, str]:
    """Return the letter of code page 1252 for each letter that only 1258 has in its place."""
    pairs = {}
    for byte in range(0xC0, 0x100):
        vietnamese, western = (bytes([byte]).decode(page) for page in ("cp1258", "cp1252"))
        if vietnamese != western:
            pairs[ord(vietnamese)] = western
    return pairs


_WESTERN = _letters_of_1258()


def western(text: str) -> str:
    """Return text from a Windows set to Vietnamese as one set to English would show it."""
    return text.translate(_WESTERN)


_TCVN3 = {_TCVN3_FROM + place: letter for place, letter in enumerate(_TCVN3_ROWS) if letter != "."}


def _decode_tcvn3(text: str) -> str:
    return western(text).translate(_TCVN3)


def _vni_table() -> dict[str, str]:
    small = dict(_VNI_ALONE)
    for base, (marks, letters) in _VNI_PAIRS.items():
        small |= {base + mark: letter for mark, letter in zip(marks, letters, strict=True)}
    table = dict(small)
    for written, letter in small.items():
        # The base letter says whether it is a capital; its mark is written either way.
        table[written.upper()] = letter.upper()
        table[written[0].upper() + written[1:]] = letter.upper()
        table[written[0] + written[1:].upper()] = letter
    return table


_VNI = _vni_table()
# Longest first: a base letter with its mark, before the base letter alone.
_VNI_UNIT = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))


def _decode_vni(text: str) -> str:
    return _VNI_UNIT.sub(lambda found: _VNI[found.group()], western(text))


TCVN3 = LegacyEncoding("tcvn3", frozenset(map(chr, _TCVN3)), _decode_tcvn3)
VNI = LegacyEncoding(
    "vni",
    frozenset(letter for written in _VNI for letter in written if not letter.isascii()),
    _decode_vni,
)
LEGACY_ENCODINGS = (TCVN3, VNI)
