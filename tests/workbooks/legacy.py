"""Writing old encodings, which the library only reads; tables told by their own facts.

TCVN3: what `iconv` knows as TCVN5712-1 from byte A1 on, that is the standard itself, without the
combining marks and the capitals with tones of its first set. VNI: the two-letter spellings as its
keyboard programs print them (xvnkb), a row for each base letter.
"""

from __future__ import annotations

import unicodedata

TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")  # none sắc huyền hỏi ngã nặng


def toned(base: str) -> list[str]:
    return [unicodedata.normalize("NFC", base + tone) for tone in TONES]


#: All 134 letters that Vietnamese adds to ASCII.
LETTERS = [
    letter for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" for letter in toned(base) if not letter.isascii()
] + ["đ", "Đ"]

# Bytes of TCVN 5712:1993 from A1: 0 where VN3 has no letter.
_TCVN3 = {
    **dict(zip(range(0xA1, 0xAF), "ĂÂÊÔƠƯĐăâêôơưđ", strict=True)),
    **dict(zip(range(0xB5, 0xBA), "àảãáạ", strict=True)),
    **dict(zip(range(0xBB, 0xBF), "ằẳẵắ", strict=True)),
    **dict(zip(range(0xC6, 0xCD), "ặầẩẫấậè", strict=True)),
    **dict(zip(range(0xCE, 0xD9), "ẻẽéẹềểễếệìỉ", strict=True)),
    **dict(zip(range(0xDC, 0xE0), "ĩíịò", strict=True)),
    **dict(zip(range(0xE1, 0xF0), "ỏõóọồổỗốộờởỡớợù", strict=True)),
    **dict(zip(range(0xF1, 0xFF), "ủũúụừửữứựỳỷỹýỵ", strict=True)),
}

VNI_ROWS = {
    "a": "a aù aø aû aõ aï",
    "ă": "aê aé aè aú aü aë",
    "â": "aâ aá aà aå aã aä",
    "e": "e eù eø eû eõ eï",
    "ê": "eâ eá eà eå eã eä",
    "i": "i í ì æ ó ò",
    "o": "o où oø oû oõ oï",
    "ô": "oâ oá oà oå oã oä",
    "ơ": "ô ôù ôø ôû ôõ ôï",
    "u": "u uù uø uû uõ uï",
    "ư": "ö öù öø öû öõ öï",
    "y": "y yù yø yû yõ î",
}
_VNI = {
    letter: written
    for base, row in VNI_ROWS.items()
    for letter, written in zip(toned(base), row.split(), strict=True)
} | {"đ": "ñ"}


def encode_tcvn3(text: str) -> bytes:
    """Text in TCVN3; capitals with a tone, which it does not have, as small letters."""
    codes = {letter: code for code, letter in _TCVN3.items()}
    return bytes(
        codes.get(letter) or codes.get(letter.lower()) or letter.encode("ascii")[0]
        for letter in unicodedata.normalize("NFC", text)
    )


def encode_vni(text: str) -> bytes:
    """Text in VNI; a capital's marks are capitals as well."""
    table = _VNI | {letter.upper(): written.upper() for letter, written in _VNI.items()}
    composed = unicodedata.normalize("NFC", text)
    return "".join(table.get(letter, letter) for letter in composed).encode("latin-1")


def in_1258(content: bytes) -> str:
    """The same bytes as a Windows set to Vietnamese puts them into a cell."""
    return content.decode("cp1258")
